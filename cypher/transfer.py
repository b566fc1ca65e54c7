"""A whole store moved into another, and two stores compared, by nothing but the port: so between any two kinds.

What is compared is the canonical export, line by line: articles with their copies and claims, entities, judgements that
stand, links. Judgements that no longer stand are moved, too; in the copy they count as undone.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from cypher.store import GraphStore
from schemas import dates
from schemas.errors import InputError
from schemas.model import (
    Article,
    ArticleEntity,
    ArticleRecord,
    Claim,
    EntityType,
    Event,
    Kind,
    Mention,
    Modality,
    Money,
    Quote,
    Role,
    Status,
)

BATCH = 200
"""Ids under which articles came that are moved in one write."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What an export comes to: a SHA-256 over its lines, and how many there are of each type."""

    sha256: str
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two exports; `differs` names the first line that is not in both, None where they are equal."""

    left: Digest
    right: Digest
    differs: str | None


async def copy(source: GraphStore, target: GraphStore, *, watch: Callable[[int], None] = lambda _: None) -> int:
    """Move all of a store into another, which is empty or holds a part of the same; the number of articles.

    `watch` is told how many articles are done. Raises InputError where the target holds something else.
    """
    await _check(source, target)
    done = 0
    gathered: list[ArticleRecord] = []
    async with aclosing(_lines(source)) as lines:
        async for kind, values in lines:
            if kind != "article":
                break
            gathered += records(values)
            done += 1
            if len(gathered) >= BATCH:
                await target.add(gathered)
                gathered.clear()
                watch(done)
    if gathered:
        await target.add(gathered)
    watch(done)
    await _copy_judgements(source, target)
    return done


async def compare(left: GraphStore, right: GraphStore) -> Comparison:
    """Read both stores to their ends."""
    sums = hashlib.sha256(), hashlib.sha256()
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    differs: str | None = None
    exports = left.export(), right.export()
    while True:
        lines = [await anext(export, None) for export in exports]
        if lines == [None, None]:
            break
        for line, sum_, count in zip(lines, sums, counts, strict=True):
            if line is not None:
                sum_.update(line.encode() + b"\n")
                count[json.loads(line)["type"]] += 1
        if differs is None and lines[0] != lines[1]:
            differs = _named(next(line for line in lines if line is not None))
    digests = [Digest(sum_.hexdigest(), dict(count)) for sum_, count in zip(sums, counts, strict=True)]
    return Comparison(digests[0], digests[1], differs)


def records(line: Mapping[str, Any]) -> list[ArticleRecord]:
    """The article of an export's line under each id it came by, the one that stands for all first."""
    article = Article(line["id"], line["title"], line["text"], line["lang"])
    first = ArticleRecord(
        article=article,
        entities=tuple(map(_entity, line["entities"])),
        claims=tuple(map(_claim, line["claims"])),
        made_by=line["made_by"],
        identity=tuple((one["id"], line["identity"][one["id"]]) for one in line["entities"]),
        bands=tuple(line["bands"]),
        copy_of=tuple(line["copy_of"]),
        notes=tuple(line["notes"]),
    )
    found = []
    for one in sorted(line["copies"], key=lambda one: bool(one["id"] != article.id)):
        copied = replace(
            article,
            id=one["id"],
            url=one["url"],
            publisher=one["publisher"],
            published=date.fromisoformat(one["published"]) if one["published"] else None,
            retrieved=datetime.fromisoformat(one["retrieved"]) if one["retrieved"] else None,
        )
        found.append(replace(first, article=copied, copy_of=first.copy_of if copied.id == article.id else ()))
    return found


async def _check(source: GraphStore, target: GraphStore) -> None:
    """Raises InputError where the target holds an article or a judgement that the source does not."""
    after: str | None = None
    while True:
        page = await target.articles(limit=BATCH, after=after)
        ids = [record.article.id for record in page.items]
        if strange := set(ids) - await source.known(ids):
            raise InputError(f"the store to copy into holds other articles ({min(strange)!r}): take an empty one")
        after = page.next
        if after is None:
            break
    ours = {one.id for one in await source.judgements(undone=True)}
    if any(one.id not in ours for one in await target.judgements(undone=True)):
        raise InputError("the store to copy into holds other judgements: take an empty one")


async def _copy_judgements(source: GraphStore, target: GraphStore) -> None:
    standing = {one.id for one in await source.judgements()}
    held = {one.id for one in await target.judgements(undone=True)}
    every = await source.judgements(undone=True)
    for one in every:
        if one.id not in standing and one.id not in held:
            made = await target.judge(replace(one, id="", undone=False))
            await target.undo(made.id)
    for one in every:
        if one.id in standing:
            await target.judge(replace(one, id=""))


async def _lines(store: GraphStore) -> AsyncGenerator[tuple[str, dict[str, Any]], None]:
    async for line in store.export():
        values = json.loads(line)
        yield values.pop("type"), values


def _named(line: str) -> str:
    values = json.loads(line)
    return f"{values['type']} {values['id']}"


def _entity(plain: Mapping[str, Any]) -> ArticleEntity:
    return ArticleEntity(
        id=plain["id"],
        type=EntityType(plain["type"]),
        name=plain["name"],
        kind=Kind(plain["kind"]) if plain["kind"] else None,
        aliases=tuple(plain["aliases"]),
        mentions=tuple(Mention(**one) for one in plain["mentions"]),
    )


def _claim(plain: Mapping[str, Any]) -> Claim:
    values = {name: value for name, value in plain.items() if name != "id"}
    return Claim(
        **{
            **values,
            "status": Status(values["status"]),
            "modality": Modality(values["modality"]),
            "quote": Quote(**values["quote"]),
            "event": Event(values["event"]) if values["event"] else None,
            "role": Role(values["role"]) if values["role"] else None,
            "amount": Money(**values["amount"]) if values["amount"] else None,
            "date": dates.parse(values["date"]) if values["date"] else None,
        }
    )
