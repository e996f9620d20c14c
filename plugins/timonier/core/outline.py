"""The shape of a course: its pages, its modules and its tracks, as every other part asks for it.

In: the pages and the files that give their order. Out: an `Outline`. What is wrong in those files is what
`timonier.lint.rules.modules` and `tracks` say: here an unknown name leads nowhere, and of two of one name the first
counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from timonier.core import modules as module_files
from timonier.core import tracks as track_files
from timonier.core.diagnostic import Diagnostic
from timonier.core.header import Header, header
from timonier.core.modules import Announcement, Module, Modules
from timonier.core.source import SourceFile
from timonier.core.timetable import Timetable, timetable
from timonier.core.tracks import Day, Track

HUB = "index"
"""Pages of this name stand for their folder; no page is called so."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A course in its order."""

    pages: Mapping[str, Header]
    """Written pages by id, in the order of their paths; those named `index` are not among them."""
    modules: tuple[Module, ...] = ()
    tracks: tuple[Track, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong with the form of the files that give the order; a faulty one gives nothing."""
    blind: bool = False
    """Whether `modules.yml` is faulty, so that nobody knows what is announced."""
    track_ids: frozenset[str] = frozenset()
    """The ids of all tracks, faulty ones too."""
    announced: Mapping[str, Announcement] = field(default_factory=dict)

    def written(self, module: Module) -> tuple[Header, ...]:
        """The pages of a module that exist, in its order."""
        return tuple(self.pages[page.id] for page in module.pages if page.id in self.pages)

    def module_of(self, page: str) -> Module | None:
        """The first module that lists a page."""
        return next((module for module in self.modules if any(each.id == page for each in module.pages)), None)

    def track(self, name: str) -> Track | None:
        """The track of this id; the first one where the name is empty."""
        return next((track for track in self.tracks if name in ("", track.id)), None)

    def title(self, page: str) -> str:
        """The title of a page, written or announced; its id where nobody knows it."""
        if page in self.pages:
            return self.pages[page].title
        return self.announced[page].title if page in self.announced else page

    def minutes(self, page: str) -> int:
        """How long a page takes, written or announced; 0 where nobody says."""
        if page in self.pages:
            return self.pages[page].minutes or 0
        return self.announced[page].minutes if page in self.announced else 0

    def timetable(self, day: Day) -> Timetable:
        """The hours of a day of a track."""
        return timetable(day, {page.name: self.minutes(page.name) for page in day.pages})

    def by_module(self) -> Iterator[tuple[Header, str]]:
        """Every written lesson and lab with the title of its module: modules first, then those of none, by path."""
        seen: set[str] = set()
        for module in self.modules:
            for page in self.written(module):
                if page.id not in seen:
                    seen.add(page.id)
                    yield page, module.title
        yield from ((page, "") for page in self.pages.values() if page.id not in seen)

    def reading_order(self, track: str) -> tuple[str, ...]:
        """Ids in the order in which one reads: the track, then the modules."""
        followed = self.track(track)
        names = [page.name for page in followed.pages] if followed else []
        listed = [page.id for module in self.modules for page in self.written(module)]
        return tuple(name for name in dict.fromkeys((*names, *listed)) if name in self.pages)


def outline(
    pages: Iterable[SourceFile], modules: SourceFile | None, tracks: Iterable[SourceFile], content: str
) -> Outline:
    """The outline of the pages below the folder `content`, in the order that `modules.yml` and the tracks give."""
    order = module_files.read(modules) if modules else Modules((), ())
    followed = [track_files.read(track) for track in tracks]
    return Outline(
        pages=_headers(pages, content),
        modules=order.modules,
        tracks=tuple(each.track for each in followed if each.track),
        blind=bool(order.diagnostics),
        faults=(*order.diagnostics, *(fault for each in followed for fault in each.diagnostics)),
        track_ids=frozenset(each.id for each in followed),
        announced={page.id: page.announced for module in order.modules for page in module.pages if page.announced},
    )


def _headers(pages: Iterable[SourceFile], content: str) -> dict[str, Header]:
    found: dict[str, Header] = {}
    for page in sorted(pages, key=lambda page: page.path):
        each = header(page, content)
        if each.id != HUB and each.kind != "foreign":
            found.setdefault(each.id, each)
    return found
