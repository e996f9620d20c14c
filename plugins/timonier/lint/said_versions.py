"""Versions of Kubernetes that authors wrote by hand: those that nothing checks, and that an update must look at.

In: a page. Out: a `Mention` each, in its prose or its front matter. Code is left out: it is checked, or it is the
output of a command, which whoever updates runs again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from timonier.core.markdown import MarkdownDocument
from timonier.core.source import Mention, Span
from timonier.lint.links import prose

_VERSION: Final = re.compile(r"(?<![\w.:/@=-])v?1\.[2-9]\d(?:\.\d+)?(?![\w.-]*[\w-])")
"""1.20 to 1.99 as a word: not the tag of an image, nor a part of a longer number."""
_OTHERS: Final = re.compile(r"(?i)(?:nginx|go|python|busybox|redis|helm|istio|argo\w*|prometheus|kustomize)\W*$")
"""Products whose versions look the same."""


def said_versions(document: MarkdownDocument) -> Iterator[Mention]:
    """Every version in the prose and the front matter of a page, in order."""
    lines = prose(document)
    if document.front_matter is not None:
        span = document.front_matter.span
        lines[span.start.line - 1 : span.end.line] = document.source.lines[span.start.line - 1 : span.end.line]
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("<"):
            continue  # a drawing, whose texts are those of the story that it tells
        for found in _VERSION.finditer(line):
            if not _OTHERS.search(line[: found.start()]):
                yield Mention(found[0], Span.on_line(number, found.start() + 1, len(found[0])))
