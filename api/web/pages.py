"""The pages: each reads its question from the address, asks the service, and shows the answer."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from importlib.metadata import version
from itertools import groupby

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.holder import Holder
from api.service import LISTED, Service
from api.web import asking
from api.web.marks import pieces
from api.web.picture import draw
from api.web.view import HEADERS, STATIC, View, static, view
from schemas.errors import EntenteError, InputError, SameName, StoreError, StoreSlow, UnknownName
from schemas.model import Entity, Leg, LinkFilter
from schemas.ontology import relation

log = logging.getLogger("entente.api")

TIES = 100
"""Ties of one page of an entity."""
CONFLICTS = 10
"""Conflicts of one page."""
HITS = 30
"""Names of one page of search results."""
SUGGESTIONS = 8
"""Names for what is being typed."""
BETWEEN = 5
"""Conflicts shown over the paths between two."""
PATIENCE = 3
"""A page may take so many times as long as one search."""

Handler = Callable[[Service, View], Awaitable[Response]]


def add_pages(app: FastAPI, holder: Holder, *, graphql: str) -> None:
    """Add the pages and their style; `/` is for browsers the start page, for programs where to ask."""
    start_page = _page(start, holder)

    async def root(request: Request) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return await start_page(request)
        pointer = {"name": "Entente", "version": version("entente"), "graphql": graphql, "ready": "/readyz"}
        return JSONResponse(pointer, headers={"Vary": "Accept"})

    app.router.routes.append(Route("/", root))
    for path, handler in PAGES.items():
        app.router.routes.append(Route(path, _page(handler, holder)))
    app.add_exception_handler(404, _no_such_page)
    for name, kind in STATIC.items():
        app.router.routes.append(Route(f"/static/{name}", _static(name, kind)))


async def start(service: Service, v: View) -> Response:
    """Where a reader begins: search, questions that the store can answer, what is newest."""
    return v.page("start.html", overview=await service.overview(), by_id=_rules(service))


async def search(service: Service, v: View) -> Response:
    """Who goes by a name like this."""
    asked = asking.text(v.request.query_params, "q")
    if not asked:
        return v.page("search.html", asked="", window=None, nearest=())
    window = await service.search(asked, first=HITS, after=_after(v))
    nearest = () if window.items else await service.store.nearest(asked)
    return v.page("search.html", asked=asked, window=window, nearest=nearest)


async def entity(service: Service, v: View) -> Response:
    """Everyone to whom one is linked, and how."""
    params = v.request.query_params
    asked = asking.text(params, "id") or asking.text(params, "name")
    one = await service.resolve(asked)
    chosen = asking.question(params, background=True)
    filter = chosen.filter if chosen.narrowed else LISTED
    window = await service.legs(one.id, filter, first=TIES, after=_after(v))
    conflicts = await _conflicts_of(service, one)
    return v.page(
        "entity.html",
        entity=one,
        groups=_groups(one, [leg for leg, _ in window.items]),
        window=window,
        asked=chosen,
        conflicts=conflicts,
        by_id=_rules(service),
        namesakes=[other for other in await service.namesakes(one.name) if other.id != one.id],
        corpus=await service.store.corpus(),
    )


async def path(service: Service, v: View) -> Response:
    """How two are linked."""
    params = v.request.query_params
    asked = asking.question(params, background=False)
    first, last = asking.text(params, "from"), asking.text(params, "to")
    hops = asking.number(params, "hops", least=1, most=asking.HOPS, otherwise=4)
    limit = asking.number(params, "limit", least=1, most=max(asking.LIMITS), otherwise=min(asking.LIMITS))
    if not first or not last:
        return v.page("path.html", found=None, asked=asked, hops=hops, limit=limit, first=first, last=last)
    found = await service.paths(
        first, last, asked.filter, max_hops=hops, limit=limit, background=asked.background, evidence=True
    )
    between = await service.conflicts(
        found.start.id,
        None,
        asked.filter,
        background=True,
        evidence=False,
        first=BETWEEN,
        after=None,
        among=found.end.id,
    )
    names = {one.id: one for end in (first, last) for one in await service.namesakes(end)}
    others = [one for one in names.values() if one.id not in (found.start.id, found.end.id)]
    return v.page(
        "path.html",
        found=found,
        picture=draw(found.answer.paths) if found.answer.paths else None,
        between=between,
        by_id=_rules(service),
        asked=asked,
        hops=hops,
        limit=limit,
        first=first,
        last=last,
        namesakes=others,
    )


async def conflicts(service: Service, v: View) -> Response:
    """Conflicts of interest, the gravest first."""
    params = v.request.query_params
    asked = asking.question(params, background=True)
    rule = asking.text(params, "rule")
    severity = asking.number(params, "severity", least=1, most=4, otherwise=4)
    of, among = asking.text(params, "of"), asking.text(params, "with")
    if among and not of:
        of, among = among, ""
    found = await service.conflicts(
        of or None,
        [rule] if rule else None,
        asked.filter,
        background=asked.background,
        evidence=True,
        first=CONFLICTS,
        after=_after(v),
        severity=severity,
        among=among or None,
    )
    return v.page(
        "conflicts.html",
        found=found,
        asked=asked,
        rule=rule,
        severity=severity,
        of=of,
        among=among,
        by_id=_rules(service),
    )


async def article(service: Service, v: View) -> Response:
    """A text with the words that its claims rest on marked."""
    read = await service.reading(asking.text(v.request.query_params, "id"))
    if read is None:
        raise asking.BadQuestion("bad.article")
    body = read.record.article.body
    split = len(read.record.article.title)
    return v.page(
        "article.html",
        read=read,
        article=read.record.article,
        title=pieces(body, read.told, 0, split),
        text=pieces(body, read.told, split + 1, len(body)),
        copies=[copy for copy in read.copies if copy[0] != read.record.article.id],
    )


async def suggest(service: Service, v: View) -> Response:
    """Names for what is being typed, as JSON: those that begin so, else those that come close."""
    names = await service.names(asking.text(v.request.query_params, "q"), limit=SUGGESTIONS)
    return JSONResponse({"names": list(names)}, headers={**HEADERS, "Cache-Control": "private, max-age=30"})


PAGES: dict[str, Handler] = {
    "/search": search,
    "/entity": entity,
    "/path": path,
    "/conflicts": conflicts,
    "/article": article,
    "/suggest": suggest,
}


def _page(handler: Handler, holder: Holder) -> Callable[[Request], Awaitable[Response]]:
    """The handler with its errors as pages, in words; of an unforeseen one only an id is shown, as over GraphQL."""

    async def answer(request: Request) -> Response:
        v = view(request)
        try:
            async with asyncio.timeout(PATIENCE * holder.settings.seconds):
                return await handler(await _service(holder), v)
        except asking.BadQuestion as error:
            status = 404 if error.key == "bad.article" else 400
            return v.page("error.html", status=status, code=status, says=v.words.t(error.key, **error.values))
        except UnknownName as error:
            says = v.words.t("error.unknown", name=error.name)
            return v.page("error.html", status=404, code=404, says=says, nearest=_near(v, error))
        except SameName as error:
            return v.page("error.html", status=400, code=400, says=v.words.t("error.same"), detail=str(error))
        except (StoreSlow, TimeoutError):
            return v.page("error.html", status=503, code=503, says=v.words.t("error.slow"))
        except EntenteError as error:
            status = 400 if isinstance(error, InputError) else 503
            key = "error.input" if status == 400 else "error.store"
            # What is wrong with the server's own store concerns whoever runs it: the log and /readyz have it.
            detail = "" if isinstance(error, StoreError) else str(error)
            return v.page("error.html", status=status, code=status, says=v.words.t(key), detail=detail)
        except Exception as error:
            id_ = secrets.token_hex(4)
            log.error("error %s: %s in %s", id_, type(error).__name__, request.url.path)
            return v.page("error.html", status=500, code=500, says=v.words.t("error.internal", id=id_))

    return answer


async def _service(holder: Holder) -> Service:
    """The service. Raises StoreError, also for a URL that is none: whoever reads the page did not give it."""
    try:
        return await holder.service()
    except InputError as error:
        raise StoreError(str(error)) from None


def _near(v: View, error: UnknownName) -> list[tuple[str, str]]:
    """Names that come close, each with this page's address with that name in the place of the unknown one."""
    asked = {key: value.strip() for key, value in v.request.query_params.items()}
    places = [key for key in ("from", "to", "of", "with", "name", "id") if asked.get(key) == error.name]
    return [(name, v.again(**dict.fromkeys(places, name))) for name in error.nearest]


