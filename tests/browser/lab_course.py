"""A course with two labs, and what one does on its pages."""

from __future__ import annotations

import json

LAB = """---
title: "TP : exposer"
type: tp
duree: 40
niveau: avance
prerequis: [services]
objectifs: [Exposer un Pod]
---

## Étape 1 — Créer

/// indice | où regarder
Dans `kubectl get pods`.
///

/// indice
Avec `-A`.
///

/// indice
Le namespace est `web`.
///

/// verification
- `kubectl get pods` affiche `Running`.
///

- Dans une liste :

    /// indice
    Seul.
    ///

## Étape 2 — Exposer

/// verification | Le Service répond
```console
$ curl localhost
```
///

## Nettoyer

Supprimez tout.

## Liste de contrôle

- [ ] Je lis `kubectl diff`, comme dans [les Services](../cours/services.md).
- [ ] J’ai tout supprimé.
"""
OTHER = LAB.replace("xposer", "ffacer").replace("duree: 40", "duree: 20").replace("avance", "base")
PAGE, INDEX = "tp/tp-exposer/", "travaux-pratiques/"

RECORD = {"coches": ["etape-1"], "etapes": 2}
HOSTILE = "<img src=x onerror=window.hacked=1>"


def write(root, mkdocs):
    """The files of the course, and the text of its `mkdocs.yml`."""
    for name, text in {
        "mkdocs.yml": mkdocs,
        "pyproject.toml": "[tool.timonier]\n",
        "content/index.md": "---\ntitle: Cours\n---\n\nBonjour.\n",
        "content/cours/services.md": "---\ntitle: Les Services\ntype: cours\n---\n\n## Un Service\n\nVoici.\n",
        "content/tp/tp-exposer.md": LAB,
        "content/tp/tp-effacer.md": OTHER,
        "content/modules.yml": "modules:\n  - id: reseau\n    titre: Réseau\n    pages: [services, tp-exposer]\n"
        "  - id: menage\n    titre: Ménage\n    pages: [tp-effacer]\n",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def kept(page):
    return page.evaluate(
        "Object.fromEntries(Object.entries(localStorage).filter(([key]) => /progression/.test(key)))"
    )


def step(page, number):
    return page.get_by_role("checkbox", name=f"Étape {number} terminée")


def boxes(page):
    return page.get_by_role("checkbox").evaluate_all("all => all.map((one) => one.checked)")


def tools(page):
    """The fold that holds the buttons, opened."""
    page.locator(".tm-garder > summary").click()
    return page.locator(".tm-outils")


def bring(page, content, name="progression.json"):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    page.get_by_label("Importer").set_input_files({"name": name, "mimeType": "application/json", "buffer": data})
