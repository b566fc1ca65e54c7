"""Links follow from claims: the store's against the oracle's, their pages, filters and evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.store import GraphStore
from schemas.model import Evidence, Link, LinkFilter
from schemas.ontology import relations
from tests.contract.oracle.conflicts import counts
from tests.contract.oracle.links import OracleLink, as_of, derive, one_of_each_text
from tests.contract.stores import Stores, by_triple, everything, expected, links_of, nodes_of, plain, run, triple
from tests.contract.worlds import World, filters, timelines, told, worlds

RELATIONS = list(relations())


@given(world=st.one_of(worlds(), worlds(), timelines()))
def test_links_follow_from_claims(stores: Stores, world: World) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            links = [plain(link) for link in await links_of(store, world.ids)]
            assert by_triple(links) == by_triple([expected(link) for link in await _oracle(store, world)])

    run(check())


@given(world=worlds(max_articles=4), asked=filters(), limit=st.integers(1, 4))
def test_links_come_in_pages_in_order(stores: Stores, world: World, asked: LinkFilter, limit: int) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            oracle = await _oracle(store, world)
            for id in world.ids:
                found = await everything(lambda after, id=id: store.links(id, filter=asked, limit=limit, after=after))  # type: ignore[misc]
                assert found == sorted(found, key=_order)
                mine = [link for link in oracle if id in (link.subject.id, link.object.id)]
                assert sorted(map(triple, found)) == sorted(link.triple for link in mine if _passes(link, asked))
                assert len((await store.links(id, limit=limit)).items) == min(limit, len(mine))

    run(check())


@given(world=worlds())
def test_every_claim_is_evidence_once(stores: Stores, world: World) -> None:
    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            links = await links_of(store, world.ids)
            evidence = await store.evidence([link.id for link in links])
            articles = {record.article.id: record.article for record in one_of_each_text(world.records)}
            assert evidence.keys() == {link.id for link in links}
            for link in links:
                proof = evidence[link.id]
                assert len({one.claim for one in proof}) == link.claims
                assert list(proof) == sorted(proof, key=_newest_first)
                for one in proof:
                    article = articles[one.article]
                    assert article.body[one.start : one.end] == one.quote
                    assert (one.publisher, one.published) == (article.publisher, article.published)
            said = [claim.confidence for record in one_of_each_text(world.records) for claim in record.claims]
            assert sorted(one.confidence for proof in evidence.values() for one in proof) == sorted(said)

    run(check())


# What is told (publication day and claim) -> status, modality, contested / since / until: by hand from RULES.md.
CASES = {
    "active, undated": (["2021-03-05 active"], "active asserted - / ..2021-03-05 / 2021-03-05.."),
    "active, dated": (["2021-03-05 active date=2020"], "active asserted - / ..2020-12-31 / 2021-03-05.."),
    "active, began in a month": (
        ["2021-03-05 active start date=2020-02"],
        "active asserted - / 2020-02-01..2020-02-29 / 2021-03-05..",
    ),
    "active, began, undated": (["2021-03-05 active start"], "active asserted - / ..2021-03-05 / 2021-03-05.."),
    "active, will leave on a day": (
        ["2021-03-05 active end date=2021-04-30"],
        "active asserted - / ..2021-04-30 / 2021-04-30..2021-04-30",
    ),
    "ended, undated": (["2021-03-05 ended"], "ended asserted - / ..2021-03-05 / ..2021-03-05"),
    "ended, dated": (["2021-03-05 ended date=2020"], "ended asserted - / ..2020-12-31 / 2020-01-01..2020-12-31"),
    "ended, dated by its start": (
        ["2021-03-05 ended start date=2020"],
        "ended asserted - / 2020-01-01..2020-12-31 / 2020-01-01..2021-03-05",
    ),
    "planned": (["2021-03-05 planned"], "planned asserted - / 2021-03-05.. / 2021-03-05.."),
    "planned, for a quarter": (
        ["2021-03-05 planned start date=2021-Q3"],
        "planned asserted - / 2021-07-01..2021-09-30 / 2021-07-01..",
    ),
    "a plan beside what is known bounds nothing": (
        ["2021-03-05 active", "2022-03-05 planned start date=2023"],
        "active asserted - / ..2021-03-05 / 2021-03-05..",
    ),
    "a rumour does not replace what is known": (
        ["2021-03-05 active", "2022-03-05 ended hedged"],
        "active asserted - / ..2021-03-05 / 2021-03-05..",
    ),
    "a rumour alone": (["2021-03-05 active hedged"], "active hedged - / ..2021-03-05 / 2021-03-05.."),
    "a denial beside it": (
        ["2021-03-05 active", "2022-03-05 active denied"],
        "active asserted contested / ..2021-03-05 / 2021-03-05..",
    ),
    "only denied": (["2021-03-05 active denied"], "active denied - / .. / .."),
    "abandoned after a plan": (["2021-03-05 planned", "2021-09-01 abandoned"], "abandoned asserted - / .. / .."),
    "a plan, then a rumour of it": (
        ["2021-03-05 planned", "2021-09-01 active hedged"],
        "active hedged - / 2021-03-05.. / 2021-03-05..",
    ),
    "known, then over": (
        ["2021-02-02 active", "2021-06-20 ended end date=2021-05-31"],
        "ended asserted - / ..2021-02-02 / 2021-05-31..2021-05-31",
    ),
    "an old end told late does not replace a later word": (
        ["2021-06-20 active", "2022-01-01 ended end date=2020-05"],
        "active asserted - / ..2021-06-20 / 2021-06-20..",
    ),
    "ended and begun again": (
        ["2019-01-01 active", "2020-01-01 ended", "2021-01-01 active start date=2020-12", "2022-01-01 active"],
        "active asserted - / 2020-12-01..2020-12-31 / 2022-01-01..",
    ),
    "ended, begun again, and over again": (
        ["2019-01-01 active", "2020-01-01 ended", "2021-01-01 active", "2022-01-01 ended"],
        "ended asserted - / ..2021-01-01 / 2021-01-01..2022-01-01",
    ),
    "one day, old post and new": (
        ["2021-01-01 ended", "2021-01-01 active"],
        "active asserted - / ..2021-01-01 / 2021-01-01..",
    ),
    "several bounds, the tightest": (
        ["2021-03-05 active date=2020", "2021-06-01 active date=2019-06", "2021-04-01 active"],
        "active asserted - / ..2019-06-30 / 2021-06-01..",
    ),
    "publication day unknown": (
        ["- active", "- ended end date=2020"],
        "ended asserted - / ..2020-12-31 / 2020-01-01..2020-12-31",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_link_by_hand(stores: Stores, case: str) -> None:
    claims, wanted = CASES[case]
    world = told("Acme CLIENT_OF Borel", claims)

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(world.records)
            (link,) = await links_of(store, world.ids)
            assert _words(link) == wanted
            (oracle,) = await _oracle(store, world)
            assert expected(oracle) == plain(link)

    run(check())


# Publishers of articles that say the same, which of them are near or exact copies (article, of which) -> origins.
ORIGINS: dict[str, tuple[list[str | None], dict[int, int], dict[int, int], int]] = {
    "one publisher": (["The Wire", "The Wire"], {}, {}, 1),
    "one publisher in two spellings": (["The Wire", "Wire Inc."], {}, {}, 1),
    "two publishers": (["The Wire", "Le Matin"], {}, {}, 2),
    "unknown publishers stand for themselves": ([None, None, "Le Matin"], {}, {}, 3),
    "a near copy": (["The Wire", "Le Matin"], {1: 0}, {}, 1),
    "an exact copy": (["The Wire", "Le Matin"], {}, {1: 0}, 1),
    "copies of copies": (["The Wire", "Le Matin", None, "Third Paper"], {1: 0, 2: 1}, {}, 2),
    "a near copy of an exact one": (["The Wire", "Le Matin", "Third Paper"], {2: 1}, {1: 0}, 1),
}


@pytest.mark.parametrize("case", ORIGINS)
def test_origins_by_hand(stores: Stores, case: str) -> None:
    publishers, near, exact, origins = ORIGINS[case]
    world = told("Acme CLIENT_OF Borel", ["2021-03-05 active"] * len(publishers), publishers=publishers)
    records = list(world.records)
    for one, other in near.items():
        records[one] = replace(records[one], copy_of=(records[other].article.id,))
    for one, other in exact.items():
        article = replace(records[other].article, id=records[one].article.id, publisher=publishers[one])
        records[one] = replace(records[other], article=article)

    async def check() -> None:
        async with stores.fresh() as store:
            await store.add(records)
            (link,) = await links_of(store, world.ids)
            assert (link.origins, link.claims) == (origins, len(records) - len(exact))
            (oracle,) = await _oracle(store, replace(world, records=tuple(records)))
            assert expected(oracle) == plain(link)

    run(check())


async def _oracle(store: GraphStore, world: World) -> list[OracleLink]:
    nodes = await nodes_of(store, world.ids)
    return list(derive(world.records, nodes.__getitem__).values())


def _passes(link: OracleLink, asked: LinkFilter) -> bool:
    return counts(link, asked) and (asked.as_of is None or as_of(link, asked.as_of))


def _order(link: Link) -> tuple[int, float, int, str]:
    return (RELATIONS.index(link.relation), -link.confidence, -link.origins, link.id)


def _newest_first(one: Evidence) -> tuple[int, str]:
    return (-(one.published or date.min).toordinal(), one.claim)


def _words(link: Link) -> str:
    contested = "contested" if link.contested else "-"
    spans = (f"{one.lo or ''}..{one.hi or ''}" for one in (link.since, link.until))
    return f"{link.status} {link.modality} {contested} / {' / '.join(spans)}"
