"""What stands on which page: how long real reports are, what stays together, what page one holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from suitability.rendering import documents, engine
from suitability.rendering.options import Paper, ReportOptions
from suitability.services.edition_types import FrontMatter
from suitability.services.editions import EditionOrder, build_edition
from suitability.services.report_types import QualityNote, Report
from tests.rendering import gallery, pieces
from tests.rendering.extraction import squeezed
from tests.rendering.reports import Language
from tests.services import samples

NAME = "Константин Константинопольский-Многофамильный и сыновья, третья смена поддержки"
TYPICAL = 16
"""The seed of a person with five marked signs and four tasks."""
PICKS: dict[str, Callable[[], samples.Pick]] = {
    "nothing": lambda: samples.keyed(1.0),
    "typical": lambda: samples.drawn(TYPICAL),
    "all": lambda: samples.keyed(0.0),
}
CASES: list[tuple[str, Language, Paper, int]] = [
    ("nothing", "ru", "A4", 9),
    ("nothing", "en", "A4", 9),
    ("typical", "ru", "A4", 13),
    ("typical", "en", "A4", 13),
    ("all", "ru", "A4", 16),
    ("all", "en", "Letter", 17),
]


def marked(report: Report) -> int:
    """Return how many signs are raised or worth a thought."""
    return sum(sign.status in {"raised", "thought"} for sign in report.signs)


def real_report(case: str, language: Language) -> Report:
    """Return a report of the shipped content with no, some or all signs marked."""
    report = samples.report(samples.result(PICKS[case]()), language, NAME)
    assert marked(report) == {"nothing": 0, "typical": 5, "all": 10}[case]
    assert len(report.tasks) == 4
    return report


def laid_out(html: str) -> Any:
    """Return the laid-out document of a page."""
    tools = engine.engine()
    return tools.weasyprint.HTML(string=html, url_fetcher=tools.fetcher).render(font_config=tools.font_config)


@cache
def boxes(case: str, language: Language, paper: Paper) -> tuple[pieces.Piece, ...]:
    """Return every box of a real edition, in the order of drawing, without headers and footers."""
    order = EditionOrder("candidate", FrontMatter(NAME))
    made = build_edition(gallery.stock(), samples.words(language), samples.result(PICKS[case]()), order)
    return tuple(pieces.all_pieces(engine.lay_out(documents.to_html(made, ReportOptions(paper)))))


every_case = pytest.mark.parametrize(("case", "language", "paper", "most"), CASES)


@every_case
def test_a_report_is_no_longer_than_it_has_to_be(
    case: str, language: Language, paper: Paper, most: int
) -> None:
    """The candidate's edition of the quick form; for those that people have, see test_page_counts."""
    assert 8 <= max(piece.page for piece in boxes(case, language, paper)) <= most


@every_case
def test_no_page_ends_with_a_heading(case: str, language: Language, paper: Paper, most: int) -> None:  # noqa: ARG001
    """Below each heading, in its own column, stands some text of the same page."""
    found = boxes(case, language, paper)
    assert len(pieces.headings(found)) > 30
    assert pieces.alone(found) == []


@every_case
def test_no_row_of_a_table_is_cut(case: str, language: Language, paper: Paper, most: int) -> None:  # noqa: ARG001
    """Tables may go on over the page; rows may not."""
    found = boxes(case, language, paper)
    assert sum(piece.kind == "TableRowBox" for piece in found) > 40
    assert pieces.cut_rows(found) == []


@every_case
def test_two_columns_never_turn_the_page(case: str, language: Language, paper: Paper, most: int) -> None:  # noqa: ARG001
    """Heads set in two columns stay whole; text in even columns has its own tests."""
    pages: dict[Any, set[int]] = defaultdict(set)
    for piece in boxes(case, language, paper):
        if piece.element is not None and piece.element.get("class") in {"left", "right"}:
            pages[piece.element].add(piece.page)
    assert len(pages) >= 20
    assert [sorted(found) for found in pages.values() if len(found) > 1] == []


def first_pages(report: Report, paper: Paper) -> int:
    """Return how many pages the story of page one takes, without the chapters after it."""
    html = documents.to_html(report, ReportOptions(paper))
    start, end = html.index('<section class="chapter"'), html.index("</main>")
    return len(laid_out(html[:start] + html[end:]).pages)


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
    """Few words or very many, with remarks on quality and a long name, on the shorter paper."""
    people = [samples.drawn(4), samples.drawn(9), *samples.PATTERNS.values()]
    made = [samples.report(samples.result(pick), language, NAME) for pick in people]
    made = [report for report in made if report.interpretable]
    assert len(made) > 10
    long = [report.outcome.id for report in made if first_pages(with_note(report), "Letter") != 1]
    long += [report.outcome.id for report in made if first_pages(report, "Letter") != 1]
    assert long == []


def test_page_one_prints_each_range_beside_its_chart() -> None:
    """Both ends with a dash, "of 100" once in the head, and no number alone."""
    heads: dict[Language, str] = {"ru": "Диапазон, из\u00a0100", "en": "Range, of 100"}
    for language, head in heads.items():
        report = real_report("typical", language)
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
    languages: tuple[Language, ...] = ("ru", "en")
    for language in languages:
        report = real_report("typical", language)
        html, text = documents.to_html(report), documents.to_text(report)
        for name in ("means", "no_obstacle", "why", "actions", "story"):
            label = report.labels[name]
            assert html.replace("\u00a0", " ").count(f"<h4>{label}</h4>") == 5
            assert text.count(f"  {label}:") == 5
        for sign in report.signs:
            said = sign.guide is not None and squeezed(sign.guide) in squeezed(text)
            assert said == (sign.status in {"clear", "unknown"})
