"""How fast a Neo4j store takes claims in and finds paths: `python -m tests.bench.bench_neo4j`. Needs Java and Maven.

Loading is set against a plain `UNWIND … MERGE` of the same articles, entities, claims and links on the same server,
without the work that makes links out of claims. Paths go through the port over links put straight into the graph, and
are set against the same Cypher with the same parameters, sent again without anything of ours around it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import neo4j

from cypher.links import link_id
from cypher.store import GraphStore, PathQuery
from cypher.stores import rows
from cypher.stores.neo4j.server import Row, Session
from schemas.model import ArticleRecord, EntityType
from schemas.names import entity_id
from tests.bench.bench_paths import article, random_ends, row, spread
from tests.contract.stores import opened
from tests.neo4j.servers import Neo4jServer

BATCH = 200
RAW = """
UNWIND $rows AS row
MERGE (article:Article {hash: row.hash}) SET article += row.article
MERGE (subject:Entity:Actor {id: row.subject})
MERGE (object:Entity:Actor {id: row.object})
MERGE (claim:Claim {id: row.id}) SET claim += row.claim
MERGE (article)-[:SAYS]->(claim)
MERGE (claim)-[:SUBJECT]->(subject)
MERGE (claim)-[:OBJECT]->(object)
MERGE (subject)-[link:CLIENT_OF]->(object) SET link.id = row.link
"""
ENTITIES = """
UNWIND $rows AS row
CREATE (n:Actor:Entity:Organization {id: row.id, name: row.name, type: 'Organization', aliases: [], links: row.links})
"""
LINKS = """
UNWIND $rows AS row
MATCH (a:Entity {id: row.subject}) MATCH (b:Entity {id: row.object})
CREATE (a)-[link:$(row.relation)]->(b) SET link = row.values
"""


def main() -> None:
    """Print the rates of loading and the times of path queries."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=1_000)
    options.add_argument("--entities", type=int, default=20_000)
    options.add_argument("--links", type=int, default=60_000)
    options.add_argument("--hub", type=int, default=5_000, help="links that one entity has")
    options.add_argument("--asked", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    server = Neo4jServer()
    server.start()
    try:
        asyncio.run(bench_load(server, given.articles, given.seed))
        asyncio.run(bench_paths(server, given))
    finally:
        server.remove()


async def bench_load(server: Neo4jServer, count: int, seed: int) -> None:
    """Claims a second through the port, the same again, and raw."""
    chance = random.Random(seed)
    records = [article(number, chance) for number in range(count)]
    claims = sum(len(one.claims) for one in records)
    async with opened(server.url) as store:
        await store.add(records[:BATCH])  # plans its queries
        server.wipe()
        first = await timed(lambda: added(store, records))
        again = await timed(lambda: added(store, records))
    server.wipe()
    raw_rows = [one for record in records for one in raw(record)]
    server.driver.execute_query(RAW, rows=raw_rows[:1])
    server.wipe()
    began = time.perf_counter()
    for start in range(0, claims, 1_000):
        server.driver.execute_query(RAW, rows=raw_rows[start : start + 1_000])
    plain = time.perf_counter() - began
    server.wipe()
    print(f"{count:,} articles, {claims:,} claims, batches of {BATCH} articles")
    rates = f"through the port {claims / first:,.0f} claims/s, raw MERGE {claims / plain:,.0f}"
    print(f"{rates}: {plain / first:.2f} of raw")
    print(f"the same again: {again:.1f} s, {again / first:.2f} of the first time")


async def added(store: GraphStore, records: Sequence[ArticleRecord]) -> None:
    for start in range(0, len(records), BATCH):
        await store.add(records[start : start + BATCH])


async def timed(work: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def raw(record: ArticleRecord) -> list[dict[str, Any]]:
    """The rows of a record's claims."""
    identity = dict(record.identity)
    values = rows.article_values(record)
    found = []
    for claim in record.claims:
        id_, ends = rows.claim_id(record.article.id, claim), (identity[claim.subject], identity[claim.object])
        said = {"hash": values["hash"], "article": values, "id": id_, "claim": rows.claim_values(id_, claim)}
        found.append({**said, "subject": ends[0], "object": ends[1], "link": link_id(ends[0], "CLIENT_OF", ends[1])})
    return found


async def bench_paths(server: Neo4jServer, given: argparse.Namespace) -> None:
    """Times of path queries between random entities, and from the hub."""
    chance = random.Random(given.seed)
    ids = fill(server, given, chance)
    async with opened(server.url) as store:
        pairs = [tuple(chance.sample(ids, 2)) for _ in range(given.asked)]
        await ask(server, store, "random pairs, up to 4 hops", pairs)
        await ask(server, store, "from the hub, up to 4 hops", [(ids[0], one) for one, _ in pairs if one != ids[0]])


async def ask(server: Neo4jServer, store: GraphStore, what: str, pairs: Sequence[Sequence[str]]) -> None:
    sent: list[tuple[str, dict[str, Any]]] = []
    text = Session.text

    async def noted(session: Session, query: str, parameters: dict[str, Any]) -> list[Row]:
        sent.append((query, parameters))
        return await text(session, query, parameters)

    times, plain, hit = [], [], 0
    async with neo4j.AsyncGraphDatabase.driver(server.address, auth=("neo4j", server.password)) as driver:
        for start, end in [pairs[0], *pairs]:  # the first again, once all is planned
            sent.clear()
            Session.text = noted  # type: ignore[assignment,method-assign]
            began = time.perf_counter()
            answer = await store.paths(PathQuery(start, end))
            times.append(1000 * (time.perf_counter() - began))
            Session.text = text  # type: ignore[method-assign]
            hit += bool(answer.paths)
            plain.append(await replayed(driver, list(sent)))
    print(f"{what}: {spread(times[1:])} ({len(pairs)} queries, {hit - 1} or more with a path)")
    print(f"  the same Cypher raw: {spread(plain[1:])}; port to raw {sum(times[1:]) / sum(plain[1:]):.2f}")


async def replayed(driver: neo4j.AsyncDriver, sent: Sequence[tuple[str, dict[str, Any]]]) -> float:
    async def work(transaction: neo4j.AsyncManagedTransaction) -> None:
        for query, parameters in sent:
            result = await transaction.run(query, parameters)
            await result.fetch(10_000_000)

    began = time.perf_counter()
    async with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        await session.execute_read(work)
    return 1000 * (time.perf_counter() - began)


def fill(server: Neo4jServer, given: argparse.Namespace, chance: random.Random) -> list[str]:
    """Entities and links straight into the graph; ids, the hub first."""
    names = [f"Company {number:07}" for number in range(given.entities)]
    ids = [entity_id(EntityType.ORGANIZATION, name) for name in names]
    found = random_ends(ids, given.links, chance)
    found += [(ids[0], "CLIENT_OF", other) for other in chance.sample(ids[1:], min(given.hub, len(ids) - 1))]
    found = list(dict.fromkeys(found))
    degree = dict.fromkeys(ids, 0)
    for subject, _, object_ in found:
        degree[subject] += 1
        degree[object_] += 1
    began = time.perf_counter()
    entities = [{"id": id_, "name": name, "links": degree[id_]} for id_, name in zip(ids, names, strict=True)]
    send(server, ENTITIES, entities)
    send(server, LINKS, [linked(*ends, chance) for ends in found])
    print(f"{len(ids):,} entities, {len(found):,} links put in in {time.perf_counter() - began:.0f} s")
    return ids


def linked(subject: str, relation: str, object_: str, chance: random.Random) -> dict[str, Any]:
    values = row(subject, relation, object_, chance)
    kept = {name: value for name, value in values.items() if name not in ("subject", "relation", "object", "revision")}
    return {"subject": subject, "relation": relation, "object": object_, "values": kept}


def send(server: Neo4jServer, query: str, many: Sequence[object]) -> None:
    for start in range(0, len(many), 10_000):
        server.driver.execute_query(query, rows=many[start : start + 10_000])


if __name__ == "__main__":
    main()
