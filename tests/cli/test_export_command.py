"""``suitability export`` of a folder: formats, refusals, the dictionary."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.people import people, save
from tests.cli.running import Cli

pytest.importorskip("polars")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the results of thirty people."""
    place = tmp_path_factory.mktemp("exports") / "results"
    save(people(30, "quick"), place)
    return place


def test_the_command_takes_the_format_from_the_ending(cli: Cli, folder: Path) -> None:
    cli.speak("en")
    for ending in ("csv", "xlsx", "parquet", "jsonl"):
        ran = cli("export", folder, "--output", f"people.{ending}")
        assert ran.code == 0, ran.err
        assert "30 people" in ran.said
    assert cli("export", folder, "--output", "people.csv").code == 1
    assert cli("export", folder, "--output", "people.csv", "--force").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--output", "people.zzz"), "ending"),
        ((), "--output FILE"),
        (("--output", "people.json"), "ending"),
        (("--output", "people.csv", "--format", "xlsx"), ".xlsx"),
        (("--output", "p.csv", "--form", "nothing"), "nothing"),
    ],
)
def test_what_cannot_be_written_is_refused(
    cli: Cli, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    cli.speak("en")
    ran = cli("export", folder, *arguments)
    assert ran.code == 1
    assert said in ran.said
    assert not list(Path.cwd().glob("p*"))


def test_options_of_tables_need_a_folder(cli: Cli) -> None:
    cli.speak("ru")
    ran = cli("export", "--blind")
    assert ran.code == 1
    assert "--blind" in ran.said


def test_the_dictionary_is_printed(cli: Cli) -> None:
    cli.speak("ru")
    ran = cli("export", "--dictionary")
    assert ran.code == 0
    assert "patience_score" in ran.out
    assert "от 0 до 100" in ran.out
