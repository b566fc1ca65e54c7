"""Where articles come from, one file for each kind. A further one is a file here and an entry in `all_sources`."""

from __future__ import annotations

from ingest.sources.base import Source
from ingest.sources.html import HtmlFiles
from ingest.sources.jsonl import JsonLines
from ingest.sources.text import TextFiles


def all_sources() -> tuple[Source, ...]:
    """A source for each kind of file that can be read."""
    return (JsonLines(), TextFiles(), HtmlFiles())
