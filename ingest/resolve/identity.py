"""From the entities of one article to the entities of the graph.

Each entity is decided from its own article and the alias table alone, never from what is stored: so the outcome does
not depend on the order in which articles come. Where in doubt two stay two; judgements in the store can join them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemas.aliases import AliasTable, Entry
from schemas.model import ArticleEntity, ArticleRecord, EntityType
from schemas.names import entity_id, fold

SMALL_WORDS = frozenset(["of", "the", "and", "for", "de", "des", "du", "la", "le", "les", "et", "pour", "d", "l"])
"""Words that acronyms leave out."""


def resolved(record: ArticleRecord, aliases: AliasTable, *, curated: bool = False) -> ArticleRecord:
    """The record with its `identity`."""
    return replace(record, identity=identify(record, aliases, curated=curated))


def identify(record: ArticleRecord, aliases: AliasTable, *, curated: bool = False) -> tuple[tuple[str, str], ...]:
    """(local id, entity id) for each entity: by the alias table, else by its fullest name.

    A person known by a single word stays within the article ("p:martin@ID"), unless people made the record (`curated`).
    """
    named_in_full = _named_in_full(record.entities, aliases)
    return tuple(
        (one.id, _identity(one, record.article.id, aliases, named_in_full, curated)) for one in record.entities
    )


def _identity(entity: ArticleEntity, article: str, aliases: AliasTable, in_full: frozenset[str], curated: bool) -> str:
    entry = _by_name(entity, aliases) or _in_context(entity, aliases, in_full)
    if entry is not None:
        return entry.id
    own = entity_id(entity.type, entity.name)
    alone = entity.type is EntityType.PERSON and not curated and _one_word(entity.name)
    return f"{own}@{article}" if alone else own


def _by_name(entity: ArticleEntity, aliases: AliasTable) -> Entry | None:
    """By the fullest name; else by an acronym of it. Any other short form may be somebody else's name."""
    entry = aliases.lookup(entity.type, entity.name)
    if entry is not None:
        return entry
    found = {
        hit.id: hit
        for alias in entity.aliases
        if is_acronym(alias, entity.name) and (hit := aliases.lookup(entity.type, alias))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _in_context(entity: ArticleEntity, aliases: AliasTable, in_full: frozenset[str]) -> Entry | None:
    """A name that is also a common word or somebody else's counts where the article names the same actor in full."""
    found = [entry for entry in aliases.in_context(entity.type, entity.name) if entry.id in in_full]
    return found[0] if len(found) == 1 else None


def _named_in_full(entities: Iterable[ArticleEntity], aliases: AliasTable) -> frozenset[str]:
    hits = (aliases.lookup(one.type, name) for one in entities for name in (one.name, *one.aliases))
    return frozenset(entry.id for entry in hits if entry is not None)


def tieless(record: ArticleRecord) -> int:
    """How many claims of the record have one entity at both ends, by its `identity`."""
    who = dict(record.identity)
    return sum(who.get(one.subject, one.subject) == who.get(one.object, one.object) for one in record.claims)


def is_acronym(short: str, full: str) -> bool:
    """Whether the letters of `short` are the initials of the words of `full` ("IBM"); small words may be left out."""
    letters = "".join(fold(short).split())
    parts = fold(full).split()
    every = "".join(part[0] for part in parts)
    main = "".join(part[0] for part in parts if part not in SMALL_WORDS)
    return len(letters) >= 2 and short.isupper() and letters in (every, main)


def _one_word(name: str) -> bool:
    """Whether a name has but one word beside initials."""
    return sum(len(word) > 1 for word in fold(name).split()) < 2
