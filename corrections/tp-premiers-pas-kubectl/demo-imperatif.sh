#!/usr/bin/env bash
# Le TP « premiers pas avec kubectl », d’une traite.
# S’arrête à la première erreur.
set -euo pipefail

# Étapes 1 à 3 : explorer.
kubectl version
kubectl get nodes -o wide
kubectl get all
kubectl get pods --namespace kube-system
kubectl api-resources

# Étape 4 : un Deployment. Sans --replicas, il demande un seul Pod.
kubectl create deployment demonstration --image=traefik/whoami:v1.11
kubectl rollout status deployment/demonstration
kubectl events

# Étape 5 : cinq Pods, puis trois.
kubectl scale deployment/demonstration --replicas=5
kubectl rollout status deployment/demonstration
kubectl scale deployment/demonstration --replicas=3

# Étape 6 : un Service NodePort. --port est obligatoire :
# le Deployment ne déclare aucun containerPort.
kubectl expose deployment demonstration --type=NodePort --port=80
kubectl get endpointslices -l kubernetes.io/service-name=demonstration

# macOS et Windows avec kind : le seul port relié au poste est 30080.
# Retirez les croisillons des deux lignes.
# kubectl patch service demonstration \
#   --patch '{"spec":{"ports":[{"port":80,"nodePort":30080}]}}'

# Étape 7 : un tunnel vers un seul Pod. Il ne rend pas la main :
# lancez-le à part.
# kubectl port-forward service/demonstration 8080:80

# Étape 8 : une seule valeur. L’expression reste sur une ligne.
kubectl get pods -l app=demonstration \
  -o jsonpath='{.items[0].spec.containers[0].image}{"\n"}'
kubectl get deployment demonstration -o jsonpath='{.spec.replicas}{"\n"}'

# Étape 9 : les journaux de tous les Pods du Deployment.
kubectl logs -l app=demonstration --prefix

# Étape 10 : nettoyer. Retirez le croisillon quand vous avez tout regardé.
# kubectl delete service,deployment demonstration
