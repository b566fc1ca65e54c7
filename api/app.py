"""The web application: pages at /, GraphQL at /graphql, whether it lives at /healthz, can answer at /readyz."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse

from api.graphql.context import Context
from api.graphql.errors import scrub
from api.graphql.router import Router
from api.graphql.schema import build
from api.guard import Guard
from api.holder import Holder
from api.settings import Settings
from api.web.pages import add_pages
from cypher.store import GraphStore
from schemas.errors import EntenteError

log = logging.getLogger("entente.api")

GRAPHQL = "/graphql"


def create_app(settings: Settings | None = None, store: GraphStore | None = None) -> FastAPI:
    """The application over the store of the settings, or over `store`, which its giver closes.

    A store that cannot be opened does not stop it: /readyz says why, and each request tries again.
    Raises DataError for a bad rule or background file.
    """
    settings = settings or Settings()
    holder = Holder(settings, store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(_warm(holder))
        yield
        warming.cancel()
        await asyncio.gather(warming, return_exceptions=True)
        await holder.close()

    async def context() -> Context:
        return Context(await holder.service())

    app = FastAPI(title="Entente", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(Router(build(settings), path=GRAPHQL, context=context, suggest=not settings.public))
    app.add_exception_handler(EntenteError, _no_store)
    _add_health(app, holder)
    add_pages(app, holder, graphql=GRAPHQL)
    app.add_middleware(Guard, path=GRAPHQL, limit=settings.body_bytes, hosts=settings.answers_to)
    return app


def _add_health(app: FastAPI, holder: Holder) -> None:
    @app.get("/healthz", response_class=PlainTextResponse)
    async def healthz() -> str:
        return "alive\n"

    @app.get("/readyz", response_class=PlainTextResponse)
    async def readyz() -> PlainTextResponse:
        try:
            service = await holder.service()
            async with asyncio.timeout(holder.settings.seconds):
                corpus = await service.store.corpus()
        except EntenteError as error:
            return PlainTextResponse(f"{scrub(str(error))}\n", 503)
        except TimeoutError:
            return PlainTextResponse("The store does not answer in time.\n", 503)
        except Exception as error:
            log.error("/readyz: %s", type(error).__name__)
            return PlainTextResponse("The store does not answer.\n", 503)
        return PlainTextResponse(f"ready: {corpus.articles} articles, {corpus.entities} entities\n")


async def _warm(holder: Holder) -> None:
    """Open the store and have it read its links; what stands in the way is logged, and said again by /readyz."""
    try:
        await holder.warm()
    except EntenteError as error:
        log.error("%s", scrub(str(error)))
    except Exception as error:
        log.error("the store could not be read: %s", type(error).__name__)


async def _no_store(_: Request, error: Exception) -> JSONResponse:
    """The store could not be opened: said in GraphQL's form."""
    return JSONResponse({"errors": [{"message": scrub(str(error)), "extensions": {"code": "STORE"}}]}, 503)
