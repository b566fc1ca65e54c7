"""How an entity is named, and what judgements do to what is stored."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cypher.store import GraphStore, PathQuery
from cypher.stores.naming import display_name
from schemas.errors import InputError
from schemas.model import ArticleEntity, ArticleRecord, EntityType, Judgement, Kind, Verdict
from tests.cypher.stores.records import exported, record, within

ORGANIZATION = EntityType.ORGANIZATION


@pytest.mark.parametrize(
    ("fullest", "name"),
    [
        ({"Acme": 1, "ACME Robotics": 9}, "Acme"),  # the only one that spells the id
        ({"Acme": 1, "ACME": 2}, "ACME"),  # both do: the more used
        ({"Acme Robotics": 3, "Acme Robots": 3}, "Acme Robotics"),  # the longer
        ({"Acme B": 1, "Acme A": 1}, "Acme A"),  # the first
    ],
)
def test_the_name_that_is_shown(fullest: dict[str, int], name: str) -> None:
    assert display_name("o:acme", ORGANIZATION, fullest) == name


def named(id_: str, name: str, kind: Kind | None, *aliases: str) -> ArticleRecord:
    one = ArticleEntity("e0", ORGANIZATION, name, kind, (name, *aliases))
    return record(id_, entities=(one,), identity=(("e0", "o:x"),))


def test_names_kind_and_aliases_are_of_all_articles() -> None:
    async def work(store: GraphStore) -> None:
        await store.add([named("a1", "Globex", Kind.COMPANY, "GBX")])
        await store.add([named("a2", "Globex Corp", None), named("a3", "Globex Corp", Kind.INVESTOR, "Globex")])
        await store.add([named("a4", "Globex Corp", Kind.INVESTOR, "Le géant")])
        entity = await store.entity("o:x")
        assert entity is not None
        assert (entity.name, entity.kind, entity.aliases) == (
            "Globex Corp",
            Kind.INVESTOR,
            ("GBX", "Globex", "Le géant"),
        )
        assert await store.find("gbx") == [entity]
        assert await store.find("LE GEANT") == [entity]

    within(work)


def test_an_exact_name_goes_before_a_folded_one() -> None:
    async def work(store: GraphStore) -> None:
        other = record("a2", ("Eole", "SUED", "Meta"), identity=(("e0", "o:another"), ("e1", "o:meta")))
        await store.add([record("a1", ("Éole SA", "SUED", "Meta")), other])
        assert [one.name for one in await store.find("Eole")] == ["Eole"]
        assert [one.name for one in await store.find("eole")] == ["Eole", "Éole SA"]  # of one link each: by id
        assert await store.find("Nobody") == []
        assert await store.find("") == []

    within(work)


def test_near_names() -> None:
    async def work(store: GraphStore) -> None:
        await store.add([record("a1", ("Scale AI", "CLIENT_OF", "Meta Platforms"), ("Mistral AI", "SUED", "OpenAI"))])
        assert (await store.nearest("Scael AI"))[0] == "Scale AI"
        assert (await store.nearest("meta"))[0] == "Meta Platforms"
        assert len(await store.nearest("AI", limit=1)) == 1
        assert await store.nearest("Zzz") == []

    within(work)


def same(left: str, right: str, verdict: Verdict = Verdict.SAME, *, second: int = 0, who: str = "desk") -> Judgement:
    return Judgement(left, right, verdict, who, datetime(2026, 1, 1, 0, 0, second, tzinfo=UTC))


CLIENTS = [
    record("a1", ("Facebook", "CLIENT_OF", "Scale AI"), publisher="A"),
    record("a2", ("Meta", "CLIENT_OF", "Scale AI"), ("Meta", "PARTNER_OF", "Facebook"), publisher="B"),
]


def test_two_that_are_one_share_links_and_undoing_parts_them() -> None:
    async def work(store: GraphStore) -> None:
        await store.add(CLIENTS)
        before = await exported(store)
        kept = await store.judge(same("o:meta", "o:facebook"))
        entity = await store.entity("o:meta")
        assert entity is not None
        assert (entity.id, entity.name, entity.aliases) == ("o:facebook", "Facebook", ("Meta",))
        (link,) = (await store.links("o:meta")).items
        assert (link.subject, link.claims, link.origins) == (entity, 2, 2)
        article = await store.article("a2")
        assert article is not None
        assert "o:meta" not in dict(article.identity).values()
        assert len((await store.paths(PathQuery("o:meta", "o:scale-ai"))).paths) == 1
        await store.undo(kept.id)
        assert await exported(store) == before
        assert len((await store.paths(PathQuery("o:meta", "o:scale-ai"))).paths) == 2
        assert [one.id for one in await store.judgements(undone=True)] == [kept.id]

    within(work)


def test_a_judgement_may_come_before_what_it_speaks_of() -> None:
    async def judged_first(store: GraphStore) -> list[str]:
        await store.judge(same("o:meta", "o:facebook"))
        assert await store.entity("o:meta") is None
        await store.add(CLIENTS)
        return await exported(store)

    async def judged_last(store: GraphStore) -> list[str]:
        await store.add(CLIENTS)
        await store.judge(same("o:meta", "o:facebook"))
        return await exported(store)

    assert within(judged_first) == within(judged_last)


def test_a_machine_does_not_overrule_a_person() -> None:
    async def work(store: GraphStore) -> None:
        await store.add(CLIENTS)
        person = await store.judge(same("o:meta", "o:facebook"))
        await store.judge(same("o:facebook", "o:meta", Verdict.DIFFERENT, second=9, who="model:pairs 1"))
        assert [one.id for one in await store.judgements()] == [person.id]
        assert len((await store.links("o:meta")).items) == 1

    within(work)


def test_one_id_is_no_pair() -> None:
    async def work(store: GraphStore) -> None:
        with pytest.raises(InputError, match="one id"):
            await store.judge(same("o:meta", "o:meta"))

    within(work)


@pytest.mark.parametrize("after", ["rubbish", "[]", '{"a": 1}', "[1, 2]", "null"])
def test_a_key_of_no_page(after: str) -> None:
    async def work(store: GraphStore) -> None:
        await store.add(CLIENTS)
        for asked in (store.links("o:meta", after=after), store.search("m", after=after), store.articles(after=after)):
            with pytest.raises(InputError, match="no key"):
                await asked

    within(work)
