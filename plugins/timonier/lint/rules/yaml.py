"""YML: texts that are not the YAML that the API server reads."""

from __future__ import annotations

from timonier.lint.rule import MANIFEST, Rule

_YAML = "YAML 1.1, tel que kubectl et le serveur d’API le lisent (sigs.k8s.io/yaml)"
_GOOD = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: reglages
data:
  PORT: "8080"
"""


def _config(value: str) -> str:
    """A ConfigMap that holds one entry."""
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: reglages\ndata:\n  {value}\n"


def _rule(code: str, title: str, explanation: str, bad: str, good: str = _GOOD) -> Rule:
    return Rule(code, title, explanation, _YAML, bad, good, path=MANIFEST)


RULES = (
    _rule(
        "YML001",
        "syntaxe YAML rompue",
        "La lecture s’arrête à cet endroit : rien de ce document ne peut être vérifié. La cause la plus "
        "fréquente est un décalage des espaces en début de ligne.",
        _config("PORT: ]"),
    ),
    _rule(
        "YML002",
        "clé écrite deux fois",
        "Deux clés identiques au même endroit : le serveur refuse l’objet, et d’autres outils gardent l’une "
        "des deux sans rien dire.",
        _config('PORT: "80"\n  PORT: "8080"'),
    ),
    _rule(
        "YML003",
        "tabulation dans l’indentation",
        "YAML n’accepte que des espaces en début de ligne. Réglez votre éditeur pour qu’il les insère.",
        _config('PORT: "80"').replace("  PORT", "\tPORT"),
    ),
    _rule(
        "YML004",
        "guillemet ou crochet mal fermé",
        "Le texte, la liste ou l’objet ouvert à cet endroit n’a pas de fin, ou du texte suit sa fin.",
        _config('PORT: "8080'),
    ),
    _rule(
        "YML005",
        "points de suspension dans un document",
        "« ... » seul sur sa ligne termine un document YAML : ce qui suit n’est jamais lu. Une coupure s’écrit en "
        "commentaire. Au bord d’un extrait, ou en retrait, c’est un avertissement : le reste est vérifié.",
        _config('PORT: "80"\n...\n  HOTE: web'),
        _config('PORT: "80"\n  # …'),
    ),
    _rule(
        "YML006",
        "deux-points de trop, ou qui manque",
        "« : » suivi d’une espace sépare une clé de sa valeur. Dans une valeur il demande des guillemets ; "
        "collé à la valeur, il n’est pas vu.",
        _config("TITRE: Cours : les bases"),
        _config('TITRE: "Cours : les bases"'),
    ),
    _rule(
        "YML007",
        "caractère réservé en début de valeur",
        "Sans guillemets, une valeur ne peut commencer ni par * & @ ` % ! | > ni contenir d’échappement "
        "inconnu : ces caractères ont un sens en YAML.",
        _config("HORAIRE: */5 * * * *"),
        _config('HORAIRE: "*/5 * * * *"'),
    ),
    _rule(
        "YML008",
        "gabarit au lieu de YAML",
        "Entre doubles accolades, la valeur reste à remplacer : ce n’est du YAML qu’une fois rendu. Un gabarit "
        "Helm (« {{ .Values… }} », « {{ if … }} ») est reconnu et laissé de côté.",
        _config("PORT: {{ port }}"),
    ),
    _rule(
        "YML009",
        "caractère invisible",
        "Un caractère de commande (souvent copié d’un traitement de texte ou d’un terminal) n’est pas permis "
        "en YAML.",
        _config('PORT: "80\x0780"'),
    ),
    _rule(
        "YML010",
        "document démesuré",
        "Aucun objet Kubernetes n’a autant de niveaux ; et le serveur d’API refuse une requête de plus de 3 Mio.",
        "[" * 300,
    ),
    _rule(
        "YML012",
        "ancre, alias ou fusion impossible",
        "Un alias « *nom » demande une ancre « &nom » plus haut, ne peut pas se contenir, et « << » fusionne "
        "des objets.",
        _config("PORT: *port"),
    ),
    _rule(
        "YML013",
        "valeur qui n’a pas d’équivalent",
        "Le serveur reçoit du JSON : les infinis n’y existent pas, et une étiquette de type (!!int) doit "
        "convenir à sa valeur.",
        _config("SEUIL: .inf"),
        _config('SEUIL: ".inf"'),
    ),
    _rule(
        "YML014",
        "clé impossible",
        "Une clé est un texte : ni une liste, ni un objet, ni rien.",
        _config('? [PORT]\n  : "80"'),
    ),
    _rule(
        "YML015",
        "ligne mal alignée",
        "Les clés d’un même objet et les tirets d’une même liste commencent tous à la même colonne.",
        _config('PORT: "80"\n   HOTE: web'),
        _config('PORT: "80"\n  HOTE: web'),
    ),
)
