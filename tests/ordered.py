"""The texts of a course with modules, a track, announced pages, a lab and old addresses."""

from __future__ import annotations

from pathlib import Path

MODULES = """
modules:
  - id: bases
    titre: Les bases
    pages:
      - pods
      - {id: volumes, titre: Les volumes, duree: 40}
  - {id: plus-tard, titre: Plus tard, pages: [{id: ingress, titre: Ingress, duree: 40}]}
  - {id: reseau, titre: Réseau & co, pages: [services, tp-web]}
"""

TRACK = """
titre: L’essentiel
public: Pour qui débute
jours:
  - titre: "Jour 1"
    debut: "09:00"
    pauses: [{a: "09:30", duree: 15}]
    pages: [pods, tp-web]
a_venir: [volumes]
"""

LAB = """---
title: "TP : publier"
type: tp
duree: 30
niveau: optionnel
prerequis: [pods, volumes]
anciennes_adresses: [tp/deployer, web]
---

## Ce que vous saurez faire

- Publier.

## Liste de contrôle

- [ ] Tout est publié.
"""

PODS = """---
title: Les Pods
type: cours
duree: 45
niveau: base
objectifs: ["Lire un <Pod>"]
revu_le: 2026-11-21
kubernetes: "1.37"
---

## Un Pod

Du texte.
"""


def write(root: Path, path: str, text: str) -> None:
    """Put a file into a course."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
