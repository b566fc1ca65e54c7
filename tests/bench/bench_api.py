"""What GraphQL adds to a question for 20 paths: `python -m tests.bench.bench_api [ROUNDS]`, all in this process.

Prints the median of the port alone, of the port with its evidence, and of the same over HTTP and GraphQL.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from cypher.evidence import quote
from cypher.store import GraphStore, PathQuery
from tests.api.conftest import serving, stored
from tests.api.stories import Said, article

QUERY = """query ($evidence: Boolean!) { paths(from: "Left", to: "Right", maxHops: 4) { truncated paths { score hops {
  from { id name } to { id name }
  links { relation status modality confidence origins since { lo hi } until { lo hi }
    subject { name } object { name }
    evidence @include(if: $evidence) { nodes { quote publisher published article start end } } } } } } }"""
MIDDLES = 20


def ladder() -> list[Said]:
    """Two names with paths of four hops between them, MIDDLES of them side by side."""
    names = [("Left", f"A{one}", f"B{one}", f"C{one}", "Right") for one in range(MIDDLES)]
    return [
        Said(first, "PARTNER_OF", second, f"{first} works with {second}.")
        for chain in names
        for first, second in pairwise(chain)
    ]


async def timed(rounds: int, work: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Medians in milliseconds, by the clock and of the processor, after two rounds that do not count."""
    clock, processor = [], []
    for _ in range(rounds + 2):
        begun = perf_counter(), process_time()
        await work()
        clock.append((perf_counter() - begun[0]) * 1000)
        processor.append((process_time() - begun[1]) * 1000)
    return median(clock[2:]), median(processor[2:])


async def bench(store: GraphStore, rounds: int) -> None:
    query = PathQuery("o:left", "o:right")

    async def quoted() -> object:
        return await quote(store, await store.paths(query))

    answer = await store.paths(query)
    assert len(answer.paths) == MIDDLES
    assert all(len(path.hops) == 4 for path in answer.paths)
    async with serving(store) as client:
        figures = {
            "port, paths": await timed(rounds, lambda: store.paths(query)),
            "port, paths and evidence": await timed(rounds, quoted),
            "GraphQL, paths": await timed(rounds, lambda: client.ask(QUERY, evidence=False)),
            "GraphQL, paths and evidence": await timed(rounds, lambda: client.ask(QUERY, evidence=True)),
            "GraphQL, smallest query": await timed(rounds, lambda: client.ask("{ __typename }")),
        }
    print(f"{'':28}   clock processor (ms, medians of {rounds})")
    for name, (clock, processor) in figures.items():
        print(f"{name:28} {clock:7.2f} {processor:9.2f}")


async def main(rounds: int) -> None:
    with TemporaryDirectory() as folder:
        async with stored(Path(folder), article("ladder", "Northern Courier", "2025-06-01", ladder())) as store:
            await bench(store, rounds)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
