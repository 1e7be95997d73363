#!/bin/sh
# Makes .venv from requirements.lock, on a machine that has only git, make and Python (venv + pip).
# Quick when nothing changed. Prints what it does; ends with one sentence when it cannot.
#   tools/setup.sh            make or refresh the environment
#   tools/setup.sh --find-uv  print the path of a usable uv (making one if need be) and stop
set -eu
cd "$(dirname "$0")/.."

VENV=.venv
BOOTSTRAP=.uv-bootstrap
STAMP=$VENV/.headway-setup
export UV_SYSTEM_CERTS=1
export UV_NO_PROGRESS="${UV_NO_PROGRESS:-1}"
export PIP_DISABLE_PIP_VERSION_CHECK=1
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH CONDA_PREFIX || true

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# Versions that the locked wheels exist for, with an SQLite that Django takes.
runs() {
    "$1" -c 'import sys, ssl, sqlite3, venv
sys.exit(not ((3, 12) <= sys.version_info[:2] <= (3, 14) and sqlite3.sqlite_version_info >= (3, 37)))' >/dev/null 2>&1
}

find_python() {
    for candidate in "${UV_PYTHON:-}" python3.14 python3.13 python3.12 python3; do
        [ -n "$candidate" ] || continue
        if runs "$candidate"; then
            # A shim works only where it stands; the interpreter behind it works everywhere.
            "$candidate" -c 'import sys; print(sys.executable)'
            return 0
        fi
    done
    for minor in 3.14 3.13 3.12; do
        for candidate in "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}"/versions/$minor.*/bin/python3; do
            if runs "$candidate"; then
                printf '%s\n' "$candidate"
                return 0
            fi
        done
    done
    return 1
}

new_enough_uv() {
    case "$("$1" --version 2>/dev/null)" in
        "uv 0."[0-8].*) return 1 ;;
        "uv "[0-9]*) return 0 ;;
        *) return 1 ;;
    esac
}

find_uv() {
    for candidate in uv "$BOOTSTRAP/bin/uv" "${HOME:-/nonexistent}/.local/bin/uv"; do
        if new_enough_uv "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    say "making $BOOTSTRAP with uv inside"
    for candidate in "$@" python3 python /usr/bin/python3; do
        [ -n "$candidate" ] || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 || continue
        rm -rf "$BOOTSTRAP"
        if "$candidate" -m venv "$BOOTSTRAP" >/dev/null 2>&1 &&
            "$BOOTSTRAP/bin/python" -m pip install -q 'uv>=0.9,<0.14' >&2; then
            printf '%s\n' "$BOOTSTRAP/bin/uv"
            return 0
        fi
        rm -rf "$BOOTSTRAP"
        if "$candidate" -m pip install -q --target "$BOOTSTRAP" 'uv>=0.9,<0.14' >/dev/null 2>&1 &&
            new_enough_uv "$BOOTSTRAP/bin/uv"; then
            printf '%s\n' "$BOOTSTRAP/bin/uv"
            return 0
        fi
    done
    rm -rf "$BOOTSTRAP"
    return 1
}

NO_UV="could not find or install uv. Check the network, or install Python's venv and pip (Debian: apt install python3-venv python3-pip), or uv itself, then run this again."

if [ "${1:-}" = --find-uv ]; then
    python=$(find_python || true)
    find_uv "$python" || stop "$NO_UV"
    exit 0
fi

# The editable install points at this folder, so a moved checkout is a change too.
wanted="$(cat requirements.lock pyproject.toml hatch_build.py tools/setup.sh 2>/dev/null | cksum) $(pwd)"
if [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$wanted" ] && [ -x "$VENV/bin/python" ]; then
    exit 0
fi

python=$(find_python || true)
uv=$(find_uv "$python") || stop "$NO_UV"

if ! runs "$VENV/bin/python"; then
    if [ -n "$python" ]; then
        say "making $VENV with $python"
        "$uv" venv -q --no-project --clear --python "$python" "$VENV"
    else
        say "no Python 3.12, 3.13 or 3.14 here; asking uv to download 3.13"
        "$uv" venv -q --no-project --clear --python 3.13 --managed-python "$VENV" ||
            stop "Headway needs Python 3.12 to 3.14 and none could be found or downloaded. Install one (Debian 13: apt install python3; macOS: brew install python@3.13), or set UV_PYTHON=/path/to/python3.13, then run this again."
    fi
fi

rm -f "$STAMP"
say "installing what requirements.lock names"
"$uv" pip sync -q --python "$VENV/bin/python" --require-hashes requirements.lock ||
    stop "the packages of requirements.lock could not be installed; see the lines above."
"$uv" pip install -q --python "$VENV/bin/python" --no-deps --no-build-isolation --no-index -e . ||
    stop "Headway itself could not be installed into $VENV; see the lines above."
printf '%s\n' "$wanted" >"$STAMP"
say "ready: $("$VENV/bin/python" --version) in $VENV"
