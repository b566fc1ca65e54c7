"""Random small worlds: a few entities, a few articles that say things of them, and questions to ask.

Small pools of names, days and publishers, so that claims meet on the same links and days fall on the same edges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import combinations, pairwise, product
from typing import Any

from hypothesis import strategies as st

from schemas.dates import parse
from schemas.model import (
    Article,
    ArticleEntity,
    ArticleRecord,
    BackgroundFact,
    Claim,
    EntityType,
    Event,
    Judgement,
    Kind,
    LinkFilter,
    Mention,
    Modality,
    Money,
    Quote,
    Status,
    Verdict,
)
from schemas.names import entity_id
from schemas.ontology import relation, relations

ORG, PERSON = EntityType.ORGANIZATION, EntityType.PERSON
# Of each, the spellings under which articles may name it: they fold to one id. Code-point order is not the reader's.
ORGS = (
    *(("Acme", "ACME Inc."), ("Borel",), ("Çedille", "cedille"), ("Delta AI",)),
    *(("Éole", "Eole"), ("fjord",), ("Zed+",)),
)
PERSONS = (("Ana Ruiz",), ("Borel",), ("Îles Ova", "Iles Ova"))
PUBLISHERS = ("Le Matin", "The Wire", "Third Paper", "Acme", None)
# Days a year or two apart, to the day and one more, and at the end of months of several lengths.
DAYS = tuple(
    date(year, month, day)
    for year, month, day in (
        *((2020, 1, 31), (2020, 2, 29), (2020, 6, 15), (2020, 12, 31), (2021, 1, 31), (2021, 2, 28), (2021, 3, 1)),
        *((2021, 12, 31), (2022, 1, 1), (2022, 1, 31), (2022, 2, 1), (2022, 2, 28), (2023, 1, 31)),
    )
)
WHEN = (
    *("2019", "2020", "2021", "2022", "2020-01", "2021-01", "2021-02", "2022-01", "2020-Q4", "2021-Q1", "2020-H2"),
    *("2020-06/2021-02", "../2021-01", "2021-01/..", *map(str, DAYS)),
)
# What the shipped rules look for, so that worlds hold conflicts and near misses: roles are letters, small for persons.
MOTIFS = (
    "A CLIENT_OF B; C INVESTED_IN B; A COMPETES_WITH C",
    "A CLIENT_OF B; C ACQUIRED B; A COMPETES_WITH C; A CLIENT_OF D",
    "A CLIENT_OF B; B SUBSIDIARY_OF C; C COMPETES_WITH A",
    "p HOLDS_ROLE B; p HOLDS_ROLE C; A CLIENT_OF B; A COMPETES_WITH C",
    "p HOLDS_ROLE B; p HOLDS_ROLE C; A CLIENT_OF B; C COMPETES_WITH A",
    "p HOLDS_ROLE A; p HOLDS_ROLE B; B COMPETES_WITH A",
    "A INVESTED_IN B; A INVESTED_IN C; B COMPETES_WITH C",
    "p INVESTED_IN B; p INVESTED_IN C; B COMPETES_WITH C",
    "A INVESTED_IN B; B CLIENT_OF A; A CLIENT_OF B",
    "A CLIENT_OF B; B PARTNER_OF C; A COMPETES_WITH C; C SUBSIDIARY_OF B",
    "A SUED B; B SUED A; A CLIENT_OF B; B PARTNER_OF A; B INVESTED_IN A",
)
Tie = tuple["Being", str, "Being"]


@dataclass(frozen=True)
class Being:
    """An entity of a world."""

    type: EntityType
    names: tuple[str, ...]

    @property
    def id(self) -> str:
        return entity_id(self.type, self.names[0])


@dataclass(frozen=True, repr=False)
class World:
    """What there is to store; `background` may be given to queries. Printed as one line a claim."""

    beings: tuple[Being, ...]
    records: tuple[ArticleRecord, ...]
    background: tuple[BackgroundFact, ...] = ()

    def __repr__(self) -> str:
        lines = [f"{fact}" for fact in self.background]
        for record in self.records:
            article, identity = record.article, dict(record.identity)
            copy = f", near copy of {record.copy_of}" if record.copy_of else ""
            lines.append(f"{article.id} {article.title}, {article.publisher}, {article.published}{copy}")
            for one in record.claims:
                said = (one.status.value, one.modality.value, one.event and one.event.value, one.date and one.date.text)
                ends = f"{identity[one.subject]} {one.relation} {identity[one.object]}"
                lines.append(f"    {ends}: {' '.join(map(str, said))} {one.confidence}")
        return "\n".join(["World:", *lines, ""])

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """What hypothesis prints of a failing example."""
        printer.text(repr(self))

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the entities that some article names."""
        named = {id for record in self.records for _, id in record.identity}
        return tuple(sorted(named))


