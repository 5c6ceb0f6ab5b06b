"""One column to sort by; choosing the same one again turns the order round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from suitability.services.candidates import SORTS
from suitability.services.pool import Sort
from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import Row
from suitability.tui.screens.menu_page import MenuPage

if TYPE_CHECKING:
    from suitability.tui.screens.candidates import CandidatesScreen


class SortScreen(MenuPage):
    """The scales first, then the other columns."""

    name_id = "sorting"

    def __init__(self, table: CandidatesScreen) -> None:
        super().__init__()
        self._table = table

    def blocks(self) -> Sequence[Block]:
        """Return what sorting by a scale does and does not do."""
        words = self.words
        return (
            Block("title", words("candidates.sort.heading")),
            GAP,
            Block("text", words("candidates.ties")),
        )

    def rows(self) -> Sequence[Row]:
        """Return every column; the present one is marked."""
        words, bank = self.words, self.course.bank
        scales = [scale for scale in self._table.desk.pool.scales if scale in bank.scales]
        entries = [(f"scale:{scale}", bank.scales[scale].name.on(words.language)) for scale in scales]
        entries += [(name, words(f"candidates.sorts.{name}")) for name in SORTS]
        now = self._table.sort
        return [
            Row(
                name,
                str(at % 10) if at <= 10 else "",
                text + ((" ↓" if now.descending else " ↑") if name == now.by else ""),
                "(x)" if name == now.by else "( )",
            )
            for at, (name, text) in enumerate(entries, start=1)
        ]

    def choose(self, row: str) -> None:
        """Sort by a column and go back; the present one the other way round."""
        now = self._table.sort
        first = row.startswith("scale:")
        self._table.sort_by(Sort(row, not now.descending if row == now.by else first))
        self.action_leave()
