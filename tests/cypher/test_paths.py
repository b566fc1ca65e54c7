from __future__ import annotations

import itertools
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher import paths, reach
from cypher.graph import Graph
from cypher.store import PathQuery
from schemas.errors import InputError, SameName, UnknownName
from schemas.model import BackgroundFact, LinkFilter, Modality, Path, Status
from tests.contract.oracle import paths as oracle
from tests.contract.oracle.links import Node, OracleLink
from tests.cypher.graphs import DAY, filters, graph, networks, nodes, row, tie


def names(path: Path) -> list[str]:
    return [path.hops[0].start.name, *(hop.end.name for hop in path.hops)]


def search(given: Graph, start: Node, end: Node, **more: object) -> paths.Found:
    return paths.search(given, PathQuery(start.id, end.id, **more))  # type: ignore[arg-type]


@given(
    network=networks(),
    asked=filters(),
    hops=st.integers(1, 5),
    limit=st.integers(1, 30),
    at_most=st.sampled_from((1, 3, 10_000)),
    together=st.sampled_from((1, 2, 10_000)),
)
def test_answers_of_the_oracle(
    network: tuple[list[Node], list[OracleLink]],
    asked: LinkFilter,
    hops: int,
    limit: int,
    at_most: int,
    together: int,
) -> None:
    found, links = network
    with (
        mock.patch.object(reach, "AT_MOST", at_most),
        mock.patch.object(oracle, "AT_MOST", at_most),
        mock.patch.object(reach, "TOGETHER", together),
    ):
        ours = search(graph(found, links), found[0], found[1], filter=asked, max_hops=hops, limit=limit)
        theirs = oracle.paths(links, found[0], found[1], filter=asked, max_hops=hops, limit=limit)
    assert [ids(path) for path in ours.paths] == [[node.id for node in walk.nodes] for walk in theirs.walks]
    assert ours.truncated == theirs.truncated
    for path, walk in zip(ours.paths, theirs.walks, strict=True):
        assert path.score == float(walk.score)
        assert [[leg.link.id for leg in hop.legs] for hop in path.hops] == [
            [row(link).id for link in hop] for hop in walk.hops
        ]


def ids(path: Path) -> list[str]:
    return [path.hops[0].start.id, *(hop.end.id for hop in path.hops)]


def test_ends_must_be_two_and_be_there() -> None:
    one, other = nodes(2)
    given = graph([one, other], [])
    with pytest.raises(SameName):
        search(given, one, one)
    with pytest.raises(UnknownName):
        search(given, one, Node("o:none", "None"))
    with pytest.raises(InputError):
        search(given, one, other, limit=0)
    assert search(given, one, other) == paths.Found((), False)


def test_an_island_is_not_truncated_and_an_early_end_is() -> None:
    one, other, third = nodes(3)
    given = graph([one, other, third], [tie(one, "CLIENT_OF", other)])
    assert search(given, one, third) == paths.Found((), False)
    assert search(given, one, other, limit=1).truncated  # nothing longer is there, but it was not looked for
    assert not search(given, one, other, limit=2).truncated
    assert not search(given, one, other, limit=1, max_hops=1).truncated


def test_leaves_of_a_hub_that_both_ends_share_are_no_way() -> None:
    """One hub of 20,000 leaves beside both ends: only the path through the hub itself, and quickly."""
    start, end, hub, *leaves = nodes(20_003)
    links = [tie(start, "CLIENT_OF", hub), tie(end, "CLIENT_OF", hub), *(tie(one, "CLIENT_OF", hub) for one in leaves)]
    found = search(graph([start, end, hub, *leaves], links), start, end)
    assert [names(path) for path in found.paths] == [[start.name, hub.name, end.name]]
    assert not found.truncated


def test_the_first_10_000_by_name_between_two_hubs() -> None:
    start, end, *between = nodes(12_003)
    links = [tie(end_, "CLIENT_OF", one, confidence=0.5) for one in between for end_ in (start, end)]
    best = max(between, key=lambda node: node.name)
    links[2 * between.index(best)] = tie(start, "CLIENT_OF", best)  # the best of all, but among the last by name
    found = search(graph([start, end, *between], links), start, end, limit=3)
    first = sorted(node.name for node in between)[:3]
    assert [names(path)[1] for path in found.paths] == first
    assert found.truncated


def test_long_paths_are_ranked_exactly() -> None:
    """Six hops: products of confidences that differ in the 24th decimal place."""
    chain = nodes(12)
    start, end, first, second = chain[0], chain[1], chain[2:7], chain[7:12]
    scores = {0: [0.9999] * 6, 1: [0.9999] * 5 + [0.9998]}
    links = []
    for number, between in enumerate((second, first)):
        steps = itertools.pairwise([start, *between, end])
        links += [tie(a, "PARTNER_OF", b, confidence=c) for (a, b), c in zip(steps, scores[number], strict=True)]
    found = search(graph(chain, links), start, end, max_hops=6)
    assert [names(path)[1] for path in found.paths] == [second[0].name, first[0].name]


def fact(one: Node, relation: str, other: Node) -> BackgroundFact:
    return BackgroundFact(one.id, relation, other.id, "the register")


def test_background_facts_make_hops_where_no_article_states_them() -> None:
    one, other, third, fourth = nodes(4)
    denied = tie(third, "COMPETES_WITH", fourth, modality=Modality.DENIED)
    given = graph([one, other, third, fourth], [tie(one, "CLIENT_OF", other), denied])
    known = (
        fact(third, "COMPETES_WITH", other),
        fact(third, "COMPETES_WITH", fourth),
        fact(third, "COMPETES_WITH", Node("o:far", "Far")),
    )
    assert search(given, one, third).paths == ()
    found = search(given, one, third, background=known)
    legs = found.paths[0].hops[1].legs
    assert [(leg.link.background, leg.link.origins, leg.link.claims) for leg in legs] == [("the register", 0, 0)]
    assert search(given, one, fourth, background=known).paths == ()
    assert given.of(third.id) == [given.link(1)]  # the graph itself is as before


def test_a_filter_of_origins_is_not_asked_of_background_facts() -> None:
    one, other = nodes(2)
    given = graph([one, other], [])
    asked = LinkFilter(min_origins=2)
    assert search(given, one, other, filter=asked, background=(fact(one, "COMPETES_WITH", other),)).paths
    over = BackgroundFact(one.id, "SUBSIDIARY_OF", other.id, "the register", until=DAY)
    found = search(given, one, other, background=(over,))
    assert found.paths[0].hops[0].legs[0].link.status is Status.ENDED
