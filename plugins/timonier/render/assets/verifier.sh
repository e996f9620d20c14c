#!/usr/bin/env bash
# shellcheck disable=SC1112,SC2016,SC2329 # français ; commandes gardées telles quelles ; ce que tout TP n’emploie pas
#
# Vérifie un TP sur le cluster du contexte courant de kubectl, après avoir demandé. Ce fichier est refait avec le cours.
#
# Chaque commande est lancée par bash, dans une copie privée de la configuration de kubectl : la vôtre ne change pas.

set -u
umask 077
shopt -u patsub_replacement 2>/dev/null # bash 5.2 : « & » dans une valeur reste « & »

#: plan

# --- Ce qui se dit -------------------------------------------------------------------------------------------------

aide() {
  printf '%s\n' 'Usage : bash verifier.sh [OPTIONS]' '' \
    '  --oui              ne pose pas la question' \
    '  --mon-travail      vérifie ce que vous avez fait, dans le namespace courant, sans rien créer' \
    '  --etape N          de votre travail, une étape seulement : la suite peut l’avoir changée' \
    '  --var NOM=VALEUR   une valeur personnelle (répétable)' \
    '  --tout             compte une vérification passée comme un échec'
  [ -z "$seul" ] || printf '\n%s\n' 'Ce TP n’a pas de corrigé ici : --mon-travail est son seul mode.'
}

refuse() { # PHRASE
  printf 'verifier.sh : %s\n' "$1" >&2
  exit 2
}

# Un nom qui vient d’ailleurs, sans rien qui commande le terminal.
propre() { # TEXTE
  printf '%s' "$1" | LC_ALL=C tr -d '\000-\037\177'
}

sortie() { # le début de ce que la dernière commande a écrit
  sed -n -e 's/^/      | /' -e '1,20p' "$prive/sortie" | LC_ALL=C tr -d '\000-\010\013-\037\177'
}

# --- Les valeurs personnelles --------------------------------------------------------------------------------------

noms=() valeurs=() donnees=()

