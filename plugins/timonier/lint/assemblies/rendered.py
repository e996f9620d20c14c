"""What a tool made of an overlay or a chart, checked as any object.

A rendered object has no line of its own: what is wrong in it is told at the kustomization or the template that it
comes from, with its kind, its name and the path of the field.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from posixpath import dirname
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.manifest import manifests
from timonier.core.snippet import yaml_file
from timonier.core.source import SourceFile
from timonier.core.yamldoc import YamlDocument, load
from timonier.lint.assemblies.tree import START, Tree
from timonier.lint.parts import Terms, parts
from timonier.lint.things import text
from timonier.schemas.words import path_text

_ORIGIN: Final = re.compile(r"^# Source: [^/\s]+/(?P<path>\S+)$", re.MULTILINE)
"""Helm writes before each object the template that it comes from, below the name of the chart."""


Told = tuple[str, str]
"""The code and the message of what was said of a file."""


def check(tree: Tree, written: str, file: str, terms: Terms, told: Collection[Told]) -> Iterator[Diagnostic]:
    """Everything wrong in `written` but what was `told` already, at `file` or at the template it comes from."""
    folder = dirname(file)
    stream = load(written)
    for problem in stream.problems:
        yield Diagnostic(file, START, problem.code, f"une fois rendu : {problem.message}", problem.hint)
    snippet = yaml_file(SourceFile(f"{folder}/rendu", written))
    for document in stream.documents:
        path = _origin(tree, document, folder) or file
        for part in parts(snippet, document, terms):
            for finding in part.findings:
                if (finding.code, finding.message) in told:
                    continue
                subject = f"{_name(document)} {path_text(finding.path)}".strip()
                message = f"{subject}, une fois rendu : {finding.message}"
                yield Diagnostic(path, START, finding.code, message, finding.hint, finding.severity)


def _origin(tree: Tree, document: YamlDocument, folder: str) -> str | None:
    match = _ORIGIN.search(document.text)
    path = f"{folder}/{match['path']}" if match is not None else ""
    return path if path in tree.texts else None


def _name(document: YamlDocument) -> str:
    objects = manifests(document)
    return f"{objects[0].kind} « {text(objects[0].value, 'metadata', 'name')} »" if objects else ""
