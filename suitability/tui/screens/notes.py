"""Notes on a person: written, read, erased one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from suitability.services.candidates import Desk
from suitability.services.moments import moment
from suitability.tui.asking import DeskPage
from suitability.tui.keys import bind
from suitability.tui.lines import GAP, Block
from suitability.tui.page import NO_ACTION
from suitability.tui.presenters import Row
from suitability.tui.widgets import RowList


class NotesScreen(DeskPage):
    """The oldest note first; in blind mode notes are hidden, because they may name the person."""

    name_id = "notes"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("notes.erase", "delete,f8", "erase", "keys.erase_note"),
    ]

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(desk)
        self.number: int = number
        self._asked = ""

    def blocks(self) -> Sequence[Block]:
        """Return whose notes they are."""
        (row,) = self.desk.pool.rows_of([self.number])
        key = "hidden" if self.desk.blind else "intro"
        return (
            Block("title", self.desk.name(row)),
            GAP,
            Block("text", self.words(f"candidates.notes.{key}")),
        )

    def rows(self) -> Sequence[Row]:
        """Return the notes, the row that adds one, and the way back."""
        words = self.words
        notes = () if self.desk.blind else self.desk.pool.candidate(self.number).notes
        found = [
            Row(str(note.id), "", note.text.replace("\n", " "), "–", moment(note.at, words)) for note in notes
        ]
        return [
            Row("add", "1", words("candidates.notes.add")),
            *found,
            Row("back", "0", words("candidates.menu.back")),
        ]

    def choose(self, row: str) -> None:
        """Write a new note, or go back; on a note nothing happens."""
        if row == "add":
            self.ask(lambda: self.words("candidates.notes.type"), self._add)
        elif row == "back":
            self.action_leave()

    def _add(self, text: str) -> None:
        """Add the note."""
        self.desk.add_note(self.number, text)

    def action_erase(self) -> None:
        """Ask before a note is erased; the second press erases it."""
        menu = self.query_one(RowList)
        note = menu.rows[menu.cursor].id if 0 <= menu.cursor < len(menu.rows) else ""
        if not note.isdecimal():
            return
        if self._asked != note:
            self._asked = note
            self.show_state(lambda: self.words("candidates.notes.sure"), "warn")
            return
        self._asked = ""
        self.attempt(lambda: self.desk.pool.erase_note(int(note)))
        self.show_state("")
        self.relabel()

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the notes."""
        return (
            ("Enter", "choose", NO_ACTION),
            ("Del", "forget", "screen.erase"),
            ("Esc", "back", "screen.leave"),
        )
