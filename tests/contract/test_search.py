"""Names in, entities out: find, nearest, search and lists of articles, with their pages and with hostile text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.model import ArticleRecord, Entity
from schemas.names import fold
from tests.contract.oracle.links import one_of_each_text
from tests.contract.stores import Stores, everything, links_of, nodes_of, run
from tests.contract.worlds import ORGS, PERSONS, World, told, worlds

NAMES = [name for names in ORGS + PERSONS for name in names]
# What breaks a full-text query, an SQL pattern, a query language, a terminal or an encoder.
HOSTILE = [
    *(
        '"',
        '""',
        "'",
        "*",
        "ac*",
        "Acme OR Borel",
        "Acme AND",
        "NEAR(Acme Borel)",
        "NOT",
        "^Acme",
        "name:Acme",
        "{name}: a",
    ),
    *("-", "+", "%", "_", "a_me", "\\", "\x00", "Ac\x00me", "\ud800", "\u202eemcA", "é" * 5_000, "(" * 2_000, ""),
    *(
        "'; DROP TABLE entity; --",
        "}) DETACH DELETE n //",
        " ",
        "\n\t",
        "🦜",
        "ﬀ",
        "ß",
        "İ",
        "a " * 3_000,
        ";",
        "$1",
        "?1",
    ),
]


def by_name(world: World, name: str, *, exact: bool) -> set[str]:
    """Ids of the entities that some article calls so, to the letter or folded."""
    found = set()
    for record in world.records:
        identity = dict(record.identity)
        for one in record.entities:
            for alias in (one.name, *one.aliases):
                if alias == name or (not exact and fold(alias) == fold(name)):
                    found.add(identity[one.id])
    return found


@given(world=worlds(max_articles=4, copies=False), name=st.sampled_from([*NAMES, "ACME", "the acme", "zed+", "Nobody"]))
def test_find_by_any_spelling(stores: Stores, world: World, name: str) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            found = await store.find(name)
            assert {one.id for one in found} == (by_name(world, name, exact=True) or by_name(world, name, exact=False))
            linked = {one.id: len(await links_of(store, [one.id])) for one in found}
            assert list(found) == sorted(found, key=lambda one: (-linked[one.id], one.id))

    run(check())


@given(world=worlds(max_articles=4, copies=False))
def test_entities_hold_their_names(stores: Stores, world: World) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            for id in world.ids:
                one = await store.entity(id)
                assert one is not None
                used = {
                    alias
                    for record in world.records
                    for entity in record.entities
                    if dict(record.identity)[entity.id] == id
                    for alias in (entity.name, *entity.aliases)
                }
                assert {one.name, *one.aliases} == used
                assert list(one.aliases) == sorted(used - {one.name})
            assert await store.entity("o:nobody") is None

    run(check())


@given(world=worlds(max_articles=4), limit=st.integers(1, 3), data=st.data())
def test_search_by_beginnings_of_words_in_pages(stores: Stores, world: World, limit: int, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    text = name[: data.draw(st.integers(1, len(name)))]

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            hits = await everything(lambda after: store.search(text, limit=limit, after=after))
            assert [hit.entity.id for hit in hits] == list(dict.fromkeys(hit.entity.id for hit in hits))
            entities = [await store.entity(id) for id in world.ids]
            wanted = {one.id for one in entities if one is not None and _begins_like(one, text)}
            assert {hit.entity.id for hit in hits} == wanted
            assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
            for hit in hits:
                assert hit.links == len(await links_of(store, [hit.entity.id]))

    run(check())


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_safe(stores: Stores, text: str) -> None:
    world = told("Acme CLIENT_OF Borel", ["2021-01-31 active"])

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            page = await store.search(text)
            assert {hit.entity.id for hit in page.items} <= set(world.ids)
            assert {one.id for one in await store.find(text)} <= set(world.ids)
            assert set(await store.nearest(text)) <= {"Acme", "Borel"}
            assert await store.entity(text) is None
            assert await store.article(text) is None
            assert await store.known([text]) == frozenset()
            assert await store.evidence([text]) == {}
            assert len(world.ids) == len(await nodes_of(store, world.ids))  # all is still there

    run(check())


@given(text=st.text(max_size=40))
def test_any_text_at_all(stores: Stores, text: str) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(told("Acme CLIENT_OF Borel", ["2021-01-31 active"]).records)
            await store.search(text)
            await store.find(text)
            await store.nearest(text)

    run(check())


def test_nearest_names(stores: Stores) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(told("Scale AI CLIENT_OF Anthropic", ["2021-01-31 active"]).records)
            assert (await store.nearest("Antropic"))[0] == "Anthropic"
            assert (await store.nearest("Scal AI"))[0] == "Scale AI"
            assert len(await store.nearest("a", limit=1)) <= 1

    run(check())


@given(world=worlds(), limit=st.integers(1, 3))
def test_articles_newest_first_in_pages(stores: Stores, world: World, limit: int) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            listed = await everything(lambda after: store.articles(limit=limit, after=after))
            standing = sorted(one_of_each_text(world.records), key=_newest_first)
            assert [one.article for one in listed] == [one.article for one in standing]
            for record in standing:
                kept = await store.article(record.article.id)
                assert kept is not None  # near copies are told from either side
                assert replace(kept, copy_of=()) == replace(record, copy_of=())
            corpus = await store.corpus()
            days = [one.article.published for one in standing if one.article.published]
            assert (corpus.articles, corpus.first, corpus.last) == (
                len(standing),
                min(days, default=None),
                max(days, default=None),
            )

    run(check())


@given(world=worlds())
def test_copies_are_kept_beside_the_first(stores: Stores, world: World) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            for record in one_of_each_text(world.records):
                same = [one.article for one in world.records if one.article.body == record.article.body]
                copies = await store.copies(record.article.id)
                assert list(copies) == sorted((one.id, one.publisher, one.url, one.published) for one in same)

    run(check())


def _newest_first(record: ArticleRecord) -> tuple[int, str]:
    return (-(record.article.published or date.min).toordinal(), record.article.id)


def _begins_like(entity: Entity, text: str) -> bool:
    """Each word of the text begins some word of one of the entity's names."""
    words = plain_words(text)
    return bool(words) and any(
        all(any(word.startswith(one) for word in plain_words(name)) for one in words)
        for name in (entity.name, *entity.aliases)
    )


def plain_words(text: str) -> list[str]:
    """Words without accents and case."""
    signs = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(sign for sign in signs if not unicodedata.combining(sign)))
