"""The names that a course's files have: they say what a file is for."""

from __future__ import annotations

from typing import Final

RECORD: Final = "correction.yml"
"""In a lab's folder of `corrections/`: what its files are for."""
MODULES: Final = "modules.yml"
"""In the content folder: the modules, their order and their pages."""
GLOSSARY: Final = "glossaire.yml"
"""In the content folder: the terms of the course and what they mean."""
TRACKS: Final = "parcours"
"""The folder of tracks, below the content folder."""
SESSIONS: Final = "sessions"
"""The folder of sessions, in the project: nothing of it is published."""
