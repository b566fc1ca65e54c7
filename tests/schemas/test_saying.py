"""Words are never more certain than the links."""

from __future__ import annotations

from typing import Any

import pytest

from schemas import rules, saying
from schemas.model import Conflict, Entity, EntityType, Leg, Link, Modality, Overlap, Status

A, B, C = (Entity(f"o:{name.lower()}", EntityType.ORGANIZATION, name) for name in ("Alba", "Brume", "Corvo"))
RULE = next(one for one in rules.load() if one.id == "supplier-part-owned-by-rival")


def link(subject: Entity, name: str, object_: Entity, **more: Any) -> Link:
    given: dict[str, Any] = {"status": Status.ACTIVE, "modality": Modality.ASSERTED, **more}
    return Link(f"{subject.id} {name} {object_.id}", subject, name, object_, **given)


def conflict(overlap: Overlap = Overlap.CERTAIN, **client: Any) -> Conflict:
    legs = (link(A, "CLIENT_OF", B, **client), link(C, "INVESTED_IN", B), link(A, "COMPETES_WITH", C))
    return Conflict(RULE.id, (("client", A), ("supplier", B), ("rival", C)), tuple(map(Leg, legs)), overlap, 1, True)


def test_plain_facts_are_said_plainly() -> None:
    said = saying.conflict(conflict(), RULE, "en")
    assert said == "Alba buys from Brume, in which its rival Corvo holds a stake."


@pytest.mark.parametrize(
    ("client", "lang", "note"),
    [
        ({"status": Status.ENDED}, "en", "Note: Alba was a client of Brume."),
        ({"status": Status.ENDED}, "fr", "À noter : Alba a été cliente de Brume."),
        ({"modality": Modality.HEDGED}, "en", "Note: Alba is a client of Brume (said to be)."),
        ({"status": Status.PLANNED, "modality": Modality.HEDGED}, "fr", "(projet, au conditionnel)."),
        ({"contested": True}, "en", "(a source denies it)."),
        ({"background": "a filing"}, "en", "(background fact)."),
    ],
)
def test_what_is_less_than_plain_fact_is_noted(client: dict[str, Any], lang: str, note: str) -> None:
    assert saying.conflict(conflict(**client), RULE, lang).endswith(note)


def test_an_overlap_that_is_not_certain_is_noted() -> None:
    assert "not known" in saying.conflict(conflict(Overlap.POSSIBLE), RULE, "en")
    assert "un lien après l’autre" in saying.conflict(conflict(Overlap.COOLING_OFF), RULE, "fr")
