"""Each habit speaks of what is against it, and not of what is not."""

from __future__ import annotations

import habits
import pytest
from passages import Passage

from timonier.core.source import Position


def names(text: str) -> list[str]:
    passage = Passage("page.md", text, (0,), (Position(1, 1),))
    return [remark.rule for remark in habits.remarks([passage])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tu lances le Pod.", "tutoiement"),
        ("C’est prêt !", "exclamation"),
        ("Il suffit d’attendre.", "facilité"),
        ("Un Pod - le plus petit objet - démarre.", "tiret"),
        ("La librairie standard.", "anglicisme"),
        ("Les versions supportées par le cluster.", "anglicisme"),
        ("Malgré qu’il tourne.", "malgré que"),
        ("Les Pod tournent.", "accord"),
        ("Chaque Pods a une adresse.", "accord"),
        ("Trois Pods tourne.", "accord"),
        ("Les Pods sont créé.", "accord"),
        ("Le kubelet choisi une image.", "accord"),
        ("Le serveur de API répond.", "élision"),
        ("L’Pod démarre.", "élision"),
        ("Les pods tournent.", "majuscule"),
    ],
)
def test_what_is_against_a_habit(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "L’état des Pods est lu par le kubelet.",
        "Les Pods sont remplacés un par un.",
        "Le Service choisit les Pods.",
        "Un cluster à trois nœuds.",
        "Le champ tutelle et la vitesse.",
        "Le Pod a reçu une adresse.",
        "Le site kubernetes.io et la commande kubectl get pods/web",
    ],
)
def test_what_is_not(text: str) -> None:
    assert names(text) == []
