-- purpose: forget the claim rows of an article
-- parameters: article
-- columns: none
DELETE FROM claim WHERE article = :article
