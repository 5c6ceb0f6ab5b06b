"""``suitability take --plain`` as it is used: resumed, piped, interrupted, without a place to save."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from suitability.services import sitting
from suitability.services.kept import kept_runs
from tests.cli.running import ANSWERED, PROGRAM, Cli, changed
from tests.plain import scripted
from tests.services import samples, sittings

LINES = ANSWERED.splitlines(keepends=True)
EXPECTED = {item: scripted.answer_of(samples.bank().items[item]) for item in samples.bank().order("quick")}


def stored(cli: Cli) -> dict[str, object]:
    """Return the answers of the only kept sitting."""
    (path,) = cli.runs
    found = sitting.resume(sittings.settings(path.parent, bank=samples.bank()), path)
    found.close()
    return {item: response.answer for item, response in found.session.responses.items()}


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_questionnaire_ends_with_the_report_and_the_next_step(cli: Cli, language: str) -> None:
    ran = cli("take", "--plain", "--language", language, typed=ANSWERED)
    words = samples.words(language)

    assert (ran.code, ran.err) == (0, "")
    assert words("report.title") in ran.out
    assert words("report.purpose") in ran.said
    assert f"suitability report {cli.runs[0].stem[:8]}" in ran.out
    assert stored(cli) == EXPECTED


def test_without_a_terminal_no_command_means_the_plain_questionnaire(cli: Cli) -> None:
    ran = cli(typed=ANSWERED)

    assert ran.code == 0
    assert stored(cli) == EXPECTED


def test_the_result_may_be_written_to_a_file_as_well(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    ran = cli("take", "--plain", "--output", path, typed=ANSWERED)
    assert ran.code == 0
    assert str(path) in ran.said
    assert len(json.loads(path.read_text())["responses"]) == 28
    refused = cli("take", "--output", path, typed=ANSWERED)
    assert (refused.code, refused.out) == (1, "")
    assert len(cli.runs) == 1
    assert cli("take", "--plain", "--output", path, "--force", typed=ANSWERED).code == 0


def test_a_file_that_cannot_be_written_at_the_end_costs_no_answer(cli: Cli, tmp_path: Path) -> None:
    ran = cli("take", "--plain", "--output", tmp_path / "none" / "x.json", typed=ANSWERED)

    assert ran.code == 1
    assert "There is no folder" in ran.said
    assert stored(cli) == EXPECTED


@pytest.mark.parametrize("count", [1, 14, 27, 28])
def test_when_the_input_ends_it_goes_on_later(cli: Cli, count: int) -> None:
    first = cli("take", "--plain", typed="".join(LINES[:count]))
    assert first.code == 1
    assert "The input has ended. Your answers are saved" in first.said
    second = cli("take", "--plain", typed="\n" + "".join(LINES[count:]))

    assert second.code == 0
    assert f"{count} of 28 answered" in second.said
    assert stored(cli) == EXPECTED


@pytest.mark.parametrize("typed", ["", "q\n", "?\nl\nq\n"])
def test_nothing_is_kept_when_nothing_was_answered(cli: Cli, typed: str) -> None:
    """An empty sitting would stand in the list for ever and be offered at the next start."""
    ran = cli("take", "--plain", typed=typed)

    assert ran.code == 1
    assert cli.runs == []
    assert "nothing was kept" in ran.said or "ничего не сохранено" in ran.said
    assert "unfinished" not in cli("take", "--plain", typed="q\n").said


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_at_the_first_question_leaves_no_empty_sitting(cli: Cli) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "take", "--plain", "--language", "en"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=changed({}),
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    while "Your answer:" not in process.stdout.readline():
        assert process.poll() is None
    time.sleep(0.3)  # until it waits for the first answer
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (1, "")
    assert "nothing was kept" in " ".join(out.split())
    assert cli.runs == []


@pytest.mark.parametrize(
    ("typed", "question"), [("\n", 4), ("1\n", 4), ("2\n", 3), ("3\n", 2), ("4\n9\nx\n2\n", 3), ("0\n", 1)]
)
def test_every_unfinished_one_can_be_gone_on_with(cli: Cli, typed: str, question: int) -> None:
    """The latest must not hide the others, and one of another form does not count."""
    for answers in ("3\n", "3\n" * 2, "3\n" * 3):
        cli("take", "--plain", "--new", "--language", "en", typed=answers)
    cli("take", "--plain", "--new", "--form", "conditions", "--language", "en", typed="2\n")
    ran = cli("take", "--plain", "--language", "en", typed=f"{typed}q\n")

    assert "3 unfinished questionnaires were found." in ran.said
    assert ran.out.count("\n1. Quick form: started") == ran.out.count("\n3. Quick form: started") >= 1
    assert f"Question {question} of 28" in ran.out
    assert ("3 unfinished questionnaires of this form stay kept" in ran.said) is (question == 1)
    assert len(cli.runs) == 4


def test_starting_anew_says_that_the_unfinished_one_stays(cli: Cli) -> None:
    for language, sentence in (
        ("en", "1 unfinished questionnaire of this form stays kept"),
        ("ru", "1 незаконченный опрос этой формы остаётся на месте"),
    ):
        cli.speak(language)
        cli("forget", "--all", "--yes")
        cli("take", "--plain", typed="3\n")
        assert sentence in cli("take", "--plain", "--new", typed="q\n").said
        assert sentence in cli("take", "--plain", typed="0\nq\n").said
        assert cli("sessions").out.count("28") == len(cli.runs) == 1


def test_an_unfinished_one_may_be_left_alone(cli: Cli) -> None:
    cli("take", "--plain", typed="3\n")
    assert cli("take", "--plain", typed="").code == 1
    assert cli("take", "--plain", typed="q\n").code == 1
    assert len(cli.runs) == 1
    again = cli("take", "--plain", typed="hello\n5\n0\n2\n")
    assert again.out.count("An unfinished questionnaire was found") == 3
    assert len(cli.runs) == 2
    assert cli("take", "--plain", "--new", typed="2\n").code == 1
    assert len(cli.runs) == 3


def test_a_sitting_goes_on_in_the_language_that_is_asked_for(cli: Cli) -> None:
    cli("take", "--plain", "--language", "ru", typed="3\n")
    assert "Вопрос 2 из 28" in cli("take", "--plain", typed="\n").out
    assert "Question 2 of 28" in cli("take", "--plain", "--language", "en", typed="\n").out


def test_a_sitting_whose_questions_have_changed_gives_way_to_a_new_one(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from suitability.errors import RunFileError

    cli("take", "--plain", typed="3\n")

    def refuse(*_: object) -> None:
        raise RunFileError("run_content_changed", path="x", version="1", items="S01")

    monkeypatch.setattr(sitting, "resume", refuse)
    ran = cli("take", "--plain", typed="\n4\n")

    assert "so a new questionnaire begins" in ran.said
    assert len(cli.runs) == 2


def test_an_unknown_form_is_refused(cli: Cli) -> None:
    ran = cli("take", "--form", "x\x1b[2J", "--plain")

    assert ran.code == 1
    assert "quick" in ran.err
    assert "\x1b" not in ran.err


def test_a_line_of_100_kilobytes_is_one_bad_answer(cli: Cli) -> None:
    """Its end would be an answer by itself, if the line were read in pieces."""
    for line in ("x" * 102_400 + " 3", " " * 102_400 + "3", "3" * 102_400):
        ran = cli("take", "--plain", "--new", typed=f"{line}\n")
        assert ran.out.count("Your answer:") == 2
        assert ran.out.count("is not a number") == 1
    assert all(run.answered == 0 for run in kept_runs(cli.home / "runs"))


def test_bytes_that_are_no_text_are_a_bad_answer(cli: Cli) -> None:
    ran = cli("take", "--plain", typed="\udcff\udcfe\n\x00\n\x1b[2J\n3\n")

    assert ran.out.count("is not a number") == 3
    assert "\x1b" not in ran.out
    assert kept_runs(cli.home / "runs")[0].answered == 1


def test_two_copies_at_once_have_a_sitting_each(cli: Cli) -> None:
    cli("take", "--plain", typed="3\n")
    (path,) = cli.runs
    first = sitting.resume(sittings.settings(path.parent, bank=samples.bank()), path)
    ran = cli("take", "--plain", typed="2\n2\n")
    first.respond(5, None)
    first.close()

    assert "unfinished" not in ran.out
    assert sorted(run.answered for run in kept_runs(cli.home / "runs")) == [2, 2]


def test_with_nowhere_to_save_the_result_is_offered_a_file(cli: Cli, tmp_path: Path) -> None:
    cli.patch.setenv("SUITABILITY_HOME", str(tmp_path / "file" / "deeper"))
    (tmp_path / "file").write_text("x")
    from suitability.cli import environment

    environment.folders.cache_clear()
    target = tmp_path / "kept.json"
    ran = cli("take", "--plain", typed=f"{ANSWERED}{tmp_path}/none/x.json\n{target}\n")

    assert ran.code == 0
    assert ran.said.count("Answers are not being saved") == 1
    assert ran.said.count(samples.words("en")("plain.result_unsaved")) == 2
    assert f"suitability report {target}" in ran.said
    assert cli("report", target, "--format", "text").code == 0
    unsaved = cli("take", "--plain", typed=ANSWERED)
    assert unsaved.code == 1
    assert "NOT saved" in cli("take", "--plain", typed="3\n").said


@pytest.fixture
def talk(cli: Cli) -> Iterator[subprocess.Popen[str]]:
    """Return a plain questionnaire in a process of its own that has just saved its second answer."""
    assert cli.runs == []
    process = subprocess.Popen(
        [*PROGRAM, "take", "--plain", "--language", "en"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=changed({}),
        text=True,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("3\n4\n")
    process.stdin.flush()
    while "Question 3 of" not in process.stdout.readline():
        assert process.poll() is None
    time.sleep(0.3)  # until it waits for the third answer
    yield process
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()  # type: ignore[union-attr]  # all three are pipes


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 1), (signal.SIGTERM, 128 + 15), (signal.SIGHUP, 128 + 1)]
)
def test_a_signal_ends_with_a_sentence_and_nothing_is_lost(
    cli: Cli, talk: subprocess.Popen[str], number: int, code: int
) -> None:
    talk.send_signal(number)
    out, err = talk.communicate(timeout=20)

    assert (talk.returncode, err) == (code, "")
    assert "Paused. Your answers are saved" in " ".join(out.split())
    assert list(stored(cli).values()) == [3, 4]
    assert "2 of 28 answered" in cli("take", "--plain", typed="q\n").said


def test_a_killed_program_loses_no_answer(cli: Cli, talk: subprocess.Popen[str]) -> None:
    talk.kill()
    talk.wait(20)

    assert list(stored(cli).values()) == [3, 4]


def test_a_reader_that_goes_away_ends_the_questionnaire_quietly(
    cli: Cli, talk: subprocess.Popen[str]
) -> None:
    assert talk.stdout is not None
    assert talk.stdin is not None
    assert talk.stderr is not None
    talk.stdout.close()
    talk.stdin.write("5\n")
    talk.stdin.close()
    code, err = talk.wait(20), talk.stderr.read()

    assert (code, err) == (1, "")
    assert list(stored(cli).values()) == [3, 4, 5]


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits of another process: Linux")
@pytest.mark.parametrize("freed", [True, False])
def test_a_full_disk_is_told_once_and_the_questionnaire_goes_on(
    cli: Cli, talk: subprocess.Popen[str], *, freed: bool
) -> None:
    """A limit on the size of files stands in for the disk; when it is lifted everything is written."""
    _, most = resource.prlimit(talk.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(talk.pid, resource.RLIMIT_FSIZE, (1024, most))
    assert talk.stdin is not None
    assert talk.stdout is not None
    talk.stdin.write("".join(LINES[2:-1]))
    talk.stdin.flush()
    shown: list[str] = []
    while not shown or "to go back to it" not in shown[-1]:
        shown.append(talk.stdout.readline())
        assert shown[-1], "".join(shown)[-800:]
    if freed:
        resource.prlimit(talk.pid, resource.RLIMIT_FSIZE, (most, most))
    rest, err = talk.communicate("\n\n", timeout=30)
    said = " ".join(" ".join([*shown, rest]).split())

    assert (talk.returncode, err) == (0 if freed else 1, "")
    assert said.count("Answers are not being saved") == 1
    assert said.count("Saving works again") == (1 if freed else 0)
    assert samples.words("en")("report.title") in said
    assert (samples.words("en")("plain.result_unsaved") in said) is not freed
    assert list(stored(cli).values()) == ([3, 4, *list(EXPECTED.values())[2:]] if freed else [3, 4])


def test_the_full_form_goes_on_from_a_finished_short_one(cli: Cli) -> None:
    """Enter takes the answers over; only what is new is asked, and the result holds both."""
    bank = samples.bank()
    first = cli("take", "--plain", "--language", "en", typed=ANSWERED)
    assert "suitability take --plain --form full" in first.said
    rest = [bank.items[item] for item in bank.order("full")[len(bank.order("quick")) :]]
    lines = "".join(f"{scripted.typed(item, scripted.answer_of(item))}\n" for item in rest)
    ran = cli("take", "--plain", "--form", "full", "--language", "en", typed=f"\n{lines}\n")
    assert ran.code == 0
    assert "Question 29 of 86" in ran.out
    assert "Question 28 of 86" not in ran.out
    runs = {run.form: run for run in kept_runs(cli.runs[0].parent)}
    assert set(runs) == {"quick", "full"}
    assert (runs["full"].finished, runs["full"].answered) == (True, 86)


def test_the_full_form_can_be_begun_anew_after_a_short_one(cli: Cli) -> None:
    cli("take", "--plain", "--language", "en", typed=ANSWERED)
    ran = cli("take", "--plain", "--form", "full", "--language", "en", typed="0\nq\n")
    assert "Question 1 of 86" in ran.out
    other = cli("take", "--plain", "--form", "parallel", "--language", "en", typed="q\n")
    assert "Question 1 of 86" in other.out
    assert "shorter form" not in other.out


def test_a_paused_form_is_gone_on_with_by_the_command_that_was_named(cli: Cli) -> None:
    paused = cli("take", "--plain", "--new", "--form", "conditions", "--language", "en", typed="1\nq\n")
    assert "suitability take --plain --form conditions" in paused.said
    ran = cli("take", "--plain", "--form", "conditions", "--language", "en", typed="\nq\n")
    assert "Question 2 of 16" in ran.out
