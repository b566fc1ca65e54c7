"""What is compared: two annotations of one article, by people or by a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from schemas.wire import ClaimWire, EntityWire


class Story(Protocol):
    """Who is named in an article and what it says of them; `ClaimsRecord` and `FoundRecord` are such."""

    @property
    def id(self) -> str | None: ...

    @property
    def entities(self) -> Sequence[EntityWire]: ...

    @property
    def claims(self) -> Sequence[ClaimWire]: ...
