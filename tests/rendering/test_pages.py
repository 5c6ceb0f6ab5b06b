"""What stands on which page: how long real reports are, what stays together, what page one holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from suitability.rendering import documents, engine
from suitability.rendering.options import Paper, ReportOptions
from suitability.services.report_types import QualityNote, Report
from tests.rendering.extraction import squeezed
from tests.rendering.reports import Language
from tests.services import samples

NAME = "Константин Константинопольский-Многофамильный и сыновья, третья смена поддержки"
TYPICAL = 16
"""The seed of a person with five marked signs and four tasks."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
CASES: list[tuple[str, Language, Paper, int]] = [
    ("nothing", "ru", "A4", 10),
    ("nothing", "en", "A4", 10),
    ("typical", "ru", "A4", 12),
    ("typical", "en", "A4", 12),
    ("all", "ru", "A4", 15),
    ("all", "en", "Letter", 15),
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A box of the layout: its page (from 1), its element, its kind, its text and its place in pixels."""

    page: int
    element: Any
    kind: str
    text: str
    x: float
    y: float
    width: float


def marked(report: Report) -> int:
    """Return how many signs are raised or worth a thought."""
    return sum(sign.status in {"raised", "thought"} for sign in report.signs)


def real_report(case: str, language: Language) -> Report:
    """Return a report of the shipped content with no, some or all signs marked."""
    picks = {"nothing": samples.keyed(1.0), "typical": samples.drawn(TYPICAL), "all": samples.keyed(0.0)}
    report = samples.report(samples.result(picks[case]), language, NAME)
    assert marked(report) == {"nothing": 0, "typical": 5, "all": 10}[case]
    assert len(report.tasks) == 4
    return report


def laid_out(html: str) -> Any:
    """Return the laid-out document of a page."""
    tools = engine.engine()
    return tools.weasyprint.HTML(string=html, url_fetcher=tools.fetcher).render(font_config=tools.font_config)


@cache
def pieces(case: str, language: Language, paper: Paper) -> tuple[Piece, ...]:
    """Return every box of a real report, in the order of drawing, without headers and footers."""
    html = documents.to_html(real_report(case, language), ReportOptions(paper))
    return tuple(all_pieces(laid_out(html)))


def all_pieces(document: Any) -> Iterator[Piece]:
    """Yield every box of a document but those in the margins."""
    for number, page in enumerate(document.pages, start=1):
        for box in page._page_box.children:
            if type(box).__name__ != "MarginBox":
                yield from below(box, number)


def below(box: Any, page: int) -> Iterator[Piece]:
    """Yield a box and everything in it."""
    yield Piece(
        page,
        getattr(box, "element", None),
        type(box).__name__,
        getattr(box, "text", ""),
        box.position_x,
        box.position_y,
        box.width if isinstance(box.width, float | int) else 0.0,
    )
    for child in getattr(box, "children", ()):
        yield from below(getattr(child, "_box", child), page)


every_case = pytest.mark.parametrize(("case", "language", "paper", "most"), CASES)


@every_case
def test_a_report_is_no_longer_than_it_has_to_be(
    case: str, language: Language, paper: Paper, most: int
) -> None:
    """With the guide's pages for marked signs only: at most 12 pages, 15 where every sign is marked."""
    assert 8 <= max(piece.page for piece in pieces(case, language, paper)) <= most


@every_case
def test_no_page_ends_with_a_heading(case: str, language: Language, paper: Paper, most: int) -> None:  # noqa: ARG001
    """Below each heading, in its own column, stands some text of the same page."""
    found = pieces(case, language, paper)
    assert len(headings(found)) > 30
    assert alone(found) == []


def test_the_check_notices_a_heading_that_its_text_has_left() -> None:
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>t</title><style>@page { size: 100px; margin: 0 }'
        "h2, p { margin: 0; break-after: auto; font: 20px/40px 'Source Sans 3' }</style></head>"
        "<body><p>one</p><h2>two</h2><p>three</p></body></html>"
    )
    assert alone(tuple(all_pieces(laid_out(page)))) == ["two"]


def headings(found: tuple[Piece, ...]) -> list[Piece]:
    """Return the lines of headings, without run-in labels: those have their text beside them."""
    texts = [one for one in found if one.kind == "TextBox" and one.text.strip()]
    run_in = {id(one) for one, dot in pairwise(texts) if dot.text == "."}
    lines = [one for one in texts if one.element.tag in HEADINGS and one.text != "."]
    return [one for one in lines if id(one) not in run_in]


def alone(found: tuple[Piece, ...]) -> list[str]:
    """Return the headings without any text under them on their page."""
    texts = [one for one in found if one.kind == "TextBox" and one.text.strip()]
    return [one.text for one in headings(found) if not any(stands_below(two, one) for two in texts)]


def stands_below(text: Piece, heading: Piece) -> bool:
    """Return whether a text that is no heading stands lower on the page, under some part of the heading."""
    return (
        text.page == heading.page
        and text.element.tag not in HEADINGS
        and text.y >= heading.y
        and (text.y > heading.y or text.x > heading.x)
        and text.x < heading.x + heading.width
        and text.x + text.width > heading.x
    )


@every_case
def test_pay_tables_stay_whole(case: str, language: Language, paper: Paper, most: int) -> None:  # noqa: ARG001
    """Each country on one page, all three on at most three, no row cut, no head of a column broken."""
    tables: dict[str, set[int]] = defaultdict(set)
    rows: Counter[Any] = Counter()
    heads: Counter[str] = Counter()
    inside = False
    for piece in pieces(case, language, paper):
        element = piece.element
        if element is None:
            continue
        if element.tag == "section" and piece.kind == "BlockBox":
            inside = element.get("class") == "country"
            if inside:
                tables[element.get("id")].add(piece.page)
        if inside and piece.kind == "TableRowBox":
            rows[element] += 1
        if inside and piece.kind == "TextBox":
            heads[piece.text.strip()] += 1
    assert len(tables) == 3
    assert all(len(pages) == 1 for pages in tables.values())
    assert len(set().union(*tables.values())) <= 3
    assert set(rows.values()) == {1}
    assert heads[{"ru": "Источник", "en": "Source"}[language]] == 3


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
