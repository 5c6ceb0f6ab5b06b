"""Pages that only some results have: nothing of the section is left out, nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from suitability.domain.joined import with_marks
from suitability.domain.kinds import Answer
from suitability.services.library import load_handbook
from suitability.services.report_model import Library, build_report
from suitability.services.report_types import Report
from suitability.tui.lines import Block
from suitability.tui.result_parts import conditions_pages, said_did_pages
from suitability.tui.result_view import scale_blocks
from tests.domain import toy
from tests.services import samples

RESULTS = dict(samples.all_results())


def report(name: str, language: str, marks: Mapping[str, int] | None = None) -> Report:
    """Return the report of a sample, with working conditions where ``marks`` has some (3 without a word)."""
    bank, result = samples.bank(), RESULTS[name]
    if marks is not None:
        given: dict[str, Answer | None] = {item: marks.get(item, 3) for item in bank.order("conditions")}
        result = with_marks(bank, result, toy.result(bank, "conditions", given))
    shelf = Library(bank, samples.guide(), samples.words(language), load_handbook())
    return build_report(shelf, result)


def texts(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_page_on_words_and_tasks_holds_both_sides_and_the_note(language: str) -> None:
    made = report("full: two ends", language)
    both = made.said_did
    assert both is not None
    (page,) = said_did_pages(made)
    for text in (both.said, *both.quotes, both.sentence, both.note):
        assert text in texts(page)
    assert len(both.done) == 4
    assert all(row.summary in texts(page) for row in both.done)


@pytest.mark.parametrize("name", ["full: in a hurry", "full: nothing", "conditions: high"])
def test_where_a_side_is_missing_there_is_no_page(name: str) -> None:
    made = report(name, "en")
    assert made.said_did is None
    assert said_did_pages(made) == []


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_pages_on_conditions_hold_every_role_and_every_condition(language: str) -> None:
    made = report("full: middle", language, {"W01": 1, "W02": 2})
    marks = made.conditions
    assert marks is not None
    by_role, by_condition = conditions_pages(made)
    for role in marks.roles:
        assert role.name in texts(by_role)
        assert all(line.text in texts(by_role) for line in role.lines)
    for row in marks.rows:
        assert f"{row.question} {row.answer}" in texts(by_condition)
        assert row.where in texts(by_condition)
    warned = [block.text for block in by_role if block.tone == "warn"]
    assert warned == [line.text for role in marks.roles for line in role.lines if line.kind == "no_usual"]
    assert warned


def test_without_marks_there_are_no_pages_and_marks_survive_an_uninterpretable_result() -> None:
    assert conditions_pages(report("full: middle", "en")) == []
    hurried = report("full: in a hurry", "en", {"W01": 1})
    assert not hurried.interpretable
    assert len(conditions_pages(hurried)) == 2


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_scale_says_which_answer_would_change_its_zone_or_that_none_would(language: str) -> None:
    words = samples.words(language)
    for name in ("full: high", "quick: near the upper cut"):
        made = report(name, language)
        for row in made.scales:
            assert row.pivot is not None
            assert row.pivot in texts(scale_blocks(row, made))
    assert {row.pivot for row in report("full: high", language).scales} == {words("report.scale.no_pivot")}
    pivots = {row.pivot for row in report("quick: near the upper cut", language).scales}
    assert words("report.scale.no_pivot") not in pivots
