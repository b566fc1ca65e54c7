"""Windows on lists: nothing missing, nothing twice, foreign cursors refused (list G18)."""

from __future__ import annotations

import asyncio
import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.paging import Window, cut, decode, encode, window
from cypher.store import Page
from schemas.errors import InputError


class Numbers:
    """A store's list of numbers in order, whose keys are the last number of a page; numbers may come in between."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = sorted(numbers)

    async def fetch(self, limit: int, key: str | None) -> Page[int]:
        rest = [one for one in self.numbers if key is None or one > int(key)]
        return Page(tuple(rest[:limit]), str(rest[limit - 1]) if len(rest) > limit else None)

    async def window(self, first: int, after: str | None) -> Window[int]:
        return await window(self.fetch, str, first=first, after=after)


@given(st.sets(st.integers(0, 500), max_size=60), st.lists(st.integers(1, 9), min_size=1), st.data())
def test_any_walk_from_any_cursor_sees_each_item_once(numbers: set[int], sizes: list[int], data: st.DataObject) -> None:
    async def walk() -> None:
        source = Numbers(list(numbers))
        seen: list[int] = []
        after: str | None = None
        for turn in range(200):
            page = await source.window(sizes[turn % len(sizes)], after)
            if not page.items:
                break
            # Go on from any item of the page, not only from its last one.
            stop = data.draw(st.integers(1, len(page.items)))
            seen += [one for one, _ in page.items[:stop]]
            after = page.items[stop - 1][1]
            newcomer = data.draw(st.one_of(st.none(), st.integers(0, seen[-1])))
            if newcomer is not None and newcomer not in numbers:
                source.numbers = sorted({*source.numbers, newcomer})  # behind us: changes nothing ahead
        assert seen == sorted(numbers)

    asyncio.run(walk())


def test_a_cursor_deep_in_a_long_list() -> None:
    async def work() -> None:
        source = Numbers(list(range(1000)))
        after = encode(None, "150")
        page = await source.window(5, after)
        assert [one for one, _ in page.items] == [151, 152, 153, 154, 155]
        assert page.after
        assert page.before

    asyncio.run(work())


def test_an_item_that_left_the_list() -> None:
    source = Numbers([1, 2, 3])
    with pytest.raises(InputError, match="begin again"):
        asyncio.run(source.window(2, encode(None, "9")))
    with pytest.raises(InputError, match="begin again"):
        cut([1, 2], str, first=1, after=encode(None, "9"))


@given(st.lists(st.text(max_size=5), unique=True, max_size=20), st.integers(1, 7))
def test_pages_of_a_list_that_is_here_whole(items: list[str], first: int) -> None:
    seen: list[str] = []
    after: str | None = None
    while True:
        page = cut(items, lambda one: one, first=first, after=after)
        assert page.total == len(items)
        assert page.before == bool(seen)
        seen += [one for one, _ in page.items]
        if not page.after:
            break
        after = page.items[-1][1]
    assert seen == items


@given(st.one_of(st.none(), st.text()), st.text())
def test_cursors_come_back(base: str | None, item: str) -> None:
    assert decode(encode(base, item)) == (base, item)


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "junk",
        "é",
        "=",
        packed("{}"),
        packed("[1,2]"),
        packed("[null,null]"),
        packed('["a"]'),
        packed("[" * 5000),
        "A" * 9,
    ],
)
def test_forged_cursors_are_refused(cursor: str) -> None:
    with pytest.raises(InputError):
        decode(cursor)


@given(st.text())
def test_any_text_is_a_cursor_or_refused(cursor: str) -> None:
    try:
        decode(cursor)
    except InputError:
        return
