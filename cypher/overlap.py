"""Whether the legs of a conflict held together: certainly, possibly, after one another within a cooling-off, or not.

Pure arithmetic on bounds (RULES, "Overlap of several legs" and the time column of the rules). None as a result means
that the bounds allow no such days: no conflict. Open bounds are the ends of the calendar here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from schemas.dates import add_months
from schemas.model import Link, Modality, Overlap, Status
from schemas.ontology import relation
from schemas.patterns import CoolingOff, Move, Timing


def can_hold(link: Link, day: date) -> bool:
    """Whether the bounds allow that the tie held on that day."""
    return since_lo(link) <= day <= until_hi(link)


def surely_held(link: Link, day: date) -> bool:
    """Whether the tie held on that day whatever the open bounds are."""
    return link.since.hi is not None and link.until.lo is not None and link.since.hi <= day <= link.until.lo


def since_lo(link: Link) -> date:
    """The first day on which it may have begun."""
    return link.since.lo or date.min


def until_hi(link: Link) -> date:
    """The last day on which it may have ended."""
    return link.until.hi or date.max


def assess(legs: Sequence[Link], timing: Timing, as_of: date | None) -> Overlap | None:
    """How a rule's legs (in the rule's order) lie in time, asked in general or for one day.

    For one day, each leg must be able to hold on it, and `certain` means that all surely did. A rule that asks of some
    legs only (`timing.as_of`) needs those to be able to hold on the day, and is else judged as without it.
    """
    asked = [] if as_of is None else _asked(legs, timing)
    if as_of is not None and not all(can_hold(link, as_of) for link in asked):
        return None
    sure = True
    if timing.move:
        if not _may_follow(legs, timing.move):
            return None
        sure = sure and _surely_follows(legs, timing.move)
    if as_of is not None and timing.as_of is None:
        sure = sure and all(surely_held(link, as_of) for link in asked)
        return Overlap.CERTAIN if sure else Overlap.POSSIBLE
    together = _together(legs, timing)
    if _share_surely(together):
        return Overlap.CERTAIN if sure else Overlap.POSSIBLE
    if _may_share((since_lo(link), until_hi(link)) for link in together):
        return Overlap.POSSIBLE
    if timing.cooling_off and _cools_off(legs, together, timing.cooling_off):
        return Overlap.COOLING_OFF
    return None


def severity(legs: Iterable[Link], overlap: Overlap, as_of: date | None) -> int:
    """1 certain, all active; 2 certain, with an ended leg; 3 possible or cooling-off; 4 with a planned or hedged leg.

    Asked for a day, an ended leg that surely held on it counts as active.
    """
    legs = tuple(legs)
    if any(link.status is Status.PLANNED or link.modality is not Modality.ASSERTED for link in legs):
        return 4
    if overlap is not Overlap.CERTAIN:
        return 3
    over = (link for link in legs if link.status is not Status.ACTIVE)
    return 1 if all(as_of is not None and surely_held(link, as_of) for link in over) else 2


def rivalry_in_force(link: Link) -> bool:
    """Whether this is a rivalry of which no asserted claim says that it ended: such a leg takes part in no overlap."""
    return relation(link.relation).rivalry and not (link.status is Status.ENDED and link.modality is Modality.ASSERTED)


def _asked(legs: Sequence[Link], timing: Timing) -> list[Link]:
    numbers = range(len(legs)) if timing.as_of is None else timing.as_of
    return [legs[number] for number in numbers if not rivalry_in_force(legs[number])]


def _together(legs: Sequence[Link], timing: Timing) -> list[Link]:
    """The legs that must share a day: those that the rule names, and any rivalry that has ended."""
    return [
        link
        for number, link in enumerate(legs)
        if not rivalry_in_force(link) and (number in timing.overlap or relation(link.relation).rivalry)
    ]


def _share_surely(legs: Sequence[Link]) -> bool:
    begun = [link.since.hi for link in legs if link.since.hi is not None]
    lasted = [link.until.lo for link in legs if link.until.lo is not None]
    if len(begun) < len(legs) or len(lasted) < len(legs):
        return False
    return not legs or max(begun) <= min(lasted)


def _may_share(spans: Iterable[tuple[date, date]]) -> bool:
    firsts, lasts = zip(*spans, strict=True)
    return bool(max(firsts) <= min(lasts))


def _cools_off(legs: Sequence[Link], together: Sequence[Link], cooling: CoolingOff) -> bool:
    """Whether the bounds allow the later start within the months, the earlier leg's end being known.

    The earlier leg, prolonged by the months, must also meet every other leg that has to share a day with it.
    """
    left, entry = legs[cooling.leg], legs[cooling.before]
    if left.until.hi is None or (left.until.lo or date.min) > (entry.since.hi or date.max):
        return False
    last = add_months(left.until.hi, cooling.months)
    spans = [(since_lo(link), last if link is left else until_hi(link)) for link in together]
    return since_lo(entry) <= last and _may_share(spans)


def _may_follow(legs: Sequence[Link], move: Move) -> bool:
    left, new = legs[move.leave], legs[move.to]
    last = add_months(until_hi(left), move.months)
    return since_lo(left) < (new.since.hi or date.max) and since_lo(new) <= last


def _surely_follows(legs: Sequence[Link], move: Move) -> bool:
    left, new = legs[move.leave], legs[move.to]
    began, over, first, last = left.since.hi, left.until.lo, new.since.lo, new.since.hi
    if began is None or over is None or first is None or last is None:
        return False
    return began < first and last <= add_months(over, move.months)
