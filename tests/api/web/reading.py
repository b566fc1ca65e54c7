"""Pages as a test reads them: their links, quotes, tables and text, and whether they are fit to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})


@dataclass
class Element:
    """An element with its attributes and all text within."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    path: tuple[str, ...] = ()


@dataclass
class Read(HTMLParser):
    """A parsed page; raises AssertionError where its elements do not nest."""

    page: str
    elements: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.page)
        self.close()
        assert not self._open, [one.tag for one in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = Element(tag, {key: value or "" for key, value in attrs}, path=tuple(up.tag for up in self._open))
        assert len(one.attributes) == len(attrs), f"an attribute twice: {attrs}"
        self.elements.append(one)
        if tag not in VOID:
            self._open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> ends nothing"
        assert self._open[-1].tag == tag, f"</{tag}> ends <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements of that tag with these attributes (class_: one of its classes)."""
        return [one for one in self.elements if one.tag == tag and all(map(_has(one), attributes.items()))]

    def text(self, tag: str = "main") -> str:
        """The text of the first such element, spaces as one."""
        return " ".join(self.all(tag)[0].text.split())

    def links(self) -> list[str]:
        """Where its links lead."""
        return [one.attributes["href"] for one in self.all("a")]


def _has(one: Element):  # type: ignore[no-untyped-def]
    def check(item: tuple[str, str]) -> bool:
        key, value = item[0].rstrip("_"), item[1]
        have = one.attributes.get(key, "")
        return value in have.split() if key == "class" else have == value

    return check


def check(page: str) -> Read:
    """What holds for every page: it nests, has one heading of the first rank, its quotes a language, its fields a
    label, its ids once; and nothing in it runs or is styled on the spot."""
    read = Read(page)
    assert page.startswith("<!doctype html>")
    assert len(read.all("h1")) == 1
    assert read.all("html")[0].attributes["lang"] in ("en", "fr")
    assert read.all("title")[0].text.strip()
    for quote in read.all("blockquote"):
        assert quote.attributes["lang"] in ("en", "fr")
    for one in read.elements:
        assert one.tag != "script" or (one.attributes["src"].startswith("/static/") and not one.text), one
        assert one.tag not in ("style", "iframe", "object", "embed", "base", "img"), one
        assert not [key for key in one.attributes if key.startswith("on") or key in ("style", "srcdoc")], one
        address = one.attributes.get("href") or one.attributes.get("action")
        assert address is None or address.startswith(("/", "#", "http://", "https://")), one
        assert address is None or not address.startswith("//"), one
    ids = [one.attributes["id"] for one in read.elements if "id" in one.attributes]
    assert len(set(ids)) == len(ids)
    targets = {address[1:] for address in read.links() if address.startswith("#")}
    assert targets <= set(ids), targets - set(ids)
    labelled = {one.attributes["for"] for one in read.all("label") if "for" in one.attributes}
    for one in read.elements:
        if one.tag in ("input", "select") and one.attributes.get("type") != "hidden":
            assert "label" in one.path or one.attributes.get("id") in labelled, one
    for table in read.all("table"):
        assert "<th" in page, table
    return read
