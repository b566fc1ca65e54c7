"""Reports for people: lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.scoring.attributes import ATTRIBUTES
from ingest.scoring.compare import ALL, CLAIM, ENTITY, MEASURES, STATUS, Error
from ingest.terminal import printable

TITLES = {ENTITY: "entities", CLAIM: "claims", STATUS: "claims with status and modality"}
WORDS = {"stake_percent": "stake", "evidence": "evidence overlaps", "attributed_to": "attributed to"}


def lines(reports: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Every report under its language."""
    for position, (lang, report) in enumerate(reports.items()):
        if position:
            yield ""
        yield from _report({ALL: "all languages", "": "language unknown"}.get(lang, lang), report)


def error_lines(error: Error) -> Iterator[str]:
    """The claim and its sentence, on two lines."""
    sure = "" if error.confidence is None else f" ({error.confidence:.2f})"
    yield printable(f"{error.article}  {error.what}{sure}  {error.claim}")
    yield printable(f"    “{error.sentence}”")


def _report(name: str, report: Mapping[str, Any]) -> Iterator[str]:
    unread = f", {report['not_read']} of them not read" if report["not_read"] else ""
    yield f"{name}: {report['articles']} article{'' if report['articles'] == 1 else 's'}{unread}"
    yield f"{'':34}{'precision':>9} {'recall':>7} {'F1':>6}  {'95 % interval':13} {'required':>8} {'found':>6}"
    for measure in MEASURES:
        for part, figures in report[measure].items():
            yield _part(TITLES[measure] if part == ALL else f"  {part}", figures)
    yield ""
    for attribute in ATTRIBUTES:
        yield _attribute(WORDS.get(attribute, attribute), report[attribute])
    yield from _confidence(report["confidence"])


def _part(label: str, figures: Mapping[str, Any]) -> str:
    interval = "{:.3f} – {:.3f}".format(*figures["interval"]) if "interval" in figures else ""
    return (
        f"{label:34}{figures['precision']:9.3f} {figures['recall']:7.3f} {figures['f1']:6.3f}  {interval:13}"
        f" {figures['required']:8} {figures['found']:6}"
    )


def _attribute(label: str, figures: Mapping[str, int]) -> str:
    share = f" ({figures['right'] / figures['of']:.3f})" if figures["of"] else ""
    extra = f"; {figures['extra']} where the gold has none" if figures["extra"] else ""
    return f"{label:20}right in {figures['right']} of {figures['of']}{share}{extra}"


def _confidence(figures: Mapping[str, Any]) -> Iterator[str]:
    if figures["calibration_error"] is None:
        return
    yield f"{'calibration error':20}{figures['calibration_error']:.3f} over {figures['claims']} claims"
    yield f"{'confidence ≥ 0.9':20}right in {figures['sure_right']} of {figures['sure']}"
