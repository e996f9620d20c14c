"""Everything that can be read in a written site, whatever it is stored as.

In: the folder of a site, its parsed pages and a cache. Out: a text a file, or a member of a zip; None where a file
cannot be read, so that nothing of it is known.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from timonier.audit.pages import SitePage
from timonier.cache import Cache, digest

_STAGE = "pdf-text"
_MARKUP = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrt]")
_MOST = 100 << 20
"""No file of a course unpacks to more bytes than this."""


def texts(folder: Path, pages: Iterable[SitePage], cache: Cache) -> Iterator[tuple[str, str | None]]:
    """Each file of the site with what can be read in it."""
    parsed = {page.file: page for page in pages}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        file = path.relative_to(folder).as_posix()
        if file in parsed:
            yield file, _unescaped(parsed[file].text)
        else:
            yield from _file(file, path.read_bytes(), cache)


def _file(name: str, data: bytes, cache: Cache) -> Iterator[tuple[str, str | None]]:
    """The texts of one file; what is neither text nor known to hold some (a font, an image) has none."""
    if data.startswith(b"%PDF-"):
        yield name, _pdf(data, cache)
    elif data.startswith(b"PK\x03\x04"):
        yield from _zip(name, data, cache)
    elif data.startswith(b"\x1f\x8b"):
        yield name, _gzip(data)
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return
        yield name, html.unescape(_MARKUP.sub("", _strings(text) if name.endswith(".json") else _unescaped(text)))


def _zip(name: str, data: bytes, cache: Cache) -> Iterator[tuple[str, str | None]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                inside = archive.read(member) if member.file_size <= _MOST else None
                yield f"{name}!{member.filename}", member.filename
                if inside is None:
                    yield f"{name}!{member.filename}", None
                else:
                    yield from _file(f"{name}!{member.filename}", inside, cache)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):
        yield name, None


def _gzip(data: bytes) -> str | None:
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            return stream.read(_MOST).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error):
        return None


def _pdf(data: bytes, cache: Cache) -> str | None:
    """The text of a PDF and of its attached files; from poppler where there is one: it is ten times as fast."""
    poppler = shutil.which("pdftotext")
    key = digest(data, "poppler" if poppler else "pypdf", "files")
    stored = cache.get(_STAGE, key)
    if stored is not None:
        return stored.decode()
    text = _with_poppler(poppler, data) if poppler else _with_pypdf(data)
    files = _attached(data)
    if text is None or files is None:
        return None
    cache.put(_STAGE, key, f"{text}\n{files}".encode())
    return f"{text}\n{files}"


def _attached(data: bytes) -> str | None:
    """The names and the texts of the files that travel with a PDF."""
    if b"/Filespec" not in data and b"/ObjStm" not in data:
        return ""
    try:
        files = PdfReader(io.BytesIO(data)).attachments
        return "\n".join(f"{name}\n{each.decode('utf-8', 'replace')}" for name in files for each in files[name])
    except PyPdfError:
        return None


def _with_poppler(command: str, data: bytes) -> str | None:
    done = subprocess.run([command, "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _with_pypdf(data: bytes) -> str | None:
    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    except PyPdfError:
        return None


def _strings(text: str) -> str:
    """Keys and strings of a JSON text, one a line, escapes resolved; the text itself where it is not JSON."""
    strings: list[str] = []
    try:
        pending = [json.loads(text)]
    except (ValueError, RecursionError):
        return _unescaped(text)
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            strings.append(value)
        elif isinstance(value, dict):
            pending.extend(reversed([each for pair in value.items() for each in pair]))
        elif isinstance(value, list):
            pending.extend(reversed(value))
    return "\n".join(strings)


def _unescaped(text: str) -> str:
    """A text with the escapes of JavaScript's strings resolved."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else " ", text)
