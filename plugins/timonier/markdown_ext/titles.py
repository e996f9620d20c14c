"""French titles for admonitions that are given none (Python-Markdown would show `Warning`)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

_FRENCH = {
    "abstract": "Résumé",
    "bug": "Défaut connu",
    "danger": "Danger",
    "example": "Exemple",
    "failure": "Échec",
    "info": "Information",
    "note": "Note",
    "question": "Question",
    "quote": "Citation",
    "success": "Réussite",
    "tip": "Astuce",
    "warning": "Attention",
}


class TitlesTreeprocessor(Treeprocessor):
    """Puts the French title where the title is only the English name of the kind."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            for child in list(element)[:1]:
                if child.tag == "summary" or child.get("class") == "admonition-title":
                    kinds = (kind for kind in element.get("class", "").split() if kind.capitalize() == child.text)
                    child.text = next((_FRENCH[kind] for kind in kinds if kind in _FRENCH), child.text)
