"""COR, PAG: what pages and corrections say of one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath, relpath

from timonier.core.diagnostic import Diagnostic
from timonier.core.header import page_id
from timonier.core.outline import Outline
from timonier.core.source import Position, Span
from timonier.core.words import advice
from timonier.lint.facts import PageFacts
from timonier.lint.links import Link
from timonier.lint.rule import CHECK_LIST, Rule
from timonier.reading import MARKDOWN_SUFFIXES

_GENERATED = (".html", ".pdf", ".zip")
"""Links to what only the built site has are the audit's."""


def check(
    pages: Iterable[PageFacts],
    files: Collection[str],
    corrections: Iterable[str],
    folders: tuple[str, str],
    outline: Outline,
) -> Iterator[Diagnostic]:
    """All diagnostics of this family.

    `pages` and `corrections` (paths) are what is checked, `files` all that the course has; `folders` are those
    of the pages and of the corrections.
    """
    content, solutions = folders
    by_id = _pages_by_id(files, content)
    solved = {parts[0] for path in files if (parts := _below(path, solutions)) and len(parts) > 1}
    for page in pages:
        yield from _unique(page, by_id)
        yield from _prerequisites(page, by_id, outline)
        yield from _links(page, files, content)
        if page.kind == "tp" and page.id not in solved:
            yield _no_correction(page, solutions)
    yield from _orphans(corrections, by_id, solutions)


def _pages_by_id(files: Iterable[str], content: str) -> dict[str, list[str]]:
    pages: dict[str, list[str]] = defaultdict(list)
    for path in sorted(files):
        if path.endswith(MARKDOWN_SUFFIXES) and _below(path, content) and page_id(path) != "index":
            pages[page_id(path)].append(path)
    return pages


def _below(path: str, folder: str) -> tuple[str, ...]:
    """The parts of `path` below `folder`; none when it is elsewhere."""
    parts, above = PurePosixPath(path).parts, PurePosixPath(folder).parts
    return parts[len(above) :] if parts[: len(above)] == above else ()


def _unique(page: PageFacts, by_id: dict[str, list[str]]) -> Iterator[Diagnostic]:
    first, *_ = by_id.get(page.id, [page.path])
    if page.path != first:
        message = f"identifiant de page « {page.id} » déjà pris par {first}"
        yield Diagnostic(page.path, _START, "PAG001", message, "renommez l’un des deux fichiers")


def _prerequisites(page: PageFacts, by_id: dict[str, list[str]], outline: Outline) -> Iterator[Diagnostic]:
    if outline.blind:
        return
    for mention in page.prerequisites:
        if mention.name not in by_id and mention.name not in outline.announced:
            message = f"prérequis « {mention.name} » : aucune page ne porte ce nom"
            yield Diagnostic(page.path, mention.span, "PAG002", message, unknown_page(mention.name, outline))


def unknown_page(name: str, outline: Outline) -> str:
    """What to do about a name that no page has: the nearest one, or how to announce it."""
    known = (*outline.pages, *outline.announced)
    return advice(name, known) or f"pour l’annoncer : « {{id: {name}, titre: …, duree: …}} » dans modules.yml"


def _links(page: PageFacts, files: Collection[str], content: str) -> Iterator[Diagnostic]:
    for link in page.links:
        if not PurePosixPath(link.file).suffix or link.file.endswith(_GENERATED):
            continue
        target = normpath(join(dirname(page.path), link.file))
        if target not in files:
            message = f"le lien « {link.file} » ne mène à aucun fichier du cours"
            yield Diagnostic(page.path, link.span, "PAG003", message, _near_file(page, link, files))
        elif not _below(target, content):
            message = f"le lien « {link.file} » mène hors de {content}/, seul dossier qui devient le site"
            yield Diagnostic(page.path, link.span, "PAG003", message, "visez une page du cours")


def _near_file(page: PageFacts, link: Link, files: Collection[str]) -> str:
    known = [relpath(path, dirname(page.path)) for path in sorted(files)]
    same_name = [path for path in known if PurePosixPath(path).name == PurePosixPath(link.file).name]
    if same_name:
        return f"vouliez-vous dire « {same_name[0]} » ?"
    return advice(link.file, known) or "un lien part du dossier de la page : « ../module/page.md »"


def _no_correction(page: PageFacts, solutions: str) -> Diagnostic:
    folder = f"{solutions}/{page.id}/"
    return Diagnostic(
        page.path,
        page.type_span,
        "COR001",
        f"ce TP n’a pas de corrigé : {folder} n’existe pas ou est vide",
        f"placez les manifestes de la solution dans {folder}",
    )


