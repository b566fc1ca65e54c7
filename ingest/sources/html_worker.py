"""The process in which pages are taken apart, so that a hostile one can be killed.

In: 4 bytes of length (big-endian), then a page. Out: the same with a JSON object, {} where there is no article in it.
The first answer, before any page, says that it is ready.
"""

from __future__ import annotations

import json
import sys
from typing import Any, BinaryIO

MEMORY = 2_000_000_000
"""Bytes of address space; a page that needs more ends the process."""


def main() -> None:
    """Answer pages until the input ends."""
    _limit_memory()
    from trafilatura import bare_extraction  # within the limit, and before the first page is timed

    source, target = sys.stdin.buffer, sys.stdout.buffer
    write(target, {"ready": True})
    while (page := read(source)) is not None:
        write(target, _article(bare_extraction, page))


def read(stream: BinaryIO) -> bytes | None:
    """One message, None at the end."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def write(stream: BinaryIO, value: Any) -> None:
    """One message of JSON."""
    data = json.dumps(value).encode("ascii")
    stream.write(len(data).to_bytes(4, "big") + data)
    stream.flush()


def _article(extract: Any, page: bytes) -> dict[str, str | None]:
    """Title, text and what the page says of itself; the dates are those of first publication."""
    try:
        found = extract(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # the parser's own fault on this page: told, not hidden
        return {"error": type(error).__name__}
    if found is None or not found.text:
        return {}
    names = {
        "title": found.title,
        "text": found.text,
        "url": found.url,
        "publisher": found.sitename,
        "date": found.date,
    }
    return {name: value for name, value in names.items() if isinstance(value, str)}


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):  # no such limit on this system; the time limit stands
        return


if __name__ == "__main__":
    main()
