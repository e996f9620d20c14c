"""The record of a build, in two halves, so that a site built without our plugin or our extension is caught.

The Markdown extension writes a marker into each page (see `marker`); the plugin writes `timonier.json` at the end
of the build (`write`). `compare` says where the two halves and the sources disagree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from timonier import __version__
from timonier.files import write_atomically
from timonier.settings import Edition

FILE_NAME = "timonier.json"
PAGE_ATTRIBUTE = "data-timonier-page"
SOURCE_ATTRIBUTE = "data-timonier-source"


@dataclass(frozen=True, slots=True)
class RecordedPage:
    """One page of the site: its id, its file in the site, its source and the digest of that source."""

    id: str
    file: str
    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the plugin says of a build."""

    edition: Edition
    kubernetes: tuple[str, ...]
    pages: tuple[RecordedPage, ...]
    checked: Mapping[str, int]
    """Counts of the lint's summary: files, snippets, manifests, errors, warnings."""
    published: tuple[str, ...] = ()
    """Ids of the pages whose corrections and answers are in the site."""


class BrokenRecordError(Exception):
    """The record is absent or is not one of ours; the text says which, in French."""


def write(site: Path, record: Record) -> None:
    """Write the plugin's half into the folder `site`."""
    content = {
        "version": 1,
        "timonier": __version__,
        **asdict(record),
        "pages": [asdict(page) for page in sorted(record.pages, key=lambda page: page.file)],
    }
    data = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_atomically(site / FILE_NAME, data.encode())


def read(site: Path) -> Record:
    """The plugin's half of the build in `site`; raises `BrokenRecordError`."""
    try:
        data = json.loads((site / FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BrokenRecordError("le site ne porte pas la trace de la vérification (timonier.json manque)") from None
    except (OSError, ValueError) as error:
        raise BrokenRecordError(f"timonier.json est illisible ({error})") from error
    try:
        if data["version"] != 1:
            raise BrokenRecordError(f"timonier.json est d’une autre version ({data['version']})")
        pages = tuple(RecordedPage(**page) for page in data["pages"])
        published = tuple(data["published"])
        return Record(data["edition"], tuple(data["kubernetes"]), pages, data["checked"], published)
    except (KeyError, TypeError) as error:
        raise BrokenRecordError(f"timonier.json n’a pas la forme attendue ({error})") from error


def by_file(pages: Iterable[RecordedPage]) -> dict[str, RecordedPage]:
    """Recorded pages under the name of their file in the site."""
    return {page.file: page for page in pages}
