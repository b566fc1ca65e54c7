"""Who can play the roles of a rule: a join over links by index, one role after another, the fewest candidates first.

Every step intersects the ties of those already cast, starting from the one with the fewest; so a hub costs what its
partner in the rule costs, and no step looks at all combinations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Protocol

from cypher.links import counts, link_id, ordered, stands
from schemas.model import BackgroundFact, Bounds, Entity, Link, LinkFilter, Modality, Status
from schemas.ontology import relation
from schemas.patterns import LegPattern, Rule

Cast = dict[str, str]
Side = tuple[str, bool]
"""A relation and whether one looks from its subject; a symmetric relation is looked at from the subject only."""


class LinkSource(Protocol):
    """Where links are looked up while one question is answered; what it says must not change meanwhile."""

    def of(self, entity: str) -> Collection[Link]:
        """Every link with that entity at either end, also those that do not count; empty for an unknown id."""
        ...

    def all(self, relation: str) -> Collection[Link]:
        """Every link of that relation, also those that do not count."""
        ...

    def count(self, relation: str) -> int:
        """How many links `all` would give."""
        ...

    def entity(self, id: str) -> Entity | None:
        """The entity of that id (or into which it was judged to belong), if there is one."""
        ...


class Ties:
    """The links that count, by entity and side, read from the source when first asked for; background facts added."""

    def __init__(self, source: LinkSource, filter: LinkFilter, background: Sequence[BackgroundFact]) -> None:
        self._source, self._filter = source, filter
        self._near: dict[str, dict[Side, dict[str, Link]]] = {}
        self._standing: dict[tuple[str, Side], tuple[Link, ...]] = {}
        self._background: dict[str, list[Link]] = {}
        self._known: dict[str, list[Link]] = {}
        self.entities: dict[str, Entity] = {}
        for fact in background:
            self._add(fact)

    def of(self, entity: str) -> Mapping[Side, Mapping[str, Link]]:
        """Side -> other end -> link, for one entity."""
        near = self._near.get(entity)
        if near is None:
            near = self._near[entity] = self._read(entity)
        return near

    def size(self, name: str) -> int:
        """How many links of a relation there are, whether they count or not."""
        return self._source.count(name) + len(self._known.get(name, ()))

    def pairs(self, name: str) -> Iterator[tuple[str, str]]:
        """Ends of the links of a relation that count, or for which background facts stand in."""
        for link in self._source.all(name):
            if counts(link, self._filter):
                self.entities.setdefault(link.subject.id, link.subject)
                self.entities.setdefault(link.object.id, link.object)
                yield link.subject.id, link.object.id
        for link in self._known.get(name, ()):
            if link.object.id in self.of(link.subject.id).get((name, True), ()):
                yield link.subject.id, link.object.id

    def standing(self, entity: str, side: Side) -> tuple[Link, ...]:
        """Links of an entity that count under the flags, whatever else the filter asks of legs."""
        key = entity, side
        if key not in self._standing:
            links = self._source.of(entity)
            both = (*links, *self._unstated(entity, links))
            fit = (link for link in both if side in [one for one, _ in _ends(link, entity)])
            self._standing[key] = tuple(link for link in fit if stands(link, self._filter))
        return self._standing[key]

    def _read(self, entity: str) -> dict[Side, dict[str, Link]]:
        near: dict[Side, dict[str, Link]] = {}
        links = self._source.of(entity)
        for link in (*links, *self._unstated(entity, links)):
            if counts(link, self._filter):
                self._place(near, link, entity)
        return near

    def _unstated(self, entity: str, links: Collection[Link]) -> list[Link]:
        """The background facts of an entity on which no article has a word."""
        known = self._background.get(entity, ())
        stated = {link.id for link in links} if known else ()
        return [link for link in known if link.id not in stated]

    def _place(self, near: dict[Side, dict[str, Link]], link: Link, entity: str) -> None:
        for side, other in _ends(link, entity):
            near.setdefault(side, {})[other.id] = link
        self.entities.setdefault(link.subject.id, link.subject)
        self.entities.setdefault(link.object.id, link.object)

    def _add(self, fact: BackgroundFact) -> None:
        subject, object_ = self._source.entity(fact.subject), self._source.entity(fact.object)
        if subject is None or object_ is None or subject.id == object_.id:
            return
        link = known_link(fact, subject, object_)
        self._known.setdefault(fact.relation, []).append(link)
        self._background.setdefault(subject.id, []).append(link)
        self._background.setdefault(object_.id, []).append(link)


def known_link(fact: BackgroundFact, subject: Entity, object_: Entity) -> Link:
    """A background fact as a link between two entities: asserted, without origins; ended where the fact has an end."""
    first, second = ordered(fact.relation, subject, object_)
    return Link(
        id=link_id(subject.id, fact.relation, object_.id),
        subject=first,
        relation=fact.relation,
        object=second,
        status=Status.ACTIVE if fact.until is None else Status.ENDED,
        modality=Modality.ASSERTED,
        since=Bounds(fact.since, fact.since or fact.until),
        until=Bounds(fact.until or fact.since, fact.until),
        background=fact.source,
    )


def casts(rule: Rule, ties: Ties, of: str | None, allowed: Callable[[str, str], bool]) -> Iterator[Cast]:
    """Every assignment of different entities to the roles in which each leg has a link that counts; each one once.

    With `of`, only those in which that entity has a role. `allowed(role, entity)` may rule out an entity early.
    """
    search = _Search(rule, ties, allowed)
    if of is not None:
        for role in rule.roles:
            if allowed(role, of):
                yield from search.extend({role: of})
        return
    sizes = {name: ties.size(name) for leg in rule.legs for name in _relations(leg)}
    start = min(rule.legs, key=lambda leg: sum(sizes[name] for name in _relations(leg)))
    for pair in dict.fromkeys(_pairs(start, ties)):
        cast = dict(zip(start.roles, pair, strict=True))
        if search.fits({start.roles[0]: pair[0]}, start.roles[1], pair[1]) and allowed(start.roles[0], pair[0]):
            yield from search.extend(cast)


class _Search:
    def __init__(self, rule: Rule, ties: Ties, allowed: Callable[[str, str], bool]) -> None:
        self.rule, self.ties, self.allowed = rule, ties, allowed
        self.legs = {role: [leg for leg in rule.legs if role in leg.roles] for role in rule.roles}

    def extend(self, cast: Cast) -> Iterator[Cast]:
        """Every way to fill the roles that are left."""
        if len(cast) == len(self.rule.roles):
            yield cast
            return
        role, fewest = "", None
        for one in self.rule.roles:
            if one not in cast:
                for near in self._near(cast, one):
                    if fewest is None or _count(near) < _count(fewest):
                        role, fewest = one, near
        for entity in dict.fromkeys(chain.from_iterable(fewest or ())):
            if self.fits(cast, role, entity):
                yield from self.extend({**cast, role: entity})

    def fits(self, cast: Cast, role: str, entity: str) -> bool:
        """Whether an entity may play a role beside those already cast."""
        if entity in cast.values() or not self.allowed(role, entity):
            return False
        pair = self.rule.interchangeable
        if pair and role in pair:
            other = cast.get(pair[1] if role == pair[0] else pair[0])
            if other is not None and (self._name(entity) < self._name(other)) != (role == pair[0]):
                return False
        return all(any(entity in ends for ends in near) for near in self._near(cast, role))

    def _near(self, cast: Cast, role: str) -> Iterator[list[Mapping[str, Link]]]:
        """For each leg between a role and one that is cast, where the legs' links are by their end in that role."""
        for leg in self.legs[role]:
            other = leg.roles[0] if leg.roles[1] == role else leg.roles[1]
            if other in cast:
                near = self.ties.of(cast[other])
                yield [near[side] for side in sides(leg, other) if side in near]

    def _name(self, entity: str) -> tuple[str, str]:
        return self.ties.entities[entity].name, entity


def sides(leg: LegPattern, role: str) -> list[Side]:
    """The sides from which the holder of a role sees the ties of a leg, in the leg's order of preference."""
    return [(tie.relation, tie.subject == role or relation(tie.relation).symmetric) for tie in leg.ties]


def _relations(leg: LegPattern) -> set[str]:
    return {tie.relation for tie in leg.ties}


def _count(near: list[Mapping[str, Link]]) -> int:
    return sum(len(ends) for ends in near)


def _pairs(leg: LegPattern, ties: Ties) -> Iterator[tuple[str, str]]:
    """Ends of every link that may be the leg, in the order of its roles."""
    for tie in leg.ties:
        same = tie.subject == leg.roles[0]
        for subject, object_ in ties.pairs(tie.relation):
            if relation(tie.relation).symmetric:
                yield subject, object_
                yield object_, subject
            else:
                yield (subject, object_) if same else (object_, subject)


def _ends(link: Link, entity: str) -> list[tuple[Side, Entity]]:
    """How an entity sees its link: the side and the other end; none for a link from an entity to itself."""
    if link.subject.id == link.object.id:
        return []
    if link.subject.id == entity:
        return [((link.relation, True), link.object)]
    return [((link.relation, relation(link.relation).symmetric), link.subject)]
