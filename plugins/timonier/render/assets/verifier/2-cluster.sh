# --- Le cluster ----------------------------------------------------------------------------------------------------

prive='' en_cours='' cree='' namespace=''
genres=() objets=() lieux=()

hors() { # GENRE NOM NAMESPACE : un objet que l’essai crée hors de son namespace
  remplis "$2" && objets+=("$rempli")
  remplis "$3" && lieux+=("$rempli")
  genres+=("$1")
}

objet() { # RANG : ce que l’on en dit
  printf '%s %s' "${genres[$1]}" "${objets[$1]}${lieux[$1]:+ (namespace ${lieux[$1]})}"
}

ouvre() { # la copie privée de la configuration, réduite au contexte courant
  command -v kubectl >/dev/null || refuse 'kubectl est introuvable : installez-le, puis relancez.'
  contexte=$(kubectl config current-context 2>&1) ||
    refuse "kubectl n’a pas de contexte courant ($(propre "$contexte")) : voyez « kubectl config get-contexts »."
  prive=$(mktemp -d "${TMPDIR:-/tmp}/timonier.XXXXXX") || refuse 'aucun dossier temporaire ne peut être créé.'
  kubectl config view --raw --minify --flatten >"$prive/config" 2>"$prive/sortie" ||
    refuse "la configuration de kubectl ne se lit pas : $(propre "$(cat "$prive/sortie")")"
  export KUBECONFIG=$prive/config
  serveur=$(kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}')
  version=$(kubectl version --request-timeout=20s 2>"$prive/sortie") ||
    refuse "le cluster $(propre "$serveur") ne répond pas : $(propre "$(tail -n 1 "$prive/sortie")")"
  version=$(printf '%s\n' "$version" | sed -n 's/^Server Version: //p')
  if [ -n "$mien" ]; then
    namespace=$(kubectl config view --minify -o 'jsonpath={.contexts[0].context.namespace}')
    namespace=${namespace:-default}
  else
    namespace=$prefixe-$(printf '%05x' $((RANDOM * 32 + RANDOM % 32)))
    kubectl config set-context --current --namespace="$namespace" >/dev/null || exit 2
  fi
}

# Rien de ce qui existe déjà ne doit être changé, ni supprimé ensuite : un doute suffit pour ne rien lancer.
refuse_existants() {
  local rang lieu trouve
  for ((rang = 0; rang < ${#genres[@]}; rang++)); do
    lieu=${lieux[rang]}
    trouve=$(kubectl get "${genres[rang]}" "${objets[rang]}" ${lieu:+--namespace="$lieu"} --ignore-not-found -o name \
      --request-timeout=20s 2>"$prive/sortie") || genre_inconnu ||
      refuse "$(objet "$rang") existe peut-être : $(propre "$(tail -n 1 "$prive/sortie")")"
    [ -z "$trouve" ] ||
      refuse "$(objet "$rang") existe déjà, et cet essai le changerait : supprimez-le, ou prenez un autre cluster."
  done
}

genre_inconnu() { # du cluster, à lire ce que kubectl vient de répondre
  grep -qF "the server doesn't have a resource type" "$prive/sortie"
}

cree_namespace() {
  cree=oui # avant : interrompu au même instant, l’essai supprime aussi
  kubectl create --request-timeout=30s -f - >"$prive/sortie" 2>&1 <<FIN && return
apiVersion: v1
kind: Namespace
metadata:
  name: $namespace
  labels:
    app.kubernetes.io/managed-by: timonier
    timonier-tp: $etiquette
FIN
  cree=''
  sortie
  refuse "le namespace $namespace ne peut pas être créé."
}

# --- Les commandes -------------------------------------------------------------------------------------------------

# Un groupe de processus par commande : l’arrêter arrête aussi ce qu’elle a lancé.
lance() { # COMMANDE SECONDES : son code dans $code, ce qu’elle écrit dans $prive/sortie
  local fin=$((SECONDS + $2))
  depasse=''
  set -m
  (cd -- "$dossier" && exec bash -c "$1") </dev/null >"$prive/sortie" 2>&1 &
  en_cours=$!
  set +m
  while kill -0 "$en_cours" 2>/dev/null; do
    if ((SECONDS >= fin)); then
      depasse=oui
      arrete
    fi
    sleep 0.05
  done
  wait "$en_cours" 2>/dev/null
  code=$?
  en_cours=''
}

arrete() {
  kill -TERM -- "-$en_cours" 2>/dev/null
  sleep 0.5
  kill -KILL -- "-$en_cours" 2>/dev/null
}

absents() { # PROGRAMMES VARIABLES : ce qui manque pour lancer une commande
  local mot
  for mot in $1; do
    command -v "$mot" >/dev/null || { printf '%s absent de cette machine' "$mot" && return; }
  done
  for mot in $2; do
    [ -n "${!mot-}" ] || { printf '%s n’est pas définie : export %s=…' "$mot" "$mot" && return; }
  done
}

