#!/bin/sh
# Usage: venv.sh PYTHON VENV [GROUP...]
# Makes the virtual environment if there is none, and installs Keystep and the named groups.
set -eu
python=$1 venv=$2
shift 2

has() { "$python" -c "$1" 2>/dev/null; }
pip() { "$venv/bin/python" -m pip --disable-pip-version-check "$@"; }

if ! has 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Keystep needs Python 3.11 or newer as $python." \
        "Install it, or say where it is: make PYTHON=/path/to/python3" >&2
    exit 1
fi
has 'import ensurepip, venv' || sh "$(dirname "$0")/system.sh" venv
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    if ! "$python" -m venv --clear "$venv"; then
        echo "No virtual environment could be made in $venv; see above." >&2
        exit 1
    fi
fi
# Dependency groups came with pip 25.1.
if ! "$venv/bin/python" -c 'import sys, pip
sys.exit(tuple(map(int, pip.__version__.split(".")[:2])) < (25, 1))'; then
    pip install --quiet --upgrade 'pip>=25.1'
fi
groups=''
for group in "$@"; do groups="$groups --group $group"; done
echo "Installing Keystep${*:+ with: $*}. This takes some minutes the first time."
# shellcheck disable=SC2086
pip install --quiet --editable . $groups
