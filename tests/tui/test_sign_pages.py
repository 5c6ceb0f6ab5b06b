"""The pages of the ten signs in a result: what the answers say, then the sign's page of the guide."""

from __future__ import annotations

from itertools import pairwise

from suitability.services.guide_pages import find_page
from suitability.tui.guide_view import text_parts
from suitability.tui.lines import Block
from suitability.tui.result_view import sign_blocks
from suitability.tui.screens.signs import sign_pages
from tests.tui.support import bank, drawn, sample_result, stock, words


def test_no_heading_stands_without_text() -> None:
    for language in words():
        report = drawn(sample_result(), language, bank())
        assert {sign.status for sign in report.signs} >= {"clear", "thought"}
        for page in sign_pages(report, stock(), words()[language]):
            blocks = [block for block in page if isinstance(block, Block)]
            assert all(block.text for block in blocks if block.kind != "gap")
            assert blocks[-1].kind != "heading"
            assert all((a.kind, b.kind) != ("heading", "heading") for a, b in pairwise(blocks))


def test_every_sign_with_or_without_a_warning_ends_with_its_page_of_the_guide() -> None:
    for language in words():
        report = drawn(sample_result(), language, bank())
        pages = sign_pages(report, stock(), words()[language])
        for sign, page in zip(report.signs, pages, strict=True):
            guide = find_page(stock(), words()[language], sign.id)
            assert guide is not None
            rest = text_parts(guide, words()[language])
            assert page == [*sign_blocks(sign, report), *rest]
            texts = [block.text for block in page if isinstance(block, Block)]
            assert texts.count(report.labels["means"]) == 1
            assert words()[language]("advice.interview.title") in texts
            assert all(f"{action}" in texts for action in sign.actions)
