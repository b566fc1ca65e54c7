"""Given pairs read by the shipped model."""

from __future__ import annotations

import pytest

from ingest.nlp.components import claims
from ingest.nlp.given import GivenPair, PairAnswer
from ingest.nlp.pairs_given import LONGEST, PairReader
from ingest.nlp.read import Reader
from schemas.model import Article, EntityType, Modality, Status

FILLER = "Nothing of note was said that day in the town. "
STAKE = "In June 2025 Meta bought a 49% stake in Scale AI for $14.3 billion."


@pytest.fixture(scope="module")
def reader() -> PairReader:
    return PairReader(threads=1)


def pair(text: str, a: str, b: str, lang: str = "en", *, a_type: EntityType = EntityType.ORGANIZATION) -> GivenPair:
    first, second = ((text.index(one), text.index(one) + len(one)) for one in (a, b))
    return GivenPair(text, first, second, a_type=a_type, lang=lang)


def answer(reader: PairReader, *given: GivenPair, batch: int = 64) -> list[PairAnswer | None]:
    return list(reader.read_many(given, batch=batch))


def test_the_direction_follows_the_names_not_their_order(reader: PairReader) -> None:
    there, back = answer(reader, pair(STAKE, "Meta", "Scale AI"), pair(STAKE, "Scale AI", "Meta"))
    assert there is not None
    assert back is not None
    assert (there.relation, there.forward) == ("INVESTED_IN", True)
    assert (back.relation, back.forward, back.confidence) == ("INVESTED_IN", False, there.confidence)
    assert (there.status, there.modality) == (Status.ACTIVE, Modality.ASSERTED)


def test_people_french_and_pronouns(reader: PairReader) -> None:
    person = pair(
        "Alexandr Wang, chief executive of Scale AI, said so.", "Alexandr Wang", "Scale AI", a_type=EntityType.PERSON
    )
    french = pair("OpenAI a été poursuivie en justice par le New York Times.", "OpenAI", "New York Times", lang="fr")
    pronoun = pair("It was acquired by Google in 2014.", "It", "Google")
    found = answer(reader, person, french, pronoun, batch=2)
    assert [(one.relation, one.forward) for one in found if one] == [
        ("HOLDS_ROLE", True),
        ("SUED", False),
        ("ACQUIRED", False),
    ]


def test_where_nothing_is_said_the_answer_is_none(reader: PairReader) -> None:
    (found,) = answer(reader, pair("It rained on Orange. The sun shone on Renault.", "Orange", "Renault"))
    assert found is not None
    assert (found.relation, found.status, found.modality) == (None, None, None)
    assert 0.5 < found.confidence <= 1


def test_the_threshold_can_be_given(reader: PairReader) -> None:
    given = pair("It rained on Orange. The sun shone on Renault.", "Orange", "Renault")
    (found,) = PairReader(threads=1, threshold=0.0).read_many([given])
    assert found is not None
    assert found.relation is not None
    (strict,) = PairReader(threads=1, threshold=1.0).read_many([pair(STAKE, "Meta", "Scale AI")])
    assert strict is not None
    assert strict.relation is None


def test_one_answer_whatever_else_is_in_the_batch(reader: PairReader) -> None:
    given = [pair(STAKE, "Meta", "Scale AI"), pair("Mistral AI rivalise avec OpenAI.", "Mistral AI", "OpenAI", "fr")]
    together = answer(reader, *given, *reversed(given))
    assert together == [*answer(reader, given[0]), *answer(reader, given[1]), together[1], together[0]]


def test_names_far_apart_have_no_tie(reader: PairReader) -> None:
    far = pair(f"Brume sells lamps. {FILLER * 150} Halcyon sells chairs.", "Brume", "Halcyon")
    assert answer(reader, far) == [PairAnswer(None, True, 1.0)]


@pytest.mark.parametrize("around", [0, 10, 60])
def test_the_answer_is_what_the_reader_of_articles_says(reader: PairReader, around: int) -> None:
    text = f"{FILLER * around}{STAKE} {FILLER * around}"
    (found,) = PairReader(threads=1, threshold=0.0).read_many([pair(text, "Meta", "Scale AI")])
    articles = Reader(threads=1, settings={claims.NAME: {"floor": 0.01}})
    record = articles.read(Article(id="a", title="", text=text, lang="en"))
    surest = max(record.claims, key=lambda claim: claim.confidence)
    assert found is not None
    assert found.relation == surest.relation
    assert found.confidence == pytest.approx(surest.confidence, abs=2e-4)


def test_a_text_that_is_too_long_has_no_answer_and_the_next_has(reader: PairReader) -> None:
    long = pair(f"{'x' * LONGEST} Acme, Brume", "Acme", "Brume")
    nothing, found = answer(reader, long, pair(STAKE, "Meta", "Scale AI"))
    assert nothing is None
    assert found is not None


def test_one_name_twice_is_two_ends(reader: PairReader) -> None:
    (found,) = answer(reader, GivenPair("Acme sued Acme.", (0, 4), (10, 14)))
    assert found is not None
