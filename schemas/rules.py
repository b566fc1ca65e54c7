"""Conflict rules: `rules/<id>.yaml`, one each, and a newsroom's own folder beside them. README there has the format.

Loading checks everything that can be checked without a graph, so that a rule that loads can be matched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from schemas.errors import DataError
from schemas.model import EntityType, Status
from schemas.ontology import relation, relations
from schemas.patterns import CoolingOff, LegPattern, Move, Rule, Tie, Timing, Unless

__all__ = ["CoolingOff", "LegPattern", "Move", "Rule", "Tie", "Timing", "Unless", "load"]

TERMS = "_terms.yaml"
LANGUAGES = ("en", "fr")
COUNTING = (Status.ACTIVE, Status.ENDED, Status.PLANNED)
MONTHS = 1200
ROLE = re.compile(r"[a-z][a-z_]*")
TERM = re.compile(r"[A-Z][A-Z_]*")
LINE = re.compile(r"([a-z_]+) ([A-Z_]+(?:\s*\|\s*[A-Z_]+)*) ([a-z_]+)( either way)?")


@dataclass(frozen=True, slots=True)
class Terms:
    """Words for several relations, as ties between x and y; `prefer` orders the relations that may show a leg."""

    ties: Mapping[str, tuple[Tie, ...]]
    prefer: tuple[str, ...]


def load(folder: Path | None = None) -> tuple[Rule, ...]:
    """The shipped rules and those of `folder`, by id; there, a file of the same id replaces. Raises DataError."""
    shipped = resources.files("schemas").joinpath("rules")
    files = {one.name: (one.name, one) for one in shipped.iterdir() if one.name.endswith(".yaml")}
    terms = _terms(*files.pop(TERMS), Terms({}, ()))
    if folder is not None:
        if not folder.is_dir():
            raise DataError(f"{folder}: no folder of rules")
        own: dict[str, tuple[str, Traversable]] = {one.name: (str(one), one) for one in sorted(folder.glob("*.yaml"))}
        if TERMS in own:
            terms = _terms(*own.pop(TERMS), terms)
        files |= own
    return tuple(_rule(_read(*files[name]), name.removesuffix(".yaml"), terms) for name in sorted(files))


class _Block:
    """A mapping of a file, whose keys are asked for one by one; `place` is where messages say it is."""

    def __init__(self, content: object, place: str, *, keys: str) -> None:
        self.place = place
        if not isinstance(content, dict):
            raise self.wrong(f"must be a mapping, not {content!r}")
        known = keys.split()
        if unknown := [str(key) for key in content if key not in known]:
            raise self.wrong(f"unknown key {', '.join(unknown)}; known: {', '.join(known)}")
        self.content: dict[str, Any] = content

    def wrong(self, message: str) -> DataError:
        return DataError(f"{self.place}: {message}")

    def block(self, key: str, *, keys: str) -> _Block:
        return _Block(self.content.get(key), f"{self.place}, {key}", keys=keys)

    def words(self, key: str) -> list[str]:
        value = self.content.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            raise self.wrong(f"{key} must be a list of words, not {value!r}")
        return value

    def word(self, key: str, known: Iterable[str]) -> str:
        value = self.content.get(key)
        if not isinstance(value, str) or value not in known:
            raise self.wrong(f"{key} must be one of {', '.join(known)}, not {value!r}")
        return value

    def number(self, key: str, most: int) -> int:
        value = self.content.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise self.wrong(f"{key} must be a number from 1 to {most}, not {value!r}")
        return value

    def texts(self, key: str) -> dict[str, str]:
        value = self.block(key, keys=" ".join(LANGUAGES)).content
        for lang in LANGUAGES:
            if not isinstance(value.get(lang), str) or not value[lang].strip():
                raise self.wrong(f"{key} must have a text in {lang}")
        return value


def _read(place: str, file: Traversable) -> tuple[str, object]:
    try:
        return place, yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{place}: cannot be read ({error})") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that does not exist
        raise DataError(f"{place}: no valid YAML ({' '.join(str(error).split())})") from error


def _terms(place: str, file: Traversable, base: Terms) -> Terms:
    top = _Block(_read(place, file)[1], place, keys="terms prefer")
    ties = dict(base.ties)
    lists = top.content.get("terms", {})
    if not isinstance(lists, dict):
        raise top.wrong(f"terms: must be a mapping, not {lists!r}")
    for name, lines in lists.items():
        if not TERM.fullmatch(str(name)) or name in relations():
            raise top.wrong(f"{name!r} cannot name a term: capitals, and no relation's name")
        texts = _Block({"ties": lines}, f"{place}, terms, {name}", keys="ties")
        ties[name] = tuple(tie for text in texts.words("ties") for tie in _line(texts, text, ("x", "y"), Terms({}, ())))
    prefer = tuple(top.words("prefer")) if "prefer" in top.content else base.prefer
    if unknown := [name for name in prefer if name not in relations()]:
        raise top.wrong(f"prefer: unknown relation {', '.join(unknown)}")
    return Terms(ties, prefer)


def _rule(file: tuple[str, object], id: str, terms: Terms) -> Rule:
    top = _Block(file[1], file[0], keys="id roles interchangeable legs time unless say why")
    if top.content.get("id") != id:
        raise top.wrong(f"id must be {id!r}, as the file is called, not {top.content.get('id')!r}")
    roles = tuple(top.words("roles"))
    if len(set(roles)) < len(roles) or not all(ROLE.fullmatch(role) for role in roles):
        raise top.wrong("roles must be different words of small letters")
    legs = tuple(_leg(top, number, leg, roles, terms) for number, leg in enumerate(_list(top, "legs"), 1))
    rule = Rule(
        id=id,
        roles=roles,
        legs=legs,
        time=_timing(top, legs),
        interchangeable=_pair(top, roles, legs),
        unless=tuple(_unless(top, number, one, roles) for number, one in enumerate(_list(top, "unless"), 1)),
        say=top.texts("say"),
        why=top.texts("why"),
        types=_types(top, roles, legs),
    )
    for text in rule.say.values():
        if unknown := set(re.findall(r"{(.*?)}", text)) - set(roles):
            raise top.wrong(f"say: {{{min(unknown)}}} is no role")
    return rule


def _list(top: _Block, key: str) -> list[Any]:
    value = top.content.get(key, [])
    if not isinstance(value, list) or (key == "legs" and not value):
        raise top.wrong(f"{key} must be a list")
    return value


def _leg(top: _Block, number: int, leg: object, roles: tuple[str, ...], terms: Terms) -> LegPattern:
    block = _Block(leg if isinstance(leg, dict) else {"tie": leg}, f"{top.place}, leg {number}", keys="tie status")
    line = block.content.get("tie")
    lines = [line] if isinstance(line, str) else block.words("tie")
    ties = [tie for text in lines for tie in _line(block, text, roles, terms)]
    ends = {frozenset((tie.subject, tie.object)) for tie in ties}
    if len(ends) > 1:
        raise block.wrong("its ties must all be between the same two roles")
    order = [*terms.prefer, *(name for name in relations() if name not in terms.prefer)]
    ties.sort(key=lambda tie: order.index(tie.relation))
    first, second = (role for role in roles if role in min(ends))
    statuses = _statuses(block) if "status" in block.content else None
    return LegPattern((first, second), tuple(dict.fromkeys(ties)), " or ".join(lines), statuses)


def _statuses(block: _Block) -> frozenset[Status]:
    words = block.words("status")
    statuses = frozenset(Status(word) for word in words if word in COUNTING)
    if len(statuses) < len(words):
        raise block.wrong(f"status must be of {', '.join(COUNTING)}, each once")
    return statuses


def _line(place: _Block, text: str, roles: tuple[str, ...], terms: Terms) -> list[Tie]:
    """The ties of one line `ROLE RELATION [| RELATION …] ROLE [either way]`, as written."""
    match = LINE.fullmatch(text)
    if not match:
        raise place.wrong(f"{text!r} is not written as “role RELATION role”, or so and “either way”")
    subject, names, object_, both = match.groups()
    for role in (subject, object_):
        if role not in roles:
            raise place.wrong(f"unknown role {role!r} in {text!r}; known: {', '.join(roles)}")
    if subject == object_:
        raise place.wrong(f"{text!r} ties a role to itself")
    ties = []
    for name in re.split(r"\s*\|\s*", names):
        if name not in relations() and name not in terms.ties:
            known = ", ".join([*relations(), *terms.ties])
            raise place.wrong(f"unknown relation {name!r} in {text!r}; known: {known}")
        ends = {"x": subject, "y": object_}
        known_ties = terms.ties.get(name, (Tie("x", name, "y"),))
        ties += [Tie(ends[tie.subject], tie.relation, ends[tie.object]) for tie in known_ties]
    if both:
        ties += [Tie(tie.object, tie.relation, tie.subject) for tie in ties if not relation(tie.relation).symmetric]
    return ties


def _timing(top: _Block, legs: tuple[LegPattern, ...]) -> Timing:
    if "time" not in top.content:
        return Timing(tuple(range(len(legs))))
    block = top.block("time", keys="overlap cooling_off move as_of")
    cooling = move = None
    if "cooling_off" in block.content:
        part = block.block("cooling_off", keys="leg before months")
        cooling = CoolingOff(*_two(part, "leg", "before", len(legs)), part.number("months", MONTHS))
    if "move" in block.content:
        part = block.block("move", keys="leave to months")
        move = Move(*_two(part, "leave", "to", len(legs)), part.number("months", MONTHS))
    overlap = _numbers(block, "overlap", len(legs))
    return Timing(
        tuple(range(len(legs))) if overlap is None else overlap, cooling, move, _numbers(block, "as_of", len(legs))
    )


def _two(part: _Block, first: str, second: str, legs: int) -> tuple[int, int]:
    one, other = part.number(first, legs) - 1, part.number(second, legs) - 1
    if one == other:
        raise part.wrong(f"{first} and {second} must be different legs")
    return one, other


def _numbers(block: _Block, key: str, legs: int) -> tuple[int, ...] | None:
    value = block.content.get(key, "all")
    if value == "all":
        return None
    if not isinstance(value, list) or not value:
        raise block.wrong(f"{key} must be all, or a list of legs, not {value!r}")
    part = [_Block({"leg": one}, f"{block.place}, {key}", keys="leg").number("leg", legs) - 1 for one in value]
    return tuple(sorted(set(part)))


def _pair(top: _Block, roles: tuple[str, ...], legs: tuple[LegPattern, ...]) -> tuple[str, str] | None:
    if "interchangeable" not in top.content:
        return None
    pair = top.words("interchangeable")
    if len(pair) != 2 or pair[0] == pair[1] or not set(pair) <= set(roles):
        raise top.wrong("interchangeable must be two of the roles")
    swap = {pair[0]: pair[1], pair[1]: pair[0]}
    shapes = [
        Counter((frozenset(_shape(tie, names) for tie in leg.ties), leg.statuses) for leg in legs)
        for names in (dict[str, str](), swap)
    ]
    if shapes[0] != shapes[1]:
        raise top.wrong(f"interchangeable: the legs say something else with {pair[0]} and {pair[1]} exchanged")
    return pair[0], pair[1]


def _shape(tie: Tie, names: Mapping[str, str]) -> tuple[str, object]:
    ends = names.get(tie.subject, tie.subject), names.get(tie.object, tie.object)
    return tie.relation, frozenset(ends) if relation(tie.relation).symmetric else ends


def _unless(top: _Block, number: int, one: object, roles: tuple[str, ...]) -> Unless:
    block = _Block(one, f"{top.place}, unless, entry {number}", keys="role tie end status")
    ends = ("subject", "object")
    return Unless(
        block.word("role", roles), block.word("tie", tuple(relations())), block.word("end", ends), _statuses(block)
    )


def _types(top: _Block, roles: tuple[str, ...], legs: tuple[LegPattern, ...]) -> dict[str, frozenset[EntityType]]:
    """What may play each role: what every leg of it allows. Raises DataError where nothing may, or legs do not join."""
    types = {}
    for role in roles:
        allowed = frozenset(EntityType)
        for leg in legs:
            if role in leg.roles:
                ends = [(relation(tie.relation), tie.subject == role) for tie in leg.ties]
                allowed &= frozenset().union(*(kind.subject if first else kind.object for kind, first in ends))
        if not allowed:
            raise top.wrong(f"role {role}: nothing can have all its legs")
        types[role] = allowed
    joined = {roles[0]}
    for _ in roles:
        joined |= {role for leg in legs if joined & set(leg.roles) for role in leg.roles}
    if missing := [role for role in roles if role not in joined]:
        raise top.wrong(f"role {', '.join(missing)}: no leg joins it to {roles[0]}")
    return types
