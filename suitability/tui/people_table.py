"""The table of people: only what is in sight is read and drawn, be they ten or a million."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from suitability.services.candidate_table import tie_mark
from suitability.services.pool import Listing, PoolRow
from suitability.tui.keys import bind
from suitability.tui.lines import Line
from suitability.tui.widgets import content_of

Fetch = Callable[[Sequence[int]], tuple[PoolRow, ...]]
Draw = Callable[[PoolRow, str, bool, bool, int], Line]
"""Draws a row: person, mark of a tie, cursor here, chosen, width."""

WHEEL = 3
KEPT_ROWS = 4_096
"""Rows kept in memory before they are read again."""


class PeopleTable(Widget, can_focus=True):
    """Rows with a cursor below a line of heads. Space chooses a row, Enter opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("table.up", "up", "move(-1)", "keys.up"),
        bind("table.down", "down", "move(1)", "keys.down"),
        bind("table.page_up", "pageup", "page(-1)", "keys.page_up"),
        bind("table.page_down", "pagedown", "page(1)", "keys.page_down"),
        bind("table.first", "home", "edge(0)", "keys.home"),
        bind("table.last", "end", "edge(-1)", "keys.end"),
        bind("table.open", "enter", "open", "keys.open_person"),
        bind("table.mark", "space", "mark", "keys.mark_person"),
    ]

    class Opened(Message):
        """A person is to be opened."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Moved(Message):
        """The cursor moved, or who is chosen changed."""

    def __init__(self) -> None:
        super().__init__(id="people")
        self.listing = Listing(numbers=array("q"))
        self.cursor = 0
        self.top = 0
        self.marked: list[int] = []
        self._rows: dict[int, PoolRow] = {}
        self._fetch: Fetch = lambda _numbers: ()
        self._head: Callable[[int], Line] = lambda _width: ()
        self._draw: Draw = lambda _row, _tie, _here, _marked, _width: ()

    def show(self, listing: Listing, fetch: Fetch, head: Callable[[int], Line], draw: Draw) -> None:
        """Show everybody in ``listing``; the cursor stays on its person where they are still there."""
        before = self.number
        self.listing, self._fetch, self._head, self._draw = listing, fetch, head, draw
        self._rows.clear()
        if before is not None and before in listing.numbers:
            self.cursor = listing.numbers.index(before)
        self.move_to(self.cursor)

    def start_over(self) -> None:
        """Let the next ``show`` begin at its first row: another order is read from its top."""
        self.listing = Listing(numbers=array("q"))
        self.cursor = self.top = 0

    @property
    def number(self) -> int | None:
        """The number of the row at the cursor, None in an empty table."""
        numbers = self.listing.numbers
        return numbers[self.cursor] if 0 <= self.cursor < len(numbers) else None

    @property
    def room(self) -> int:
        """How many rows are in sight."""
        return max(self.content_size.height - 1, 1)

    def render(self) -> Content:
        """Return the heads and the rows in sight."""
        width = self.content_size.width
        numbers = self.listing.numbers[self.top : self.top + self.room]
        self._read(numbers)
        lines = [self._head(width)]
        for at, number in enumerate(numbers, start=self.top):
            row = self._rows.get(number)
            tie = tie_mark(self.listing.ties, at)
            here = at == self.cursor
            lines.append(() if row is None else self._draw(row, tie, here, number in self.marked, width))
        return content_of(lines)

    def _read(self, numbers: Sequence[int]) -> None:
        missing = [number for number in numbers if number not in self._rows]
        if missing:
            if len(self._rows) > KEPT_ROWS:
                self._rows = {number: self._rows[number] for number in numbers if number in self._rows}
            self._rows.update((row.id, row) for row in self._fetch(missing))

    def again(self) -> None:
        """Read and draw the rows in sight again: something about them changed."""
        self._rows.clear()
        self.refresh()

    def move_to(self, at: int) -> None:
        """Put the cursor on a row and bring it into sight."""
        self.cursor = max(0, min(at, len(self.listing.numbers) - 1))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def _keep_in_sight(self) -> None:
        self.top = max(min(self.top, self.cursor), self.cursor - self.room + 1)
        self.top = max(0, min(self.top, len(self.listing.numbers) - self.room))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._keep_in_sight()
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor; it stops at the ends."""
        self.move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        self.move_to(self.cursor + by * self.room)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first (0) or the last (-1) row."""
        self.move_to(0 if end == 0 else len(self.listing.numbers) - 1)

    def action_open(self) -> None:
        """Open the person at the cursor."""
        if self.number is not None:
            self.post_message(self.Opened(self.number))

    def action_mark(self) -> None:
        """Choose the person at the cursor, or take them out of the choice."""
        number = self.number
        if number is None:
            return
        if number in self.marked:
            self.marked.remove(number)
        else:
            self.marked.append(number)
        self.refresh()
        self.post_message(self.Moved())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move on."""
        event.stop()
        self.action_move(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move back."""
        event.stop()
        self.action_move(-WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Move to the clicked row; a click on the row at the cursor opens it."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < 1 or self.top + offset.y - 1 >= len(self.listing.numbers):
            return
        at = self.top + offset.y - 1
        if at == self.cursor:
            self.action_open()
        else:
            self.move_to(at)
