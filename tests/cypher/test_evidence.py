"""Evidence of answers, and who is a party."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

from cypher.evidence import PAGE, quote
from schemas.model import (
    BackgroundFact,
    ConflictAnswer,
    Corpus,
    Entity,
    Evidence,
    Hop,
    Leg,
    Link,
    Modality,
    Path,
    PathAnswer,
    Status,
)
from tests.cypher.support import Memory, as_store, conflicts, entity, link

NOWHERE = Corpus(0, None, None)


def said(by: str | None, published: date | None = date(2023, 1, 1), number: int = 0) -> Evidence:
    return Evidence(
        claim=f"c{number}",
        quote="words",
        start=0,
        end=5,
        article=f"a{number}",
        url="",
        publisher=by,
        published=published,
        lang="en",
        status=Status.ACTIVE,
        modality=Modality.ASSERTED,
        confidence=1.0,
    )


def marks(by: str | None, *around: Link, others: tuple[Entity, ...] = (), **options: Any) -> list[bool]:
    """Whether evidence of "Acme SUED Borel" on a path from Acme to Borel is marked, one publisher said it."""
    suit = link("Acme SUED Borel")
    memory = Memory([suit, *around], {suit.id: (said(by),)}, others)
    path = Path((Hop(suit.subject, suit.object, (Leg(suit),)),), 1.0)
    answer = asyncio.run(quote(as_store(memory), PathAnswer((path,), False, NOWHERE), **options))
    return [one.source_is_party for one in answer.paths[0].hops[0].legs[0].evidence]


def test_publisher_on_the_path() -> None:
    assert marks("Acme") == [True]
    assert marks("ACME Inc.") == [True]
    assert marks("Borel") == [True]
    assert marks("The Wire") == [False]
    assert marks(None) == [False]


def test_publisher_under_an_alias() -> None:
    suit = link("Acme SUED Borel")
    subject = Entity(suit.subject.id, suit.subject.type, "Acme", aliases=("Acme Newsroom",))
    memory = Memory([suit], {suit.id: (said("Acme Newsroom"),)})
    path = Path((Hop(subject, suit.object, (Leg(suit),)),), 1.0)
    answer = asyncio.run(quote(as_store(memory), PathAnswer((path,), False, NOWHERE)))
    assert answer.paths[0].hops[0].legs[0].evidence[0].source_is_party


def test_publisher_owned_by_an_end() -> None:
    assert marks("Wire", link("Acme INVESTED_IN Wire")) == [True]
    assert marks("Wire", link("Borel ACQUIRED Wire")) == [True]
    assert marks("Wire", link("Wire SUBSIDIARY_OF Borel")) == [True]


def test_an_owner_of_an_end_is_not_owned_by_it() -> None:
    assert marks("Wire", link("Wire INVESTED_IN Acme")) == [False]
    assert marks("Wire", link("Borel SUBSIDIARY_OF Wire")) == [False]
    assert marks("Wire", link("Acme PARTNER_OF Wire")) == [False]
    assert marks("Wire", link("Stranger ACQUIRED Wire"), link("Acme ACQUIRED Stranger")) == [False]


def test_past_owners_while_they_may_have_owned() -> None:
    stake = {"status": Status.ENDED, "since": "2015-01-01..2016-01-01"}
    assert marks("Wire", link("Acme ACQUIRED Wire", until="2023-06-01", **stake)) == [True]
    assert marks("Wire", link("Acme ACQUIRED Wire", until="2022-12-31", **stake)) == [False]


def test_owners_that_do_not_count() -> None:
    assert marks("Wire", link("Acme ACQUIRED Wire", modality=Modality.HEDGED)) == [False]
    assert marks("Wire", link("Acme ACQUIRED Wire", status=Status.PLANNED)) == [False]


def test_owners_by_background() -> None:
    wire = entity("Wire")
    fact = BackgroundFact(wire.id, "SUBSIDIARY_OF", entity("Borel").id, "a register")
    assert marks("Wire", others=(wire,), background=[fact]) == [True]
    assert marks("Wire", others=(wire,)) == [False]


def test_every_page_of_owners_is_read() -> None:
    crowd = [link(f"Wire INVESTED_IN Firm{number}") for number in range(PAGE)]
    assert marks("Wire", *crowd, link("Acme ACQUIRED Wire")) == [True]


def test_conflicts_are_quoted_in_few_calls() -> None:
    held = {"since": "..2020-01-01", "until": "2023-01-01.."}
    links = [link("Fund INVESTED_IN Acme", **held), link("Fund INVESTED_IN Borel", **held)]
    links += [link("Other INVESTED_IN Acme", **held), link("Other INVESTED_IN Borel", **held)]
    rivals = BackgroundFact(entity("Acme").id, "COMPETES_WITH", entity("Borel").id, "a register")
    found = conflicts(links, background=[rivals])
    assert len(found) == 2
    proof = {one.id: (said("Fund", number=number), said("Wire", number=9)) for number, one in enumerate(links)}
    memory = Memory(links, proof)
    answer = asyncio.run(quote(as_store(memory), ConflictAnswer(tuple(found), NOWHERE)))
    first, second = answer.conflicts
    assert [one.name for _, one in first.roles] == ["Fund", "Acme", "Borel"]
    assert [[one.source_is_party for one in leg.evidence] for leg in first.legs] == [[True, False]] * 2 + [[]]
    assert [[one.source_is_party for one in leg.evidence] for leg in second.legs] == [[False, False]] * 2 + [[]]
    assert memory.calls.count("evidence") == 1
    assert len(memory.calls) == len(["evidence", "find Fund", "links Fund", "find Wire"])


def test_nothing_to_quote() -> None:
    memory = Memory([])
    assert asyncio.run(quote(as_store(memory), ConflictAnswer((), NOWHERE))) == ConflictAnswer((), NOWHERE)
