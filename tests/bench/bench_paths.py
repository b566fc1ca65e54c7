"""How long a path query takes, and how fast articles are taken in: `python -m tests.bench.bench_paths`.

On a busy machine the wall clock tells little, so the processor's time is printed beside it.

Entities and links are put straight into the store's own tables (no articles under them), then asked for through the
port, as a program does. Links: one end at random, the other by weight 1 / rank, so that there are hubs. The first query
builds the graph in memory and is told apart. `--articles` generated articles are added through the port, 100 at a time.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from cypher.links import link_id
from cypher.open import open_store
from cypher.store import PathQuery
from cypher.stores.sqlite import SqliteStore
from cypher.stores.sqlite.database import Session
from schemas.model import (
    Article,
    ArticleEntity,
    ArticleRecord,
    Claim,
    EntityType,
    LinkFilter,
    Mention,
    Modality,
    Quote,
    Status,
)
from schemas.names import entity_id
from schemas.ontology import relations

DAY = date(2020, 1, 1)
ASKED = 500


def main() -> None:
    """Print build time, median and 95th percentile of queries, and the rate of `add`."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--entities", type=int, default=100_000)
    options.add_argument("--links", type=int, default=300_000)
    options.add_argument("--articles", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        asyncio.run(bench_paths(Path(folder) / "paths.db", given.entities, given.links, given.seed))
        asyncio.run(bench_add(Path(folder) / "add.db", given.articles, given.seed))


async def bench_paths(file: Path, entities: int, links: int, seed: int) -> None:
    """Queries between random entities, and between the largest hubs."""
    chance = random.Random(seed)
    store = SqliteStore(str(file))
    began = time.perf_counter()
    ids = await store._database.write(lambda session: fill(session, entities, links, chance))
    print(f"{entities:,} entities, {links:,} links written to the tables in {time.perf_counter() - began:.1f} s")
    began, busy = time.perf_counter(), time.process_time()
    await store.paths(PathQuery(ids[0], ids[1]))
    took, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"first query (builds the graph): {took:.2f} s, of the processor {busy:.2f} s")
    day = LinkFilter(as_of=DAY + timedelta(days=900))
    pairs = [tuple(chance.sample(ids, 2)) for _ in range(ASKED)]
    hubs = [tuple(chance.sample(ids[:20], 2)) for _ in range(ASKED // 10)]
    await ask(store, "random pairs, up to 4 hops", pairs)
    await ask(store, "random pairs, up to 4 hops, as of a day", pairs, filter=day)
    await ask(store, "random pairs, up to 3 hops", pairs, max_hops=3)
    await ask(store, "pairs of the 20 largest hubs, up to 4 hops", hubs)
    await store.close()


async def ask(
    store: SqliteStore,
    what: str,
    pairs: Sequence[Sequence[str]],
    *,
    filter: LinkFilter | None = None,
    max_hops: int = 4,
) -> None:
    """Print the times of one kind of query."""
    times, worked, hit, cut = [], [], 0, 0
    for start, end in pairs:
        began, busy = time.perf_counter(), time.process_time()
        answer = await store.paths(PathQuery(start, end, filter=filter or LinkFilter(), max_hops=max_hops))
        times.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - busy))
        hit += bool(answer.paths)
        cut += answer.truncated
    print(
        f"{what}: {spread(times)}; of the processor alone {spread(worked)} "
        f"({len(times)} queries, {hit} with a path, {cut} truncated)"
    )


