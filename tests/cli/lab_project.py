"""A course of two labs, for what plays them."""

from __future__ import annotations

from pathlib import Path

SETTINGS = """[tool.timonier]
kubernetes = "1.37"

[tool.timonier.variables.stagiaire]
label = "Votre prénom"
pattern = "[a-z&]+"
example = "camille"
"""
PAGE = """---
title: "TP : l’essai"
type: tp
---

## Étape 1 — Un Pod de <stagiaire>

```console
$ kubectl get pod demo
NAME   READY   STATUS    RESTARTS   AGE
demo   2/2     Running   0          14s
```

/// correction
    etape: 1

`kubectl get pod secret` ne se dit pas.
///

## Étape 2 — Un volume
"""
RECORD = """# L’en-tête
tp: tp-essai
depart_de: tp-base
externe:
  - {kind: Secret, nom: registre}
etapes:
  - n: 1
    avant:
      - echo "prêt pour <stagiaire>"
    fichiers: [demo-pod.yaml, Dockerfile]
    verification:
      - commande: kubectl get pod demo
        attendu: READY 2/2, STATUS Running  # dans la page, non
        motif: "2/2 +Running"
        delai: 10s
      - commande: kubectl get pod secret
        attendu: le Pod secret
  - n: 2
    fichiers: [stockage.yaml]
    verification:
      - commande: echo "$ADRESSE" | tr a-z A-Z
        attendu: une adresse
        contient: [HTTP, "://"]
      - commande: outil-absent --version
        attendu: une version
"""
POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: demo\n  labels:\n    proprietaire: <stagiaire>\n"
STORAGE = """apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: conserve-<stagiaire>
provisioner: rancher.io/local-path
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: reglage
  namespace: kube-public
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: donnees
---
apiVersion: exemple.fr/v1
kind: Bateau
metadata:
  name: a-quai
"""
FILES = {
    "pyproject.toml": SETTINGS,
    "content/tp/tp-essai.md": PAGE,
    "content/tp/tp-base.md": '---\ntitle: "TP : la base"\ntype: tp\n---\n\n## Étape 1 — Rien\n',
    "content/tp/tp-vide.md": '---\ntitle: "TP : le vide"\ntype: tp\n---\n\n## Étape 1 — Rien\n',
    "corrections/tp-base/correction.yml": "tp: tp-base\netapes:\n  - n: 1\n"
    "    avant: [ls]\n    fichiers: [base.yaml]\n",
    "corrections/tp-base/base.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: base\n",
    "corrections/tp-essai/correction.yml": RECORD,
    "corrections/tp-essai/demo-pod.yaml": POD,
    "corrections/tp-essai/stockage.yaml": STORAGE,
    "corrections/tp-essai/Dockerfile": "FROM scratch\n",
}


def write_labs(root: Path) -> Path:
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
