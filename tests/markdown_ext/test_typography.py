from __future__ import annotations

import pytest

from timonier.markdown_ext.slugs import slugify
from timonier.markdown_ext.typography import french

NARROW, WIDE = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Un : deux", f"Un{WIDE}: deux"),
        ("Un ; deux ! trois ?", f"Un{NARROW}; deux{NARROW}! trois{NARROW}?"),
        ("« ici »", f"«{WIDE}ici{WIDE}»"),
        ("(« ici »)", f"(«{WIDE}ici{WIDE}»)"),
        ("Quoi ?!", f"Quoi{NARROW}?!"),
        ("l'eau, d'«ici», qu'", "l’eau, d’«ici», qu’"),
        ("'mot' 12:30 :80 a:b !=", "'mot' 12:30 :80 a:b !="),
        (f"déjà{NARROW}? l’eau", f"déjà{NARROW}? l’eau"),
        ("sans espace? non", "sans espace? non"),
    ],
)
def test_french(written, shown):
    assert french(written) == shown
    assert french(shown) == shown


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("L’œuvre « été » : Pod", "l-oeuvre-ete-pod"),
        ("Déployer & exposer", "deployer-exposer"),
        ("spec.ports[].targetPort", "spec-ports-targetport"),
        ("…", "section"),
    ],
)
def test_anchors(title, anchor):
    assert slugify(title) == anchor
    assert slugify(anchor) == anchor
