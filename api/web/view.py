"""Turns answers into pages: templates with escaping on, headers that let a page load nothing but its own style."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.web import asking
from api.web.words import Words, preferred, words
from schemas.model import Evidence, Leg, Link, Modality, Status
from schemas.ontology import relation, relations
from schemas.saying import LANGUAGES

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STYLE = "entente.css"
SCRIPT = "suggest.js"
STATIC = {STYLE: "text/css", SCRIPT: "text/javascript", "icon.svg": "image/svg+xml"}
"""What pages load, with its media type."""
QUOTES = 12
"""Most quotes of one tie on a page."""
_MARKS = {"en": ("“", "”"), "fr": ("«\u00a0", "\u00a0»")}


@dataclass(frozen=True)
class View:
    """What one request is answered with: its language, and the links of its page, which keep that language."""

    request: Request
    words: Words
    chosen: str | None
    """The language, where the address names it; otherwise it is the browser's."""

    def url(self, path: str, **params: object) -> str:
        """An address of ours; a name that Python keeps for itself is written with a trailing underscore."""
        given = {key.rstrip("_"): value for key, value in params.items()}
        return asking.address(path, {**given, "lang": self.chosen})

    def again(self, **changes: object) -> str:
        """This page's address with some parameters changed."""
        given: dict[str, object] = {key: self.request.query_params.getlist(key) for key in self.request.query_params}
        return asking.address(self.request.url.path, {**given, "lang": self.chosen, **changes})

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """The page of that template."""
        made = _environment().get_template(template)
        body = made.render(
            view=self,
            w=self.words,
            t=self.words.t,
            lang=self.words.lang,
            url=self.url,
            again=self.again,
            params=self.request.query_params,
            path=self.request.url.path,
            languages=LANGUAGES,
            style=static_address(STYLE),
            script=static_address(SCRIPT),
            **values,
        )
        headers = {**HEADERS, "Vary": "Accept-Language", "Content-Language": self.words.lang}
        return HTMLResponse(body, status, {**headers, "Cache-Control": "no-cache"})


def view(request: Request) -> View:
    """The view of a request, in the language that its address names or its browser prefers."""
    given: QueryParams = request.query_params
    chosen = given.get("lang")
    if chosen not in LANGUAGES:
        chosen = None
    return View(request, words(chosen or preferred(request.headers.get("accept-language", ""))), chosen)


def look(link: Link) -> str:
    """Classes that show family and standing of a tie."""
    marks = [f"fam-{relation(link.relation).family}", f"is-{link.status}"]
    if link.modality is not Modality.ASSERTED:
        marks.append(f"is-{link.modality}")
    if link.background is not None:
        marks.append("is-background")
    return " ".join(marks)


def firm(link: Link) -> bool:
    """Whether it is told as plain present fact."""
    return link.status is Status.ACTIVE and link.modality is Modality.ASSERTED


def distinct(leg: Leg) -> list[Evidence]:
    """The claims under a tie, newest first, the same words once."""
    return list({(one.article, one.start, one.end): one for one in reversed(leg.evidence)}.values())[::-1]


def web_address(address: str) -> str | None:
    """An address that a link may lead to; None for one that is not of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def quoted(text: str, lang: str) -> str:
    """The words in the quotation marks of their own language."""
    opening, closing = _MARKS.get(lang, _MARKS["en"])
    return f"{opening}{text}{closing}"


def static(name: str) -> bytes:
    """A file of STATIC."""
    return resources.files("api.web").joinpath("static", name).read_bytes()


@cache
def static_address(name: str) -> str:
    """The address of a file of STATIC, which changes with its content."""
    return f"/static/{name}?v={hashlib.sha256(static(name)).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        look=look,
        firm=firm,
        distinct=distinct,
        web_address=web_address,
        quoted=quoted,
        slug=asking.slug,
        relation=relation,
        relations=relations,
        QUOTES=QUOTES,
        LIMITS=asking.LIMITS,
        HOPS=asking.HOPS,
        STATUSES=asking.STATUSES,
    )
    return made
