"""Results in and out: which content they fit, and every misfit of an answers file at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import MostLeast, RatingItem
from suitability.domain.session import ContentStamp
from suitability.errors import ResultFileError
from suitability.services.results import (
    AnswersError,
    Fit,
    Provenance,
    check_against,
    open_answers,
    open_result,
    save_result,
)
from tests.domain import toy
from tests.nasty import NASTY

BANK = toy.bank()
HERE = Provenance("score1", "2026-11-22T12:00:00Z", "suitability 0.1.0", "ru")
RESULT = toy.result(BANK, "quick", {"C01": 4, "S02": None, "J01": MostLeast("b", "c"), "S01": 2})


def answers_file(folder: Path, content: Mapping[str, object]) -> Path:
    path = folder / "answers.json"
    path.write_text(json.dumps(content))
    return path


def misfits(path: Path, bank: ItemBank = BANK) -> list[tuple[str, str]]:
    with pytest.raises(AnswersError) as caught:
        open_answers(bank, path, HERE)
    return [(problem.code, problem.values["item"]) for problem in caught.value.problems]


def turned() -> ItemBank:
    """Return a bank in which S01 is keyed the other way round."""
    item = BANK.items["S01"]
    assert isinstance(item, RatingItem)
    return replace(BANK, digest="f" * 64, items={**BANK.items, "S01": replace(item, keying="-")}, _orders={})


def test_a_saved_result_is_compatible_with_the_same_questions(tmp_path: Path) -> None:
    save_result(BANK, RESULT, tmp_path / "r.json")
    opened = open_result(BANK, tmp_path / "r.json")
    assert (opened.result, opened.fit) == (RESULT, Fit.COMPATIBLE)
    assert open_answers(BANK, tmp_path / "r.json", HERE).result == RESULT


def test_a_result_is_rescorable_when_its_items_still_mean_the_same(tmp_path: Path) -> None:
    save_result(BANK, RESULT, tmp_path / "r.json")
    other = replace(BANK, digest="f" * 64, _orders={})
    assert open_result(other, tmp_path / "r.json").fit is Fit.RESCORABLE
    assert check_against(other, RESULT).fit is Fit.RESCORABLE


def test_a_result_is_refused_with_every_difference(tmp_path: Path) -> None:
    save_result(BANK, RESULT, tmp_path / "r.json")
    changed = turned()
    items = {name: item for name, item in changed.items.items() if name != "D02"}
    changed = replace(changed, items=items, _orders={"quick": BANK.order("quick")})
    with pytest.raises(AnswersError) as caught:
        open_result(changed, tmp_path / "r.json")
    assert caught.value.code == "result_does_not_fit"
    assert {(p.code, p.values["item"]) for p in caught.value.problems} == {
        ("answer_item_changed", "S01"),
        ("answer_item_gone", "D02"),
    }
    assert set(caught.value.values["details"].split(", ")) == {"S01", "D02"}


def test_another_pack_without_marks_is_refused() -> None:
    foreign = replace(RESULT, content=ContentStamp("other", "1", "e" * 64))
    verdict = check_against(BANK, foreign)
    assert verdict.fit is Fit.REFUSED
    assert len(verdict.differences) == 27


def test_answers_that_do_not_fit_are_refused_even_with_the_right_digest() -> None:
    forged = replace(RESULT, responses=toy.responses({"C01": 9, "J01": "a"}))
    codes = [problem.code for problem in check_against(BANK, forged).differences]
    assert codes == ["answer_not_a_code", "answer_not_most_least"]
    unknown = replace(RESULT, form="nothing", order=("ZZ9",), responses={})
    assert [p.code for p in check_against(BANK, unknown).differences] == [
        "answer_unknown_form",
        "answer_item_gone",
    ]


def test_plain_answers_become_a_result_in_form_order(tmp_path: Path) -> None:
    path = answers_file(
        tmp_path,
        {
            "form": "quick",
            "language": "en",
            "answers": {
                "S01": 2,
                "C01": 4,
                "S02": None,
                "J01": {"most": "b", "least": "c"},
                "D01": ["ask", "look", "swap", "fix", "tell"],
                "D02": "c",
            },
        },
    )
    opened = open_answers(BANK, path, HERE)
    result = opened.result
    assert opened.fit is Fit.COMPATIBLE
    assert list(result.responses) == ["C01", "S02", "S01", "D01", "J01", "D02"]
    assert result.responses["S02"].answer is None
    assert result.responses["J01"].answer == MostLeast("b", "c")
    assert all(response.elapsed_ms is None for response in result.responses.values())
    assert (result.id, result.language, result.form) == ("score1", "en", "quick")
    assert result.content.digest == BANK.digest
    assert result.order == BANK.order("quick")


def test_the_language_is_optional_and_the_form_and_language_are_checked(tmp_path: Path) -> None:
    opened = open_answers(BANK, answers_file(tmp_path, {"form": "quick", "answers": {}}), HERE)
    assert opened.result.language == "ru"
    for content, code in (
        ({"form": "other", "answers": {}}, "answers_unknown_form"),
        ({"form": "quick", "answers": {}, "language": "xx"}, "answers_unknown_language"),
    ):
        with pytest.raises(ResultFileError) as caught:
            open_answers(BANK, answers_file(tmp_path, content), HERE)
        assert caught.value.code == code


def test_every_misfit_is_listed_at_once(tmp_path: Path) -> None:
    path = answers_file(
        tmp_path,
        {
            "form": "quick",
            "answers": {
                "S01": 6,
                "S03": "4",
                "S04": 4.0,
                "C01": True,
                "J01": {"most": "a", "least": "a"},
                "J02": 1,
                "D01": ["ask"],
                "D02": "z",
                "S06": 3,
                "P01": 3,
            },
        },
    )
    assert sorted(misfits(path)) == [
        ("answer_item_not_in_form", "S06"),
        ("answer_not_a_code", "S01"),
        ("answer_not_a_code", "S03"),
        ("answer_not_an_answer", "C01"),
        ("answer_not_an_answer", "S04"),
        ("answer_not_an_option", "D02"),
        ("answer_not_an_order", "D01"),
        ("answer_same_reply_twice", "J01"),
        ("answer_unknown_item", "J02"),
    ]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_error_quotes_a_control_character(text: str, tmp_path: Path) -> None:
    """Hostile item ids and answers are quoted by messages: cleaned first."""
    path = answers_file(tmp_path, {"form": "quick", "answers": {f"{text}!": 1, "D02": text, "D01": [text]}})
    try:
        open_answers(BANK, path, HERE)
    except AnswersError as error:
        quoted = [value for problem in (error, *error.problems) for value in problem.values.values()]
    except ResultFileError as error:
        quoted = list(error.values.values())
    assert quoted
    for value in quoted:
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in value)
        assert "\u202e" not in value
        value.encode()
