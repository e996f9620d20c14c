"""Page HTML in, print HTML out.

What a screen folds, paper opens: folds and tabs stand one after another with their labels. What only a screen uses
(buttons, inputs, scripts, hidden marks) goes. Links become addresses that the assembly of a book resolves:
`book:<page>--<anchor>`. Images become `asset:<digest>` addresses through a function that the caller gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from timonier.render.deck.split import inner
from timonier.render.print_access import access
from timonier.render.print_marks import ATTACHED, TERM_CLASS, TERM_DATA, collect
from timonier.render.print_notes import NUMBER, number_links
from timonier.render.print_page import (
    REFERENCE_LINK,
    Fault,
    Heading,
    ImageError,
    Links,
    PrintPage,
    book_link,
    content_path,
    read_book_link,
)

_SCREEN_ONLY = ".//script|.//style|.//link|.//button|.//template|.//iframe|.//video|.//audio|.//*[@hidden]"
_SCREEN_CLASSES = ("headerlink", "footnote-backref", "md-clipboard", "timonier-ecran")
_PLAIN_SPAN = "tm-p"
_UNPRINTABLE = ("iframe", "video", "audio", "canvas", "math")
_INLINE = ("a", "abbr", "b", "code", "em", "i", "kbd", "samp", "span", "strong", "sub", "sup")
_PRINTED_DATA = frozenset({"data-ligne", ATTACHED, NUMBER})
"""What the style sheet writes: numbers of lines and of notes, « suite »; the name of the file that a block is."""
_UNREFERRED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "sup", "pre", "dl"})
"""Where no page number follows a link."""
_LIVE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@dataclass(slots=True)
class _Work:
    page: str
    path: str
    links: Links
    image: Callable[[str], str]
    faults: list[Fault] = field(default_factory=list)
    slides: bool = False
    """Slides keep the classes of their links, and no page number follows one."""


def printable(
    html: str,
    *,
    page: str,
    path: str,
    title: str,
    links: Links,
    image: Callable[[str], str],
    address: str = "",
) -> PrintPage:
    """The print form of one page.

    `path` is relative to `content/`; `image` turns an image's address, as the page writes it, into the one that the
    engine is given, or raises `ImageError`. The head of the page leads to `address`, where there is one.
    """
    root = lxml_html.fragment_fromstring(html, create_parent="article")
    work = _Work(page, path, links, image)
    work.faults.extend(_unprintable(root))
    _put_on_paper(root, work)
    _name_headings(root, title)
    number_links(root)
    if address:
        next(root.iter("h1")).addnext(access(address))
    return _finished(root, work)


def printable_slides(html: str, *, page: str, path: str, links: Links, image: Callable[[str], str]) -> PrintPage:
    """The print form of slides: as that of a page, but that they have their ids, and no page number after links."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    work = _Work(page, path, links, image, slides=True)
    _put_on_paper(root, work)
    _drop_plain_spans(root)
    _number_lists(root)
    _free_last_spaces(root)
    return PrintPage(inner(root), (), root.text_content(), tuple(work.faults))


def _put_on_paper(root: HtmlElement, work: _Work) -> None:
    _drop_screen_parts(root)
    _open_tabs(root)
    _open_folds(root)
    _plain_terms(root)
    for link in list(root.iter("a")):
        _rewrite_link(link, work)
    for picture in list(root.iter("img")):
        _rewrite_image(picture, work)


def _finished(root: HtmlElement, work: _Work) -> PrintPage:
    """The print form of a tree in which all is in its place."""
    marks = collect(root, work.page, work.links.site_address)
    _drop_data(root)
    text = lxml_html.tostring(root, encoding="unicode", with_tail=False)
    return PrintPage(text, tuple(headings(root)), root.text_content(), tuple(work.faults), marks.words, marks.files)


