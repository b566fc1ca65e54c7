"""Figures of many articles, calibration, and what people are shown."""

from __future__ import annotations

import pytest

from ingest.scoring.calibration import Calibration, calibration
from ingest.scoring.compare import compare
from ingest.scoring.report import by_language, f1, report
from ingest.scoring.show import lines
from tests.ingest.scoring.annotated import BODY, BOUGHT, RAN, RIVALS, found, gold

PERFECT = compare(gold(), found(BOUGHT, RAN, RIVALS), body=BODY)
EMPTY = compare(gold(), None, body=BODY)


def test_figures_are_over_all_claims_of_all_articles() -> None:
    figures = report([PERFECT, EMPTY])
    assert (figures["articles"], figures["not_read"]) == (2, 1)
    every = figures["claim"]["all"]
    assert (every["precision"], every["recall"], every["f1"]) == (1.0, 0.5, 0.667)
    assert (every["required"], every["found"]) == (6, 3)
    assert list(figures["claim"]) == ["all", "ACQUIRED", "COMPETES_WITH", "HOLDS_ROLE"]
    low, high = every["interval"]
    assert low == 0.0  # some samples hold the empty article only
    assert high == 1.0


def test_the_same_rows_give_the_same_interval() -> None:
    rows = [PERFECT, EMPTY, PERFECT]
    assert report(rows) == report(rows)


def test_one_report_for_each_language_and_one_for_all() -> None:
    both = by_language([("en", PERFECT), ("fr", EMPTY)])
    assert list(both) == ["en", "fr", "all"]
    assert [both[lang]["claim"]["all"]["f1"] for lang in both] == [1.0, 0.0, 0.667]
    assert list(by_language([("fr", EMPTY)])) == ["fr"]


def test_scores_without_anything_found_or_required_are_nought() -> None:
    assert f1({}) == (0.0, 0.0, 0.0)
    assert f1({"tp": 1, "fp": 1, "fn": 3}) == pytest.approx((0.5, 0.25, 1 / 3))


def test_calibration_error_is_the_mean_gap_between_confidence_and_truth() -> None:
    assert calibration([]) == Calibration(None, 0, 0, 0)
    perfect = calibration([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    assert perfect.error == pytest.approx(0.0)
    boastful = calibration([(0.95, True), (0.95, False), (1.0, False), (0.9, True), (0.25, False)])
    assert boastful.error == pytest.approx((4 * (3.8 / 4 - 0.5) + 0.25) / 5)
    assert (boastful.claims, boastful.sure, boastful.sure_right) == (5, 4, 2)


def test_gaps_of_different_bins_do_not_cancel() -> None:
    assert calibration([(0.15, True), (0.85, False)]).error == pytest.approx(0.85)


def test_people_are_shown_every_figure() -> None:
    shown = "\n".join(lines(by_language([("en", PERFECT), ("fr", EMPTY)])))
    assert "en: 1 article\n" in shown
    assert "fr: 1 article, 1 of them not read\n" in shown
    assert "all languages: 2 articles, 1 of them not read\n" in shown
    assert "evidence overlaps   right in 3 of 3 (1.000)" in shown
    assert "confidence ≥ 0.9    right in 3 of 3" in shown
