"""The names, the numbers and the parts that one manifest of a benchmark draws."""

from __future__ import annotations

import random

_TEAMS = ("boutique", "catalogue", "paiement", "livraison", "recherche", "compte", "stock", "facture")
_PARTS = ("web", "api", "cache", "file", "base", "taches", "images", "journal")
_IMAGES = ("nginx:1.29.3", "redis:8.2", "postgres:18.1", "registry.example.com/boutique/api:2.14.0", "busybox:1.37")


class Names:
    """Names and numbers of one manifest, drawn from a generator of random numbers."""

    def __init__(self, draw: random.Random, number: int) -> None:
        self.draw = draw
        self.team = draw.choice(_TEAMS)
        self.part = draw.choice(_PARTS)
        self.name = f"{self.team}-{self.part}-{number}"
        self.image = draw.choice(_IMAGES)
        self.port = draw.randrange(3000, 9999)
        self.few = draw.randrange(2, 7)

    def head(self, api_version: str, kind: str, *, namespaced: bool = True) -> str:
        """The first lines of an object."""
        place = f"  namespace: {self.team}\n" if namespaced else ""
        return (
            f"apiVersion: {api_version}\nkind: {kind}\nmetadata:\n  name: {self.name}\n{place}"
            f"  labels:\n    app.kubernetes.io/name: {self.part}\n    app.kubernetes.io/part-of: {self.team}\n"
            f'    app.kubernetes.io/version: "{self.few}.{self.port % 10}"\n'
        )

    def labels(self, indent: int) -> str:
        """The two labels that selectors use."""
        space = " " * indent
        return f"{space}app.kubernetes.io/name: {self.part}\n{space}app.kubernetes.io/part-of: {self.team}\n"

    def pod(self, indent: int, *, restart: str = "Always") -> str:
        """A Pod spec."""
        lines = f"""\
restartPolicy: {restart}
serviceAccountName: {self.part}
securityContext:
  runAsNonRoot: true
  runAsUser: {1000 + self.few}
containers:
  - name: {self.part}
    image: {self.image}
    command: ["/bin/serveur", "--port={self.port}"]
    ports:
      - name: http
        containerPort: {self.port}
        protocol: TCP
    env:
      - name: NIVEAU
        value: "{self.few}"
      - name: MOT_DE_PASSE
        valueFrom:
          secretKeyRef:
            name: {self.team}
            key: mot-de-passe
    resources:
      requests:
        cpu: {self.few * 50}m
        memory: {self.few * 64}Mi
      limits:
        memory: {self.few}Gi
    readinessProbe:
      httpGet:
        path: /pret
        port: http
      periodSeconds: {self.few}
    volumeMounts:
      - name: donnees
        mountPath: /donnees
        readOnly: true
volumes:
  - name: donnees
    configMap:
      name: {self.team}
      defaultMode: 0440
"""
        return "".join(f"{' ' * indent}{line}\n" for line in lines.splitlines())

    def template(self, indent: int, *, restart: str = "Always") -> str:
        """A Pod template."""
        space = " " * indent
        head = f"{space}template:\n{space}  metadata:\n{space}    labels:\n{self.labels(indent + 6)}"
        return f"{head}{space}  spec:\n{self.pod(indent + 4, restart=restart)}"

    def selector(self, indent: int) -> str:
        """A label selector."""
        space = " " * indent
        return f"{space}selector:\n{space}  matchLabels:\n{self.labels(indent + 4)}"
