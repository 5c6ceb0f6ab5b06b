"""What is shipped is what is in the repository, in every kind of installation.

Wheel, wheel from the sdist, editable install, zipapp and bare checkout run the same self-check from an
empty folder, with the network cut, and must find all three data folders. Building needs no network either:
hatchling comes with the locked packages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipapp
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.guards.tree import DATA_FOLDERS, ROOT, copy_tree, tracked

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]

PLANTED_IGNORED = (
    "questions/mine.suitability.json",
    "content/en/__pycache__/left.pyc",
    "reports/.venv/note.txt",
    "suitability/__pycache__/left.pyc",
)
"""Things that people leave behind in a checkout; .gitignore names them, no package may carry them."""

CUT = """
import socket
def cut(*_):
    raise OSError("the network is cut")
socket.socket.connect = cut
socket.getaddrinfo = cut
"""
"""Runs before anything else in the installations under test (not as sitecustomize: Debian has its own)."""

FOLDERS_ARE_FOUND = (
    "from suitability.storage.places import data_folder\n"
    "for name in ('questions', 'content', 'reports'):\n"
    "    assert list(data_folder(name).iterdir()), name\n"
    "print('found')"
)
SELF_CHECKS: tuple[tuple[Sequence[str], str], ...] = (
    (("-c", FOLDERS_ARE_FOUND), "found"),
    (("-m", "suitability", "--version"), "0."),
    (("-m", "suitability", "check"), ""),
)
"""Arguments for the interpreter, and what the output must contain."""


def run(arguments: Sequence[str | Path], folder: Path, **environment: str) -> str:
    """Run a program in ``folder`` and return its output; fail with all it said unless it ends with 0."""
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PIP_NO_INDEX": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(kind: str, source: Path, target: Path) -> Path:
    """Build a wheel or sdist of ``source`` into ``target`` and return the file."""
    code = f"from hatchling.build import build_{kind} as build; print(build({str(target)!r}))"
    return target / run([sys.executable, "-c", code], source).strip().splitlines()[-1]


@pytest.fixture(scope="module")
def tidy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the tracked files."""
    return copy_tree(tmp_path_factory.mktemp("tidy"))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the tracked files, with ignored things planted in every folder."""
    folder = copy_tree(tmp_path_factory.mktemp("checkout"))
    for path in PLANTED_IGNORED:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("private")
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the sdist, the wheel, and the wheel built from the unpacked sdist."""
    target = tmp_path_factory.mktemp("dist")
    sdist = build("sdist", checkout, target)
    unpacked = tmp_path_factory.mktemp("unpacked")
    run(["tar", "-xzf", sdist], unpacked)
    (target / "again").mkdir()
    return {
        "sdist": sdist,
        "wheel": build("wheel", checkout, target),
        "wheel from sdist": build("wheel", next(unpacked.iterdir()), target / "again"),
    }