@st.composite
def worlds(draw: st.DrawFn, *, max_articles: int = 6, copies: bool = True) -> World:
    beings = draw(_beings())
    ties = draw(_ties(beings))
    records: list[ArticleRecord] = []
    for number in range(draw(st.integers(1, max_articles))):
        how = draw(st.sampled_from(("own", "own", "own", "near", "exact"))) if copies and records else "own"
        if how == "own":
            records.append(draw(_article(number, ties, beings)))
        else:
            records.append(draw(_copy(number, draw(st.sampled_from(records)), how)))
    return World(beings, tuple(records), draw(_background(beings)))


@st.composite
def timelines(draw: st.DrawFn) -> World:
    """Few ties whose beginnings and ends are told, each by an article of its own: for the edges of time."""
    client, supplier, rival = (Being(ORG, names) for names in draw(st.permutations(ORGS))[:3])
    person = Being(PERSON, PERSONS[0])
    ties: list[Tie] = [(client, "CLIENT_OF", supplier), (client, "COMPETES_WITH", rival)]
    if draw(st.booleans()):
        ties += [(person, "HOLDS_ROLE", supplier), (person, "HOLDS_ROLE", rival)]
    else:
        ties += [(rival, "INVESTED_IN", supplier), *draw(st.sampled_from(([], [(rival, "ACQUIRED", supplier)])))]
    records: list[ArticleRecord] = []
    for tie in ties:
        rivalry_lasts = tie[1] == "COMPETES_WITH" and draw(st.integers(0, 3))
        for event in (None,) if rivalry_lasts else draw(st.sampled_from(_LIVES)):
            status = Status.ENDED if event is Event.END else Status.ACTIVE
            if event is Event.START and draw(st.integers(0, 3)) == 0:
                status = Status.PLANNED
            when = parse(draw(st.sampled_from(WHEN))) if event else None
            claim = Claim(tie[1], "", "", status, Modality.ASSERTED, Quote("", 0, 0), event=event, date=when)
            published = draw(st.sampled_from(DAYS)) if when is None or draw(st.booleans()) else when.last
            records.append(_written(f"a{len(records)}", [(tie, claim)], [], publisher="The Wire", published=published))
    return World((client, supplier, rival, person), tuple(records))


_LIVES: list[tuple[Event | None, ...]] = [
    *((None,), (Event.START,), (Event.END,), (Event.START, Event.END), (None, Event.END)),
    (Event.START, None, Event.END),
]


@st.composite
def webs(draw: st.DrawFn) -> World:
    """Many ties among few: for long paths, with confidences whose products meet in decimals but not in floats."""
    beings = [Being(ORG, names) for names in draw(st.permutations(ORGS))[: draw(st.integers(4, 7))]]
    pairs = draw(st.lists(st.sampled_from(list(combinations(beings, 2))), min_size=5, max_size=16))
    records = []
    for number, pair in enumerate(pairs):
        one, other = draw(st.permutations(pair))
        name = draw(st.sampled_from(("PARTNER_OF", "CLIENT_OF", "INVESTED_IN", "COMPETES_WITH")))
        confidence = draw(st.sampled_from((1.0, 1.0, 0.9, 0.81, 0.3)))
        claim = Claim(name, "", "", Status.ACTIVE, Modality.ASSERTED, Quote("", 0, 0), confidence=confidence)
        paper = draw(st.sampled_from(PUBLISHERS[:3]))
        said = [((one, name, other), claim)]
        records.append(_written(f"w{number}", said, beings, publisher=paper, published=draw(st.sampled_from(DAYS))))
    return World(tuple(beings), tuple(records))


