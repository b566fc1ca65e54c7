"""A process that adds batches to a store until it is killed: `python -m tests.contract.writer URL`.

It prints `ready`, then the number of each batch once the store has acknowledged it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from schemas.model import ArticleRecord
from tests.contract.stores import opened, run
from tests.contract.worlds import told

BATCH, BATCHES = 3, 400
TIES = ("Acme CLIENT_OF Borel", "Gamma INVESTED_IN Borel", "Acme COMPETES_WITH Gamma", "Borel PARTNER_OF Delta")


def batch(number: int) -> Sequence[ArticleRecord]:
    """The same batch in every process: articles whose claims meet on the same few links."""
    day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    status = "ended" if number % 5 == 4 else "active"
    return told(TIES[number % len(TIES)], [f"{day} {status}"] * BATCH, label=f"b{number:03}-").records


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def write(url: str) -> None:
    async with opened(url) as store:
        say("ready")
        for number in range(BATCHES):
            await store.add(batch(number))
            say(str(number))


if __name__ == "__main__":
    run(write(sys.argv[1]))
