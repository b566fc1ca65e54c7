"""Attacks by the size of a query (list G1-G7): each is refused before it runs, and cheaply."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    parse,
)

from api.graphql.limits import TooLarge, check_shape, weight_of
from api.graphql.schema import build
from api.settings import Settings
from tests.api.conftest import Client, Run

SECONDS = 0.5
"""Processor time that no refusal may take: ten times the mark, for a slow machine."""


def nested(levels: int) -> str:
    """An entity's links' ends' links and so on, three fields a level."""
    query = "name"
    for _ in range(levels):
        query = f"links {{ nodes {{ subject {{ {query} }} }} }}"
    return f'{{ entity(name: "Meta") {{ {query} }} }}'


def many(selection: str, times: int) -> str:
    return "{ " + " ".join(selection.replace("#", str(one)) for one in range(times)) + " }"


FRAGMENTS = " ".join(
    f"fragment F{outer} on Query {{ {' '.join(f'a{outer}_{inner}: __typename' for inner in range(15))} }}"
    for outer in range(10)
)
DOUBLING = " ".join(f"fragment F{one} on Query {{ ...F{one + 1} ...F{one + 1} }}" for one in range(40))

ATTACKS = {
    "G1 depth 9": nested(3),
    "G1 depth 50": nested(17),
    "G1 depth 3000": nested(1000),
    "G1 nested list": f"{{ entity(name: {'[' * 900}{']' * 900}) {{ id }} }}",
    "G1 inline fragments": "{ " + "... { " * 400 + "__typename" + " }" * 401,
    "G2 101 aliases": many("a#: corpus { articles }", 101),
    "G2 500 aliases": many("a#: corpus { articles }", 500),
    "G2 20 aliases": many("a#: __typename", 20),
    "G2 aliases in fragments": many("...F#", 10) + FRAGMENTS,
    "G3 200 times one field": many("corpus { articles }", 200),
    "G3 500 times one field": many("__typename", 500),
    "G3 5000 times one field": many("__typename", 5000),
    "G3 doubling fragments": "{ ...F0 } " + DOUBLING + " fragment F40 on Query { __typename }",
    "G4 300 links": '{ entity(name: "Meta") { links(first: 300) { nodes { relation } } } }',
    "G4 300 by 300": '{ entity(name: "Meta") { links(first: 300) { nodes { subject { links(first: 300) '
    "{ nodes { relation } } } } } } }",
    "G4 100 by 100": '{ entity(name: "Meta") { links(first: 100) { nodes { subject { links(first: 100) '
    "{ nodes { relation } } } } } } }",
    "G4 many calls": '{ search(text: "a", first: 40) { nodes { links(first: 1) { nodes { relation } } } } }',
    "G4 seven searches": many('p#: paths(from: "Meta", to: "OpenAI") { truncated }', 7),
    "G4 51 paths": '{ paths(from: "Meta", to: "OpenAI", limit: 51) { truncated } }',
    "G4 51 conflicts": "{ conflicts(first: 51) { total } }",
    "G5 200 directives": "{ corpus { articles " + "@a " * 200 + "} }",
    "G5 5000 directives": "{ corpus { articles " + "@a " * 5000 + "} }",
    "G6 circular fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "G7 nested fields": "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
    "G7 nested ofType": "{ __schema { types { fields { type { " + "ofType { " * 20 + "name" + " }" * 25,
    "G7 three introspections": many("a#: __schema { types { name } }", 3),
    "unknown fields": many("x#", 200),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_refused_before_it_runs(attack: str, with_client: Run) -> None:
    async def work(client: Client) -> None:
        await client.ask("{ corpus { articles } }")
        begun = process_time()
        answer = await client.answer(ATTACKS[attack])
        assert process_time() - begun < SECONDS
        assert answer["data"] is None
        assert 1 <= len(answer["errors"]) <= 10
        assert {one["extensions"]["code"] for one in answer["errors"]} <= {"TOO_LARGE", "BAD_QUERY", "MORE"}
        assert client.last is not None
        assert len(client.last.content) < 5_000

    with_client(work)


@pytest.mark.parametrize("size", [101, 1000, 100.0 * 100, 10**9])
def test_page_size_in_a_variable_counts_as_well(size: float, with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = 'query ($f: Int!) { search(text: "m", first: $f) { nodes { name } } }'
        (error,) = await client.errors(query, f=size)
        assert error["extensions"]["code"] == "TOO_LARGE"
        (default,) = await client.errors('query ($f: Int = 500) { search(text: "m", first: $f) { nodes { name } } }')
        assert default["extensions"]["code"] == "TOO_LARGE"

    with_client(work)


@pytest.mark.parametrize("size", [0, -1, "5", None, True, 1.5])
def test_page_size_that_is_none(size: object, with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = 'query ($f: Int!) { search(text: "m", first: $f) { nodes { name } } }'
        (error,) = await client.errors(query, f=size)
        assert error["extensions"]["code"] in {"BAD_INPUT", "BAD_QUERY"}

    with_client(work)


def test_page_size_left_out_counts_as_its_default(with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = """query ($f: Int) { search(text: "m", first: 2) { nodes { links(first: 100) { nodes {
          subject { name } evidence(first: $f) { nodes { amount { value } date { text } } } } } } } }"""
        assert (await client.answer(query, f=100))["data"] is None
        assert (await client.answer(query))["data"] is not None

    with_client(work)


def test_largest_honest_queries_pass(with_client: Run) -> None:
    async def work(client: Client) -> None:
        evidence = "evidence { edges { cursor node { quote publisher amount { value } date { text } } } }"
        link = "links { subject { name } relation object { name } since { lo hi } EVIDENCE }"
        hops = f"hops {{ from {{ name }} to {{ name }} {link} }}"
        for query in (
            f'{{ paths(from: "OpenAI", to: "Meta", maxHops: 6) {{ truncated paths {{ score {hops} }} }} }}',
            '{ paths(from: "OpenAI", to: "Meta", limit: 50) { paths { hops { links { EVIDENCE } } } } }',
            '{ entity(name: "Meta") { links(first: 100) { nodes { subject { name } object { name } EVIDENCE } } } }',
            "{ conflicts(first: 50) { nodes { say roles { entity { name } } legs { relation EVIDENCE } } } }",
        ):
            await client.ask(query.replace("EVIDENCE", evidence))

    with_client(work)


def test_tools_may_read_the_schema_unless_public(with_client: Run) -> None:
    query = get_introspection_query(input_value_deprecation=True, directive_is_repeatable=True)

    async def work(client: Client) -> Any:
        return await client.answer(query)

    assert with_client(work)["data"]["__schema"]["queryType"]["name"] == "Query"


def test_nobody_reads_the_schema_of_a_public_server(with_client: Run) -> None:
    async def work(client: Client) -> None:
        for query in (get_introspection_query(), '{ __type(name: "Query") { name } }'):
            assert (await client.answer(query))["data"] is None
        assert (await client.ask("{ __typename }")) == {"__typename": "Query"}

    with_client(work, Settings(public=True))


def test_every_list_of_objects_says_how_long_it_is() -> None:
    """A list field without a mark would count as one object."""
    bare = []
    for type_ in build(Settings())._schema.type_map.values():
        if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) or type_.name.startswith("__"):
            continue
        for name, field in type_.fields.items():
            many = isinstance(get_nullable_type(field.type), GraphQLList) and not is_leaf_type(
                get_named_type(field.type)
            )
            paged = "first" in field.args or "limit" in field.args
            if (many or paged) and weight_of(field).many == 1:
                bare.append(f"{type_.name}.{name}")
    # Lists whose length a field above them has counted.
    counted = {name for name in bare if name.endswith(("Connection.nodes", "Connection.edges"))} | {"PathAnswer.paths"}
    assert set(bare) == counted


def test_shape_of_a_fragment_counts_wherever_it_stands() -> None:
    fragment = "fragment F on Query { " + " ".join(f"a{one}: __typename" for one in range(25)) + " }"
    settings = Settings(selections=50)
    check_shape(parse("{ ...F ...F } " + fragment), settings)
    with pytest.raises(TooLarge, match="75 fields"):
        check_shape(parse("{ ...F ...F ... { ...F } } " + fragment), settings)
