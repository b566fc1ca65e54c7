"""Each page over a few invented articles: what a reader finds on it, and what nobody may do with it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.settings import Settings
from schemas.model import EntityType
from schemas.names import entity_id
from tests.api.conftest import Client, Run, serving, stored
from tests.api.stories import STORIES, Said, article, hub
from tests.api.web.reading import Read, check

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
Work = Callable[[Client], Awaitable[None]]


async def get(client: Client, address: str, *, status: int = 200, lang: str = "en") -> Read:
    """The page at that address, checked."""
    answer = await client.http.get(address, headers={**HTML, "accept-language": lang})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-language"] == lang
    assert "Accept-Language" in answer.headers["vary"]
    return check(answer.text)


def over(tmp_path: Path, records: list[Any], work: Work, settings: Settings | None = None) -> None:
    """Runs work with a client over a store of these articles."""

    async def inner() -> None:
        async with stored(tmp_path, *records) as store, serving(store, settings) as client:
            await work(client)

    asyncio.run(inner())


def test_the_start_page_asks_and_shows_what_is_there(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/")
        (pair,) = [one for one in read.links() if one.startswith("/path?from=")]
        assert {one.text for one in (await get(client, pair)).all("h1")} == {"How OpenAI and Meta are linked"}
        assert [one for one in read.links() if one.startswith("/conflicts?of=")]
        assert "Meta entend racheter Ligne Sept l'an prochain." in read.text()
        assert "dément" not in read.text()  # a denial is no new tie
        assert "5 articles from 13 June 2025 to 1 July 2025" in read.text().replace("\u00a0", " ")
        french = await get(client, "/", lang="fr")
        assert "Qui est lié à qui" in french.text("h1")

    with_client(work)


def test_programs_find_where_to_ask(with_client: Run) -> None:
    async def work(client: Client) -> None:
        for accept in ("*/*", "application/json"):
            answer = await client.http.get("/", headers={"accept": accept})
            assert json.loads(answer.text)["graphql"] == "/graphql"
        assert (await client.http.get("/nowhere")).json() == {"detail": "Not Found"}

    with_client(work)


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        record = STORIES[0]
        await client.store.add([])
        assert "entente ingest" in (await get(client, "/")).text()
        for address in ("/conflicts", "/search?q=a", "/path"):
            await get(client, address)
        await client.store.add([record])
        assert "entente ingest" not in (await get(client, "/")).text()

    async def inner() -> None:
        from cypher.open import open_store

        store = await open_store(str(tmp_path / "empty.sqlite"))
        async with serving(store) as client:
            await work(client)
        await store.close()

    asyncio.run(inner())


def test_search_finds_and_comes_near(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/search?q=ile+v")
        (row,) = read.all("tbody")
        assert "Île Verte" in row.text
        near = await get(client, "/search?q=Opnai")
        assert "OpenAI" in near.text()
        assert "/entity?name=OpenAI" in near.links()
        blank = await get(client, "/search?q=")
        assert not blank.all("table")

    with_client(work)


def test_an_entity_with_its_ties(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/entity?name=Scale+AI")
        text = read.text().replace("\u00a0", " ")
        assert [one.text.strip() for one in read.all("h3")] == ["Investors", "Clients"]
        assert "14.3 billion USD" in text
        assert "according to Scale AI" in text
        assert "OpenAI stopped buying from Scale AI the week after." in text
        assert read.all("tr", class_="is-ended")
        same = await get(client, "/entity?id=o:scale-ai")
        assert same.text() == read.text()
        narrowed = await get(client, "/entity?id=o:scale-ai&relation=invested-in&as_of=2025-06-30")
        assert [one.text.strip() for one in narrowed.all("h3")] == ["Investors"]
        none = await get(client, "/entity?id=o:scale-ai&relation=sued")
        assert "No tie of Scale AI passes the filters." in none.text()
        rivals = await get(client, "/entity?name=Meta")
        assert [one.text.strip() for one in rivals.all("h3")].count("Rivals") == 1

    with_client(work)


def test_denied_and_planned_ties_say_so(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/entity?name=Ligne+Sept", lang="fr")
        (denied,) = read.all("tr", class_="is-denied")
        assert "démenti" in denied.text
        (planned,) = read.all("tr", class_="is-planned")
        assert "en projet" in planned.text

    with_client(work)


def test_two_names_a_sentence_first(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/path?from=OpenAI&to=Meta")
        text = read.text()
        first = "OpenAI and Meta are linked in 2 ways. The shortest has 1 step."
        assert first in text
        assert text.index(first) < text.index("OpenAI and Meta compete for the same researchers.")
        assert text.index("of interest concern both:") < text.index("OpenAI and Meta compete")
        assert "OpenAI stopped buying from Scale AI the week after." in text
        (twin,) = read.all("details", class_="twin")
        assert twin.text.count("was a client of") == 1
        french = await get(client, "/path?from=OpenAI&to=Meta", lang="fr")
        assert "OpenAI et Meta sont liés de 2 façons." in french.text()

    with_client(work)


def test_the_address_holds_the_whole_question(with_client: Run) -> None:
    async def work(client: Client) -> None:
        asked = "/path?from=OpenAI&to=Meta&relation=client-of&relation=invested-in&planned=yes&confidence=0.5"
        read = await get(
            client, f"{asked}&origins=1&as_of=2025-06-30&hops=3&limit=20&status=&hedged=&lang=fr", lang="fr"
        )
        ticked = [one.attributes["value"] for one in read.all("input", type="checkbox") if "checked" in one.attributes]
        assert ticked == ["invested-in", "client-of", "yes"]
        values = {one.attributes.get("name"): one.attributes.get("value") for one in read.all("input")}
        given = {
            "from": "OpenAI",
            "to": "Meta",
            "as_of": "2025-06-30",
            "confidence": "0.5",
            "origins": "1",
            "hops": "3",
        }
        assert {key: values[key] for key in given} == given
        assert values["lang"] == "fr"
        (swap,) = read.all("a", class_="swap")
        swapped = httpx.URL(swap.attributes["href"]).params
        assert (swapped["from"], swapped["to"], swapped.get_list("relation")) == (
            "Meta",
            "OpenAI",
            ["client-of", "invested-in"],
        )
        (english,) = [one for one in read.links() if "lang=en" in one]
        assert httpx.URL(english).params.get_list("relation") == ["client-of", "invested-in"]

    with_client(work)


def test_none_says_what_was_searched_and_what_may_help(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/path?from=OpenAI&to=%C3%8Ele+Verte&hops=2")
        assert "No way from OpenAI to Île Verte is found." in read.text()
        assert "5 articles" in read.text()
        more = [one for one in read.links() if "hops=6" in one]
        assert httpx.URL(more[0]).params["to"] == "Île Verte"

    with_client(work)


def test_an_unknown_name_is_answered_with_near_ones_in_its_place(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/path?from=Opnai&to=Meta&hops=3", status=404)
        assert "No one in the store is called “Opnai”." in read.text()
        (again,) = [one for one in read.links() if one.startswith("/path?from=OpenAI")]
        assert httpx.URL(again).params["hops"] == "3"
        assert "linked in" in (await get(client, again)).text()
        assert "Personne d’enregistré" in (await get(client, "/entity?name=Nobody", status=404, lang="fr")).text()
        await get(client, "/path?from=Meta&to=meta", status=400)

    with_client(work)


def test_conflicts_with_rule_reason_and_quotes(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/conflicts?of=Scale+AI")
        first = read.all("article")[0].text
        assert "Why it matters:" in first
        assert "Meta paid $14.3 billion" in first
        assert "Supplier part-owned by a rival" in read.text()
        overlap = "The ties held at the same time.", "One tie followed the other", "The ties may have held"
        assert any(one in first for one in overlap)
        both = await get(client, "/conflicts?of=OpenAI&with=Meta")
        assert "between OpenAI and Meta" in both.text("h1")
        assert 0 < len(both.all("article")) <= len(read.all("article"))
        assert "None is found." in (await get(client, "/conflicts?of=OpenAI&with=Ada+Rousseau")).text()
        only = await get(client, "/conflicts?rule=circular-deal")
        assert "None is found." in only.text()
        sure = await get(client, "/conflicts?severity=1")
        assert len(sure.all("article")) < len((await get(client, "/conflicts")).all("article"))
        await get(client, "/conflicts?rule=no-such-rule", status=400)

    with_client(work)


def test_an_article_with_the_words_of_its_claims_marked(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/article?id=deal")
        marked = [one.text for one in read.all("mark")]
        assert marked == [
            "Meta paid $14.3 billion in June 2025 for 49 % of Scale AI, the labelling firm said.",
            "Alexandr Wang joined Meta as chief AI officer.",
            "OpenAI stopped buying from Scale AI the week after.",
        ]
        assert "fam-money" in read.all("mark")[0].attributes["class"]
        assert "is-ended" in read.all("mark")[2].attributes["class"]
        (text,) = read.all("div", class_="text")
        assert text.attributes["lang"] == "en"
        assert "https://news.example/deal" in read.links()
        await get(client, "/article?id=nothing", status=404)
        await get(client, "/article", status=404)

    with_client(work)


BAD = [
    "/path?from=OpenAI&to=Meta&confidence=7",
    "/path?from=OpenAI&to=Meta&confidence=nan",
    "/path?from=OpenAI&to=Meta&hops=99",
    "/path?from=OpenAI&to=Meta&limit=100000",
    "/path?from=OpenAI&to=Meta&relation=drop-table",
    "/path?from=OpenAI&to=Meta&as_of=yesterday",
    "/path?from=OpenAI&to=Meta&planned=%3Cb%3E",
    "/entity?id=o:meta&after=!!!",
    "/entity?id=o:meta&status=planned",
    "/conflicts?severity=0",
    f"/search?q={'x' * 251}",
    f"/article?id={'x' * 2000}",
]


@pytest.mark.parametrize("address", BAD)
def test_what_cannot_be_used_is_said(address: str, with_client: Run) -> None:
    async def work(client: Client) -> None:
        await get(client, address, status=400)
        await get(client, address, status=400, lang="fr")

    with_client(work)


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def hostile() -> list[Any]:
    """Articles in which whatever can be markup is."""
    tie = Said(HOSTILE, "CLIENT_OF", "{{ 7*7 }} <b>Corp</b>", f"{HOSTILE} buys from {{{{ 7*7 }}}} <b>Corp</b>.")
    back = replace(tie, subject=tie.object, object=tie.subject, relation="INVESTED_IN")
    made = article(
        "<i>&id=1", "</td><script>x</script>", "2025-06-01", [replace(tie, more={"attributed_to": HOSTILE}), back]
    )
    return [replace(made, article=replace(made.article, url="javascript:alert(1)"), notes=(HOSTILE,))]


async def crawl(client: Client, *, most: int) -> set[str]:
    """Every page that can be reached from the start page by links of ours, each checked."""
    waiting = ["/", "/search?q=%3C", "/search?q=o"]
    seen: set[str] = set()
    while waiting and len(seen) < most:
        address = waiting.pop(0).partition("#")[0]
        if address in seen or not address.startswith("/"):
            continue
        seen.add(address)
        lang = "fr" if "lang=fr" in address else "en"
        read = await get(client, address, lang=lang)
        waiting += [one for one in read.links() if one not in seen]
    return seen


def test_names_with_markup_are_harmless_everywhere(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        seen = await crawl(client, most=60)
        kinds = {one.partition("?")[0] for one in seen}
        assert kinds == {"/", "/search", "/entity", "/path", "/conflicts", "/article"}
        (address,) = {one for one in seen if one.startswith("/article") and "lang" not in one}
        page = (await client.http.get(address, headers=HTML)).text
        assert "javascript:" not in page
        assert "49 <b>" not in page
        assert "&lt;script&gt;" in page

    over(tmp_path, hostile(), work)


def test_every_link_of_ours_leads_somewhere(with_client: Run) -> None:
    async def work(client: Client) -> None:
        seen = await crawl(client, most=120)
        assert len(seen) > 40

    with_client(work)


def test_a_hub_is_shown_in_pages(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        first = await get(client, "/entity?name=Hub+Works")
        assert len(first.all("blockquote")) == 100
        (more,) = [one for one in first.links() if "after=" in one and "lang" not in one]
        second = await get(client, more)
        assert len(second.all("blockquote")) == 50
        assert not [one for one in second.links() if "after=" in one and "lang" not in one]

    over(tmp_path, [hub(150)], work)


def test_a_long_name(tmp_path: Path) -> None:
    long = "Compagnie" * 10
    firm = article("a", "P", "2025-01-01", [Said(long, "CLIENT_OF", "Nova", f"{long} buys from Nova.")])

    async def work(client: Client) -> None:
        assert long in (await get(client, f"/entity?name={long}")).text("h1")

    over(tmp_path, [firm], work)


def test_namesakes_are_named_and_told_apart(tmp_path: Path) -> None:
    records = [
        article("a", "P", "2025-01-01", [Said("Nova", "CLIENT_OF", "Meta", "Nova buys from Meta.")]),
        article("b", "P", "2025-01-02", [Said("Nova", "FOUNDED", "OpenAI", "Nova founded OpenAI.")]),
    ]
    nova = next(one for one in records[1].entities if one.name == "Nova")
    person = tuple(
        replace(one, type=EntityType.PERSON, kind=None) if one == nova else one for one in records[1].entities
    )
    identity = tuple((one.id, entity_id(one.type, one.name)) for one in person)

    async def work(client: Client) -> None:
        read = await get(client, "/entity?name=Nova")
        assert "Others of this name" in read.text()
        other = next(one for one in read.links() if one.startswith("/entity?id=p"))
        assert "person" in (await get(client, other)).text()
        assert "Others go by these names" in (await get(client, "/path?from=Nova&to=Meta")).text()

    over(tmp_path, [records[0], replace(records[1], entities=person, identity=identity)], work)


def test_a_store_that_fails_is_told_without_its_reasons(with_client: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(client: Client) -> None:
        async def broken(*_: Any, **__: Any) -> Any:
            raise RuntimeError("hunter2")

        monkeypatch.setattr(client.store, "corpus", broken)
        answer = await get(client, "/", status=500)
        assert "hunter2" not in answer.page

        async def stuck(*_: Any, **__: Any) -> Any:
            await asyncio.sleep(30)

        monkeypatch.setattr(client.store, "corpus", stuck)
        assert "took too long" in (await get(client, "/", status=503)).text()
        monkeypatch.setattr(client.store, "conflicts", stuck)
        assert "took too long" in (await get(client, "/conflicts", status=503)).text()

    with_client(work, Settings(seconds=0.05))


def test_a_store_that_cannot_be_opened_has_a_page(tmp_path: Path) -> None:
    async def work() -> None:
        from tests.api.test_app import started

        async with started(Settings(store="mystery://reader:hunter2@db:1234")) as http:
            answer = await http.get("/conflicts", headers=HTML)
            assert answer.status_code == 503
            assert "hunter2" not in answer.text
            assert "cannot be read" in check(answer.text).text()

    asyncio.run(work())


def test_names_for_what_is_being_typed(with_client: Run) -> None:
    async def work(client: Client) -> None:
        async def names(text: str) -> Any:
            return (await client.http.get("/suggest", params={"q": text})).json()["names"]

        assert await names("ile v") == ["Île Verte"]
        assert (await names("Opnai"))[0] == "OpenAI"
        assert await names("") == []
        assert (await client.http.get("/suggest", params={"q": "x" * 251})).status_code == 400

    with_client(work)


def test_only_get_and_head(with_client: Run) -> None:
    async def work(client: Client) -> None:
        assert (await client.http.post("/conflicts", headers=HTML)).status_code == 405
        head = await client.http.head("/conflicts", headers=HTML)
        assert (head.status_code, head.text) == (200, "")
        assert (await client.http.get("/conflicts", headers={**HTML, "host": "evil.example"})).status_code == 421

    with_client(work)


def test_the_style_is_kept_by_its_content(with_client: Run) -> None:
    async def work(client: Client) -> None:
        read = await get(client, "/")
        (sheet,) = read.all("link", rel="stylesheet")
        answer = await client.http.get(sheet.attributes["href"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/css; charset=utf-8")
        assert "immutable" in answer.headers["cache-control"]
        assert (await client.http.get("/static/../pages.py")).status_code == 404
        weight = len(read.page.encode()) + len(answer.content)
        assert weight < 100_000

    with_client(work)
