"""The graph in memory beside the tables, brought up to date when a question comes after a write of any process."""

from __future__ import annotations

import threading

from cypher.graph import Graph
from cypher.stores import rows
from cypher.stores.sqlite import reading
from cypher.stores.sqlite.database import Session
from schemas.model import Corpus


class Projection:
    """One graph and what it was made of, by the store's count of writes. Safe to ask from several threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held: tuple[int, Graph, Corpus] | None = None

    def fresh(self, session: Session) -> tuple[Graph, Corpus]:
        """The graph and the corpus as the session's snapshot has them."""
        row = session.one("revision")
        assert row is not None
        revision: int = row[0]
        with self._guard:
            held = self._held
            if held is None or held[0] > revision:  # a snapshot older than what is held is a rare race: made anew
                held = (revision, self._built(session), reading.corpus(session))
            elif held[0] < revision:
                held = (revision, self._updated(session, *held[:2]), reading.corpus(session))
            if self._held is None or held[0] > self._held[0]:
                self._held = held
            return held[1:]

    def _built(self, session: Session) -> Graph:
        entities = map(rows.entity, session.each("entities_since", revision=-1))
        return Graph.build(entities, session.each("links_since", revision=-1), same=self._same(session))

    def _updated(self, session: Session, revision: int, graph: Graph) -> Graph:
        return graph.updated(
            map(rows.entity, session.each("entities_since", revision=revision)),
            session.each("links_since", revision=revision),
            frozenset(row[0] for row in session.rows("gone_since", revision=revision)),
            same=self._same(session),
        )

    def _same(self, session: Session) -> dict[str, str]:
        return dict(session.rows("members_moved"))
