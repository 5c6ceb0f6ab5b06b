#!/bin/sh
# Prepares a checkout: system libraries for the PDF, a virtual environment with the locked packages, the program itself.
#
#   scripts/setup.sh run     what the program needs
#   scripts/setup.sh test    that and the tools of the test suite
#
# Nothing happens when everything is in place already. Ends with 0 even when the PDF libraries cannot be had: the
# program works without them and writes HTML instead. PYTHON=... names an interpreter, VENV=... another folder.
set -eu
cd "$(dirname "$0")/.."

goal=${1:-run}
case $goal in
    run) lock=requirements.lock ;;
    test) lock=requirements-dev.lock ;;
    *) echo "usage: scripts/setup.sh run|test" >&2; exit 2 ;;
esac
venv=${VENV:-.venv}
stamp=$venv/.suitability-ready
here=$(pwd)
sum=$(cat pyproject.toml requirements.lock requirements-dev.lock scripts/setup.sh | cksum)
pdf_packages="libpangoft2-1.0-0 libharfbuzz-subset0"

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in ru*) russian=yes ;; *) russian=no ;; esac

say() { # english, russian: one line of progress
    if [ "$russian" = yes ]; then printf '%s\n' "$2" >&2; else printf '%s\n' "$1" >&2; fi
}

good_python() { # is $1 an interpreter of a supported version?
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

pdf_libraries() { # can $1 load the libraries? (not on Linux: only the import of WeasyPrint tells)
    [ "$(uname -s)" = Linux ] || return 0
    "$1" -c 'import ctypes; [ctypes.CDLL(name) for name in ("libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")]' \
        >/dev/null 2>&1
}

imports_weasyprint() { # the real question: does everything that draws the PDF load?
    "$venv/bin/python" -W ignore -c 'import weasyprint' >/dev/null 2>&1
}

ready() { # goal, pdf yes/no: nothing is left to do until one of the files above changes or the folder moves
    printf '%s\n' "$1" "$sum" "$here" "$2" >"$stamp"
}

# ---- nothing to do? ----

reminder() {
    say "No PDF yet: reports are saved as HTML until these system libraries are installed:" \
        "PDF пока нет: отчёты сохраняются в HTML, пока не установлены системные библиотеки:"
    advice_pdf
}

advice_pdf() { # the line for this system, or all of them
    if command -v apt-get >/dev/null 2>&1; then echo "    sudo apt-get install $pdf_packages" >&2
    elif command -v dnf >/dev/null 2>&1; then echo "    sudo dnf install pango" >&2
    elif command -v pacman >/dev/null 2>&1; then echo "    sudo pacman -S pango" >&2
    elif command -v apk >/dev/null 2>&1; then echo "    doas apk add pango harfbuzz-subset fontconfig" >&2
    elif command -v brew >/dev/null 2>&1; then echo "    brew install pango" >&2
    else
        cat >&2 <<LINES
    Debian, Ubuntu:  sudo apt-get install $pdf_packages
    Fedora:          sudo dnf install pango
    Arch:            sudo pacman -S pango
    Alpine:          doas apk add pango harfbuzz-subset fontconfig
    macOS:           brew install pango
LINES
    fi
}

if [ -f "$stamp" ] && good_python "$venv/bin/python"; then
    made_for= made_sum= made_here= made_pdf=
    { read -r made_for; read -r made_sum; read -r made_here; read -r made_pdf; } <"$stamp" || true
    if [ "$made_sum" = "$sum" ] && [ "$made_here" = "$here" ] && { [ "$made_for" = test ] || [ "$made_for" = "$goal" ]; }; then
        if [ "$made_pdf" != yes ]; then
            if pdf_libraries "$venv/bin/python" && imports_weasyprint; then ready "$made_for" yes; else reminder; fi
        fi
        exit 0
    fi
fi

# ---- Python, and on Debian the system packages ----

log=$(mktemp)
trap 'rm -f "$log"' EXIT

quietly() { # runs a command; its output is shown only when it fails
    "$@" >"$log" 2>&1 || { status=$?; tail -n 15 "$log" >&2; return "$status"; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_be_root() { # root, or sudo that needs no password or can ask for one
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    sudo -n true >/dev/null 2>&1 || [ -t 0 ]
}

apt() { # installs packages without questions; says nothing unless it fails
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 \
        install --no-install-recommends "$@" >"$log" 2>&1
}

python_with() { # prints the first supported interpreter that can import the modules in $1
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        found=$(command -v "$name" 2>/dev/null) || continue
        if good_python "$found" && "$found" -c "import $1" >/dev/null 2>&1; then echo "$found"; return 0; fi
    done
    return 1
}

wanted=
python=$(python_with venv,ensurepip) || python=
if [ -z "$python" ]; then
    wanted="python3 python3-venv"
    any=$(python_with sys) || any=
else
    any=$python
fi
if [ -z "$any" ] || ! pdf_libraries "$any"; then wanted="$wanted $pdf_packages"; fi

if [ -n "$wanted" ] && command -v apt-get >/dev/null 2>&1; then
    if may_be_root; then
        say "Installing system packages:" "Устанавливаю системные пакеты:"
        echo "   $wanted" >&2
        as_root apt-get -qq update >"$log" 2>&1 || true # an old list may do; the install tells
        # shellcheck disable=SC2086 # a list of words
        if ! apt $wanted; then
            tail -n 5 "$log" >&2
            say "apt-get could not install all of them." "apt-get установил не всё."
            # Each by itself, so that one unknown name does not cost the others.
            for package in $wanted; do apt "$package" || true; done
        fi
        python=$(python_with venv,ensurepip) || python=
    fi
fi

if [ -z "$python" ]; then
    say "Python 3.11 or newer with its venv module is needed and was not found. Install it and repeat the command:" \
        "Нужен Python 3.11 или новее с модулем venv, а он не найден. Установите его и повторите команду:"
    cat >&2 <<'LINES'
    Debian, Ubuntu:  sudo apt-get install python3 python3-venv
    Fedora:          sudo dnf install python3
    Arch:            sudo pacman -S python
    Alpine:          doas apk add python3
    macOS:           brew install python
LINES
    exit 1
fi

# ---- the virtual environment ----

moved=no
if [ -f "$stamp" ]; then
    made_here=$(sed -n 3p "$stamp")
    [ "$made_here" = "$here" ] || moved=yes # scripts in it name the old folder
    rm -f "$stamp"
fi
if [ "$moved" = yes ] || ! good_python "$venv/bin/python" || ! "$venv/bin/python" -c 'import pip' >/dev/null 2>&1; then
    say "Creating $venv with $("$python" -V)" "Создаю $venv: $("$python" -V)"
    quietly "$python" -m venv --clear "$venv"
fi

say "Installing Python packages (a minute or two the first time)" \
    "Устанавливаю пакеты Python (в первый раз минута-другая)"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
if ! quietly "$venv/bin/python" -m pip install --quiet --require-hashes --no-deps -r "$lock"; then
    say "The packages could not be installed: the lines above say why. Is there a network? Repeat the command when it is back." \
        "Не удалось установить пакеты, причина — в строках выше. Есть ли сеть? Когда появится, повторите команду."
    exit 1
fi
quietly "$venv/bin/python" -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
quietly "$venv/bin/python" -m compileall -q suitability

if imports_weasyprint; then ready "$goal" yes; else
    ready "$goal" no
    reminder
fi
