"""A drop in what is read from the evaluation stories fails."""

from __future__ import annotations

import json

import pytest

from tests.quality import gate


@pytest.mark.skipif(gate.gold() is None, reason="the evaluation stories are not beside this checkout (ENTENTE_GOLD)")
def test_no_figure_falls() -> None:
    folder = gate.gold()
    assert folder is not None
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    assert gate.stories_hash(folder) == pinned["stories"], (
        "other stories or scorer: pin anew (see tests/quality/gate.py)"
    )
    assert gate.fallen(pinned["figures"], gate.measure(folder)) == []


def test_a_fall_is_told_and_noise_is_not() -> None:
    pinned = {"dev": {"claim all f1": 0.6, "claim recall": 0.5}}
    assert gate.fallen(pinned, {"dev": {"claim all f1": 0.595, "claim recall": 0.1}}) == []
    assert gate.fallen(pinned, {"dev": {"claim all f1": 0.58, "claim recall": 0.5}}) == [
        "dev, claim all f1: 0.580, pinned 0.600"
    ]
