"""Settings for all tests. Hypothesis profiles by ENTENTE_HYPOTHESIS: ci (the default), hunt (no shrinking), deep."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.neo4j.servers import POOL, why_not

pytest.register_assert_rewrite("tests.contract.scenarios", "tests.contract.stores")

_COMMON: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
settings.register_profile("ci", max_examples=40, derandomize=True, **_COMMON)
settings.register_profile("hunt", max_examples=60, phases=[Phase.generate], **_COMMON)
settings.register_profile("deep", max_examples=2_000, **_COMMON)
settings.load_profile(os.environ.get("ENTENTE_HYPOTHESIS", "ci"))


@pytest.fixture(scope="session", autouse=True)
def _servers() -> Iterator[None]:
    """Stops the servers that tests have started."""
    yield
    POOL.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if reason := why_not():
        terminalreporter.write_line(f"The Neo4j store was not tested: {reason}.")
