"""Slides while they are being filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

PAGE, SECTION, SUBSECTION = 0, 2, 3
"""Levels of what a slide begins with: nothing, `##`, `###`."""


@dataclass(slots=True)
class Draft:
    """One slide to be; `title` is HTML, `anchor` the id of the page's heading."""

    level: int = PAGE
    title: str = ""
    section: str = ""
    anchor: str = ""
    line: int = 1
    suite: bool = False
    kind: str = ""
    spoken: bool = False
    """Whether the author sent a block of it to the notes."""
    body: list[HtmlElement] = field(default_factory=list)
    notes: list[HtmlElement] = field(default_factory=list)

    def continued(self, line: int) -> Draft:
        """An empty slide that goes on under the same heading."""
        return Draft(self.level, self.title, self.section, self.anchor, line, suite=self.level > PAGE)


@dataclass(slots=True)
class Pile:
    """The slides so far, and the marks that wait for the next block."""

    drafts: list[Draft]
    waiting: set[str] = field(default_factory=set)
    columns: list[HtmlElement] = field(default_factory=list)

    @property
    def top(self) -> Draft:
        """The slide that is being filled."""
        return self.drafts[-1]

    def take(self, mark: str) -> bool:
        """Whether a mark was waiting; it no longer is."""
        was = mark in self.waiting
        self.waiting.discard(mark)
        return was

    def settle(self) -> None:
        """A block that waits for another one beside it stands alone; marks that wait are forgotten."""
        self.top.body += self.columns
        self.columns.clear()
        self.waiting.clear()

    def split(self, line: int) -> None:
        """Go on with another slide under the same heading, unless this one is still empty."""
        self.settle()
        if self.top.body:
            self.drafts.append(self.top.continued(line))
