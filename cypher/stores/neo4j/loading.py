"""Articles read back from the graph, whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from cypher.stores import rows
from cypher.stores.neo4j.server import Session
from schemas.model import ArticleEntity, ArticleRecord, Claim, EntityType, Kind, Mention


async def load(session: Session, hashes: Sequence[str], *, judged: bool = False) -> dict[str, ArticleRecord]:
    """Hash -> record. `identity` holds ids as the resolver gave them, or after judgements where `judged`."""
    entities: dict[str, list[ArticleEntity]] = {hash_: [] for hash_ in hashes}
    identity: dict[str, list[tuple[str, str]]] = {hash_: [] for hash_ in hashes}
    claims: dict[str, list[Claim]] = {hash_: [] for hash_ in hashes}
    near: dict[str, list[str]] = {hash_: [] for hash_ in hashes}
    for hash_, id_, type_, name, kind, aliases, starts, ends, texts, base, member in await session.rows(
        "mentions_of", hashes=list(hashes)
    ):
        entities[hash_].append(
            ArticleEntity(
                id=id_,
                type=EntityType(type_),
                name=name,
                kind=Kind(kind) if kind else None,
                aliases=tuple(aliases),
                mentions=tuple(Mention(*one) for one in zip(starts, ends, texts, strict=True)),
            )
        )
        identity[hash_].append((id_, member if judged else base))
    for hash_, *row in await session.rows("claims_of", hashes=list(hashes)):
        claims[hash_].append(rows.claim(tuple(row)))
    for hash_, other in await session.rows("near_ids_of", hashes=list(hashes)):
        near[hash_].append(other)
    found = {}
    for hash_, made_by, notes, bands, *row in await session.rows("articles_of", hashes=list(hashes)):
        found[hash_] = ArticleRecord(
            article=rows.article(tuple(row)),
            entities=tuple(entities[hash_]),
            claims=tuple(claims[hash_]),
            made_by=made_by,
            identity=tuple(identity[hash_]),
            bands=tuple(sorted(band % (1 << 64) for band in bands)),
            copy_of=tuple(sorted(near[hash_])),
            notes=tuple(json.loads(notes)),
        )
    return found


async def near_articles(session: Session, hashes: Iterable[str]) -> dict[str, set[str]]:
    """These articles and all that are tied to them by near copies, step by step: each -> those one step away."""
    found: dict[str, set[str]] = {hash_: set() for hash_ in hashes}
    fringe = set(found)
    while fringe:
        for hash_, near in await session.rows("near_articles", hashes=sorted(fringe)):
            found[hash_].add(near)
        fringe = {near for hash_ in fringe for near in found[hash_]} - found.keys()
        found.update((hash_, set()) for hash_ in fringe)
    return found
