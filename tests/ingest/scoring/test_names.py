"""Plain forms, and which entity stands for which."""

from __future__ import annotations

import pytest

from ingest.scoring.names import align, plain
from schemas.wire import EntityWire


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("L’Oréal S.A.", "oreal s a"),
        ("The Acme Company Inc.", "acme"),
        ("Scale AI's", "scale ai"),
        ("AT&T", "at&t"),
        ("Group", "group"),
        ("le", "le"),
        ("東京", ""),
    ],
)
def test_plain(name: str, expected: str) -> None:
    assert plain(name) == expected


def entity(id_: str, *names: str) -> EntityWire:
    return EntityWire.model_validate({"id": id_, "type": "Organization", "name": names[0], "aliases": names})


def test_most_forms_in_common_win_then_fewest_forms() -> None:
    gold = [
        entity("g1", "Acme", "Acme Europe"),
        entity("g2", "Acme", "Acme Asia", "Acme Asia Two"),
        entity("g3", "Acme"),
    ]
    found = [entity("a", "Acme"), entity("b", "Acme Asia", "Acme"), entity("c", "Zephyr"), entity("d", "東京")]
    assert align(gold, found) == {"a": "g3", "b": "g2", "c": "?zephyr", "d": "?"}
