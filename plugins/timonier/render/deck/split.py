"""The rules by which the blocks of a page stand on slides or go to the notes.

In: the page as a tree with its places. Out: drafts. Every block is moved, none copied: what is not on a slide is in
the notes, but for what `<!-- diapo: non -->` keeps off.
"""

from __future__ import annotations

from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from timonier.render.deck.drafts import SECTION, SUBSECTION, Draft, Pile
from timonier.render.deck.lists import parts
from timonier.render.deck.model import WORDS
from timonier.render.deck.places import LINE, MARK
from timonier.render.deck.words import words

_SHOWN = frozenset({"dl", "figure", "img", "ol", "pre", "svg", "table", "ul", "video"})
_SPOKEN_BLOCKS = frozenset({"tm-correction", "tm-formateur", "tm-indice", "tm-reponse"})
_DROPPED = ".//script|.//style|.//template|.//*[@hidden]"
_DROPPED_CLASSES = ("headerlink", "footnote-backref", "tm-defauts")


def split(root: HtmlElement, line: int) -> list[Draft]:
    """The slides of a page whose text begins at `line`; the first one is before any heading."""
    _clean(root)
    _wrap_loose_text(root)
    pile = Pile([Draft(line=line)])
    for block in list(root):
        _put(block, pile)
    pile.settle()
    return _merged(pile.drafts)


def classes(element: HtmlElement) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


def inner(element: HtmlElement) -> str:
    """What stands in an element, as HTML."""
    text: str = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    return text[text.index(">") + 1 : text.rindex("<")].strip()


def _clean(root: HtmlElement) -> None:
    chosen = "|".join(f'.//*[contains(concat(" ", @class, " "), " {name} ")]' for name in _DROPPED_CLASSES)
    for element in root.xpath(f"{_DROPPED}|{chosen}"):
        element.drop_tree()


def _wrap_loose_text(root: HtmlElement) -> None:
    """Text of the page that stands in no block is a paragraph."""
    if (root.text or "").strip():
        root.insert(0, E.p(root.text))
    root.text = None
    for child in list(root):
        if (child.tail or "").strip():
            child.addnext(E.p(child.tail))
        child.tail = None


def _put(block: HtmlElement, pile: Pile) -> None:
    """Put one block of the page in its place."""
    if block.tag == "hr":
        if MARK in block.attrib:
            _obey(block, pile)
    elif pile.take("non"):
        return
    elif pile.take("note"):
        pile.top.spoken = True
        pile.top.notes.append(block)
    elif block.tag in ("h1", "h2", "h3"):
        _head(block, pile)
    elif pile.take("oui"):
        _show(block, pile)
    else:
        _place(block, pile)


def _obey(mark: HtmlElement, pile: Pile) -> None:
    value = mark.get(MARK, "")
    if value:
        pile.waiting.add(value)
    else:
        pile.split(int(mark.get(LINE, "0")) or pile.top.line)


def _head(heading: HtmlElement, pile: Pile) -> None:
    """`##` and `###` begin slides; `#` is the title of the page, which the first slide shows."""
    if heading.tag == "h1":
        return
    level = SECTION if heading.tag == "h2" else SUBSECTION
    section = ""
    if level == SUBSECTION:
        section = pile.top.title if pile.top.level == SECTION else pile.top.section
    line = int(heading.get(LINE, "0")) or pile.top.line
    pile.settle()
    pile.drafts.append(Draft(level, inner(heading), section, heading.get("id", ""), line))


def _place(block: HtmlElement, pile: Pile) -> None:
    names = classes(block)
    if "tm-retenir" in names:
        _remember(block, pile)
    elif "tabbed-set" in names:
        _open_tabs(block, pile)
    elif names & _SPOKEN_BLOCKS or block.tag == "details" or "footnote" in names:
        pile.top.notes.append(block)
    elif "tm-question" in names:
        _ask(block, pile)
    elif names & {"admonition", "tm-bloc"}:
        _call_out(block, pile)
    elif _is_shown(block):
        _show(block, pile)
    elif block.tag in ("div", "section", "article", "center") and _holds_shown(block):
        _wrap_loose_text(block)
        for child in list(block):
            _put(child, pile)
    else:
        pile.top.notes.append(block)


def _is_shown(block: HtmlElement) -> bool:
    if block.tag == "p":
        return not block.text_content().strip() and next(block.iter("img", "svg"), None) is not None
    return block.tag in _SHOWN or "tm-code" in classes(block) or block.tag in ("h4", "h5", "h6")


def _holds_shown(block: HtmlElement) -> bool:
    return any(element.tag in _SHOWN for element in block.iter() if isinstance(element.tag, str))


