"""One question of the interview: what to ask, what answers sound like, the mark, and what the person said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from suitability.services.pool import MARKS
from suitability.services.sheet_view import SheetRow
from suitability.tui.asking import DeskPage
from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import Row

if TYPE_CHECKING:
    from suitability.tui.screens.sheet import SheetScreen


class SheetQuestionScreen(DeskPage):
    """A digit marks the answer; the same digit again takes the mark back."""

    name_id = "sheet_question"

    def __init__(self, sheet: SheetScreen, at: int) -> None:
        super().__init__(sheet.desk)
        self._sheet = sheet
        self._at = at

    def _row(self) -> SheetRow:
        return self._sheet.sheet().rows[self._at]

    def blocks(self) -> Sequence[Block]:
        """Return the question and its follow-up."""
        row, words = self._row(), self.words
        blocks = [Block("title", row.asked.question), Block("quiet", row.asked.subject)]
        if row.asked.setup:
            blocks += [GAP, Block("text", row.asked.setup)]
        blocks += [GAP, Block("text", f"{words('edition.labels.probe')}: {row.asked.probe}")]
        if row.note:
            blocks += [Block("heading", words("edition.labels.notes"))]
            blocks += [Block("quote", line) for line in row.note.split("\n")]
        return blocks

    def rows(self) -> Sequence[Row]:
        """Return the three marks with what such an answer sounds like, the note, and the ways on."""
        row, words = self._row(), self.words
        texts = {"poor": row.asked.poor, "middling": row.asked.middling, "good": row.asked.good}
        marks = [
            Row(
                mark,
                str(at),
                words(f"edition.labels.{mark}"),
                "(x)" if row.mark == mark else "( )",
                texts[mark],
            )
            for at, mark in enumerate(MARKS, start=1)
        ]
        ways = [
            Row("note", "4", words("candidates.sheet.note")),
            Row("next", "5", words("candidates.sheet.next")),
            Row("back", "0", words("candidates.sheet.list")),
        ]
        return [*marks, *ways]

    def choose(self, row: str) -> None:
        """Write a mark, ask for a note, go on or back."""
        now = self._row()
        if row == "note":
            said = now.note.replace("\n", " ")
            self.ask(lambda: self.words("candidates.sheet.note_type"), self._hear, said)
        elif row == "back":
            self.action_leave()
        elif row == "next":
            self._at = (self._at + 1) % len(self._sheet.sheet().rows)
            self.relabel()
            self.query_one("#body").scroll_home(animate=False)
        else:
            mark = "" if now.mark == row else row
            self.attempt(lambda: self.desk.hear(self._sheet.number, now.asked.id, mark, now.note))
            self.relabel()

    def _hear(self, text: str) -> None:
        """Write down what the person said."""
        now = self._row()
        self.desk.hear(self._sheet.number, now.asked.id, now.mark, text)
