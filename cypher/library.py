"""Query files: one statement a file, with a header that says what for, with which parameters, giving which columns.

    -- purpose: the articles that share a band with these       (in Cypher files the header lines begin with //)
    -- parameters: bands                                        ("none" where there is none; lists by comma)
    -- columns: id, body

A parameter is `:name` in SQL and `$name` in Cypher. What is declared must be what is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from schemas.errors import DataError

_QUIET = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|--[^\n]*|//[^\n]*|/\*.*?\*/", re.DOTALL)
_USED = {".sql": re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)"), ".cypher": re.compile(r"\$([a-z_][a-z0-9_]*)")}
_HEADER = re.compile(r"(?:--|//) *(purpose|parameters|columns): *(.*)")


@dataclass(frozen=True, slots=True)
class Query:
    """One statement. `parameters` and `columns` as declared, in order."""

    name: str
    text: str
    purpose: str
    parameters: tuple[str, ...]
    columns: tuple[str, ...]


@cache
def load(package: str, suffix: str) -> Mapping[str, Query]:
    """File name without suffix -> query, for each file of a package's folder. Raises DataError naming a bad file."""
    files = sorted(resources.files(package).iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(suffix): parse(file.name, file.read_text("utf-8"), suffix)
        for file in files
        if file.name.endswith(suffix)
    }


def parse(name: str, text: str, suffix: str) -> Query:
    """One file's query. Raises DataError where the header lacks a line or differs from the statement."""
    header = {match[1]: match[2].strip() for match in _HEADER.finditer(text)}
    if missing := {"purpose", "parameters", "columns"} - header.keys():
        raise DataError(f"{name}: the header lacks {', '.join(sorted(missing))}")
    declared, used = _list(header["parameters"]), _used(text, suffix)
    if set(declared) != used:
        odd = ", ".join(sorted(set(declared) ^ used))
        raise DataError(f"{name}: declared and used parameters differ: {odd}")
    return Query(
        name=name.removesuffix(suffix),
        text=text,
        purpose=header["purpose"],
        parameters=declared,
        columns=_list(header["columns"]),
    )


def _list(text: str) -> tuple[str, ...]:
    return () if text == "none" else tuple(one.strip() for one in text.split(","))


def _used(text: str, suffix: str) -> set[str]:
    return set(_USED[suffix].findall(_QUIET.sub(" ", text)))
