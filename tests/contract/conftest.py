"""Every test that asks for `stores` runs once for each store; over a server with fewer examples."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.contract.stores import STORES, Stores
from tests.neo4j import servers

EXAMPLES = int(os.environ.get("ENTENTE_SERVER_EXAMPLES", "8"))
"""Of each property, over a server, whose round trips cost a hundred times those of the embedded store."""
_PHASES = (Phase.explicit, Phase.generate)  # to shrink would take a server an hour: the embedded store does that
_SETTINGS = "_hypothesis_internal_use_settings"  # where hypothesis keeps what @settings says; it offers no other way


@pytest.fixture(scope="session", params=sorted(STORES))
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "neo4j":
        servers.required()
    return Stores(request.param, STORES[request.param])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Iterator[None]:
    test: Any = item.obj
    before = getattr(test, _SETTINGS, None)
    if before is None or getattr(item, "callspec", None) is None or item.callspec.params.get("stores") != "neo4j":
        return (yield)
    setattr(test, _SETTINGS, settings(before, max_examples=min(EXAMPLES, before.max_examples), phases=_PHASES))
    try:
        return (yield)
    finally:
        setattr(test, _SETTINGS, before)
