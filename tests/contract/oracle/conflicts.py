"""The seven rules by hand: RULES.md, "Overlap of several legs" and "The rules that ship"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, permutations, product

from schemas.dates import add_months
from schemas.model import BackgroundFact, LinkFilter, Modality, Overlap, Status
from tests.contract.oracle.links import MINUS, PLUS, Node, OracleLink, as_of, surely_on

CERTAIN, POSSIBLE, COOLING_OFF = Overlap.CERTAIN, Overlap.POSSIBLE, Overlap.COOLING_OFF
ALTERNATIVES = ["INVESTED_IN", "ACQUIRED", "SUBSIDIARY_OF", "PARTNER_OF", "CLIENT_OF", "SUED"]

Legs = tuple[OracleLink, ...]
Timing = Callable[[Legs], Overlap | None]


@dataclass(frozen=True)
class Answer:
    """One conflict; roles in the order of the rule's table row."""

    rule: str
    roles: tuple[tuple[str, Node], ...]
    legs: Legs
    overlap: Overlap
    severity: int

    @property
    def by_claims_only(self) -> bool:
        return all(leg.background is None for leg in self.legs)

    def order(self) -> tuple[object, ...]:
        newest = max((leg.newest for leg in self.legs if leg.newest), default=MINUS)
        return (
            self.severity,
            -min(leg.origins for leg in self.legs),
            -newest.toordinal(),
            self.rule,
            [node.name for _, node in self.roles],
            [node.id for _, node in self.roles],
        )


@dataclass(frozen=True)
class Case:
    """An assignment of roles, with every link that could be each of its legs, and the rule's sentence on time."""

    rule: str
    roles: tuple[tuple[str, Node], ...]
    choices: tuple[Sequence[OracleLink], ...]
    timing: Timing


class Graph:
    """The links that count under a filter, and the words in which the rules speak of them.

    With a day asked for, those that can hold on it; `whenever`: also the others.
    """

    def __init__(self, links: Sequence[OracleLink], filter: LinkFilter, *, whenever: bool = False) -> None:
        self.day = filter.as_of
        self.counting = [one for one in links if counts(one, filter) and (whenever or self.on_the_day(one))]
        self.unfiltered = [one for one in links if stands(one, filter) and self.on_the_day(one)]
        nodes = {node.id: node for one in self.counting for node in (one.subject, one.object)}
        self.nodes = sorted(nodes.values(), key=lambda node: (node.name, node.id))

    def on_the_day(self, link: OracleLink) -> bool:
        return self.day is None or timeless(link) or as_of(link, self.day)

    def tie(self, relation: str, subject: Node, object_: Node) -> list[OracleLink]:
        """subject RELATION object."""
        return [one for one in self.counting if one.triple == (subject.id, relation, object_.id)]

    def either(self, relations: Iterable[str], one: Node, other: Node) -> list[OracleLink]:
        """A tie of one of these relations, either way round."""
        return [link for name in relations for pair in ((one, other), (other, one)) for link in self.tie(name, *pair)]

    def rivalry(self, one: Node, other: Node) -> list[OracleLink]:
        return self.either(["COMPETES_WITH"], one, other)

    def part(self, owner: Node, owned: Node) -> list[OracleLink]:
        """owner "owns a part of" owned."""
        stakes = self.tie("INVESTED_IN", owner, owned) + self.tie("ACQUIRED", owner, owned)
        return stakes + self.tie("SUBSIDIARY_OF", owned, owner)


def stands(link: OracleLink, filter: LinkFilter) -> bool:
    """Legs that count."""
    status = link.status in (Status.ACTIVE, Status.ENDED) or (filter.planned and link.status is Status.PLANNED)
    return status and (link.modality is Modality.ASSERTED or (filter.hedged and link.modality is Modality.HEDGED))


def counts(link: OracleLink, filter: LinkFilter) -> bool:
    """Legs that count and keep to the asker's bounds; the day asked for apart."""
    return (
        stands(link, filter)
        and (filter.relations is None or link.relation in filter.relations)
        and (filter.statuses is None or link.status in filter.statuses)
        and link.confidence >= filter.min_confidence
        and link.origins >= filter.min_origins
    )


def timeless(link: OracleLink) -> bool:
    """A rivalry takes part in no overlap, unless an asserted claim says that it ended (and none that it resumed)."""
    over = link.status is Status.ENDED and link.modality is Modality.ASSERTED
    return link.relation == "COMPETES_WITH" and not over


# --- time ------------------------------------------------------------------------------------------------------------


def overlap(legs: Legs, day: date | None) -> Overlap | None:
    """Overlap of several legs; None where there is none."""
    legs = tuple(leg for leg in legs if not timeless(leg))
    if day is not None:
        if all(surely_on(leg, day) for leg in legs):
            return CERTAIN
        return POSSIBLE if all(as_of(leg, day) for leg in legs) else None
    if max(leg.since[1] for leg in legs) <= min(leg.until[0] for leg in legs):
        return CERTAIN
    if max(leg.since[0] for leg in legs) > min(leg.until[1] for leg in legs):
        return None
    return POSSIBLE


