"""A report drawn as text: bars, marks, pages."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.services.report_types import Report, ScaleRow
from suitability.tui import result_view
from suitability.tui.lines import cells, flow, plain
from tests.tui.support import bank, drawn, sample_result, words

CUTS = (40.0, 75.0)
EN = words()["en"]


def scale(low: float | None, score: float | None, high: float | None) -> ScaleRow:
    """Return a scale with a range and no words."""
    return ScaleRow("patience", "Patience", "", "", low, score, high, None, "workable", None, "", "", "", ())


def report(language: str = "en") -> Report:
    """Return the report of a plausible result of the real questions."""
    return drawn(sample_result(), language, bank())


def test_a_bar_shows_band_tick_and_cuts_at_their_places() -> None:
    """On 101 cells a cell is a point: band 30-50, tick 41, cuts 40 (inside the band) and 75 (outside)."""
    bar = plain([result_view.range_bar(scale(30, 41, 50), CUTS, 101)])
    assert len(bar) == 101
    assert bar[0] == "├"
    assert bar[100] == "┤"
    assert bar[41] == "█"
    assert bar[40] == bar[75] == "┼"
    assert bar[30:40] == "▒" * 10
    assert bar[42:51] == "▒" * 9
    assert bar[29] == bar[51] == "─"


def test_a_scale_without_a_range_is_an_empty_axis() -> None:
    bar = plain([result_view.range_bar(scale(None, None, None), CUTS, 41)])
    assert set(bar) == {"├", "┼", "─", "┤"}


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100), st.integers(12, 90))
def test_a_bar_always_fills_its_width_and_shows_one_tick(a: float, b: float, c: float, width: int) -> None:
    low, score, high = sorted((a, b, c))
    bar = plain([result_view.range_bar(scale(low, score, high), CUTS, width)])
    assert cells(bar) == width
    assert bar.count("█") == 1


@pytest.mark.parametrize("width", [30, 38, 54, 72])
def test_axis_labels_stand_under_their_marks_and_long_zone_names_are_left_out(width: int) -> None:
    zones = [EN(f"report.zones.{zone}") for zone in ("low", "middle", "high")]
    lines = result_view.axis_labels(CUTS, zones, width)
    numbers = plain(lines[-1:])
    assert [int(number) for number in numbers.split()] == [0, 40, 75, 100]
    assert abs(numbers.index("40") + 0.5 - result_view.place(40, width)) <= 1
    assert all(cells(plain([line])) <= width for line in lines)
    assert (len(lines) == 2) == (width >= 54)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("width", [36, 56, 74])
def test_every_page_of_a_result_fits_the_width(language: str, width: int) -> None:
    made = report(language)
    assert made.interpretable
    pages = [
        result_view.overview_lines(made, bank().rules, words()[language], width),
        *(flow(result_view.scale_blocks(row, made), width) for row in made.scales),
        *(flow(result_view.sign_blocks(row, made), width) for row in made.signs),
        *(flow(result_view.task_blocks(row, made), width) for row in made.tasks),
        flow(result_view.pay_blocks(made), width),
        flow(result_view.method_blocks(made), width),
        *(flow(result_view.guide_blocks(bank(), sign, words()[language]), width) for sign in bank().signs),
    ]
    for page in pages:
        assert len(page) > 3
        for line in page:
            assert sum(cells(text) for text, _ in line) <= width, line


def test_the_overview_says_everything_the_report_says_first() -> None:
    made = report()
    text = " ".join(plain(result_view.overview_lines(made, bank().rules, EN, 74)).split())
    for sentence in (
        made.outcome.text,
        made.comparison,
        made.purpose,
        *made.outcome.next_steps,
        *made.outcome.reasons,
    ):
        assert " ".join(sentence.split()) in text
    for row in made.scales:
        assert f"{row.name}: {row.zone_name}" in text
        assert row.sentence in text


def test_a_result_that_cannot_be_interpreted_shows_no_ranges() -> None:
    made = dataclasses.replace(report(), interpretable=False, scales=(), signs=())
    text = plain(result_view.overview_lines(made, bank().rules, EN, 74))
    assert "█" not in text
    assert made.labels["scales"] not in text


def test_a_sign_page_quotes_the_answers_and_says_what_would_change_it() -> None:
    made = report()
    for row in made.signs:
        text = " ".join(plain(flow(result_view.sign_blocks(row, made), 74)).split())
        for evidence in row.evidence:
            assert evidence.sentence.split("”")[0] in text
        assert row.pivot is None or row.pivot.split("”")[0] in text
        assert all(action.split()[0] in text for action in row.actions)
        for cited in row.why:
            assert f"[{cited.source}]" in text


def test_statuses_have_different_marks() -> None:
    assert len(set(result_view.STATUS_MARK.values())) == 4
    marks = {row.mark for row in result_view.sign_rows(report())}
    assert marks <= set(result_view.STATUS_MARK.values())
    assert [row.key for row in result_view.sign_rows(report())] == [*"1234567890"]


def test_the_chart_explains_its_own_rule_with_the_figures_of_the_pack() -> None:
    """90 % and 1 SEM are the pack's; another pack's rules change the sentence."""
    rules = bank().rules
    text = " ".join(plain(result_view.overview_lines(report(), rules, EN, 74)).split())
    assert " ".join(result_view.bar_rule(rules, EN).split()) in text
    assert "range of 90 %" in text
    assert "within 1 SEM" in text
    other = dataclasses.replace(
        rules, band_percent=80, zones=dataclasses.replace(rules.zones, border_sems=1.5)
    )
    assert "range of 80 %" in result_view.bar_rule(other, EN)
    assert "within 1.5 SEM" in result_view.bar_rule(other, EN)
    assert "(80 %)" in result_view.bar_rule(other, words()["ru"])


def test_a_place_among_other_people_is_shown_where_there_is_a_norm_group() -> None:
    made = report()
    assert [row.standing for row in made.scales] == [None] * 4
    sentence = "Lower than 30 to 55 of 100 people of the group."
    first = dataclasses.replace(made.scales[0], standing=sentence)
    compared = dataclasses.replace(made, scales=(first, *made.scales[1:]))
    assert plain(result_view.overview_lines(compared, bank().rules, EN, 74)).count(sentence) == 1
    assert sentence in plain(flow(result_view.scale_blocks(first, compared), 74))
