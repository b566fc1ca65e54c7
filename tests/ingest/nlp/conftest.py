"""The shipped model, loaded once for all tests of the reader."""

from __future__ import annotations

import pytest

from ingest.nlp.read import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(threads=1)
