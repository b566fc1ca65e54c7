"""The join against trying all assignments, and what a hub costs."""

from __future__ import annotations

from itertools import permutations, product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cypher.links import counts
from cypher.match import find
from cypher.overlap import assess, severity
from cypher.store import ConflictQuery
from schemas.model import EntityType, Link, LinkFilter, Modality, Status
from schemas.ontology import relations
from schemas.rules import Rule, load
from tests.cypher.support import HELD, OVER, PLANNED, Memory, entity, held, link

NAMES = ("Axe", "Bow", "Cox", "Dot", "Éole")


@st.composite
def graphs(draw: st.DrawFn) -> list[Link]:
    chosen: dict[str, Link] = {}
    for _ in range(draw(st.integers(3, 22))):
        name = draw(st.sampled_from([one for one in relations() if one != "FOUNDED"]))
        subject = draw(st.sampled_from(("ann", "bea") if name == "HOLDS_ROLE" else NAMES))
        object_ = draw(st.sampled_from([one for one in NAMES if one != subject]))
        how = draw(st.sampled_from((HELD, HELD, HELD, OVER, PLANNED, {"since": "2021-01-01", "until": "2021-01-01.."})))
        fields: dict[str, Any] = {
            "origins": draw(st.integers(1, 2)),
            "modality": draw(st.sampled_from((Modality.ASSERTED, Modality.ASSERTED, Modality.HEDGED))),
        }
        one = link(f"{subject} {name} {object_}", **how, **fields)
        chosen.setdefault(one.id, one)
    return list(chosen.values())


def by_hand(rule: Rule, links: list[Link], filter: LinkFilter) -> set[tuple[str, ...]]:
    """Every assignment that fits, by trying all of them: roles, severity."""
    ids = {end.id: end for one in links for end in (one.subject, one.object)}
    fitting = {(one.subject.id, one.relation, one.object.id): one for one in links if counts(one, filter)}
    symmetric = {name for name, one in relations().items() if one.symmetric}
    fitting |= {(key[2], key[1], key[0]): one for key, one in list(fitting.items()) if key[1] in symmetric}
    found = set()
    for choice in permutations(sorted(ids), len(rule.roles)):
        cast = dict(zip(rule.roles, choice, strict=True))
        names = tuple(ids[cast[role]].name for role in rule.roles)
        if rule.interchangeable and ids[cast["a"]].name > ids[cast["b"]].name:
            continue
        options = [
            [it for tie in leg.ties if (it := fitting.get((cast[tie.subject], tie.relation, cast[tie.object])))]
            for leg in rule.legs
        ]
        options = [
            [it for it in some if leg.statuses is None or it.status in leg.statuses]
            for some, leg in zip(options, rule.legs, strict=True)
        ]
        if rule.unless and _other_supplier(cast, fitting):
            continue
        grades = [
            severity(legs, overlap, filter.as_of)
            for legs in product(*options)
            if (overlap := assess(legs, rule.time, filter.as_of))
        ]
        if grades:
            found.add((*names, str(min(grades))))
    return found


def _other_supplier(cast: dict[str, str], fitting: dict[tuple[str, str, str], Link]) -> bool:
    return any(
        subject == cast["client"]
        and name == "CLIENT_OF"
        and object_ != cast["supplier"]
        and one.status is not Status.ENDED
        for (subject, name, object_), one in fitting.items()
    )


@given(graphs(), st.booleans(), st.booleans())
def test_same_as_trying_all_assignments(links: list[Link], planned: bool, hedged: bool) -> None:
    filter = LinkFilter(planned=planned, hedged=hedged)
    memory = Memory(links)
    for rule in load():
        wanted = by_hand(rule, links, filter)
        found = find((rule,), memory, ConflictQuery((rule,), None, filter))
        got = [(*(one.name for _, one in conflict.roles), str(conflict.severity)) for conflict in found]
        assert len(got) == len(set(got))
        assert set(got) == wanted
        for name in (*NAMES, "ann"):
            who = entity(name, EntityType.PERSON if name.islower() else EntityType.ORGANIZATION)
            mine = find((rule,), memory, ConflictQuery((rule,), who.id, filter))
            assert mine == tuple(one for one in found if who in [it for _, it in one.roles])


# --- size ------------------------------------------------------------------------------------------------------------


def test_a_hub_costs_what_its_partners_cost() -> None:
    crowd = 3_000
    links = [one for number in range(crowd) for one in held(f"C{number} CLIENT_OF Hub", f"R{number} INVESTED_IN Hub")]
    links += [one for number in range(crowd) for one in held(f"person{number} HOLDS_ROLE Hub")]
    links += held("C7 COMPETES_WITH R9", "person5 HOLDS_ROLE R9", "person6 HOLDS_ROLE Elsewhere")
    links[-2] = link("person5 HOLDS_ROLE R9", since="2021-01-01", until="2023-01-01..")
    memory = Memory(links)
    found = find(load(), memory, ConflictQuery(load(), entity("R9").id))
    assert {one.rule for one in found} == {
        "supplier-part-owned-by-rival",
        "sole-supplier-tied-to-rival",
        "executive-moved-to-rival",
    }
    # Of the thousands around the hub only those are read that may have a role.
    assert len(set(memory.calls)) < 50
    assert find(load(), memory, ConflictQuery(load())) == found
