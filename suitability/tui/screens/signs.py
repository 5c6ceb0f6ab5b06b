"""The ten signs of a result as a list; each opens into its evidence and advice."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.domain.bank import ItemBank
from suitability.services.report_types import Report
from suitability.services.words import Words
from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import Row
from suitability.tui.result_view import STATUS_MARK, advice_blocks, sign_blocks, sign_rows
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

        def pages() -> list[list[Block]]:
            return sign_pages(self.course.report(), self.course.bank, self.words)

        self.app.push_screen(TextPage("signs", pages, names.index(row)))


def sign_pages(report: Report, bank: ItemBank, words: Words) -> list[list[Block]]:
    """Return the page of each sign; where the report leaves the advice out, it comes from the guide."""
    return [
        sign_blocks(sign, report) + ([] if sign.means else advice_blocks(bank, sign.id, words))
        for sign in report.signs
    ]
