"""The picture of paths: each entity and each tie once, no two in one place, and no line behind a name."""

from __future__ import annotations

import re
from itertools import pairwise

from api.web.picture import BOX, Picture, draw
from schemas.model import Entity, EntityType, Hop, Leg, Link, Modality, Path, Status


def entity(name: str) -> Entity:
    return Entity(f"o:{name}", EntityType.ORGANIZATION, name)


def path(*names: str) -> Path:
    hops = []
    for first, last in pairwise(names):
        one, other = entity(first), entity(last)
        link = Link(f"{first}{last}", one, "CLIENT_OF", other, Status.ACTIVE, Modality.ASSERTED)
        hops.append(Hop(one, other, (Leg(link),)))
    return Path(tuple(hops), 1.0)


def points(picture: Picture) -> list[tuple[float, float]]:
    """Where lines turn: every third pair of a curve's numbers is one that it runs through."""
    found = []
    for edge in picture.edges:
        numbers = [float(one) for one in re.findall(r"-?[\d.]+(?:e[+-]?\d+)?", edge.curve)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        found += pairs[::3]
    return found


def test_each_entity_and_tie_is_drawn_once() -> None:
    picture = draw([path("A", "B"), path("A", "C", "B"), path("A", "D", "B"), path("A", "C", "D", "B")])
    assert sorted(node.entity.name for node in picture.nodes) == ["A", "B", "C", "D"]
    assert sorted(edge.link.id for edge in picture.edges) == ["AB", "AC", "AD", "CB", "CD", "DB"]
    assert len({(node.x, node.y) for node in picture.nodes}) == 4


def test_ends_stand_alone_and_no_line_runs_behind_a_name() -> None:
    picture = draw([path("A", "B"), *(path("A", f"M{n}", "B") for n in range(8)), path("A", "M1", "X", "Y", "B")])
    where = {node.entity.name: node for node in picture.nodes}
    assert [name for name, node in where.items() if node.x == where["A"].x] == ["A"]
    assert [name for name, node in where.items() if node.x == where["B"].x] == ["B"]
    for x, y in points(picture):
        for node in picture.nodes:
            assert not (abs(x - node.x) < BOX[0] / 2 - 1 and abs(y - node.y) < BOX[1] / 2 - 1)
    for node in picture.nodes:
        assert BOX[0] / 2 <= node.x <= picture.width - BOX[0] / 2
        assert BOX[1] / 2 <= node.y <= picture.height - BOX[1] / 2


def test_a_line_goes_from_subject_to_object() -> None:
    (edge,) = draw([path("A", "B")]).edges
    start, *_, end = [float(one) for one in re.findall(r"[\d.]+", edge.curve)][::2]
    assert start < end


def test_long_names_are_cut() -> None:
    picture = draw([path("A", "Compagnie" * 10)])
    assert {len(node.name) for node in picture.nodes} == {1, 19}
