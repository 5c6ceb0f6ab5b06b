"""The advice command: every part in two languages, a role, marks of another sitting, and clear refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.services.results import save_result
from tests.cli.running import Cli, assert_no_traceback, result_file
from tests.services import samples

PARTS = ("advice", "plan", "interview", "recruiter", "worksheet")


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_printed_and_says_what_it_is_for(
    cli: Cli, tmp_path: Path, part: str, language: str
) -> None:
    ran = cli("advice", result_file(tmp_path), "--part", part, "--language", language)

    assert ran.code == 0, ran.err
    assert " ".join(ran.out.split()).endswith(samples.words(language)("report.purpose"))
    assert len(ran.out.splitlines()) > 30
    outcomes = [row.text.on(language) for row in samples.bank().rules.outcomes]
    assert any(outcome in ran.out.splitlines() for outcome in outcomes) == (part == "advice")
    narrow = [line for line in ran.out.splitlines() if "http" not in line and len(line) > 78]
    assert [line for line in narrow if line != samples.words(language)("report.purpose")] == []


def test_a_role_and_marks_of_another_sitting_change_the_advice(cli: Cli, tmp_path: Path) -> None:
    source, marks = result_file(tmp_path), tmp_path / "marks.json"
    save_result(samples.bank(), samples.result(samples.keyed(0.0), "conditions"), marks)

    plain = cli("advice", source, "--language", "en").out
    more = cli("advice", source, "--language", "en", "--role", "Team-Lead", "--conditions", marks).out

    assert "Condition" not in plain
    assert "Condition “night shifts”: you marked “No”" in more
    assert "Role “Support team lead”" in more


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "astronaut"), "“astronaut”"),
        (("--part", "poem"), "--part"),
        (("--conditions", "nowhere.json"), "nowhere.json"),
    ],
)
def test_what_does_not_exist_is_refused_by_name(
    cli: Cli, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    cli.speak("en")
    ran = cli("advice", result_file(tmp_path), *arguments)

    assert ran.code in {1, 2}
    assert said in ran.err
    assert ran.out == ""
    assert_no_traceback(ran)
