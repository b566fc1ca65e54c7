"""The printed schema is the one that is served."""

from __future__ import annotations

from graphql import build_schema, validate_schema

from api.graphql.sdl import FILE, sdl
from schemas.ontology import relations


def test_the_printed_schema_is_up_to_date() -> None:
    assert FILE.read_text("utf-8") == sdl(), "run: python -m api.graphql.sdl"


def test_it_is_a_schema_with_every_relation() -> None:
    schema = build_schema(sdl())
    assert not validate_schema(schema)
    assert set(schema.type_map["Relation"].values) == set(relations())  # type: ignore[attr-defined]
