"""Heavy packages are loaded only by the commands that need them, seen in a process of its own.

The import contracts cannot prove this: an import inside a function counts there whether it runs or not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.guards.tree import ROOT

SCREEN = {"textual", "rich"}
PAPER = {"jinja2", "weasyprint", "pydyf", "fontTools", "PIL"}
NUMBERS = {"numpy", "polars"}
SECRETS = {"cryptography", "keyring"}

WATCH = """
import runpy, sys
sys.argv = ["suitability", *sys.argv[1:]]
try:
    runpy.run_module("suitability", run_name="__main__", alter_sys=True)
except SystemExit as ended:
    assert not ended.code, ended.code
"""
TELL = """
import json, sys
print("\\n" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded_by_command(*arguments: str | Path) -> set[str]:
    """Run ``python -m suitability`` with ``arguments`` and return the top-level modules loaded at its end.

    Fails when the command itself fails.
    """
    return _loaded([sys.executable, "-c", WATCH + TELL, *map(str, arguments)])


def loaded_by_import(modules: Iterable[str]) -> set[str]:
    """Import ``modules`` in a fresh interpreter and return the top-level modules loaded."""
    code = f"import {', '.join(modules)}\n" + TELL
    return _loaded([sys.executable, "-c", code])


def _loaded(command: Sequence[str]) -> set[str]:
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def preloaded() -> set[str]:
    """Return what an interpreter of this installation loads before it does anything."""
    return loaded_by_import(["builtins"])


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of answers to the first item of the quick form (the rest left open)."""
    path = tmp_path_factory.mktemp("answers") / "answers.json"
    path.write_text(json.dumps({"form": "quick", "language": "en", "answers": {"S01": 4}}))
    return path


COMMANDS: list[tuple[list[str], set[str]]] = [
    (["--version"], SCREEN | PAPER | NUMBERS | {"yaml", "babel"}),
    (["--help"], SCREEN | PAPER | NUMBERS),
    (["check"], SCREEN | PAPER | NUMBERS),
    (["score", "{answers}"], SCREEN | PAPER | NUMBERS),
    (["sessions"], SCREEN | PAPER | NUMBERS),
    (["advice", "{answers}"], SCREEN | PAPER | NUMBERS),
    (["guide"], SCREEN | PAPER | NUMBERS),
    (["guide", "stress"], SCREEN | PAPER | NUMBERS),
    (["salary"], SCREEN | PAPER | NUMBERS | {"ssl"}),
    (["export", "--help"], SCREEN | PAPER | NUMBERS),
    (["recruiter", "init", "--no-keychain"], SCREEN | PAPER | NUMBERS),
    (["consent"], SCREEN | PAPER | NUMBERS | SECRETS),
    (["schema", "result"], SCREEN | PAPER | NUMBERS | SECRETS),
    (["take", "--help"], SCREEN | PAPER | NUMBERS | SECRETS),
    (["questionnaire", "--help"], SCREEN | PAPER | NUMBERS),
    (["norms", "list"], SCREEN | PAPER | NUMBERS),
    (["items", "--help"], SCREEN | PAPER | NUMBERS),
]
"""Arguments, and the packages that the command must not load."""


@pytest.mark.parametrize(
    ("arguments", "forbidden"), COMMANDS, ids=[" ".join(arguments) for arguments, _ in COMMANDS]
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], forbidden: set[str], answers: Path) -> None:
    loaded = loaded_by_command(*[argument.format(answers=answers) for argument in arguments])

    assert "suitability" in loaded
    assert loaded & forbidden == set()


def test_with_a_warm_cache_scoring_reads_no_yaml(answers: Path) -> None:
    assert "yaml" in loaded_by_command("score", answers)  # the first time the cache is made
    assert loaded_by_command("score", answers) & (SCREEN | PAPER | NUMBERS | {"yaml", "babel"}) == set()


def modules(*folders: str) -> list[str]:
    """Return the dotted names of all modules in ``folders`` of the package."""
    files = [path for folder in folders for path in (ROOT / "suitability" / folder).rglob("*.py")]
    return sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in files
    )


def test_the_domain_loads_nothing_but_the_standard_library() -> None:
    loaded = loaded_by_import(modules("domain"))

    assert len(modules("domain")) >= 8
    assert loaded - set(sys.stdlib_module_names) - preloaded() == {"suitability"}


def test_storage_and_services_load_neither_screen_nor_paper() -> None:
    names = [name for name in modules("storage", "services") if name not in SIMULATION]
    loaded = loaded_by_import(names)

    assert len(names) >= 15
    assert loaded & (SCREEN | PAPER | NUMBERS) == set()


def test_no_module_of_a_command_brings_its_heavy_packages_with_it() -> None:
    """A command imports them when it runs: its help, and a mistake in its options, come without."""
    names = modules("cli/commands")
    loaded = loaded_by_import(names)

    assert len(names) >= 25
    assert loaded & (SCREEN | PAPER | NUMBERS | SECRETS | {"yaml", "babel"}) == set()


SIMULATION = {"suitability.services.simulation", "suitability.services.graded_model"}
"""They are `suitability simulate`, and the only ones that need numpy."""


def test_the_watch_sees_a_heavy_import() -> None:
    """Otherwise the tests above would prove nothing."""
    assert {"yaml", "click"} <= loaded_by_import(["yaml", "click"])
    assert preloaded() & (SCREEN | PAPER | NUMBERS | {"yaml", "click"}) == set()
