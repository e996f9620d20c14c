"""What the real libraries see in a text: the reference that our own scanner is held against."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_integer, type_string

from timonier.core.syntax import BLOCKS, BlockKind, accepts_options

_TYPES = {"integer": type_integer, "string": type_string}


@dataclass
class Seen:
    """Everything that Python-Markdown, SuperFences and Blocks see in one text."""

    fences: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    """Each fence that SuperFences finds, in order: language, options (a bare flag is empty), content."""
    rendered: list[int] = field(default_factory=list)
    """Which of them stand in the page."""
    blocks: list[tuple[int, str, str, Mapping[str, object]]] = field(default_factory=list)
    """Depth, name, argument and options of each block, in document order."""
    html: str = ""


def read(text: str) -> Seen:
    """What the libraries see in a body."""
    seen = Seen()
    html = _recording(seen).convert(text)
    seen.html = re.sub(r"(?s)<!--.*?-->", "", html)
    seen.rendered = [int(number) for number in re.findall(r"FENCE(\d+)#", seen.html)]
    seen.blocks = list(_blocks(seen.html))
    return seen


def _recording(seen: Seen) -> markdown.Markdown:
    def keep(source: str, language: str | None, _class: str, options: dict[str, str], *_: Any, **__: Any) -> str:
        seen.fences.append((language or "", dict(options), source))
        return f"<pre>FENCE{len(seen.fences) - 1}#</pre>"

    def accept(_language: str, inputs: dict[str, Any], options: dict[str, Any], _attrs: Any, _md: Any) -> bool:
        if not accepts_options(inputs):
            return False
        options.update({name: "" if value in (None, name) else value for name, value in inputs.items()})
        return True

    return converter(accept, keep)


def converter(accept: Any, keep: Any) -> markdown.Markdown:
    """Python-Markdown with the configuration of the site."""
    fence = {"name": "*", "class": "", "format": keep, "validator": accept}
    return markdown.Markdown(
        extensions=[
            "admonition",
            "attr_list",
            "def_list",
            "footnotes",
            "md_in_html",
            "tables",
            "toc",
            "pymdownx.details",
            "pymdownx.superfences",
            "pymdownx.tabbed",
            _AllBlocks(),
        ],
        extension_configs={
            "pymdownx.superfences": {"custom_fences": [fence], "disable_indented_code_blocks": True},
            "pymdownx.tabbed": {"alternate_style": True},
        },
    )


class _AllBlocks(BlocksExtension):  # type: ignore[misc]
    def extendMarkdownBlocks(self, md: Any, block_mgr: Any) -> None:  # noqa: ARG002, N802
        for kind in BLOCKS.values():
            block_mgr.register(_block_class(kind), {})


def _block_class(kind: BlockKind) -> type[Block]:
    class Recorded(Block):  # type: ignore[misc]
        NAME = kind.name
        ARGUMENT = None if kind.title else False
        OPTIONS = {name: (None, _TYPES[type_]) for name, type_ in kind.options.items()}  # noqa: RUF012

        def on_create(self, parent: Element) -> Element:
            options = {name: self.options[name] for name in kind.options if self.options[name] is not None}
            attributes = {
                "data-block": kind.name,
                "data-argument": self.argument or "",
                "data-options": repr(options),
            }
            return SubElement(parent, "section", attributes)

    return Recorded


def _blocks(html: str) -> Iterator[tuple[int, str, str, Mapping[str, object]]]:
    depth = 0
    for match in re.finditer(r"<section ([^>]*)>|</section>", html):
        if not match[1]:
            depth -= 1
            continue
        values = {name: unescape(value) for name, value in re.findall(r'data-(\w+)="(.*?)"', match[1])}
        yield depth, values["block"], values["argument"], ast.literal_eval(values["options"])
        depth += 1


def fences_only(text: str) -> list[tuple[str, dict[str, str], str]]:
    """What SuperFences alone finds in a body."""
    seen = Seen()
    md = _recording(seen)
    lines = text.split("\n") if text.strip() else []
    for name in ("normalize_whitespace", "fenced_code_block"):
        lines = md.preprocessors[name].run(lines)
    return seen.fences
