"""`timonier audit`: a written site against the sources that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from timonier import record
from timonier.audit.leaks import check_leaks
from timonier.audit.links import Site, at, check_links, check_third_parties
from timonier.audit.pages import SitePage, read_all
from timonier.core.diagnostic import Diagnostic
from timonier.core.publication import STUDENTS, Publication
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.errors import UsageError
from timonier.settings import Settings


def audit(folder: Path, settings: Settings, course: Course) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the site in `folder`, sorted; paths are relative to the site.

    The site's record says what it may show.
    Raises `UsageError` where there is no site.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} n’est pas un dossier : construisez d’abord le site avec scripts/site.")
    pages = read_all(folder)
    if not pages:
        raise UsageError(f"{folder} ne contient aucune page HTML : ce n’est pas un site construit.")
    site = Site(folder, pages, urlsplit(settings.site_address).path or "/")
    shown = publication_of(folder)
    found = [
        *check_record(folder, pages, course),
        *check_links(site),
        *check_third_parties(site),
        *check_leaks(folder, pages, course, shown, settings),
    ]
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))


def publication_of(folder: Path) -> Publication:
    """What the record says that the site shows; nothing where there is no record."""
    try:
        found = record.read(folder)
    except record.BrokenRecordError:
        return STUDENTS
    return Publication(found.edition, frozenset(found.published))


def check_record(folder: Path, pages: tuple[SitePage, ...], course: Course) -> Iterator[Diagnostic]:
    """AUD001 no record, AUD002 a page with one half of it, AUD003 another source, AUD004 a source not built."""
    try:
        recorded = record.by_file(record.read(folder).pages)
    except record.BrokenRecordError as error:
        yield Diagnostic(
            *at(record.FILE_NAME),
            "AUD001",
            str(error),
            "construisez avec le greffon timonier-check : rien ne prouve que les extraits ont été vérifiés",
        )
        return
    marked = {page.file: page for page in pages if page.markers}
    sources = {source.path: source for source in (*course.pages, *course.tracks)}
    for file in sorted(recorded.keys() | marked.keys()):
        yield from _check_page(file, recorded.get(file), marked.get(file), sources)
    built = {page.source for page in recorded.values()}
    for path in sorted(sources.keys() - built):
        yield Diagnostic(*at(path), "AUD004", "cette page du cours n’est pas dans le site", "reconstruisez le site")


def _check_page(
    file: str, recorded: record.RecordedPage | None, marked: SitePage | None, sources: dict[str, SourceFile]
) -> Iterator[Diagnostic]:
    remedy = "reconstruisez le site avec l’extension timonier.markdown_ext et le greffon timonier-check"
    if recorded is None:
        yield Diagnostic(*at(file), "AUD002", "timonier.json ne connaît pas cette page", remedy)
        return
    if marked is None:
        yield Diagnostic(*at(file), "AUD002", "cette page ne porte pas la marque de l’extension", remedy)
        return
    source = sources.get(recorded.source)
    digests = {recorded.digest, *(marker.digest for marker in marked.markers)}
    names = {recorded.id, *(marker.page for marker in marked.markers)}
    if source is None or digests != {source.digest} or len(names) > 1:
        yield Diagnostic(
            *at(file),
            "AUD003",
            f"cette page ne vient pas de {recorded.source} tel qu’il est aujourd’hui",
            "reconstruisez le site",
        )
