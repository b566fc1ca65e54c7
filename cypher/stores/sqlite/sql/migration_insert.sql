-- purpose: a migration that has been applied
-- parameters: number, name, checksum, applied
-- columns: none
INSERT INTO migration (number, name, checksum, applied) VALUES (:number, :name, :checksum, :applied)
