"""What page one holds, for every kind of result; what a report leaves out.

How long reports are: ``test_page_counts``; what stays together: there and in ``test_gallery``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from suitability.rendering import documents
from suitability.rendering.options import ReportOptions
from suitability.services.report_types import QualityNote, Report
from tests.rendering import gallery
from tests.rendering.extraction import squeezed
from tests.rendering.reports import Language
from tests.services import samples

NAME = "Константин Константинопольский-Многофамильный и сыновья, третья смена поддержки"
TYPICAL = 16
"""The seed of a person with five marked signs and four tasks."""
LANGUAGES: tuple[Language, ...] = ("ru", "en")


def marked(report: Report) -> int:
    """Return how many signs are raised or worth a thought."""
    return sum(sign.status in {"raised", "thought"} for sign in report.signs)


def typical_report(language: Language) -> Report:
    """Return a report of the shipped content with some signs marked."""
    report = samples.report(samples.result(samples.drawn(TYPICAL)), language, NAME)
    assert marked(report) == 5
    assert len(report.tasks) == 4
    return report


def with_note(report: Report) -> Report:
    """Return a report with three remarks on the quality of the answers."""
    words = samples.words(report.language)
    details = (
        words("report.quality.fast_share", percent=31, seconds=2, n=0),
        words.plural("report.quality.longest_run", 12),
        words("report.quality.answer_sd"),
    )
    return replace(report, quality=QualityNote("note", words("report.quality.note"), details))


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_page_one_is_one_page_for_every_kind_of_result(language: Language) -> None:
    """Few words or very many, with remarks on quality (without them it is shorter), on the shorter paper."""
    people = [samples.drawn(4), samples.drawn(9), *samples.PATTERNS.values()]
    made = [samples.report(samples.result(pick), language, NAME) for pick in people]
    made = [with_note(report) for report in made if report.interpretable]
    assert len(made) > 10
    fronts = [(report.outcome.id, gallery.front_page(report, ReportOptions("Letter"))) for report in made]
    assert [name for name, boxes in fronts if {piece.page for piece in boxes} != {1}] == []


def test_page_one_prints_each_range_beside_its_chart() -> None:
    """Both ends with a dash, "of 100" once in the head, and no number alone."""
    heads: dict[Language, str] = {"ru": "Диапазон, из\u00a0100", "en": "Range, of 100"}
    for language, head in heads.items():
        report = typical_report(language)
        html = documents.to_html(report)
        page = html[html.index('id="glance-scales"') : html.index('id="glance-signs"')]
        assert page.count(f">{head}<") == 1
        for scale in report.scales:
            assert scale.low is not None
            assert scale.high is not None
            assert f"<b>{round(scale.low)}–{round(scale.high)}</b>" in page
            assert f">{round(scale.score or 0)}<" not in page
    empty = samples.report(samples.result(samples.nothing), "en")
    assert documents.to_html(empty).count('<td class="span">—</td>') == 4


def test_a_sign_without_a_warning_is_short_and_draws_no_heading_of_what_it_leaves_out() -> None:
    """On the page and in the text: as many headings of advice as there are marked signs."""
    for language in LANGUAGES:
        report = typical_report(language)
        html, text = documents.to_html(report), documents.to_text(report)
        for name in ("means", "no_obstacle", "why", "actions", "story"):
            label = report.labels[name]
            assert html.replace("\u00a0", " ").count(f"<h4>{label}</h4>") == 5
            assert text.count(f"  {label}:") == 5
        for sign in report.signs:
            said = sign.guide is not None and squeezed(sign.guide) in squeezed(text)
            assert said == (sign.status in {"clear", "unknown"})
