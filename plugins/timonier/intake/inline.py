"""What may stand within a line of a slide: attributes, images, HTML, remark's `.class[text]`.

In: a line, outside code. Out: the line as a lesson has it; what it could not keep is named at its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

from timonier.intake.lines import Left, Line

Image = Callable[[str], str | None]
"""The address of an image once it is beside the lesson; None for one that cannot be copied."""

_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1(?!`)")
_FRAGMENT = re.compile(r"\bfragment\b|^/?v-click|\bincremental\b")
_PART = re.compile(
    r"<!--(?P<comment>.*?)-->"
    r"|!\[(?P<alt>[^\]]*)\]\((?P<address>[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(?P<title>\s+\"[^\"]*\")?\s*\)"
    r"|<img\b(?P<img>[^>]*)>"
    r"|</?(?P<tag>div|section|span|center|font|big|small|p|v-clicks?|transition)\b(?P<attributes>[^<>]*)>"
    r"|\{:?\s*(?P<braces>(?:[.#][\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s}]+))(?:\s+(?:[.#][\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s}]+)))*)\s*\}"
    r"|(?<![\w`])\.(?P<class>[a-z][\w-]*(?:\.[a-z][\w-]*)*)\[(?P<text>[^\]\[]*)\]",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")


@dataclass(slots=True)
class Found:
    """What the lines of a slide held besides their text."""

    image: Image
    left: list[Left] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)
    """Where something appears one after another."""


def rewritten(line: Line, found: Found) -> str:
    """A line without what a lesson has not."""
    text, done, start = line.text, [], 0
    codes = [match.span() for match in _CODE.finditer(text)]
    for match in _PART.finditer(text):
        if any(begin <= match.start() < end for begin, end in codes):
            continue
        column = match.start() + 1
        done += [text[start : match.start()], _replaced(match, _Place(line.number, column), found)]
        start = match.end()
    return "".join((*done, text[start:])).rstrip()


@dataclass(frozen=True, slots=True)
class _Place:
    line: int
    column: int

    def left(self, message: str) -> Left:
        return Left(self.line, self.column, message)


def _replaced(match: re.Match[str], place: _Place, found: Found) -> str:
    if match["comment"] is not None:
        return _comment(match["comment"].strip(), place, found)
    if match["address"]:
        return _picture(match["alt"], match["address"], match["title"] or "", place, found)
    if match["img"] is not None:
        values = {name: unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match["img"])}
        return _picture(values.get("alt", ""), values.get("src", ""), "", place, found)
    if match["tag"]:
        return _tag(match, place, found)
    if match["braces"]:
        return _braces(match["braces"], place, found)
    found.left.append(place.left(f"« .{match['class']}[…] » : le texte est gardé, sans sa mise en forme"))
    return match["text"]


def _comment(text: str, place: _Place, found: Found) -> str:
    if text.startswith("diapo"):
        return f"<!-- {text} -->"
    if text.startswith(".element") and _FRAGMENT.search(text):
        found.steps.append((place.line, place.column))
    else:
        found.left.append(place.left(f"« <!-- {' '.join(text.split())} --> » : rien de tel dans une leçon"))
    return ""


def _picture(alt: str, address: str, title: str, place: _Place, found: Found) -> str:
    if re.match(r"bg\b", alt):
        found.left.append(place.left(f"« {address} » : une diapositive n’a pas d’image de fond"))
        return ""
    new = found.image(address) if address else None
    if new is None:
        found.left.append(
            place.left(f"« {address} » : image introuvable, distante ou de format inconnu, non copiée")
        )
    return f"![{alt}]({new or address}{title})"


def _tag(match: re.Match[str], place: _Place, found: Found) -> str:
    name, attributes = match["tag"], match["attributes"]
    if _FRAGMENT.search(attributes) or name.startswith("v-click"):
        found.steps.append((place.line, place.column))
    elif not match[0].startswith("</") and name != "p":
        found.left.append(place.left(f"« {match[0]} » : le texte est gardé, sans sa mise en forme"))
    return ""


def _braces(text: str, place: _Place, found: Found) -> str:
    """Attributes: an id stays, a class that lets things step is remembered, the rest goes."""
    words = re.findall(r"[.#][\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s}]+)", text)
    ids = [word for word in words if word.startswith("#")]
    steps = [word for word in words if _FRAGMENT.search(word.lstrip("."))]
    if steps:
        found.steps.append((place.line, place.column))
    if gone := [word for word in words if word not in (*ids, *steps)]:
        found.left.append(place.left(f"« {{{' '.join(gone)}}} » : ces attributs n’ont pas d’équivalent"))
    return f"{{ {ids[0]} }}" if ids else ""
