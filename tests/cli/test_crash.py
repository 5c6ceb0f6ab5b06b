"""A mistake of ours: one sentence, exit code 70, a description without anything that a person typed."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from suitability import errors
from suitability.cli import crash, environment, root
from suitability.cli.commands import score
from tests.cli.running import Cli, answers_file
from tests.services import samples

TYPED = "answer-of-Anna-42"
NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


def broken(*_arguments: object) -> None:
    """Fail with a text of the person's in the exception, in a local variable and in its cause."""
    local = TYPED
    try:
        raise KeyError(local)
    except KeyError as error:
        raise ValueError(f"cannot use {local}") from error


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a bug into ``suitability score``."""
    monkeypatch.setattr(score, "score_lines", broken)


@pytest.mark.usefixtures("bug")
@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_bug_becomes_one_sentence_and_a_file_without_answers(
    cli: Cli, tmp_path: Path, language: str
) -> None:
    cli.speak(language)
    ran = cli("score", answers_file(tmp_path))
    (path,) = (cli.home / "cache").glob("crash-*.txt")
    text = path.read_text()

    assert (ran.code, ran.out) == (70, "")
    assert ran.err.count("crash-") == 1
    assert str(path) in ran.err
    assert "(KeyError, " in ran.said
    assert TYPED not in text + ran.err
    assert str(Path.home()) not in text
    assert "ValueError" in text
    assert "KeyError" in text
    assert re.search(r"cli/commands/score\.py:\d+ in command", text)
    assert path.stat().st_mode & 0o777 == 0o600
    assert cli("forget", "--all", "--yes").code == 0
    assert not path.exists()


@pytest.mark.usefixtures("bug")
def test_where_nothing_can_be_written_the_sentence_carries_the_place(cli: Cli, tmp_path: Path) -> None:
    cli.patch.setenv("SUITABILITY_HOME", os.devnull)
    environment.folders.cache_clear()
    ran = cli("score", answers_file(tmp_path))

    assert ran.code == 70
    assert "No description" in ran.err
    assert "KeyError" in ran.err
    assert TYPED not in ran.err


def test_our_own_internal_errors_are_written_down_too(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_arguments: object) -> None:
        raise errors.InternalError("words_key_missing", key="report.nosuch", language="en", answer=TYPED)

    monkeypatch.setattr(score, "score_lines", missing)
    ran = cli("score", answers_file(tmp_path))
    text = next((cli.home / "cache").glob("crash-*.txt")).read_text()

    assert ran.code == 70
    assert ran.err.count("crash-") == 1
    assert "InternalError words_key_missing key=report.nosuch language=en" in text
    assert TYPED not in text


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RecursionError(TYPED), 70),
        (MemoryError(), 70),
        (OSError(5, "Input/output error", TYPED), 70),
        (KeyboardInterrupt(), 1),
        (BrokenPipeError(32, "Broken pipe"), 0),
        (OSError(28, "No space left on device"), 1),
        (errors.PdfUnavailable("pdf_as_html", instead="x", reason="y"), 4),
        (errors.ContentError([errors.Problem("a.yaml", 1, 2, "tab")]), 3),
        (errors.ShippedFilesMissing("shipped_files_missing", name="x", places="y"), 1),
    ],
)
def test_whatever_is_raised_has_its_exit_code(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    def fail(_arguments: list[str]) -> int:
        raise error

    monkeypatch.setattr(root, "_run", fail)
    monkeypatch.setattr("suitability.cli.output.abandon_stdout", lambda: None)
    ran = cli("guide")

    assert ran.code == code
    assert TYPED not in ran.said
    assert bool(ran.err) == (code != 0)


def test_without_any_words_the_bare_error_is_said(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object, **_named: object) -> None:
        raise errors.ShippedFilesMissing("shipped_files_missing", name="content", places="here")

    monkeypatch.setattr("suitability.services.library.load_words", missing)
    for arguments in (["guide"], ["--help"], ["nosuch"], ["take", "--plain"]):
        ran = cli(*arguments)
        assert ran.code in {1, 2}
        assert "shipped_files_missing" in ran.err


def test_a_description_names_versions_and_places_and_no_text() -> None:
    caught: BaseException | None = None
    try:
        broken()
    except ValueError as error:
        caught = error
    assert caught is not None
    text = crash.description(caught, NOW)

    assert text.startswith("suitability ")
    assert text.index("KeyError") < text.index("ValueError")
    assert TYPED not in text
    assert crash.place_of(caught).startswith("KeyError, ")
    assert crash.place_of(ValueError(TYPED)) == "ValueError"


def test_two_crashes_at_one_moment_do_not_overwrite_each_other(tmp_path: Path) -> None:
    first = crash.write_crash(ValueError(), tmp_path / "new", NOW)

    assert first is not None
    assert first.is_file()
    assert crash.write_crash(ValueError(), tmp_path / "new", NOW) is None
    assert crash.write_crash(ValueError(), None, NOW) is None


def test_an_exception_that_caused_itself_ends() -> None:
    error = ValueError()
    error.__context__ = error
    assert crash.description(error, NOW).count("ValueError") == 1
