"""What a client is told of an error: our own texts, what is wrong with its query; of anything else, only an id.

Each refused query leaves one short line in the log, at most so many a second; each masked error leaves its kind and
place under the id, never its text, which may hold a password or a reader's question.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from graphql import GraphQLError

from schemas.errors import (
    EntenteError,
    InputError,
    SameName,
    StoreBusy,
    StoreError,
    StoreSlow,
    UnknownName,
)

log = logging.getLogger("entente.api")

SHOWN = 10
"""Most errors of one answer."""
LINE = 200
"""Longest line of the log for a refused query, in bytes."""
TEXT = 1000
"""Longest text of an error, in characters."""

CODES: tuple[tuple[type[EntenteError], str], ...] = (
    (UnknownName, "UNKNOWN_NAME"),
    (SameName, "SAME_NAME"),
    (InputError, "BAD_INPUT"),
    (StoreSlow, "TOO_SLOW"),
    (StoreBusy, "STORE_BUSY"),
    (StoreError, "STORE"),
    (EntenteError, "ENTENTE"),
)
_SUGGESTION = re.compile(r" Did you mean [^?]*\?")
_PASSWORD = re.compile(r"(?<=://)[^\s/@]*:[^\s/@]*@")


class Refusals:
    """Writes a line for each refused query, at most `rate` a second; then how many were left out."""

    def __init__(self, *, rate: int = 10, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self.clock = clock
        self.second = -1
        self.written = 0
        self.left_out = 0

    def note(self, errors: Sequence[GraphQLError]) -> None:
        """One line: how many errors and the first of them, control characters and what is long left out."""
        second = int(self.clock())
        if second != self.second:
            if self.left_out:
                log.warning("%d refused queries not shown", self.left_out)
            self.second, self.written, self.left_out = second, 0, 0
        if self.written >= self.rate:
            self.left_out += 1
            return
        self.written += 1
        line = f"refused ({len(errors)}): {ascii(scrub(errors[0].message[:LINE]))[1:-1]}"
        log.warning("%s", line[:LINE])


class Shown:
    """Turns the errors of an answer into those that the client sees, and writes the log.

    Without `suggest` what comes near a misspelt name of the schema is kept back; Strawberry does so for fields alone.
    """

    def __init__(self, *, suggest: bool = True, refusals: Refusals | None = None) -> None:
        self.suggest = suggest
        self.refusals = refusals or Refusals()

    def __call__(self, errors: Sequence[GraphQLError]) -> list[GraphQLError]:
        """At most SHOWN errors, each with a code; the others are counted in the last."""
        refused = [one for one in errors if one.original_error is None]
        if refused:
            self.refusals.note(refused)
        shown = [self._one(one) for one in errors[:SHOWN]]
        if len(errors) > SHOWN:
            shown[-1] = GraphQLError(f"{len(errors) - SHOWN + 1} more errors.", extensions={"code": "MORE"})
        return shown

    def _one(self, error: GraphQLError) -> GraphQLError:
        cause = error.original_error
        while isinstance(cause, GraphQLError):
            cause = cause.original_error
        if cause is None:
            message = error.message if self.suggest else _SUGGESTION.sub("", error.message)
            return _again(error, message, {"code": "BAD_QUERY", **(error.extensions or {})})
        if isinstance(cause, EntenteError):
            return _again(error, scrub(str(cause)), _details(cause))
        return _again(error, *_masked(cause))


def scrub(text: str) -> str:
    """The text without user names and passwords in URLs."""
    return _PASSWORD.sub("***@", text)


def _details(cause: EntenteError) -> dict[str, Any]:
    details: dict[str, Any] = {"code": next(code for kind, code in CODES if isinstance(cause, kind))}
    if isinstance(cause, UnknownName):
        details |= {"name": cause.name, "nearest": list(cause.nearest)}
    return details


def _masked(cause: BaseException) -> tuple[str, dict[str, Any]]:
    id_ = secrets.token_hex(4)
    frames = traceback.extract_tb(cause.__traceback__)
    place = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames[-4:]))
    log.error("error %s: %s at %s", id_, type(cause).__name__, place)
    return f"Something went wrong here. The log has it under {id_}.", {"code": "INTERNAL", "id": id_}


def _again(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    message = message if len(message) <= TEXT else f"{message[:TEXT]}…"
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
