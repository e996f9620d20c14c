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
  trap '' INT TERM HUP PIPE
  printf '\nInterrompu.\n'
  exit 130
}

menage() {
  local fin=$? rang
  trap '' INT TERM HUP PIPE
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
  elif ! genre_inconnu; then
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
trap interrompu INT TERM HUP PIPE
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
  refuse_existants # la réponse a pu se faire attendre
  cree_namespace
fi
passe=joue
plan
bilan
((echecs == 0)) || exit 1
[ -z "$tout" ] || ((passees == 0)) || exit 1
exit 0
