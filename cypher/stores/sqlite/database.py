"""One SQLite file: connections, threads, transactions, and errors in words. No meaning of the data is known here.

Writes go one by one through one thread; reads run beside them in threads of their own, each on one snapshot (WAL).
`synchronous=FULL` syncs once a commit, so a batch or a judgement that was acknowledged survives a power cut.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from cypher import library
from cypher.stores.sqlite import migrate
from schemas.errors import StoreBusy, StoreError

T = TypeVar("T")
Row = tuple[Any, ...]
MEMORY = ":memory:"
READERS = 4
AT_ONCE = 200
"""Items of a stream that are fetched at a time."""
QUERIES = "cypher.stores.sqlite.sql"


class Session:
    """A connection inside a transaction; statements go by the name of their file in `sql/`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._queries = library.load(QUERIES, ".sql")

    def rows(self, query: str, **values: object) -> list[Row]:
        """All rows of a query."""
        return self._connection.execute(self._queries[query].text, values).fetchall()

    def each(self, query: str, **values: object) -> Iterator[Row]:
        """Rows of a query, one by one."""
        return self._connection.execute(self._queries[query].text, values)

    def one(self, query: str, **values: object) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._connection.execute(self._queries[query].text, values).fetchone()
        return row

    def run(self, query: str, **values: object) -> None:
        """Change rows."""
        self._connection.execute(self._queries[query].text, values)

    def insert(self, query: str, **values: object) -> int:
        """Insert a row and return its integer key."""
        return self._connection.execute(self._queries[query].text, values).lastrowid or 0

    def many(self, query: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Change rows once for each set of values."""
        self._connection.executemany(self._queries[query].text, rows)


class Database:
    """A store's file. `timeout` is how long a write waits for another process, in seconds."""

    def __init__(self, path: str, *, timeout: float = 30.0) -> None:
        """Opens or creates the file and brings it to the present version.

        Raises StoreVersion for a newer file, StoreBusy where it stays locked, StoreError where it is no store.
        """
        self.path = path
        self._timeout = timeout
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        with self._words():
            if path != MEMORY:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            first = self._connect()
            migrate.bring_up_to_date(first)
        self._writer = ThreadPoolExecutor(1, "entente-write")
        if path == MEMORY:
            self._shared: sqlite3.Connection | None = first
            self._readers = self._writer
        else:
            self._shared = None
            self._close(first)
            self._readers = ThreadPoolExecutor(READERS, "entente-read")

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run work on one snapshot, in a thread."""
        return await self._run(self._readers, self._within, "BEGIN", work)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run work in a transaction of its own, in the thread that writes; nothing is left of it where it fails."""
        return await self._run(self._writer, self._within, "BEGIN IMMEDIATE", work)

    async def stream(self, work: Callable[[Session], Iterator[T]]) -> AsyncIterator[T]:
        """What work yields, on one snapshot, some at a time; the store may be written meanwhile."""
        if self._shared is not None:
            for one in await self.read(lambda session: list(work(session))):
                yield one
            return
        connection = await self._run(self._readers, self._begun)
        try:
            found = work(Session(connection))
            while some := await self._run(self._readers, self._taken, found):
                for one in some:
                    yield one
        finally:
            self._close(connection)

    async def close(self) -> None:
        """Wait for what runs, then close all connections. Closing twice is no error."""
        for pool in (self._writer, self._readers):
            await asyncio.to_thread(pool.shutdown)
        for connection in list(self._open):
            self._close(connection)

    async def _run(self, pool: ThreadPoolExecutor, function: Callable[..., T], *values: object) -> T:
        try:
            future = pool.submit(function, *values)
        except RuntimeError:
            raise StoreError(f"{self.path}: the store is closed") from None
        return await asyncio.wrap_future(future)

    def _begun(self) -> sqlite3.Connection:
        with self._words():
            connection = self._connect()
            connection.execute("BEGIN")
            return connection

    def _taken(self, found: Iterator[T]) -> list[T]:
        with self._words():
            return list(itertools.islice(found, AT_ONCE))

    def _within(self, begin: str, work: Callable[[Session], T]) -> T:
        with self._words():
            connection = self._mine()
            connection.execute(begin)
            try:
                result = work(Session(connection))
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result

    def _mine(self) -> sqlite3.Connection:
        if self._shared is not None:
            return self._shared
        if not hasattr(self._local, "connection"):
            self._local.connection = self._connect()
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        # check_same_thread is off so that close() may close what other threads opened; no two use one at a time
        connection = sqlite3.connect(
            self.path, timeout=self._timeout, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        with self._guard:
            self._open.append(connection)
        try:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            self._close(connection)
            raise
        return connection

    def _close(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if connection in self._open:
                self._open.remove(connection)
        connection.close()

    @contextmanager
    def _words(self) -> Iterator[None]:
        """Errors of the database as errors of ours."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                waited = f"waited {self._timeout:g} seconds"
                raise StoreBusy(
                    f"{self.path}: another process is writing to the store ({waited}); try later"
                ) from error
            raise StoreError(f"{self.path}: {error}") from error
        except sqlite3.ProgrammingError as error:
            raise StoreError(f"{self.path}: the store is closed ({error})") from error
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise StoreError(f"{self.path} is not an Entente store (not an SQLite file)") from error
            raise StoreError(f"{self.path}: {error}") from error
        except UnicodeEncodeError as error:
            raise StoreError(
                f"{self.path}: a text holds half a character ({error.reason}) and cannot be stored"
            ) from error
        except OSError as error:
            raise StoreError(f"{self.path} cannot be opened: {error.strerror}") from error


def listed(values: Iterable[object]) -> str:
    """Values for a query that takes a list (`json_each`)."""
    return json.dumps(values if isinstance(values, list) else list(values))


def unlisted(text: str) -> Sequence[Any]:
    """A list from a column that keeps one."""
    found: Sequence[Any] = json.loads(text)
    return found
