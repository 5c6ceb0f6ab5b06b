"""A number and its unit stay on one line wherever text is wrapped, and the words themselves do not change."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.blocks import Paragraph
from suitability.services.guide_pages import GuidePage
from suitability.services.guide_text import page_lines
from suitability.services.spaces import held, let_go
from suitability.services.wrapping import paragraph_lines, wrapped
from suitability.tui.lines import wrap
from tests.services import samples

SPLIT = re.compile(r"\d\n *(?:\d{3}\b|[%₽$€£])|\n *[—–] |\n *\[")
TEXTS = (
    "В опросе 76 % ответили, что от 60 000 ₽ до 112 500 ₽ — это мало, а 9 % — что много [12]",
    "Of those asked, 76 % said that 60 000 ₽ to 112 500 ₽ — a month — is little, $ 44 770 is more",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width", range(12, 90))
def test_no_line_ends_between_a_number_and_its_unit(text: str, width: int) -> None:
    """In every way of wrapping and at every width a terminal may have."""
    for lines in (wrapped(text, width), paragraph_lines(text, width), wrap(text, width)):
        assert not SPLIT.search("\n".join(lines))
        assert " ".join(" ".join(lines).split()) == text


@given(st.text(alphabet="аявнежи —–0159₽%№$.,xy", max_size=60))
def test_a_held_text_comes_back_as_it_was(text: str) -> None:
    """Holding only replaces single spaces; runs of spaces shrink to one."""
    assert let_go(held(text)).split() == text.split()


def test_pages_of_the_guide_are_wrapped_by_it() -> None:
    """``page_lines`` is what ``suitability guide`` and ``suitability salary`` print."""
    page = GuidePage("x", "work", None, "x", TEXTS[0], (Paragraph(TEXTS[0]),), (TEXTS[0],))
    for width in range(20, 80):
        assert not SPLIT.search("\n".join(page_lines(page, samples.words("ru"), width)))
