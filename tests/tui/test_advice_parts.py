"""Advice, plan and interview on the screen: everything that the services say, within the width."""

from __future__ import annotations

import pytest

from suitability.domain.advice import Person
from suitability.domain.assessment import assess
from suitability.services.advice_view import advice_rows
from suitability.services.interview_view import candidate_questions
from suitability.services.plan_view import plan_parts
from suitability.services.source_list import SourceList
from suitability.tui.advice_parts import advice_parts, interview_parts, plan_pages
from suitability.tui.lines import Part, cells, flow, plain
from tests.tui.support import bank, drawn, sample_result, stock, words

PERSON = Person(sample_result(), assess(bank(), sample_result()))


def squeezed(parts: list[Part], width: int) -> str:
    """Return the page without spaces and without what stands at the beginning of quoted lines."""
    lines = flow(parts, width)
    assert all(cells(plain([line])) <= width for line in lines)
    return "".join(plain(lines).replace("│", "").split())


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("width", [36, 72])
def test_every_piece_of_advice_has_its_text_reasons_and_source(language: str, width: int) -> None:
    say = words()[language]
    sources = SourceList(bank(), stock().guide, say, stock().handbook.sources)
    rows = advice_rows(stock(), PERSON, say, sources)
    report = drawn(sample_result(), language, bank())
    text = squeezed(advice_parts(rows, sources.rows(), report, say), width)
    assert len(rows) > 3
    for row in rows:
        for part in (row.kind_name, row.title, row.text, *row.reasons):
            assert "".join(part.split()) in text
        assert row.source is None or f"{row.source}." in text
    assert "".join(report.purpose.split()) in text


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("width", [36, 72])
def test_every_stretch_of_the_plan_is_a_page_with_all_its_steps(language: str, width: int) -> None:
    plan = plan_parts(stock(), PERSON, words()[language])
    pages = plan_pages(plan, words()[language])
    assert len(pages) == len(plan) > 2
    for part, page in zip(plan, pages, strict=True):
        text = squeezed(page, width)
        for one in (part.title, part.days, part.aim, part.show):
            assert "".join(one.split()) in text
        for step in part.steps:
            for one in (step.text, step.reason, step.page_title or ""):
                assert "".join(one.split()) in text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_question_says_what_is_behind_it_and_how_to_get_ready(language: str) -> None:
    rows = candidate_questions(stock(), PERSON, words()[language])
    text = squeezed(interview_parts(rows, words()[language]), 56)
    assert rows
    for row in rows:
        for one in (row.question, row.behind, row.prepare, row.probe):
            assert "".join(one.split()) in text
