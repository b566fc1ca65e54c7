"""Paths as a picture: entities in columns from one end to the other, a line for each step; drawn by the server as SVG.

It says nothing that the sentences and the table do not say, and needs no script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.model import Entity, Link, Path

COLUMN = 356
ROW = 54
MARGIN = 26
NAME = 19
"""Longest name in the picture, in characters."""
BOX = (180, 32)
BEND = 46
"""How far a line bows between two of one column."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity with the middle of its box; `name` is shortened to fit."""

    entity: Entity
    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Edge:
    """The best tie between two, as a curve from subject to object, and where its words stand (`x` None: no room)."""

    link: Link
    curve: str
    x: float | None
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and lines in a field of that size; `box` is the size of a node."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float
    box: tuple[int, int] = BOX


def draw(paths: Sequence[Path]) -> Picture:
    """A picture of paths between the same two ends. Each entity stands once, in the column of its first path's step."""
    columns, entities = _columns(paths)
    links = {frozenset((hop.start.id, hop.end.id)): hop.legs[0].link for path in paths for hop in path.hops}
    places = _places(columns, links)
    degree = Counter(id for pair in links for id in pair)
    nodes = tuple(Node(entities[id], *places[id, columns[id]], _short(entities[id].name)) for id in columns)
    edges = tuple(_edge(pair, link, columns, places, degree) for pair, link in links.items())
    width = MARGIN * 2 + BOX[0] + COLUMN * max(columns.values())
    inner = any(columns[one.link.subject.id] == columns[one.link.object.id] for one in edges)
    height = max(y for _, y in places.values()) + BOX[1] / 2 + MARGIN
    return Picture(nodes, edges, width + (BEND if inner else 0), height)


Places = dict[tuple[object, int], tuple[float, float]]
"""Where an entity stands, or a long line passes, in a column."""


def _columns(paths: Sequence[Path]) -> tuple[dict[str, int], dict[str, Entity]]:
    """Column of each entity, by id; the end alone in the last."""
    columns: dict[str, int] = {}
    entities: dict[str, Entity] = {}
    for path in paths:
        for index, one in enumerate([path.hops[0].start, *(hop.end for hop in path.hops)]):
            entities.setdefault(one.id, one)
            columns.setdefault(one.id, index)
    end = paths[0].hops[-1].end.id
    columns[end] = 1 + max(column for id, column in columns.items() if id != end)
    return columns, entities


def _places(columns: dict[str, int], links: dict[frozenset[str], Link]) -> Places:
    """Rows for entities, and for lines where they pass a column, so that no line runs behind a name."""
    rows: dict[int, list[object]] = {}
    for pair in links:  # long lines first: they pass above
        low, high = sorted(columns[id] for id in pair)
        for column in range(low + 1, high):
            rows.setdefault(column, []).append(pair)
    for id, column in columns.items():
        rows.setdefault(column, []).append(id)
    most = max(len(some) for some in rows.values())
    return {
        (one, column): (
            MARGIN + BOX[0] / 2 + column * COLUMN,
            MARGIN + BOX[1] / 2 + ((most - len(some)) / 2 + row) * ROW,
        )
        for column, some in rows.items()
        for row, one in enumerate(some)
    }


def _edge(pair: frozenset[str], link: Link, columns: dict[str, int], places: Places, degree: Counter[str]) -> Edge:
    """From the side of one box to that of the other, by way of its own rows in the columns between."""
    first, last = columns[link.subject.id], columns[link.object.id]
    (x1, y1), (x2, y2) = places[link.subject.id, first], places[link.object.id, last]
    half = BOX[0] / 2
    if first == last:
        side, bow = x1 + half, x1 + half + BEND
        return Edge(link, f"M{side:g} {y1:g} C{bow:g} {y1:g} {bow:g} {y2:g} {side:g} {y2:g}", None, (y1 + y2) / 2)
    sign = 1 if last > first else -1
    points = [(x1 + sign * half, y1)]
    for column in range(first + sign, last, sign):
        x, y = places[pair, column]
        points += [(x - sign * half, y), (x + sign * half, y)]
    points.append((x2 - sign * half, y2))
    curve = f"M{points[0][0]:g} {points[0][1]:g}"
    for (ax, ay), (bx, by) in pairwise(points):
        middle = (ax + bx) / 2
        curve += f" C{middle:g} {ay:g} {middle:g} {by:g} {bx:g} {by:g}"
    if len(points) > 2:
        (ax, ay), (bx, _) = points[1:3]
        return Edge(link, curve, (ax + bx) / 2, ay)
    # The words stand nearer to whichever has fewer lines: there they lie apart.
    at_subject = degree[link.object.id] > degree[link.subject.id]
    (nx, ny), (fx, fy) = (points[0], points[-1]) if at_subject else (points[-1], points[0])
    return Edge(link, curve, round(nx + (fx - nx) * 0.34, 1), round(ny + (fy - ny) * 0.22, 1))


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"
