"""What leaves the text area is said at its line; nothing of it is printed, all else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_course import SVG, print_course, write_course

from timonier.core.diagnostic import Diagnostic
from timonier.core.products import Wish
from timonier.pdf.job import Products

pytestmark = pytest.mark.slow
FIRST = "---\ntitle: Une page\n---\n\n## Avant\n\nUn texte, c’est colonne19.\n\n## Après `tout`\n\n"
"""Ten lines, before the eleventh that is at fault."""
ROW = "| " + " | ".join(f"colonne{number:02}" for number in range(20)) + " |\n"
TABLE = ROW + "|---" * 20 + "|\n" + ROW
LARGE = SVG.replace('width="40" height="40"', 'width="2000" height="200"')

PAGES = {
    "mot": ("Un **mot** : " + "x" * 140 + " fin.", "ce texte déborde à droite de 110", 14),
    "tableau": (TABLE, "ce tableau déborde à droite", 3),
    "case": ("| a | b |\n|---|---|\n| c | " + "y" * 120 + " |", "ce tableau déborde à droite", 7),
    "image": (
        '<img src="large.svg" alt="" style="max-width:none;width:900px">',
        "cette image déborde à droite",
        11,
    ),
    "note": ("Un[^1].\n\n[^1]: " + "z" * 140, "ce texte déborde à droite", 7),
}
LINES = {"case": 13, "note": 13}
FITS = {
    "marge": '<p style="margin-left:-60mm">Une page ne suit pas les styles qui déplacent.</p>',
    "long-code": "```bash\nkubectl " + "x" * 5000 + "\n```",
    "image-large": "![Large](large.svg)",
    "image-en-case": "| a | b |\n|---|---|\n| ![Large](large.svg) | texte |",
    "rangee-haute": "| a | b |\n|---|---|\n| " + "Un texte assez long. " * 400 + " | texte |",
    "espaces": "```text\n" + "\n".join(f"{'mot ' * number}fin" for number in range(15, 40)) + "\n```",
}


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> Products:
    pages = {name: text for name, (text, _, _) in PAGES.items()} | FITS
    root = write_course(
        tmp_path_factory.mktemp("débord"), {f"{name}.md": f"{FIRST}{text}\n" for name, text in pages.items()}
    )
    for name in ("mkdocs.yml", "content/modules.yml", "content/parcours/essai.yml"):
        (root / name).unlink()
    (root / "content/large.svg").write_text(LARGE, encoding="utf-8")
    return print_course(root)


@pytest.mark.parametrize("name", PAGES)
def test_what_leaves_the_page_is_said_at_its_line(products: Products, name: str) -> None:
    [found] = of(products, name)
    _, message, column = PAGES[name]
    assert (found.code, found.severity) == ("PDF107", "error")
    assert message in found.message
    assert f"page 1 de «\u00a0{name}\u00a0»" in found.message
    assert (found.span.start.line, found.span.start.column) == (LINES.get(name, 11), column)


@pytest.mark.parametrize("name", FITS)
def test_what_fits_is_left_alone(products: Products, name: str) -> None:
    assert of(products, name) == []


def test_pages_that_fit_are_made_and_no_other(products: Products) -> None:
    assert {document.path.stem for document in products.documents} == set(FITS)
    assert {file.stem for file in products.documents[0].path.parent.iterdir()} == set(FITS)


def test_what_fits_neither_a_page_nor_its_handout_is_said_once(tmp_path: Path) -> None:
    page = f"---\ntitle: Une leçon\ntype: cours\n---\n\n# Une leçon\n\nUn mot : {'x' * 140}.\n"
    root = write_course(tmp_path, {"cours/lecon.md": page})
    for name in ("mkdocs.yml", "content/modules.yml", "content/parcours/essai.yml"):
        (root / name).unlink()
    wishes = tuple(Wish(kind, "lecon") for kind in ("page", "diapos-notes"))
    [found] = print_course(root, wishes=wishes, workers=1).diagnostics
    assert "page 1 de «\u00a0lecon\u00a0»" in found.message
    [found] = print_course(root, wishes=wishes[1:], workers=1).diagnostics
    assert "de «\u00a0diapos-lecon (diapos-notes)\u00a0»" in found.message


def of(products: Products, name: str) -> list[Diagnostic]:
    return [found for found in products.diagnostics if Path(found.path).stem == name]
