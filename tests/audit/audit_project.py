"""A small project with its site, written by hand: sound until a test spoils one thing."""

from __future__ import annotations

from pathlib import Path

from timonier import course, record, settings
from timonier.audit.run import audit
from timonier.core.diagnostic import Diagnostic
from timonier.settings import Edition

LESSON = """---
title: Les Pods
type: cours
---

# Les Pods

Un Pod est un groupe de conteneurs.

/// question

Combien d’adresses IP possède un Pod ?

/// reponse

Une seule, partagée par *tous* ses conteneurs.

///

///

/// formateur

Laissez dix secondes de réflexion au groupe.

///
"""

CORRECTION = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: solution-du-pod\nspec: {}\n"


class Project:
    """A project on disk with its written site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"
        self.write("pyproject.toml", "[tool.timonier]\n")
        self.write("content/cours/pods.md", LESSON)
        self.write("corrections/tp-pods/pod.yaml", CORRECTION)
        self.page()
        self.record()

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @property
    def course(self) -> course.Course:
        return course.load(settings.load(self.root))

    def page(self, body: str = "", digest: str | None = None, head: str = "") -> None:
        digest = self.course.pages[0].digest if digest is None else digest
        marker = f'<div hidden data-timonier-page="pods" data-timonier-source="{digest}"></div>'
        self.write(
            "site/cours/pods/index.html",
            f'<!doctype html><html lang="fr"><head><title>Pods</title>{head}</head><body>\n'
            f'<h1 id="les-pods">Les Pods</h1>\n<p>Un Pod est un groupe de conteneurs.</p>\n{body}\n'
            f"{marker if digest else ''}</body></html>",
        )

    def record(self, edition: Edition = "stagiaire", published: tuple[str, ...] = ()) -> None:
        source = self.course.pages[0]
        page = record.RecordedPage("pods", "cours/pods/index.html", source.path, source.digest)
        record.write(self.site, record.Record(edition, ("1.37",), (page,), {"errors": 0}, published))

    def audit(self) -> list[Diagnostic]:
        return list(audit(self.site, settings.load(self.root), self.course))

    def codes(self) -> list[str]:
        return [diagnostic.code for diagnostic in self.audit()]
