"""Loaders that turn many small questions of one request into one call to the store."""

from __future__ import annotations

from collections.abc import Sequence

from strawberry.dataloader import DataLoader

from api.service import Service
from schemas.model import Evidence


def evidence_loader(service: Service) -> DataLoader[str, tuple[Evidence, ...]]:
    """Link id -> its evidence; what is asked for in one turn of the loop is brought by one call."""

    async def load(links: Sequence[str]) -> Sequence[tuple[Evidence, ...]]:
        found = await service.evidence(links)
        return [found.get(link, ()) for link in links]

    return DataLoader(load_fn=load)
