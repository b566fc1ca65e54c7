"""Claims records to plain types and back: offsets are exact, what does not fit says which claim it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.convert import from_record, locate, mentions
from schemas.dates import parse
from schemas.errors import InputError
from schemas.model import Event, Money, Role, Status
from tests.ingest.support import CONTRACT, STAKE, claim, curated, made

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"


def refused(record: dict[str, Any]) -> str:
    with pytest.raises(InputError) as caught:
        made(record)
    return str(caught.value)


def test_quotes_and_mentions_stand_where_they_say() -> None:
    record = made(curated())
    body = record.article.body
    assert [one.quote.text for one in record.claims] == [STAKE, CONTRACT]
    assert all(body[one.quote.start : one.quote.end] == one.quote.text for one in record.claims)
    places = [place for one in record.entities for place in one.mentions]
    assert all(body[place.start : place.end] == place.text for place in places)
    assert {one.name: len(one.mentions) for one in record.entities} == {"Meta": 3, "Scale AI": 3, "OpenAI": 1}


def test_attributes_arrive() -> None:
    full = claim(
        date="2025-06", amount={"value": 14.3e9, "currency": "usd"}, attributed_to="Bloomberg", confidence=0.87654
    )
    one = made(curated(claims=[full])).claims[0]
    assert (one.status, one.event, one.stake_percent) == (Status.ACTIVE, Event.START, 49)
    assert (one.amount, one.date) == (Money(14.3e9, "USD"), parse("2025-06"))
    assert (one.attributed_to, one.confidence) == ("Bloomberg", 0.8765)


def test_evidence_may_differ_in_white_space_and_run_over_paragraphs() -> None:
    words = "is to join  Meta. OpenAI, which used\u00a0to buy"
    quote = made(curated(claims=[claim(evidence=words)])).claims[0].quote
    assert quote.text == "is to join Meta.\nOpenAI, which used to buy"


def test_evidence_may_stand_in_the_title() -> None:
    quote = made(curated(claims=[claim(evidence="Meta takes 49% of Scale AI")])).claims[0].quote
    assert quote.start == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"evidence": "Meta bought Scale AI"}, "evidence is not in title or text: “Meta bought Scale AI”"),
        ({"evidence": "meta is buying"}, "evidence is not in title or text"),
        ({"subject": "e9"}, "no entity has the id e9"),
        ({"subject": "e2"}, "both ends are one entity"),
        ({"relation": "HOLDS_ROLE"}, "does not hold between ends of these types"),
    ],
)
def test_a_claim_that_does_not_fit_is_named(change: dict[str, Any], words: str) -> None:
    message = refused(curated(claims=[claim(), claim(**change)]))
    assert message.startswith("claim 2 (")
    assert words in message


def test_an_entity_id_stands_once() -> None:
    entities = curated()["entities"]
    assert "entity e1 (Meta): the id stands twice" in refused(curated(entities=[*entities, entities[0]]))


def test_an_attribute_that_the_relation_does_not_take_is_left_out_and_noted() -> None:
    record = made(curated(claims=[claim(title="owner", role="executive")]))
    assert (record.claims[0].title, record.claims[0].role) == (None, None)
    assert record.notes == ("claim 1 (Meta INVESTED_IN Scale AI): role, title left out, INVESTED_IN takes none",)


def test_a_name_that_is_not_in_the_text_is_noted() -> None:
    entities = [*curated()["entities"], {"id": "e4", "type": "Person", "kind": "company", "name": "Nobody Here"}]
    record = made(curated(entities=entities))
    assert record.notes == ("entity e4 (Nobody Here) is not named in title or text",)
    assert record.entities[3].kind is None


def test_the_longest_name_wins_and_only_whole_words_count() -> None:
    body = "Metal is no Meta. Scale AI, not Scale, l’OpenAI."
    found = mentions(body, {"m": ["Meta"], "s": ["Scale AI"], "t": ["Scale"], "o": ["OpenAI"]})
    assert {id_: [one.start for one in places] for id_, places in found.items()} == {
        "m": [12],
        "s": [18],
        "t": [32],
        "o": [41],
    }


@given(st.text(alphabet="ab.*( \n", max_size=12), st.text(alphabet="ab.*( \n", max_size=40))
def test_what_is_located_is_there(words: str, body: str) -> None:
    quote = locate(words, body)
    inside = bool(words.strip()) and "".join(words.split()) in "".join(body.split())
    if quote is not None:
        assert body[quote.start : quote.end] == quote.text
        assert quote.text.split() == words.split() or quote.text == words
    else:
        assert words not in body or not words
        assert not inside or " ".join(words.split()) not in " ".join(body.split())


def test_a_role_goes_through() -> None:
    entities = [*curated()["entities"], {"id": "p", "type": "Person", "name": "Alexandr Wang", "aliases": []}]
    one = claim(
        subject="p", relation="HOLDS_ROLE", title="head", role="executive", stake_percent=None, evidence="Alexandr Wang"
    )
    record = made(curated(entities=entities, claims=[one]))
    assert (record.claims[0].title, record.claims[0].role) == ("head", Role.EXECUTIVE)


def test_there_and_back() -> None:
    record = made(curated(made_by="Ana"), made_by="Ana")
    shape = from_record(record)
    given_ = curated()
    assert {key: shape[key] for key in given_ if key != "claims"} == {
        key: given_[key] for key in given_ if key != "claims"
    }
    assert shape["claims"] == [{**one, "confidence": 1.0} for one in given_["claims"]]
    assert made(json.loads(json.dumps(shape)), made_by="Ana") == record


@pytest.mark.parametrize("name", ["dev_en.jsonl", "dev_fr.jsonl"])
def test_the_gold_goes_through_unchanged(name: str) -> None:
    if not GOLD.is_dir():
        pytest.skip("the gold is not beside this checkout")
    for line in (GOLD / name).read_text("utf-8").splitlines():
        gold = json.loads(line)
        record = made(gold)
        assert record.notes == ()
        shape = from_record(record)
        assert shape["entities"] == gold["entities"]
        for ours, theirs in zip(shape["claims"], gold["claims"], strict=True):
            assert {**ours, "evidence": ours["evidence"].split()} == {
                **theirs,
                "evidence": theirs["evidence"].split(),
                "optional": False,
                "confidence": 1.0,
            }
