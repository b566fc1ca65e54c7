"""Articles, copies and readings: what a text under several ids, or a new reading, does to what is stored."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.store import GraphStore
from schemas.errors import DataError, InputError
from schemas.model import AddReport, ArticleRecord, Link, Status
from tests.cypher.stores.records import DAY, exported, record, within

CLIENT = ("OpenAI", "CLIENT_OF", "Scale AI")
STAKE = ("Meta", "INVESTED_IN", "Scale AI")
LATER = DAY + timedelta(days=9)


async def only_link(store: GraphStore) -> Link:
    (link,) = (await store.links("o:scale-ai")).items
    return link


def test_the_first_published_copy_stands_whatever_comes_first() -> None:
    late = record("a1", CLIENT, text="One text.", publisher="Le Soir", published=LATER)
    early = record("a2", CLIENT, text="One text.", publisher="AFP", published=DAY)

    async def work(store: GraphStore) -> None:
        assert await store.add([late]) == AddReport(new=("a1",))
        assert await store.add([early, late]) == AddReport(copies=("a2",), known=("a1",))
        link = await only_link(store)
        assert (link.claims, link.origins, link.newest) == (1, 1, DAY)
        (claim,) = (await store.evidence([link.id]))[link.id]
        assert (claim.article, claim.publisher, claim.published) == ("a2", "AFP", DAY)
        assert await store.article("a1") == await store.article("a2") == early
        assert [one[:2] for one in await store.copies("a1")] == [("a1", "Le Soir"), ("a2", "AFP")]
        assert await store.known(["a1", "a2", "a3"]) == {"a1", "a2"}
        assert (await store.corpus()).articles == 1

    within(work)


def test_a_day_that_is_known_goes_before_one_that_is_not() -> None:
    dated = record("a9", CLIENT, text="One text.", published=LATER)
    undated = record("a1", CLIENT, text="One text.", published=None)

    async def work(store: GraphStore) -> None:
        await store.add([undated, dated])
        found = await store.article("a1")
        assert found is not None
        assert found.article.id == "a9"

    within(work)


def test_near_copies_are_one_origin_in_chains_and_whoever_comes_first() -> None:
    one = record("a1", CLIENT, publisher="A", copy_of=["a2"])  # a2 is not stored yet
    two = record("a2", CLIENT, publisher="B")
    three = record("a3", CLIENT, publisher="C", copy_of=["a2"])
    other = record("a4", CLIENT, publisher="D")

    async def work(store: GraphStore) -> None:
        origins = []
        for each in (one, three, other, two):
            await store.add([each])
            origins.append((await only_link(store)).origins)
        assert origins == [1, 2, 3, 2]  # with a2 the two that are near it become one

    within(work)


def test_a_new_reading_takes_the_place_of_the_old() -> None:
    async def work(store: GraphStore) -> None:
        await store.add([record("a1", CLIENT), record("a2", STAKE)])
        before = await exported(store)
        assert await store.add([record("a1", STAKE)]) == AddReport(known=("a1",))
        assert await exported(store) == before
        assert await store.add([record("a1", STAKE)], replace=True) == AddReport(replaced=("a1",))
        assert await store.find("OpenAI") == []
        assert (await only_link(store)).claims == 2
        await store.add([record("a1", CLIENT)], replace=True)
        assert await exported(store) == before

    within(work)


def test_a_new_reading_with_another_text_leaves_the_copies_theirs() -> None:
    async def work(store: GraphStore) -> None:
        await store.add(
            [record("a1", CLIENT, text="One text."), record("a2", CLIENT, text="One text.", published=LATER)]
        )
        await store.add([record("a1", STAKE, text="Another text.")], replace=True)
        assert {link.relation: link.newest for link in (await store.links("o:scale-ai")).items} == {
            "INVESTED_IN": DAY,
            "CLIENT_OF": LATER,
        }
        assert [one[0] for one in await store.copies("a2")] == ["a2"]
        assert [one[0] for one in await store.copies("a1")] == ["a1"]

    within(work)


def test_a_statement_made_twice_in_one_article_is_one_claim() -> None:
    async def work(store: GraphStore) -> None:
        await store.add([record("a1", CLIENT, CLIENT)])
        assert (await only_link(store)).claims == 1

    within(work)


def test_a_tie_of_an_entity_with_itself_is_no_link() -> None:
    async def work(store: GraphStore) -> None:
        told = record("a1", CLIENT, identity=(("e0", "o:one"), ("e1", "o:one")))
        await store.add([told])
        corpus = await store.corpus()
        assert (corpus.claims, corpus.links, corpus.entities) == (1, 0, 1)

    within(work)


def test_hostile_names_and_texts_come_back_as_they_were() -> None:
    names = ("Robert'); DROP TABLE article;--", 'N"N NEAR(*', "\u202eévil\x00\n")
    told = record("a'1", (names[0], "SUED", names[1]), (names[2], "SUED", names[0]), text="💥\x00 ' \" ;")

    async def work(store: GraphStore) -> None:
        await store.add([told])
        assert await store.article("a'1") == told
        for name in names:
            assert [one.name for one in await store.find(name)] == [name]
            assert name in [hit.entity.name for hit in (await store.search(name)).items]

    within(work)


@pytest.mark.parametrize(
    ("bad", "error", "said"),
    [
        (record("a2", CLIENT, identity=()), InputError, "'a2'.*e0, e1"),
        (record("a2", ("A", "LIKES", "B")), DataError, "LIKES"),
        (record("a2", CLIENT, entities=record("a2", CLIENT).entities[:1]), InputError, "'a2'.*e1"),
    ],
)
def test_a_bad_record_is_refused_and_nothing_of_the_batch_stays(
    bad: ArticleRecord, error: type[Exception], said: str
) -> None:
    async def work(store: GraphStore) -> None:
        with pytest.raises(error, match=said):
            await store.add([record("a1", CLIENT), bad])
        assert await exported(store) == []
        assert (await store.corpus()).articles == 0

    within(work)


@st.composite
def corpora(draw: st.DrawFn) -> list[ArticleRecord]:
    """Articles of few texts, names and publishers, so that copies, near copies and common links abound."""
    names = ("OpenAI", "Open AI", "Scale AI", "Meta")
    pairs = [(one, other) for one in names for other in names if one != other]
    relations = ("CLIENT_OF", "PARTNER_OF")
    texts = {
        text: [(a, draw(st.sampled_from(relations)), b) for a, b in draw(st.lists(st.sampled_from(pairs), max_size=3))]
        for text in ("One.", "Two.", "Three.")
    }
    found = []
    for number in range(draw(st.integers(1, 6))):
        text = draw(st.sampled_from(sorted(texts)))
        near = draw(st.sampled_from(((), ("a0",), ("a1", "a5"))))
        found.append(
            record(
                f"a{number}",
                *texts[text],
                text=text,
                publisher=draw(st.sampled_from(("A", "B", None))),
                published=draw(st.sampled_from((None, DAY, LATER, date(1, 1, 1)))),
                status=draw(st.sampled_from((Status.ACTIVE, Status.ENDED))),
                copy_of=near,
            )
        )
    return found


@given(records=corpora(), chance=st.randoms(use_true_random=False))
def test_the_order_and_sizes_of_batches_are_nothing(records: list[ArticleRecord], chance: Random) -> None:
    async def at_once(store: GraphStore) -> list[str]:
        await store.add(records)
        return await exported(store)

    async def bit_by_bit(store: GraphStore) -> list[str]:
        left = list(records)
        chance.shuffle(left)
        while left:
            size = chance.randint(1, len(left))
            await store.add(left[:size])
            left = left[size:]
        return await exported(store)

    assert within(at_once) == within(bit_by_bit)


@given(records=corpora(), second=corpora())
def test_replaced_readings_leave_no_trace(records: list[ArticleRecord], second: list[ArticleRecord]) -> None:
    """Everything that follows from the record is as in a store that has only ever held the last readings."""
    last = {one.article.id: one for one in (*records, *second)}

    async def replaced(store: GraphStore) -> list[str]:
        await store.add(records)
        await store.add(second, replace=True)
        for one in last.values():  # once more, so that each text has the reading of the copy that stands for it
            await store.add([one], replace=True)
        return [line for line in await exported(store) if '"type": "article"' not in line]

    async def fresh(store: GraphStore) -> list[str]:
        await store.add(list(last.values()))
        return [line for line in await exported(store) if '"type": "article"' not in line]

    if all(not one.copy_of for one in (*records, *second)):  # near copies stay near when a text is read again
        assert within(replaced) == within(fresh)
