"""`python -m api.graphql.sdl` prints the schema into schemas/schema.graphql; a test fails where the two differ."""

from __future__ import annotations

from pathlib import Path

from api.graphql.schema import build
from api.settings import Settings

FILE = Path(__file__).parents[2] / "schemas" / "schema.graphql"


def sdl() -> str:
    """The schema in GraphQL's own language."""
    return build(Settings()).as_str().rstrip("\n") + "\n"


if __name__ == "__main__":
    FILE.write_text(sdl(), "utf-8")
