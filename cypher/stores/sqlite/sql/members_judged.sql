-- purpose: ids named by judgements, undone ones too, with their entities of now
-- parameters: none
-- columns: base, entity
SELECT base, entity FROM member
WHERE base IN (SELECT "left" FROM judgement UNION SELECT "right" FROM judgement)
