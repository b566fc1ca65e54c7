"""Ids under which anything can be asked for again: what it is, a colon, its id in the store."""

from __future__ import annotations

from enum import StrEnum


class NodeType(StrEnum):
    """What has an id of its own."""

    ENTITY = "Entity"
    ARTICLE = "Article"


def to_id(type_: NodeType, key: str) -> str:
    """`Entity:o:scale-ai` of an entity `o:scale-ai`."""
    return f"{type_}:{key}"


def key(type_: NodeType, id: str) -> str:
    """The store's id of an id of that type; the store's own id is taken as well."""
    return id.removeprefix(f"{type_}:")


def parse(id: str) -> tuple[NodeType, str] | None:
    """Type and the store's id, or None for what is no such id."""
    name, colon, rest = id.partition(":")
    return (NodeType(name), rest) if colon and rest and name in set(NodeType) else None
