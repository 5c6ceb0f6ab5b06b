"""Where asked-for files go: missing folders, endings that promise something else, folders of the system."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from suitability.cli import destinations
from tests.cli.running import ANSWERED, Cli, answers_file, result_file


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "{result}", "--output"),
        ("report", "{result}", "--format", "text", "--output"),
        ("export", "--output"),
        ("take", "--plain", "--output"),
        ("items", "{folder}", "--csv"),
        ("items", "{folder}", "--parquet"),
        ("norms", "build", "{folder}", "--output"),
        ("simulate", "quick", "--output"),
    ],
)
def test_a_folder_that_is_not_there_is_no_name_of_a_file(
    cli: Cli, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    values = {"result": str(result_file(tmp_path)), "folder": str(tmp_path)}
    ran = cli(*(one.format(**values) for one in arguments), "newdir/")

    assert (ran.code, ran.out) == (1, "")
    assert "There is no folder “newdir”" in ran.said
    assert list((tmp_path / "here").iterdir()) == []


def test_a_file_is_no_folder_even_with_a_slash(cli: Cli, tmp_path: Path) -> None:
    ran = cli("report", result_file(tmp_path), "--output", f"{tmp_path}/result.json/")

    assert ran.code == 1
    assert "is a file, not a folder" in ran.said


def test_a_folder_with_or_without_a_slash_gets_the_usual_name(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "here" / "made").mkdir()
    assert cli("report", result_file(tmp_path), "--format", "text", "--output", "made/").code == 0
    assert cli("take", "--plain", "--output", "made", typed=ANSWERED).code == 0
    assert cli("export", "--output", "made", "--force").code == 0

    names = sorted(path.name for path in (tmp_path / "here" / "made").iterdir())
    assert len(names) == 2
    assert [name.rpartition(".")[2] for name in names] == ["txt", "json"]


@pytest.mark.parametrize(
    ("name", "begins"), [("x.html", "<!DOCTYPE"), ("x.TXT", "Is technical"), ("x.json", "{"), ("x", "%PDF")]
)
def test_the_format_is_taken_from_the_ending(cli: Cli, tmp_path: Path, name: str, begins: str) -> None:
    assert cli("report", result_file(tmp_path), "--output", name).code == 0
    assert (tmp_path / "here" / name).read_bytes().lstrip().startswith(begins.encode())


@pytest.mark.parametrize(
    ("asked", "name"), [("pdf", "x.html"), ("text", "x.json"), ("json", "x.txt"), ("html", "x.pdf")]
)
def test_an_ending_that_contradicts_the_format_is_refused(
    cli: Cli, tmp_path: Path, asked: str, name: str
) -> None:
    source = result_file(tmp_path)
    for language, sentence in (("en", "but --format asks for"), ("ru", "а в --format указано")):
        cli.speak(language)
        ran = cli("report", source, "--format", asked, "--output", name)
        assert (ran.code, ran.out) == (1, "")
        assert sentence in ran.said
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "{result}", "--output", "x.docx"),
        ("report", "{result}", "--format", "text", "--output", "x.csv"),
        ("export", "--output", "x.pdf"),
        ("take", "--plain", "--output", "x.html"),
        ("items", "{folder}", "--csv", "x.json"),
    ],
)
def test_a_name_that_promises_another_kind_of_file_is_refused(
    cli: Cli, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    values = {"result": str(result_file(tmp_path)), "folder": str(tmp_path)}
    ran = cli(*(one.format(**values) for one in arguments))

    assert (ran.code, ran.out) == (1, "")
    assert "Let it end in" in ran.said


def test_every_ending_leads_back_to_its_kind() -> None:
    for kind, ending in destinations.ENDINGS.items():
        assert destinations.kind_of(Path(f"x.{ending}")) == kind
    assert destinations.kind_of(Path("report 12.03.2026")) is None


@pytest.mark.skipif(os.name == "nt", reason="folders of POSIX systems")
@pytest.mark.parametrize("place", ["/proc/x.html", "/dev/x.html", "/proc/self/x.html", "/sys/x.html"])
def test_folders_of_the_system_are_refused_by_name(cli: Cli, tmp_path: Path, place: str) -> None:
    source = result_file(tmp_path)
    for language, sentence in (("en", "belongs to the system"), ("ru", "служебная папка системы")):
        cli.speak(language)
        ran = cli("report", source, "--output", place, "--force")
        assert ran.code == 1
        assert sentence in ran.said
    assert not Path(place).exists()


@pytest.mark.parametrize("command", [("score", "-"), ("report", "-", "--format", "text")])
def test_answers_and_results_are_read_from_standard_input(
    cli: Cli, tmp_path: Path, command: tuple[str, ...]
) -> None:
    for path in (answers_file(tmp_path), result_file(tmp_path)):
        piped = cli(*command, typed=path.read_text())
        named = cli(command[0], path, *command[2:])
        assert (piped.code, piped.err) == (0, "")
        drop = "Result number"  # of plain answers it is drawn anew each time
        assert [line for line in piped.out.splitlines() if drop not in line] == [
            line for line in named.out.splitlines() if drop not in line
        ]


def test_what_is_wrong_with_standard_input_is_told_by_that_name(cli: Cli) -> None:
    empty = cli("score", "-")
    broken = cli("score", "-", typed='{"form"')
    large = cli("score", "-", typed="x" * (1 << 20) + "yz")

    assert [ran.code for ran in (empty, broken, large)] == [1, 1, 1]
    assert all("standard input" in ran.said for ran in (empty, broken, large))
    assert "too large" in large.said


def test_at_a_keyboard_it_says_that_it_is_waiting(cli: Cli, tmp_path: Path) -> None:
    ran = cli("score", "-", typed=answers_file(tmp_path).read_text(), terminal=True)

    assert ran.code == 0
    assert "Ctrl-D" in ran.err


@pytest.mark.parametrize("length", [120, 121, 10_000])
def test_a_name_that_is_cut_is_said_to_be_cut(cli: Cli, tmp_path: Path, length: int) -> None:
    source = result_file(tmp_path)
    for language, sentence in (("en", "longer than 120 characters"), ("ru", "длиннее 120 знаков")):
        cli.speak(language)
        ran = cli("report", source, "--format", "json", "--name", "ж" * length)
        assert ran.code == 0
        assert json.loads(ran.out)["person"] == "ж" * 120
        assert (sentence in ran.err) is (length > 120)


def test_hidden_characters_do_not_make_a_name_long(cli: Cli, tmp_path: Path) -> None:
    ran = cli("report", result_file(tmp_path), "--format", "json", "--name", "ж" * 100 + "\u202e" * 100)

    assert (ran.err, json.loads(ran.out)["person"]) == ("", "ж" * 100)