def files_of_wheel(wheel: Path) -> dict[str, int]:
    """Return name -> checksum of every file in a wheel but the list of files itself."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            info.filename: info.CRC for info in archive.infolist() if not info.filename.endswith("RECORD")
        }


def files_of_sdist(sdist: Path) -> set[str]:
    """Return the names of the files in an sdist, without the top folder."""
    with tarfile.open(sdist) as archive:
        return {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}


def shipped() -> list[str]:
    """Return the tracked files that every installation must carry."""
    return [path for path in tracked() if path.split("/")[0] in ("suitability", *DATA_FOLDERS)]


def test_a_wheel_from_the_sdist_holds_the_same_files(built: dict[str, Path]) -> None:
    wheel = files_of_wheel(built["wheel"])

    assert len(wheel) > 30
    assert wheel == files_of_wheel(built["wheel from sdist"])


def test_the_wheel_carries_every_tracked_file_and_nothing_else(built: dict[str, Path]) -> None:
    expected = {
        path if path.startswith("suitability/") else f"suitability/_data/{path}" for path in shipped()
    }
    found = {name for name in files_of_wheel(built["wheel"]) if ".dist-info/" not in name}

    assert found == expected
    assert [folder for folder in DATA_FOLDERS if not any(f"_data/{folder}/" in name for name in found)] == []


def test_types_are_promised_and_there(built: dict[str, Path]) -> None:
    """Type checkers believe a package only beside its mark; without it the classifier is an empty word."""
    with zipfile.ZipFile(built["wheel"]) as archive:
        about = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        promised = "Classifier: Typing :: Typed" in archive.read(about).decode()

    assert promised
    assert "suitability/py.typed" in files_of_wheel(built["wheel"])


def test_the_sdist_keeps_the_layout_of_the_repository(built: dict[str, Path]) -> None:
    found = files_of_sdist(built["sdist"])

    assert set(shipped()) <= found
    assert {"README.md", "LICENSE", "pyproject.toml", "requirements.lock", "tests/conftest.py"} <= found
    assert found - {"PKG-INFO"} <= set(tracked())


def test_nothing_that_git_ignores_is_shipped(checkout: Path, built: dict[str, Path]) -> None:
    assert all((checkout / path).is_file() for path in PLANTED_IGNORED)
    carried = [*files_of_wheel(built["wheel"]), *files_of_sdist(built["sdist"])]

    assert [name for name in carried if "mine" in name or "left.pyc" in name or ".venv" in name] == []


def test_two_builds_are_byte_for_byte_the_same(
    checkout: Path, built: dict[str, Path], tmp_path: Path
) -> None:
    assert build("wheel", checkout, tmp_path).read_bytes() == built["wheel"].read_bytes()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clean virtual environment that sees the packages of the running one, but not this checkout."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    run([sys.executable, "-m", "venv", "--without-pip", folder], folder.parent)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    # A path line, not a site folder: the editable link of the running environment is not followed.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\nimport cut_network\n")
    (packages / "cut_network.py").write_text(CUT)
    return folder


def python_of(environment: Path) -> Path:
    """Return the interpreter of a virtual environment."""
    return environment / "bin" / "python"


def pip(environment: Path) -> list[str | Path]:
    """Return the beginning of a pip command that works on ``environment``."""
    return [sys.executable, "-m", "pip", "--python", python_of(environment)]


def install(environment: Path, *arguments: str | Path) -> None:
    """Install something into ``environment`` with the pip of the running one, without network."""
    options = ("--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--force-reinstall")
    run([*pip(environment), "install", *options, *arguments], environment.parent)


def check_itself(interpreter: Sequence[str | Path], folder: Path, **variables: str) -> None:
    """Run every self-check with ``interpreter`` from ``folder``."""
    for arguments, expected in SELF_CHECKS:
        assert expected in run([*interpreter, *arguments], folder, **variables)


def place_of_package(interpreter: Path, folder: Path) -> str:
    """Return the file from which the interpreter imports the program."""
    return run([interpreter, "-c", "import suitability; print(suitability.__file__)"], folder).strip()


def test_the_clean_environment_sees_neither_this_checkout_nor_the_network(
    environment: Path, tmp_path: Path
) -> None:
    """Otherwise the tests below would prove nothing."""
    code = (
        "import importlib.util, socket, textual\n"
        "assert importlib.util.find_spec('suitability') is None\n"
        "try: socket.create_connection(('127.0.0.1', 9))\n"
        "except OSError as error: print(error)"
    )

    assert "the network is cut" in run([python_of(environment), "-c", code], tmp_path)


def test_the_wheel_works_in_a_clean_environment(
    environment: Path, built: dict[str, Path], tmp_path: Path
) -> None:
    install(environment, built["wheel"])
    try:
        assert place_of_package(python_of(environment), tmp_path).startswith(str(environment))
        check_itself([python_of(environment)], tmp_path)
        assert run([environment / "bin" / "suitability", "--version"], tmp_path).strip()
    finally:
        uninstall(environment)


def uninstall(environment: Path) -> None:
    """Remove the program from ``environment`` again."""
    run([*pip(environment), "uninstall", "--quiet", "--yes", "suitability"], environment.parent)


def test_an_editable_install_works(environment: Path, tidy: Path, tmp_path: Path) -> None:
    install(environment, "--editable", tidy)
    try:
        assert place_of_package(python_of(environment), tmp_path).startswith(str(tidy))
        check_itself([python_of(environment)], tmp_path)
    finally:
        uninstall(environment)


def test_a_zipapp_works(environment: Path, built: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(built["wheel"]) as archive:
        archive.extractall(tmp_path / "app")  # noqa: S202 - a wheel built a moment ago
    (tmp_path / "app" / "__main__.py").write_text(
        "import sys\nfrom suitability.cli import main\nsys.exit(main())\n"
    )
    zipapp.create_archive(tmp_path / "app", tmp_path / "suitability.pyz")
    (tmp_path / "empty").mkdir()

    check_itself([python_of(environment)], tmp_path / "empty", PYTHONPATH=str(tmp_path / "suitability.pyz"))
    assert run([python_of(environment), tmp_path / "suitability.pyz", "--version"], tmp_path / "empty")


def test_a_bare_checkout_works(environment: Path, tidy: Path, tmp_path: Path) -> None:
    check_itself([python_of(environment)], tmp_path, PYTHONPATH=str(tidy))


def test_a_missing_data_folder_is_noticed(environment: Path, tmp_path: Path) -> None:
    """The self-check can fail: without questions/ it does."""
    copied = copy_tree(tmp_path / "copy", only="suitability/")
    done = subprocess.run(
        [python_of(environment), "-c", FOLDERS_ARE_FOUND],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(copied)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "ShippedFilesMissing" in done.stderr


def test_the_repository_is_where_the_guards_think_it_is() -> None:
    assert (ROOT / "pyproject.toml").is_file()
    assert [
        folder for folder in DATA_FOLDERS if not any(path.startswith(f"{folder}/") for path in tracked())
    ] == []
