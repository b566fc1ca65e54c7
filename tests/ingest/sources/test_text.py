"""Text files: title, paragraphs, encodings; what is no text is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.sources import text as module
from ingest.sources.base import Draft, Failure
from ingest.sources.text import TextFiles, parted

FRENCH = "Société Générale\nLa société a levé des fonds auprès d’un groupe étranger, a-t-elle annoncé à la presse. " * 5


def read(path: Path) -> Draft | Failure:
    (one,) = TextFiles().read(path)
    return one


def test_the_first_line_is_the_title_if_it_is_short() -> None:
    assert parted("Title\n\nWords.\r\nMore.") == ("Title", "Words.\nMore.")
    assert parted("# Title\nWords.") == ("Title", "Words.")
    assert parted("Only one line.") == ("", "Only one line.")
    long = "word " * 50
    assert parted(f"{long}\nWords.") == ("", f"{long}\nWords.")


def test_lines_broken_for_width_are_joined() -> None:
    wrapped = (
        "Title\n\nMeta is buying a stake of 49% in Scale AI, and Alexandr Wang,\n"
        "who runs the company, is to join Meta.\n\nOpenAI has ended the contract."
    )
    assert parted(wrapped) == (
        "Title",
        "Meta is buying a stake of 49% in Scale AI, and Alexandr Wang, who runs the company, is to join Meta.\n"
        "OpenAI has ended the contract.",
    )


def test_short_lines_stay_apart() -> None:
    assert parted("Title\n\nOne.\nTwo.\n\nThree.")[1] == "One.\nTwo.\n\nThree."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(FRENCH.replace("’", "'").encode(encoding))
    one = read(path)
    assert isinstance(one, Draft)
    assert one.record.title == "Société Générale"
    assert "auprès d'un groupe étranger" in one.record.text
    assert bool(one.notes) is (encoding in ("cp1252", "latin-1"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"MZ\x90\x00\x03\x00binary", "binary or broken text"),
        (b"\xff\xfe\x00\xd8\x00", "binary or broken text"),
        (b"\xef\xbb\xbf\xff\xfe", "binary or broken text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    one = read(path)
    assert isinstance(one, Failure)
    assert (one.place, one.reason) == (str(path), reason)


def test_a_file_of_a_size_that_no_article_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    path = tmp_path / "a.txt"
    path.write_text("a" * 101, encoding="utf-8")
    assert read(path) == Failure(str(path), "too long", "more than 0.0001 MB")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    one = read(tmp_path / "no.txt")
    assert isinstance(one, Failure)
    assert one.reason == "cannot be read"
