"""Homes that are missing, locked, a file, relative or nonsense: a sentence each, and answers are not lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from suitability.cli import environment
from suitability.rendering.pdf import PdfHealth
from tests.cli.running import ANSWERED, Cli, answers_file, result_file
from tests.rights import ordinary_rights
from tests.services import samples

COMMANDS = (["sessions"], ["report"], ["export"], ["forget", "--all", "--yes"], ["doctor"], ["guide"])


@pytest.fixture
def quick_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare ``doctor`` its look at libraries and content: test_doctor.py has both, no home changes them."""
    monkeypatch.setattr("suitability.rendering.pdf.pdf_health", lambda: PdfHealth(True, {}, ()))
    monkeypatch.setattr("suitability.services.library.check_content", lambda _folder: [])


def at_home(cli: Cli, home: str) -> None:
    """Let the program live in another home."""
    cli.patch.setenv("SUITABILITY_HOME", home)
    environment.folders.cache_clear()
    environment.words.cache_clear()


def unusable(kind: str, folder: Path) -> str:
    """Return a home of a kind that nothing can be kept in."""
    if kind == "file":
        (folder / "home").write_text("x")
    elif kind == "runs is a file":
        (folder / "home").mkdir()
        (folder / "home" / "runs").write_text("x")
    elif kind == "too long":
        return str(folder / ("x" * 300))
    elif kind == "device":
        return os.devnull
    elif kind == "nobody":
        return "~nobody-of-this-name/home"
    return str(folder / "home")


KINDS = ("file", "runs is a file", "too long", "device", "nobody")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
@pytest.mark.usefixtures("quick_doctor")
def test_no_home_is_a_reason_for_a_traceback(cli: Cli, tmp_path: Path, kind: str, command: list[str]) -> None:
    at_home(cli, unusable(kind, tmp_path))
    for language in samples.LANGUAGES:
        cli.speak(language)
        ran = cli(*command)
        assert ran.code in {0, 1}
        assert ran.code == 0 or ran.err.strip() or ran.out.strip()
        assert "{" not in ran.said


@pytest.mark.parametrize("kind", KINDS)
def test_what_needs_no_home_works_without_one(cli: Cli, tmp_path: Path, kind: str) -> None:
    at_home(cli, unusable(kind, tmp_path))

    assert cli("--version").code == 0
    assert cli("guide", "6").code == 0
    assert cli("score", answers_file(tmp_path)).code == 0
    assert cli("report", result_file(tmp_path), "--format", "text").code == 0
    assert cli("check").code == 0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "nobody"])
def test_the_questionnaire_goes_on_in_memory_and_says_so_once(cli: Cli, tmp_path: Path, kind: str) -> None:
    at_home(cli, unusable(kind, tmp_path))
    target = tmp_path / "kept.json"
    ran = cli("take", "--plain", "--output", target, typed=ANSWERED)

    assert ran.code == 0
    assert ran.said.count("Question 28 of 28") == 1
    told = [
        line for line in ran.out.splitlines() if "not being saved" in line or "could not be opened" in line
    ]
    assert len(told) == 1
    assert target.is_file()


def test_a_home_that_nobody_has_is_told_before_the_first_question(cli: Cli) -> None:
    at_home(cli, "~nobody-of-this-name/home")
    ran = cli("take", "--plain", typed=ANSWERED)

    assert (ran.code, ran.out) == (1, "")
    assert "SUITABILITY_HOME" in ran.err


def test_a_relative_home_stands_below_the_present_folder(cli: Cli, tmp_path: Path) -> None:
    at_home(cli, "mine")
    cli("take", "--plain", typed="3\n")

    assert len(list((tmp_path / "here" / "mine" / "runs").glob("*.run"))) == 1


def test_a_relative_home_in_a_folder_that_is_gone_is_told(cli: Cli, tmp_path: Path) -> None:
    at_home(cli, "mine")
    (tmp_path / "here").rmdir()
    ran = cli("sessions")

    assert ran.code == 1
    assert "SUITABILITY_HOME" in ran.err


def test_without_home_and_system_folders_the_program_still_works(cli: Cli, tmp_path: Path) -> None:
    away = dict.fromkeys(("HOME", "SUITABILITY_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"))
    env = {**away, "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert cli.process("sessions", env=env).code == 0
    assert cli.process("take", "--plain", typed="3\n", env=env).code == 1
    assert len(list((tmp_path / "data" / "suitability" / "runs").glob("*.run"))) == 1


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_locked_home_is_told_and_the_questionnaire_goes_on(cli: Cli, tmp_path: Path, mode: int) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=mode)
    at_home(cli, str(home))
    with ordinary_rights():
        ran = cli("take", "--plain", "--output", tmp_path / "x.json", typed=ANSWERED)
    home.chmod(0o700)

    assert ran.code == 0
    assert "not being saved" in ran.said


def test_a_file_in_the_place_of_the_cache_costs_nothing_but_time(cli: Cli) -> None:
    for path in (cli.home / "cache").iterdir():
        path.unlink()
    (cli.home / "cache").rmdir()
    (cli.home / "cache").write_text("mine")
    environment.bank.cache_clear()
    environment.words.cache_clear()

    assert cli("guide", "6").code == 0
    assert (cli.home / "cache").read_text() == "mine"