valeur() { # NOM EXEMPLE ÉCRIT : ÉCRIT est « <NOM> », ou la valeur que le site a mise à sa place
  local donnee valeur=$2
  [ "$3" = "<$1>" ] || valeur=$3
  for donnee in ${donnees[@]+"${donnees[@]}"}; do
    [ "${donnee%%=*}" = "$1" ] || continue
    [ "$3" = "<$1>" ] || refuse "$1 vaut déjà « $3 » dans ces fichiers : reprenez le zip pour une autre valeur."
    valeur=${donnee#*=}
  done
  noms+=("$1") valeurs+=("$valeur")
}

remplis() { # TEXTE, avec les valeurs, dans $rempli
  local rang nom valeur
  rempli=$1
  for ((rang = 0; rang < ${#noms[@]}; rang++)); do
    nom="<${noms[rang]}>" valeur=${valeurs[rang]}
    rempli=${rempli//"$nom"/$valeur}
  done
}

remplis_fichiers() { # DOSSIER
  local fichier
  while IFS= read -r -d '' fichier; do
    remplis "$(cat -- "$fichier" && printf .)"
    printf '%s' "${rempli%.}" >"$fichier"
  done < <(find "$1" -type f -print0)
}

connue() { # NOM
  local nom
  for nom in ${noms[@]+"${noms[@]}"}; do
    [ "$nom" = "$1" ] && return
  done
  return 1
}

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

# Rien de ce qui existe déjà ne doit être changé, ni supprimé ensuite.
refuse_existants() {
  local rang
  for ((rang = 0; rang < ${#genres[@]}; rang++)); do
    if trouve "$rang"; then
      refuse "$(objet "$rang") existe déjà, et cet essai le changerait : supprimez-le, ou prenez un autre cluster."
    fi
  done
}

trouve() { # RANG
  local lieu=${lieux[$1]}
  [ -n "$(kubectl get "${genres[$1]}" "${objets[$1]}" ${lieu:+--namespace="$lieu"} --ignore-not-found -o name \
    --request-timeout=20s 2>/dev/null)" ]
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
    sleep 0.1
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
    command -v "$mot" >/dev/null || printf '%s absent de cette machine' "$mot"
  done
  for mot in $2; do
    [ -n "${!mot-}" ] || printf '%s n’est pas définie : export %s=…' "$mot" "$mot"
  done
}

# --- Le plan, lu deux fois : pour l’annoncer, puis pour le jouer ---------------------------------------------------

passe='' numero='' contenus=() motif=''
prevues=0 justes=0 lues=0 passees=0 echecs=0

base() { # TP dont celui-ci part
  [ -n "$mien" ] && return
  [ "$passe" = annonce ] && return
  dossier=$prive/tp/depart/$1
  mkdir -p -- "$dossier" # un corrigé peut n’être que des commandes
  printf '\nDépart : le corrigé de %s\n' "$1"
}

autre() { # si l’étape n’est pas celle qui est demandée
  [ -n "$voulue" ] && [ "$voulue" != "$numero" ]
}

etape() { # NUMÉRO TITRE
  [ -n "$mien" ] || dossier=$prive/tp/correction
  numero=$1
  autre && return
  remplis "$2"
  [ "$passe" = annonce ] || printf '\n%s\n' "Étape $1 — $rempli"
}

laisse() { # FICHIER qui n’est pas un manifeste
  [ -n "$mien" ] && return
  if [ "$passe" = annonce ]; then
    printf '  %s : non appliqué, ce n’est pas un manifeste\n' "$1"
  else
    printf '  – %s : non appliqué, ce n’est pas un manifeste\n' "$1"
  fi
}

applique() { # FICHIER
  [ -n "$mien" ] && return
  if [ "$passe" = annonce ]; then
    printf '  kubectl apply -f %s\n' "$1"
  else
    obtiens "kubectl apply -f $(printf %q "$prive/tp/$1")" "kubectl apply -f $1"
  fi
}

avant() { # COMMANDE PROGRAMMES VARIABLES : à lancer avant les fichiers de l’étape
  local manque
  [ -n "$mien" ] && return
  remplis "$1"
  if [ "$passe" = annonce ]; then
    printf '  %s\n' "$rempli"
    return
  fi
  manque=$(absents "$2" "$3")
  if [ -n "$manque" ]; then
    passees=$((passees + 1))
    printf '  – %s\n      passée : %s\n' "$rempli" "$manque"
  else
    obtiens "$rempli" "$rempli"
  fi
}

obtiens() { # COMMANDE CE QU’ELLE FAIT : sans elle, la suite ne voudrait rien dire
  lance "$1" 300
  if ((code == 0)) && [ -z "$depasse" ]; then
    printf '  ✓ %s\n' "$2"
    return
  fi
  printf '  ✗ %s\n' "$2"
  sortie
  echecs=$((echecs + 1))
  bilan
  exit 1
}

contient() { contenus+=("$1"); }
motif() { motif=$1; }

verifie() { # COMMANDE ATTENDU CODE DÉLAI PROGRAMMES VARIABLES, après ses « contient » et « motif » ; CODE peut être vide
  local commande attendu manque
  remplis "$1" && commande=$rempli
  remplis "$2" && attendu=$rempli
  if autre; then
    :
  elif [ "$passe" = annonce ]; then
    prevues=$((prevues + 1))
    printf '  %s\n' "$commande"
  else
    manque=$(absents "$5" "$6")
    if [ -n "$manque" ]; then
      passees=$((passees + 1))
      printf '  – %s\n      passée : %s\n' "$commande" "$manque"
    else
      attends "$commande" "${3:-0}" "$4"
      dis "$commande" "$attendu" "$3"
    fi
  fi
  contenus=() motif=''
}

attends() { # COMMANDE CODE DÉLAI : la relance jusqu’à ce qui est attendu, ou jusqu’au délai
  local delai=$3 fin
  [ -z "$mien" ] || delai=$((delai < 10 ? delai : 10)) # ce que l’on vérifie est déjà là
  fin=$((SECONDS + delai))
  while :; do
    lance "$1" $((fin > SECONDS ? fin - SECONDS : 1))
    defaut=$(defaut "$2" "$delai")
    if [ -z "$defaut" ] || ((SECONDS + 1 >= fin)); then
      return
    fi
    sleep 1
  done
}

defaut() { # CODE DÉLAI : ce qui n’est pas comme attendu, ou rien
  local texte
  if [ -n "$depasse" ]; then
    printf 'pas finie après %s s' "$2"
  elif [ "$code" != "$1" ]; then
    printf 'code de retour %s, %s attendu' "$code" "$1"
  else
    for texte in ${contenus[@]+"${contenus[@]}"}; do
      remplis "$texte"
      if ! grep -qF -e "$rempli" "$prive/sortie"; then
        printf 'sa sortie ne contient pas « %s »' "$rempli"
        return
      fi
    done
    remplis "$motif"
    [ -z "$motif" ] || grep -qE -e "$rempli" "$prive/sortie" || printf 'aucune ligne n’a la forme « %s »' "$rempli"
  fi
}

dis() { # COMMANDE ATTENDU CODE
  if [ -n "$defaut" ]; then
    echecs=$((echecs + 1))
    printf '  ✗ %s\n      attendu : %s\n      %s\n' "$1" "$2" "$defaut"
    sortie
  elif [ -n "$motif$3" ] || ((${#contenus[@]})); then
    justes=$((justes + 1))
    printf '  ✓ %s\n' "$1"
  else
    lues=$((lues + 1))
    printf '  ? %s\n      à lire par vous : %s\n' "$1" "$2"
    sortie
  fi
}

# --- Le déroulement ------------------------------------------------------------------------------------------------

annonce() {
  local rang
  printf '%s\n\n' "$intitule"
  printf 'Contexte   %s\nCluster    %s\nVersion    %s\n' "$(propre "$contexte")" "$(propre "$serveur")" "$version"
  if [ -n "$mien" ]; then
    printf 'Namespace  %s : votre travail y est vérifié, rien n’y est créé\n' "$(propre "$namespace")"
  else
    printf 'Namespace  %s : créé, puis supprimé avec tout ce qu’il contient\n' "$namespace"
  fi
  for ((rang = 0; rang < ${#noms[@]}; rang++)); do
    printf 'Valeur     %s = %s\n' "${noms[rang]}" "${valeurs[rang]}"
  done
  if [ -z "$mien" ] && ((${#genres[@]})); then
    printf '\nHors de ce namespace, créés puis supprimés :\n'
    for ((rang = 0; rang < ${#genres[@]}; rang++)); do
      printf '  %s\n' "$(objet "$rang")"
    done
  fi
  [ -n "$mien" ] || suppose
  printf '\nCe qui sera lancé, dans l’ordre :\n'
  passe=annonce
  plan
}

suppose_aussi() { # ce que le TP trouve déjà là
  remplis "$1"
  printf '\nCe TP suppose créé par ailleurs : %s.\n' "$rempli"
}

demande() {
  local reponse=''
  [ -z "$oui" ] || return 0
  [ -t 0 ] || refuse 'il n’y a personne pour répondre : ajoutez --oui pour lancer sans question.'
  printf '\nContinuer ? [o/N] '
  read -r reponse || true
  case $reponse in
    o | O | oui | Oui | OUI) ;;
    *) refuse 'rien n’a été fait.' ;;
  esac
}

bilan() {
  printf '\n%s\n' "Justes : $justes. À lire par vous : $lues. Passées : $passees. En échec : $echecs."
}

interrompu() {
  trap '' INT TERM HUP
  printf '\nInterrompu.\n'
  exit 130
}

menage() {
  local fin=$? rang
  trap '' INT TERM HUP
  trap - EXIT
  [ -z "$en_cours" ] || arrete
  if [ -n "$cree" ]; then
    printf '\nMénage\n'
    supprime namespace "$namespace" '' || fin=1
    for ((rang = ${#genres[@]} - 1; rang >= 0; rang--)); do
      supprime "${genres[rang]}" "${objets[rang]}" "${lieux[rang]}" || fin=1
    done
    [ -z "$volumes" ] || supprime_volumes || fin=1
  fi
  [ -z "$prive" ] || rm -rf -- "$prive"
  exit "$fin"
}

supprime() { # GENRE NOM NAMESPACE
  if kubectl delete "$1" "$2" ${3:+--namespace="$3"} --ignore-not-found --timeout=180s >"$prive/sortie" 2>&1; then
    printf '  ✓ %s %s supprimé\n' "$1" "$2"
  elif ! grep -qF "the server doesn't have a resource type" "$prive/sortie"; then
    printf '  ✗ %s %s reste ; supprimez-le : kubectl delete %s %s%s\n' "$1" "$2" "$1" "$2" "${3:+ --namespace=$3}"
    sortie
    return 1
  fi
}

# Les volumes que le cluster a faits pour l’essai, et que leur StorageClass conserve après lui.
supprime_volumes() {
  local nom trouves chemin
  chemin="{range .items[?(@.spec.claimRef.namespace==\"$namespace\")]}"
  chemin+='{.spec.persistentVolumeReclaimPolicy}{" "}{.metadata.name}{"\n"}{end}'
  trouves=$(kubectl get persistentvolumes --request-timeout=30s -o "jsonpath=$chemin" 2>"$prive/sortie") || {
    printf '  ✗ les volumes ne peuvent pas être lus : voyez « kubectl get pv »\n'
    return 1
  }
  for nom in $(printf '%s\n' "$trouves" | sed -n 's/^Retain //p'); do
    supprime persistentvolume "$nom" '' || return 1
  done
}

oui='' tout='' mien='' voulue=''
while (($#)); do
  case $1 in
    --oui) oui=oui ;;
    --tout) tout=oui ;;
    --mon-travail) mien=oui ;;
    --etape)
      [[ ${2-} =~ ^[1-9][0-9]*$ ]] || refuse '--etape attend un numéro, par exemple --etape 2.'
      voulue=$2
      shift
      ;;
    --var)
      [[ ${2-} == *=* ]] || refuse '--var attend NOM=VALEUR, par exemple --var stagiaire=camille.'
      donnees+=("$2")
      shift
      ;;
    -h | --help | --aide)
      aide
      exit
      ;;
    *)
      aide >&2
      refuse "option inconnue « $1 »."
      ;;
  esac
  shift
done
[ -z "$seul" ] || mien=oui
[ -z "$voulue" ] || [ -n "$mien" ] || refuse '--etape va avec --mon-travail : un corrigé se joue en entier.'

personnelles
for donnee in ${donnees[@]+"${donnees[@]}"}; do
  connue "${donnee%%=*}" || refuse "ce TP n’a pas de valeur « ${donnee%%=*} »."
done
trap menage EXIT
trap interrompu INT TERM HUP
ouvre
dossier=$PWD
if [ -z "$mien" ]; then
  exterieurs
  refuse_existants
fi
annonce
[ -z "$voulue" ] || ((prevues)) || refuse "l’étape $voulue n’a rien à vérifier."
demande
if [ -z "$mien" ]; then
  ici=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P) || exit 2
  mkdir -p -- "$prive/tp/correction" "$prive/tp/depart"
  for donnee in correction depart; do
    [ ! -d "$ici/$donnee" ] || cp -R -- "$ici/$donnee" "$prive/tp/" || exit 2
  done
  remplis_fichiers "$prive/tp"
  cree_namespace
fi
passe=joue
plan
bilan
((echecs == 0)) || exit 1
[ -z "$tout" ] || ((passees == 0)) || exit 1
exit 0