def layers(width: int) -> World:
    """Start, three rows of so many, target; each is a partner of each in the next row. The last names are surest."""
    rows = [["Start"], *[[f"Row {row} no {place:02}" for place in range(width)] for row in range(3)], ["Target"]]
    beings = [[Being(ORG, (name,)) for name in row] for row in rows]
    said: list[tuple[Tie, Claim]] = []
    for left, right in pairwise(beings):
        for one, other in product(left, right):
            sure = 1.0 if one == left[-1] and other == right[-1] else 0.9
            claim = Claim("PARTNER_OF", "", "", Status.ACTIVE, Modality.ASSERTED, Quote("", 0, 0), confidence=sure)
            said.append(((one, "PARTNER_OF", other), claim))
    article = _written("a0", said, [], publisher="The Wire", published=DAYS[0])
    return World(tuple(being for row in beings for being in row), (article,))


def told(
    tie: str, claims: Sequence[str], *, publishers: Sequence[str | None] = ("The Wire",), label: str = "t"
) -> World:
    """One tie, "A RELATION B", told by one article a claim; publishers take turns. See `telling`."""
    return telling(
        [f"{published} {tie} {claim}" for published, claim in (words.split(" ", 1) for words in claims)],
        publishers=publishers,
        label=label,
    )


def telling(lines: Sequence[str], *, publishers: Sequence[str | None] = ("The Wire",), label: str = "t") -> World:
    """One article a line: "2021-03-05 Acme CLIENT_OF Delta AI ended hedged end date=2020 confidence=0.5".

    The first word is the publication day ("-" unknown), "ended" the status; asserted, no event and no date where
    nothing is said. "@Ana" is a person.
    """
    records: list[ArticleRecord] = []
    beings: dict[str, Being] = {}
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line)
        assert match, line
        published, subject, name, object_, status, rest = match.groups()
        words = rest.split()
        given = dict(word.split("=") for word in words if "=" in word)
        claim = Claim(
            name,
            "",
            "",
            Status(status),
            next((modality for modality in Modality if modality in words), Modality.ASSERTED),
            Quote("", 0, 0),
            confidence=float(given.get("confidence", 1)),
            event=next((event for event in Event if event in words), None),
            date=parse(given["date"]) if "date" in given else None,
        )
        for end in (subject, object_):
            beings.setdefault(end, Being(PERSON if end.startswith("@") else ORG, (end.removeprefix("@"),)))
        day = None if published == "-" else date.fromisoformat(published)
        said = [((beings[subject], name, beings[object_]), claim)]
        paper = publishers[number % len(publishers)]
        records.append(_written(f"{label}{number}", said, [], publisher=paper, published=day))
    return World(tuple(beings.values()), tuple(records))


_LINE = re.compile(rf"(\S+) (.+) ([A-Z_]{{4,}}) (.+?) ({'|'.join(Status)})\b(.*)")


@st.composite
def _beings(draw: st.DrawFn) -> tuple[Being, ...]:
    orgs = draw(st.lists(st.sampled_from(ORGS), min_size=2, max_size=5, unique=True))
    persons = draw(st.lists(st.sampled_from(PERSONS), min_size=1, max_size=2, unique=True))
    return tuple([Being(ORG, names) for names in orgs] + [Being(PERSON, names) for names in persons])


@st.composite
def _ties(draw: st.DrawFn, beings: Sequence[Being]) -> list[Tie]:
    """Who may be tied to whom in this world: one or two motifs, and a few at random."""
    ties: list[Tie] = []
    for motif in draw(st.lists(st.sampled_from(MOTIFS), min_size=1, max_size=2)):
        ties += draw(_motif(motif, beings))
    for _ in range(draw(st.integers(0, 2)) or (0 if ties else 1)):
        one, other = draw(st.permutations(beings))[:2]
        names = [name for name, kind in relations().items() if kind.allows(one.type, other.type)]
        if names:
            ties.append((one, draw(st.sampled_from(names)), other))
    orgs = [being for being in beings if being.type is ORG]
    return ties or [(orgs[0], "PARTNER_OF", orgs[1])]


