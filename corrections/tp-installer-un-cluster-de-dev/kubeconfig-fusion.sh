#!/usr/bin/env bash
# Fusionne le kubeconfig par défaut et celui du cluster « essai »
# dans un troisième fichier, fusion.yaml.
set -euo pipefail

# fusion.yaml contient des clés privées : lisible par vous seul.
umask 077

# KUBECONFIG liste les fichiers à lire. À nom égal, le premier l’emporte.
export KUBECONFIG="$HOME/.kube/config:$PWD/essai.kubeconfig"

# « > » et non « >> » : le résultat remplace le fichier,
# et fusion.yaml n’est pas dans la liste.
kubectl config view --flatten > fusion.yaml

# Lu seul, le nouveau fichier connaît les deux clusters.
kubectl --kubeconfig fusion.yaml config get-contexts
