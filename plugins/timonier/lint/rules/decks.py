"""DIA: what `timonier lint --diapos` says of slides; `timonier.render.deck` and `timonier.pdf.decks` find it."""

from __future__ import annotations

from timonier.lint.rule import Rule

_HEAD = "---\ntitle: Exemple\ntype: cours\n---\n\n"
_SOURCE = "Timonier, diaporamas : ce qui se lit du fond d’une salle"
_LONG = "- " + "Un mot de trop fatigue celui qui lit de loin. " * 3
_CODE = "\n".join(f"echo {number}" for number in range(1, 17))
_STEPS = "\n".join(f"- Étape {number}" for number in range(1, 15))
_LINE = "echo " + "x" * 120


def _rule(code: str, title: str, explanation: str, *, bad: str, good: str) -> Rule:
    return Rule(code, title, explanation, _SOURCE, f"{_HEAD}{bad}", f"{_HEAD}{good}", command="diapos")


RULES = (
    _rule(
        "DIA101",
        "trop de mots sur une diapositive",
        "Une diapositive porte 40 mots au plus, listes et questions comprises, tableaux, code et figures exclus : "
        "au-delà, la salle lit au lieu d’écouter.",
        bad=f"## Une partie\n\n{_LONG}\n{_LONG}\n",
        good=f"## Une partie\n\n{_LONG}\n\n<!-- diapo -->\n\n{_LONG}\n",
    ),
    _rule(
        "DIA102",
        "trop de code sur une diapositive",
        "Une diapositive porte 14 lignes de code au plus. La page montre tout ; `lignes` choisit ce que montre la "
        "diapositive.",
        bad=f"## Une partie\n\n```bash\n{_CODE}\n```\n",
        good=f'## Une partie\n\n```bash lignes="3-9"\n{_CODE}\n```\n',
    ),
    _rule(
        "DIA103",
        "diapositive qui n’a qu’un titre",
        "La prose devient la note de l’orateur. Un titre suivi de prose seule ne laisse rien à montrer, "
        "sauf si son premier paragraphe est court : il va alors sur la diapositive.",
        bad=f"## Une partie\n\n{'Une longue phrase de prose suit ce titre. ' * 6}\n",
        good="## Une partie\n\nUne courte phrase suit ce titre.\n",
    ),
    _rule(
        "DIA104",
        "« lignes » au-delà du bloc",
        "Les numéros de `lignes` sont ceux des lignes du bloc, à partir de 1.",
        bad='## Une partie\n\n```bash lignes="2-5"\nls\npwd\n```\n',
        good='## Une partie\n\n```bash lignes="2"\nls\npwd\n```\n',
    ),
    _rule(
        "DIA105",
        "leçon sans titre",
        "Les titres `##` et `###` commencent les diapositives : sans eux, le diaporama n’a pas de parties.",
        bad="- Une idée.\n",
        good="## Une partie\n\n- Une idée.\n",
    ),
    _rule(
        "DIA110",
        "diapositive qui déborde en bas",
        "Mise en page à sa taille réelle, 1280 sur 720, cette diapositive ne tient pas : le bas ne se verrait pas.",
        bad=f"## Une partie\n\n{_STEPS}\n",
        good=f"## Une partie\n\n{_STEPS[:40]}\n",
    ),
    _rule(
        "DIA111",
        "diapositive qui déborde à droite",
        "Mise en page à sa taille réelle, une ligne de code ou un tableau passe le bord de cette diapositive.",
        bad=f"## Une partie\n\n```bash\n{_LINE}\n```\n",
        good=f"## Une partie\n\n```bash\n{_LINE[:60]}\n```\n",
    ),
)
