"""All simple paths by depth-first search, ranked: RULES.md, "Paths"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import prod

from schemas.model import LinkFilter
from tests.contract.oracle.conflicts import counts
from tests.contract.oracle.links import Node, OracleLink, as_of

AT_MOST = 10_000


@dataclass(frozen=True)
class Walk:
    """A path: its entities and, per hop, every link that counts, best first."""

    nodes: tuple[Node, ...]
    hops: tuple[tuple[OracleLink, ...], ...]

    @property
    def score(self) -> Decimal:
        return prod((Decimal(str(hop[0].confidence)) for hop in self.hops), start=Decimal(1))

    @property
    def names(self) -> tuple[list[str], list[str]]:
        return [node.name for node in self.nodes], [node.id for node in self.nodes]


@dataclass(frozen=True)
class Found:
    walks: tuple[Walk, ...]
    truncated: bool


class Map:
    """Entities with, for each neighbour, the links between the two that pass the filters, best first."""

    def __init__(self, links: Iterable[OracleLink], filter: LinkFilter) -> None:
        self.next: dict[Node, dict[Node, list[OracleLink]]] = {}
        for link in links:
            if counts(link, filter) and (filter.as_of is None or as_of(link, filter.as_of)):
                for one, other in ((link.subject, link.object), (link.object, link.subject)):
                    self.next.setdefault(one, {}).setdefault(other, []).append(link)
        for neighbours in self.next.values():
            for between in neighbours.values():
                between.sort(key=best_first)

    def walks(self, path: tuple[Node, ...], end: Node, hops: int) -> Iterator[tuple[Node, ...]]:
        """Every simple path that goes on from `path` to `end` in exactly so many more hops."""
        if hops == 0:
            if path[-1] == end:
                yield path
            return
        for other in self.next.get(path[-1], {}):
            if other not in path and (other != end or hops == 1):
                yield from self.walks((*path, other), end, hops - 1)

    def walk(self, nodes: Sequence[Node]) -> Walk:
        hops = (tuple(self.next[one][other]) for one, other in pairwise(nodes))
        return Walk(tuple(nodes), tuple(hops))

    def rank(self, walk: Walk) -> tuple[object, ...]:
        hub = prod(len(self.next[node]) for node in walk.nodes[1:-1])
        weakest = min(hop[0].origins for hop in walk.hops)
        return (-walk.score, hub, -weakest, walk.names)


def best_first(one: OracleLink) -> tuple[object, ...]:
    return (-one.confidence, -one.origins, one.relation, one.subject.name, one.subject.id)


def paths(
    links: Iterable[OracleLink], start: Node, end: Node, *, filter: LinkFilter, max_hops: int = 4, limit: int = 20
) -> Found:
    """Hop count by hop count, ending with the first at which the limit is reached."""
    map_ = Map(links, filter)
    walks: list[Walk] = []
    truncated = False
    for hops in range(1, max_hops + 1):
        found = [map_.walk(nodes) for nodes in map_.walks((start,), end, hops)]
        of_one_count = sorted(found, key=lambda walk: walk.names)
        truncated = truncated or len(of_one_count) > AT_MOST
        walks += sorted(of_one_count[:AT_MOST], key=map_.rank)
        if len(walks) >= limit:
            truncated = truncated or hops < max_hops or len(walks) > limit
            break
    return Found(tuple(walks[:limit]), truncated)
