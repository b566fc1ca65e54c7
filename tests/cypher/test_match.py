"""Conflicts among links: which legs count, which link is shown, background facts, order of answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from schemas.model import BackgroundFact, Link, Modality, Status
from tests.cypher.support import HELD, OVER, PLANNED, conflicts, entity, held, link, told

OWNED, SOLE, COURT = "supplier-part-owned-by-rival", "sole-supplier-tied-to-rival", "partners-in-court"
POSTS, FUND, CIRCLE, MOVED = (
    "posts-at-two-rivals",
    "investor-in-two-rivals",
    "circular-deal",
    "executive-moved-to-rival",
)


def lines(*args: Any, **options: Any) -> list[str]:
    return [told(one) for one in conflicts(*args, **options)]


TRIANGLE = held("Cli CLIENT_OF Sup", "Riv INVESTED_IN Sup", "Cli COMPETES_WITH Riv")


@pytest.mark.parametrize(
    ("links", "wanted"),
    [
        (held("Cli CLIENT_OF Sup", "Riv INVESTED_IN Sup", "Cli COMPETES_WITH Riv"), [OWNED, SOLE]),
        (held("Cli CLIENT_OF Sup", "Riv ACQUIRED Sup", "Riv COMPETES_WITH Cli"), [OWNED, SOLE]),
        (held("Cli CLIENT_OF Sup", "Sup SUBSIDIARY_OF Riv", "Cli COMPETES_WITH Riv"), [OWNED, SOLE]),
        (held("Cli CLIENT_OF Sup", "Sup INVESTED_IN Riv", "Cli COMPETES_WITH Riv"), [SOLE]),
        (held("Cli CLIENT_OF Sup", "Riv SUBSIDIARY_OF Sup", "Cli COMPETES_WITH Riv"), [SOLE]),
        (held("Cli CLIENT_OF Sup", "Riv PARTNER_OF Sup", "Cli COMPETES_WITH Riv"), [SOLE]),
        (held("Cli CLIENT_OF Sup", "Riv SUED Sup", "Cli COMPETES_WITH Riv"), []),
        (held("Sup CLIENT_OF Cli", "Riv INVESTED_IN Sup", "Cli COMPETES_WITH Riv"), []),
        (held("Cli CLIENT_OF Sup", "Riv INVESTED_IN Sup", "Sup COMPETES_WITH Riv"), []),
        (held("ann HOLDS_ROLE Axe", "ann HOLDS_ROLE Bow", "Bow COMPETES_WITH Axe"), [POSTS]),
        (held("ann INVESTED_IN Axe", "ann INVESTED_IN Bow", "Bow COMPETES_WITH Axe"), [FUND]),
        (held("Axe INVESTED_IN Bow", "Bow CLIENT_OF Axe"), [CIRCLE]),
        (held("Axe INVESTED_IN Bow", "Axe CLIENT_OF Bow"), [CIRCLE]),
        (held("Axe ACQUIRED Bow", "Axe CLIENT_OF Bow"), []),
        (held("Axe SUED Bow", "Axe SUBSIDIARY_OF Bow"), [COURT]),
        (held("Axe SUED Bow", "Bow CLIENT_OF Axe"), [COURT]),
        (held("Axe SUED Bow", "Bow PARTNER_OF Axe"), [COURT]),
        (held("ann SUED Bow", "ann INVESTED_IN Bow"), [COURT]),
        (held("Axe SUED Bow", "Bow ACQUIRED Axe"), []),
        (held("Axe SUED Bow", "Bow COMPETES_WITH Axe"), []),
        # A role is one entity, and an entity one role.
        (held("Cli CLIENT_OF Sup", "Cli INVESTED_IN Sup", "Cli COMPETES_WITH Sup"), [CIRCLE]),
        (held("Axe INVESTED_IN Axe", "Axe CLIENT_OF Axe"), []),
    ],
)
def test_what_fits_which_rule(links: list[Link], wanted: list[str]) -> None:
    found = conflicts(links)
    assert sorted({one.rule for one in found}) == sorted(wanted)
    assert len(found) == len(wanted)
    assert all(one.severity == 1 for one in found)


def test_roles_and_legs_come_in_the_order_of_the_rule() -> None:
    (one,) = conflicts(TRIANGLE, OWNED)
    assert [(role, who.name) for role, who in one.roles] == [("client", "Cli"), ("supplier", "Sup"), ("rival", "Riv")]
    assert [leg.link for leg in one.legs] == TRIANGLE
    assert all(leg.evidence == () for leg in one.legs)
    assert one.by_claims_only


def test_interchangeable_roles_come_once_in_name_order() -> None:
    links = held("ann HOLDS_ROLE Zed", "ann HOLDS_ROLE Éole", "Éole COMPETES_WITH Zed")
    assert lines(links, POSTS) == [f"{POSTS}: ann Zed Éole | certain 1"]
    assert lines(links, POSTS, of="Zed") == lines(links, POSTS, of="Éole") == lines(links, POSTS)


def test_of_must_have_a_role() -> None:
    other = held("Axe INVESTED_IN Bow", "Bow CLIENT_OF Axe", "Axe PARTNER_OF Sup")
    assert len(lines([*TRIANGLE, *other], OWNED, CIRCLE)) == 2
    for name in ("Cli", "Sup", "Riv"):
        assert lines([*TRIANGLE, *other], OWNED, CIRCLE, of=name) == [f"{OWNED}: Cli Sup Riv | certain 1"]
    assert lines([*TRIANGLE, *other], OWNED, CIRCLE, of="Nobody") == []


def test_flags_let_plans_and_rumours_in() -> None:
    plan = [*TRIANGLE[:1], link("Riv INVESTED_IN Sup", **PLANNED), *TRIANGLE[2:]]
    assert lines(plan, OWNED) == lines(plan, OWNED, hedged=True) == []
    assert lines(plan, OWNED, planned=True) == [f"{OWNED}: Cli Sup Riv | possible 4"]
    rumour = [*TRIANGLE[:2], link("Cli COMPETES_WITH Riv", modality=Modality.HEDGED)]
    assert lines(rumour, OWNED) == lines(rumour, OWNED, planned=True) == []
    assert lines(rumour, OWNED, hedged=True) == [f"{OWNED}: Cli Sup Riv | certain 4"]
    both = [*TRIANGLE[:1], link("Riv INVESTED_IN Sup", modality=Modality.HEDGED, **PLANNED), *TRIANGLE[2:]]
    assert lines(both, OWNED, planned=True) == lines(both, OWNED, hedged=True) == []
    assert len(lines(both, OWNED, planned=True, hedged=True)) == 1


@pytest.mark.parametrize("change", [{"modality": Modality.DENIED}, {"status": Status.ABANDONED}])
def test_denied_and_abandoned_never_count(change: dict[str, Any]) -> None:
    links = [*TRIANGLE[:2], link("Cli COMPETES_WITH Riv", **{**HELD, **change})]
    assert lines(links, planned=True, hedged=True) == []


def test_contested_counts_and_says_so() -> None:
    (one,) = conflicts([*TRIANGLE[:2], link("Cli COMPETES_WITH Riv", contested=True, **HELD)], OWNED)
    assert one.severity == 1
    assert one.legs[2].link.contested


def test_filter_bounds_choose_legs() -> None:
    weak = [*TRIANGLE[:2], link("Cli COMPETES_WITH Riv", confidence=0.6, origins=2, **HELD)]
    assert len(lines(weak, OWNED, min_confidence=0.6)) == 1
    assert lines(weak, OWNED, min_confidence=0.61) == []
    assert lines(weak, OWNED, min_origins=2) == []
    assert lines(weak, OWNED, relations=frozenset({"CLIENT_OF", "INVESTED_IN"})) == []
    ended = [*TRIANGLE[:1], link("Riv INVESTED_IN Sup", **OVER), *TRIANGLE[2:]]
    assert lines(ended, OWNED) == [f"{OWNED}: Cli Sup Riv | certain 2"]
    assert lines(ended, OWNED, statuses=frozenset({Status.ACTIVE})) == []


@pytest.mark.parametrize(
    ("ties", "shown"),
    [
        # the lowest severity number, though it has fewer origins
        ([link("Riv INVESTED_IN Sup", origins=9, **OVER), link("Riv ACQUIRED Sup", **HELD)], "ACQUIRED"),
        # then most origins
        ([link("Riv INVESTED_IN Sup", **HELD), link("Riv ACQUIRED Sup", **{**HELD, "origins": 2})], "ACQUIRED"),
        # then the order of relations
        (held("Sup SUBSIDIARY_OF Riv", "Riv ACQUIRED Sup"), "ACQUIRED"),
        (held("Sup SUBSIDIARY_OF Riv", "Riv ACQUIRED Sup", "Riv INVESTED_IN Sup"), "INVESTED_IN"),
        # a link that fits in no time is none
        ([link("Riv INVESTED_IN Sup", origins=9, since="2030-01-01"), *held("Riv ACQUIRED Sup")], "ACQUIRED"),
        # one that only the flag lets in gives the highest number
        ([link("Riv INVESTED_IN Sup", origins=9, **PLANNED), *held("Sup SUBSIDIARY_OF Riv")], "SUBSIDIARY_OF"),
    ],
)
def test_the_best_link_is_the_leg(ties: list[Link], shown: str) -> None:
    for links in ([*ties, TRIANGLE[0], TRIANGLE[2]], [TRIANGLE[0], TRIANGLE[2], *ties[::-1]]):
        (one,) = conflicts(
            [replace(it, until=TRIANGLE[0].until) if it.until.hi is None else it for it in links], OWNED, planned=True
        )
        assert one.legs[1].link.relation == shown


def test_several_links_of_equal_worth_are_told_apart_by_subject() -> None:
    links = held("Zed SUED Axe", "Axe SUED Zed", "Zed CLIENT_OF Axe", "Axe CLIENT_OF Zed")
    (one,) = conflicts(links, COURT)
    assert [leg.link.subject.name for leg in one.legs] == ["Axe", "Axe"]


def test_another_supplier_stands_in_the_way() -> None:
    links = held("Cli CLIENT_OF Sup", "Sup PARTNER_OF Riv", "Cli COMPETES_WITH Riv")
    wanted = [f"{SOLE}: Cli Sup Riv | certain 1"]

    def asked(*more: Link, **options: Any) -> list[str]:
        return lines([*links, *more], SOLE, **options)

    assert asked() == wanted
    assert asked(*held("Cli CLIENT_OF Two")) == []
    assert asked(*held("Cli CLIENT_OF Riv")) == []
    assert asked(*held("Two CLIENT_OF Cli", "Two CLIENT_OF Sup")) == wanted
    assert asked(link("Cli CLIENT_OF Two", **OVER)) == wanted
    assert asked(link("Cli CLIENT_OF Two", **{**HELD, "modality": Modality.DENIED})) == wanted
    assert asked(link("Cli CLIENT_OF Two", status=Status.ABANDONED)) == wanted
    plan, rumour = link("Cli CLIENT_OF Two", **PLANNED), link("Cli CLIENT_OF Two", modality=Modality.HEDGED)
    assert asked(plan) == asked(plan, hedged=True) == asked(rumour) == asked(rumour, planned=True) == wanted
    assert asked(plan, planned=True) == asked(rumour, hedged=True) == []


def test_a_planned_supplier_may_be_the_only_one() -> None:
    links = [link("Cli CLIENT_OF Sup", **PLANNED), *held("Sup PARTNER_OF Riv", "Cli COMPETES_WITH Riv")]
    assert lines(links, SOLE) == []
    assert lines(links, SOLE, planned=True) == [f"{SOLE}: Cli Sup Riv | possible 4"]
    assert lines([*links, link("Cli CLIENT_OF Two", **OVER)], SOLE, planned=True) != []
    assert lines([*links, *held("Cli CLIENT_OF Two")], SOLE, planned=True) == []


def test_no_filter_makes_a_sole_supplier() -> None:
    links = held("Cli CLIENT_OF Sup", "Sup PARTNER_OF Riv", "Cli COMPETES_WITH Riv")
    links = [replace(one, origins=2) for one in links]
    links.append(link("Cli CLIENT_OF Two", confidence=0.3, **HELD))
    assert lines(links, SOLE, min_confidence=0.5) == lines(links, SOLE, min_origins=2) == []


def test_another_supplier_on_a_day() -> None:
    links = held("Cli CLIENT_OF Sup", "Sup PARTNER_OF Riv", "Cli COMPETES_WITH Riv")
    later = link("Cli CLIENT_OF Two", since="2022-01-01", until="2023-01-01..")
    assert lines([*links, later], SOLE) == []
    assert len(lines([*links, later], SOLE, as_of=date(2021, 12, 31))) == 1
    assert lines([*links, later], SOLE, as_of=date(2022, 1, 1)) == []
    before = link("Cli CLIENT_OF Two", **OVER)
    assert len(lines([*links, before], SOLE)) == 1
    assert lines([*links, before], SOLE, as_of=date(2022, 6, 1)) == []
    assert len(lines([*links, before], SOLE, as_of=date(2022, 6, 2))) == 1


def test_a_post_only_planned_is_not_left() -> None:
    posts = [
        link("ann HOLDS_ROLE Sup", **PLANNED),
        link("ann HOLDS_ROLE Riv", since="2022-06-01", until="2023-01-01.."),
    ]
    rest = held("Cli CLIENT_OF Sup", "Cli COMPETES_WITH Riv")
    assert lines([*posts, *rest], MOVED, planned=True) == []
    posts[0] = link("ann HOLDS_ROLE Sup", **OVER)
    assert lines([*posts, *rest], MOVED) == [f"{MOVED}: ann Sup Cli Riv | certain 2"]
    posts[1] = replace(posts[1], status=Status.PLANNED)
    assert lines([*posts, *rest], MOVED, planned=True) == [f"{MOVED}: ann Sup Cli Riv | certain 4"]


def test_ended_rivalry_is_an_ended_leg() -> None:
    links = [*TRIANGLE[:2], link("Cli COMPETES_WITH Riv", **OVER)]
    assert lines(links, OWNED) == [f"{OWNED}: Cli Sup Riv | certain 2"]
    assert lines(links, OWNED, as_of=date(2022, 1, 1)) == [f"{OWNED}: Cli Sup Riv | certain 1"]
    assert lines(links, OWNED, as_of=date(2022, 6, 2)) == []


# --- background ------------------------------------------------------------------------------------------------------


def fact(text: str, **days: date) -> BackgroundFact:
    subject, relation, object_ = text.split()
    return BackgroundFact(entity(subject).id, relation, entity(object_).id, "a register", **days)


RIVALS = fact("Riv COMPETES_WITH Cli")


@pytest.mark.parametrize("of", [None, "Cli", "Sup", "Riv"])
def test_background_supplies_a_leg(of: str | None) -> None:
    (one,) = conflicts(TRIANGLE[:2], OWNED, background=[RIVALS], of=of)
    assert told(one) == f"{OWNED}: Cli Sup Riv | certain 1"
    assert not one.by_claims_only
    rivalry = one.legs[2].link
    assert (rivalry.subject.name, rivalry.background, rivalry.origins) == ("Cli", "a register", 0)
    (one,) = conflicts([TRIANGLE[0], TRIANGLE[2]], OWNED, background=[fact("Sup SUBSIDIARY_OF Riv")], of=of)
    assert (told(one), one.by_claims_only) == (f"{OWNED}: Cli Sup Riv | possible 3", False)


def test_background_needs_both_ends_in_the_graph() -> None:
    assert lines(TRIANGLE[:2], background=[fact("Cli COMPETES_WITH Stranger")]) == []
    owner = entity("Owner")
    parts = [TRIANGLE[0], fact("Sup SUBSIDIARY_OF Owner"), fact("Owner COMPETES_WITH Cli")]
    assert lines(parts[:1], OWNED, background=parts[1:]) == []
    assert len(lines(parts[:1], OWNED, background=parts[1:], others=[owner])) == 1


@pytest.mark.parametrize("of", [None, "Riv"])
@pytest.mark.parametrize("change", [{"modality": Modality.DENIED}, {"modality": Modality.HEDGED}, OVER])
def test_claims_on_the_tie_go_first(change: dict[str, Any], of: str | None) -> None:
    said = link("Cli COMPETES_WITH Riv", **{**HELD, **change})
    with_fact = conflicts([*TRIANGLE[:2], said], OWNED, background=[RIVALS], of=of)
    assert with_fact == conflicts([*TRIANGLE[:2], said], OWNED, of=of)


def test_background_with_days() -> None:
    past = fact("Cli COMPETES_WITH Riv", since=date(2010, 1, 1), until=date(2015, 1, 1))
    since_2018 = [
        link(text, since="2018-01-01", until="2023-01-01..") for text in ("Cli CLIENT_OF Sup", "Riv ACQUIRED Sup")
    ]
    assert lines(since_2018, OWNED, background=[past]) == []
    assert len(lines(since_2018, OWNED, background=[RIVALS])) == 1
    owner = fact("Sup SUBSIDIARY_OF Riv", since=date(2019, 1, 1), until=date(2021, 1, 1))
    assert lines([TRIANGLE[0], TRIANGLE[2]], OWNED, background=[owner]) == [f"{OWNED}: Cli Sup Riv | certain 2"]


def test_background_has_no_origins() -> None:
    assert lines(TRIANGLE[:2], OWNED, background=[RIVALS], min_origins=1) == []
    twins = [*TRIANGLE, *held("Axe CLIENT_OF Bow", "Cox INVESTED_IN Bow")]
    found = conflicts(twins, OWNED, background=[fact("Axe COMPETES_WITH Cox")])
    assert [one.by_claims_only for one in found] == [True, False]


# --- order -----------------------------------------------------------------------------------------------------------


def circle(investor: str, company: str, **fields: Any) -> list[Link]:
    return [
        link(f"{investor} INVESTED_IN {company}", **{**HELD, **fields}),
        link(f"{company} CLIENT_OF {investor}", **{**HELD, **fields}),
    ]


def test_order_of_answers() -> None:
    links = [
        *circle("Hal", "Kit", **OVER, origins=9),
        *circle("Gus", "Kit", origins=2),
        *circle("Fay", "Kit", origins=1, newest=date(2022, 2, 2)),
        *circle("Eve", "Kit", origins=1, newest=date(2022, 2, 1)),
        *circle("Bob", "Kit", origins=1),
        *circle("Bob", "Kat", origins=1),
        *circle("Abe", "Kit", origins=1),
        *held("Abe SUED Kit"),
    ]
    found = [told(one) for one in conflicts(links)]
    assert found == [
        f"{CIRCLE}: Gus Kit | certain 1",
        f"{CIRCLE}: Fay Kit | certain 1",
        f"{CIRCLE}: Eve Kit | certain 1",
        f"{CIRCLE}: Abe Kit | certain 1",
        f"{CIRCLE}: Bob Kat | certain 1",
        f"{CIRCLE}: Bob Kit | certain 1",
        f"{COURT}: Abe Kit | certain 1",
        f"{CIRCLE}: Hal Kit | certain 2",
    ]
    assert [told(one) for one in conflicts(links[::-1])] == found
