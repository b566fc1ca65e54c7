from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.grouping import Named, by_name
from schemas.model import EntityType

ORG, PERSON = EntityType.ORGANIZATION, EntityType.PERSON


def named(*names: str, type_: EntityType = ORG) -> list[Named]:
    """Mentions that stand in this order in a text."""
    return [Named(20 * at, 20 * at + len(name), name, type_) for at, name in enumerate(names)]


def groups(mentions: list[Named]) -> list[set[str]]:
    return [{mentions[at].text for at in group} for group in by_name(mentions, 0)]


@pytest.mark.parametrize(
    "names",
    [
        ("Scale AI", "Scale"),
        ("Scale", "Scale AI"),
        ("OpenAI", "OpenAI's", "OPENAI"),
        ("Sereact GmbH", "Sereact"),
        ("L’Oréal", "L'Oréal S.A."),
        ("Khosla Ventures", "Khosla"),
        ("European Commission", "Commission"),
        ("Taiwan Semiconductor Manufacturing Company", "Taiwan Semiconductor"),
        ("Federal Trade Commission", "FTC"),
        ("Direction générale de l'armement", "DGA"),
        ("Meta Platforms", "Meta"),
    ],
)
def test_one_organization(names: tuple[str, ...]) -> None:
    assert len(groups(named(*names))) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Google", "Google Cloud"),
        ("Google Cloud", "Google"),
        ("Amazon", "Amazon Web Services"),
        ("Intel Capital", "Intel"),
        ("Novello", "Novello Cloud"),
        ("Scale AI", "Surge AI"),
        ("Thales", "Thales Italia"),
    ],
)
def test_two_organizations(names: tuple[str, ...]) -> None:
    assert len(groups(named(*names))) == 2


def test_people_by_surname_first_name_and_honorific() -> None:
    assert len(groups(named("Alexandr Wang", "Wang", "Mr. Wang", "Alexandr", type_=PERSON))) == 1


def test_a_surname_goes_to_the_namesake_named_last() -> None:
    mentions = named("Daniela Amodei", "Dario Amodei", "Amodei", type_=PERSON)
    assert groups(mentions) == [{"Daniela Amodei"}, {"Dario Amodei", "Amodei"}]


def test_types_are_never_mixed() -> None:
    mentions = [*named("Dell"), Named(100, 112, "Michael Dell", PERSON)]
    assert len(by_name(mentions, 0)) == 2


def test_a_short_form_in_the_title_does_not_count_as_first() -> None:
    mentions = named("Copperleaf", "Copperleaf Bank", "Copperleaf")
    assert len(by_name(mentions, 15)) == 1
    assert len(by_name(mentions, 0)) == 2


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=12), st.sampled_from([ORG, PERSON])), max_size=12),
    st.integers(0, 99),
)
def test_any_names_are_parted_into_groups_of_one_type(names: list[tuple[str, EntityType]], title_end: int) -> None:
    mentions = [Named(20 * at, 20 * at + len(name), name, type_) for at, (name, type_) in enumerate(names)]
    parted = by_name(mentions, title_end)
    assert sorted(at for group in parted for at in group) == list(range(len(mentions)))
    assert all(group == sorted(group) for group in parted)
    assert parted == sorted(parted)
    assert all(len({mentions[at].type for at in group}) == 1 for group in parted)
