-- purpose: count a type and kind in or out
-- parameters: base, type, kind, used
-- columns: none
INSERT INTO nature (base, type, kind, used) VALUES (:base, :type, :kind, :used)
ON CONFLICT (base, type, kind) DO UPDATE SET used = used + excluded.used
