"""What a reporter does, in a real headless Chromium: from a search to a quoted path, on a desk and on a phone.

Skipped where no Chromium is installed, unless CI is set, as .ci/run does.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from api.app import create_app
from api.settings import Settings
from cypher.open import open_store
from tests.api.stories import STORIES, Said, article
from tests.api.web.browser import Browser, browser, installed

pytestmark = pytest.mark.skipif(
    installed() is None and not os.environ.get("CI"), reason="no Chromium is installed here"
)

LONG = "Compagnie" * 10
PAGES = (
    "/",
    "/search?q=o",
    "/entity?name=Scale+AI",
    f"/entity?name={LONG}",
    "/path?from=OpenAI&to=Meta&planned=yes",
    f"/path?from={LONG}&to=Meta",
    "/path?from=Opnai&to=Meta",
    "/conflicts",
    "/article?id=deal",
    "/article?id=plan",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the stories."""
    url = str(tmp_path_factory.mktemp("store") / "page.sqlite")
    long = article("long", "P", "2025-08-01", [Said(LONG, "CLIENT_OF", "Meta", f"{LONG} buys from Meta.")])

    async def fill() -> None:
        store = await open_store(url)
        await store.add([*STORIES, long])
        await store.close()

    asyncio.run(fill())
    config = uvicorn.Config(create_app(Settings(store=url)), port=0, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as one:
        yield one


def test_from_a_search_to_a_quoted_path_in_three_clicks(site: str, chromium: Browser) -> None:
    chromium.show(1280, dark=False)
    chromium.go(f"{site}/?lang=en")
    chromium.run("document.querySelector('#q').value = 'Open'")
    chromium.click("form.big button")
    chromium.click("table a.name")
    assert chromium.run("document.querySelector('h1').textContent") == "OpenAI"
    chromium.run("document.querySelector('form.inline input[name=to]').value = 'Meta'")
    chromium.click("form.inline button")
    assert "linked in" in chromium.run("document.querySelector('.headline').innerText")
    assert chromium.run("document.querySelector('.paths .quote').checkVisibility()")
    assert chromium.run("location.search") == "?lang=en&from=OpenAI&to=Meta"


@pytest.mark.parametrize(("width", "dark", "lang"), [(1280, False, "en"), (390, True, "fr"), (768, False, "fr")])
def test_every_page_fits_and_nothing_is_refused(
    width: int, dark: bool, lang: str, site: str, chromium: Browser
) -> None:
    chromium.show(width, dark=dark)
    for page in PAGES:
        chromium.logged.clear()
        chromium.fetched.clear()
        chromium.go(f"{site}{page}{'&' if '?' in page else '?'}lang={lang}")
        assert chromium.run("document.documentElement.scrollWidth") <= width, page
        refused = [one for one in chromium.logged if "404 (Not Found)" not in one or "Opnai" not in page]
        assert refused == []
        # data: is the browser's own picture in a field for a day
        assert [one for one in chromium.fetched if not one.startswith((site, "data:"))] == []
        ink, paper = chromium.run("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
        assert (ink, paper) == (
            ("rgb(233, 228, 216)", "rgb(18, 23, 34)") if dark else ("rgb(31, 27, 22)", "rgb(250, 247, 241)")
        )


def test_the_standing_of_a_tie_shows_in_its_line(site: str, chromium: Browser) -> None:
    chromium.show(1280, dark=False)
    chromium.go(f"{site}/article?id=plan&lang=en")
    style = "getComputedStyle(document.querySelector('.tie.{} .verb')).textDecoration"
    assert "dotted" in chromium.run(style.format("is-planned"))
    assert "line-through" in chromium.run(style.format("is-denied"))
    chromium.go(f"{site}/article?id=deal&lang=en")
    assert "dashed" in chromium.run(style.format("is-ended"))


def test_a_keyboard_reaches_everything(site: str, chromium: Browser) -> None:
    chromium.show(1280, dark=False)
    chromium.go(f"{site}/path?from=OpenAI&to=Meta&lang=en")
    key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
    seen = set()
    for _ in range(25):
        for kind in ("keyDown", "keyUp"):
            chromium.call("Input.dispatchKeyEvent", type=kind, **key)
        seen.add(chromium.run("(e => e.tagName + ' ' + (e.name || e.textContent.trim()))(document.activeElement)"))
        assert chromium.run("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 1
    assert {"A Skip to the content", "INPUT q", "INPUT from", "INPUT to", "BUTTON Show", "SUMMARY Filters"} <= seen


def test_names_are_offered_while_one_types_and_chosen_by_keyboard(site: str, chromium: Browser) -> None:
    chromium.show(1280, dark=False)
    chromium.go(f"{site}/path?lang=en")
    field = "document.querySelector('.question input[name=from]')"
    chromium.run(f"{field}.focus()")
    chromium.call("Input.insertText", text="Opnai")
    end = time.monotonic() + 20
    while chromium.run(f"{field}.getAttribute('aria-expanded')") != "true":
        assert time.monotonic() < end
        time.sleep(0.05)
    for name, code in (("ArrowDown", 40), ("Enter", 13)):
        for kind in ("keyDown", "keyUp"):
            chromium.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)
    assert chromium.run(f"{field}.value") == "OpenAI"
    assert chromium.run(f"{field}.getAttribute('aria-expanded')") == "false"


def test_on_paper_the_answer_without_controls(site: str, chromium: Browser) -> None:
    chromium.go(f"{site}/path?from=OpenAI&to=Meta&lang=en")
    chromium.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert not chromium.run("document.querySelector('form.question').checkVisibility()")
        assert chromium.run("document.querySelector('.paths .quote').checkVisibility()")
        assert chromium.call("Page.printToPDF")["data"].startswith("JVBERi")
    finally:
        chromium.call("Emulation.setEmulatedMedia", media="")
