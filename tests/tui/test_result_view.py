"""A report drawn as text: bars, marks, pages."""

from __future__ import annotations

import dataclasses

import pytest

from suitability.services.report_types import Report
from suitability.tui import result_view
from suitability.tui.charts import ASCII, BLOCKS
from suitability.tui.lines import cells, flow, plain
from tests.tui.support import bank, drawn, sample_result, words

EN = words()["en"]


def report(language: str = "en") -> Report:
    """Return the report of a plausible result of the real questions."""
    return drawn(sample_result(), language, bank())


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
        flow(result_view.method_blocks(made), width),
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


def test_the_cut_beside_which_a_score_lies_has_a_mark_of_its_own() -> None:
    """Only a scale that says it is on the border gets the mark, and at the nearer of the two cuts."""
    made = report()
    inside = dataclasses.replace(made.scales[0], border=None, score=60.0, low=45.0, high=70.0)
    near = dataclasses.replace(inside, border="On the border.", score=70.0)
    assert result_view.border_of(inside, made.cuts) is None
    assert result_view.border_of(near, made.cuts) == made.cuts[1]
    assert result_view.border_of(dataclasses.replace(near, score=42.0), made.cuts) == made.cuts[0]
    for row, marks in ((inside, 0), (near, 1)):
        alone = dataclasses.replace(made, scales=(row,))
        lines = result_view.range_lines(alone, "", EN, 74)
        assert plain(lines).count(BLOCKS.border) == marks


def test_without_line_drawing_the_overview_is_readable_all_the_same() -> None:
    text = plain(result_view.overview_lines(report(), bank().rules, EN, 74, ASCII))
    assert not set(text) & set("├┤─┼╪▒█▲")
    assert f"{ASCII.band} range of" in text


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
