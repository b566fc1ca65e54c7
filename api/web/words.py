"""The pages' words in one language: messages from `messages/*.yaml`, and days, numbers and amounts as it has them.

Quotes and names are never translated.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

import yaml

from schemas import saying
from schemas.errors import DataError
from schemas.model import Bounds, Conflict, Link, Money, Status
from schemas.patterns import Rule
from schemas.saying import LANGUAGES

Message = str | Mapping[str, str]

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_FRENCH_SPACE = re.compile(r" (?=[?!:;»%])|(?<=«) ")
_SINGULAR = {"en": (1,), "fr": (0, 1)}


@dataclass(frozen=True)
class Words:
    """Messages of one language, by key; `lang` is "en" or "fr"."""

    lang: str
    messages: Mapping[str, Message]

    def t(self, key: str, /, **values: object) -> str:
        """The message of that key, plain text; a message with two forms takes `n`. Raises KeyError for no message."""
        message = self.messages[key]
        if not isinstance(message, str):
            message = message["one" if values["n"] in _SINGULAR[self.lang] else "other"]
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return message.format_map(shown)

    def known(self, key: str, otherwise: str) -> str:
        """The message of that key, or else `otherwise`: a newsroom's own rules and roles have none here."""
        return self.t(key) if key in self.messages else otherwise

    def rule(self, id: str) -> str:
        """A rule's name."""
        return self.known(f"rule.{id}", id.replace("-", " ").capitalize())

    def role(self, name: str) -> str:
        """What a role of a rule is called."""
        return self.known(f"role.{name}", name.replace("_", " "))

    def group(self, relation: str, *, out: bool) -> str:
        """The heading over an entity's ties of a relation; `out` where the entity is their subject."""
        key = f"group.{relation}.{'out' if out else 'in'}"
        return self.known(key, relation.replace("_", " ").capitalize())

    def verb(self, link: Link) -> str:
        """The words between the ends of a tie."""
        return saying.verb(link, self.lang)

    def reservations(self, link: Link) -> list[str]:
        """What makes a tie less than plain fact."""
        return saying.reservations(link, self.lang)

    def tie(self, link: Link) -> str:
        """A tie as a sentence without a full stop."""
        return self._spaced(saying.tie(link, self.lang))

    def conflict(self, one: Conflict, rule: Rule) -> str:
        """A conflict as the rule's sentence, with what is less than certain of it."""
        return self._spaced(saying.conflict(one, rule, self.lang))

    def plainly(self, one: Conflict, rule: Rule) -> str:
        """The sentence alone, where the notes stand beside it."""
        return self._spaced(saying.plainly(one, rule, self.lang))

    def notes(self, one: Conflict) -> str:
        """What is less than certain of a conflict; empty where nothing is."""
        return self._spaced("; " if self.lang == "en" else " ; ").join(saying.conflict_notes(one, self.lang))

    def confidence(self, value: float) -> str:
        """Two decimals; what is not quite 1 is not shown as 1."""
        nearly = 0.995 <= value < 1
        return f">\u00a0{self.number(0.99)}" if nearly else self.number(round(value, 2))

    # --- figures -----------------------------------------------------------------------------------------------------

    def number(self, value: float) -> str:
        """At most two decimal places, thousands apart."""
        text = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
        return text if self.lang == "en" else text.replace(",", "\u202f").replace(".", ",")

    def percent(self, value: float) -> str:
        return f"{self.number(float(value))}{self.t('percent')}"

    def money(self, value: Money) -> str:
        """14.3 billion USD."""
        for size, name in _SCALES:
            if value.value >= size:
                figure = float(f"{value.value / size:.4g}")
                plural = figure >= 2 if self.lang == "fr" else True
                scale = self.t(f"scale.{name}.{'other' if plural else 'one'}")
                return f"{self.number(figure)}\u00a0{scale}\u00a0{value.currency}"
        return f"{self.number(value.value)}\u00a0{value.currency}"

    # --- days --------------------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """18 June 2025."""
        number = self.t("first_of_month") if day.day == 1 else str(day.day)
        return f"{number}\u00a0{self._month(day)}\u00a0{day.year}"

    def bounds(self, first: date | None, last: date | None) -> str:
        """A day known within bounds: itself, its month or year, or the bounds; empty where nothing is known."""
        if first and last:
            if first == last:
                return self.day(first)
            if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
                if (first.year, first.month) == (last.year, last.month):
                    return f"{self._month(first)}\u00a0{first.year}"
                if (first.year, first.month, last.month) == (last.year, 1, 12):
                    return str(first.year)
            return self.t("between", first=self.day(first), last=self.day(last))
        if first:
            return self.t("or_later", day=self.day(first))
        return self.t("or_earlier", day=self.day(last)) if last else ""

    def since(self, link: Link) -> str:
        """When it began, as far as known; empty where only that it did so before its end."""
        if link.since.lo is None and link.since.hi and link.until.hi and link.since.hi >= link.until.hi:
            return ""
        return self.bounds(link.since.lo, link.since.hi)

    def until(self, link: Link) -> str:
        """When it ended, or until when it is known to have held."""
        since, until = link.since, link.until
        if until.hi is not None or until.lo is None:
            return self.bounds(until.lo, until.hi)
        if link.status is Status.PLANNED:
            return ""  # what has not begun has nothing to hold
        begun = since.hi is not None and since.hi <= until.lo
        return self.t("held" if begun else "not_before", day=self.day(until.lo))

    def standing(self, link: Link) -> str:
        """The status in a word, with the end of what is over: "ended June 2025"."""
        word = self.t(f"status.{link.status}")
        over = link.status is Status.ENDED and link.until != Bounds()
        return f"{word}, {self.until(link)}" if over else word

    def _spaced(self, text: str) -> str:
        return _FRENCH_SPACE.sub("\u00a0", text) if self.lang == "fr" else text

    def _month(self, day: date) -> str:
        return self.t("months").split()[day.month - 1]


@cache
def words(lang: str) -> Words:
    """The words of a language. Raises DataError where its file is no flat list of messages."""
    name = f"messages/{lang}.yaml"
    content = yaml.safe_load(resources.files("api.web").joinpath(name).read_text("utf-8"))
    good = isinstance(content, dict) and all(
        isinstance(key, str) and (isinstance(one, str) or (isinstance(one, dict) and set(one) == {"one", "other"}))
        for key, one in content.items()
    )
    if not good:
        raise DataError(f"{name}: must be messages, each a text or one with the forms one and other")
    plain = Words(lang, content)
    return replace(plain, messages={key: _each(message, plain._spaced) for key, message in content.items()})


def _each(message: Message, change: Callable[[str], str]) -> Message:
    return change(message) if isinstance(message, str) else {form: change(text) for form, text in message.items()}


def preferred(accept: str) -> str:
    """The first language of an Accept-Language header that the pages speak; else English."""
    best, found = 0.0, LANGUAGES[0]
    for part in accept[:500].split(","):
        tag, _, weight = part.partition(";")
        lang = tag.strip().lower().partition("-")[0]
        try:
            quality = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if lang in LANGUAGES and best < quality <= 1:
            best, found = quality, lang
    return found
