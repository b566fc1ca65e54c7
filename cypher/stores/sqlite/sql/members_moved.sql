-- purpose: ids that judgements put into another entity
-- parameters: none
-- columns: base, entity
SELECT base, entity FROM member WHERE base <> entity
