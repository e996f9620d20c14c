"""PDF: what `timonier pdf` says of a page that does not print; `timonier.pdf` finds it."""

from __future__ import annotations

from timonier.lint.rule import PAGE, Rule

_HEAD = "---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n\n"
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>\n'


def _rule(code: str, title: str, explanation: str, source: str, *, bad: str, good: str) -> Rule:
    return Rule(code, title, explanation, source, bad, good, command="pdf")


RULES = (
    _rule(
        "PDF101",
        "adresse illisible",
        "L’adresse d’un lien n’a pas la forme d’une adresse : le PDF ne peut pas la suivre.",
        "RFC 3986, 3 « Syntax Components »",
        bad=f"{_HEAD}Voyez [ceci](http://[::1/).\n",
        good=f"{_HEAD}Voyez [ceci](http://[::1]/).\n",
    ),
    _rule(
        "PDF102",
        "lien vers une page absente",
        "Un lien du cours devient « p. 42 » dans le livre : la page visée doit exister.",
        "Timonier, renvois du livre",
        bad=f"{_HEAD}Voyez [les Services](services.md).\n",
        good=f"{_HEAD}Voyez [cette page](exemple.md).\n",
    ),
    _rule(
        "PDF103",
        "image absente",
        "L’image n’est pas dans le dossier du contenu, ou son chemin n’est pas celui d’un fichier.",
        "Timonier, impression",
        bad=f"{_HEAD}![Schéma](schema.svg)\n",
        good=f"==> {PAGE} <==\n{_HEAD}![Schéma](schema.svg)\n==> content/cours/schema.svg <==\n{_SVG}",
    ),
    _rule(
        "PDF104",
        "caractère qu’aucune police ne porte",
        "Le livre n’emploie que les polices du projet. Un caractère qu’elles n’ont pas s’imprime comme un carré.",
        "Timonier, polices du projet",
        bad=f"{_HEAD}Bravo 🐙 !\n",
        good=f"{_HEAD}Bravo !\n",
    ),
    _rule(
        "PDF105",
        "ancre qui n’existe pas dans le livre",
        "La page visée existe, mais aucun de ses titres ne porte cette ancre.",
        "Timonier, renvois du livre",
        bad=f"{_HEAD}Voyez [plus bas](#suite).\n",
        good=f"{_HEAD}Voyez [plus bas](#suite).\n\n## Suite\n",
    ),
    _rule(
        "PDF106",
        "ressource que l’imprimeur refuse",
        "Le moteur de mise en page ne peut pas lire ce fichier : image abîmée, ou d’un format inconnu.",
        "Timonier, impression",
        bad=f"==> {PAGE} <==\n{_HEAD}![Schéma](schema.svg)\n==> content/cours/schema.svg <==\n<svg\n",
        good=f"==> {PAGE} <==\n{_HEAD}![Schéma](schema.svg)\n==> content/cours/schema.svg <==\n{_SVG}",
    ),
    _rule(
        "PDF107",
        "contenu qui déborde de la page",
        "Un texte, un tableau ou une image sort de la zone de texte ou de sa case : sur papier, rien ne défile, et "
        "ce qui dépasse est perdu.",
        "Timonier, impression",
        bad=f"{_HEAD}Voyez {'x' * 120}.\n",
        good=f"{_HEAD}Voyez {'x' * 40}.\n",
    ),
    _rule(
        "PDF108",
        "élément que le papier ne montre pas",
        "Une vidéo, un son, une page incluse ou une formule en MathML n’a pas de forme imprimée : elle manquerait "
        "au livre sans que rien le dise.",
        "Timonier, impression",
        bad=f'{_HEAD}<video src="demo.mp4" title="Démonstration"></video>\n',
        good=f'{_HEAD}<div class="timonier-ecran"><video src="demo.mp4" title="Démonstration"></video></div>\n',
    ),
)
