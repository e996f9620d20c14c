"""The page « Télécharger » of a site that was just printed: what was made takes its place there."""

from __future__ import annotations

from pathlib import Path

from timonier.core.french import french_date
from timonier.files import write_atomically
from timonier.pdf.job import Products
from timonier.render.download_page import FOLDER, Printed, filled


def complete(out: Path, products: Products) -> None:
    """Name the documents of the folder `out` of a site in its page; anywhere else, nothing happens."""
    site = out.parent
    if out.name != FOLDER:
        return
    for file, folder in (
        (site / "telecharger" / "index.html", f"../{FOLDER}"),
        (site / "telecharger.html", FOLDER),
        (site / "diaporamas" / "index.html", f"../{FOLDER}"),
        (site / "diaporamas.html", FOLDER),
    ):
        if file.is_file():
            documents = (
                Printed(each.path.stem, each.path.name, each.download, each.size, each.pages)
                for each in products.documents
            )
            html = filled(file.read_text(encoding="utf-8"), documents, _state(products), folder)
            write_atomically(file, html.encode())


def _state(products: Products) -> str:
    date = f" du {french_date(products.date)}" if products.date else ""
    return f"Édition {products.edition}{date}, pour Kubernetes {products.kubernetes}."
