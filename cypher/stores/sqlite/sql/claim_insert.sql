-- purpose: a claim
-- parameters: id, article, place, relation, subject, object, subject_base, object_base, status, modality, event, title, role, amount_value, amount_currency, stake_percent, date, attributed_to, scope, quote, start, end, confidence, link
-- columns: none
INSERT INTO claim (
    id, article, place, relation, subject, object, subject_base, object_base, status, modality, event, title, role,
    amount_value, amount_currency, stake_percent, date, attributed_to, scope, quote, start, "end", confidence, link
) VALUES (
    :id, :article, :place, :relation, :subject, :object, :subject_base, :object_base, :status, :modality,
    :event, :title, :role, :amount_value, :amount_currency, :stake_percent, :date, :attributed_to, :scope,
    :quote, :start, :end, :confidence, :link
)
