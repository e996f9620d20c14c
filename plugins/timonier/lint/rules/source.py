"""SRC: files that cannot be read as text."""

from __future__ import annotations

from timonier.lint.rule import PAGE, Rule

_GOOD = "---\ntitle: Exemple\ntype: cours\n---\n\n# Un été\n"

RULES = (
    Rule(
        code="SRC001",
        title="fichier illisible",
        explanation="Le système refuse la lecture du fichier : droits insuffisants, lien symbolique qui ne mène "
        "nulle part, disque en défaut. Rien n’y est vérifié.",
        source="système d’exploitation",
        bad=f"==> {PAGE} -> absent.md <==\n",
        good=_GOOD,
    ),
    Rule(
        code="SRC002",
        title="fichier qui n’est pas en UTF-8",
        explanation="Les pages et les manifestes sont du texte en UTF-8. Un autre codage (Windows-1252, UTF-16) "
        "rend les lettres accentuées illisibles pour vos lecteurs et pour kubectl.",
        source="YAML 1.2.2, 5.2 « Character Encodings » ; MkDocs lit ses pages en UTF-8",
        bad=_GOOD.replace("é", "\udce9"),
        good=_GOOD,
    ),
)
