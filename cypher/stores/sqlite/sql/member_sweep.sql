-- purpose: forget those of these ids that neither an article nor a judgement names
-- parameters: bases
-- columns: none
DELETE FROM member
WHERE base IN (SELECT value FROM json_each(:bases))
    AND NOT EXISTS (SELECT 1 FROM form WHERE form.base = member.base)
    AND NOT EXISTS (
        SELECT 1 FROM judgement WHERE state = 0 AND ("left" = member.base OR "right" = member.base)
    )
