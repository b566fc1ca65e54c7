"""Keys under which names that may be one actor's meet, so that never all pairs are looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.resolve import organizations, persons
from ingest.resolve.words import plain, words
from schemas.model import Entity, EntityType

LARGEST = 60
"""A key of more entities than this tells nothing and is passed over."""


def keys(type_: EntityType, name: str) -> frozenset[str]:
    """Keys of one name: sound of the family name; or distinctive words, their sound, initials, the name in one."""
    if type_ is EntityType.PERSON:
        person = persons.person(name)
        family = {person.family[0], person.attached, *person.given[1:]}
        return frozenset(f"p:{persons.bones(one)}" for one in family if len(one) > 1) | {f"p={person.joined}"}
    taken = organizations.organization(name)
    known = words()
    found = {f"o={taken.joined}"}
    for word in taken.plain:
        if word not in known.concepts and word not in known.unit and word not in known.soft:
            found |= {f"o:{word}", f"o~{persons.bones(word)}"}
    if len(taken.plain) == 1 and len(taken.joined) <= 8:
        found.add(f"a:{taken.joined}")
    if len(taken.plain) > 1:
        found |= {f"a:{one}" for one in organizations.initials(name) if len(one) > 1}
    concepts = sorted(set(taken.concepts))
    if len(concepts) > 1:
        found.add(f"c:{' '.join(concepts)}")
    return frozenset(found)


def entity_keys(entity: Entity) -> frozenset[str]:
    """Keys of all names of an entity; a person's short forms are left out, half the world shares them."""
    names = (entity.name, *(entity.aliases if entity.type is EntityType.ORGANIZATION else ()))
    return frozenset().union(*(keys(entity.type, name) for name in names if plain(name)))


def pairs(entities: Iterable[Entity]) -> tuple[Iterator[tuple[Entity, Entity]], int]:
    """(pairs that share a key, each once, smaller id first; number of keys passed over as too common)."""
    blocks: Mapping[str, list[Entity]] = defaultdict(list)
    for one in entities:
        for key in entity_keys(one):
            blocks[key].append(one)
    large = sum(len(block) > LARGEST for block in blocks.values())
    return _pairs([block for _, block in sorted(blocks.items()) if 1 < len(block) <= LARGEST]), large


def _pairs(blocks: Sequence[Sequence[Entity]]) -> Iterator[tuple[Entity, Entity]]:
    seen: set[tuple[str, str]] = set()
    for block in blocks:
        ordered = sorted(block, key=lambda one: one.id)
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 :]:
                if one.type is other.type and (one.id, other.id) not in seen:
                    seen.add((one.id, other.id))
                    yield one, other
