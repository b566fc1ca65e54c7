"""How legs lie in time: by hand at the edges, and against every completion of the open bounds on a small calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.overlap import assess, can_hold, severity, surely_held
from schemas.model import Bounds, Link, Modality, Overlap, Status
from schemas.patterns import CoolingOff, Move, Timing
from schemas.rules import load
from tests.cypher.support import day, link

ALL = Timing((0, 1))
COOL = Timing((0, 1), CoolingOff(0, 1, 12))
EXECUTIVE = next(rule.time for rule in load() if rule.time.move)
CERTAIN, POSSIBLE, COOLING_OFF = Overlap


def tie(text: str, relation: str = "CLIENT_OF", status: Status = Status.ACTIVE) -> Link:
    """A link from "LO..HI / LO..HI"."""
    since, until = text.split(" / ")
    return link(f"Acme {relation} Borel", since=since, until=until, status=status)


RIVALS = tie(".. / ..", "COMPETES_WITH")


def rivals_until(text: str) -> Link:
    return tie(text, "COMPETES_WITH", Status.ENDED)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("..2021-03-05 / 2021-03-05..", "..2021-03-05 / 2021-03-05..", CERTAIN),
        ("..2021-03-05 / 2021-03-05..", "..2021-03-06 / 2021-03-06..", POSSIBLE),
        ("2021-01-01 / 2021-03-05", "2021-03-05 / 2021-06-01", CERTAIN),
        ("2021-01-01 / 2021-03-05", "2021-03-06 / 2021-06-01", None),
        ("2021-01-01 / 2021-03-01..2021-03-31", "2021-03-20 / 2021-06-01", POSSIBLE),
        (".. / ..", ".. / ..", POSSIBLE),
        (".. / ..2021-03-05", "2021-03-05.. / ..", POSSIBLE),
        (".. / ..2021-03-04", "2021-03-05.. / ..", None),
    ],
)
def test_two_legs(one: str, other: str, wanted: Overlap | None) -> None:
    assert assess([tie(one), tie(other)], ALL, None) is wanted
    assert assess([tie(other), tie(one)], ALL, None) is wanted


@pytest.mark.parametrize(
    ("left", "entry", "wanted"),
    [
        ("2020-01-01 / 2021-05-31", "2022-05-31 / ..", COOLING_OFF),
        ("2020-01-01 / 2021-05-31", "2022-06-01 / ..", None),
        ("2020-01-01 / 2020-02-29", "2021-02-28 / ..", COOLING_OFF),
        ("2020-01-01 / 2020-02-29", "2021-03-01 / ..", None),
        # The bounds allow it: the last possible end, the first possible start.
        ("2020-01-01 / 2020-06-01..2021-05-31", "2022-05-01..2022-12-31 / ..", COOLING_OFF),
        (".. / ..2021-05-31", "2022-05-01..2022-12-31 / ..", COOLING_OFF),
        # Only the leg that the rule names may be the earlier one.
        ("2022-01-01 / ..", "2020-01-01 / 2021-12-31", None),
        ("2020-01-01 / 2021-05-31", "2021-05-31 / 2022-01-01..", CERTAIN),
    ],
)
def test_cooling_off(left: str, entry: str, wanted: Overlap | None) -> None:
    assert assess([tie(left), tie(entry)], COOL, None) is wanted


def test_cooling_off_is_not_asked_for_a_day() -> None:
    legs = [tie("2020-01-01 / 2021-05-31"), tie("2021-06-30 / 2022-01-01..")]
    assert assess(legs, COOL, None) is COOLING_OFF
    assert assess(legs, COOL, date(2021, 6, 30)) is None


def test_rivalry_takes_part_only_once_ended() -> None:
    held = [tie("..2020-01-01 / 2021-01-01.."), tie("..2020-01-01 / 2021-01-01..")]
    timing = Timing((0, 1, 2))
    late = "2023-01-01 / 2024-01-01"
    assert assess([*held, tie(late, "COMPETES_WITH")], timing, None) is CERTAIN
    assert assess([*held, rivals_until("..2019-01-01 / 2020-06-01")], timing, None) is CERTAIN
    assert assess([*held, rivals_until(".. / ..2020-06-01")], timing, None) is POSSIBLE
    assert assess([*held[:1], tie(".. / 2022-01-01"), rivals_until(late)], timing, None) is None
    rumour = replace(rivals_until(late), modality=Modality.HEDGED)
    assert assess([*held, rumour], timing, None) is CERTAIN


def test_rivalry_over_before_the_entry_cools_nothing_off() -> None:
    timing = Timing((0, 1, 2), CoolingOff(0, 1, 12))
    legs = [tie("2020-01-01 / 2021-05-31"), tie("2022-01-17 / ..")]
    assert assess([*legs, RIVALS], timing, None) is COOLING_OFF
    assert assess([*legs, rivals_until(".. / 2021-09-30")], timing, None) is None
    assert assess([*legs, rivals_until(".. / 2022-02-01")], timing, None) is COOLING_OFF


def test_rivalry_that_ended_first_is_no_known_end_of_the_earlier_leg() -> None:
    legs = [tie(".. / .."), tie("2022-01-17 / .."), rivals_until(".. / 2021-09-30")]
    assert assess(legs, Timing((0, 1, 2), CoolingOff(0, 1, 12)), None) is None


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("2019-12-31", None),
        ("2020-01-01", POSSIBLE),
        ("2020-02-01", CERTAIN),
        ("2021-03-05", CERTAIN),
        ("2021-03-06", POSSIBLE),
        ("2021-06-30", POSSIBLE),
        ("2021-07-01", None),
    ],
)
def test_as_of(asked: str, wanted: Overlap | None) -> None:
    legs = [tie("2020-01-01..2020-02-01 / 2021-03-05..2021-06-30"), tie("..2019-01-01 / 2022-01-01.."), RIVALS]
    assert assess(legs, Timing((0, 1, 2)), day(asked)) is wanted


def test_as_of_asks_every_leg_whatever_must_share_a_day() -> None:
    legs = [tie("2020-01-01 / 2020-12-31"), tie("2021-01-01 / 2021-12-31")]
    assert assess(legs, Timing((0,)), None) is CERTAIN
    assert assess(legs, Timing((0,)), date(2020, 6, 1)) is None


# old post, new post, client tie
MOVES = [
    ("2018-01-01 / 2020-06-30", "2020-09-01 / 2021-01-01..", "..2019-01-01 / 2020-01-01..", CERTAIN),
    # The months of the move.
    ("2018-01-01 / 2020-06-30", "2022-06-30 / ..", "..2019-01-01 / 2020-01-01..", CERTAIN),
    ("2018-01-01 / 2020-06-30", "2022-07-01 / ..", "..2019-01-01 / 2020-01-01..", None),
    ("2018-01-01 / 2020-06-30..2020-07-31", "2022-07-15 / ..", "..2019-01-01 / 2020-01-01..", POSSIBLE),
    # Before the old post has ended, but after it began.
    ("2018-01-01 / 2022-01-01..", "2020-09-01 / 2021-01-01..", "..2019-01-01 / 2020-01-01..", CERTAIN),
    ("2018-01-01 / 2022-01-01..", "2018-01-01 / 2021-01-01..", "..2019-01-01 / 2020-01-01..", None),
    ("2018-01-01 / 2022-01-01..", "2017-12-31 / 2021-01-01..", "..2019-01-01 / 2020-01-01..", None),
    ("..2018-01-01 / 2022-01-01..", "..2020-01-01 / 2021-01-01..", "..2019-01-01 / 2020-01-01..", POSSIBLE),
    # An end of the old post that nothing bounds.
    ("2018-01-01 / ..", "2022-07-01 / ..", "..2019-01-01 / 2020-01-01..", POSSIBLE),
    # The client tie may have overlapped the old post.
    ("2018-01-01 / 2020-06-30", "2020-09-01 / ..", "..2020-07-01 / 2020-07-01..", POSSIBLE),
    # It came when the person had left: nothing, however near the move.
    ("2018-01-01 / 2020-06-30", "2021-09-01 / ..", "2020-07-01 / 2022-01-01", None),
    ("2018-01-01 / 2020-06-30", "2021-09-01 / ..", "2020-07-01 / 2021-01-01", None),
    # It was over before the post began, not long before the move.
    ("2020-02-01 / 2020-06-30", "2020-09-01 / ..", "2015-01-01 / 2020-01-31", COOLING_OFF),
    ("2020-02-01 / 2020-06-30", "2021-01-31 / ..", "2015-01-01 / 2020-01-31", COOLING_OFF),
    ("2020-02-01 / 2020-06-30", "2021-02-01 / ..", "2015-01-01 / 2020-01-31", None),
]


@pytest.mark.parametrize(("old", "new", "client", "wanted"), MOVES)
def test_executive(old: str, new: str, client: str, wanted: Overlap | None) -> None:
    legs = [tie(old, "HOLDS_ROLE"), tie(new, "HOLDS_ROLE"), tie(client), RIVALS]
    assert assess(legs, EXECUTIVE, None) is wanted


def test_executive_for_a_day_asks_of_the_new_post_alone() -> None:
    legs = [
        tie("2018-01-01 / 2020-06-30", "HOLDS_ROLE"),
        tie("2020-09-01 / 2021-01-01..2022-01-01", "HOLDS_ROLE"),
        tie("..2019-01-01 / 2020-01-01.."),
        RIVALS,
    ]
    assert assess(legs, EXECUTIVE, date(2020, 8, 31)) is None
    assert assess(legs, EXECUTIVE, date(2020, 9, 1)) is CERTAIN
    assert assess(legs, EXECUTIVE, date(2022, 1, 1)) is CERTAIN
    assert assess(legs, EXECUTIVE, date(2022, 1, 2)) is None
    gone = [tie("2020-02-01 / 2020-06-30"), legs[1], tie("2015-01-01 / 2020-01-31"), RIVALS]
    assert assess(gone, EXECUTIVE, date(2020, 9, 1)) is COOLING_OFF


def test_executive_with_a_rivalry_that_ended() -> None:
    legs = [tie("2018-01-01 / 2020-06-30"), tie("2020-09-01 / .."), tie("..2018-06-01 / 2020-01-01..")]
    assert assess([*legs, rivals_until("..2018-01-01 / 2020-08-01")], EXECUTIVE, None) is CERTAIN
    assert assess([*legs, rivals_until(".. / 2017-01-01")], EXECUTIVE, None) is None


@pytest.mark.parametrize(
    ("statuses", "overlap", "wanted"),
    [
        ("active active", CERTAIN, 1),
        ("active ended", CERTAIN, 2),
        ("active ended", POSSIBLE, 3),
        ("active active", COOLING_OFF, 3),
        ("active planned", CERTAIN, 4),
        ("planned ended", POSSIBLE, 4),
    ],
)
def test_severity(statuses: str, overlap: Overlap, wanted: int) -> None:
    legs = [tie(".. / ..", status=Status(word)) for word in statuses.split()]
    assert severity(legs, overlap, None) == wanted
    assert severity([replace(legs[0], modality=Modality.HEDGED), legs[1]], overlap, None) == 4


def test_severity_for_a_day_on_which_an_ended_leg_surely_held() -> None:
    over = tie("..2020-01-01 / 2021-01-01", status=Status.ENDED)
    assert severity([tie(".. / .."), over], CERTAIN, None) == 2
    assert severity([tie(".. / .."), over], CERTAIN, date(2020, 6, 1)) == 1
    assert severity([tie(".. / .."), over], CERTAIN, date(2019, 6, 1)) == 2
    assert severity([tie(".. / .."), over], POSSIBLE, date(2020, 6, 1)) == 3


# --- every completion ------------------------------------------------------------------------------------------------

FIRST = date(2021, 1, 1)
CALENDAR = [FIRST + timedelta(days=number) for number in range(5)]


@st.composite
def spans(draw: st.DrawFn) -> Link:
    """Consistent bounds on a calendar of five days, of which none, some or all are open."""
    since_lo, since_hi = sorted((draw(st.sampled_from(CALENDAR)), draw(st.sampled_from(CALENDAR))))
    until_hi = max(since_hi, draw(st.sampled_from(CALENDAR)))
    until_lo = min(until_hi, max(since_lo, draw(st.sampled_from(CALENDAR))))
    keep = [draw(st.booleans()) for _ in range(4)]
    bounds = [one if kept else None for one, kept in zip((since_lo, since_hi, until_lo, until_hi), keep, strict=True)]
    return replace(tie(".. / .."), since=Bounds(*bounds[:2]), until=Bounds(*bounds[2:]))


def completions(one: Link) -> list[tuple[date, date]]:
    """Every (first day, last day) that the bounds allow, on a calendar with room at both ends."""
    wide = [FIRST + timedelta(days=number) for number in range(-2, 7)]
    begins = [it for it in wide if (one.since.lo or it) <= it <= (one.since.hi or it)]
    ends = [it for it in wide if (one.until.lo or it) <= it <= (one.until.hi or it)]
    return [(begin, end) for begin in begins for end in ends if begin <= end]


@given(st.lists(spans(), min_size=1, max_size=3))
def test_overlap_is_what_every_completion_says(legs: list[Link]) -> None:
    shared = [
        max(begin for begin, _ in choice) <= min(end for _, end in choice)
        for choice in product(*(completions(one) for one in legs))
    ]
    got = assess(legs, Timing(tuple(range(len(legs)))), None)
    assert (got is not None) == any(shared)
    if got is CERTAIN:
        assert all(shared)


@given(spans(), st.sampled_from(CALENDAR))
def test_a_day_is_what_every_completion_says(one: Link, asked: date) -> None:
    held = [begin <= asked <= end for begin, end in completions(one)]
    assert can_hold(one, asked) == any(held)
    assert not surely_held(one, asked) or all(held)


@given(spans(), spans())
def test_a_move_is_what_every_completion_says(old: Link, new: Link) -> None:
    follows = [
        begin_old < begin_new and begin_new <= _months_later(end_old)
        for (begin_old, end_old), (begin_new, _) in product(completions(old), completions(new))
    ]
    got = assess([old, new], Timing((), move=Move(0, 1, 1)), None)
    assert (got is not None) == any(follows)
    if got is CERTAIN:
        assert all(follows)


def _months_later(end: date) -> date:
    return end.replace(month=end.month % 12 + 1, year=end.year + end.month // 12)
