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

