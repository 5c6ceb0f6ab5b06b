"""Every command in both languages: what it prints, where, and its exit code."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from suitability import __version__
from suitability.cli import environment
from suitability.cli.root import COMMANDS
from tests.cli.running import ROOT, Cli, answers_file, result_file
from tests.services import samples

LANGUAGES = samples.LANGUAGES
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def test_the_command_line_speaks_every_language_of_the_pack() -> None:
    assert set(environment.LANGUAGES) == set(samples.bank().pack.languages)


def test_the_version_is_told(cli: Cli) -> None:
    assert cli("--version").out == f"suitability {__version__}\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_whole_in_every_language(cli: Cli, command: str, language: str) -> None:
    cli.speak(language)
    ran = cli(*filter(None, [command]), "--help")

    assert ran.code == 0
    assert ran.err == ""
    assert "{" not in ran.out
    assert "--help" in ran.out
    if language == "en":
        assert not CYRILLIC.search(ran.out)
    else:
        rest = re.sub(r"--?[\w-]+|\[?[A-Z]{2,}\]?|\[[\w|]+\]", "", ran.out)
        assert not re.search(r"\b(Show this|Usage|Options|INTEGER|Commands)\b", rest)


@pytest.mark.parametrize(
    ("arguments", "russian", "english"),
    [
        (["nosuch"], "Команды «nosuch» нет", "There is no command “nosuch”"),
        (["--nosuch"], "Параметра «--nosuch» нет", "There is no option “--nosuch”"),
        (["score"], "Не хватает обязательного: ФАЙЛ", "FILE is missing"),
        (["score", "a", "b"], "Лишнее в команде: b", "too much on the command line: b"),
        (["report", "--format"], "После --format нужно значение", "A value is needed after --format"),
        (["report", "--format", "doc"], "pdf, html, text, json", "pdf, html, text, json"),
        (["report", "--force=1"], "набрана не так", "is not right"),
        (["simulate", "--seed", "x"], "--seed — это число", "--seed takes a number"),
        (["simulate", "--respondents", "9"], "не меньше 1000", "at least 1000"),
        (["take", "--language", "de"], "ru, en", "ru, en"),
        (["\x1b[31mred"], "«[31mred»", "“[31mred”"),
        (["--\x1b[31m"], "«--[31m»", "“--[31m”"),
    ],
)
def test_a_wrong_command_line_has_its_sentence_and_code_2(
    cli: Cli, arguments: list[str], russian: str, english: str
) -> None:
    for language, expected in (("ru", russian), ("en", english)):
        cli.speak(language)
        ran = cli(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert expected in ran.said
        assert "--help" in ran.err
        assert "\x1b" not in ran.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_lists_the_signs_and_prints_their_pages(cli: Cli, language: str) -> None:
    cli.speak(language)
    listed = cli("guide").out
    for sign in samples.bank().signs.values():
        page = cli("guide", sign.id)
        assert page.code == 0
        assert f"\n{sign.number}. {sign.name.on(language)} ({sign.id})\n" in listed
        assert page.out == cli("guide", str(sign.number)).out
        assert sign.name.on(language) in page.out
        assert max(map(len, page.out.splitlines())) <= 80


def test_the_guide_may_be_read_in_the_other_language(cli: Cli) -> None:
    cli.speak("en")

    assert CYRILLIC.search(cli("guide", "6", "--language", "ru").out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_prints_chapters_and_roles_with_their_sources(cli: Cli, language: str) -> None:
    cli.speak(language)
    for topic in ("isp_call_centre", "employer", "service_desk_1"):
        ran = cli("guide", topic)
        assert ran.code == 0
        assert "[1]" in ran.out
        assert ("Источники" if language == "ru" else "Sources") in ran.out
        assert ran.out == cli("guide", topic.upper().replace("_", "-")).out


def test_the_guide_is_searched_as_a_whole_or_in_one_chapter(cli: Cli) -> None:
    cli.speak("en")

    whole, one = cli("guide", "--search", "taxi"), cli("guide", "isp_call_centre", "--search", "taxi")

    assert (whole.code, one.code) == (0, 0)
    assert "suitability guide isp_call_centre" in whole.out
    assert one.out in whole.out
    assert cli("guide", "cv", "--search", "taxi").code == 1


@pytest.mark.parametrize("query", ["", "xyzzy", "\x1b[2J" + "y" * 300])
def test_a_search_that_finds_nothing_says_so(cli: Cli, query: str) -> None:
    ran = cli("guide", "--search", query)

    assert (ran.code, ran.out) == (1, "")
    assert "\x1b" not in ran.err
    assert len(ran.err) < 300


def test_an_unknown_topic_is_refused_with_what_there_is(cli: Cli) -> None:
    ran = cli("guide", "\x1b[2Jx" + "y" * 100)

    assert ran.code == 1
    assert "respect" in ran.err
    assert "isp_call_centre" in ran.err
    assert "\x1b" not in ran.err


def test_our_own_content_has_no_mistakes(cli: Cli) -> None:
    ran = cli("check")

    assert (ran.code, ran.out) == (0, "No mistakes found.\n")


def test_a_broken_folder_is_told_place_by_place_with_code_3(cli: Cli, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "questions", tmp_path / "questions")
    path = tmp_path / "questions" / "items" / "patience.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[0] = lines[0].replace("id: ", "id: 7")
    path.write_text("\n".join([*lines, "- nonsense: [1"]), encoding="utf-8")
    (tmp_path / "questions" / "pack.yaml").write_text("id: core\n\tversion: 1\n")
    for language in LANGUAGES:
        cli.speak(language)
        ran = cli("check", tmp_path)
        told = ran.err.splitlines()
        assert (ran.code, ran.out) == (3, "")
        assert len(told) >= 3
        assert all(re.match(r"questions/\S+:\d+:\d+: ", line) for line in told[:-1]), told
        assert any(line.startswith("questions/pack.yaml:2:1: ") for line in told)
        assert any(line.startswith("questions/items/patience.yaml:") for line in told)
        assert str(len(told) - 1) in told[-1]


def test_a_folder_that_is_not_there_or_holds_nothing_is_refused(cli: Cli, tmp_path: Path) -> None:
    assert cli("check", tmp_path / "none").code == 1
    assert cli("check", tmp_path / "here").code == 1


def test_the_doctor_names_versions_and_places(cli: Cli) -> None:
    for language in LANGUAGES:
        cli.speak(language)
        ran = cli("doctor")
        assert f"suitability {__version__}" in ran.out
        assert str(cli.home / "runs") in ran.out
        assert ran.err == ""
        assert ran.code in {0, 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_answers_is_scored(cli: Cli, tmp_path: Path, language: str) -> None:
    cli.speak(language)
    ran = cli("score", answers_file(tmp_path))

    assert (ran.code, ran.err) == (0, "")
    for scale in samples.bank().scales.values():
        assert re.search(rf"{scale.name.on(language)}: .*\d+ (to|до) \d+", ran.said)
    assert samples.words(language)("report.scale.assumed") in ran.said
    assert samples.words(language)("report.purpose") in ran.said


def test_the_same_score_comes_from_a_result_file_and_as_json(cli: Cli, tmp_path: Path) -> None:
    first = json.loads(cli("score", "--json", result_file(tmp_path)).out)
    again = json.loads(cli("score", result_file(tmp_path, "b.json"), "--json").out)

    assert first == again
    assert first["interpretable"]
    assert {"score", "low", "high", "sem"} <= set(first["scales"][0])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "result_empty"),
        ("{", "result_truncated"),
        ("[1]", "result_foreign"),
        ('{"form": "quick", "answers": {"S01": 9}}', "answers_do_not_fit"),
        ('{"form": "nosuch", "answers": {}}', "answers_unknown_form"),
        ('{"form": "quick", "language": "xx", "answers": {}}', "answers_unknown_language"),
        ('{"form": "quick", "answers": {"NONE": 1}}', "answers_do_not_fit"),
        ('{"form": "quick", "answers": {"S01": 1, "S01": 2}}', "result_duplicate_key"),
        ('{"form": "quick", "answers": {"S01": NaN}}', "result_bad_number"),
        ('{"form": "quick", "answers": {}, "x": 1}', "result_unknown_field"),
        ('{"format": "suitability-result", "version": 99}', "result_newer"),
    ],
)
def test_a_file_that_cannot_be_scored_has_its_sentence(
    cli: Cli, tmp_path: Path, text: str, code: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text)
    for language in LANGUAGES:
        cli.speak(language)
        for command in ("score", "report", "export"):
            ran = cli(command, path)
            words = samples.words(language)
            beginning = re.split(r"\{", str(words._entries[f"messages_runs.errors.{code}"]))[0]
            assert (ran.code, ran.out) == (1, "")
            said = " ".join(ran.err.split())
            assert beginning.strip() in said
            assert said.startswith(beginning.strip()) is (code != "answers_do_not_fit")


def test_answers_that_do_not_fit_are_told_with_item_and_reason(cli: Cli, tmp_path: Path) -> None:
    """The item alone would leave a person to guess which values it takes."""
    answers = {"S01": 9, "J01": {"most": "a", "least": "z"}, "NONE": 1, "D01": ["a", "b"], "P01": True}
    path = answers_file(tmp_path, answers)
    for language, reasons in (
        (
            "en",
            [
                "S01: the answer “9” does not fit; give a whole number from 1 to 5",
                "NONE: there is no such",
                "“most: a, least: z”",
                "“a, b”",
            ],
        ),
        ("ru", ["S01: ответ «9» не подходит", "от 1 до 5", "NONE: такого вопроса нет"]),
    ):
        cli.speak(language)
        ran = cli("score", path)
        assert (ran.code, ran.out) == (1, "")
        assert [reason for reason in reasons if reason not in ran.said] == []
        assert all(f"{item}: " in ran.said for item in answers)


def test_many_answers_that_do_not_fit_are_counted_after_the_first_twenty(cli: Cli, tmp_path: Path) -> None:
    cli.speak("en")
    ran = cli("score", answers_file(tmp_path, {f"X{number:02}": 1 for number in range(31)}))

    assert ran.said.count("there is no such question") == 20
    assert "And 11 more answers of that kind." in ran.said


def test_an_empty_file_of_answers_scores_as_too_few(cli: Cli, tmp_path: Path) -> None:
    ran = cli("score", answers_file(tmp_path, {}))

    assert ran.code == 0
    assert "too few answers" in ran.out


def test_sessions_are_listed_in_local_time(cli: Cli) -> None:
    run_id = cli.finished()
    cli("take", "--plain", "--new", typed="3\n3\n")
    cli.patch.setenv("TZ", "Asia/Yekaterinburg")
    ran = cli("sessions")
    rows = json.loads(cli("sessions", "--json").out)

    assert ran.code == 0
    assert f"{run_id[:8]}  Quick form: started" in ran.out
    assert "28 of 28 answered, finished" in ran.out
    assert "2 of 28 answered, not finished" in ran.said
    assert {row["finished"] for row in rows} == {True, False}
    assert set(rows[0]) == {
        "id",
        "form",
        "language",
        "answered",
        "total",
        "started",
        "last",
        "finished",
        "problem",
    }


def test_without_sessions_the_place_is_named(cli: Cli) -> None:
    assert str(cli.home / "runs") in cli("sessions").out
    assert json.loads(cli("sessions", "--json").out) == []


def test_a_damaged_session_is_listed_with_what_is_wrong(cli: Cli) -> None:
    cli.finished()
    (cli.home / "runs" / "broken.run").write_bytes(b"not a database, but long enough to be looked at" * 20)
    ran = cli("sessions")

    assert ran.code == 0
    assert "is not a file of this program" in ran.out or "is damaged" in ran.out
    assert cli("report", "broken").code == 1
    assert cli("export", "broken").code == 1


def test_a_session_is_exported_once_and_replaced_only_when_asked(cli: Cli, tmp_path: Path) -> None:
    run_id = cli.finished()
    here = tmp_path / "here"
    ran = cli("export")
    (path,) = here.iterdir()

    assert ran.code == 0
    assert ran.out == f"Written: {path}\n"
    assert path.name == f"suitability-{json.loads(path.read_text())['created'][:10]}-{run_id[:8]}.json"
    assert path.stat().st_mode & 0o777 == 0o600
    refused = cli("export", run_id[:6])
    assert (refused.code, refused.out) == (1, "")
    assert "--force" in refused.err
    assert cli("export", run_id[:6], "--force").code == 0
    assert cli("export", run_id, "--output", tmp_path / "other.json").code == 0
    assert (tmp_path / "other.json").read_text() == path.read_text()
    assert cli("export", "--output", tmp_path / "none" / "x.json").code == 1


def test_what_is_not_finished_or_not_there_cannot_be_exported(cli: Cli) -> None:
    nothing = cli("export")
    assert (nothing.code, nothing.err) == (1, "No session is finished yet. Start or go on: suitability.\n")
    cli("take", "--plain", typed="3\n")
    run_id = cli.runs[0].stem
    assert "1 of 28 answered" in cli("export", run_id).err
    assert "There is no session" in cli("export", "zzz").err


def test_simulate_prints_standard_errors_with_their_assumptions(cli: Cli, tmp_path: Path) -> None:
    ran = cli("simulate", "--respondents", "1000", "--seed", "5")
    assert ran.code == 0
    assert "respondents: 1000" in ran.out
    assert "seed: 5" in ran.out
    path = tmp_path / "quick.yaml"
    assert cli("simulate", "quick", "--respondents", "1000", "--seed", "5", "--output", path).code == 0
    assert path.read_text() == ran.out
    assert cli("simulate", "nosuch").code == 1
    assert cli("simulate", "--respondents", "1000", "--output", path).code == 1


def test_what_commands_take_is_named_in_the_readers_language(cli: Cli) -> None:
    """Names of values stand in both languages for every argument; nothing of click shines through."""
    for language in LANGUAGES:
        cli.speak(language)
        for name in COMMANDS:
            page = cli(name, "--help").out
            usage = " ".join(page.partition("\n\n")[0].split()).partition(f"suitability {name} ")[2]
            capitals = set(re.findall(r"[A-ZА-ЯЁ]{3,}", usage))
            foreign = [one for one in capitals if bool(CYRILLIC.search(one)) is (language == "en")]
            assert foreign == [], page
            for line in page.splitlines():
                value = re.match(r"  --\w+ ([A-ZА-ЯЁ]+)", line)
                assert value is None or bool(CYRILLIC.search(value[1])) is (language == "ru"), line
            wanted = re.search(r"\b(TEXT|INTEGER|FLOAT|RANGE)\b", page)
            assert wanted is None or language == "en", page


def test_a_help_text_calls_its_argument_by_the_name_of_the_usage_line(cli: Cli) -> None:
    for language, expected in (("ru", ["ПРЕЖН", "НОВЫЙ"]), ("en", ["OLD", "NEW"])):
        cli.speak(language)
        page = cli("change", "--help").out
        assert all(page.count(name) >= 2 for name in expected)
        assert "[A4|Letter]" in cli("report", "--help").out
