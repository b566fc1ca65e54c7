"""Answers for people: rich tables and lines. All text from stores goes in as plain `Text`, so no name can be markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from schemas import saying
from schemas.model import Bounds, Conflict, Corpus, Entity, Evidence, Hop, Leg, Link, LinkFilter, Modality, Path, Status
from schemas.ontology import relation

FAMILY_STYLE = {"money": "green", "people": "blue", "trade": "yellow", "conflict": "red"}
OVERLAP_WORDS = {
    "certain": "the ties held at the same time",
    "possible": "the ties may have held at the same time",
    "cooling_off": "one tie followed the other within the cooling-off period",
}
QUOTES_SHOWN = 3


def plain(text: str) -> Text:
    """Store text without control or direction signs that could disturb a terminal."""
    return Text("".join(sign if sign.isprintable() else " " for sign in text))


def phrase(link: Link) -> Text:
    """ "OpenAI was a client of Scale AI (said to be)": the link as a sentence, in its family's colour."""
    sentence = plain(link.subject.name)
    sentence.append(f" {saying.verb(link, 'en')} ", style=FAMILY_STYLE[relation(link.relation).family])
    sentence.append_text(plain(link.object.name))
    if tags := saying.reservations(link, "en"):
        sentence.append(f" ({', '.join(tags)})", style="italic")
    return sentence


def standing(link: Link) -> Text:
    """Status, dates, origins and confidence of a link, or where a background fact is from."""
    if link.background is not None:
        return Text.assemble("from ", plain(link.background), style="dim")
    parts = [link.status.value, *_interval(link)]
    parts.append(f"{link.origins} origin{'s' if link.origins != 1 else ''}")
    parts.append(f"confidence {link.confidence:.2f}")
    return Text(" · ".join(parts), style="dim")


def quote(one: Evidence) -> Text:
    """The words, then what they say beside the tie, outlet and day, and who says so."""
    source = [one.publisher or "unknown publisher", one.published.isoformat() if one.published else "undated"]
    if one.attributed_to:
        source.append(f"according to {one.attributed_to}")
    if one.modality is not Modality.ASSERTED:
        source.append(one.modality.value)
    line = Text.assemble("“", plain(one.quote), "”", style="italic")
    line.append_text(Text.assemble(" — ", plain(", ".join([*_details(one), *source])), style="dim"))
    if one.source_is_party:
        line.append(" (the source is a party)", style="bold red")
    return line


def leg_lines(leg: Leg) -> Iterable[RenderableType]:
    """One link, its standing, and its first quotes (the same words twice are shown once)."""
    yield Padding(phrase(leg.link), (0, 0, 0, 3))
    yield Padding(standing(leg.link), (0, 0, 0, 6))
    distinct = list({(one.article, one.start, one.end): one for one in reversed(leg.evidence)}.values())[::-1]
    yield from (Padding(quote(one), (0, 0, 0, 6)) for one in distinct[:QUOTES_SHOWN])
    if len(distinct) > QUOTES_SHOWN:
        more = f"and {len(distinct) - QUOTES_SHOWN} more quotes (--json shows all)"
        yield Padding(Text(more, style="dim"), (0, 0, 0, 6))


def path(number: int, one: Path) -> RenderableType:
    """A chain of names, then each of its links with quotes."""
    chain = Text(f"{number:>2} ", style="bold").append_text(plain(one.hops[0].start.name))
    for hop in one.hops:
        chain.append_text(_arrow(hop)).append_text(plain(hop.end.name))
    chain.append(f"   score {one.score:.3f}", style="dim")
    return Group(chain, *(line for hop in one.hops for leg in hop.legs for line in leg_lines(leg)))


def conflict(number: int, one: Conflict, sentence: str) -> RenderableType:
    """What the conflict is in words, how sure, and each leg with quotes."""
    head = Text(f"{number:>2} ", style="bold").append_text(plain(sentence))
    said = [f"rule {one.rule}", f"severity {one.severity} of 4", OVERLAP_WORDS[one.overlap.value]]
    if not one.by_claims_only:
        said.append("rests on a background fact")
    return Group(
        head,
        Padding(Text(" · ".join(said), style="dim"), (0, 0, 0, 3)),
        *(line for leg in one.legs for line in leg_lines(leg)),
    )


