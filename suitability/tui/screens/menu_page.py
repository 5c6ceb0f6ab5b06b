"""A screen made of a text and a menu: pause, recap, quality note and others are this and nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from suitability.tui.keys import bind
from suitability.tui.lines import Part
from suitability.tui.page import Page
from suitability.tui.presenters import Row, numbered
from suitability.tui.widgets import Lines, RowList


class MenuPage(Page):
    """Text above, numbered rows below; the cursor starts on the first row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("menu.page_up", "pageup", "page(-1)", "keys.page_up"),
        bind("menu.page_down", "pagedown", "page(1)", "keys.page_down"),
    ]

    def body(self) -> Iterable[Widget]:
        """Return the text and the menu."""
        return (Lines(id="text"), RowList(id="menu"))

    def set_up(self) -> None:
        """Put the cursor on the first row."""
        super().set_up()
        menu = self.query_one(RowList)
        menu.cursor = 0
        self.set_focus(menu, scroll_visible=False)

    def relabel(self) -> None:
        """Draw the text and the menu."""
        super().relabel()
        self.query_one("#text", Lines).show_blocks(self.blocks())
        self.query_one(RowList).show_rows(self.rows())

    def blocks(self) -> Sequence[Part]:
        """Return the text above the menu."""
        return ()

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return id and text of each row."""
        return ()

    def rows(self) -> Sequence[Row]:
        """Return the rows, numbered from 1."""
        return numbered(self.entries())

    @on(RowList.Chosen)
    def take_row(self, message: RowList.Chosen) -> None:
        """Follow the chosen row."""
        message.stop()
        self.choose(message.row)

    def action_page(self, by: int) -> None:
        """Scroll the text by almost a window."""
        body = self.query_one("#body")
        body.scroll_relative(y=by * max(body.content_size.height - 2, 1), animate=False)

    def choose(self, row: str) -> None:
        """Do what the row says."""
        raise NotImplementedError
