"""What a book has beside its pages, as code: calls of the functions of `typst/front.typ`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from lxml.html import HtmlElement

from timonier.pdf.phrases import classes
from timonier.pdf.typst_code import array, call, content, string

if TYPE_CHECKING:
    from timonier.pdf.markup import Writer

UNNAMED: Final = "+"
"""What the names of places begin with that only the outline knows."""


def front(element: HtmlElement, writer: Writer) -> Iterator[str]:
    """The code of a section that `front`, `contents` and `back` wrote."""
    writer.anywhere = True
    if "cover" in classes(element):
        yield _cover(element, writer)
    elif "colophon" in classes(element):
        yield call("colophon", content(writer.blocks(element)))
    elif "contents" in classes(element):
        yield call("contents", content(_contents(element, writer)))
    elif "opening" in classes(element):
        yield _opening(element, writer)
    elif "index" in classes(element):
        yield from _index(element, writer)
    else:
        yield from writer.blocks(element)


def _cover(element: HtmlElement, writer: Writer) -> str:
    title, subtitle = element.find("h1"), element.find_class("subtitle")
    wheel = next(element.iter("img"))
    return call(
        "cover",
        f"assets.at({string(wheel.get('src'))})",
        string(wheel.get("alt")),
        writer.inside(title),
        writer.inside(subtitle[0]) if subtitle else "none",
        content(writer.blocks(element.find_class("facts")[0])),
    )


def _contents(element: HtmlElement, writer: Writer) -> Iterator[str]:
    for each in element:
        if each.tag == "h1":
            yield writer.title(each)
        elif "line" in classes(each):
            yield _entry(each, "section", writer)
        elif each.tag == "p":
            yield call("section-line", writer.inside(each))
        else:
            for line in each.iter("p"):
                yield _entry(line, "chapter" if "chapter" in classes(line) else "heading", writer)


def _entry(line: HtmlElement, kind: str, writer: Writer) -> str:
    place, number = line
    addresses = (string(each.get("href")) for each in (place, number))
    return call("entry", string(kind), *addresses, writer.inside(place))


def _opening(element: HtmlElement, writer: Writer) -> str:
    part, title, hours, table = element
    shown = writer.table(table, widths="(26mm, 1fr, 20mm, 14mm)", type="(10.5pt, 14pt)")
    anchor = string(title.get("id", ""))
    return call("opening", writer.inside(part), anchor, writer.inside(title), writer.inside(hours), shown)


def _index(element: HtmlElement, writer: Writer) -> Iterator[str]:
    parts: list[str] = []
    for each in element:
        if each.tag == "h1":
            yield writer.title(each)
        elif each.tag == "h2":
            each.set("id", f"{UNNAMED}index-{len(parts)}")
            parts.append(writer.title(each))
        else:
            parts.extend(_word(line, writer) for line in each)
    yield call("index-of", content(parts))


def _word(line: HtmlElement, writer: Writer) -> str:
    word, *numbers = line
    folios = array(call("folio", string(link.get("href")), "20pt", "8pt") for link in numbers)
    return call("word", writer.inside(word), folios)
