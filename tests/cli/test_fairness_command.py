"""``suitability fairness`` as it is typed: lines, files, exit codes, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.people import people, save
from tests.cli.running import Cli

pytest.importorskip("polars")


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Return a folder with the results of twelve people."""
    save(people(12, "quick"), tmp_path / "results")
    return tmp_path / "results"


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(("language", "said"), [("ru", "слишком мало людей"), ("en", "too few to judge")])
def test_a_small_folder_is_compared_and_not_judged(
    cli: Cli, results: Path, tmp_path: Path, language: str, said: str
) -> None:
    cli.speak(language)
    lines = [f"quick-{number:06d};{'ab'[number % 2]};{number % 3 == 0:d}" for number in range(12)]
    groups = write(tmp_path / "groups.csv", "кандидат;группа;отобран", *lines)
    ran = cli("fairness", results, "--groups", groups, "--csv", "out.csv", "--json", "out.json")
    assert ran.code == 0, ran.err
    assert said in ran.said
    assert max(map(len, ran.out.splitlines())) <= 80
    assert Path("out.csv").read_text(encoding="utf-8").startswith("table,scale,group")
    assert "quick-0" not in ran.out
    again = cli("fairness", results, "--groups", groups, "--csv", "out.csv")
    assert again.code == 1
    assert "out.csv" in again.said


def test_a_line_that_fits_nobody_is_named_and_shows_in_the_exit_code(
    cli: Cli, results: Path, tmp_path: Path
) -> None:
    cli.speak("en")
    groups = write(tmp_path / "g.csv", "person,group", "quick-000001,a", "quick-000002,b", "someone else,b")
    ran = cli("fairness", results, "--groups", groups)
    assert ran.code == 1
    assert "line 4: “someone else” is not anybody with a result" in ran.said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "empty"),
        (("person,city", "a,b"), "column “city” is not known"),
        (("person", "a"), "missing: group"),
        (("person,group", "stranger,a"), "Nobody in"),
        (("person,group", ",a"), "no line with a person"),
    ],
)
def test_lists_that_are_none_are_refused(
    cli: Cli, results: Path, tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    cli.speak("en")
    ran = cli("fairness", results, "--groups", write(tmp_path / "g.csv", *lines))
    assert ran.code == 1
    assert said in ran.said


def test_missing_places_are_named(cli: Cli, results: Path, tmp_path: Path) -> None:
    cli.speak("en")
    assert "nowhere" in cli("fairness", results, "--groups", tmp_path / "nowhere.csv").said
    groups = write(tmp_path / "g.csv", "person,group", "x,y")
    assert "nowhere" in cli("fairness", tmp_path / "nowhere", "--groups", groups).said
    ran = cli("fairness", results, "--groups", groups, "--form", "other")
    assert ran.code == 1
    assert "other" in ran.said
