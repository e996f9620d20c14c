"""A course that uses every mark of the syntax, and how to print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from timonier import course, settings
from timonier.core.products import Wish
from timonier.core.publication import STUDENTS, Publication
from timonier.core.sessions import Session
from timonier.pdf.binding import Format
from timonier.pdf.job import Order, Products, print_all

SETTINGS = """
[tool.timonier]
kubernetes = "1.37"

[tool.timonier.variables.stagiaire]
label = "Votre prénom"
pattern = "[a-z]+"
example = "camille"
"""

SITE = """
site_name: Cours d’essai
site_description: Deux leçons et un TP, pour éprouver l’impression.
docs_dir: content
plugins:
  - search: !ENV [SEARCH, true]
"""

MODULES = """
modules:
  - {id: lecons, titre: Leçons, pages: [pods, services]}
  - {id: pratique, titre: TP, pages: [tp-un]}
"""

TRACK = """
titre: Un essai en deux jours
public: Vous lisez les tests.
jours:
  - titre: "Jour 1 : lire"
    debut: "09:00"
    pauses: [{a: "10:00", duree: 15}]
    pages: [services, pods]
  - titre: "Jour 2 : faire"
    debut: "09:30"
    pages: [tp-un]
"""

INDEX = """---
title: Accueil
---

Voir [les Services](cours/services.md), [leurs types](cours/services.md#types-de-service) et le [TP](tp/tp-un.md).
"""

PODS = """---
title: Les Pods
duree: 45
---

## Définition

Un Pod vit et meurt. Voir [plus bas](#etats) ou la [documentation](https://kubernetes.io/docs/concepts/workloads/pods/).

## États { #etats }

| État | Sens |
|---|---|
| `Pending` | le Pod attend un nœud |
| `Running` | ses conteneurs tournent |

```yaml title="pod.yaml"
apiVersion: v1
kind: Pod
metadata:
  name: web
```

```console
$ kubectl -n web get pods
```
"""

LONG_LINE = "kubectl " + " ".join(f"--option-{number}=valeur-{number}" for number in range(40))
SHORT_TEXT = "Il pose un nom et une adresse stables devant un ensemble de Pods choisis par leurs labels. "

SERVICES = f"""---
title: Les Services
duree: 90
---

Un **Service** donne un nom stable à des Pods : il les choisit par leurs labels. « Quoi ? » Un sélecteur !

## Types de Service {{ #types-de-service }}

![Un carré bleu](../img/carré%20bleu.svg)

1. premier
2. deuxième

    - dedans, `spec.selector`

!!! warning
    Un Service sans sélecteur n’a pas d’endpoints.

??? tip "Un détail plié"
    Ce texte est plié à l’écran.

=== "kind"
    Avec kind, rien à installer.

=== "k3s"
    ```bash
    k3s kubectl get nodes
    ```

/// indice
Regardez les labels.
///

/// question
Que voit-on ?
///

/// formateur
Secret du formateur.
///

| Type | Port |
|---|---|
| `ClusterIP` | interne |
| `NodePort` | 30000 et plus |

{SHORT_TEXT * 60}

## Manifeste

<!-- diapo: non -->

```yaml title="web.yaml" extrait
{chr(10).join(f"cle-{number}: valeur {number}" for number in range(70))}
```

<!-- diapo: note -->

```console
$ {LONG_LINE}
bonjour <stagiaire>
```

Une note[^1] ferme la page. Revoir les [états d’un Pod](pods.md#etats).

[^1]: Au pied de la page.
"""

LAB = """---
title: "TP : un premier pas"
---

## Étape 1 — Lire

Lisez [les Services](../cours/services.md#manifeste), puis ouvrez le [site](https://kubernetes.io/fr/).

/// verification
Tout est vert.
///

## Étape 2 — Écrire

//// question
Quel port ?

/// reponse
Le port de la réponse : 80.
///
////

/// correction
    etape: 2

Il manquait le nom.
///

## Bilan

Rien à corriger ici.
"""

RECORD = """
tp: tp-un
etapes:
  - n: 2
    depart: [depart/web.yaml]
    fichiers: [web.yaml]
    verification: [{commande: kubectl get service web, attendu: un service}]
"""
SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\nspec:\n  ports:\n    - port: 80\n"

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<rect width="40" height="40" fill="#12355b"/></svg>'
)

PAGES = {"index.md": INDEX, "cours/pods.md": PODS, "cours/services.md": SERVICES, "tp/tp-un.md": LAB}
EPOCH = "1790000000"


def write_course(root: Path, pages: dict[str, str] = PAGES) -> Path:
    """Put a course at `root`."""
    for name, text in {
        "pyproject.toml": SETTINGS,
        "mkdocs.yml": SITE,
        "content/modules.yml": MODULES,
        "content/parcours/essai.yml": TRACK,
        "content/img/carré bleu.svg": SVG,
        "corrections/tp-un/correction.yml": RECORD,
        "corrections/tp-un/depart/web.yaml": SERVICE.format(name="<nom>"),
        "corrections/tp-un/web.yaml": SERVICE.format(name="corrige-web"),
        **{f"content/{name}": text for name, text in pages.items()},
    }.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def print_course(
    root: Path,
    out: Path | None = None,
    *,
    wishes: Sequence[Wish] = (),
    form: Format = Format(),  # noqa: B008  (frozen)
    session: Session | None = None,
    publication: Publication = STUDENTS,
    workers: int | None = 2,
) -> Products:
    """Print the course at `root`."""
    project = settings.load(root)
    sources, folder = course.load(project), out or root / "pdf"
    order = Order(tuple(wishes), form, session)
    return print_all(project, sources, publication, folder, order, workers=workers)


@dataclass(frozen=True, slots=True)
class Printed:
    """The course, its PDFs and what was said."""

    root: Path
    folder: Path
    products: Products

    @property
    def book(self) -> Path:
        return self.folder / "timonier-livre.pdf"


@dataclass(frozen=True, slots=True)
class PrintedEdition:
    """An edition of a course and the folder of its PDFs."""

    settings: settings.Settings
    publication: Publication
    folder: Path

    @property
    def book(self) -> Path:
        return self.folder / "timonier-livre.pdf"

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.pdf"
