from __future__ import annotations

import pytest

from cypher import library
from cypher.stores.sqlite.database import QUERIES
from schemas.errors import DataError

HEAD = "-- purpose: one\n-- parameters: {}\n-- columns: a, b\n"


def test_a_query_says_what_it_takes_and_gives() -> None:
    found = library.parse("one.sql", HEAD.format("id") + "SELECT a, b FROM t WHERE id = :id", ".sql")
    assert (found.name, found.purpose, found.parameters, found.columns) == ("one", "one", ("id",), ("a", "b"))


def test_what_looks_like_a_parameter_in_text_or_comment_is_none() -> None:
    text = HEAD.format("none") + "SELECT a, ':no' AS b -- :neither\nFROM \"t:t\" /* :nor */"
    assert library.parse("one.sql", text, ".sql").parameters == ()


def test_cypher_parameters() -> None:
    text = "// purpose: one\n// parameters: id\n// columns: n\nMATCH (n {id: $id}) RETURN n"
    assert library.parse("one.cypher", text, ".cypher").parameters == ("id",)


@pytest.mark.parametrize(("declared", "odd"), [("none", "id"), ("id, more", "more")])
def test_declared_and_used_parameters_must_be_the_same(declared: str, odd: str) -> None:
    with pytest.raises(DataError, match=rf"one\.sql.*{odd}"):
        library.parse("one.sql", HEAD.format(declared) + "SELECT :id", ".sql")


def test_a_header_must_be_whole() -> None:
    with pytest.raises(DataError, match="columns"):
        library.parse("one.sql", "-- purpose: one\n-- parameters: none\nSELECT 1", ".sql")


def test_all_queries_of_the_store_are_good() -> None:
    assert len(library.load(QUERIES, ".sql")) > 50
