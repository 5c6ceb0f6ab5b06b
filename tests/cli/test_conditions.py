"""Working conditions from one sitting, a result from another: shown together where somebody asks for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.services import samples

ORDER = samples.bank().order("conditions")


def answers(path: Path, form: str, **values: int) -> Path:
    """Write a plain file of answers: every condition as given (3 without), or a whole form in the middle."""
    given = {item: values.get(item, 3) for item in ORDER} if form == "conditions" else values
    path.write_text(json.dumps({"form": form, "answers": given}), encoding="utf-8")
    return path


@pytest.fixture
def quick(tmp_path: Path) -> Path:
    rated = [item for item in samples.bank().order("quick") if item[0] in "SPCTE"]
    codes = {item: 2 + number % 3 for number, item in enumerate(rated)}
    return answers(tmp_path / "quick.json", "quick", **codes)


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("command", [("score",), ("report", "--format", "text")])
def test_marks_of_another_file_are_set_beside_the_roles(
    cli: Cli, tmp_path: Path, quick: Path, language: str, command: tuple[str, ...]
) -> None:
    cli.speak(language)
    marks = answers(tmp_path / "marks.json", "conditions", W02=1)
    name, *options = command
    alone, both = cli(name, quick, *options), cli(name, quick, *options, "--conditions", marks)
    words = samples.words(language)
    title = words("conditions.title")
    assert (alone.code, both.code) == (0, 0)
    assert title in both.said
    assert title not in alone.said
    no = samples.bank().formats["condition"].options[0].text.on(language)
    assert words("conditions.role.no_usual", answer=no, conditions="")[:25] in both.said


def test_the_json_of_the_scores_stays_the_same_but_for_the_marks(
    cli: Cli, tmp_path: Path, quick: Path
) -> None:
    marks = answers(tmp_path / "marks.json", "conditions", W02=1)
    alone = json.loads(cli("score", quick, "--json").out)
    both = json.loads(cli("score", quick, "--json", "--conditions", marks).out)
    assert {"item": "W02", "mark": 1} in both.pop("conditions")
    assert alone.pop("conditions") == []
    assert {**both, "result": ""} == {**alone, "result": ""}
    assert all("pivot" in one for one in both["scales"] + both["signs"])


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_file_without_marks_is_refused_by_name(cli: Cli, quick: Path, language: str) -> None:
    cli.speak(language)
    ran = cli("score", quick, "--conditions", quick)
    assert ran.code == 1
    assert quick.name in ran.err
    assert "suitability take --form conditions" in ran.said


def test_conditions_alone_are_compared_as_well(cli: Cli, tmp_path: Path) -> None:
    cli.speak("en")
    ran = cli("score", answers(tmp_path / "marks.json", "conditions", W02=1))
    assert ran.code == 0
    assert samples.words("en")("conditions.title") in ran.said
