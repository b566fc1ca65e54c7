"""The quality gate: claims read from the evaluation stories, scored, held against pinned figures.

    python -m tests.quality.gate            prints the figures and says what fell
    python -m tests.quality.gate --update   pins them; refuses to lower one without --allow-regression

The stories and the scorer are not part of the project: they are looked for in ENTENTE_GOLD, else in ../shared/gold.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PINNED = Path(__file__).with_name("pinned.json")
SETS = ("dev_en", "dev_fr")
MEASURES = ("entity all", "claim all", "status all")
SLACK = 0.01
"""How far a figure may fall: processors differ in how they round int8 products."""

Figures = dict[str, dict[str, float]]


def gold() -> Path | None:
    """The folder with the evaluation stories and their scorer, None where it is not there."""
    folder = Path(os.environ.get("ENTENTE_GOLD", ROOT.parent / "shared" / "gold"))
    return folder if all((folder / f"{name}.jsonl").is_file() for name in SETS) else None


def measure(folder: Path) -> Figures:
    """Set → F1 of each measure, end to end through the command line, and precision and recall of claims."""
    with tempfile.TemporaryDirectory() as scratch:
        read = Path(scratch) / "read.jsonl"
        stories = [folder / f"{name}.jsonl" for name in SETS]
        _run([sys.executable, "-m", "ingest.cli", "extract", *map(str, stories), "--out", str(read)])
        return {name: _scores(folder, name, read) for name in SETS}


def stories_hash(folder: Path) -> str:
    """SHA-256 over the stories and the scorer: figures are comparable only where it is the same."""
    total = hashlib.sha256()
    for name in (*(f"{one}.jsonl" for one in SETS), "score.py"):
        total.update((folder / name).read_bytes())
    return total.hexdigest()


def fallen(pinned: Figures, now: Figures) -> list[str]:
    """The figures that are lower than pinned by more than the slack, in words."""
    return [
        f"{name}, {measure}: {now[name][measure]:.3f}, pinned {value:.3f}"
        for name, figures in pinned.items()
        for measure, value in figures.items()
        if measure.endswith("f1") and now[name][measure] < value - SLACK
    ]


def _scores(folder: Path, name: str, read: Path) -> dict[str, float]:
    printed = _run([sys.executable, str(folder / "score.py"), str(folder / f"{name}.jsonl"), str(read), "--json"])
    report: dict[str, Any] = json.loads(printed)
    assert report["not predicted"] == 0, f"{name}: {report['not predicted']} stories were not read"
    figures = {f"{measure} f1": report[measure]["f1"] for measure in MEASURES}
    return {
        **figures,
        "claim precision": report["claim all"]["precision"],
        "claim recall": report["claim all"]["recall"],
    }


def _run(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--update", action="store_true")
    options.add_argument("--allow-regression", action="store_true")
    asked = options.parse_args()
    folder = gold()
    if folder is None:
        print("no evaluation stories: set ENTENTE_GOLD to their folder", file=sys.stderr)
        return 2
    now = measure(folder)
    print(json.dumps(now, indent=1))
    lower = fallen(json.loads(PINNED.read_text("utf-8"))["figures"], now) if PINNED.exists() else []
    for line in lower:
        print("fell:", line)
    if asked.update and (not lower or asked.allow_regression):
        pinned = {"stories": stories_hash(folder), "figures": now}
        PINNED.write_text(json.dumps(pinned, indent=1) + "\n", "utf-8")
        return 0
    return 1 if lower else 0


if __name__ == "__main__":
    sys.exit(main())
