"""How well articles were read: what was found, held against what people annotated.

`stories` (who found what) → `compare` (one article: aligned entities, keys, hits, errors) → `report` (figures of many).
"""
