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
  printf '  ✗ %s\n%s' "$2" "${depasse:+      pas finie après 300 s
}"
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

