"""The messages: the same in both languages and all there; days and figures as each language has them."""

from __future__ import annotations

import re
import string
from datetime import date
from importlib import resources

import pytest

from api.web.words import Message, Words, preferred, words
from schemas import rules
from schemas.model import Bounds, Entity, EntityType, Kind, Link, Modality, Money, Overlap, Status
from schemas.ontology import FAMILIES, relations

EN, FR = words("en"), words("fr")


def fields(message: Message) -> set[str]:
    texts = [message] if isinstance(message, str) else list(message.values())
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things() -> None:
    assert set(EN.messages) == set(FR.messages)
    for key, message in EN.messages.items():
        assert fields(message) == fields(FR.messages[key]), key
        assert isinstance(message, str) == isinstance(FR.messages[key], str), key


def test_every_message_of_the_templates_is_there() -> None:
    folder = resources.files("api.web").joinpath("templates")
    asked = set()
    for file in folder.iterdir():
        asked |= set(re.findall(r"""\bt\(["']([a-z0-9_.]+)["'](?! ~)""", file.read_text("utf-8")))
    assert len(asked) > 100
    assert asked <= set(EN.messages)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_ships_has_words_in_both_languages(lang: str) -> None:
    said = words(lang).messages
    keys = {f"rule.{rule.id}" for rule in rules.load()} | {
        f"role.{role}" for rule in rules.load() for role in rule.roles
    }
    keys |= {f"rel.{name}" for name in relations()}
    keys |= {f"group.{name}.{end}" for name in relations() for end in ("in", "out")}
    keys |= {f"family.{one}" for one in FAMILIES} | {f"status.{one}" for one in Status}
    keys |= {f"kind.{one}" for one in Kind} | {f"type.{one}" for one in EntityType}
    keys |= {f"overlap.{one}" for one in Overlap} | {f"severity.{n}" for n in (1, 2, 3, 4)}
    keys |= {f"severity.short.{n}" for n in (1, 2, 3, 4)} | {f"severity.most.{n}" for n in (1, 2, 3, 4)}
    keys |= {f"modality.{one}" for one in Modality if one is not Modality.ASSERTED}
    assert keys - set(said) == set()


def test_rules_and_roles_of_a_newsroom_are_called_by_their_names() -> None:
    assert (EN.rule("my-own-rule"), FR.role("silent_partner")) == ("My own rule", "silent partner")


@pytest.mark.parametrize(
    ("first", "last", "english", "french"),
    [
        ("2025-06-01", "2025-06-01", "1 June 2025", "1er juin 2025"),
        ("2025-06-18", "2025-06-18", "18 June 2025", "18 juin 2025"),
        ("2024-02-01", "2024-02-29", "February 2024", "février 2024"),
        ("2025-01-01", "2025-12-31", "2025", "2025"),
        ("2025-06-02", "2025-06-30", "between 2 June 2025 and 30 June 2025", "entre le 2 juin 2025 et le 30 juin 2025"),
        ("2024-01-01", "2025-12-31", "between 1 January 2024 and 31 December 2025", None),
        ("2025-06-18", None, "18 June 2025 or later", "18 juin 2025 ou après"),
        (None, "2025-08-18", "18 August 2025 or earlier", "18 août 2025 ou avant"),
        (None, None, "", ""),
    ],
)
def test_days_known_within_bounds(first: str | None, last: str | None, english: str, french: str | None) -> None:
    days = [date.fromisoformat(one) if one else None for one in (first, last)]
    assert EN.bounds(*days).replace("\u00a0", " ") == english
    assert french is None or FR.bounds(*days).replace("\u00a0", " ") == french


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (14.3e9, "14.3 billion USD", "14,3 milliards USD"),
        (1e9, "1 billion USD", "1 milliard USD"),
        (1.5e6, "1.5 million USD", "1,5 million USD"),
        (2e6, "2 million USD", "2 millions USD"),
        (999_500.0, "999,500 USD", "999 500 USD"),
        (3e12, "3 trillion USD", "3 billions USD"),
    ],
)
def test_amounts(value: float, english: str, french: str) -> None:
    plain = str.maketrans("\u00a0\u202f", "  ")
    said = [one.money(Money(value, "USD")).translate(plain) for one in (EN, FR)]
    assert said == [english, french]


def test_forms_for_one_and_more() -> None:
    assert [EN.t("count.articles", n=n) for n in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
    assert [FR.t("count.articles", n=n) for n in (0, 1, 2)] == ["0 article", "1 article", "2 articles"]


def test_nearly_certain_is_not_certain() -> None:
    assert [EN.confidence(one) for one in (1.0, 0.9999, 0.994, 0.8)] == ["1", ">\u00a00.99", "0.99", "0.8"]


def test_french_punctuation_keeps_to_its_word() -> None:
    assert "\u00a0?" in str(FR.messages["start.two"])
    assert " ?" not in "".join(str(one) for one in FR.messages.values())


def link(**given: Bounds | Status) -> Link:
    ends = (Entity("o:a", EntityType.ORGANIZATION, "A"), Entity("o:b", EntityType.ORGANIZATION, "B"))
    status = given.get("status", Status.ACTIVE)
    since, until = given.get("since", Bounds()), given.get("until", Bounds())
    assert isinstance(status, Status)
    assert isinstance(since, Bounds)
    assert isinstance(until, Bounds)
    return Link("x", ends[0], "CLIENT_OF", ends[1], status, Modality.ASSERTED, since=since, until=until)


def test_when_a_tie_began_and_ended() -> None:
    day, later = date(2025, 6, 18), date(2025, 7, 2)
    held = link(since=Bounds(None, day), until=Bounds(later, None))
    assert (plain(EN.since(held)), plain(EN.until(held))) == ("18 June 2025 or earlier", "still so on 2 July 2025")
    over = link(status=Status.ENDED, since=Bounds(None, later), until=Bounds(None, later))
    assert (plain(EN.since(over)), plain(EN.until(over))) == ("", "2 July 2025 or earlier")


def test_what_is_planned_is_not_said_to_hold() -> None:
    day = date(2025, 11, 19)
    planned = link(status=Status.PLANNED, since=Bounds(day, None), until=Bounds(day, None))
    assert (plain(EN.since(planned)), EN.until(planned)) == ("19 November 2025 or later", "")
    unknown = link(since=Bounds(day, None), until=Bounds(day, None))
    assert plain(EN.until(unknown)) == "not over before 19 November 2025"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("de, en;q=0.5, fr;q=0.7", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("de", "en"),
        ("fr;q=x, ;;;,fr;q=2", "en"),
        ("fr;q=nan", "en"),
        ("fr;q=0", "en"),
        ("x" * 100_000, "en"),
    ],
)
def test_the_language_that_a_browser_prefers(header: str, lang: str) -> None:
    assert preferred(header) == lang


def test_messages_are_of_the_kind_that_they_should_be() -> None:
    assert isinstance(EN, Words)
    with pytest.raises(KeyError):
        EN.t("no.such.message")
