"""The interview sheet during an interview: the questions with their marks, and ways to take it along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from suitability.services.candidates import Desk
from suitability.services.files import clean_name
from suitability.services.sheet_view import Sheet, sheet_text
from suitability.services.sheets import sheet_for
from suitability.tui.asking import DeskPage
from suitability.tui.lines import GAP, Block
from suitability.tui.page import NO_ACTION
from suitability.tui.presenters import Row
from suitability.tui.screens import screen

SIGNS = {"": "[ ]", "poor": "[-]", "middling": "[~]", "good": "[+]"}
"""Mark of an answer -> how it stands before the question."""


class SheetScreen(DeskPage):
    """One row a question; Enter opens it. Marks and notes are written at once and change no score."""

    name_id = "sheet"

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(desk)
        self.number: int = number

    def sheet(self, *, empty: bool = False) -> Sheet:
        """Return the sheet as it stands, or an empty one."""
        return sheet_for(self.desk, self.number, self.words, self.course.startup.role_name, empty=empty)

    def blocks(self) -> Sequence[Block]:
        """Return whose sheet it is and how far it is."""
        sheet, words = self.sheet(), self.words
        done = words("candidates.sheet.done", done=sheet.filled, total=len(sheet.rows))
        others = [one for one in self.desk.interviewers(self.number) if one != self.desk.interviewer]
        people = ", ".join(one or words("candidates.sheet.nobody") for one in others)
        return (
            Block("title", sheet.name),
            GAP,
            Block("text", words("candidates.sheet.intro")),
            Block("quiet", f"{done} {words('candidates.sheet.never_mixed')}"),
            *([Block("quiet", words("candidates.sheet.others", people=people))] if others else []),
        )

    def rows(self) -> Sequence[Row]:
        """Return the questions, then what can be done with the sheet."""
        words = self.words
        rows = [
            Row(
                f"q:{at}",
                str(at),
                row.asked.question,
                SIGNS[row.mark],
                f"{row.asked.subject}: {_first_line(row.note)}" if row.note else row.asked.subject,
            )
            for at, row in enumerate(self.sheet().rows, start=1)
        ]
        after = (("empty", "empty_page"), ("html", "html"), ("text", "as_text"), ("back", "back"))
        mine = self.desk.interviewer or words("candidates.sheet.nobody")
        whose = Row("whose", "", words("candidates.sheet.whose", name=mine))
        return [*rows, whose, *(Row(name, "", words(f"candidates.sheet.{key}")) for name, key in after)]

    def choose(self, row: str) -> None:
        """Open a question, or write the sheet to a file."""
        if row == "back":
            self.action_leave()
        elif row.startswith("q:"):
            self.app.push_screen(screen("sheet_question", self, int(row[2:]) - 1))
        elif row == "whose":
            self.ask(lambda: self.words("candidates.sheet.whose_type"), self._turn_to, self.desk.interviewer)
        else:
            ending = "txt" if row == "text" else "html"
            who = self.sheet().name if self.desk.blind else self.number
            name = f"interview-{who}{'-empty' if row == 'empty' else ''}.{ending}"
            place = self.course.startup.report_folder / name
            self.ask(lambda: self.words("candidates.sheet.type"), partial(self._write, row), str(place))

    def _turn_to(self, interviewer: str) -> None:
        """Turn to the sheet of somebody else who interviews."""
        self.desk.interviewer = clean_name(interviewer)

    def _write(self, what: str, text: str) -> None:
        """Write the sheet to the file that was typed, as ``what`` the menu calls it."""
        recruiting = self.course.startup.recruiting
        if not text or recruiting is None:
            return
        sheet = self.sheet(empty=what == "empty")
        page = sheet_text(sheet) if what == "text" else recruiting.sheet_page(sheet)
        path = self.desk.print_sheet(self.number, Path(text).expanduser().absolute(), page)
        self.show_state(lambda: self.words("screens.save.saved", path=path), "good")

    def action_leave(self) -> None:
        """Esc: close the field, go back, or leave the program where it began here."""
        if not self.asking and self.app.screen_stack[0] is self:
            self.suitability.action_leave_program()
        else:
            super().action_leave()

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the sheet."""
        return (("↑↓", "move", NO_ACTION), ("Enter", "open", NO_ACTION), ("Esc", "back", "screen.leave"))


def _first_line(note: str) -> str:
    return note.partition("\n")[0]
