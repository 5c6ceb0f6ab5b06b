"""People a practitioner would recognise, with what the quick form should say about each of them.

Each file in tests/characters/ describes a person, gives the answers by item id, and states by hand what must
come out: scores, zones and borders, the ten signs, the outcome and the response-quality signals.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from suitability.domain.assessment import Assessment, assess
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, MostLeast, SituationItem
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder
from tests.domain import toy

FILES = sorted((Path(__file__).parents[1] / "characters").glob("*.json"))
Case = dict[str, Any]


@pytest.fixture(scope="module")
def bank() -> ItemBank:
    """The shipped bank."""
    return read_bank(data_folder("questions"))


def read(file: Path) -> Case:
    case: Case = json.loads(file.read_text(encoding="utf-8"))
    return case


def answer_of(bank: ItemBank, item_id: str, raw: Any) -> Answer | None:
    """Return the answer that a file states for an item, checked against the item."""
    if raw is None:
        return None
    item = bank.items[item_id]
    answer: Answer = raw
    if isinstance(raw, list):
        answer = MostLeast(*raw) if isinstance(item, SituationItem) else tuple(raw)
    item.check(answer)
    return answer


def judge(bank: ItemBank, case: Case) -> Assessment:
    """Return the assessment of a character's sitting."""
    answers = {item: answer_of(bank, item, raw) for item, raw in case["answers"].items()}
    assert sorted(answers) == sorted(bank.order("quick")), "every item of the form, skipped ones as null"
    return assess(bank, toy.result(bank, "quick", answers, elapsed_ms=case["elapsed_ms"]))


def said(found: Assessment) -> Case:
    """Return an assessment in the form in which the files state it."""
    scales: dict[str, Any] = {}
    for score in found.scores:
        stated = {"pomp": score.pomp, "zone": score.zone, "near": score.near}
        scales[score.scale] = None if score.pomp is None else stated
    return {
        "scales": scales,
        "signs": {finding.sign: finding.status for finding in found.findings},
        "outcome": found.outcome.id,
        "signals": [signal.index for signal in found.quality.raised],
        "strongest": found.comparison.strongest,
        "weakest": found.comparison.weakest,
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_quick_form_says_about_a_person_what_a_practitioner_would(file: Path, bank: ItemBank) -> None:
    case = read(file)
    assert said(judge(bank, case)) == case["expected"]


def test_the_cast_is_large_enough_and_meets_every_outcome_zone_and_status() -> None:
    cases = [read(file)["expected"] for file in FILES]
    assert len(cases) >= 10
    zones = {scale["zone"] for case in cases for scale in case["scales"].values() if scale is not None}
    assert zones == {"low", "middle", "high"}
    assert {status for case in cases for status in case["signs"].values()} == {
        "raised",
        "thought",
        "clear",
        "unknown",
    }
    assert {case["outcome"] for case in cases} == {
        "not_interpretable",
        "too_few_answers",
        "several_warnings",
        "think_first",
        "nothing_against",
    }


def test_each_sign_is_raised_for_somebody_and_clear_for_somebody() -> None:
    cases = [read(file)["expected"] for file in FILES]
    for sign in toy.SIGNS:
        statuses = {case["signs"][sign] for case in cases}
        assert {"raised", "clear"} <= statuses, sign


def test_every_range_is_as_wide_as_the_stored_error_says(bank: ItemBank) -> None:
    """Second way: unclipped ranges of the cast are 2 x 1.645 x SEM wide."""
    stored = bank.errors["quick"]
    widths = 0
    for file in FILES:
        for score in judge(bank, read(file)).scores:
            if score.low is None or score.high is None or score.low == 0 or score.high == 100:
                continue
            sem = stored.sem(score.scale, score.answered)
            assert sem is not None
            assert score.high - score.low == pytest.approx(2 * 1.645 * sem)
            widths += 1
    assert widths > 10