def _unprintable(root: HtmlElement) -> Iterator[Fault]:
    """What would be lost on paper, but for what its author gives to screens alone."""
    for element in root.iter(*_UNPRINTABLE):
        if not any("timonier-ecran" in (each.get("class") or "").split() for each in _upwards(element)):
            yield Fault(
                "PDF108",
                f"le papier ne montre pas <{element.tag}>",
                f"<{element.tag}",
                "mettez-le dans un élément de classe « timonier-ecran », et dites en une phrase ce qu’il montre",
            )


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _drop_data(root: HtmlElement) -> None:
    """What authors and checks said of a block is not printed: a part does not depend on it."""
    for element in root.iter():
        for name in [name for name in element.attrib if name.startswith("data-") and name not in _PRINTED_DATA]:
            del element.attrib[name]


def _drop_screen_parts(root: HtmlElement) -> None:
    for box in root.xpath('.//input[@type="checkbox"]'):
        _replace_with_text(box, "☑ " if box.get("checked") is not None else "☐ ")
    classes = "|".join(f'.//*[contains(concat(" ", @class, " "), " {name} ")]' for name in _SCREEN_CLASSES)
    for element in root.xpath(f"{_SCREEN_ONLY}|{classes}"):
        element.drop_tree()
    for comment in root.xpath("//comment()"):
        comment.drop_tree()


def _replace_with_text(element: HtmlElement, text: str) -> None:
    element.tail = text + (element.tail or "").lstrip()
    element.drop_tree()


def _open_tabs(root: HtmlElement) -> None:
    """Each tab set becomes its panels in order, each under its label."""
    for tabs in reversed(root.xpath('.//div[contains(concat(" ", @class, " "), " tabbed-set ")]')):
        labels = [label.text_content().strip() for label in tabs.xpath("./div/label|./label")]
        panels = tabs.xpath('./div[@class="tabbed-content"]/div|./div[@class="tabbed-content"][not(./div)]')
        new = E.div({"class": "tabs"})
        for label, panel in zip(labels, panels, strict=True):
            panel.set("class", "tab")
            panel.insert(0, E.p({"class": "tab-label"}, label))
            new.append(panel)
        _put_in_place(tabs, new)


def _open_folds(root: HtmlElement) -> None:
    """`details` and its `summary` become an open block with its title."""
    for fold in list(root.iter("details")):
        fold.tag = "div"
        fold.set("class", f"admonition fold {fold.get('class', '')}".strip())
        fold.attrib.pop("open", None)
        for summary in fold.xpath("./summary"):
            summary.tag = "p"
            summary.set("class", "admonition-title")


def _drop_plain_spans(root: HtmlElement) -> None:
    """Take away the spans that have no colour: the fewer the faster."""
    for span in root.xpath(f'.//pre//span[contains(concat(" ", @class, " "), " {_PLAIN_SPAN} ")]'):
        span.drop_tag()


def _number_lists(root: HtmlElement) -> None:
    """WeasyPrint reads no `start`: a list that goes on counting says so in its style."""
    for numbered in root.xpath(".//ol[@start]"):
        if re.fullmatch(r"-?\d{1,6}", numbered.get("start")):
            numbered.set("style", f"counter-reset: list-item {int(numbered.get('start')) - 1}")


def _plain_terms(root: HtmlElement) -> None:
    """Terms of the glossary keep their mark, for the index, and lose their link: a book has its glossary."""
    for term in root.xpath(f'.//a[@class="{TERM_CLASS}"]'):
        term.tag = "span"
        term.set(TERM_DATA, urlsplit(term.get("href", "")).fragment)
        for name in ("href", "title"):
            term.attrib.pop(name, None)


def _free_last_spaces(root: HtmlElement) -> None:
    """Give the space before an inline element a box of its own.

    WeasyPrint 70 takes a run of text that fits but for its last space for one that is too long, and hyphenates the
    first word that it can, far from the end of the line.
    """
    for element in list(root.iter(*_INLINE)):
        if next(element.iterancestors("pre"), None) is None:
            _free_space_before(element)


