"""MOD: what `modules.yml` says of the pages of the course."""

from __future__ import annotations

from collections.abc import Iterator

from timonier.core.diagnostic import Diagnostic
from timonier.core.modules import Listed
from timonier.core.outline import Outline
from timonier.core.source import Position, SourceFile, Span
from timonier.lint.rule import Rule
from timonier.lint.rules.course import unknown_page

_START = Span(Position(1, 1), Position(1, 1))


def check(outline: Outline, file: SourceFile | None, content: str) -> Iterator[Diagnostic]:
    """All diagnostics of this family but those of the form of `file`, the course's `modules.yml`."""
    if file is None or outline.blind:
        return
    yield from _twins(outline, file)
    for module in outline.modules:
        for page in module.pages:
            yield from _page(page, outline, file)
    listed = {page.id for module in outline.modules for page in module.pages}
    for header in outline.pages.values():
        if header.kind in ("cours", "tp") and header.id not in listed:
            message = f"cette page n’est dans aucun module de {file.path}"
            hint = f"ajoutez « - {header.id} » aux pages d’un module"
            yield Diagnostic(f"{content}/{header.path}", _START, "MOD105", message, hint)


def _twins(outline: Outline, file: SourceFile) -> Iterator[Diagnostic]:
    modules: set[str] = set()
    pages: dict[str, str] = {}
    for module in outline.modules:
        if module.id in modules:
            message = f"identifiant de module « {module.id} » déjà pris"
            yield Diagnostic(file.path, module.span, "MOD104", message, "donnez-lui un autre nom")
        modules.add(module.id)
        for page in module.pages:
            if page.id in pages:
                message = f"page « {page.id} » déjà listée, dans le module « {pages[page.id]} »"
                yield Diagnostic(
                    file.path, page.mention.span, "MOD104", message, "gardez une seule des deux lignes"
                )
            pages.setdefault(page.id, module.id)


def _page(page: Listed, outline: Outline, file: SourceFile) -> Iterator[Diagnostic]:
    if page.announced and page.id in outline.pages:
        message = f"page « {page.id} » annoncée alors qu’elle est écrite"
        hint = f"remplacez la ligne par « - {page.id} » : son titre et sa durée sont dans son en-tête"
        yield Diagnostic(file.path, page.mention.span, "MOD106", message, hint)
    elif not page.announced and page.id not in outline.pages:
        message = f"page « {page.id} » inconnue"
        yield Diagnostic(file.path, page.mention.span, "MOD103", message, unknown_page(page.id, outline))


_PATH = "content/modules.yml"
_LESSON = "---\ntitle: Les Pods\ntype: cours\nduree: 30\n---\n\n# Les Pods\n"
_PAGES = f"==> content/cours/pods.md <==\n{_LESSON}"
_HEAD = f"==> {_PATH} <==\nmodules:\n  - id: objets\n    titre: Objets\n"
_GOOD = f"{_PAGES}{_HEAD}    pages:\n      - pods\n"
_SYNTAX = "Timonier, « Ce qu’un auteur écrit », modules"

RULES = (
    Rule(
        code="MOD101",
        title="clé inconnue dans modules.yml",
        explanation="Une clé mal écrite serait ignorée en silence. Un module a « id », « titre » et « pages » "
        "; une page annoncée a « id », « titre » et « duree ».",
        source=_SYNTAX,
        bad=f"{_PAGES}{_HEAD}    page: [pods]\n    pages: [pods]\n",
        good=_GOOD,
    ),
    Rule(
        code="MOD102",
        title="forme de modules.yml incorrecte",
        explanation="Il manque une clé, ou une valeur n’a pas la bonne forme. Le schéma « modules.schema.json » du "
        "paquet les donne toutes.",
        source=_SYNTAX,
        bad=f"{_PAGES}{_HEAD}    pages: pods\n",
        good=_GOOD,
    ),
    Rule(
        code="MOD103",
        title="page de module inconnue",
        explanation="Une page donnée par son seul identifiant doit exister. Une page qui reste à écrire "
        "s’annonce avec un titre et une durée.",
        source=_SYNTAX,
        bad=f"{_PAGES}{_HEAD}    pages: [pods, pod]\n",
        good=f"{_PAGES}{_HEAD}    pages:\n      - pods\n      - {{id: volumes, titre: Les volumes, duree: 40}}\n",
    ),
    Rule(
        code="MOD104",
        title="page ou module en double",
        explanation="Une page n’est que dans un module, une seule fois : c’est sa place dans le menu et dans "
        "le livre.",
        source=_SYNTAX,
        bad=f"{_PAGES}{_HEAD}    pages: [pods, pods]\n",
        good=_GOOD,
    ),
    Rule(
        code="MOD105",
        title="page hors de tout module",
        explanation="Une leçon ou un TP que modules.yml oublie n’a pas de place dans le menu ni dans le livre.",
        source=_SYNTAX,
        bad=f"{_GOOD}==> content/cours/services.md <==\n{_LESSON}",
        good=_GOOD,
    ),
    Rule(
        code="MOD106",
        title="page annoncée qui existe",
        explanation="Le titre et la durée d’une page écrite sont dans son en-tête. Les redire dans "
        "modules.yml, c’est promettre deux choses.",
        source=_SYNTAX,
        bad=f"{_PAGES}{_HEAD}    pages:\n      - {{id: pods, titre: Les Pods, duree: 30}}\n",
        good=_GOOD,
    ),
)
