from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cypher.graph import Graph
from schemas.model import Bounds, Entity, EntityType, Link, Modality, Status
from tests.contract.oracle.links import MINUS, PLUS, Node, OracleLink
from tests.cypher.graphs import DAY, entity, graph, networks, nodes, row, tie

Network = tuple[list[Node], list[OracleLink]]


def contents(one: Graph) -> tuple[dict[str, list[Link]], list[str]]:
    """All that can be asked of a graph."""
    return (
        {node.id: sorted(one.of(node.id), key=lambda link: link.id) for node in one.entities},
        sorted(node.id for node in one.entities),
    )


def test_a_link_comes_back_as_it_was() -> None:
    first, second = nodes(2)
    told = tie(
        second,
        "PARTNER_OF",
        first,
        status=Status.ENDED,
        modality=Modality.HEDGED,
        contested=True,
        since=(DAY, PLUS),
        until=(MINUS, DAY),
        confidence=0.3333,
        origins=2,
        claims=3,
        newest=DAY,
    )
    ends = sorted([first, second], key=lambda node: node.name)
    assert graph([first, second], [told]).link(0) == Link(
        id=row(told).id,
        subject=entity(ends[0]),
        relation="PARTNER_OF",
        object=entity(ends[1]),
        status=Status.ENDED,
        modality=Modality.HEDGED,
        contested=True,
        since=Bounds(DAY, None),
        until=Bounds(None, DAY),
        confidence=0.3333,
        origins=2,
        claims=3,
        newest=DAY,
    )


def test_links_of_an_entity_and_of_a_relation() -> None:
    one, other, third = nodes(3)
    given = graph([one, other, third], [tie(one, "CLIENT_OF", other), tie(third, "SUED", one)])
    assert {link.relation for link in given.of(one.id)} == {"CLIENT_OF", "SUED"}
    assert [link.relation for link in given.of(other.id)] == ["CLIENT_OF"]
    assert list(given.of("o:none")) == []
    assert [link.subject.id for link in given.all("SUED")] == [third.id]
    assert list(given.all("FOUNDED")) == []
    assert given.of(other.id)[0] is given.all("CLIENT_OF")[0]  # type: ignore[index]
    assert given.entity(one.id) == entity(one)
    assert given.entity("o:none") is None


def test_an_id_that_was_judged_into_another_leads_there() -> None:
    one, other = nodes(2)
    given = Graph.build([entity(one), entity(other)], [row(tie(one, "SUED", other))], same={"o:old": one.id})
    assert given.entity("o:old") == entity(one)
    assert len(given.of("o:old")) == 1


def test_an_empty_graph() -> None:
    given = Graph.build([], [])
    assert len(given) == 0
    assert list(given.all("SUED")) == []
    assert contents(given.updated([], [], ())) == ({}, [])


@given(before=networks(), after=networks(), data=st.data())
def test_a_graph_brought_up_to_date_is_as_one_built_anew(before: Network, after: Network, data: st.DataObject) -> None:
    """Names change, links change, come and go, entities come and go."""
    then, now = graph(*before), graph(*after)
    gone = {node.id for node in before[0]} - {node.id for node in after[0]}
    gone |= {row(link).id for link in before[1]} - {row(link).id for link in after[1]}
    changed = data.draw(st.permutations([row(link) for link in after[1]]))
    assert contents(then.updated(map(entity, after[0]), changed, frozenset(gone))) == contents(now)


@given(networks())
def test_only_what_changed_need_be_given(network: Network) -> None:
    found, links = network
    then = graph(found, links[:-1])
    renamed = replace(entity(found[0]), name="Ähnlich", aliases=("Old",))
    now = then.updated([renamed], [row(one) for one in links[-1:]], ())
    assert contents(now) == contents(Graph.build([renamed, *map(entity, found[1:])], map(row, links)))
    assert now.rank[0] == len(found) - 1


def test_equal_names_share_a_rank_by_name_only() -> None:
    same = [Entity(f"o:{number}", EntityType.ORGANIZATION, "Same") for number in range(2)]
    given = Graph.build([*reversed(same), Entity("o:9", EntityType.ORGANIZATION, "A")], [])
    assert list(given.rank) == [2, 1, 0]
    assert given.name_rank[0] == given.name_rank[1] > given.name_rank[2]
