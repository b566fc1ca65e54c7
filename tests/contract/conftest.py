"""Every test that asks for `stores` runs once for each store."""

from __future__ import annotations

import pytest

from tests.contract.stores import STORES, Stores


@pytest.fixture(scope="session", params=sorted(STORES))
def stores(request: pytest.FixtureRequest) -> Stores:
    return Stores(request.param, STORES[request.param])
