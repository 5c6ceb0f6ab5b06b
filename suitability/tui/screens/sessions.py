"""Earlier sittings: open one, or delete it for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from suitability.errors import UserError
from suitability.storage.runs import RunSummary
from suitability.tui.keys import bind
from suitability.tui.lines import GAP, Block
from suitability.tui.page import NO_ACTION
from suitability.tui.presenters import Row, run_text
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.widgets import RowList


class SessionsScreen(MenuPage):
    """Every kept sitting, the one last worked on first."""

    name_id = "sessions"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("sessions.forget", "delete,f8", "forget", "keys.forget"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asked = ""

    def _runs(self) -> Sequence[RunSummary]:
        try:
            return self.course.startup.list_runs()
        except UserError as error:
            self._explain(error)
            return ()

    def blocks(self) -> Sequence[Block]:
        """Return how many sittings there are and how to delete one."""
        words = self.words
        some = "intro" if self._runs() else "none"
        return (
            Block("title", words("screens.sessions.heading")),
            GAP,
            Block("text", words(f"screens.sessions.{some}")),
        )

    def rows(self) -> Sequence[Row]:
        """Return the sittings and the way back."""
        words, bank = self.words, self.course.bank
        rows = [
            Row(run.id, str(number) if number < 10 else "", run_text(bank, run, words))
            for number, run in enumerate(self._runs(), start=1)
        ]
        return [*rows, Row("", "0", words("screens.sessions.back"))]

    def choose(self, row: str) -> None:
        """Open the sitting: its recap, or its result when it was finished."""
        self._asked = ""
        run = next((one for one in self._runs() if one.id == row), None)
        if run is None:
            self.action_leave()
            return
        try:
            self.course.resume(run.path)
        except UserError as error:
            self._explain(error)
            return
        self.suitability.after_resume()

    def _explain(self, error: UserError) -> None:
        self.show_state(lambda: self.course.sentence(error), "warn")

    def action_forget(self) -> None:
        """Ask before deleting; the second press deletes."""
        menu = self.query_one(RowList)
        run = menu.rows[menu.cursor].id if 0 <= menu.cursor < len(menu.rows) else ""
        if not run:
            return
        if self._asked != run:
            self._asked = run
            self.show_state(lambda: self.words("screens.sessions.sure"), "warn")
            return
        self._asked = ""
        try:
            self.course.forget(run)
        except UserError as error:
            self._explain(error)
            return
        self.relabel()
        self.show_state(lambda: self.words("screens.sessions.gone"))

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the list."""
        return (
            ("Enter", "open", NO_ACTION),
            ("Del", "forget", "screen.forget"),
            ("Esc", "back", "screen.leave"),
        )
