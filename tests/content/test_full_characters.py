"""People whom a recruiter meets, taken through the short form and on through the full one, in both languages.

Each YAML file in tests/characters/ describes a person, holds the codes and tasks as this person would give
them, and states what a practitioner expects the full form to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from suitability.domain.assessment import Assessment, assess
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, CodedItem, MostLeast, SequenceItem, SituationItem
from suitability.domain.scoring import ScaleScore
from suitability.domain.session import Result
from suitability.services.sitting import Sitting, start
from suitability.storage.bank_reader import read_bank
from suitability.storage.strict_yaml import parse
from tests.services import sittings

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "characters").glob("*.yaml"))
LANGUAGES = ("ru", "en")
Case = Mapping[str, Any]


@pytest.fixture(scope="module")
def bank() -> ItemBank:
    return read_bank(ROOT / "questions")


def read(file: Path) -> Case:
    parsed = parse(file.read_bytes(), file.name)
    assert parsed.whole, parsed.problems
    assert isinstance(parsed.tree, dict)
    return parsed.tree


def answers(bank: ItemBank, case: Case) -> dict[str, Answer | None]:
    """Return the answers by item id: codes stand in the order of the ids, "-" is a skipped item."""
    found: dict[str, Answer | None] = {}
    for letter, codes in case["codes"].items():
        names = sorted(item for item in bank.order("full") if item.startswith(letter))
        for name, code in zip(names, codes.split(), strict=True):
            assert isinstance(bank.items[name], CodedItem)
            found[name] = None if code == "-" else int(code)
    for name, given in case["tasks"].items():
        found[name] = task_answer(bank, name, given)
    assert sorted(found) == sorted(bank.order("full"))
    return found


def task_answer(bank: ItemBank, name: str, given: list[str]) -> Answer | None:
    item = bank.items[name]
    if not given:
        return None
    if isinstance(item, SituationItem):
        return MostLeast(*given)
    return tuple(given) if isinstance(item, SequenceItem) else given[0]


def answer_open(sitting: Sitting, given: Mapping[str, Answer | None], elapsed_ms: int) -> None:
    """Answer or skip every item from the position to the end."""
    while sitting.item is not None:
        answer = given[sitting.item.id]
        if answer is None:
            sitting.omit(elapsed_ms)
        else:
            sitting.respond(answer, elapsed_ms)


def take(bank: ItemBank, case: Case, language: str, folder: Path | None) -> Result:
    """Return the result of the short form continued into the full one."""
    given = answers(bank, case)
    short = start(sittings.settings(folder, bank=bank), "quick", language)
    answer_open(short, given, case["elapsed_ms"])
    first = short.finish()
    whole = short.continue_with("full")
    assert whole.number == len(first.order) + 1
    answer_open(whole, given, case["elapsed_ms"])
    result = whole.finish()
    whole.close()
    assert all(result.responses[item] == first.responses[item] for item in first.order)
    return result


def zone(score: ScaleScore) -> str:
    if score.zone is None:
        return "unknown"
    return score.zone.value if score.near is None else f"{score.zone.value} near {score.near.value}"


def said(found: Assessment) -> dict[str, Any]:
    """Return an assessment in the form in which the files state it."""
    signs = {
        status: [one.sign for one in found.findings if one.status.value == status]
        for status in ("raised", "thought", "unknown")
    }
    return {
        "outcome": found.outcome.id,
        "zones": {score.scale: zone(score) for score in found.scores},
        **signs,
        "signals": [signal.index for signal in found.quality.raised],
        "strongest": found.comparison.strongest or "none",
        "weakest": found.comparison.weakest or "none",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_full_form_says_about_a_person_what_a_practitioner_would(
    bank: ItemBank, file: Path, language: str
) -> None:
    case = read(file)
    assert said(assess(bank, take(bank, case, language, None))) == case["expected"]


def test_the_answers_carried_over_are_on_the_disk(bank: ItemBank, tmp_path: Path) -> None:
    case = read(FILES[0])
    result = take(bank, case, "ru", tmp_path)
    kinds = [kind for kind, item in sittings.stored(tmp_path, "run1") if item is not None]
    assert kinds.count("answered") + kinds.count("omitted") == len(bank.order("full"))
    assert result.order == bank.order("full")


def test_no_answer_of_a_careful_person_is_the_same_throughout() -> None:
    """Raw codes are written for plain and reversed items alike, so a careful person's have both ends."""
    for file in FILES:
        case = read(file)
        if not case["expected"]["signals"]:
            codes = " ".join(codes for letter, codes in case["codes"].items() if letter in "SPCTE").split()
            assert {"1", "2"} & set(codes), file.stem
            assert {"4", "5"} & set(codes), file.stem


def test_the_cast_is_large_and_meets_every_outcome_and_most_of_the_signs(bank: ItemBank) -> None:
    cases = [read(file) for file in FILES]
    expected = [case["expected"] for case in cases]
    assert len(cases) >= 12
    measured = {rule.id for rule in bank.rules.outcomes if not rule.nothing_measured}
    assert {one["outcome"] for one in expected} == measured
    assert {sign for one in expected for sign in one["raised"]} >= set(bank.signs) - {"contact"}
    assert {word for one in expected for zones in [one["zones"].values()] for word in zones} >= {
        "low", "middle", "high", "unknown", "low near middle", "middle near high", "high near middle",
    }  # fmt: skip
    assert {signal for one in expected for signal in one["signals"]} >= {"overclaiming", "instructed_failed"}


def test_over_claiming_changes_what_is_said_about_the_answers_and_no_score(bank: ItemBank) -> None:
    case = read(ROOT / "tests" / "characters" / "says-he-knows.yaml")
    honest = {**case, "codes": {**case["codes"], "K": case["codes"]["K"][:-8] + " 1 1 1 1"}}
    proud, modest = (assess(bank, take(bank, one, "en", None)) for one in (case, honest))
    assert proud.scores == modest.scores
    assert [signal.index for signal in proud.quality.raised] == ["overclaiming"]
    assert modest.quality.raised == ()
    assert proud.terms is not None
    assert modest.terms is not None
    assert proud.terms.value < 0.2
    assert modest.terms.value > 0.9
