"""The first line of a code block: language, options and their places, with SuperFences' grammar.

In: the text from the first backtick or tilde. Out: a `Header`, or None where there is no fence at all.
`Header.refused` says why SuperFences leaves the line as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from timonier.core.syntax import accepts_options

# What SuperFences takes for a header: a run of marks, a language, then braces, options, or anything else.
_HEADER = re.compile(
    r"(?P<marks>`{3,}|~{3,})"
    r"(?:[ ]*\.?(?P<lang>[\w#.+-]+)(?=[ ]|$))?"
    r"(?:[ ]*\{(?P<braces>.*)\}"
    r"""|(?P<options>(?:[ ]*[a-zA-Z]\w*(?:=(?P<quote>["']).*?(?P=quote))?(?=[ ]|$))+)"""
    r"|(?P<other>(?:[ ]*\S+(?=[ ]|$))+))?[ ]*$"
)
_OPTION = re.compile(r"""([a-zA-Z][a-zA-Z0-9_]*)(?:=(["'])(.*?)\2)?""")
_BRACED = re.compile(
    r"""(?P<key>[^ =}]+)=(?P<double>".*?")|(?P<key1>[^ =}]+)=(?P<single>'.*?')"""
    r"|(?P<key2>[^ =}]+)=(?P<bare>[^ =}]+)|(?P<word>[^ =}]+)|[ ]"
)


@dataclass(frozen=True, slots=True)
class Option:
    """One option as written: `value` is None for a bare word; `quote` is the quote used, if any."""

    name: str
    value: str | None
    start: int
    end: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of a header; places are columns from the start of the header."""

    marks: str
    lang: str = ""
    options: tuple[Option, ...] = ()
    braces: bool = False
    other: str = ""
    """What the grammar does not know: SuperFences leaves the block as text."""
    other_start: int = 0
    by_name: Mapping[str, Option] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether SuperFences opens a block here."""
        return not self.other and accepts_options(self.by_name)

    @property
    def bare(self) -> bool:
        """Marks alone, as a closing line has them."""
        return not (self.lang or self.options or self.other)


def parse(text: str) -> Header | None:
    """The header at the start of `text` (tabs already expanded), or None when there is none."""
    match = _HEADER.match(text)
    if match is None:
        return None
    marks, lang = match["marks"], match["lang"] or ""
    if match["other"]:
        return Header(marks, lang, other=match["other"].strip(), other_start=_other_start(match))
    if match["braces"]:
        lang, options = _braces(lang, match["braces"], match.start("braces"))
        return _with_options(Header(marks, lang, options, braces=True))
    if match["options"]:
        options = tuple(_plain(match["options"], match.start("options")))
        return _with_options(Header(marks, lang, options))
    return Header(marks, lang)


def lenient(text: str) -> Header | None:
    """As `parse`, but any header opens a block, as on a forge: for texts that no SuperFences renders."""
    header = parse(text)
    if header is None or header.accepted:
        return header
    if header.marks[0] == "`" and "`" in text[len(header.marks) :]:
        return None
    known = tuple(option for option in header.options if accepts_options((option.name,)))
    lang = header.lang or re.split(r"[\s{,:]", header.other, maxsplit=1)[0]
    return _with_options(Header(header.marks, lang, known, header.braces))


def _other_start(match: re.Match[str]) -> int:
    written = match["other"]
    return match.start("other") + len(written) - len(written.lstrip())


def _with_options(header: Header) -> Header:
    by_name = {option.name: option for option in header.options}
    return Header(header.marks, header.lang, header.options, header.braces, by_name=by_name)


def _plain(text: str, base: int) -> Iterator[Option]:
    for match in _OPTION.finditer(text):
        yield Option(match[1], match[3], base + match.start(), base + match.end(), match[2] or "")


def _braces(lang: str, text: str, base: int) -> tuple[str, tuple[Option, ...]]:
    """Language and options of `{.lang name="value" …}`: the first class is the language; ids are left out."""
    options: list[Option] = []
    classes: list[str] = []
    position = 0
    while position < len(text) and (match := _BRACED.match(text, position)):
        position = match.end()
        key, value, quote = _pair(match)
        if key.startswith(".") and value is None:
            classes.append(key[1:])
        elif key and key != "id" and not (key.startswith("#") and value is None):
            options.append(Option(key, value, base + match.start(), base + match.end(), quote))
    return lang or next(iter(classes), ""), tuple(options)


def _pair(match: re.Match[str]) -> tuple[str, str | None, str]:
    if match["double"]:
        return match["key"], match["double"].strip('"'), '"'
    if match["single"]:
        return match["key1"], match["single"].strip("'"), "'"
    if match["bare"]:
        return match["key2"], match["bare"], ""
    return match["word"] or "", None, ""
