"""The connection to a Neo4j server: managed transactions with bounded retries, and its errors as errors of ours."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions

from cypher import library
from schemas.errors import DataError, StoreBusy, StoreError, StoreSlow
from schemas.ontology import relations

T = TypeVar("T")
Row = tuple[Any, ...]
QUERIES = "cypher.queries"
AT_ONCE = 2_000
"""Rows that go to the server in one query."""
_RELATION = re.compile(r"[A-Z][A-Z0-9_]*")
CONNECT = 10.0
"""Seconds to wait for a server to take a connection."""


@cache
def statement(query: str) -> str:
    """The text of a query file; RELATIONS stands in it for the relationship types of all relations."""
    return library.load(QUERIES, ".cypher")[query].text.replace("RELATIONS", "|".join(map(type_name, relations())))


def type_name(relation: str) -> str:
    """A relation as relationship type: of the ontology, and of nothing but capitals. Raises DataError else."""
    if relation not in relations() or not _RELATION.fullmatch(relation):
        raise DataError(f"{relation!r} cannot be a relationship type: a relation of the ontology, in capitals, can")
    return relation


class Session:
    """One transaction. Queries go by the names of their files."""

    def __init__(self, transaction: neo4j.AsyncManagedTransaction | neo4j.AsyncTransaction) -> None:
        self._transaction = transaction

    async def rows(self, query: str, **parameters: object) -> list[Row]:
        """All rows of a query, in the columns that its file declares."""
        return await self.text(statement(query), parameters)

    async def one(self, query: str, **parameters: object) -> Row | None:
        """The first row, if there is one."""
        found = await self.rows(query, **parameters)
        return found[0] if found else None

    async def each(self, query: str, **parameters: object) -> AsyncIterator[Row]:
        """The rows of a query one by one, none kept."""
        result = await self._transaction.run(statement(query), parameters)
        async for record in result:
            yield tuple(record.values())

    async def many(self, query: str, rows: Sequence[object], **parameters: object) -> None:
        """Run a query that takes `$rows`, some at a time; not at all where there are none."""
        for first in range(0, len(rows), AT_ONCE):
            await self.rows(query, rows=rows[first : first + AT_ONCE], **parameters)

    async def over(self, query: str, **values: list[Any]) -> list[Row]:
        """All rows of a query on one list of values; no query where the list is empty."""
        ((name, listed),) = values.items()
        return await self.rows(query, **{name: listed}) if listed else []

    async def text(self, text: str, parameters: dict[str, Any]) -> list[Row]:
        """All rows of a query that is no file: compiled from a rule."""
        result = await self._transaction.run(text, parameters)
        return [tuple(record.values()) async for record in result]


Work = Callable[[Session], Awaitable[T]]


class Server:
    """A driver with its limits. `name` stands for it in messages: the address, never the password."""

    def __init__(self, address: str, user: str, password: str, *, database: str | None, timeout: float) -> None:
        """Makes no connection yet. `timeout`: seconds for a transaction, its retries included."""
        self.name, self._timeout, self._database = address, timeout, database
        self._driver = neo4j.AsyncGraphDatabase.driver(
            address,
            auth=(user, password),
            connection_timeout=min(CONNECT, timeout),
            connection_acquisition_timeout=timeout,
            max_transaction_retry_time=timeout,
            notifications_min_severity="OFF",
            user_agent="entente",
        )

    async def read(self, work: Work[T]) -> T:
        """Run work that only reads, on a server that may only read."""
        with self._words():
            async with self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session:
                return await session.execute_read(self._managed(work))

    async def write(self, work: Work[T]) -> T:
        """Run work in one transaction: all of it or nothing. It may run several times: it must only touch the store."""
        with self._words():
            async with self._driver.session(database=self._database) as session:
                return await session.execute_write(self._managed(work))

    async def change_schema(self, statement: str) -> None:
        """Run one statement on indexes or constraints, which no transaction can hold together with data."""
        with self._words():
            async with self._driver.session(database=self._database) as session:
                result = await session.run(neo4j.Query(statement, timeout=self._timeout))
                await result.consume()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A transaction that stays open while its rows are handed on."""
        with self._words():
            async with (
                self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session,
                await session.begin_transaction() as transaction,
            ):
                yield Session(transaction)

    async def close(self) -> None:
        await self._driver.close()

    def _managed(self, work: Work[T]) -> Callable[[neo4j.AsyncManagedTransaction], Awaitable[T]]:
        @neo4j.unit_of_work(timeout=self._timeout)
        async def run(transaction: neo4j.AsyncManagedTransaction) -> T:
            return await work(Session(transaction))

        return run

    @contextmanager
    def _words(self) -> Iterator[None]:
        """Errors of the driver as errors of ours, without passwords or texts of the store."""
        try:
            yield
        except exceptions.AuthError as error:
            raise StoreError(f"{self.name} does not accept this user and password") from error
        except exceptions.IncompleteCommit as error:
            raise StoreError(
                f"{self.name}: the connection broke at the very end, so the work may be stored or not; "
                "do it again, nothing is stored twice"
            ) from error
        except exceptions.ServiceUnavailable as error:
            raise StoreError(f"{self.name} cannot be reached: is the server running?") from error
        except exceptions.SessionExpired as error:
            raise StoreError(f"{self.name}: the server ended the connection") from error
        except exceptions.Neo4jError as error:
            raise self._said(error) from error
        except exceptions.ConfigurationError as error:
            raise StoreError(f"{self.name}: {error}") from error
        except (exceptions.DriverError, exceptions.GqlError) as error:
            raise StoreError(f"{self.name}: {type(error).__name__}") from error
        except UnicodeEncodeError as error:
            raise StoreError(
                f"{self.name}: a text holds half a character ({error.reason}) and cannot be stored"
            ) from error
        except TimeoutError as error:
            raise StoreSlow(f"{self.name} gave no answer within {self._timeout:g} seconds") from error
        except OSError as error:
            raise StoreError(f"{self.name} cannot be reached: {error.strerror or type(error).__name__}") from error

    def _said(self, error: exceptions.Neo4jError) -> StoreError:
        code = error.code or ""
        if "TransactionTimedOut" in code:
            return StoreSlow(f"{self.name} gave no answer within {self._timeout:g} seconds")
        if "LockClientStopped" in code or "LockAcquisitionTimeout" in code:
            return StoreBusy(f"{self.name}: another process is writing ({self._timeout:g} seconds waited); try later")
        if "AuthenticationRateLimit" in code:
            return StoreError(f"{self.name} refuses this user for some seconds after several wrong passwords")
        if "DatabaseNotFound" in code:
            return StoreError(f"{self.name} has no database {self._database!r}")
        if error.is_retryable():
            return StoreBusy(f"{self.name} is busy with other writers ({code}); try later")
        return StoreError(f"{self.name} refused the work ({code})")
