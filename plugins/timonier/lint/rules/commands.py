"""CMD1xx: what readers type."""

from __future__ import annotations

from typing import Final

from timonier.lint.rule import CHECK_LIST, Rule

_REFERENCE: Final = "https://kubernetes.io/docs/reference/kubectl/generated/"
_SILENCE: Final = " Une commande dont la page montre l’échec n’est pas signalée."
_FOLDER: Final = "corrections/tp-exposer"


def _page(command: str) -> str:
    return f"---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n\n```console\n$ {command}\n```\n"


def _lab(*commands: str) -> str:
    lines = "".join(f"$ {command}\n" for command in commands)
    return (
        "==> content/tp/tp-exposer.md <==\n---\ntitle: Exposer\ntype: tp\n---\n\n## Étape 1 — Créer\n\n"
        f"```console\n{lines}```\n\n/// correction\n    etape: 1\n///\n{CHECK_LIST}"
        f"==> {_FOLDER}/correction.yml <==\ntp: tp-exposer\netapes:\n  - n: 1\n    fichiers: [web.yaml]\n"
        f"==> {_FOLDER}/web.yaml <==\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: web\n"
        "spec:\n  containers:\n    - name: nginx\n      image: nginx:1.29\n"
    )


RULES = (
    Rule(
        "CMD101",
        "commande ou option d’autrefois",
        "Cette commande, cette option ou cette adresse n’existe plus, ou va disparaître : les anciens supports en "
        "sont pleins. Le message dit depuis quand, l’aide dit quoi écrire." + _SILENCE,
        "https://kubernetes.io/releases/ (notes de version), et la page de chaque outil",
        bad=_page("kubectl run web --image=nginx:1.29 --replicas=3"),
        good=_page("kubectl create deployment web --image=nginx:1.29 --replicas=3"),
    ),
    Rule(
        "CMD102",
        "commande inconnue de kubectl",
        "kubectl n’a pas cette commande. Celle d’un module (« kubectl krew ») s’ignore avec sa raison." + _SILENCE,
        _REFERENCE,
        bad=_page("kubectl aply -f web.yaml"),
        good=_page("kubectl apply -f web.yaml"),
        severity="warning",
    ),
    Rule(
        "CMD103",
        "option inconnue de kubectl",
        "Cette commande de kubectl n’a pas cette option : elle s’arrêterait sur « unknown flag »." + _SILENCE,
        _REFERENCE,
        bad=_page("kubectl get pods --all-namespace"),
        good=_page("kubectl get pods --all-namespaces"),
        severity="warning",
    ),
    Rule(
        "CMD104",
        "type de ressource inconnu",
        "Ce nom n’est celui d’aucune ressource, ni son pluriel, ni son nom court (« kubectl api-resources »)."
        + _SILENCE,
        "https://kubernetes.io/docs/reference/kubectl/#resource-types",
        bad=_page("kubectl get deploymnts"),
        good=_page("kubectl get deployments"),
        severity="warning",
    ),
    Rule(
        "CMD110",
        "fichier que le TP ne donne pas",
        "Le fichier d’une option -f ou -k est le titre d’un bloc de code placé plus haut, un fichier du "
        "corrigé, ou "
        "ce qu’une commande a créé. Sinon le stagiaire lit « the path does not exist ».",
        "Timonier, commandes d’un TP",
        bad=_lab("kubectl apply -f wep.yaml"),
        good=_lab("kubectl apply -f web.yaml"),
    ),
    Rule(
        "CMD111",
        "objet que rien ne crée",
        "L’objet nommé est dans un manifeste du TP, du TP dont il part ou dans « externe », ou une commande "
        "l’a créé "
        "plus haut." + _SILENCE,
        "Timonier, commandes d’un TP",
        bad=_lab("kubectl apply -f web.yaml", "kubectl get pod wed"),
        good=_lab("kubectl apply -f web.yaml", "kubectl get pod web"),
    ),
    Rule(
        "CMD112",
        "label que rien ne porte",
        "Un sélecteur -l qui ne trouve rien n’affiche rien, sans erreur : le stagiaire cherche "
        "longtemps." + _SILENCE,
        "Timonier, commandes d’un TP",
        bad=_lab("kubectl apply -f web.yaml", "kubectl get pods -l app=wed"),
        good=_lab("kubectl apply -f web.yaml", "kubectl get pods -l app=web"),
    ),
    Rule(
        "CMD113",
        "conteneur absent du Pod",
        "L’option -c nomme un conteneur du Pod, tel qu’il est écrit dans son manifeste." + _SILENCE,
        "Timonier, commandes d’un TP",
        bad=_lab("kubectl apply -f web.yaml", "kubectl logs web -c web"),
        good=_lab("kubectl apply -f web.yaml", "kubectl logs web -c nginx"),
    ),
    Rule(
        "CMD114",
        "namespace que rien ne crée",
        "Le namespace d’une option -n est dans un manifeste, dans « externe », ou une commande l’a "
        "créé." + _SILENCE,
        "Timonier, commandes d’un TP",
        bad=_lab("kubectl create namespace atelier", "kubectl apply -n ateliers -f web.yaml"),
        good=_lab("kubectl create namespace atelier", "kubectl apply -n atelier -f web.yaml"),
    ),
)
