"""The parts of the menu that a page is not in, made once for all pages of one depth: a menu names every page."""

from __future__ import annotations

from jinja2.filters import do_striptags
from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url


class Menu:
    """The menu of one build, as `partials/nav.html` asks for it."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[StructureItem, str]] = {}
        """By an item and a base address; the item stays, so that no other one has its number."""

    def entry(self, item: StructureItem, base: str, *, top: bool = False) -> str:
        """The entry of an item and of what is below it; `base` is the address of the site, seen from the page."""
        key = (id(item), base)
        if key not in self._known:
            names = "md-nav__item tm-nav-autre" if top else "md-nav__item"
            self._known[key] = item, self._entry(item, base, names)
        return self._known[key][1]

    def _entry(self, item: StructureItem, base: str, names: str) -> str:
        if isinstance(item, Section):
            below = "".join(self.entry(child, base) for child in item.children)
            summary = f'<summary class="md-nav__link">{escape(item.title)}</summary>'
            return f'<li class="{names}"><details>{summary}<ul class="md-nav__list">{below}</ul></details></li>\n'
        assert isinstance(item, Link | Page)
        title = escape(do_striptags(item.title or ""))
        return f'<li class="{names}"><a href="{_address(item, base)}" class="md-nav__link">{title}</a></li>\n'


def _address(item: Link | Page, base: str) -> str:
    if isinstance(item, Page) and item.is_homepage:
        return base
    return normalize_url(item.url or "", base="" if base == "." else base)
