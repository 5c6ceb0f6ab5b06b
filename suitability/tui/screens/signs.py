"""The ten signs of a result as a list; each opens into its evidence and advice."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.services.guide_pages import SIGNS, Stock, guide_shelves
from suitability.services.report_types import Report
from suitability.services.words import Words
from suitability.tui.guide_view import text_parts
from suitability.tui.lines import GAP, Block, Part
from suitability.tui.presenters import Row
from suitability.tui.result_view import STATUS_MARK, sign_blocks, sign_rows
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.screens.text_page import TextPage


class SignsScreen(MenuPage):
    """Number, mark, name and status of every sign."""

    name_id = "signs"

    def blocks(self) -> Sequence[Block]:
        """Return what the marks mean."""
        words, report = self.words, self.course.report()
        names = {name: words(f"report.status.{name}") for name in STATUS_MARK}
        return (
            Block("title", report.labels["signs"]),
            GAP,
            Block("text", report.labels["signs_intro"]),
            Block("quiet", words("screens.signs.marks", **names)),
        )

    def rows(self) -> Sequence[Row]:
        """Return the ten signs; the tenth answers to 0."""
        return sign_rows(self.course.report())

    def choose(self, row: str) -> None:
        """Open the page of the sign."""
        names = [sign.id for sign in self.course.report().signs]

        def pages() -> list[list[Part]]:
            return sign_pages(self.course.report(), self.course.startup.stock(), self.words)

        self.app.push_screen(TextPage("signs", pages, names.index(row)))


def sign_pages(report: Report, stock: Stock, words: Words) -> list[list[Part]]:
    """Return the page of each sign: what the result says about it, then its page of the guide."""
    shelf = next(shelf for shelf in guide_shelves(stock, words) if shelf.id == SIGNS)
    guide = {page.id: page for page in shelf.pages}
    return [[*sign_blocks(sign, report), *text_parts(guide[sign.id], words)] for sign in report.signs]
