"""The page scores as the program does: every number, status and sentence, over hundreds of sittings."""

from __future__ import annotations

import math
from dataclasses import asdict
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pytest

from suitability.domain.assessment import Assessment, assess
from suitability.domain.session import Result
from suitability.storage.answer_codec import to_plain
from tests.browser import pages
from tests.services import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser scoring")]

SITTINGS = 120
"""Sittings a form."""

ASSESS = "return argument.sittings.map((one) => assess(argument.data, one, argument.language));"


def edges(form: str) -> list[Result]:
    """Return the sittings at the edges: the patterns of the report's tests, levels of keyed values."""
    picks = [*samples.PATTERNS.values(), *(samples.keyed(step / 8) for step in range(9))]
    return [samples.result(pick, form) for pick in picks]


def expected(found: Assessment) -> dict[str, Any]:
    """Return an assessment in the form in which the page has it."""
    terms = None if found.terms is None else asdict(found.terms)
    return {
        "scores": [asdict(one) for one in found.scores],
        "comparison": asdict(found.comparison),
        "findings": [
            asdict(one)
            | {
                "evidence": [
                    {"item": row.item, "answer": to_plain(row.answer), "value": row.value}
                    for row in one.evidence
                ],
                "pivot": None
                if one.pivot is None
                else {
                    "item": one.pivot.item,
                    "answer": to_plain(one.pivot.answer),
                    "status": one.pivot.status.value,
                },
            }
            for one in found.findings
        ],
        "tasks": [
            {"item": one.item, "answer": to_plain(one.answer), "value": one.value} for one in found.tasks
        ],
        "quality": {
            "signals": [asdict(one) for one in found.quality.signals],
            "interpretable": found.quality.interpretable,
        },
        "outcome": found.outcome.id,
        "terms": terms,
        "conditions": [asdict(one) for one in found.conditions],
    }


def same(left: object, right: object, place: str = "") -> list[str]:
    """Return the places where two values differ; numbers may differ by 1e-9."""
    if isinstance(left, dict) and isinstance(right, dict):
        found = [f"{place}.{key}: only on one side" for key in sorted(left.keys() ^ right.keys())]
        for key in left.keys() & right.keys():
            found += same(left[key], right[key], f"{place}.{key}")
        return found
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        found = [f"{place}: {len(left)} and {len(right)}"] if len(left) != len(right) else []
        for number, (one, other) in enumerate(zip(left, right, strict=False)):
            found += same(one, other, f"{place}[{number}]")
        return found
    if isinstance(left, int | float) and isinstance(right, int | float):
        equal = math.isclose(left, right, rel_tol=0, abs_tol=1e-9)
    else:
        equal = left == right
    return [] if equal else [f"{place}: {left!r} and {right!r}"]


def test_the_comparison_sees_a_difference() -> None:
    assert same({"a": [1, 2.0]}, {"a": (1, 2.0 + 1e-12)}) == []
    assert same({"a": [1, 2.0]}, {"a": [1, 2.1]}) == [".a[1]: 2.0 and 2.1"]
    assert same({"a": None}, {"a": 0}) == [".a: None and 0"]
    assert same({"a": 1}, {"b": 1}) == [".a: only on one side", ".b: only on one side"]


@pytest.mark.parametrize("form", samples.FORMS)
def test_every_number_and_status_is_the_same(browser: Browser, form: str) -> None:
    sittings = [pages.random_result(form, seed, "en") for seed in range(SITTINGS)] + edges(form)
    found = pages.evaluate(
        browser,
        ASSESS,
        {"data": pages.data(form), "sittings": [pages.plain(one) for one in sittings], "language": "en"},
    )

    misses = []
    seen = set()
    for number, (sitting, row) in enumerate(zip(sittings, found, strict=True)):
        right = assess(samples.bank(), sitting)
        seen.add(right.outcome.id)
        row["outcome"] = row["outcome"]["id"]
        misses += same(row, expected(right), f"{number}")

    assert misses == []
    assert len(sittings) > SITTINGS
    assert len(seen) > (1 if form == "conditions" else 4) - (form == "conditions")


def test_the_normal_quantile_is_the_one_of_the_standard_library(browser: Browser) -> None:
    shares = [1e-300, 1e-20, 1e-9, 1e-5, 0.001, 0.02, 0.0749, 0.075, 0.3, 0.5, 0.61, 0.9251, 0.98, 1 - 1e-9]
    found = pages.evaluate(browser, "return argument.map(normalQuantile);", shares)

    assert found == pytest.approx([NormalDist().inv_cdf(one) for one in shares], abs=1e-9)