@st.composite
def _motif(draw: st.DrawFn, motif: str, beings: Sequence[Being]) -> list[Tie]:
    """The motif's ties with its letters replaced; none where the world is too small for it."""
    mixed = draw(st.permutations(beings))
    free = {True: [one for one in mixed if one.type is PERSON], False: [one for one in mixed if one.type is ORG]}
    roles: dict[str, Being] = {}
    ties = [line.split() for line in motif.split("; ")]
    for letter in dict.fromkeys(letter for subject, _, object_ in ties for letter in (subject, object_)):
        if not free[letter.islower()]:
            return []
        roles[letter] = free[letter.islower()].pop()
    return [(roles[subject], name, roles[object_]) for subject, name, object_ in ties]


@st.composite
def _article(draw: st.DrawFn, number: int, ties: Sequence[Tie], beings: Sequence[Being]) -> ArticleRecord:
    said: dict[tuple[object, ...], tuple[Tie, Claim]] = {}
    every = draw(st.integers(0, 2)) == 0  # an article that speaks of all ties: so that rules find all their legs
    for tie in ties if every else draw(st.lists(st.sampled_from(ties), max_size=6)):
        claim = draw(_claim(tie))
        said.setdefault((tie, claim.title, claim.status), (tie, claim))  # as GUIDELINES: one of each in an article
    bystanders = draw(st.lists(st.sampled_from(beings), max_size=1))
    return _written(
        f"a{number}",
        list(said.values()),
        bystanders,
        spell=lambda being: draw(st.sampled_from(being.names)),
        lang=draw(st.sampled_from(("en", "fr"))),
        publisher=draw(st.sampled_from(PUBLISHERS)),
        published=draw(st.sampled_from((None, *DAYS))),
    )


def _written(
    id: str,
    said: Sequence[tuple[Tie, Claim]],
    bystanders: Sequence[Being],
    *,
    publisher: str | None,
    published: date | None,
    lang: str = "en",
    spell: Callable[[Being], str] = lambda being: being.names[0],
) -> ArticleRecord:
    """An article of one sentence a claim."""
    ends = [end for (subject, _, object_), _ in said for end in (subject, object_)]
    named = list(dict.fromkeys([*ends, *bystanders]))
    spelling = {being: spell(being) for being in named}
    local = {being: f"e{place}" for place, being in enumerate(named, 1)}
    title, lines, claims = f"Story {id}", [f"Told by hand, {id}."], []
    for (subject, name, object_), claim in said:
        words = f"{spelling[subject]} {name} {spelling[object_]}, {claim.status} {claim.modality} {claim.title}."
        start = len("\n".join([title, *lines])) + 1
        lines.append(words)
        quote = Quote(words, start, start + len(words))
        claims.append(replace(claim, subject=local[subject], object=local[object_], quote=quote))
    lines.append("Named: " + ", ".join(spelling.values()) + ".")
    article = Article(id, title, "\n".join(lines), lang, publisher=publisher, published=published)
    entities = tuple(_entity(article, local[being], being, spelling[being]) for being in named)
    identity = tuple((local[being], being.id) for being in named)
    return ArticleRecord(article, entities, tuple(claims), "worlds 1", identity)


def _entity(article: Article, id: str, being: Being, name: str) -> ArticleEntity:
    at = article.body.rindex(name)
    kind = Kind.COMPANY if being.type is ORG else None
    return ArticleEntity(id, being.type, name, kind, (name,), (Mention(at, at + len(name), name),))


@st.composite
def _claim(draw: st.DrawFn, tie: Tie) -> Claim:
    attributes = relation(tie[1]).attributes
    status, modality, event, when = draw(_said())
    cheap = draw(st.integers(0, 3))  # attributes that change no answer, now and then
    return Claim(
        relation=tie[1],
        subject="",
        object="",
        status=status,
        modality=modality,
        quote=Quote("", 0, 0),
        confidence=draw(st.one_of(st.sampled_from((1.0, 0.9, 0.5)), st.integers(1, 10_000).map(lambda n: n / 10_000))),
        event=event,
        title=("chair" if cheap == 1 else None) if "title" in attributes else None,
        amount=Money(5e6, "EUR") if cheap == 2 and "amount" in attributes else None,
        stake_percent=12.5 if cheap == 3 and "stake" in attributes else None,
        date=parse(when) if when else None,
        attributed_to="a spokesman" if cheap == 0 else None,
    )


