"""Judgements as JSON Lines, ours and those that nomenklatura's resolver dumps.

Ours: {"id", "left", "right", "verdict", "who", "when", "why", "undone", "names"}. Theirs: an array
[target, source, judgement, score, user, timestamp]; an id is mapped to ours where it is ours or the name of one entity.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cypher.store import GraphStore
from ingest.sources.base import Failure
from schemas.errors import InputError
from schemas.model import Judgement, Verdict

FOREIGN = {"positive": Verdict.SAME, "negative": Verdict.DIFFERENT, "unsure": Verdict.UNSURE}
"""What nomenklatura calls a judgement; "no_judgement" is a mere suggestion."""
TOOL = "tool:nomenklatura"


@dataclass(slots=True)
class Loaded:
    """What became of the lines: judgements to keep, lines that say nothing by reason, failures."""

    judgements: list[Judgement] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def skip(self, reason: str) -> None:
        """Count a line that was rightly not used."""
        self.passed_over[reason] = self.passed_over.get(reason, 0) + 1


@dataclass(frozen=True, slots=True)
class Foreign:
    """A line of nomenklatura's."""

    place: str
    ends: tuple[str, str]
    verdict: Verdict
    who: str
    when: datetime
    why: str


async def dumped(store: GraphStore, *, undone: bool = False) -> list[str]:
    """A line for each judgement, in the order in which they were made."""
    lines = []
    for one in await store.judgements(undone=undone):
        ends = [await store.entity(id_) for id_ in (one.left, one.right)]
        shape = {
            "id": one.id,
            "left": one.left,
            "right": one.right,
            "verdict": one.verdict.value,
            "who": one.who,
            "when": one.when.isoformat(),
            "why": one.why,
            "undone": one.undone,
            "names": [None if end is None else end.name for end in ends],
        }
        lines.append(json.dumps(shape, ensure_ascii=False))
    return lines


async def read(store: GraphStore, lines: Iterable[str], name: str) -> Loaded:
    """The judgements of a file; `name` stands for it in places. Nothing is stored yet."""
    loaded = Loaded()
    foreign: list[Foreign] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            value = json.loads(line)
            if isinstance(value, list):
                if (one := _foreign(value, place)) is None:
                    loaded.skip("a suggestion without judgement")
                else:
                    foreign.append(one)
            elif (own := _own(value)).undone:
                loaded.skip("undone")
            else:
                loaded.judgements.append(own)
        except (InputError, ValueError, RecursionError) as error:
            loaded.failures.append(Failure(place, "no judgement", str(error)))
    await _map(store, foreign, loaded)
    return loaded


def _own(value: object) -> Judgement:
    if not isinstance(value, Mapping):
        raise InputError("neither an object nor an array")
    left, right, who = (_text(value, key) for key in ("left", "right", "who"))
    if left == right:
        raise InputError(f"{left!r} is one id: a judgement is about two")
    why = value.get("why", "")
    if not isinstance(why, str) or not isinstance(value.get("undone", False), bool):
        raise InputError("'why' must be a text and 'undone' true or false")
    return Judgement(
        left,
        right,
        Verdict(_text(value, "verdict")),
        who,
        _moment(value.get("when")),
        why,
        undone=value.get("undone", False),
    )


def _text(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key)
    if not isinstance(found, str) or not found.strip():
        raise InputError(f"{key!r} must be a text that is not empty, not {found!r}")
    return found


def _moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise InputError(f"{value!r} is no time")
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _foreign(value: Sequence[Any], place: str) -> Foreign | None:
    """None for a line that only suggests."""
    if len(value) < 3 or not all(isinstance(one, str) and one.strip() for one in value[:3]):
        raise InputError("an array must begin with two ids and a judgement")
    target, source, said, score, user, when = (*value, None, None, None)[:6]
    if said == "no_judgement":
        return None
    if said not in FOREIGN:
        raise InputError(f"unknown judgement {said!r}; known: {', '.join(FOREIGN)}")
    moment = _moment(when[:19]) if isinstance(when, str) else datetime(1970, 1, 1, tzinfo=UTC)
    why = "from nomenklatura" if score is None else f"from nomenklatura, score {score}"
    return Foreign(
        place, (target, source), FOREIGN[said], user if isinstance(user, str) and user else TOOL, moment, why
    )


async def _map(store: GraphStore, foreign: Sequence[Foreign], loaded: Loaded) -> None:
    """Their ids to ours; an id of theirs that only joins others stands for the first of those."""
    known = {id_: await ours(store, id_) for one in foreign for id_ in one.ends}
    joined: dict[str, list[str]] = defaultdict(list)
    for one in foreign:
        if one.verdict is Verdict.SAME:
            for here, there in (one.ends, one.ends[::-1]):
                joined[here] += [found] if (found := known[there]) else []
    stands = {id_: found or min(joined[id_], default=None) for id_, found in known.items()}
    for one in foreign:
        left, right = stands[one.ends[0]], stands[one.ends[1]]
        if left is None or right is None:
            missing = [id_ for id_ in one.ends if stands[id_] is None]
            loaded.failures.append(Failure(one.place, "not in the store", ", ".join(missing)))
        elif left == right:
            loaded.skip("both ids are one entity here")
        else:
            loaded.judgements.append(Judgement(left, right, one.verdict, one.who, one.when, one.why))


async def ours(store: GraphStore, name: str) -> str | None:
    """The entity id that is meant, if exactly one is: an id of ours, or the name of one entity."""
    if ":" in name and await store.entity(name) is not None:
        return name
    found = await store.find(name)
    return found[0].id if len(found) == 1 else None
