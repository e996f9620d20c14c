"""The code of the course's application as students get it: all but the corrections that are still to come.

In: its files, the labs and the publication. Out: a zip, the same one on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from timonier.core.labs import Lab
from timonier.core.publication import Publication
from timonier.render.lab_files import zipped
from timonier.settings import Settings


def site_path(settings: Settings) -> str:
    """Where the site has the zip."""
    return f"{_name(settings)}.zip"


def withheld(files: Mapping[str, Path], labs: Iterable[Lab], publication: Publication) -> dict[str, str]:
    """Those of `files` that are the correction of a lab that is not out, each with that lab."""
    secrets = {
        text.encode().strip(): lab.id
        for lab in labs
        if not publication.shows(lab.id)
        for text in lab.solutions.values()
    }
    contents = ((name, file.read_bytes().strip()) for name, file in files.items())
    return {name: secrets[content] for name, content in contents if content in secrets}


def application_zip(
    files: Mapping[str, Path], labs: Iterable[Lab], publication: Publication, settings: Settings
) -> bytes:
    """The zip of the files that students may have; nothing where there is none."""
    kept = withheld(files, labs, publication)
    given = {name: file.read_bytes() for name, file in files.items() if name not in kept}
    programs = {name for name in given if files[name].stat().st_mode & 0o100}
    return zipped(_name(settings), given, programs) if given else b""


def _name(settings: Settings) -> str:
    return PurePosixPath(settings.application).name
