"""MD10x and MD13x to MD16x: code blocks, lists and prose."""

from __future__ import annotations

from timonier.lint.rule import CHECK_LIST, Rule

_SYNTAX = "Timonier, « Ce qu’un auteur écrit »"
_FENCES = "PyMdown Extensions, SuperFences"
_MARKDOWN = "Python-Markdown, Syntax Notes"
_LAB = "==> content/tp/tp-exemple.md <==\n---\ntitle: Exemple\ntype: tp\n---\n\n"
_CORRECTION = "==> corrections/tp-exemple/web.yaml <==\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n"
_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n"


def _page(body: str) -> str:
    return f"---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n\n{body}"


RULES = (
    Rule(
        code="MD101",
        title="bloc de code jamais fermé",
        explanation="Sans ligne de fermeture, le bloc n’est pas rendu et la suite de la page se lit mal. La "
        "fermeture a exactement les mêmes marques que l’ouverture, au même retrait.",
        source=_FENCES,
        bad=_page("```console\n$ kubectl get pods\n"),
        good=_page("```console\n$ kubectl get pods\n```\n"),
    ),
    Rule(
        code="MD102",
        title="option de bloc sans guillemets doubles",
        explanation='La valeur d’une option se met entre guillemets droits doubles : title="web.yaml". Sans eux, '
        "SuperFences abandonne le bloc en silence et la page montre du texte.",
        source=_FENCES,
        bad=_page("```text title=notes.txt\nBonjour\n```\n"),
        good=_page('```text title="notes.txt"\nBonjour\n```\n'),
    ),
    Rule(
        code="MD103",
        title="option de bloc inconnue",
        explanation="SuperFences abandonne en silence un bloc dont une option est inconnue : la page montre du "
        "texte à la place du code.",
        source=_FENCES,
        bad=_page('```text titre="notes.txt"\nBonjour\n```\n'),
        good=_page('```text title="notes.txt"\nBonjour\n```\n'),
    ),
    Rule(
        code="MD104",
        title="contenu qui sort d’une liste",
        explanation="Sous un point de liste, Python-Markdown veut quatre espaces par niveau. Avec deux ou trois, "
        "le contenu sort de la liste. « timonier lint --fix » répare ces retraits.",
        source=_MARKDOWN,
        bad=_page("1. Un point\n\n   Sa suite.\n\n2. Un autre\n"),
        good=_page("1. Un point\n\n    Sa suite.\n\n2. Un autre\n"),
    ),
    Rule(
        code="MD105",
        title="valeur d’option de bloc incorrecte",
        explanation="« extrait », « patch » et « depart » s’écrivent seuls ; les autres options prennent une "
        "valeur de la forme attendue.",
        source=_SYNTAX,
        bad=_page('```text hl_lines="deux"\nun\ndeux\n```\n'),
        good=_page('```text hl_lines="2"\nun\ndeux\n```\n'),
    ),
    Rule(
        code="MD106",
        title="bloc de code abandonné par un retrait",
        explanation="Toutes les lignes d’un bloc sont au moins autant en retrait que son ouverture, et la "
        "fermeture l’est autant. À la première ligne qui ne l’est pas, SuperFences abandonne le bloc, en silence.",
        source=_FENCES,
        bad=_page("- Un point\n\n    ```text\n    un\n  deux\n    ```\n"),
        good=_page("- Un point\n\n    ```text\n    un\n    deux\n    ```\n"),
    ),
    Rule(
        code="MD107",
        title="retrait sans effet",
        explanation="Quatre espaces mettent un texte dans la liste, l’encadré ou l’onglet qui le précède. Sous un "
        "simple paragraphe, ils ne font rien : ni contenu, ni code, car le code s’écrit dans un bloc.",
        source=_FENCES,
        bad=_page("Un paragraphe.\n\n    kubectl get pods\n"),
        good=_page("Un paragraphe.\n\n```bash\nkubectl get pods\n```\n"),
    ),
    Rule(
        code="MD108",
        title="tabulation dans un extrait YAML",
        explanation="Le YAML n’admet pas de tabulation dans le retrait d’une ligne. La page la montre en espaces, "
        "mais le fichier d’où vient l’extrait serait refusé.",
        source="YAML 1.2.2, 6.1 Indentation Spaces",
        bad=_page(f"```yaml\n{_MAP}\tcouleur: bleu\n```\n"),
        good=_page(f"```yaml\n{_MAP}  couleur: bleu\n```\n"),
    ),
    Rule(
        code="MD109",
        title="fermeture de bloc oubliée",
        explanation="Une ligne qui ouvre un bloc, à l’intérieur d’un bloc aux mêmes marques, en est du contenu : "
        "la fermeture du premier manque. Pour montrer un bloc, entourez-le de marques plus longues.",
        source=_FENCES,
        bad=_page("```text\nun\n\n```console\n$ ls\n```\n"),
        good=_page("````text\nun\n\n```console\n$ ls\n```\n````\n"),
    ),
    Rule(
        code="MD130",
        title="mot entre chevrons qui ne se voit pas",
        explanation="En prose, Markdown prend « <mot> » pour un élément HTML, que le navigateur ne montre pas. Les "
        "noms déclarés dans [tool.timonier.variables], le code et les vrais éléments HTML sont admis.",
        source=_SYNTAX,
        bad=_page("Remplacez <nom-du-pod> par le vôtre.\n"),
        good=_page("Remplacez `<nom-du-pod>` par le vôtre.\n"),
    ),
    Rule(
        code="MD131",
        title="élément HTML jamais fermé",
        explanation="Un élément HTML qui commence une ligne dure jusqu’à sa fermeture : sans elle, la suite de la "
        "page n’est plus lue comme du Markdown.",
        source=_MARKDOWN,
        bad=_page("<div>\n\nUn **mot**.\n"),
        good=_page("<div>\nUn mot.\n</div>\n"),
    ),
    Rule(
        code="MD140",
        title="étape de TP mal numérotée",
        explanation="Les étapes d’un TP s’écrivent « ## Étape 1 — … », de 1 en 1 : les corrigés et les liens s’y "
        "fient.",
        source=_SYNTAX,
        path="content/tp/tp-exemple.md",
        bad=f"{_LAB}## Étape 1 — Créer\n\n## Étape 3 — Vérifier\n{CHECK_LIST}{_CORRECTION}",
        good=f"{_LAB}## Étape 1 — Créer\n\n## Étape 2 — Vérifier\n{CHECK_LIST}{_CORRECTION}",
    ),
    Rule(
        code="MD141",
        severity="warning",
        title="TP sans liste de contrôle",
        explanation="Un TP finit par une section « Liste de contrôle », une case à cocher par point : chacun y "
        "voit ce qu’il a acquis et ce qui lui reste à nettoyer.",
        source=_SYNTAX,
        path="content/tp/tp-exemple.md",
        bad=f"{_LAB}## Étape 1 — Créer\n\n## Bilan\n\n- J’ai tout supprimé.\n{_CORRECTION}",
        good=f"{_LAB}## Étape 1 — Créer\n{CHECK_LIST}{_CORRECTION}",
    ),
    Rule(
        code="MD160",
        title="caractère de contrôle",
        explanation="Un caractère invisible, souvent venu d’un copier-coller, casse la page, l’impression ou le "
        "fichier que l’on en copie.",
        source="Unicode, C0 Controls",
        bad=_page("Un mot\x07.\n"),
        good=_page("Un mot.\n"),
    ),
)
