#!/usr/bin/env bash
# The Python SDK's tests, on Debian's packages (--debian) or on current releases from the package index (--pypi).
# Both start Gatehouse, its IdP simulator and a bare oidc-provider with the repository's Node: run `npm ci` first.
# Nothing is installed on the system; --pypi makes a virtual environment in a temporary folder (or in $GATEHOUSE_VENV).
#
# Debian packages for --debian:
DEBIAN_PACKAGES='python3 python3-flask python3-fastapi python3-django python3-httpx python3-uvicorn python3-jwt python3-cryptography python3-pytest'
# For --pypi: python3 python3-venv
set -euo pipefail
cd "$(dirname "$0")"

# Without these a set proves little; so it is said, and in CI it is an error.
frameworks='import flask, fastapi, uvicorn, django, httpx, jwt, cryptography, pytest'
# Nothing is written into the tree.
pytest_arguments=(-q -p no:cacheprovider)
export PYTHONDONTWRITEBYTECODE=1

skipped() { printf '*** SKIPPED: %s\n' "$1"; }

versions() {
  "$1" -c '
import sys
from importlib.metadata import version
names = "flask fastapi starlette django httpx pyjwt cryptography pytest".split()
print("Python", sys.version.split()[0], *(f"{name} {version(name)}" for name in names), sep=" · ")'
}

debian() {
  local python=/usr/bin/python3
  if ! "$python" -c "$frameworks" 2>/dev/null; then
    skipped "Python SDK on Debian's packages: apt-get install $DEBIAN_PACKAGES"
    [ -z "${GATEHOUSE_E2E_STRICT:-}" ] # where everything has to run, this is an error
    return
  fi
  versions "$python"
  "$python" -m pytest "${pytest_arguments[@]}" "$@"
}

pypi() {
  local folder=${GATEHOUSE_VENV:-}
  if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    trap "rm -rf '$folder'" EXIT
  fi
  local python=$folder/bin/python
  [ -x "$python" ] || "${PYTHON:-python3}" -m venv "$folder"
  local install=("$python" -m pip install -q --disable-pip-version-check)
  if ! "${install[@]}" httpx; then
    skipped 'Python SDK on current releases: the package index can not be reached'
    return
  fi
  "${install[@]}" 'flask[async]' fastapi uvicorn django httpx 'pyjwt[crypto]' pytest \
    mypy ruff vermin django-stubs hatchling build
  versions "$python"
  "$folder/bin/ruff" check --no-cache .
  "$folder/bin/ruff" format --no-cache --check .
  "$folder/bin/mypy" --cache-dir "$folder/mypy"
  "$folder/bin/vermin" --quiet --no-tips --target=3.9- --violations --no-parse-comments --eval-annotations src
  build_and_import "$folder"
  "$python" -m pytest "${pytest_arguments[@]}" "$@"
}

# The package that users get: it builds, and says that it is typed.
build_and_import() {
  local copy=$1/copy
  rm -rf "$copy" && mkdir "$copy"
  cp -r pyproject.toml README.md src tests "$copy"
  "$1/bin/python" -m build -q --no-isolation --wheel --outdir "$copy/dist" "$copy" >/dev/null
  "$1/bin/python" -m zipfile -l "$copy"/dist/gatehouse-*.whl | grep -q 'gatehouse/py.typed'
}

case "${1:-}" in
  --debian) shift && debian "$@" ;;
  --pypi) shift && pypi "$@" ;;
  *)
    echo 'Usage: run-tests.sh --debian | --pypi [pytest arguments]' >&2
    exit 2
    ;;
esac
