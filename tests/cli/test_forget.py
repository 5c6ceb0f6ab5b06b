"""``suitability forget``: asks, erases, says what it erased, and never erases what it was not asked to."""

from __future__ import annotations

import pytest

from suitability.services import sitting
from tests.cli.running import Cli
from tests.services import samples, sittings


def test_without_a_person_to_ask_nothing_is_erased(cli: Cli) -> None:
    run_id = cli.finished()
    for arguments in ([run_id], ["--all"]):
        ran = cli("forget", *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert "--yes" in ran.err
    assert len(cli.runs) == 1


@pytest.mark.parametrize("arguments", [[], ["--all", "abc"]])
def test_it_has_to_be_said_what_to_erase(cli: Cli, arguments: list[str]) -> None:
    ran = cli("forget", *arguments)

    assert ran.code == 1
    assert "--all" in ran.err


@pytest.mark.parametrize("answer", ["", "no", "n", "нет", "yesterday"])
def test_anything_but_yes_keeps_everything(cli: Cli, answer: str) -> None:
    run_id = cli.finished()
    ran = cli("forget", run_id, typed=f"{answer}\n", terminal=True)

    assert ran.code == 1
    assert run_id[:8] in ran.out
    assert "Nothing was erased." in ran.err
    assert len(cli.runs) == 1


@pytest.mark.parametrize("answer", ["yes", "Y", "да", "Д"])
def test_yes_in_either_language_erases(cli: Cli, answer: str) -> None:
    run_id = cli.finished()
    ran = cli("forget", run_id[:5], typed=f"{answer}\n", terminal=True)

    assert ran.code == 0
    assert f"Erased: {cli.home / 'runs' / run_id}.run" in ran.out
    assert "where you put them" in ran.out
    assert cli.runs == []


def test_the_end_of_the_input_keeps_everything(cli: Cli) -> None:
    run_id = cli.finished()

    assert cli("forget", run_id, terminal=True).code == 1
    assert len(cli.runs) == 1


def test_all_erases_sittings_and_the_cache_and_leaves_other_files(cli: Cli) -> None:
    cli.finished()
    cli.finished()
    (cli.home / "cache" / "mine.txt").write_text("not the program's")
    (cli.home / "runs" / "mine.txt").write_text("not the program's")
    ran = cli("forget", "--all", typed="yes\n", terminal=True)

    assert ran.code == 0
    assert "2 sessions" in ran.out
    left = sorted(path.name for path in cli.home.rglob("*") if path.is_file())
    assert left == ["mine.txt", "mine.txt"]
    assert "nothing to erase" in cli("forget", "--all", "--yes").out


def test_an_unknown_or_ambiguous_id_erases_nothing(cli: Cli) -> None:
    first = cli.finished()
    (cli.runs[0].with_name("aaaa1.run")).write_bytes(cli.runs[0].read_bytes())
    (cli.runs[0].with_name("aaaa2.run")).write_bytes(cli.runs[0].read_bytes())
    for name, expected in (("zzz", "There is no session “zzz”"), ("aaaa", "2 sessions begin with “aaaa”")):
        ran = cli("forget", "--yes", first, name)
        assert ran.code == 1
        assert expected in ran.err
    assert len(cli.runs) == 3


def test_a_sitting_open_in_another_window_stays_and_is_named(cli: Cli) -> None:
    cli.finished()
    used = sitting.start(sittings.settings(cli.home / "runs", bank=samples.bank()), "quick", "en")
    used.omit(1)
    ran = cli("forget", "--all", "--yes")
    used.close()

    assert ran.code == 1
    assert "open in another window" in ran.said
    assert [path.stem for path in cli.runs] == [used.id]
