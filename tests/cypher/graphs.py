"""Small graphs, as the store's rows and as the oracle's links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from cypher.columns import LinkRow
from cypher.graph import Graph
from cypher.links import link_id
from schemas.model import Entity, EntityType, LinkFilter, Modality, Status
from tests.contract.oracle.links import MINUS, PLUS, Node, OracleLink

DAY = date(2025, 1, 1)
SYMMETRIC = {"PARTNER_OF", "COMPETES_WITH"}


def tie(subject: Node, relation: str, object_: Node, **more: object) -> OracleLink:
    """An active asserted link of one origin, ends of a symmetric one by name."""
    if relation in SYMMETRIC and (object_.name, object_.id) < (subject.name, subject.id):
        subject, object_ = object_, subject
    given = {"status": Status.ACTIVE, "modality": Modality.ASSERTED, "origins": 1, "claims": 1, **more}
    return OracleLink(subject, relation, object_, **given)  # type: ignore[arg-type]


def row(link: OracleLink) -> LinkRow:
    days = [None if day in (MINUS, PLUS) else day.isoformat() for day in (*link.since, *link.until)]
    return LinkRow(
        subject=link.subject.id,
        object=link.object.id,
        id=link_id(link.subject.id, link.relation, link.object.id),
        relation=link.relation,
        status=link.status,
        modality=link.modality,
        contested=link.contested,
        since_lo=days[0],
        since_hi=days[1],
        until_lo=days[2],
        until_hi=days[3],
        confidence=link.confidence,
        origins=link.origins,
        claims=link.claims,
        newest=link.newest.isoformat() if link.newest else None,
    )


def entity(node: Node) -> Entity:
    return Entity(node.id, EntityType.ORGANIZATION, node.name)


def graph(nodes: Sequence[Node], links: Sequence[OracleLink]) -> Graph:
    return Graph.build(map(entity, nodes), map(row, links))


def nodes(count: int) -> list[Node]:
    """Names in another order than ids, two of them alike."""
    return [Node(f"o:{number:04}", f"N{(7 * number) % max(count - 1, 1):04}") for number in range(count)]


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Node], list[OracleLink]]:
    """Up to eight entities with up to two dozen links of all sorts."""
    found = nodes(draw(st.integers(2, 8)))
    some = st.sampled_from(("PARTNER_OF", "CLIENT_OF", "INVESTED_IN"))
    links = {}
    for _ in range(draw(st.integers(0, 24))):
        one, other = draw(st.permutations(found))[:2]
        lo, hi = (DAY + timedelta(days=draw(st.integers(0, 30))) for _ in range(2))
        link = tie(
            one,
            draw(some),
            other,
            status=draw(st.sampled_from([*Status, Status.ACTIVE, Status.ACTIVE])),
            modality=draw(st.sampled_from([*Modality, Modality.ASSERTED, Modality.ASSERTED])),
            confidence=draw(st.sampled_from((1.0, 0.9, 0.5, 0.3333))),
            origins=draw(st.integers(1, 3)),
            since=(draw(st.sampled_from((MINUS, lo))), PLUS),
            until=(MINUS, draw(st.sampled_from((PLUS, hi)))),
        )
        links[link.triple] = link
    return found, list(links.values())


def filters() -> st.SearchStrategy[LinkFilter]:
    return st.builds(
        LinkFilter,
        relations=st.none() | st.frozensets(st.sampled_from(("PARTNER_OF", "CLIENT_OF", "INVESTED_IN")), min_size=1),
        statuses=st.none() | st.frozensets(st.sampled_from(Status), min_size=1),
        min_confidence=st.sampled_from((0.0, 0.0, 0.5, 0.3333)),
        min_origins=st.sampled_from((0, 0, 2)),
        planned=st.booleans(),
        hedged=st.booleans(),
        as_of=st.none() | st.integers(0, 30).map(lambda days: DAY + timedelta(days=days)),
    )
