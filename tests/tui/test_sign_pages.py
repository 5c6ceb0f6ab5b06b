"""The pages of the ten signs on the screen: whole for every sign, with or without a warning."""

from __future__ import annotations

from itertools import pairwise

from suitability.tui.result_view import advice_blocks, guide_blocks, sign_blocks
from suitability.tui.screens.signs import sign_pages
from tests.tui.support import bank, drawn, sample_result, words


def test_no_heading_stands_without_text() -> None:
    for language in words():
        report = drawn(sample_result(), language, bank())
        assert {sign.status for sign in report.signs} >= {"clear", "thought"}
        for sign in report.signs:
            blocks = sign_blocks(sign, report)
            assert all(block.text for block in blocks)
            assert blocks[-1].kind != "heading"
            after = [b for a, b in pairwise(blocks) if a.kind == "heading"]
            assert "heading" not in {block.kind for block in after}


def test_a_sign_without_a_warning_still_offers_its_guide_page() -> None:
    for language in words():
        report = drawn(sample_result(), language, bank())
        pages = sign_pages(report, bank(), words()[language])
        for sign, page in zip(report.signs, pages, strict=True):
            advice = advice_blocks(bank(), sign.id, words()[language])
            assert advice == guide_blocks(bank(), sign.id, words()[language])[2:]
            texts = [block.text for block in page]
            assert all(
                block.text in texts for block in advice if block.kind in {"heading", "quote", "number"}
            )
            assert texts.count(report.labels["means"]) == 1