def cooled_off(earlier: OracleLink, later: OracleLink, months: int) -> OracleLink | None:
    """The earlier tie, prolonged by so many months after a known end; None if the later surely began not in them."""
    if earlier.until[1] == PLUS or not earlier.until[0] < later.since[1]:
        return None
    last = add_months(earlier.until[1], months)
    return replace(earlier, until=(earlier.until[0], last)) if later.since[0] <= last else None


def client_or_left_before_entry(legs: Legs, day: date | None) -> Overlap | None:
    """The time of `supplier-part-owned-by-rival`; legs: client tie, the rival's part, rivalry."""
    together = overlap(legs, day)
    if together is not None or day is not None:
        return together
    client, entry, rivalry = legs
    prolonged = cooled_off(client, entry, 12)
    return COOLING_OFF if prolonged and overlap((prolonged, entry, rivalry), None) else None


def moved(legs: Legs, day: date | None) -> Overlap | None:
    """The time of `executive-moved-to-rival`; legs: old post, new post, client tie, rivalry."""
    old, new, client, rivalry = legs
    if day is not None and not as_of(new, day):
        return None
    if old.status is Status.PLANNED:
        return None  # ended, or active
    begun_later = old.since[0] < new.since[1]
    in_time = old.until[1] == PLUS or new.since[0] <= add_months(old.until[1], 24)
    if not (begun_later and in_time):
        return None
    together = overlap((old, client, rivalry), None)
    if together is None:
        prolonged = cooled_off(client, new, 12)
        began_before = client.since[0] < old.since[1]
        return COOLING_OFF if prolonged and began_before and overlap((old, prolonged, rivalry), None) else None
    surely_later = old.since[1] < new.since[0]
    surely_in_time = old.until[0] != MINUS and new.since[1] <= add_months(old.until[0], 24)
    return CERTAIN if together is CERTAIN and surely_later and surely_in_time else POSSIBLE


# --- the rules -------------------------------------------------------------------------------------------------------


def supplier_part_owned_by_rival(graph: Graph) -> Iterator[Case]:
    for client, supplier, rival in permutations(graph.nodes, 3):
        yield Case(
            "supplier-part-owned-by-rival",
            (("client", client), ("supplier", supplier), ("rival", rival)),
            (graph.tie("CLIENT_OF", client, supplier), graph.part(rival, supplier), graph.rivalry(client, rival)),
            lambda legs: client_or_left_before_entry(legs, graph.day),
        )


def executive_moved_to_rival(graph: Graph) -> Iterator[Case]:
    rivalries = [one for one in graph.counting if one.relation == "COMPETES_WITH"]
    sides = [pair for one in rivalries for pair in ((one.subject, one.object), (one.object, one.subject))]
    for client, rival in sides:
        for person, supplier in permutations([node for node in graph.nodes if node not in (client, rival)], 2):
            yield Case(
                "executive-moved-to-rival",
                (("person", person), ("supplier", supplier), ("client", client), ("rival", rival)),
                (
                    graph.tie("HOLDS_ROLE", person, supplier),
                    graph.tie("HOLDS_ROLE", person, rival),
                    graph.tie("CLIENT_OF", client, supplier),
                    graph.rivalry(client, rival),
                ),
                lambda legs: moved(legs, graph.day),
            )


def posts_at_two_rivals(graph: Graph) -> Iterator[Case]:
    yield from same_tie_to_two_rivals(graph, "posts-at-two-rivals", "person", "HOLDS_ROLE")


def investor_in_two_rivals(graph: Graph) -> Iterator[Case]:
    yield from same_tie_to_two_rivals(graph, "investor-in-two-rivals", "investor", "INVESTED_IN")


def same_tie_to_two_rivals(graph: Graph, rule: str, role: str, relation: str) -> Iterator[Case]:
    for a, b in combinations(graph.nodes, 2):
        for one in graph.nodes:
            if one not in (a, b):
                yield Case(
                    rule,
                    ((role, one), ("a", a), ("b", b)),
                    (graph.tie(relation, one, a), graph.tie(relation, one, b), graph.rivalry(a, b)),
                    lambda legs: overlap(legs, graph.day),
                )


def circular_deal(graph: Graph) -> Iterator[Case]:
    for investor, company in permutations(graph.nodes, 2):
        yield Case(
            "circular-deal",
            (("investor", investor), ("company", company)),
            (graph.tie("INVESTED_IN", investor, company), graph.either(["CLIENT_OF"], company, investor)),
            lambda legs: overlap(legs, graph.day),
        )


