-- purpose: ids that went after a revision
-- parameters: revision
-- columns: id
SELECT id FROM gone WHERE revision > :revision
