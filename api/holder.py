"""The store of a running server: opened once, tried again while it cannot be, closed at the end."""

from __future__ import annotations

import asyncio
import time

from api.service import Knowledge, Service
from api.settings import Settings
from cypher.open import open_store
from cypher.store import ConflictQuery, GraphStore
from schemas import background, rules
from schemas.errors import EntenteError

AGAIN = 1.0
"""Seconds after a failed opening until the next try."""


class Holder:
    """Holds the service over the store of the settings, or over one that is given (and then closed by its giver)."""

    def __init__(self, settings: Settings, store: GraphStore | None = None) -> None:
        """Reads rules and background facts. Raises DataError for a bad file."""
        self.settings = settings
        self.knowledge = Knowledge(rules.load(settings.rules), background.load(settings.background))
        self._given = store is not None
        self._service = self._serve(store) if store is not None else None
        self._lock = asyncio.Lock()
        self._failed: EntenteError | None = None
        self._tried = float("-inf")

    async def service(self) -> Service:
        """The service; opens the store where that was not possible before.

        Raises StoreError, or InputError for a URL that is none.
        """
        if self._service is not None:
            return self._service
        async with self._lock:
            if self._service is None:
                await self._open()
            assert self._service is not None
            return self._service

    async def warm(self) -> None:
        """Ask for conflicts by no rule at all, so that the store has read its links before the first reader asks."""
        service = await self.service()
        await service.store.conflicts(ConflictQuery(rules=()))

    async def close(self) -> None:
        """Close the store, if it was opened here."""
        service, self._service = self._service, None
        if service is not None and not self._given:
            await service.store.close()

    async def _open(self) -> None:
        if self._failed is not None and time.monotonic() - self._tried < AGAIN:
            raise self._failed
        try:
            self._service = self._serve(await open_store(self.settings.store))
        except EntenteError as error:
            self._failed = error
            self._tried = time.monotonic()
            raise

    def _serve(self, store: GraphStore) -> Service:
        return Service(store, self.knowledge, seconds=self.settings.seconds)
