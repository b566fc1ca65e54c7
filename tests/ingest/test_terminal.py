"""Nothing that comes from a file can disturb a terminal, and no password shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.terminal import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Société « Générale »", "Société « Générale »"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\nb\tc", "a b c"),
        ("half \ud83d", "half \\ud83d"),
        ("cannot open neo4j://user:secret@host:7687/x", "cannot open neo4j://***@host:7687/x"),
        ("neo4j://user:se:c@ret@host", "neo4j://***@host"),
        ("https://news.example/a:b@c", "https://news.example/a:b@c"),
    ],
)
def test_shown(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(max_size=1_000))
def test_one_printable_line(text: str) -> None:
    line = printable(text)
    line.encode("utf-8")
    assert len(line) <= 400
    assert "\n" not in line
    assert "\x1b" not in line