def sole_supplier_tied_to_rival(graph: Graph) -> Iterator[Case]:
    for client, supplier, rival in permutations(graph.nodes, 3):
        if not buys_elsewhere(graph, client, supplier):
            ties = ["PARTNER_OF", "INVESTED_IN", "ACQUIRED", "SUBSIDIARY_OF"]
            yield Case(
                "sole-supplier-tied-to-rival",
                (("client", client), ("supplier", supplier), ("rival", rival)),
                (
                    graph.tie("CLIENT_OF", client, supplier),
                    graph.either(ties, supplier, rival),
                    graph.rivalry(client, rival),
                ),
                lambda legs: overlap(legs, graph.day),
            )


def buys_elsewhere(graph: Graph, client: Node, supplier: Node) -> bool:
    """Another CLIENT_OF link of the client that counts is active (or planned, with its flag), or was so on the day.

    Whatever relations, confidence or origins were asked for: no filter makes a supplier look like the only one.
    """
    others = [
        one
        for one in graph.unfiltered
        if one.relation == "CLIENT_OF" and one.subject == client and one.object != supplier
    ]
    return any(
        one.status in (Status.ACTIVE, Status.PLANNED) or (graph.day is not None and surely_on(one, graph.day))
        for one in others
    )


def partners_in_court(graph: Graph) -> Iterator[Case]:
    for a, b in combinations(graph.nodes, 2):
        yield Case(
            "partners-in-court",
            (("a", a), ("b", b)),
            (
                graph.either(["SUED"], a, b),
                graph.either(["CLIENT_OF", "PARTNER_OF", "INVESTED_IN", "SUBSIDIARY_OF"], a, b),
            ),
            lambda legs: overlap(legs, graph.day),
        )


RULES = (
    supplier_part_owned_by_rival,
    posts_at_two_rivals,
    investor_in_two_rivals,
    circular_deal,
    sole_supplier_tied_to_rival,
    partners_in_court,
)


# --- answers ---------------------------------------------------------------------------------------------------------


def severity(legs: Legs, when: Overlap, day: date | None) -> int:
    if any(leg.status is Status.PLANNED or leg.modality is Modality.HEDGED for leg in legs):
        return 4
    if when is not CERTAIN:
        return 3
    ended = [leg for leg in legs if leg.status is Status.ENDED]
    if day is not None:
        ended = [leg for leg in ended if not surely_on(leg, day)]
    return 2 if ended else 1


def answer(case: Case, day: date | None) -> Answer | None:
    """The conflict with its best link for each leg, or None where the roles do not fit."""
    fits = []
    for legs in product(*case.choices):
        when = case.timing(legs)
        if when is not None:
            fits.append(Answer(case.rule, case.roles, legs, when, severity(legs, when, day)))
    return min(fits, key=preference, default=None)


def preference(one: Answer) -> tuple[object, ...]:
    return (one.severity, [(-leg.origins, relation_rank(leg), leg.subject.name, leg.subject.id) for leg in one.legs])


def relation_rank(leg: OracleLink) -> int:
    return ALTERNATIVES.index(leg.relation) if leg.relation in ALTERNATIVES else len(ALTERNATIVES)


def with_background(
    links: Iterable[OracleLink], facts: Iterable[BackgroundFact], node: Callable[[str], Node | None]
) -> list[OracleLink]:
    """The links, and those facts that no article states, of entities that the store holds."""
    known = {link.triple: link for link in links}
    for fact in facts:
        ends = [node(fact.subject), node(fact.object)]
        subject, object_ = ends
        if subject is None or object_ is None or subject == object_:
            continue
        if fact.relation in ("PARTNER_OF", "COMPETES_WITH"):
            subject, object_ = sorted([subject, object_], key=lambda one: (one.name, one.id))
        stated = OracleLink(
            subject=subject,
            relation=fact.relation,
            object=object_,
            status=Status.ENDED if fact.until else Status.ACTIVE,
            modality=Modality.ASSERTED,
            since=(fact.since or MINUS, fact.since or PLUS),
            until=(fact.until or MINUS, fact.until or PLUS),
            background=fact.source,
        )
        known.setdefault(stated.triple, stated)
    return list(known.values())


def conflicts(links: Iterable[OracleLink], filter: LinkFilter, of: str | None = None) -> list[Answer]:
    """Every conflict, in the order of answers; `of` must have a role."""
    links = list(links)
    graph, whenever = Graph(links, filter), Graph(links, filter, whenever=True)
    cases = [case for rule in RULES for case in rule(graph)]
    cases += executive_moved_to_rival(whenever)  # asks itself what must hold on the day
    answers = [answer(case, graph.day) for case in cases if all(case.choices)]
    found = [one for one in answers if one is not None]
    if of is not None:
        found = [one for one in found if of in {node.id for _, node in one.roles}]
    return sorted(found, key=Answer.order)
