#!/bin/sh
# Runs every check of the project: linters first, the test suite last. Ends with 1 if any of them fails.
set -u
cd "$(dirname "$0")/.."
bin=${VENV:-.venv}/bin
export PYTHONUTF8=1
failed=

step() { # name, command: one line when it passes, the whole output when it does not
    name=$1
    shift
    if output=$("$@" 2>&1); then echo "ok      $name"; else
        printf '%s\n' "$output"
        echo "FAILED  $name"
        failed="$failed $name,"
    fi
}

step "ruff check" "$bin/ruff" check --quiet --output-format concise .
step "ruff format" "$bin/ruff" format --check --output-format concise .
step "mypy" "$bin/mypy"
step "import contracts" "$bin/lint-imports"
step "content" "$bin/suitability" check

"$bin/pytest" -q -n "${JOBS:-2}" --dist loadgroup "$@"
status=$?
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    echo "Note: there is no Chromium on this machine, so the browser tests (tests/browser) were skipped." >&2
fi
if [ -n "$failed" ]; then
    echo "Also failed:$failed see above." >&2
    exit 1
fi
exit "$status"
