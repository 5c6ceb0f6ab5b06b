"""Charts in terminal cells: everything at its place, readable without colour and without line drawing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.tui import charts
from suitability.tui.charts import ASCII, BLOCKS, Range
from suitability.tui.lines import cells, plain
from tests.tui.support import words

CUTS = (40.0, 75.0)
EMPTY = Range(None, None, None)


def test_a_bar_shows_band_tick_and_cuts_at_their_places() -> None:
    """On 101 cells a cell is a point: band 30-50, tick 41, cuts 40 (inside the band) and 75 (outside)."""
    bar = plain([charts.range_bar(Range(30, 41, 50), CUTS, 101)])
    assert len(bar) == 101
    assert bar[0] == "├"
    assert bar[100] == "┤"
    assert bar[41] == "█"
    assert bar[40] == bar[75] == "┼"
    assert bar[30:40] == "▒" * 10
    assert bar[42:51] == "▒" * 9
    assert bar[29] == bar[51] == "─"


def test_the_border_has_a_mark_of_its_own_at_its_cut() -> None:
    bar = plain([charts.range_bar(Range(30, 41, 50), CUTS, 101, 40.0)])
    assert (bar[40], bar[75]) == ("╪", "┼")


def test_a_scale_without_a_range_is_an_empty_axis() -> None:
    assert set(plain([charts.range_bar(EMPTY, CUTS, 41)])) == {"├", "┼", "─", "┤"}


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100), st.integers(12, 90))
def test_a_bar_always_fills_its_width_and_shows_one_tick(a: float, b: float, c: float, width: int) -> None:
    low, score, high = sorted((a, b, c))
    for glyphs in (BLOCKS, ASCII):
        bar = plain([charts.range_bar(Range(low, score, high), CUTS, width, 40.0, glyphs)])
        assert cells(bar) == width
        assert bar.count(glyphs.tick) == 1


@pytest.mark.parametrize("glyphs", [BLOCKS, ASCII])
def test_no_two_characters_that_mean_different_things_are_the_same(glyphs: charts.Glyphs) -> None:
    told_apart = (glyphs.line, glyphs.cut, glyphs.border, glyphs.band, glyphs.tick, glyphs.pointer)
    assert len(set(told_apart)) == len(told_apart)
    assert all(cells(one) == 1 for one in glyphs)


def test_the_second_set_of_characters_is_ascii() -> None:
    lines = [
        charts.range_bar(Range(30, 60, 80), CUTS, 60, 75.0, ASCII),
        charts.strip(Range(10, 20, 30), (0, 50), 60, ASCII),
        charts.pointer(60, "needed", 60, ASCII),
    ]
    assert plain(lines).isascii()


def test_a_strip_shows_quartiles_and_median_at_their_places() -> None:
    """On 101 cells from 0 to 200 a cell is two units."""
    drawn = plain([charts.strip(Range(60, 100, 120), (0.0, 200.0), 101)])
    assert drawn.index("▒") == 30
    assert drawn.index("█") == 50
    assert drawn.rindex("▒") == 60


def test_a_range_has_no_middle_and_a_single_amount_no_band() -> None:
    assert "█" not in plain([charts.strip(Range(60, None, 120), (0.0, 200.0), 50)])
    alone = plain([charts.strip(Range(None, 100, None), (0.0, 200.0), 50)])
    assert alone.count("█") == 1
    assert "▒" not in alone


@pytest.mark.parametrize("value", [0, 3, 40, 60, 97, 100])
def test_a_pointer_stands_under_its_place_and_keeps_its_label_inside(value: float) -> None:
    line = plain([charts.pointer(value, "needed from here", 72)])
    assert line.index("▲") == charts.place(value, 72)
    assert "needed from here" in line
    assert cells(line) <= 72


def test_a_label_without_room_is_left_out() -> None:
    assert plain([charts.pointer(50, "x" * 40, 30)]).strip() == "▲"


@pytest.mark.parametrize("width", [30, 38, 54, 72])
def test_axis_labels_stand_under_their_marks_and_long_zone_names_are_left_out(width: int) -> None:
    zones = [words()["en"](f"report.zones.{zone}") for zone in ("low", "middle", "high")]
    lines = charts.axis_labels(CUTS, zones, width)
    numbers = plain(lines[-1:])
    assert [int(number) for number in numbers.split()] == [0, 40, 75, 100]
    assert abs(numbers.index("40") + 0.5 - charts.place(40, width)) <= 1
    assert all(cells(plain([line])) <= width for line in lines)
    assert (len(lines) == 2) == (width >= 54)


@pytest.mark.parametrize(
    ("values", "end"),
    [([118_000.0, 60_000.0], 150_000.0), ([100.0], 100.0), ([0.7], 0.8), ([9.0], 10.0), ([], 1.0)],
)
def test_an_axis_ends_at_a_round_number(values: list[float], end: float) -> None:
    assert charts.axis_end(values) == pytest.approx(end)


@given(st.lists(st.floats(0.01, 1e7), min_size=1))
def test_an_axis_holds_every_value_and_is_at_most_twice_as_long(values: list[float]) -> None:
    end = charts.axis_end(values)
    assert max(values) <= end * (1 + 1e-9)
    assert end <= 2 * max(values)


def test_what_an_axis_ends_with_is_never_cut() -> None:
    assert plain([charts.ends("0", "150 000 a month", 40)]) == "0" + " " * 24 + "150 000 a month"
    assert plain([charts.ends("0", "150 000 a month", 15)]) == "150 000 a month"
