"""A menu that can ask for a line of text, as several of the recruiter's screens do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from suitability.errors import UserError
from suitability.tui.field import Field
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.widgets import RowList

if TYPE_CHECKING:
    from suitability.services.candidates import Desk


class AskingPage(MenuPage):
    """Text, menu, and a field below that is there only while something is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._use: Callable[[str], None] | None = None
        """What takes the text that is being typed; None while no field is open."""

    def body(self) -> Iterable[Widget]:
        """Return text, menu and field."""
        field = Field(id="folder")
        field.set_class(True, "hidden")
        return (*super().body(), field)

    @property
    def asking(self) -> bool:
        """True while the field is open."""
        return self._use is not None

    def ask(self, question: Callable[[], str], use: Callable[[str], None], value: str = "") -> None:
        """Open the field with a question on the line of state; ``use`` takes the typed text, stripped."""
        self._use = use
        field = self.query_one(Field)
        field.remove_class("hidden")
        field.value = value
        field.cursor_position = len(value)
        field.focus(scroll_visible=False)
        self.call_after_refresh(field.scroll_visible, animate=False)
        self.show_state(question)

    @on(Input.Submitted)
    def take_typed(self, event: Input.Submitted) -> None:
        """Close the field and hand over what was typed."""
        event.stop()
        use = self._use
        self.close_field()
        if use is not None:
            self.attempt(lambda: use(event.value.strip()))
        self.relabel()

    def attempt(self, act: Callable[[], object]) -> bool:
        """Return whether something went well; what went wrong stands on the line of state."""
        try:
            act()
        except UserError as caught:
            error = caught
            self.show_state(lambda: self.course.sentence(error), "warn")
            return False
        return True

    def close_field(self) -> None:
        """Put the field away."""
        self._use = None
        self.query_one(Field).add_class("hidden")
        self.query_one(RowList).focus(scroll_visible=False)
        self.show_state("")

    def action_leave(self) -> None:
        """Esc: close the field, or go back."""
        if self.asking:
            self.close_field()
        else:
            super().action_leave()


class DeskPage(AskingPage):
    """A page about the people of an open folder, or about one of them: row ``number``."""

    number: int | None = None

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @property
    def gone(self) -> bool:
        """True when the person of this page has been erased, here or by another copy of the program."""
        return self.number is not None and not self.desk.pool.rows_of([self.number])

    def relabel(self) -> None:
        """Draw the page; of somebody who is gone there is nothing to draw."""
        if not self.gone:
            super().relabel()

    def come_up(self) -> None:
        """Draw everything again, or leave the page of somebody who is gone."""
        if self.gone:
            self.call_later(self.action_leave)  # not pop_screen: waiting for it here would never end
        else:
            super().come_up()