def spread(times: Sequence[float]) -> str:
    """Median, 95th percentile and largest."""
    ordered = sorted(times)
    late = ordered[len(ordered) * 95 // 100]
    return f"median {statistics.median(ordered):.2f} ms, p95 {late:.2f}, max {ordered[-1]:.1f}"


def fill(session: Session, entities: int, links: int, chance: random.Random) -> list[str]:
    """Entities and links in the derived tables, as deriving would leave them; ids, the largest hubs first."""
    names = [f"Company {number:06}" for number in range(entities)]
    chance.shuffle(names)
    ids = [entity_id(EntityType.ORGANIZATION, name) for name in names]
    session.run("revision_next")
    more = {"type": EntityType.ORGANIZATION, "kind": None, "aliases": "[]", "revision": 1}
    session.many("entity_put", ({"id": id_, "name": name, **more} for id_, name in zip(ids, names, strict=True)))
    session.many("member_put", ({"base": id_, "entity": id_} for id_ in ids))
    session.many("link_put", (row(*ends, chance) for ends in random_ends(ids, links, chance)))
    return ids


def random_ends(ids: Sequence[str], count: int, chance: random.Random) -> list[tuple[str, str, str]]:
    """So many different (subject, relation, object)."""
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(ids))))
    names = [name for name, one in relations().items() if EntityType.ORGANIZATION in one.subject]
    found: dict[tuple[str, str, str], None] = {}
    while len(found) < count:
        one, other = chance.choice(ids), chance.choices(ids, cum_weights=weights)[0]
        if one != other:
            relation = chance.choice(names)
            ends = sorted((one, other)) if relations()[relation].symmetric else [one, other]
            found[(ends[0], relation, ends[1])] = None
    return list(found)


def row(subject: str, relation: str, object_: str, chance: random.Random) -> dict[str, object]:
    """A link: one in five ended, confidences and dates at random."""
    since = DAY + timedelta(days=chance.randrange(2000))
    ended = chance.random() < 0.2
    until = (since + timedelta(days=chance.randrange(1000))).isoformat() if ended else None
    return {
        "id": link_id(subject, relation, object_),
        "subject": subject,
        "relation": relation,
        "object": object_,
        "status": Status.ENDED if ended else Status.ACTIVE,
        "modality": Modality.ASSERTED,
        "contested": False,
        "since_lo": since.isoformat(),
        "since_hi": since.isoformat(),
        "until_lo": until or since.isoformat(),
        "until_hi": until,
        "confidence": chance.randrange(5_000, 10_001) / 10_000,
        "origins": chance.randrange(1, 5),
        "claims": 5,
        "newest": since.isoformat(),
        "revision": 1,
    }


async def bench_add(file: Path, count: int, seed: int) -> None:
    """Articles of 12 entities and 8 claims each among 2,000 names of uneven weight."""
    chance = random.Random(seed)
    records = [article(number, chance) for number in range(count)]
    claims = sum(len(one.claims) for one in records)
    store = await open_store(str(file))
    began, busy = time.perf_counter(), time.process_time()
    for first in range(0, count, 100):
        await store.add(records[first : first + 100])
    took = time.perf_counter() - began
    busy = time.process_time() - busy
    print(
        f"add: {count:,} articles, {claims:,} claims in {took:.1f} s: {claims / took:,.0f} claims/s "
        f"(processor {busy:.1f} s: {claims / busy:,.0f} claims/s)"
    )
    began = time.perf_counter()
    await store.add(records)
    print(f"the same again: {time.perf_counter() - began:.2f} s, nothing added; {await store.corpus()}")
    await store.close()


def article(number: int, chance: random.Random) -> ArticleRecord:
    """A made-up article."""
    names = {f"Company {int(chance.paretovariate(0.6)) % 2000}" for _ in range(16)}
    text = f"Story {number}. " + ". ".join(names)
    found = tuple(
        ArticleEntity(f"e{at}", EntityType.ORGANIZATION, name, None, (name,), (Mention(0, 5, "Story"),) * 3)
        for at, name in enumerate(sorted(names))
    )
    said = tuple(
        Claim(
            relation="PARTNER_OF" if one % 2 else "CLIENT_OF",
            subject=pair[0].id,
            object=pair[1].id,
            status=Status.ACTIVE,
            modality=Modality.ASSERTED,
            quote=Quote(text[:40], 8, 48),
            confidence=0.9,
        )
        for one, pair in enumerate(chance.sample(found, 2) for _ in range(8 if len(found) > 1 else 0))
    )
    day = DAY + timedelta(days=number % 1500)
    told = Article(f"a{number}", f"Title {number}", text, "en", "", f"Paper {number % 40}", day)
    identity = tuple((one.id, entity_id(one.type, one.name)) for one in found)
    return ArticleRecord(told, found, said, "bench", identity)


if __name__ == "__main__":
    main()
