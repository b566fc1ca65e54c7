"""Who can play the roles of a rule: a join over links by index, one role after another, the fewest candidates first.

Every step intersects the ties of those already cast, starting from the one with the fewest; so a hub costs what its
partner in the rule costs, and no step looks at all combinations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Protocol

from cypher.links import counts, link_id, ordered, stands
from schemas.model import BackgroundFact, Bounds, Entity, Link, LinkFilter, Modality, Status
from schemas.ontology import relation
from schemas.patterns import LegPattern, Rule

Cast = dict[str, str]
Side = tuple[str, bool]
"""A relation and whether one looks from its subject; a symmetric relation is looked at from the subject only."""


Neighbours = Mapping[str, Mapping[str, Link]]
_NOTHING: Mapping[str, Link] = {}


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
    """The links that count, by entity and side, read from the source when first asked for; background facts added.

    `whole` reads a relation at once, for questions about all; else entities are read one by one.
    """

    def __init__(
        self, source: LinkSource, filter: LinkFilter, background: Sequence[BackgroundFact], *, whole: bool
    ) -> None:
        self._source, self._filter, self._whole = source, filter, whole
        self._by_side: dict[Side, dict[str, dict[str, Link]]] = {}
        self._read: set[str] = set()
        self._standing: dict[tuple[str, Side], tuple[Link, ...]] = {}
        self._known: dict[str, dict[str, Link]] = {}
        self._known_of: dict[str, dict[str, Link]] = {}
        self.entities: dict[str, Entity] = {}
        for fact in background:
            self._add(fact)

    def read(self, entity: str) -> None:
        """Have the links of an entity at hand."""
        if not self._whole and entity not in self._read:
            self._read.add(entity)
            self._place(self._all_of(entity), entity)

    def side(self, side: Side) -> Neighbours:
        """Entity -> other end -> link, for one side; of entities that have been read, in so far as these are."""
        name = side[0]
        if self._whole and name not in self._read:
            self._read.add(name)
            self._place(self._unless_stated(self._source.all(name), self._known.get(name, {}).values()))
        return self._by_side.setdefault(side, {})

    def size(self, name: str) -> int:
        """How many links of a relation there are, whether they count or not."""
        return self._source.count(name) + len(self._known.get(name, ()))

    def pairs(self, name: str) -> Iterator[tuple[str, str]]:
        """Subject and object of the links of a relation that count; in either order where it is symmetric."""
        for subject, others in self.side((name, True)).items():
            for other in others:
                yield subject, other

    def standing(self, entity: str, side: Side) -> tuple[Link, ...]:
        """Links of an entity that count under the flags, whatever else the filter asks of legs."""
        key = entity, side
        if key not in self._standing:
            fit = (link for link in self._all_of(entity) if link.relation == side[0] and _side(link, entity) == side)
            self._standing[key] = tuple(link for link in fit if stands(link, self._filter))
        return self._standing[key]

    def _all_of(self, entity: str) -> list[Link]:
        return self._unless_stated(self._source.of(entity), self._known_of.get(entity, {}).values())

    def _unless_stated(self, links: Collection[Link], known: Collection[Link]) -> list[Link]:
        """The links, and the background facts on which no article has a word."""
        stated = {link.id for link in links} if known else ()
        return [*links, *(link for link in known if link.id not in stated)]

    def _place(self, links: Iterable[Link], entity: str | None = None) -> None:
        """Keep the links that count: on their sides of `entity`, of both their ends without one."""
        sides: dict[str, tuple[dict[str, dict[str, Link]], dict[str, dict[str, Link]]]] = {}
        for link in links:
            if not counts(link, self._filter):
                continue
            name, subject, object_ = link.relation, link.subject, link.object
            if name not in sides:
                back = name, relation(name).symmetric
                sides[name] = self._by_side.setdefault((name, True), {}), self._by_side.setdefault(back, {})
            if subject.id == object_.id:
                continue
            self.entities[subject.id], self.entities[object_.id] = subject, object_
            if entity is None or entity == subject.id:
                sides[name][0].setdefault(subject.id, {})[object_.id] = link
            if entity is None or entity == object_.id:
                sides[name][1].setdefault(object_.id, {})[subject.id] = link

    def _add(self, fact: BackgroundFact) -> None:
        subject, object_ = self._source.entity(fact.subject), self._source.entity(fact.object)
        if subject is not None and object_ is not None and subject.id != object_.id:
            link = known_link(fact, subject, object_)
            self._known.setdefault(fact.relation, {})[link.id] = link
            for end in (subject.id, object_.id):
                self._known_of.setdefault(end, {})[link.id] = link


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

    With `of`, only those in which that entity has a role. `allowed(role, entity)` may rule out an entity early; it is
    asked of the roles that an `unless` of the rule names.
    """
    search = _Search(rule, ties, allowed)
    if of is not None:
        for role in rule.roles:
            yield from search.start({role: of})
        return
    sizes = {name: ties.size(name) for leg in rule.legs for name in _relations(leg)}
    start = min(rule.legs, key=lambda leg: sum(sizes[name] for name in _relations(leg)))
    for pair in dict.fromkeys(_pairs(start, ties)):
        yield from search.start(dict(zip(start.roles, pair, strict=True)))


