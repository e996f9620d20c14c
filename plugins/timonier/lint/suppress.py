"""What authors say of a code block's faults: « not this one » with a reason, or « exactly these, on purpose »."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from timonier.core.diagnostic import Diagnostic
from timonier.core.markdown import Fence, Ignore, MarkdownDocument
from timonier.core.words import listed
from timonier.lint.report import Verdict


@dataclass(frozen=True, slots=True)
class Settled:
    """Diagnostics of a page once its author has been heard."""

    diagnostics: tuple[Diagnostic, ...]
    verdicts: Mapping[int, tuple[Verdict, str]]
    """For the line of a code block that its author spoke of: the verdict that follows, and why, in French."""


def settle(document: MarkdownDocument, diagnostics: Iterable[Diagnostic]) -> Settled:
    """`diagnostics` without what is silenced or expected, with the misuses of both (MD150, MD151)."""
    left = list(diagnostics)
    misuses = list(_idle(document, left))
    verdicts: dict[int, tuple[Verdict, str]] = {}
    for fence in document.fences:
        line = fence.header.start.line
        for ignore in document.ignores_of(fence):
            left, reason = _silence(fence, ignore, left)
            if reason:
                verdicts[line] = ("unchecked", reason)
        if "attendu" in fence.options:
            left, misuse, reason = _expect(document.source.path, fence, left)
            misuses += misuse
            if reason:
                verdicts[line] = ("invalid", reason)
        if any(found.severity == "error" and _inside(fence, found) for found in left):
            verdicts.pop(line, None)
    return Settled((*left, *misuses), verdicts)


def _silence(fence: Fence, ignore: Ignore, diagnostics: list[Diagnostic]) -> tuple[list[Diagnostic], str]:
    left: list[Diagnostic] = []
    silenced: set[str] = set()
    for found in diagnostics:
        if found.code in ignore.codes and _inside(fence, found):
            silenced.add(found.code)
        else:
            left.append(found)
    return left, f"{', '.join(sorted(silenced))} ignoré : {ignore.reason}" if silenced else ""


def _idle(document: MarkdownDocument, diagnostics: Collection[Diagnostic]) -> Iterator[Diagnostic]:
    """Ignores that silence nothing."""
    useful = {
        (ignore.span, found.code)
        for fence in document.fences
        for ignore in document.ignores_of(fence)
        for found in diagnostics
        if _inside(fence, found)
    }
    for ignore in document.ignores:
        for code in ignore.codes:
            if (ignore.span, code) not in useful:
                yield Diagnostic(
                    document.source.path,
                    ignore.span,
                    "MD151",
                    f"cette marque ignore {code}, qui ne sort pas du bloc de code qui la suit",
                    "retirez ce code de la marque",
                )


def _expect(
    path: str, fence: Fence, diagnostics: list[Diagnostic]
) -> tuple[list[Diagnostic], list[Diagnostic], str]:
    """What is left, the misuse if any, and why the block is invalid when all is as expected."""
    expected = {code.strip() for code in fence.options["attendu"].split(",") if code.strip()}
    codes = {found.code for found in diagnostics if _inside(fence, found)}
    left = [found for found in diagnostics if found.code not in expected or not _inside(fence, found)]
    if expected and codes == expected:
        return left, [], f"faux exprès : {', '.join(sorted(expected))}"
    place = fence.option_spans.get("attendu", fence.header)
    return left, [Diagnostic(path, place, "MD150", *_difference(expected, codes))], ""


def _difference(expected: set[str], codes: set[str]) -> tuple[str, str]:
    missing, extra = sorted(expected - codes), sorted(codes - expected)
    parts = [f"code attendu qui ne sort pas de ce bloc : {listed(missing)}"] if missing else []
    if extra:
        parts.append(f"code qui sort de ce bloc sans être attendu : {listed(extra)}")
    message = " ; ".join(parts) or "« attendu » ne nomme aucun code"
    advice = f'écrivez attendu="{",".join(sorted(codes))}"' if codes else "retirez l’option « attendu »"
    return message, f"{advice}, ou corrigez l’extrait"


def _inside(fence: Fence, diagnostic: Diagnostic) -> bool:
    return fence.span.start <= diagnostic.span.start < fence.span.end
