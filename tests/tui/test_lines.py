"""Wrapping, hanging indents and cleaning, checked against rich's own measure of cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from suitability.tui.lines import GAP, Block, cells, flow, hanging, plain, printable, shorten, wrap
from tests.nasty import NASTY

JOINERS = "\u200c\u200d"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)


@pytest.mark.parametrize(
    "text", ["a", "слово", "й" + "\u0306", "日本語", "ﾊﾝｶｸ", "é", "e\u0301", "£ € ₽ — «»"]
)
def test_cells_agree_with_the_terminal_library(text: str) -> None:
    assert cells(printable(text)) == cell_len(printable(text))


@given(TEXTS, st.integers(1, 40))
def test_no_wrapped_line_is_wider_than_asked_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= max(width, 2) for line in lines)
    assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")


@given(TEXTS)
def test_printable_text_is_printable_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = printable(text)
    assert not set(once) & {"\n", "\r", "\t", "\x85", "\u2028"}
    assert all(character.isprintable() or character.isspace() or character in JOINERS for character in once)
    assert printable(once) == once


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_lose_every_control_character(text: str) -> None:
    assert not set(printable(text)) & {chr(code) for code in (*range(32), *range(127, 160), 0x202E, 0x2066)}


def test_line_ends_and_tabs_become_spaces() -> None:
    assert printable("a\nb\tc\u2028d") == "a b c d"


def test_later_lines_hang_under_the_text() -> None:
    assert plain(hanging((("  1 ", "key"),), "one two three", 12)) == "  1 one two\n    three"


def test_blocks_have_one_blank_line_between_sections_and_none_at_the_end() -> None:
    blocks = [Block("text", "a"), GAP, GAP, Block("heading", "B"), Block("bullet", "c"), GAP]
    assert plain(flow(blocks, 20)) == "a\n\nB\n  – c"


@given(TEXTS, st.integers(2, 30))
def test_a_shortened_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    short = shorten(text, width)
    assert cells(short) <= width
    assert short == printable(text) or short.endswith("…")


def test_a_wide_character_that_leaves_no_room_for_the_ellipsis_is_left_out() -> None:
    assert shorten("\u2e800", 2) == "…"
    assert shorten("\u2e80\u2e80\u2e80", 3) == "\u2e80…"
