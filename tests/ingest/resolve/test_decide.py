"""Decisions on two names: the hard cases by names of their own, and what holds for any names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.resolve import organizations, persons
from ingest.resolve.decide import decide
from ingest.resolve.evidence import Named
from schemas.errors import InputError
from schemas.model import EntityType, Kind, Verdict

ORG, PERSON = EntityType.ORGANIZATION, EntityType.PERSON
Case = tuple[EntityType, str, str, str, str]

SAME: dict[str, Case] = {
    "legal form": (ORG, "Vanterre Optics SA", "Vanterre Optics SA a déposé ses comptes.", "Vanterre Optics", ""),
    "accents, capitals, hyphen": (
        PERSON,
        "ÉLOÏSE TRÉMAUX-BOST",
        "",
        "Eloise Tremaux Bost",
        "Eloise Tremaux Bost chairs it.",
    ),
    "possessive": (ORG, "Bramblewick Systems'", "", "Bramblewick Systems", "Bramblewick Systems grows."),
    "renamed between two articles": (
        ORG,
        "Osmunda",
        "Osmunda, formerly known as Treadle, rents out looms.",
        "Treadle",
        "The loom firm Treadle rents out looms in Leeds.",
    ),
    "acronym": (ORG, "GLRV", "", "Groupement lillois de recherche vocale", ""),
    "nickname": (PERSON, "Becky Thornquist", "", "Rebecca Thornquist", "Rebecca Thornquist runs Osmunda."),
    "transliteration": (
        PERSON,
        "Viatcheslav Chirokov",
        "Viatcheslav Chirokov dirige Polka à Minsk.",
        "Vyacheslav Shirokov",
        "Vyacheslav Shirokov runs Polka in Minsk.",
    ),
    "typo": (
        ORG,
        "Bramblewcik Optics",
        "Bramblewcik Optics of Hull makes lenses for drones.",
        "Bramblewick Optics",
        "Hull's Bramblewick Optics makes lenses for drones.",
    ),
    "order of names": (PERSON, "Trémaux, Éloïse", "", "Éloïse Trémaux", ""),
    "two languages": (
        ORG,
        "Université technique de Grandlac",
        "",
        "Technical University of Grandlac",
        "The Technical University of Grandlac opened.",
    ),
    "alias table, former name": (ORG, "Facebook", "", "Meta Platforms", ""),
}
TWO: dict[str, Case] = {
    "two people of one name at two companies": (
        PERSON,
        "Susan Walker",
        "Susan Walker, a lawyer in Toronto, sued the bank.",
        "Susan Walker",
        "Susan Walker coaches a football team in Leeds.",
    ),
    "subsidiary named like its parent": (
        ORG,
        "Corvane",
        "Corvane makes tyres.",
        "Corvane Santé",
        "Corvane Santé gère des cliniques.",
    ),
    "acronym that two bodies share": (
        ORG,
        "ABR",
        "ABR, the bakers' guild in Ghent, met.",
        "ABR",
        "ABR builds satellites in Turin.",
    ),
    "name that is a common word": (
        ORG,
        "Beacon",
        "Beacon insures farms in Kenya.",
        "Beacon",
        "Beacon fabrique des jeux vidéo à Lyon.",
    ),
    "shared family name": (
        PERSON,
        "Élise Corvane",
        "Élise Corvane préside Corvane.",
        "Marc Corvane",
        "Marc Corvane la dirige.",
    ),
    "man and woman": (PERSON, "Emmanuel Tissier", "", "Emmanuelle Tissier", ""),
    "man and woman of a double name": (PERSON, "Pascal Orme-Tissier", "", "Pascale Orme-Tissier", ""),
    "father and son": (PERSON, "Hugh Marlowe Sr.", "", "Hugh Marlowe Jr.", ""),
    "two funds": (ORG, "Larkspur Fund II", "", "Larkspur Fund III", ""),
    "middle initials": (PERSON, "Ann B. Forsythe", "", "Ann C. Forsythe", ""),
    "similar, not spelt alike": (ORG, "Stabilo", "Stabilo makes pens.", "Stability AI", "Stability AI makes models."),
    "alias table, two entries": (ORG, "Google", "", "Anthropic", ""),
}


def sides(case: Case) -> tuple[Named, Named]:
    type_, a, context_a, b, context_b = case
    return Named(a, type_, None, None, context_a), Named(b, type_, None, None, context_b)


@pytest.mark.parametrize("case", SAME.values(), ids=list(SAME))
def test_one_actor_under_two_names(case: Case) -> None:
    decision = decide(*sides(case))
    assert decision.verdict is Verdict.SAME, decision


@pytest.mark.parametrize("case", TWO.values(), ids=list(TWO))
def test_two_actors_are_never_said_to_be_one(case: Case) -> None:
    decision = decide(*sides(case))
    assert decision.verdict is not Verdict.SAME, decision


def test_a_person_is_no_organization() -> None:
    person, company = Named("Elias Thorn", PERSON), Named("Elias Thorn", ORG, Kind.COMPANY)
    assert decide(person, company).verdict is Verdict.DIFFERENT


def test_context_decides_on_namesakes() -> None:
    name = "Peter Graham"
    here = Named(name, PERSON, None, None, "Peter Graham, finance chief of Corvane in Lyon, sold his shares.")
    again = Named(name, PERSON, None, None, "Corvane's finance chief Peter Graham, of Lyon, has sold shares.")
    elsewhere = Named(name, PERSON, None, None, "Peter Graham sings opera in Vienna.")
    assert decide(here, again).score > 0.75 > decide(here, elsewhere).score + 0.2


def test_reasons_say_what_weighed() -> None:
    decision = decide(*sides(SAME["typo"]))
    assert decision.reasons[0] == "names: one letter"
    assert len(decision.reasons) > 2


@pytest.mark.parametrize("side", [{"type": "Person"}, {"name": " ", "type": "Person"}, {"name": "A", "type": "Robot"}])
def test_a_side_of_another_shape_is_refused(side: dict[str, str]) -> None:
    with pytest.raises(InputError):
        decide(side, {"name": "A", "type": "Person"})


WORDS = (
    "the",
    "la",
    "de",
    "SA",
    "Inc",
    "AI",
    "Labs",
    "Group",
    "van",
    "M.",
    "Dr",
    "Jr",
    "II",
    "&",
    "'s",
    "Éa",
    "Zo",
    "-",
    "2",
    "IBM",
)
NAMES = st.one_of(
    st.text(min_size=1, max_size=30),
    st.lists(
        st.sampled_from(WORDS),
        min_size=1,
        max_size=5,
    ).map(" ".join),
).filter(lambda text: bool(text.strip()))
SIDES = st.builds(
    Named, NAMES, st.sampled_from(EntityType), st.sampled_from([None, *Kind]), st.none(), st.text(max_size=60)
)


@settings(max_examples=150, deadline=None)
@given(SIDES, SIDES)
def test_decide_is_symmetric_and_never_raises(a: Named, b: Named) -> None:
    one, other = decide(a, b), decide(b, a)
    assert one == other
    assert 0 <= one.score <= 1


@settings(max_examples=150, deadline=None)
@given(NAMES)
def test_no_name_is_emptied(name: str) -> None:
    assert persons.person(name).family[0]
    assert persons.person(name).joined
    assert organizations.organization(name).plain[0]
    assert organizations.organization(name).joined
