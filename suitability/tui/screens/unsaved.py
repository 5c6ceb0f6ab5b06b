"""Answers that cannot be saved where they belong: try again, take another folder, or leave without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from suitability.tui.field import Field
from suitability.tui.lines import GAP, Block
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.widgets import RowList


class UnsavedScreen(MenuPage):
    """Why nothing is being saved, and what can be done about it."""

    name_id = "unsaved"

    def body(self) -> Iterable[Widget]:
        """Return text, menu, and the field for a folder."""
        field = Field(id="folder")
        field.set_class(True, "hidden")
        return (*super().body(), field)

    def blocks(self) -> Sequence[Block]:
        """Return the reason in words."""
        words = self.words
        return (
            Block("title", words("screens.unsaved.heading")),
            GAP,
            Block("text", self.course.saving_text() or words("screens.unsaved.well"), tone="warn"),
            Block("text", words("screens.unsaved.kept")),
        )

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the ways on."""
        return [
            (name, self.words(f"screens.unsaved.{name}")) for name in ("retry", "folder", "go_on", "leave")
        ]

    def choose(self, row: str) -> None:
        """Try again, ask for a folder, go back, or leave."""
        match row:
            case "retry":
                self._tell(self.course.sitting.retry_saving().ok)
            case "folder":
                field = self.query_one(Field)
                field.remove_class("hidden")
                field.placeholder = self.words("screens.unsaved.placeholder")
                field.focus(scroll_visible=False)
            case "go_on":
                self.action_leave()
            case _:
                self.app.exit()

    @on(Input.Submitted)
    def move(self, event: Input.Submitted) -> None:
        """Save in the typed folder from now on."""
        if event.value.strip():
            self._tell(self.course.sitting.move_to(Path(event.value.strip()).expanduser().absolute()).ok)

    def _tell(self, well: bool) -> None:
        self.relabel()
        if well:
            self.query_one(Field).add_class("hidden")
            self.query_one(RowList).focus(scroll_visible=False)
            path = self.course.sitting.path
            self.show_state(lambda: self.words("screens.unsaved.now_saved", path=path), "good")
        else:
            self.show_state(self.course.saving_text, "warn")
