"""A refused result: which program made it, and every difference in the words of its questions."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from suitability.cli.learning import tell_intake
from suitability.services.candidate_view import profile
from suitability.services.formatting import nested, quoted
from suitability.services.messages import (
    MISFITS_TOLD,
    difference_sentences,
    misfit_sentences,
    question_lines,
    sentence,
)
from suitability.services.pile import pile_of
from suitability.services.pool import open_pool
from suitability.services.replay import marks
from suitability.services.result_folder import read_folder
from suitability.services.results import AnswersError, open_result
from suitability.storage.digest import meaning, what_changed
from suitability.storage.result_file import write_result
from tests.analysis.people import bank, other_content, person
from tests.cli.running import Cli
from tests.sealing import making
from tests.sealing.folders import Office, answered, office
from tests.services import samples

OLDER = "suitability 0.0.7"
CHANGED = {
    "S01": "rating frequency patience self_control -",
    "P01": meaning(bank().items["P01"])[:-1] + "+-"[meaning(bank().items["P01"]).endswith("+")],
    "D01": meaning(bank().items["D01"])[:-8] + "00000000",
}


def refused(path: Path, changed: Mapping[str, str] = CHANGED, number: int = 21) -> Path:
    """Write the result of an older program whose marked items measured something else; return its path."""
    old = replace(person(number), content=other_content(), program=OLDER)
    order = (*old.order, *(item for item in changed if item not in bank().items))
    old = replace(old, order=order)
    write_result(path, old, marks={**marks(bank(), old.order), **changed})
    return path


def caught(path: Path) -> AnswersError:
    """Return the error that opening the file ends with."""
    with pytest.raises(AnswersError) as found:
        open_result(bank(), path)
    return found.value


def test_the_changed_parts_of_an_item_are_told_apart() -> None:
    items = bank().items
    assert meaning(items["S01"]) == "rating frequency stress_tolerance stress +"
    assert what_changed(items["S01"], CHANGED["S01"]) == ("scale", "sign", "keying")
    assert what_changed(items["P01"], CHANGED["P01"]) == ("keying",)
    assert what_changed(items["D01"], CHANGED["D01"]) == ("key",)
    assert what_changed(items["S01"], "choice agreement stress_tolerance stress +") == ("kind", "format")
    assert what_changed(items["S01"], meaning(items["S01"])) == ()
    assert what_changed(items["S01"], "") == what_changed(items["S01"], "a b c d e f g h") == ()


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_refusal_names_the_program_that_made_the_result(tmp_path: Path, language: str) -> None:
    error = caught(refused(tmp_path / "old.json"))
    told = sentence(samples.words(language), error)

    assert error.values["program"] == OLDER
    assert OLDER in told
    assert "2025.01" in told
    assert set(error.values["details"].split(", ")) == set(CHANGED)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_difference_is_told_with_the_words_of_its_question(tmp_path: Path, language: str) -> None:
    words = samples.words(language)
    told = misfit_sentences(
        words, caught(refused(tmp_path / "old.json", {**CHANGED, "S99": "rating a b c +"}))
    )

    assert len(told) == 4
    for item, parts in (("S01", ("scale", "sign", "keying")), ("P01", ("keying",)), ("D01", ("key",))):
        (line,) = [one for one in told if one.startswith(f"{item} ")]
        assert quoted(words, nested(words, bank().items[item].text.on(language))) in line
        assert all(words(f"commands.item_changes.{part}") in line for part in parts)
        assert all(
            words(f"commands.item_changes.{part}") not in line
            for part in {"kind", "format", "scale", "sign", "keying", "key"} - set(parts)
        )
    assert [one for one in told if one.startswith("S99:")] == [
        words.message("errors", "answer_item_gone", item="S99")
    ]


def test_a_folder_tells_each_difference_once_with_the_number_of_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (21, 23, 25):
        refused(tmp_path / f"{number}.json", {"S01": CHANGED["S01"]}, number)
    refused(tmp_path / "27.json", {"P01": CHANGED["P01"]}, 27)
    words = samples.words("en")
    intake = read_folder(bank(), tmp_path, lambda *_: None)
    told = difference_sentences(words, intake)
    code = tell_intake(intake, words)
    shown = " ".join(capsys.readouterr().err.split())

    assert code == 1
    assert [line[:3] for line in told] == ["S01", "P01"]
    assert [line[-10:] for line in told] == ["(files: 3)", "(files: 1)"]
    assert shown.count(bank().items["S01"].text.on("en")) == 1
    assert shown.count(OLDER) == 4
    assert words("learning.intake.differences") in shown


def test_scoring_an_old_result_tells_both(cli: Cli, tmp_path: Path) -> None:
    refused(tmp_path / "old.json")
    said = cli("score", tmp_path / "old.json")
    shown = " ".join(said.err.split())

    assert said.code == 1
    assert OLDER in shown
    assert bank().items["S01"].text.on("en") in shown or bank().items["S01"].text.on("ru") in shown


@pytest.mark.parametrize("command", [("items",), ("norms", "build")])
def test_a_folder_of_old_results_only_still_tells_why(
    cli: Cli, tmp_path: Path, command: tuple[str, ...]
) -> None:
    pytest.importorskip("polars")
    (tmp_path / "in").mkdir()
    refused(tmp_path / "in" / "old.json")
    cli.speak("en")
    said = cli(*command, tmp_path / "in")
    shown = " ".join(said.err.split())

    assert (said.code, said.out) == (1, "")
    assert OLDER in shown
    assert f"P01 “{bank().items['P01'].text.on('en')}”" in shown
    assert samples.words("en").message("errors", "table_empty") in shown


def test_collecting_an_old_result_names_program_and_questions(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    refused(tmp_path / "in" / "old.json", {**CHANGED, "S99": "rating a b c +"})
    cli.speak("en")
    said = cli("collect", tmp_path / "in")
    shown = " ".join(said.out.split())

    assert said.code == 1
    assert OLDER in shown
    assert samples.words("en")("recruiting.collect.unfit") in shown
    assert f"P01 “{bank().items['P01'].text.on('en')}”" in shown
    assert samples.words("en")("commands.item_changes.keying") in shown
    assert "S99: this question is no longer here" in shown


def test_of_lost_questions_only_the_first_are_named() -> None:
    ids: dict[str, set[str]] = {f"X{number:03}": set() for number in range(MISFITS_TOLD + 5)} | {
        "S01": {"key"}
    }
    lines = question_lines(samples.words("en"), ids, bank().items)

    assert lines[0].startswith("S01 “")
    assert len(lines) == 1 + MISFITS_TOLD + 1
    assert "5 more" in lines[-1]


@pytest.fixture
def place(tmp_path: Path) -> Office:
    """Return a recruiter's folder with one collected result."""
    found = office(tmp_path)
    found.put("1", making.sealed(found.invite("Анна", 1), answered(1)))
    found.collect()
    return found


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_candidate_whose_result_is_outdated_is_shown_with_program_and_differences(
    place: Office, language: str
) -> None:
    words = samples.words(language)
    items = {name: item for name, item in samples.bank().items.items() if name != "S01"}
    changed = replace(samples.bank(), digest="f" * 64, items=items)
    with closing(open_pool(changed, place.folder)) as pool:
        whole = pool.candidate(pool.rows()[0].id)
    passages = profile(None, whole, words)

    assert whole.refusal is not None
    program = whole.refusal.values["program"]
    assert program.startswith("suitability ")
    assert program in passages[0].text
    assert [(one.kind, one.text[:4]) for one in passages[1:]] == [("bullet", "S01:")]
    missing = profile(None, replace(whole, refusal=None), words)
    assert [one.text for one in missing] == [words("candidates.nothing.misfit")]


def test_a_batch_names_the_program_of_a_result_that_it_cannot_print(place: Office) -> None:
    pile = pile_of(replace(samples.bank(), digest="f" * 64, items={}), place.folder)

    assert list(pile.taken()) == []
    (left,) = pile.misfits
    assert left.code == "batch_misfit_of"
    assert left.values["program"].startswith("suitability ")
    for language in samples.LANGUAGES:
        assert left.values["program"] in samples.words(language).message("errors", left.code, **left.values)