async def _conflicts_of(service: Service, one: Entity) -> object:
    """The first conflicts around an entity; None where they cannot be told in time: the page does without."""
    try:
        return await service.conflicts(
            one.id, None, LinkFilter(), background=True, evidence=False, first=BETWEEN, after=None
        )
    except StoreSlow:
        return None


def _groups(one: Entity, legs: Sequence[Leg]) -> list[tuple[str, bool, list[Leg]]]:
    """Ties by relation and by the end at which the entity stands, in the order of the list."""

    def key(leg: Leg) -> tuple[str, bool]:
        # A tie that says the same in either order has no two ends to tell apart.
        return leg.link.relation, relation(leg.link.relation).symmetric or leg.link.subject.id == one.id

    found: dict[tuple[str, bool], list[Leg]] = {}
    for of, some in groupby(legs, key):
        found.setdefault(of, []).extend(some)
    return [(name, out, list(some)) for (name, out), some in found.items()]


def _rules(service: Service) -> dict[str, object]:
    return {rule.id: rule for rule in service.knowledge.rules}


def _after(v: View) -> str | None:
    return asking.text(v.request.query_params, "after") or None


async def _no_such_page(request: Request, error: Exception) -> Response:
    """A page for browsers, JSON for programs."""
    if "text/html" in request.headers.get("accept", ""):
        v = view(request)
        return v.page("error.html", status=404, code=404, says=v.words.t("error.404"))
    return JSONResponse({"detail": "Not Found"}, 404)


def _static(name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    """A file that pages load; kept by browsers where its address names its content."""
    content = static(name)

    async def answer(request: Request) -> Response:
        cache = "public, max-age=31536000, immutable" if "v" in request.query_params else "public, max-age=3600"
        return Response(content, headers={**HEADERS, "Cache-Control": cache}, media_type=kind)

    return answer
