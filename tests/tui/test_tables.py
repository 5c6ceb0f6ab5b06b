"""Tables for the screen: nothing cut, nothing wider than the window, columns only where they can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.tui.lines import cells, plain
from suitability.tui.tables import column_widths, table_lines

HEADER = ("Step", "Amount", "Where from")
ROWS = (
    ("What was paid", "17,500 for half a job", "a review of 2014"),
    ("Whole job", "35,000", "divided by us"),
)
WORD = st.text("abcdefgh", min_size=1, max_size=30)
CELL = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


def words_of(text: str) -> list[str]:
    return sorted(text.replace("–", " ").replace(":", " ").split())


def test_a_table_that_fits_stands_in_columns() -> None:
    lines = plain(table_lines(HEADER, ROWS, 72)).split("\n")
    assert len(lines) == 3
    assert {line.index(text) for line, text in zip(lines, ("Amount", "17,500", "35,000"), strict=True)} == {
        15
    }


def test_a_table_that_is_too_wide_wraps_inside_its_columns_with_a_line_between() -> None:
    lines = plain(table_lines(HEADER[:2], [row[:2] for row in ROWS], 24)).split("\n")
    assert "" in lines
    assert len(lines) > 4


def test_where_columns_cannot_be_read_rows_become_entries() -> None:
    assert column_widths(HEADER, ROWS, 30) is None
    text = plain(table_lines(HEADER, ROWS, 30))
    assert "What was paid" in text
    assert "– Amount: 17,500" in text


@pytest.mark.parametrize("width", [36, 56, 74])
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5))
def test_no_word_is_lost_and_no_line_is_too_wide(width: int, rows: list[tuple[str, str, str]]) -> None:
    lines = table_lines(HEADER, rows, width)
    assert all(cells(plain([line])) <= width for line in lines)
    shown = words_of(plain(lines))
    for row in rows:
        for word in " ".join(row).split():
            assert word in shown or word in plain(lines).replace("\n", " ")
