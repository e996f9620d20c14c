"""What a command line names: a project, and the sources of its course or any files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from timonier import course, settings
from timonier.course import Course
from timonier.errors import UsageError
from timonier.reading import MARKDOWN_SUFFIXES, YAML_SUFFIXES
from timonier.settings import Settings

_SUFFIXES = (*MARKDOWN_SUFFIXES, *YAML_SUFFIXES)


def project_around(paths: Sequence[Path]) -> Settings:
    """The project around the current folder, else the one around the first path."""
    here = settings.load(Path.cwd())
    return here if here.is_project or not paths else _around(paths[0], here)


def _around(path: Path, otherwise: Settings) -> Settings:
    there = settings.load(path if path.is_dir() else path.parent)
    return there if there.is_project else otherwise


def sources_of(paths: Sequence[Path], project: Settings) -> Course:
    """The files and folders that somebody named, or the whole course; `UsageError` where there is nothing."""
    if not paths:
        return whole_course(project)
    for path in paths:
        if not path.exists():
            raise UsageError(f"« {path} » n’existe pas : vérifiez le chemin, relatif à {Path.cwd()}.")
        if path.is_file() and not path.name.lower().endswith(_SUFFIXES):
            raise UsageError(f"« {path} » n’est ni du Markdown (.md) ni du YAML (.yaml, .yml).")
    found = course.surrounded(course.load_paths(paths, project.root), project)
    if not found.sources and not found.unreadable:
        raise UsageError(f"Aucun fichier Markdown ou YAML dans {', '.join(f'« {path} »' for path in paths)}.")
    return found


def whole_course(project: Settings) -> Course:
    """All sources of the course. Raises `UsageError` where there is no project, or not one page."""
    if not project.is_project:
        raise UsageError(
            f"Aucun projet Timonier autour de {Path.cwd()} : donnez des chemins à vérifier, "
            "ou ajoutez [tool.timonier] à un pyproject.toml."
        )
    found = course.load(project)
    if not found.pages and not found.unreadable:
        raise UsageError(
            f"« {project.content}/ » ne contient aucune page : "
            f"écrivez-en une, par exemple {project.content}/index.md."
        )
    return found
