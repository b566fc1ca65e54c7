"""Temporary label tables."""
from __future__ import annotations
TAGS: tuple[str, ...] = ("O", "B-Organization", "I-Organization", "B-Person", "I-Person")
TYPES = ("Organization", "Person")
KINDS = ("company", "investor", "government", "university", "media", "nonprofit", "other")
RELATIONS = ("INVESTED_IN", "ACQUIRED", "CLIENT_OF", "PARTNER_OF", "COMPETES_WITH", "HOLDS_ROLE", "FOUNDED", "SUBSIDIARY_OF", "SUED")
SYMMETRIC = frozenset({3, 4})
WITH_ROLE = frozenset({5})
STATUSES = ("active", "ended", "planned", "abandoned")
MODALITIES = ("asserted", "hedged", "denied")
EVENTS = ("none", "start", "end")
ROLES = ("executive", "board", "employee", "advisor", "official", "other")
# allowed[relation] = (subject types, object types) as indices of TYPES
_O, _P, _B = (0,), (1,), (0, 1)
ALLOWED = ((_B, _O), (_B, _O), (_O, _O), (_O, _O), (_O, _O), (_P, _O), (_B, _O), (_O, _O), (_B, _B))
