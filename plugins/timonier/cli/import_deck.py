"""`timonier import-deck FICHIER`: a deck of Markdown becomes a lesson; what has no place there is listed."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from timonier import settings
from timonier.errors import UsageError
from timonier.files import write_atomically

_IMAGES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "import-deck",
        help="fait une leçon d’un diaporama en Markdown (reveal.js, remark, Pandoc, Marp, Slidev)",
        description="Fait une leçon d’un diaporama en Markdown, coupé par « --- », « ---- » ou par ses titres, "
        "avec ses notes et ses images. Chaque élément sans place dans une leçon est nommé à sa ligne : le code de "
        "retour est alors 1, et la leçon est tout de même écrite. Rien n’est jamais écrasé.",
    )
    parser.add_argument("deck", metavar="FICHIER", type=Path, help="le diaporama")
    parser.add_argument(
        "--sortie",
        metavar="LEÇON",
        type=Path,
        help="la leçon à écrire ; sans elle, un fichier du nom du diaporama dans « cours/ »",
    )
    parser.add_argument(
        "--niveau",
        metavar="N",
        type=int,
        choices=range(1, 7),
        default=0,
        help="coupe aux titres de niveau 1 à N, et non aux lignes « --- »",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when all was placed, 1 when something is left out.

    Raises `UsageError` for a deck that cannot be read, and rather than write over a file.
    """
    from timonier.intake.lesson import imported
    from timonier.markdown_ext.slugs import slugify

    text = _text(args.deck)
    target: Path = args.sortie or _default(f"{slugify(args.deck.stem)}.md")
    if target.suffix != ".md":
        raise UsageError(f"{target} n’est pas un fichier « .md » : nommez la leçon à écrire.")
    copies = _Copies(args.deck.parent, target.parent / target.stem)
    lesson = imported(text, args.deck.stem, copies.address, args.niveau)
    if not lesson.slides:
        raise UsageError(f"{args.deck} ne contient aucune diapositive.")
    for file in (target, *copies.files):
        if file.exists():
            raise UsageError(f"{file} existe déjà, rien n’a été écrit : donnez un autre nom avec --sortie.")
    for file, data in {**copies.files, target: lesson.text.encode()}.items():
        write_atomically(file, data)
    for left in lesson.left:
        print(f"{args.deck}:{left.line}:{left.column}: {left.message}")
    print(
        f"{target} : diapositives {lesson.slides}, images copiées {len(copies.files)}, "
        f"éléments sans place {len(lesson.left)}. Ensuite : timonier lint {target}",
        file=sys.stderr,
    )
    return 1 if lesson.left else 0


def _text(deck: Path) -> str:
    try:
        return deck.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{deck} n’est pas en UTF-8 : convertissez-le d’abord.") from error
    except OSError as error:
        raise UsageError(f"{deck} ne peut pas être lu ({error.strerror}).") from error


def _default(name: str) -> Path:
    project = settings.load(Path.cwd())
    return project.content_dir / "cours" / name


@dataclass(slots=True)
class _Copies:
    """The images of a deck, to be written beside the lesson, in a folder of its name."""

    source: Path
    folder: Path
    files: dict[Path, bytes] = field(default_factory=dict)
    known: dict[Path, str] = field(default_factory=dict)

    def address(self, address: str) -> str | None:
        """The address of an image in the lesson; None for one that is no file, or no image."""
        parts = urlsplit(address)
        path = self.source / unquote(parts.path).lstrip("/")
        if parts.scheme or parts.netloc or path.suffix.lower() not in _IMAGES or not path.is_file():
            return None
        if (file := path.resolve()) not in self.known:
            target = self._free(path)
            self.files[target] = file.read_bytes()
            self.known[file] = f"{self.folder.name}/{target.name}"
        return self.known[file]

    def _free(self, path: Path) -> Path:
        """A name that no other image of the deck has, without what an address cannot hold."""
        stem, number = path.stem.replace(" ", "-"), 1
        while (target := self.folder / f"{stem}{f'-{number}' if number > 1 else ''}{path.suffix}") in self.files:
            number += 1
        return target
