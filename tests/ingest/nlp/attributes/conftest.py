"""Claims as marked text: `<s Name>` is the subject, `<o Name>` the object, `<x Name>` and `<p Person>` are others.

The subject of a post is a person. `{` and `}` enclose the quote; without them it is the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from ingest.nlp.attributes import ClaimContext, Span
from schemas.model import Event, Modality, Status

Claim = Callable[..., ClaimContext]


@pytest.fixture
def claim() -> Claim:
    """Builds a context from marked text."""
    return build


def build(
    marked: str,
    relation: str,
    *,
    lang: str = "en",
    status: Status = Status.ACTIVE,
    modality: Modality = Modality.ASSERTED,
    event: Event | None = None,
    published: date | None = date(2025, 6, 25),
) -> ClaimContext:
    """The context of a claim in `marked`."""
    spans: dict[str, list[Span]] = {"s": [], "o": [], "x": [], "p": []}
    body = ""
    opened, closed = 0, None
    for part in re.split(r"(<[soxp] [^>]*>|[{}])", marked):
        if part == "{":
            opened = len(body)
        elif part == "}":
            closed = len(body)
        elif re.fullmatch(r"<[soxp] [^>]*>", part):
            name = part[3:-1]
            spans[part[1]].append((len(body), len(body) + len(name)))
            body += name
        else:
            body += part
    everyone = [span for group in spans.values() for span in group]
    people = spans["p"] + (spans["s"] if relation == "HOLDS_ROLE" else [])
    return ClaimContext(
        body=body,
        lang=lang,
        published=published,
        relation=relation,
        status=status,
        modality=modality,
        event=event,
        subject=tuple(spans["s"]),
        object=tuple(spans["o"]),
        quote=(opened, len(body) if closed is None else closed),
        others=tuple(sorted(spans["x"] + spans["p"])),
        names={span: body[slice(*span)] for span in everyone},
        people=frozenset(people),
    )