def links_table(entity: Entity, legs: Sequence[Leg]) -> Table:
    """All links of an entity: what, standing, newest quote."""
    table = Table(title=plain(entity.name), title_justify="left", expand=True)
    table.add_column("tie", ratio=3)
    table.add_column("standing", ratio=3)
    table.add_column("newest quote", ratio=5)
    for leg in legs:
        table.add_row(phrase(leg.link), standing(leg.link), quote(leg.evidence[0]) if leg.evidence else Text(""))
    return table


def searched(corpus: Corpus, filter: LinkFilter) -> Text:
    """ "Searched 20 articles, 2023-01-23 to 2025-07-14, 61 links; filters: none"."""
    period = f", {corpus.first} to {corpus.last}" if corpus.first else ""
    plural = "" if corpus.articles == 1 else "s"
    return Text(
        f"Searched {corpus.articles} article{plural}{period}, {corpus.links} links; filters: {filters(filter)}.",
        style="dim",
    )


def filters(filter: LinkFilter) -> str:
    """The filters in words, "none" without any."""
    words = [
        *(sorted(filter.relations) if filter.relations is not None else []),
        *(sorted(filter.statuses) if filter.statuses is not None else []),
        *([f"confidence ≥ {filter.min_confidence:g}"] if filter.min_confidence else []),
        *([f"origins ≥ {filter.min_origins}"] if filter.min_origins else []),
        *(["with planned"] if filter.planned else []),
        *(["with hedged"] if filter.hedged else []),
        *([f"as of {filter.as_of}"] if filter.as_of else []),
    ]
    return ", ".join(words) or "none"


def console() -> Console:
    """Standard output, as wide as the terminal (100 columns where there is none), without markup or guessing."""
    out = Console(markup=False, highlight=False, emoji=False)
    return out if out.is_terminal else Console(markup=False, highlight=False, emoji=False, width=100)


def _arrow(hop: Hop) -> Text:
    best = hop.legs[0].link
    words = best.relation.replace("_", " ").lower()
    if best.status is not Status.ACTIVE:
        words = f"{words}, {best.status.value}"
    forward = best.subject.id == hop.start.id
    symmetric = relation(best.relation).symmetric
    more = f" +{len(hop.legs) - 1}" if len(hop.legs) > 1 else ""
    left, right = ("──", "──") if symmetric else ("──", "─▶") if forward else ("◀─", "──")
    return Text(f" {left} {words}{more} {right} ", style=FAMILY_STYLE[relation(best.relation).family])


def _details(one: Evidence) -> list[str]:
    """Post, amount, stake and date of the claim, as far as given."""
    amount = f"{one.amount.value:,.0f} {one.amount.currency}" if one.amount else None
    stake = f"{one.stake_percent:g} %" if one.stake_percent is not None else None
    day = f"dated {one.date.text}" if one.date else None
    return [part for part in (one.title, amount, stake, day) if part]


def _interval(link: Link) -> list[str]:
    """What is known of when it held: "since", "until" where bounded, and the days between which it surely held."""
    since, until = link.since, link.until
    words = []
    if since.lo:
        words.append(f"since {_between(since)}")
    if until.hi:
        words.append(f"until {_between(until)}")
    if link.status is Status.PLANNED:
        return words  # a plan does not hold yet, whatever follows from its beginning
    if since.hi and until.lo and since.hi <= until.lo and not (since.lo and until.hi):
        if since.hi < until.lo:
            words.append(f"known to hold {since.hi} to {until.lo}")
        elif since.lo != since.hi:
            words.append(f"known to hold on {since.hi}")
    elif since.hi and not since.lo:
        words.append(f"begun by {since.hi}")
    elif until.lo and not until.hi:
        words.append(f"not over before {until.lo}")
    return words


def _between(bounds: Bounds) -> str:
    if bounds.lo and bounds.hi:
        return f"{bounds.lo}" if bounds.lo == bounds.hi else f"{bounds.lo} to {bounds.hi}"
    return f"{bounds.lo} or later" if bounds.lo else f"{bounds.hi} or earlier"
