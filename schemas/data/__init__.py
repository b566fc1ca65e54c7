"""Data files that ship with the package, and the reading they share with a newsroom's own files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from schemas.errors import DataError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is some eight times faster


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list in a data file; `place` names file, list and position for messages."""

    section: str
    fields: Mapping[str, Any]
    place: str

    def check(self, required: frozenset[str], optional: frozenset[str]) -> None:
        """Raises DataError for a missing or unknown field, or a required one that is no text."""
        for key in sorted(required):
            value = self.fields.get(key)
            if not isinstance(value, str) or not value.strip():
                raise self.error(f"{key!r} must be a text that is not empty, not {value!r}")
        if unknown := sorted(str(key) for key in self.fields.keys() - required - optional):
            known = ", ".join(sorted(required | optional))
            raise self.error(f"unknown field {', '.join(unknown)}; known: {known}")

    def error(self, message: str) -> DataError:
        return DataError(f"{self.place}: {message}")


def packaged(name: str) -> Iterator[Row]:
    """Entries of a file of this folder, in its order."""
    yield from _rows(name, resources.files("schemas").joinpath("data", name).read_text("utf-8"))


def own(path: Path) -> Iterator[Row]:
    """Entries of a newsroom's file. Raises DataError where it cannot be read or is no YAML of lists."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error})") from error
    yield from _rows(str(path), text)


def _rows(name: str, text: str) -> Iterator[Row]:
    try:
        content = yaml.load(text, Loader=_LOADER)  # a safe loader: plain values only
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that does not exist
        raise DataError(f"{name}: no valid YAML ({' '.join(str(error).split())})") from error
    if not isinstance(content, dict):
        raise DataError(f"{name}: must be a mapping of lists")
    for section, entries in content.items():
        if not isinstance(entries, list):
            raise DataError(f"{name}, {section}: must be a list")
        for number, entry in enumerate(entries, 1):
            place = f"{name}, {section}, entry {number}"
            if not isinstance(entry, dict):
                raise DataError(f"{place}: must be a mapping, not {entry!r}")
            if label := entry.get("name"):
                place += f" ({label})"
            yield Row(str(section), entry, place)
