"""A deck as a lesson. In: the text of a deck of Markdown. Out: that of a lesson, and what it could not place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from timonier.intake.cut import Raw, cut
from timonier.intake.inline import Found, Image, rewritten
from timonier.intake.lines import Left, Line, lines
from timonier.intake.notes import parted
from timonier.intake.rewrite import shown, spoken

_CUT = "<!-- diapo -->"
_SECTION, _SUBSECTION = 2, 3


@dataclass(frozen=True, slots=True)
class Imported:
    """A deck as a lesson; what has no place there is in the order of the deck."""

    text: str
    slides: int
    left: tuple[Left, ...]


def imported(text: str, name: str, image: Image, level: int = 0) -> Imported:
    """The lesson of a deck; `name` is its title where the deck has none, `level` as for `cut`."""
    found = Found(image)
    head, body = _front(lines(text), found)
    slides = cut(body, level, found.left)
    title = head or _title(slides) or name
    written = "\n\n".join("\n".join(block) for block in _blocks(slides, title, found))
    front = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\ntype: cours\n---\n"
    left = sorted(set(found.left), key=lambda each: (each.line, each.column, each.message))
    return Imported(f"{front}\n{written}\n" if written else front, len(slides), tuple(left))


def _front(found: list[Line], taken: Found) -> tuple[str, list[Line]]:
    """The title that front matter gives, and the lines after it."""
    if found and found[0].text.startswith("% "):
        end = next((index for index, line in enumerate(found) if not line.text.startswith("% ")), len(found))
        taken.left += [_unplaced(line.number, line.text) for line in found[1:end]]
        return found[0].text.removeprefix("% ").strip(), found[end:]
    values, end = _values(found)
    for line in found[1 : max(end - 1, 1)]:
        if re.match(r"[^\s#-]", line.text) and not line.text.startswith("title:"):
            taken.left.append(_unplaced(line.number, line.text))
    return str(values.get("title") or ""), found[end:]


def _values(found: list[Line]) -> tuple[dict[str, object], int]:
    """What front matter says, and how many lines it has; nothing where the deck begins with a slide."""
    end = next((i for i, line in enumerate(found[1:], 1) if line.text in ("---", "...")), 0)
    if not end or found[0].text != "---":
        return {}, 0
    try:
        values = yaml.safe_load("\n".join(line.text for line in found[1:end]))
    except yaml.YAMLError:
        return {}, 0
    return ({str(key): value for key, value in values.items()}, end + 1) if isinstance(values, dict) else ({}, 0)


def _unplaced(line: int, text: str) -> Left:
    return Left(line, 1, f"« {text.strip()} » : l’en-tête d’une leçon n’a rien de tel")


def _title(slides: Sequence[Raw]) -> str:
    heading = slides[0].heading if slides else None
    return _plain(heading[2]) if heading and heading[1] == "#" else ""


def _plain(text: str) -> str:
    return re.sub(r"\s*\{[^{}]*\}\s*$|<!--.*?-->|[*_`]", "", text).strip()


def _blocks(slides: Sequence[Raw], title: str, found: Found) -> Iterator[list[str]]:
    before = ""
    for number, slide in enumerate(slides):
        opens = not number and _is_title(slide, title)
        heading, rest = _heading(slide)
        name = rewritten(heading, found) if heading else ""
        if heading and not opens and name != before:
            yield [f"{'#' * (_SUBSECTION if slide.down else _SECTION)} {name}"]
        elif number and not opens:
            yield [_CUT]
        before = name or before
        on_slide, said = parted(rest)
        yield from spoken(on_slide, found) if opens else shown(on_slide, found)
        yield from spoken(said, found)


def _is_title(slide: Raw, title: str) -> bool:
    return slide.heading is not None and _plain(slide.heading[2]) == title


def _heading(slide: Raw) -> tuple[Line | None, list[Line]]:
    """The heading of a slide without its marks, and the other lines."""
    if (heading := slide.heading) is None:
        return None, slide.lines
    index = next(index for index, line in enumerate(slide.lines) if line.text == heading[0])
    return Line(slide.lines[index].number, heading[2]), [*slide.lines[:index], *slide.lines[index + 1 :]]