def _said() -> st.SearchStrategy[tuple[Status, Modality, Event | None, str | None]]:
    """Half of it plain; a quarter tells a beginning or an end; a quarter is anything at all."""
    plain = st.just((Status.ACTIVE, Modality.ASSERTED, None, None))
    began = st.tuples(*map(st.just, (Status.ACTIVE, Modality.ASSERTED, Event.START)), st.sampled_from(WHEN))
    over = st.tuples(*map(st.just, (Status.ENDED, Modality.ASSERTED, Event.END)), st.sampled_from(WHEN))
    anything = st.tuples(
        st.sampled_from(Status),
        st.sampled_from([Modality.ASSERTED, *Modality]),
        st.sampled_from((None, *Event)),
        st.one_of(st.none(), st.sampled_from(WHEN)),
    )
    return st.one_of(plain, plain, plain, plain, began, over, anything, anything)


@st.composite
def _copy(draw: st.DrawFn, number: int, of: ArticleRecord, how: str) -> ArticleRecord:
    """An exact copy (with a reading of its own) or a near one (a line more at the end) of another article."""
    article = replace(
        of.article,
        id=f"a{number}",
        text=of.article.text + ("" if how == "exact" else f"\nWire copy {number}."),
        publisher=draw(st.sampled_from(PUBLISHERS)),
        published=draw(st.sampled_from((None, *DAYS))),
    )
    claims = of.claims if draw(st.booleans()) else of.claims[:1]
    return replace(of, article=article, claims=claims, copy_of=() if how == "exact" else (of.article.id,))


@st.composite
def _background(draw: st.DrawFn, beings: Sequence[Being]) -> tuple[BackgroundFact, ...]:
    orgs = [being for being in beings if being.type is ORG]
    facts: dict[tuple[str, frozenset[str]], BackgroundFact] = {}
    for _ in range(draw(st.integers(0, 2))):
        one, other = draw(st.permutations(orgs))[:2]
        name = draw(st.sampled_from(("COMPETES_WITH", "SUBSIDIARY_OF")))
        since, until = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
        bounds = draw(st.sampled_from(((None, None), (since, None), (None, until), (since, until))))
        fact = BackgroundFact(one.id, name, other.id, "a handbook", *bounds)
        facts.setdefault((name, frozenset((one.id, other.id))), fact)
    return tuple(facts.values())


@st.composite
def filters(draw: st.DrawFn, *, bounds: bool = True) -> LinkFilter:
    """Flags and a day; with `bounds`, now and then the asker's other wishes."""
    asked = LinkFilter(
        planned=draw(st.booleans()), hedged=draw(st.booleans()), as_of=draw(st.one_of(st.none(), st.sampled_from(DAYS)))
    )
    if bounds and draw(st.integers(0, 3)) == 0:
        statuses = (None, frozenset({Status.ACTIVE}), frozenset({Status.ENDED, Status.PLANNED}))
        asked = replace(
            asked,
            min_confidence=draw(st.sampled_from((0.0, 0.5, 0.9))),
            min_origins=draw(st.integers(0, 2)),
            statuses=draw(st.sampled_from(statuses)),
            relations=draw(st.sampled_from((None, frozenset({"CLIENT_OF", "COMPETES_WITH", "INVESTED_IN"})))),
        )
    return asked


@dataclass(frozen=True)
class Undo:
    """Undo the judgement made as the `number`th, if it stands."""

    number: int


@st.composite
def decisions(draw: st.DrawFn, ids: Sequence[str]) -> list[Judgement | Undo]:
    """Judgements on pairs of these ids and undos of earlier ones, in order."""
    steps: list[Judgement | Undo] = []
    made = 0
    for second in range(draw(st.integers(0, 6))):
        if made and draw(st.integers(0, 2)) == 0:
            steps.append(Undo(draw(st.integers(0, made - 1))))
        else:
            left, right = draw(st.permutations(ids))[:2]
            verdict = draw(st.sampled_from((Verdict.SAME, Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)))
            steps.append(Judgement(left, right, verdict, "the desk", datetime(2026, 1, 1, 0, 0, second, tzinfo=UTC)))
            made += 1
    return steps
