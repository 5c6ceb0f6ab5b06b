"""A reader of the manual can recompute any score: a second reckoning from the page alone agrees."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

import pytest

from suitability.domain.assessment import Assessment, assess
from suitability.domain.session import Response, Result
from suitability.services.change import compare_results
from suitability.storage.result_file import result_map
from tests.docs.by_hand import ROOT, Manual, Reckoned, Score, typed_cuts
from tests.services import samples

PAGE = ROOT / "docs" / "manual.md"
FORMS = ("full", "quick", "parallel")
PEOPLE = 40


@cache
def manual() -> Manual:
    return Manual(PAGE, ROOT / "questions" / "items")


def person(seed: int, form: str) -> Result:
    """Return the result of a made-up person: a trait, a habit of skipping, a pace, some times unknown."""
    draw = random.Random(seed)
    trait, skipping = draw.gauss(0.5, 1.0), draw.choice([0.0, 0.0, 0.05, 0.12, 0.25])
    seconds = draw.choice([1.5, 4.0, 6.0, 8.0])
    blank = samples.result(samples.nothing, form)
    given = {}
    for item in blank.order:
        answer = samples.bank().items[item].simulate(trait + draw.gauss(0.0, 0.5), draw.random)
        ms = None if draw.random() < 0.03 else int(1000 * seconds * draw.lognormvariate(0.0, 0.5))
        given[item] = Response(item, None if draw.random() < skipping else answer, ms)
    return replace(blank, id=f"{seed:032x}", responses=MappingProxyType(given))


def reckoned(result: Result) -> Reckoned:
    """Return what a reader works out of the result file."""
    return manual().reckon(json.loads(json.dumps(result_map(result))))


def rounded(values: Any) -> Any:
    """Return numbers to eight decimals, wherever they stand."""
    if isinstance(values, dict):
        return {name: rounded(value) for name, value in values.items()}
    if isinstance(values, list | tuple):
        return [rounded(value) for value in values]
    return round(values, 8) if isinstance(values, float) else values


def by_program(found: Assessment) -> dict[str, Any]:
    """Return what the program says, in the order of ``by_reader``."""
    terms = found.terms
    return {
        "scales": {
            one.scale: None
            if one.pomp is None
            else [one.pomp, one.sem, one.low, one.high, str(one.zone), one.near and str(one.near)]
            for one in found.scores
        },
        "apart": [found.comparison.strongest, found.comparison.weakest],
        "terms": terms and [terms.hits, terms.false_alarms, terms.discrimination, terms.value],
        "signs": {
            one.sign: [one.status, one.index, one.pivot and [one.pivot.item, str(one.pivot.status)]]
            for one in found.findings
        },
        "tasks": {one.item: one.value for one in found.tasks},
        "quality": {one.index: [one.value, str(one.level)] for one in found.quality.signals},
        "interpretable": found.quality.interpretable,
        "outcome": found.outcome.id,
    }


def by_reader(found: Reckoned) -> dict[str, Any]:
    """Return the same from the second reckoning."""

    def cells(one: Score | None) -> list[Any] | None:
        return None if one is None else [one.score, one.sem, one.low, one.high, one.zone, one.near]

    return {
        "scales": {scale: cells(one) for scale, one in found.scales.items()},
        "apart": [found.strongest, found.weakest],
        "terms": found.terms,
        "signs": {sign: [one.status, one.index, one.pivot] for sign, one in found.signs.items()},
        "tasks": found.tasks,
        "quality": found.quality,
        "interpretable": found.interpretable,
        "outcome": found.outcome,
    }


@pytest.mark.parametrize("form", FORMS)
def test_every_number_of_a_result_follows_from_the_page(form: str) -> None:
    outcomes: Counter[str] = Counter()
    unknown = 0
    for seed in range(PEOPLE):
        result = person(seed, form)
        found = assess(samples.bank(), result)
        assert rounded(by_reader(reckoned(result))) == rounded(by_program(found)), (form, seed)
        outcomes[found.outcome.id] += 1
        unknown += sum(score.pomp is None for score in found.scores)
    assert len(outcomes) >= 4, "the made-up people are too much alike to show anything"
    assert unknown, "nobody skipped enough"


@pytest.mark.parametrize(("old", "new"), [("quick", "full"), ("full", "full"), ("full", "parallel")])
def test_every_verdict_on_a_change_follows_from_the_page(old: str, new: str) -> None:
    verdicts: Counter[str] = Counter()
    for seed in range(PEOPLE):
        one, two = person(seed, old), person(1000 + seed, new)
        found = compare_results(samples.bank(), one, two)
        told = {row.scale: str(row.direction) for row in found.scales}
        assert manual().change(reckoned(one), reckoned(two)) == told, (old, new, seed)
        verdicts.update(told.values())
    assert {"higher", "lower", "within_error"} <= set(verdicts)


def test_a_second_reckoning_sees_a_rule_that_the_page_has_otherwise() -> None:
    other = Manual(PAGE, ROOT / "questions" / "items")
    other.rules["zones.high_above"] = "70"
    shifted = 0
    for seed in range(PEOPLE):
        result = person(seed, "full")
        told = json.loads(json.dumps(result_map(result)))
        shifted += other.reckon(told) != manual().reckon(told)
    assert shifted


def test_the_typed_cuts_of_the_quality_indices_are_those_in_use() -> None:
    typed = typed_cuts(PAGE.read_text(encoding="utf-8"))
    assert set(typed) == set(reckoned(person(0, "full")).quality)
    for index, cuts in typed.items():
        assert cuts == [cut for cut in manual().cuts(index) if cut is not None], index
