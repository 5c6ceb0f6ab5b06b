"""What the page says about a sitting is what the program's own report says."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from suitability.rendering.typography import NBSP
from suitability.services.norm_notes import how_to_read
from suitability.services.report_types import Report, SignRow, TaskRow
from tests.browser import pages
from tests.browser.test_scoring import edges, same
from tests.services import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser sentences")]

REPORT = """
const words = makeWords(argument.data, argument.language);
return argument.sittings.map((one) => reportOf(argument.data, one, words, argument.language));
"""
SITTINGS = 10


def spaced(value: Any) -> Any:
    """Return a value with ordinary spaces in every text of it."""
    if isinstance(value, str):
        return value.replace(NBSP, " ")
    if isinstance(value, dict):
        return {key: spaced(one) for key, one in value.items()}
    return [spaced(one) for one in value] if isinstance(value, list | tuple) else value


def sign(row: SignRow, page: dict[str, Any]) -> dict[str, Any]:
    """Return a sign as the page has it; where the report leaves advice out, the page's own stands."""
    found = asdict(row)
    del found["guide"]
    found["marked"] = row.status in ("raised", "thought")
    found["evidence"] = [one.sentence for one in row.evidence]
    found["why"] = [{"text": one.text, "source": page["why"][n]["source"]} for n, one in enumerate(row.why)]
    if not found["marked"]:
        found |= {key: page[key] for key in ("short", "means", "no_obstacle", "why", "actions", "story")}
    return found


def task(row: TaskRow) -> dict[str, Any]:
    """Return a task as the page has it."""
    replies = [{key: value for key, value in asdict(one).items() if key != "value"} for one in row.replies]
    return {
        "question": row.question,
        "replies": replies,
        "summary": row.summary,
        "explanation": row.explanation,
    }


def expected(report: Report, page: dict[str, Any]) -> dict[str, Any]:
    """Return a report in the form in which the page has it."""
    scales = [asdict(row) | {"evidence": [one.sentence for one in row.evidence]} for row in report.scales]
    return {
        "outcome": asdict(report.outcome),
        "quality": asdict(report.quality),
        "interpretable": report.interpretable,
        "provisional": report.provisional,
        "scales": scales,
        "cuts": report.cuts,
        "comparison": report.comparison,
        "signs": [sign(row, own) for row, own in zip(report.signs, page["signs"], strict=True)],
        "tasks": [task(row) for row in report.tasks],
        "notes": [asdict(note) for note in report.notes[:-1]],
        "precision": page["precision"],
    }


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("form", samples.FORMS)
def test_every_sentence_of_the_result_is_the_same(browser: Browser, form: str, language: str) -> None:
    sittings = [pages.random_result(form, seed, language) for seed in range(SITTINGS)]
    sittings += edges(form)
    found = pages.evaluate(
        browser,
        REPORT,
        {
            "data": pages.data(form, language),
            "sittings": [pages.plain(one) for one in sittings],
            "language": language,
        },
    )

    misses = []
    for number, (sitting, row) in enumerate(zip(sittings, found, strict=True)):
        right = expected(samples.report(sitting, language), row)
        misses += same(spaced(row), spaced(right), f"{number}")

    assert misses[:5] == []
    told = how_to_read(None, samples.bank().rules, samples.words(language))
    assert spaced(found[0]["precision"]) == spaced(told)


def test_a_number_is_rounded_as_python_rounds_it(browser: Browser) -> None:
    halves = [-1.5, -0.5, 0.0, 0.49, 0.5, 1.5, 2.5, 37.5, 62.5, 99.99, 100.0]

    assert pages.evaluate(browser, "return argument.map(rounded);", halves) == [round(one) for one in halves]
