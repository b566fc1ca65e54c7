-- purpose: forget the band rows of an article
-- parameters: article
-- columns: none
DELETE FROM band WHERE article = :article
