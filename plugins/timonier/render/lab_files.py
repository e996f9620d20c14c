"""The files of a lab as a student gets them: where the site has each, and the zip with all that are out.

In: a lab, its page and the publication. Out: names and bytes, the same ones on every machine.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from timonier.cache import Cache, digest
from timonier.core.labs import Lab, short_name
from timonier.core.publication import Publication
from timonier.core.source import SourceFile
from timonier.lint.basis import programs
from timonier.render.lab_script import CORRECTION, NAME, START, lab_script
from timonier.settings import Settings

FOLDER = "corrections"
"""In the site."""
STAGE: Final = "zips"
_FOLDERS: Final = ("core", "lint", "schemas", "render")
_LIBRARIES: Final = ("pyyaml-",)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def site_path(lab: str, name: str) -> str:
    """Where the site has a file of a lab."""
    return f"{FOLDER}/{lab}/{name}"


def zip_path(lab: str) -> str:
    """Where the site has the zip of a lab."""
    return site_path(lab, f"{lab}.zip")


def members(lab: Lab, page: SourceFile, publication: Publication, settings: Settings) -> dict[str, str]:
    """The texts of a lab that are out, sorted by name: `depart/…`, and `correction/…` once it is published.

    What the labs before this one ended with stands in `depart/<lab>/…`, when they are published. `verifier.sh`
    verifies the lab on a cluster.
    """
    found = {f"{START}/{short_name(name)}": text for name, text in lab.starts.items()}
    for base in lab.chain:
        if publication.shows(base.id):
            found |= {f"{START}/{base.id}/{name}": text for name, text in base.solutions.items()}
    if publication.shows(lab.id):
        found |= {f"{CORRECTION}/{name}": text for name, text in lab.solutions.items()}
    script = lab_script(lab, page, publication, settings)
    return dict(sorted((found | ({NAME: script} if script else {})).items()))


def mode(name: str) -> int:
    """The permissions of a file of a lab: scripts can be run."""
    return 0o755 if name.endswith(".sh") else 0o644


def zipped(folder: str, files: Mapping[str, bytes], programs: Collection[str] = ()) -> bytes:
    """A zip of `files` in a folder; `programs` are those that can be run beside scripts."""
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_STORED) as archive:  # compressed bytes depend on the machine's zlib
        for name, content in files.items():
            member = ZipInfo(f"{folder}/{name}", _EPOCH)
            member.create_system = 3
            member.external_attr = (0o755 if name in programs else mode(name)) << 16
            archive.writestr(member, content)
    return data.getvalue()


def site_files(lab: Lab, page: SourceFile, publication: Publication, settings: Settings) -> dict[str, bytes]:
    """Every file of a lab that the site has, by its path there; a zip is made once."""
    inputs = digest(programs(_FOLDERS, _LIBRARIES), repr(lab), repr(page), repr(settings), *_out(lab, publication))
    slot = digest(publication.edition, lab.id)
    make = partial(_zip, lab, page, publication, settings)
    data = Cache(settings.cache_dir).made(STAGE, slot, inputs, make)
    found = {zip_path(lab.id): data} if data else {}
    if publication.shows(lab.id):
        found |= {site_path(lab.id, name): text.encode() for name, text in lab.solutions.items()}
    return found


def _out(lab: Lab, publication: Publication) -> Iterator[str]:
    """The lab and those that it starts from, where they are published."""
    return (each.id for each in (lab, *lab.chain) if publication.shows(each.id))


def _zip(lab: Lab, page: SourceFile, publication: Publication, settings: Settings) -> bytes:
    """The zip of all that is out; nothing where nothing is."""
    texts = {name: text.encode() for name, text in members(lab, page, publication, settings).items()}
    return zipped(lab.id, texts) if texts else b""
