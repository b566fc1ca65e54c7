"""The style: everything that is written can be read, by day and by night, and nothing comes from elsewhere."""

from __future__ import annotations

import re

import pytest

from api.web.view import STATIC, static

CSS = static("entente.css").decode("utf-8")
FAMILIES = ("money", "people", "trade", "conflict")


def palette(dark: bool) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    colours = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks]
    return {**colours[0], **colours[1]} if dark else colours[0]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_counted_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", ["paper", "raised"])
def test_contrast(dark: bool, ground: str) -> None:
    colours = palette(dark)
    for name in ("ink", "muted", "alert", "accent", *(f"fam-{one}" for one in FAMILIES)):
        assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    assert contrast(colours["field"], colours[ground]) >= 3


def test_families_are_told_apart() -> None:
    for dark in (False, True):
        assert len({palette(dark)[f"fam-{one}"] for one in FAMILIES}) == 4


def test_nothing_is_fetched_from_elsewhere() -> None:
    for name in STATIC:
        text = static(name).decode("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"url\(|@import|https?:|//[a-z]", text), name
        assert len(text) < 30_000
