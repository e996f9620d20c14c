"""K8S9xx: what depends on the versions of Kubernetes that a course is for."""

from __future__ import annotations

from timonier.lint.rule import MANIFEST, Rule


def _files(versions: str) -> str:
    return f"""\
==> pyproject.toml <==
[tool.timonier]
kubernetes = {versions}
==> {MANIFEST} <==
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  trafficDistribution: PreferClose
  ports:
    - port: 80
"""


RULES: tuple[Rule, ...] = (
    Rule(
        "K8S901",
        "champ ou version d’API plus jeune que la plus ancienne version visée",
        "Le projet vise plusieurs versions de Kubernetes : la plus récente connaît ce champ, la plus ancienne le "
        "refuse. « timonier compat » dit dans quelles versions passe chaque manifeste.",
        "schémas de Kubernetes, version par version",
        bad=_files('["1.29", "1.30", "1.37"]'),
        good=_files('["1.30", "1.37"]'),
        severity="warning",
        path=MANIFEST,
    ),
)
