"""Imports point downwards, heavy packages have one home, and the domain knows nothing of the outside."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.guards.tree import DATA_FOLDERS, PYTHON_FOLDERS, ROOT, python_files

PURE = {
    "__future__",
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "math",
    "operator",
    "re",
    "statistics",
    "string",
    "suitability",
    "types",
    "typing",
    "unicodedata",
}
"""What the domain may import; datetime for types and arithmetic, its clock is refused below."""

OUTSIDE = {
    "os",
    "random",
    "secrets",
    "time",
    "uuid",
    "locale",
    "platform",
    "socket",
    "subprocess",
    "tempfile",
}
"""What a service does not read by itself: it is handed clocks, random draws, folders and settings."""

CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "getenv", "environ"}


def imported(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield every absolute imported module name with its node, wherever in the file it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module, node


def roots(path: Path) -> frozenset[str]:
    """Return the top-level names that the file imports."""
    return _roots_of(path.read_text(encoding="utf-8"))


@cache
def _roots_of(text: str) -> frozenset[str]:
    return frozenset(name.partition(".")[0] for name, _ in imported(ast.parse(text)))


def clock_calls(text: str) -> list[str]:
    """Return attributes such as ``datetime.now`` and ``os.environ`` that the source mentions."""
    owners = {"datetime", "date", "time", "os"}
    return [
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in owners
        and node.attr in CLOCKS
    ]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in ``folder`` with its own pyproject.toml."""
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the package and of the contracts, free to be broken."""
    folder = tmp_path_factory.mktemp("floors")
    shutil.copy2(ROOT / "pyproject.toml", folder)
    shutil.copytree(
        ROOT / "suitability", folder / "suitability", ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder


PLANTED = {
    "an upward import for typing only": (
        "suitability/domain/planted.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from suitability.services import library\n",
        "suitability.domain.planted -> suitability.services",
    ),
    "a sideways import": (
        "suitability/plain/planted.py",
        "import suitability.tui\n",
        "suitability.plain.planted -> suitability.tui",
    ),
    "a stray yaml": (
        "suitability/storage/planted.py",
        "def late():\n    import yaml\n    return yaml\n",
        "suitability.storage.planted -> yaml",
    ),
    "a stray textual": (
        "suitability/services/planted.py",
        "from textual.app import App\n",
        "suitability.services.planted -> textual",
    ),
    "a stray weasyprint": (
        "suitability/tui/planted.py",
        "def late():\n    import weasyprint\n",
        "suitability.tui.planted -> weasyprint",
    ),
    "a stray numpy": (
        "suitability/domain/planted.py",
        "def late():\n    import numpy\n    return numpy\n",
        "suitability.domain.planted -> numpy",
    ),
    "a stray polars": (
        "suitability/services/planted.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import polars\n",
        "suitability.services.planted -> polars",
    ),
    "a data folder": (
        "suitability/services/planted.py",
        "import content\n",
        "suitability.services.planted -> content",
    ),
    "a package on no floor": ("suitability/attic/__init__.py", "", "suitability.attic"),
}


def test_the_contracts_hold(copy: Path) -> None:
    done = lint_imports(copy)

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("name", PLANTED)
def test_the_contracts_catch(name: str, copy: Path) -> None:
    """Each planted violation is refused, and the report names it."""
    place, text, named = PLANTED[name]
    planted = copy / place
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(text)
    try:
        done = lint_imports(copy)
    finally:
        planted.unlink()
        if planted.name == "__init__.py":
            planted.parent.rmdir()

    assert done.returncode == 1, done.stdout
    assert named in done.stdout


def test_the_domain_imports_the_pure_part_of_the_standard_library_only() -> None:
    files = [*python_files("suitability/domain"), ROOT / "suitability" / "errors.py"]

    assert len(files) >= 8
    assert {str(path): roots(path) - PURE for path in files if roots(path) - PURE} == {}


def test_domain_and_services_read_no_clock_no_chance_and_no_environment() -> None:
    files = python_files("suitability/domain", "suitability/services")

    assert len(files) >= 10
    assert {str(path): roots(path) & OUTSIDE for path in files if roots(path) & OUTSIDE} == {}
    assert [(str(path), clock_calls(path.read_text(encoding="utf-8"))) for path in files] == [
        (str(path), []) for path in files
    ]


def test_a_clock_is_seen() -> None:
    assert clock_calls("x = datetime.now()\ny = os.environ['HOME']\nz = time.monotonic()") == [
        "datetime.now",
        "os.environ",
        "time.monotonic",
    ]


def test_nobody_imports_the_data_folders() -> None:
    """An editable install makes ``import content`` work here and fail for users; no Python lies in them."""
    files = python_files(*PYTHON_FOLDERS)

    assert len(files) >= 30
    assert [str(path) for path in files if roots(path) & set(DATA_FOLDERS)] == []
    assert [str(path) for folder in DATA_FOLDERS for path in (ROOT / folder).rglob("*.py")] == []


def files_that_import(package: str) -> list[str]:
    """Return the files of the program that import ``package``."""
    return [
        str(path.relative_to(ROOT / "suitability"))
        for path in python_files("suitability")
        if package in roots(path)
    ]


def test_yaml_has_one_importer() -> None:
    assert files_that_import("yaml") == ["storage/strict_yaml.py"]


def reads_csv(text: str) -> bool:
    """True when the source asks the csv module for a reader, by whatever name."""
    if "csv" not in text:
        return False
    tree = ast.parse(text)
    readers = {"reader", "DictReader"}
    return any(
        (isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "csv" and node.attr in readers)
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "csv"
            and readers & {a.name for a in node.names}
        )
        for node in ast.walk(tree)
    )


def test_tables_have_one_reader() -> None:
    """Encodings, delimiters, limits and the sentences about them are the same for every table of a person."""
    found = [path for path in python_files("suitability") if reads_csv(path.read_text(encoding="utf-8"))]

    assert [str(path.relative_to(ROOT / "suitability")) for path in found] == ["storage/csv_table.py"]


@pytest.mark.parametrize("text", ["import csv\ncsv.DictReader(x)", "def f():\n    from csv import reader"])
def test_a_second_reader_of_tables_is_seen(text: str) -> None:
    assert reads_csv(text)
    assert not reads_csv("import csv\ncsv.writer(x)")


def knows_where_it_stands(text: str) -> bool:
    """True when the source uses ``__file__`` or ``importlib.resources`` (its type is free to all)."""
    if "__file__" not in text and "resources" not in text:
        return False
    tree = ast.parse(text)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    resources = any(
        name == "importlib.resources"
        or (
            name == "importlib"
            and isinstance(node, ast.ImportFrom)
            and "resources" in {a.name for a in node.names}
        )
        for name, node in imported(tree)
    )
    return "__file__" in names or resources


def test_only_the_locator_knows_where_files_are() -> None:
    files = python_files("suitability")
    knowing = [path for path in files if knows_where_it_stands(path.read_text(encoding="utf-8"))]

    assert knowing == [ROOT / "suitability" / "storage" / "places.py"]


@pytest.mark.parametrize(
    "text",
    [
        "x = __file__",
        "import importlib.resources",
        "from importlib import resources",
        "from importlib.resources import files",
    ],
)
def test_a_second_locator_is_seen(text: str) -> None:
    assert knows_where_it_stands(text)
    assert not knows_where_it_stands("from importlib.resources.abc import Traversable")


def top_level_imports(text: str) -> set[str]:
    """Return the top-level names imported outside functions."""
    tree = ast.parse(text)
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    return {name.partition(".")[0] for name, node in imported(tree) if id(node) not in inside}


def test_weasyprint_is_imported_inside_functions_only() -> None:
    """It costs a second, and may be absent: the program starts without it."""
    users = [path for path in python_files("suitability") if "weasyprint" in roots(path)]

    assert users
    assert [
        path for path in users if "weasyprint" in top_level_imports(path.read_text(encoding="utf-8"))
    ] == []
    assert top_level_imports("import weasyprint\ndef late():\n    import yaml\n") == {"weasyprint"}


IMPORTED_AS = {
    "markdown-it-py": "markdown_it", "pillow": "PIL", "pyyaml": "yaml", "rendercv-fonts": "rendercv_fonts",
    "dask": "distributed",  # the two are released together, and only the second is called
}  # fmt: skip


def test_every_dependency_is_used() -> None:
    """A package that nothing imports is weight and risk without a reason."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    names = [re.split(r"[<>=]", entry)[0] for part in (project["dependencies"], *extras) for entry in part]

    assert len(names) >= 15
    assert [name for name in names if not files_that_import(IMPORTED_AS.get(name, name))] == []
