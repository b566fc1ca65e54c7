"""A bad line costs that line only, and is told with its number."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources import jsonl
from ingest.sources.base import Draft, Failure
from ingest.sources.jsonl import JsonLines
from tests.ingest.support import story

GOOD = json.dumps(story()).encode()


def read(data: bytes) -> list[Draft | Failure]:
    return list(JsonLines().stream(io.BytesIO(data), "f"))


@pytest.mark.parametrize(
    ("line", "reason", "detail"),
    [
        (b"{", "not JSON", "Expecting property name"),
        (b"\x00", "not JSON", "Expecting value"),
        (b"{} {}", "not JSON", "Extra data"),
        (b'"text"', "not a record", "is no JSON object but a text"),
        (b"{}", "not a record", "text: is missing"),
        (b'{"text": 3}', "not a record", "text: "),
        (b'{"text": "x", "published": "hier"}', "not a record", "published: hier is no day"),
        (b'{"text": "caf\xe9"}', "not UTF-8", "byte 14"),
        (b'{"text": NaN}', "not JSON", "NaN is no JSON number"),
        (b"[" * 100_000, "not JSON", "nested too deeply"),
        (b'{"text": "x", "n": ' + b"9" * 5_000 + b"}", "not JSON", "digits"),
    ],
)
def test_a_bad_line_is_told(line: bytes, reason: str, detail: str) -> None:
    before, bad, after = read(GOOD + b"\n" + line + b"\n" + GOOD)
    assert isinstance(before, Draft)
    assert isinstance(bad, Failure)
    assert (bad.place, bad.reason) == ("f:2", reason)
    assert detail in bad.detail
    assert isinstance(after, Draft)
    assert after.place == "f:3"


def test_a_line_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE", 1_000)
    results = read(GOOD + b"\n" + b"x" * 12_345 + b"\n" + GOOD + b"\n" + b"y" * 1_001)
    assert [one.place for one in results] == ["f:1", "f:2", "f:3", "f:4"]
    assert [isinstance(one, Failure) and one.reason for one in results] == [False, "too long", False, "too long"]


def test_a_byte_order_mark_and_blank_lines_are_nothing() -> None:
    assert [one.place for one in read(b"\xef\xbb\xbf" + GOOD + b"\r\n\n  \n" + GOOD)] == ["f:1", "f:4"]


def test_half_a_surrogate_pair_becomes_a_sign_that_can_be_stored() -> None:
    (one,) = read(rb'{"text": "a \ud83d b \ud83d\ude00", "publisher": "\udc00"}')
    assert isinstance(one, Draft)
    assert one.record.text.startswith("a \ufffd")
    assert one.record.text.endswith(" b \U0001f600")
    assert one.record.publisher is not None
    one.record.publisher.encode("utf-8")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert list(JsonLines().read(tmp_path / "no.jsonl")) == [
        Failure(str(tmp_path / "no.jsonl"), "cannot be read", "No such file or directory")
    ]


def test_lines_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b"\n" + GOOD + b"\n")
    assert JsonLines().count(path) == 2
    assert JsonLines().count(tmp_path / "no.jsonl") == 1


@given(st.binary(max_size=300))
def test_any_bytes_give_drafts_or_failures(data: bytes) -> None:
    results = read(data)
    assert len(results) <= data.count(b"\n") + 1
