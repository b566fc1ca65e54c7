"""What an entity is called, from what articles call it: the same in every store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.model import Entity, EntityType, Kind
from schemas.names import entity_id

TYPES = list(EntityType)
KINDS = list(Kind)


def merged(
    id_: str, names: Mapping[str, Sequence[int]], natures: Sequence[tuple[EntityType, Kind | None, int]]
) -> Entity:
    """The entity. `names`: name -> (articles in which it is the fullest, is used); `natures`: with times given."""
    types = {one: sum(n for type_, _, n in natures if type_ is one) for one in TYPES}
    type_ = max(TYPES, key=lambda one: types[one])  # max keeps the first of equals: the order of the enum
    kinds = {one: sum(n for of, kind, n in natures if kind is one and of is type_) for one in KINDS}
    kind = max(KINDS, key=lambda one: kinds[one])
    name = display_name(id_, type_, {name: counts[0] for name, counts in names.items() if counts[0]})
    aliases = tuple(sorted(one for one in names if one != name))
    return Entity(id_, type_, name, kind if kinds[kind] else None, aliases)


def display_name(id_: str, type_: EntityType, fullest: Mapping[str, int]) -> str:
    """Of full names (name -> articles): the only one that spells the id, else the most used, longest, first."""
    spelled = [name for name in fullest if entity_id(type_, name) == id_]
    if len(spelled) == 1:
        return spelled[0]
    return min(fullest, key=lambda name: (-fullest[name], -len(name), name))
