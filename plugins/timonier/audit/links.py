"""Dead links, dead anchors and addresses of third parties in a written site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from timonier.audit.pages import Address, SitePage, css_addresses
from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Position, Span


@dataclass(frozen=True, slots=True)
class Site:
    """A written site: its folder, its parsed pages, the path that it is hosted under (`/` or `/formation/`)."""

    folder: Path
    pages: tuple[SitePage, ...]
    base_path: str

    def resolve(self, page: str, target: str) -> str | None:
        """The file that a link of `page` leads to, relative to the site; None where it leaves the site."""
        path = unquote(urlsplit(target).path)
        if path.startswith("/"):
            if not (path + "/").startswith(self.base_path):
                return None
            path = path[len(self.base_path) :]
        elif path:
            path = posixpath.join(posixpath.dirname(page), path)
        else:
            return page
        is_folder = path.endswith("/") or posixpath.basename(path) in ("", ".", "..")
        path = posixpath.normpath(path or ".")
        if path.startswith(".."):
            return None
        if is_folder or (self.folder / path).is_dir():
            path = posixpath.normpath(posixpath.join(path, "index.html"))
        return path


def check_links(site: Site) -> Iterator[Diagnostic]:
    """AUD010 a link or a resource that leads to no file, AUD011 an anchor that its page does not have."""
    anchors = {page.file: page.ids for page in site.pages}
    for page in site.pages:
        for address in (*page.links, *page.fetched):
            if _is_local(address.value):
                yield from _check_one(site, page, address, anchors)


def check_third_parties(site: Site) -> Iterator[Diagnostic]:
    """AUD020: something that a browser would fetch by itself from another host."""
    for page in site.pages:
        yield from _third_parties(page.file, page.fetched)
    for path in sorted(site.folder.rglob("*.css")):
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        found = (Address(value, line) for line, text in enumerate(lines, 1) for value in css_addresses(text))
        yield from _third_parties(path.relative_to(site.folder).as_posix(), found)


def at(file: str, line: int = 1) -> tuple[str, Span]:
    """A file of the site and the place of a whole line in it, for a diagnostic."""
    return file, Span(Position(line, 1), Position(line, 1))


def _is_local(target: str) -> bool:
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def _check_one(
    site: Site, page: SitePage, address: Address, anchors: dict[str, frozenset[str]]
) -> Iterator[Diagnostic]:
    file = site.resolve(page.file, address.value)
    if file is None or not (site.folder / file).is_file():
        yield Diagnostic(
            *at(page.file, address.line),
            "AUD010",
            f"lien mort : « {address.value} » ne mène à aucun fichier du site",
            "corrigez le lien dans la page Markdown",
        )
        return
    fragment = unquote(urlsplit(address.value).fragment)
    if fragment and file in anchors and fragment not in anchors[file]:
        yield Diagnostic(
            *at(page.file, address.line),
            "AUD011",
            f"ancre morte : {file} n’a pas de « #{fragment} »",
            "reprenez l’ancre dans l’adresse du titre visé",
        )


def _third_parties(file: str, addresses: Iterable[Address]) -> Iterator[Diagnostic]:
    for address in addresses:
        parts = urlsplit(address.value)
        if parts.netloc or parts.scheme in ("http", "https", "ws", "wss"):
            yield Diagnostic(
                *at(file, address.line),
                "AUD020",
                f"le navigateur irait chercher « {address.value} » chez un tiers",
                "hébergez ce fichier avec le site",
            )