def _free_space_before(element: HtmlElement) -> None:
    before, parent = element.getprevious(), element.getparent()
    text = parent.text if before is None else before.tail
    if not text or not text.endswith(" ") or not text.strip():
        return
    if before is None:
        parent.text = text.rstrip(" ")
    else:
        before.tail = text.rstrip(" ")
    element.addprevious(E.span(" "))


def _put_in_place(old: HtmlElement, new: HtmlElement) -> None:
    new.tail = old.tail
    old.getparent().replace(old, new)


def _name_headings(root: HtmlElement, title: str) -> None:
    """Give every heading an id, and the page a level 1 heading where it has none."""
    if next(root.iter("h1"), None) is None:
        heading = E.h1(title)
        heading.tail, root.text = root.text, None
        root.insert(0, heading)
    taken = set(root.xpath(".//@id"))
    for number, heading in enumerate(_heading_elements(root), start=1):
        if not heading.get("id"):
            heading.set("id", next(name for name in _names(number) if name not in taken))


def _names(number: int) -> Iterator[str]:
    name = f"titre-{number}"
    while True:
        yield name
        name += "-bis"


def headings(root: HtmlElement) -> Iterator[Heading]:
    """The titles of a page in print form, in order."""
    for element in _heading_elements(root):
        yield Heading(int(element.tag[1]), " ".join(element.text_content().split()), element.get("id"))


def _heading_elements(root: HtmlElement) -> Iterator[HtmlElement]:
    yield from root.iter("h1", "h2", "h3", "h4", "h5", "h6")


def _rewrite_link(link: HtmlElement, work: _Work) -> None:
    address = (link.get("href") or "").strip()
    new = _resolved(address, work) if address else None
    for name in ("target", "rel", "download", *(() if work.slides else ("class",))):
        link.attrib.pop(name, None)
    if new is not None:
        link.set("href", new)
        _refer(link, new, work)
    elif link.get("id"):
        link.attrib.pop("href", None)
    else:
        link.drop_tag()


def _refer(link: HtmlElement, address: str, work: _Work) -> None:
    """After a link inside the course, a box for « (p. 42) »; where it leads elsewhere, the assembly says so."""
    place = read_book_link(address)
    if place is None or work.slides or not link.text_content().strip():
        return
    if any(parent.tag in _UNREFERRED or "footnote" in parent.get("class", "") for parent in link.iterancestors()):
        return
    box = E.a({"class": "renvoi", "href": book_link(place[1], place[2], REFERENCE_LINK)})
    box.tail, link.tail = link.tail, None
    link.addnext(box)


def _resolved(address: str, work: _Work) -> str | None:
    """Where a link leads on paper; None when it leads nowhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        work.faults.append(Fault("PDF101", f"adresse illisible « {address} »", address))
        return None
    if parts.scheme or parts.netloc:
        return address if parts.scheme.lower() in _LIVE_SCHEMES else None
    if not parts.path:
        return book_link(work.page, unquote(parts.fragment))
    path = content_path(work.path, parts.path)
    if path in work.links.pages:
        return book_link(work.links.pages[path], unquote(parts.fragment))
    if path.endswith((".md", ".markdown")):
        work.faults.append(
            Fault("PDF102", f"ce lien mène à une page qui n’existe pas : {path}", address, "corrigez le chemin")
        )
        return None
    return work.links.site_address + quote(path) if work.links.site_address else None


def _rewrite_image(picture: HtmlElement, work: _Work) -> None:
    source = (picture.get("src") or "").strip()
    for name in ("srcset", "sizes", "loading"):
        picture.attrib.pop(name, None)
    # Material shows one image in the light scheme and one in the dark: paper is light.
    if re.search(r"#only-dark$", source):
        picture.drop_tree()
        return
    try:
        picture.set("src", work.image(source.removesuffix("#only-light")))
    except ImageError as error:
        work.faults.append(Fault("PDF103", str(error), source, "corrigez le chemin de l’image"))
