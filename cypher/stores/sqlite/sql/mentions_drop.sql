-- purpose: forget the mention rows of an article
-- parameters: article
-- columns: none
DELETE FROM mention WHERE article = :article
