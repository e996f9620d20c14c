"""MD15x: what authors say of a block's faults, when it does not hold."""

from __future__ import annotations

from timonier.lint.rule import Rule

_SYNTAX = "Timonier, « Ce qu’un auteur écrit »"


def _page(body: str, header: str = "title: Exemple\ntype: cours") -> str:
    return f"---\n{header}\n---\n\n# Exemple\n\n{body}"


_SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
"""
_TYPO = _SERVICE + "      prot: TCP\n"

RULES = (
    Rule(
        code="MD150",
        title="les codes attendus ne sont pas ceux qui sortent",
        explanation='Un extrait faux exprès annonce ses erreurs avec attendu="…". Exactement ces codes doivent '
        "sortir du bloc : sinon l’exemple ne montre plus la faute dont parle le texte, ou en cache une autre.",
        source=_SYNTAX,
        bad=_page(f'```yaml attendu="K8S101"\n{_TYPO}```\n'),
        good=_page(f'```yaml attendu="K8S102"\n{_TYPO}```\n'),
    ),
    Rule(
        code="MD151",
        title="marque « ignore » qui n’ignore rien",
        explanation="« timonier: ignore » fait taire un code dans le bloc de code qui suit. Quand ce code n’en "
        "sort pas, la marque est un reste : elle cacherait une vraie faute plus tard.",
        source=_SYNTAX,
        bad=_page(f"<!-- timonier: ignore K8S102 — champ d’une version à venir -->\n\n```yaml\n{_SERVICE}```\n"),
        good=_page(
            "<!-- timonier: ignore K8S102 — champ d’une version à venir -->\n\n"
            f"```yaml\n{_SERVICE}  futur: true\n```\n"
        ),
    ),
)
