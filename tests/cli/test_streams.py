"""Standard streams as they come: narrow encodings, closed, full, cut off; no place where Python speaks."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from suitability.cli import output
from tests.cli.running import ANSWERED, PROGRAM, Cli, answers_file, changed
from tests.services import samples

posix = pytest.mark.skipif(os.name == "nt", reason="a shell and devices of POSIX")


def shell(line: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which $S is the program; its exit code is that of the whole pipe."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        env=changed({"S": " ".join(PROGRAM), **env}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("encoding", "language"),
    [
        *((encoding, "ru") for encoding in ("ascii", "cp1251", "koi8-r", "utf-8", "latin-1")),
        *((encoding, "en") for encoding in ("ascii", "cp866")),
    ],
)
def test_no_encoding_of_the_terminal_breaks_the_questionnaire(cli: Cli, encoding: str, language: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "SUITABILITY_LANG": language}
    ran = cli.process("take", "--plain", typed=ANSWERED, env=env)
    text = ran.raw.decode(encoding)

    assert (ran.code, ran.err) == (0, "")
    speaks_russian = language == "ru" and encoding not in {"ascii", "latin-1"}
    assert samples.words("ru" if speaks_russian else "en")("report.title") in text
    own_names = re.compile(r'"[^"]*"')  # Russian names stay Russian, and ASCII has no letter for them
    assert "??" not in own_names.sub("", text)


def test_a_language_that_was_asked_for_outright_is_used_even_where_it_cannot_be_shown(cli: Cli) -> None:
    ran = cli.process("guide", "6", "--language", "ru", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})

    assert (ran.code, ran.err) == (0, "")
    assert "????" in ran.out


def test_the_posix_locale_is_no_obstacle(cli: Cli) -> None:
    env = {
        "LC_ALL": "POSIX",
        "LANG": "",
        "PYTHONUTF8": None,
        "PYTHONCOERCECLOCALE": "0",
        "SUITABILITY_LANG": "ru",
    }
    ran = cli.process("guide", env=env)

    assert (ran.code, ran.err) == (0, "")
    assert "Десять признаков" in ran.out


def test_quotation_marks_and_dashes_have_lookalikes() -> None:
    output.make_streams_safe()
    stream = io.TextIOWrapper(io.BytesIO(), "ascii", errors=output.PLAINER)
    stream.write("“a” «б» — … ’")
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)

    assert raw.getvalue() == b'"a" "?" - ... \''


@posix
@pytest.mark.parametrize("command", ["guide 6", "--help", "score {answers} --json", "sessions"])
def test_a_reader_that_has_seen_enough_is_no_mistake(cli: Cli, tmp_path: Path, command: str) -> None:
    filled = command.format(answers=answers_file(tmp_path))
    for line in (f"$S {filled} | head -1 >/dev/null", f"$S {filled} | true"):
        done = shell(line)
        assert (done.returncode, done.stderr) == (0, "")
    assert cli.home.is_dir()


@posix
def test_a_long_output_cut_off_by_its_reader_is_no_mistake(cli: Cli, tmp_path: Path) -> None:
    source = answers_file(tmp_path)
    done = shell(f"$S report {source} --format html --output - | head -c 100 >/dev/null")

    assert (done.returncode, done.stderr) == (0, "")
    assert cli.runs == []


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_output_that_takes_nothing_is_told_and_not_ignored(cli: Cli) -> None:
    for command in ("guide 6", "--version", "--help"):
        done = shell(f"$S {command} >/dev/full")
        assert done.returncode == 1
        assert done.stderr.startswith("The text could not be written out: No space left on device")
        assert len(done.stderr.splitlines()) == 1
    assert cli.home.is_dir()


@posix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_stood_in_for(cli: Cli, closed: str) -> None:
    assert shell(f"$S guide 6 {closed}").returncode == 0
    assert shell(f"$S guide 99 {closed}").returncode == 1
    done = shell(
        f"$S take --plain --new {closed} </dev/null"
        if "<" not in closed
        else f"$S take --plain --new {closed}"
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert cli.home.is_dir()


def test_a_lone_surrogate_in_an_argument_is_printed_as_something(cli: Cli) -> None:
    ran = cli("guide", "\udcff\ud800")

    assert ran.code == 1
    assert sys.stdout is not None
