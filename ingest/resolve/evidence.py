"""What speaks for and against two names being one actor's: named features, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.resolve import organizations, persons
from ingest.resolve.context import Setting, compared, setting
from ingest.resolve.words import flat
from schemas.aliases import AliasTable
from schemas.model import EntityType, Kind
from schemas.names import fold


@dataclass(frozen=True, slots=True)
class Named:
    """A name as one article has it; `context` is the sentence or passage around it, empty where there is none."""

    name: str
    type: EntityType
    kind: Kind | None = None
    lang: str | None = None
    context: str = ""


def _listed(names: str) -> frozenset[str]:
    return frozenset(" ".join(one.split()) for one in names.split(";"))


FIRM = _listed("equal; same words; both sound; family sound")
"""Names that are one unless something speaks against it."""
NAMESAKE = _listed(
    """
    acronym; equal, known words; equal, one word; given nickname; middle lacking; middle same; mostly the same
    words; order; person equal
    """
)
"""Names that are one more often than not."""
ALIKE = _listed(
    """
    soft words differ; both vary;
    acronym of three; acronym of two; acronym, translated; cognates; double family; equal acronym; equal, known
    word; family bones; family near sound; family one letter; family only; generic name; given bones; given initial;
    given shortened; given sound; given vowel; initials equal; lone; lone sound; long form; loose acronym; middle
    for first; nickname only; one letter; order; other legal form; same words, other order; soft word more; soft
    word more, known word; ticker; word more
    """
)
"""Names that may be one, if what is said around them agrees."""


def group(relation: str) -> str:
    """How much a relation of names promises: firm, namesake, alike or far."""
    for name, held in (("firm", FIRM), ("namesake", NAMESAKE), ("alike", ALIKE)):
        if relation in held:
            return name
    return "far"


# Kinds that a reader may take for one another are one sort here.
_SORTS = {Kind.GOVERNMENT: "state", Kind.UNIVERSITY: "learning", Kind.NONPROFIT: "cause"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features by name; `settled` where one fact decides: "same", "different", or "not same" (at most unsure)."""

    relation: str
    features: dict[str, float]
    settled: str = ""
    why: str = ""


def gather(a: Named, b: Named, aliases: AliasTable) -> Evidence:
    """All evidence on two names; the same for (b, a)."""
    if a.type is not b.type:
        return Evidence("other type", {}, "different", "a person is no organization")
    if a.type is EntityType.PERSON:
        relation = persons.relation(a.name, b.name)
        relation = "person equal" if relation == "equal" else relation
        common = persons.person(a.name).common or persons.person(b.name).common
    else:
        relation = organizations.relation(a.name, b.name)
        common = False
    left, right = setting(a.context), setting(b.context)
    own = frozenset(flat(a.name).split() + flat(b.name).split())
    bundle = group(relation)
    table = _table(a, b, aliases)
    if table == "same in context" and ("acronym" in relation or relation.startswith("soft word more")):
        bundle = "namesake"
    around = compared(left, right, own)
    if relation in ("order", "middle lacking", "middle same", "person equal"):
        bundle = "namesake"
    features = {"": 1.0, f"name: {relation}": 1.0, f"{bundle} names": 1.0}
    rarity = "common" if common else "rare"
    if a.type is EntityType.PERSON:
        features |= {f"{rarity} family": 1.0, f"{bundle}, {rarity} family": 1.0}
        features |= {f"{bundle}, {rarity} family, {name}": value for name, value in around.items()}
    features |= {f"{bundle}, {name}": value for name, value in around.items()}
    features |= around
    features |= _said(a, b, left, right, bundle)
    if a.kind and b.kind and _SORTS.get(a.kind, "") != _SORTS.get(b.kind, ""):
        features |= {"other kind": 1.0, f"{bundle}, other kind": 1.0}
    if table == "same":
        features["alias table"] = 1.0
        if relation in ALIKE or bundle == "far":
            features["alias table, other spelling"] = 1.0
    elif table:
        features |= {f"alias table {table}": 1.0, f"alias table {table}, {bundle}": 1.0}
    settled = _settled(relation, table, a, b, "other kind" in features)
    if a.type is EntityType.PERSON and not settled[0] and "family" in left.cues | right.cues:
        settled = "not same", "a relative is spoken of"
    if not settled[0] and bundle != "far" and "other kind" in features:
        settled = "not same", "bodies of two sorts"
    if not settled[0] and around.get("founded in other years"):
        settled = "not same", "founded in different years"
    return Evidence(relation, features, *settled)


def _settled(relation: str, table: str, a: Named, b: Named, other_kind: bool) -> tuple[str, str]:
    """A decision that one fact makes. A table says so of names that differ; two actors may bear one name."""
    if table == "different":
        return "different", "the alias table has two entries"
    if table == "same" and fold(a.name) != fold(b.name) and not relation.startswith("equal") and not other_kind:
        return "same", "the alias table has both names for one"
    if relation in ("other number", "different middle", "different suffix", "sister units", "kindred body"):
        return "different", relation
    return "", ""


def _said(a: Named, b: Named, left: Setting, right: Setting, bundle: str) -> dict[str, float]:
    """What the texts say outright: one name in the other's context, and cues of a change of name or of two bodies."""
    found: dict[str, float] = {}
    here, there = flat(a.name), flat(b.name)
    crossed = here != there and (_mentions(left, there, here) or _mentions(right, here, there))
    cues = left.cues | right.cues
    if a.type is EntityType.PERSON:
        cues -= {"parent", "brand", "short"}  # said of companies
    if crossed:
        found["one names the other"] = 1.0
    for cue in sorted(cues):
        found[f"cue {cue}"] = 1.0
        found[f"{bundle}, cue {cue}"] = 1.0
        if crossed:
            found[f"one names the other, cue {cue}"] = 1.0
    if crossed and not cues:
        found["one names the other, no cue"] = 1.0
    return found


def _mentions(where: Setting, name: str, own: str) -> bool:
    """Whether a context names the other beside its own name (a name within the own name does not count)."""
    return name.strip() != "" and name in where.flat.replace(own, "  ")


def _table(a: Named, b: Named, aliases: AliasTable) -> str:
    one, other = aliases.lookup(a.type, a.name), aliases.lookup(b.type, b.name)
    if one and other:
        return "same" if one.id == other.id else "different"
    known, unknown = (one, b) if one else (other, a)
    if known and known in aliases.in_context(unknown.type, unknown.name):
        return "same in context"
    return ""


def reasons(evidence: Evidence, weights: dict[str, float], limit: int = 5) -> tuple[str, ...]:
    """The features that weighed most, with their share, heaviest first."""
    shares = {name: weights.get(name, 0.0) * value for name, value in evidence.features.items() if name}
    heaviest = sorted(shares, key=lambda name: (-abs(shares[name]), name))[:limit]
    return tuple(f"{name} ({shares[name]:+.1f})" for name in heaviest if abs(shares[name]) >= 0.05)
