"""Every error that Entente raises on purpose.

EntenteError
├── InputError          what a person or file gave cannot be used (place and remedy in the message)
│   ├── UnknownName     a name that the store does not hold; carries the nearest names
│   └── SameName        both ends of a path are one entity
├── DataError           a packaged or user data file (ontology, rule, alias table) is wrong
└── StoreError          the store cannot be opened, read or written
    ├── StoreVersion    the store was written by another version and cannot be migrated
    ├── StoreBusy       another process holds the store
    └── StoreSlow       no answer within the time allowed
"""

from __future__ import annotations

from collections.abc import Sequence


class EntenteError(Exception):
    """Root of all errors raised on purpose; its text is fit to be shown to a user."""


class InputError(EntenteError):
    """What a person or file gave cannot be used."""


class UnknownName(InputError):
    """No entity has this name; `nearest` holds names that come close, best first."""

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        hint = f" Near names: {', '.join(self.nearest)}." if self.nearest else ""
        super().__init__(f"No entity is called “{name}”.{hint}")


class SameName(InputError):
    """Both names stand for one entity."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"“{first}” and “{second}” are one entity: a path needs two.")


class DataError(EntenteError):
    """A packaged or user data file is wrong; the message names the file and the entry."""


class StoreError(EntenteError):
    """The store cannot be opened, read or written."""


class StoreVersion(StoreError):
    """The store was written by a version that this one cannot migrate."""


class StoreBusy(StoreError):
    """Another process holds the store."""


class StoreSlow(StoreError):
    """No answer within the time allowed."""
