"""What a site gets once it is printed: its documents on the page « Télécharger », the manifests that they name."""

from __future__ import annotations

from pathlib import Path

from timonier.core.french import french_date
from timonier.errors import UsageError
from timonier.files import write_atomically
from timonier.pdf.job import Products
from timonier.render.download_page import FOLDER, Printed, filled
from timonier.render.print_page import Attached


def complete(out: Path, products: Products) -> None:
    """Name the documents of the folder `out` of a site in its page, and put beside it the manifests that have an
    address; anywhere else, nothing happens.

    Raises `UsageError` where two manifests have one address.
    """
    site = out.parent
    if out.name != FOLDER:
        return
    for place, data in _manifests(products).items():
        if not (site / place).is_file() or (site / place).read_bytes() != data:
            write_atomically(site / place, data)
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


def _manifests(products: Products) -> dict[str, bytes]:
    """The files that pages name the address of, by their place in the site."""
    found: dict[str, Attached] = {}
    for file in (file for document in products.documents for file in document.files if file.place):
        other = found.setdefault(file.place, file)
        if other.name != file.name:
            raise UsageError(
                f"{other.name} et {file.name} ont la même adresse courte : donnez un autre titre à l’un des deux."
            )
    return {place: file.text.encode() for place, file in found.items()}
