-- purpose: migrations that were applied
-- parameters: none
-- columns: number, checksum
SELECT number, checksum FROM migration
