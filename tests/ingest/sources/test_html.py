"""Saved pages: the article comes out with what the page says of it; a hostile page costs two seconds and itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources.base import Draft, Failure
from ingest.sources.html import HtmlFiles

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Meta takes 49% of Scale AI | The Example</title>
<meta property="og:site_name" content="The Example"><meta property="article:published_time" content="{day}T08:00:00Z">
<link rel="canonical" href="https://news.example/meta"></head>
<body><nav><a href="/">Home</a> <a href="/tech">Tech</a></nav><article><h1>Meta takes 49% of Scale AI</h1>
<p>Meta is buying a stake of 49% in Scale AI, and Alexandr Wang, who runs the company, is to join Meta.</p>
<p>OpenAI, which used to buy its training data from Scale AI, has ended the contract, its
spokesman told a reporter.</p></article><footer>All rights reserved</footer></body></html>"""


@pytest.fixture(scope="module")
def pages() -> Iterator[HtmlFiles]:
    source = HtmlFiles(seconds=20)  # a busy machine must not make a test of something else fail
    yield source
    source.close()


def read(pages: HtmlFiles, path: Path, data: bytes) -> Draft | Failure:
    path.write_bytes(data)
    (one,) = pages.read(path)
    return one


def test_an_article_with_what_the_page_says_of_it(pages: HtmlFiles, tmp_path: Path) -> None:
    one = read(pages, tmp_path / "meta.html", PAGE.format(day="2025-06-14").encode())
    assert isinstance(one, Draft)
    record = one.record
    assert (record.title, record.publisher, record.url) == (
        ("Meta takes 49% of Scale AI", "The Example", "https://news.example/meta")
    )
    assert (record.published, one.stem) == (date(2025, 6, 14), "meta")
    assert record.text.startswith("Meta is buying a stake")
    assert "rights reserved" not in record.text


def test_a_date_that_is_none_costs_the_date_only(pages: HtmlFiles, tmp_path: Path) -> None:
    one = read(pages, tmp_path / "a.html", PAGE.format(day="2025-99-99").encode())
    assert isinstance(one, Draft)
    assert one.record.published is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article in the page"),
        (b"\x00\x01\x02\xff" * 100, "no article in the page"),
        (b"<div>" * 5_000 + b"Words." + b"</div>" * 5_000, "no article in the page"),
    ],
)
def test_a_page_without_an_article(data: bytes, reason: str, pages: HtmlFiles, tmp_path: Path) -> None:
    one = read(pages, tmp_path / "a.html", data)
    assert isinstance(one, Failure)
    assert (one.place, one.reason) == (str(tmp_path / "a.html"), reason)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_read(tmp_path: Path) -> None:
    pages = HtmlFiles(seconds=1)
    hostile = (
        b"<html><body><p " + b" ".join(b'a%d="x"' % number for number in range(60_000)) + b">Words.</p></body></html>"
    )
    began = time.monotonic()
    one = read(pages, tmp_path / "slow.html", hostile)
    assert isinstance(one, Failure)
    assert one.reason == "the page took too long or too much memory"
    assert time.monotonic() - began < 30
    pages.seconds = 20
    assert isinstance(read(pages, tmp_path / "good.html", PAGE.format(day="2025-06-14").encode()), Draft)
    pages.close()


@given(data=st.binary(max_size=500) | st.text(alphabet='<>/="&#;x0 pdivbody!-[]CDATA\n', max_size=500).map(str.encode))
def test_any_bytes_give_a_draft_or_a_failure(
    data: bytes, pages: HtmlFiles, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("page") / "a.html"
    for page in (
        data,
        b"<html><body><article>" + data + b"<p>" + b"Meta said so. " * 20 + b"</p></article></body></html>",
    ):
        one = read(pages, path, page)
        assert isinstance(one, Draft) or one.reason != "the page took too long or too much memory"


def test_a_process_that_died_is_started_anew(tmp_path: Path) -> None:
    pages = HtmlFiles(seconds=20)
    good = PAGE.format(day="2025-06-14").encode()
    assert isinstance(read(pages, tmp_path / "a.html", good), Draft)
    assert pages._worker is not None
    pages._worker.kill()
    pages._worker.wait()
    assert isinstance(read(pages, tmp_path / "a.html", good), Failure)
    assert isinstance(read(pages, tmp_path / "a.html", good), Draft)
    pages.close()
    pages.close()
