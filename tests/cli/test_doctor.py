"""``suitability doctor`` tells of everything that may be amiss on a machine; its exit code says whether."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.cli import environment
from suitability.cli.commands import doctor
from suitability.rendering import pdf
from suitability.rendering.fonts import FAMILIES
from suitability.storage.folder_check import FolderCheck
from tests.cli.running import Cli
from tests.services import samples

GOOD_PDF = pdf.PdfHealth(True, {"WeasyPrint": "70.0"}, ())


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the PDF libraries be there, on any machine."""
    monkeypatch.setattr(pdf, "pdf_health", lambda: GOOD_PDF)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_good_machine_is_told_with_all_that_was_looked_at(cli: Cli, language: str) -> None:
    cli.speak(language)
    ran = cli("doctor")
    words = samples.words(language)
    told = [
        words("commands.doctor.own_language"),
        words("commands.take.terminal.not_a_terminal"),
        words("commands.doctor.writable"),
        words("commands.doctor.fine"),
        words("commands.doctor.free", free="").strip(),
        "WeasyPrint 70.0",
        ", ".join(FAMILIES),
    ]

    assert (ran.code, ran.err) == (0, "")
    assert [text for text in told if text.split(":")[0] not in ran.said] == []
    assert not cli.home.joinpath("runs").exists()


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_folder_that_cannot_be_written_is_bad_news(cli: Cli, language: str) -> None:
    cli.speak(language)
    (cli.home / "runs").write_text("in the way")
    ran = cli("doctor")

    assert ran.code == 1
    assert samples.words(language)("messages_runs.errors.run_no_folder", folder=cli.home / "runs") in ran.said
    assert samples.words(language)("commands.doctor.fine") not in ran.out


def test_a_disk_that_is_nearly_full_is_bad_news(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from suitability.storage import folder_check

    for free, code in ((doctor.LEAST_FREE, 0), (doctor.LEAST_FREE - 1, 1)):
        monkeypatch.setattr(folder_check, "check_folder", lambda _folder, free=free: FolderCheck(None, free))
        ran = cli("doctor")
        assert ran.code == code
        assert ("Only 19 MB are free" in ran.said) is (code == 1)


def test_a_machine_without_any_place_is_bad_news(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from suitability.storage.places import UserFolders

    monkeypatch.setattr(environment, "folders", lambda: UserFolders(None, None))
    ran = cli("doctor")

    assert ran.code == 1
    assert "there is no place to keep them" in ran.said


def test_missing_libraries_are_bad_news(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    note = pdf.HealthNote("errors", "pango_missing", {"packages": "libpangoft2-1.0-0"})
    monkeypatch.setattr(pdf, "pdf_health", lambda: pdf.PdfHealth(False, {}, (note,)))
    ran = cli("doctor")

    assert ran.code == 1
    assert "libpangoft2-1.0-0" in ran.said


def test_the_size_of_the_window_is_told_at_a_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(environment, "terminal_state", lambda: (True, "utf-8", (91, 33)))

    assert "91 columns and 33 rows" in cli("doctor").said


def test_the_trial_leaves_a_folder_as_it_was(cli: Cli, tmp_path: Path) -> None:
    cli.finished()
    before = sorted(cli.home.rglob("*"))
    assert cli("doctor").code == 0

    assert sorted(cli.home.rglob("*")) == before
    assert tmp_path.exists()
