-- purpose: count a name in or out
-- parameters: base, name, fullest, used
-- columns: none
INSERT INTO form (base, name, fullest, used) VALUES (:base, :name, :fullest, :used)
ON CONFLICT (base, name) DO UPDATE SET fullest = fullest + excluded.fullest, used = used + excluded.used