def _show(block: HtmlElement, pile: Pile) -> None:
    if pile.take("pas-a-pas"):
        for item in block.iter("li"):
            item.set("class", f"{item.get('class', '')} fragment".strip())
    if "colonnes" in pile.waiting:
        block, *others = (part for part, _ in parts(block))
        _beside(block, pile)
        for other in others:
            pile.split(pile.top.line)
            pile.top.body.append(other)
        return
    _keep(block, pile)


def _beside(block: HtmlElement, pile: Pile) -> None:
    """Two blocks side by side."""
    pile.columns.append(block)
    if len(pile.columns) == 2:
        pile.take("colonnes")
        pile.top.body.append(E.div({"class": "tm-colonnes"}, *(E.div(each) for each in pile.columns)))
        pile.columns.clear()


def _remember(block: HtmlElement, pile: Pile) -> None:
    """« À retenir » is a slide of its own, or more where the author splits it."""
    before, line = pile.top, int(block.get(LINE, "0")) or pile.top.line
    (title,) = block.xpath('./*[contains(@class, "tm-bloc-titre")]')
    pile.settle()
    draft = Draft(before.level or SECTION, inner(title), "", before.anchor, line, kind="retenir")
    title.drop_tree()
    pile.drafts.append(draft)
    for child in list(block):
        _put(child, pile) if child.tag == "hr" else _keep(child, pile)
    for each in pile.drafts[pile.drafts.index(draft) :]:
        each.kind, each.body = draft.kind, [E.div({"class": block.get("class")}, *each.body)]
    pile.drafts.append(before.continued(line))


def _keep(block: HtmlElement, pile: Pile) -> None:
    """Show a block as it is, but for the split marks in it."""
    for number, (part, line) in enumerate(parts(block)):
        if number:
            pile.split(line or pile.top.line)
        pile.top.body.append(part)


def _ask(block: HtmlElement, pile: Pile) -> None:
    """A question stands on the slide, with others if all are short; what answers it is spoken."""
    answers = [child for child in block if classes(child) & _SPOKEN_BLOCKS]
    for answer in answers:
        answer.drop_tree()
    if sum(words(each) for each in (*pile.top.body, block)) > WORDS:
        pile.split(pile.top.line)
    pile.top.notes += answers
    pile.top.body.append(block)


def _call_out(block: HtmlElement, pile: Pile) -> None:
    """Of an admonition the title, lists, code and tables stand on the slide; the prose is spoken."""
    for child in list(block):
        is_title = classes(child) & {"admonition-title", "tm-bloc-titre"}
        if child.tag == "hr" and MARK in child.attrib:
            child.drop_tree()
        elif not is_title and not _is_shown(child) and not _holds_shown(child):
            child.drop_tree()
            pile.top.notes.append(child)
    _show(block, pile)


def _open_tabs(tabs: HtmlElement, pile: Pile) -> None:
    """Each tab is a slide of its own under its label."""
    labels = [label.text_content().strip() for label in tabs.xpath("./div/label|./label")]
    panels = tabs.xpath('./div[@class="tabbed-content"]/div')
    for label, panel in zip(labels, panels, strict=False):
        pile.split(pile.top.line)
        pile.top.body.append(E.p(label, {"class": "tm-onglet"}))
        _wrap_loose_text(panel)
        for child in list(panel):
            _put(child, pile)


def _merged(drafts: list[Draft]) -> list[Draft]:
    """No slide of a title alone.

    It gives its notes to the slide under it; to the one before when it only goes on, or when the author sent all of
    it to the notes; else it shows its first words.
    """
    kept: list[Draft] = []
    pending: list[HtmlElement] = []
    for draft, following in zip(drafts, [*drafts[1:], None], strict=True):
        draft.notes[:0], pending = pending, []
        if draft.body or not draft.level:
            kept.append(draft)
        elif draft.suite or draft.spoken:
            kept[-1].notes += draft.notes if draft.suite else [_spoken_title(draft), *draft.notes]
        elif following and following.level > draft.level:
            pending = draft.notes
        else:
            _show_first_words(draft)
            kept.append(draft)
    return kept


def _spoken_title(draft: Draft) -> HtmlElement:
    return lxml_html.fragment_fromstring(f"<h3>{draft.title}</h3>")


def _show_first_words(draft: Draft) -> None:
    first = draft.notes[0] if draft.notes else None
    if first is not None and first.tag == "p" and len(first.text_content().split()) <= WORDS:
        first.set("class", "tm-phrase")
        draft.body.append(draft.notes.pop(0))