class _Search:
    def __init__(self, rule: Rule, ties: Ties, allowed: Callable[[str, str], bool]) -> None:
        self.roles, self.pair = rule.roles, rule.interchangeable
        self.ties, self.allowed = ties, allowed
        self.guarded = {one.role for one in rule.unless}
        self.legs: dict[str, list[tuple[str, list[Neighbours]]]] = {role: [] for role in rule.roles}
        for leg in rule.legs:
            for role, other in (leg.roles, leg.roles[::-1]):
                self.legs[role].append((other, [ties.side(side) for side in sides(leg, other)]))

    def start(self, cast: Cast) -> Iterator[Cast]:
        """Every full cast that begins with these, if they fit one another."""
        done: Cast = {}
        for role, entity in cast.items():
            if not self._fits(done, role, entity, self._near(done, role)):
                return
            done[role] = entity
            self.ties.read(entity)
        yield from self._extend(done)

    def _extend(self, cast: Cast) -> Iterator[Cast]:
        if len(cast) == len(self.roles):
            yield cast
            return
        open_ = [(role, self._near(cast, role)) for role in self.roles if role not in cast]
        sizes = [
            (sum(map(len, near)), place, leg) for place, (_, legs) in enumerate(open_) for leg, near in enumerate(legs)
        ]
        least, place, leg = min(sizes)
        if not least:
            return
        role, legs = open_[place]
        fewest = legs.pop(leg)
        for entity in dict.fromkeys(chain.from_iterable(fewest)) if len(fewest) > 1 else fewest[0]:
            if self._fits(cast, role, entity, legs):
                self.ties.read(entity)
                yield from self._extend({**cast, role: entity})

    def _near(self, cast: Cast, role: str) -> list[list[Mapping[str, Link]]]:
        """For each leg between a role and one that is cast, where the legs' links are by their end in that role."""
        return [
            [view.get(cast[other], _NOTHING) for view in views] for other, views in self.legs[role] if other in cast
        ]

    def _fits(self, cast: Cast, role: str, entity: str, legs: list[list[Mapping[str, Link]]]) -> bool:
        """Whether an entity may play a role beside those already cast, with a link for each of these legs."""
        for near in legs:
            if not any(entity in ends for ends in near):
                return False
        if entity in cast.values() or (role in self.guarded and not self.allowed(role, entity)):
            return False
        if self.pair and role in self.pair:
            other = cast.get(self.pair[1] if role == self.pair[0] else self.pair[0])
            return other is None or (self._name(entity) < self._name(other)) == (role == self.pair[0])
        return True

    def _name(self, entity: str) -> tuple[str, str]:
        return self.ties.entities[entity].name, entity


def sides(leg: LegPattern, role: str) -> list[Side]:
    """The sides from which the holder of a role sees the ties of a leg, in the leg's order of preference."""
    return [(tie.relation, tie.subject == role or relation(tie.relation).symmetric) for tie in leg.ties]


def _relations(leg: LegPattern) -> set[str]:
    return {tie.relation for tie in leg.ties}


def _pairs(leg: LegPattern, ties: Ties) -> Iterator[tuple[str, str]]:
    """Ends of every link that may be the leg, in the order of its roles."""
    for tie in leg.ties:
        for subject, object_ in ties.pairs(tie.relation):
            yield (subject, object_) if tie.subject == leg.roles[0] else (object_, subject)


def _side(link: Link, entity: str) -> Side:
    """How an entity at one end sees the link."""
    return link.relation, link.subject.id == entity or relation(link.relation).symmetric
