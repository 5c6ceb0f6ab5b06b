#!/bin/sh
# Writes requirements.lock (to run) and requirements-dev.lock (that, the extras and the tools of the suite)
# from pyproject.toml: exact versions with the hashes of every file of each release, for all supported Pythons and
# systems, without the address of any package index. Versions already locked stay: UPGRADE=1 takes the newest.
set -eu
cd "$(dirname "$0")/.."

if command -v uv >/dev/null 2>&1; then uv=uv; else
    tools=$(mktemp -d)
    trap 'rm -rf "$tools"' EXIT
    python3 -m venv "$tools"
    "$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv
    uv=$tools/bin/uv
fi

compile() { # output, then further options
    output=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        ${UPGRADE:+--upgrade} --output-file "$output" "$@" pyproject.toml >/dev/null
    { echo "# Made by \`make lock\` from pyproject.toml; do not edit."; grep -v '^#' "$output"; } >"$output.new"
    mv "$output.new" "$output"
}

compile requirements-dev.lock --group dev --extra analysis --extra cluster --extra merge
compile requirements.lock --group build --constraint requirements-dev.lock
if grep -n '://' requirements.lock requirements-dev.lock; then
    echo "an address stands in a lock file; the files must not depend on one package index" >&2
    exit 1
fi