def _orphans(corrections: Iterable[str], by_id: dict[str, list[str]], solutions: str) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for path in sorted(corrections):
        parts = _below(path, solutions)
        if len(parts) > 1 and parts[0] not in by_id and parts[0] not in seen:
            seen.add(parts[0])
            message = f"ce corrigé n’est celui d’aucune page : {parts[0]}.md n’existe pas"
            hint = advice(parts[0], by_id, "donnez au dossier le nom du fichier de la page, sans « .md »")
            yield Diagnostic(path, _START, "COR002", message, hint)


_START = Span(Position(1, 1), Position(1, 1))

_LESSON = "---\ntitle: Services\ntype: cours\n---\n\n# Services\n"
_LAB = f"---\ntitle: Déployer\ntype: tp\n---\n\n# Déployer\n{CHECK_LIST}"
_CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: reglages\n"

RULES = (
    Rule(
        code="COR001",
        title="TP sans corrigé",
        explanation="Chaque page de TP a un dossier de corrections à son nom, avec les manifestes de la solution : "
        "c’est ce que le formateur projette, et ce que la vérification compare à l’énoncé.",
        source="Timonier, arborescence d’un cours",
        bad=f"==> content/tp/tp-deployer.md <==\n{_LAB}",
        good=f"==> content/tp/tp-deployer.md <==\n{_LAB}"
        f"==> corrections/tp-deployer/reglages.yaml <==\n{_CONFIG_MAP}",
    ),
    Rule(
        code="COR002",
        title="corrigé sans page",
        explanation="Le dossier d’un corrigé porte le nom du fichier de son TP. Un dossier qui ne correspond à "
        "aucune page vient d’une faute de frappe ou d’une page renommée.",
        source="Timonier, arborescence d’un cours",
        bad=f"==> content/tp/tp-deployer.md <==\n{_LAB}"
        f"==> corrections/tp-deployer/reglages.yaml <==\n{_CONFIG_MAP}"
        f"==> corrections/tp-deploier/reglages.yaml <==\n{_CONFIG_MAP}",
        good=f"==> content/tp/tp-deployer.md <==\n{_LAB}"
        f"==> corrections/tp-deployer/reglages.yaml <==\n{_CONFIG_MAP}",
    ),
    Rule(
        code="PAG001",
        title="identifiant de page en double",
        explanation="L’identifiant d’une page est le nom de son fichier, quel que soit son dossier : prérequis, "
        "parcours et corrections s’en servent. Deux pages ne peuvent pas le partager.",
        source="Timonier, arborescence d’un cours",
        bad=f"==> content/cours/objets/services.md <==\n{_LESSON}"
        f"==> content/cours/reseau/services.md <==\n{_LESSON}",
        good=f"==> content/cours/objets/services.md <==\n{_LESSON}"
        f"==> content/cours/reseau/services-externes.md <==\n{_LESSON}",
    ),
    Rule(
        code="PAG002",
        title="prérequis inconnu",
        explanation="Un prérequis nomme par son identifiant une page écrite, ou une page que modules.yml annonce "
        "avec son titre et sa durée.",
        source="Timonier, en-tête des pages",
        bad=f"==> content/cours/services.md <==\n{_LESSON}"
        "==> content/cours/ingress.md <==\n---\ntitle: Ingress\ntype: cours\nprerequis: [service]\n---\n",
        good=f"==> content/cours/services.md <==\n{_LESSON}"
        "==> content/cours/ingress.md <==\n---\ntitle: Ingress\ntype: cours\nprerequis: [services]\n---\n",
    ),
    Rule(
        code="PAG003",
        title="lien vers un fichier absent",
        explanation="La cible d’un lien ou d’une image part du dossier de la page et reste dans le dossier du "
        "contenu. Les ancres et les liens du site construit sont l’affaire de « timonier audit ».",
        source="MkDocs, « Writing your docs », liens entre pages",
        bad=f"==> content/cours/services.md <==\n{_LESSON}"
        f"==> content/cours/ingress.md <==\n{_LESSON}\nVoyez [les Services](service.md).\n",
        good=f"==> content/cours/services.md <==\n{_LESSON}"
        f"==> content/cours/ingress.md <==\n{_LESSON}\nVoyez [les Services](services.md).\n",
    ),
)
