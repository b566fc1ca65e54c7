"""All links of a store in memory, as columns, with the neighbours of each entity side by side (compressed rows).

A graph never changes: `updated` and `extended` give another one. Link objects are made when asked for, and kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from cypher.columns import MODALITIES, OPEN_HI, OPEN_LO, POINTS, STATUSES, Columns, Ints, columns_of, row
from cypher.links import ordered
from schemas.model import BackgroundFact, Bounds, Entity, Link
from schemas.ontology import relations


class Graph:
    """Entities and links. Implements `cypher.match.LinkSource`.

    Entities have numbers: their places in `entities`. `start[n]:start[n + 1]` in `near` and `via` are the neighbours
    of number n, by number, with the link to each.
    """

    def __init__(
        self,
        entities: Sequence[Entity],
        ids: Sequence[str],
        columns: Columns,
        *,
        same: Mapping[str, str] | None = None,
        background: Mapping[str, str] | None = None,
        numbers: Mapping[str, int] | None = None,
    ) -> None:
        """`ids` are link ids; `same` gives the entity of ids that judgements put into another; `background` sources."""
        self.entities = entities
        self.columns = columns
        self._ids = ids
        self._same = same or {}
        self._background = background or {}
        self._numbers = {one.id: number for number, one in enumerate(entities)} if numbers is None else numbers
        self.known: tuple[tuple[BackgroundFact, ...], Graph] | None = None
        """The background facts last asked for, and this graph with them: most questions come with the same."""
        self._links: dict[int, Link] = {}
        self._by_relation: dict[str, tuple[Link, ...]] = {}
        self.rank, self.name_rank = _ranks(entities)
        self.start, self.near, self.via = _rows(columns.subject, columns.object, len(entities))

    @classmethod
    def build(
        cls, entities: Iterable[Entity], links: Iterable[Sequence[Any]], *, same: Mapping[str, str] | None = None
    ) -> Graph:
        """From entities and `LinkRow`s (or plain tuples of that order) whose ends are among them."""
        nodes = list(entities)
        numbers = {one.id: number for number, one in enumerate(nodes)}
        ids, columns, background = columns_of(links, numbers)
        return cls(nodes, ids, columns, same=same, background=background, numbers=numbers)

    # --- LinkSource --------------------------------------------------------------------------------------------------

    def of(self, entity: str) -> Collection[Link]:
        """Every link with that entity at either end, also those that do not count; empty for an unknown id."""
        number = self.number(entity)
        if number is None:
            return ()
        return [self.link(int(place)) for place in self.via[self.start[number] : self.start[number + 1]]]

    def all(self, relation: str) -> Collection[Link]:
        """Every link of that relation, also those that do not count."""
        if relation not in self._by_relation:
            code = list(relations()).index(relation)
            places = np.flatnonzero(self.columns.relation == code)
            self._by_relation[relation] = tuple(self.link(int(place)) for place in places)
        return self._by_relation[relation]

    def count(self, relation: str) -> int:
        """How many links of that relation there are."""
        return int(np.count_nonzero(self.columns.relation == list(relations()).index(relation)))

    def entity(self, id: str) -> Entity | None:
        """The entity of that id, or into which that id was judged to belong."""
        number = self.number(id)
        return None if number is None else self.entities[number]

    # --- numbers -----------------------------------------------------------------------------------------------------

    def number(self, id: str) -> int | None:
        """The number of the entity of that id (or into which it was judged to belong)."""
        return self._numbers.get(self._same.get(id, id))

    def link(self, place: int) -> Link:
        """The link at a place of the columns."""
        if place not in self._links:
            self._links[place] = self._made(place)
        return self._links[place]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Ids of all links."""
        return frozenset(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    # --- other graphs ------------------------------------------------------------------------------------------------

    def updated(
        self,
        entities: Iterable[Entity],
        links: Iterable[Sequence[Any]],
        gone: Collection[str],
        *,
        same: Mapping[str, str] | None = None,
    ) -> Graph:
        """This graph with entities and links put in or replaced, and those of the ids in `gone` taken out."""
        changed = {one.id: one for one in entities}
        nodes = [changed.pop(one.id, one) for one in self.entities if one.id not in gone]
        nodes.extend(changed.values())
        numbers = {one.id: number for number, one in enumerate(nodes)}
        ids, columns, _ = columns_of(links, numbers)
        out = {*gone, *ids}
        keep = np.array([place for place, id_ in enumerate(self._ids) if id_ not in out], dtype=np.int64)
        moved = np.array([numbers.get(one.id, -1) for one in self.entities], dtype=np.int32)
        held = self.columns.taken(keep)
        held = Columns(moved[held.subject], moved[held.object], *(getattr(held, name) for name in held.__slots__[2:]))
        kept = [self._ids[place] for place in keep]
        return Graph(nodes, [*kept, *ids], held.joined(columns), same=same, numbers=numbers)

    def extended(self, links: Iterable[Link]) -> Graph:
        """This graph with further links (background facts) between entities that it holds."""
        ids, columns, background = columns_of([row(one) for one in links], self._numbers)
        return Graph(
            self.entities,
            [*self._ids, *ids],
            self.columns.joined(columns),
            same=self._same,
            background={**self._background, **background},
            numbers=self._numbers,
        )

    def _made(self, place: int) -> Link:
        of = self.columns
        names = list(relations())
        relation = names[of.relation[place]]
        ends = self.entities[of.subject[place]], self.entities[of.object[place]]
        subject, object_ = ordered(relation, *ends)
        status, modality = divmod(int(of.code[place]), len(MODALITIES))
        id_ = self._ids[place]
        return Link(
            id=id_,
            subject=subject,
            relation=relation,
            object=object_,
            status=STATUSES[status],
            modality=MODALITIES[modality],
            contested=bool(of.contested[place]),
            since=Bounds(_day(of.since_lo[place]), _day(of.since_hi[place])),
            until=Bounds(_day(of.until_lo[place]), _day(of.until_hi[place])),
            confidence=int(of.confidence[place]) / POINTS,
            origins=int(of.origins[place]),
            claims=int(of.claims[place]),
            newest=_day(of.newest[place]),
            background=self._background.get(id_),
        )


@lru_cache(maxsize=65536)
def _day(ordinal: int) -> date | None:
    return date.fromordinal(int(ordinal)) if OPEN_LO < ordinal < OPEN_HI else None


def _ranks(entities: Sequence[Entity]) -> tuple[Ints, Ints]:
    """Per entity: its place by (name, id), and by name alone (equal for equal names)."""
    order = sorted(range(len(entities)), key=lambda number: (entities[number].name, entities[number].id))
    rank = np.empty(len(entities), dtype=np.int32)
    rank[order] = np.arange(len(entities), dtype=np.int32)
    fresh = [
        place == 0 or entities[order[place - 1]].name != entities[number].name for place, number in enumerate(order)
    ]
    name_rank = np.empty(len(entities), dtype=np.int32)
    name_rank[order] = np.cumsum(np.array(fresh, dtype=np.int32))
    return rank, name_rank


def _rows(subject: Ints, object_: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """Where each entity's neighbours start, the neighbours by number, and the links to them."""
    places = np.arange(len(subject), dtype=np.int32)
    here, there = np.concatenate([subject, object_]), np.concatenate([object_, subject])
    order = np.argsort(here.astype(np.int64) * size + there, kind="stable")
    start = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(here, minlength=size), out=start[1:])
    return start, there[order], np.concatenate([places, places])[order]
