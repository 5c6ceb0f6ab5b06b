"""The few widgets everything is built from: flowing text, lists with a cursor, the key bar.

They draw their own lines from plain text; nothing is ever parsed as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content, Span
from textual.geometry import Region, Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from suitability.tui.keys import bind
from suitability.tui.lines import Line, Part, Tone, flow, printable
from suitability.tui.presenters import Hint, Row, fit_hints, row_lines

TONES: dict[Tone, str] = {
    "": "",
    "strong": "bold $strong",
    "quiet": "$quiet",
    "title": "bold $accent-text",
    "accent": "$accent-text",
    "good": "$good-text",
    "warn": "bold $warn-text",
    "bad": "bold $bad-text",
    "cursor": "bold $cursor-text on $cursor-fill",
    "chosen": "bold $strong",
    "key": "$accent-text",
    "band": "$accent-text",
    "tick": "bold $strong",
}
"""Tone -> style. The colours are variables of the two themes; without colour, weight and marks remain."""

SCROLL_LINES = 3
"""How far an arrow scrolls the text that stands between the top and a list."""


def content_of(lines: Sequence[Line]) -> Content:
    """Return lines as Textual content; every character is printable text."""
    texts: list[str] = []
    spans: list[Span] = []
    at = 0
    for number, line in enumerate(lines):
        if number:
            texts.append("\n")
            at += 1
        for piece, tone in line:
            shown = printable(piece)
            if tone and shown:
                spans.append(Span(at, at + len(shown), TONES[tone]))
            texts.append(shown)
            at += len(shown)
    return Content("".join(texts), spans)


class Lines(Widget):
    """Lines worked out for the width at hand: ``maker`` gets the width and returns them."""

    def __init__(self, maker: Callable[[int], list[Line]] | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._maker = maker or (lambda _width: [])
        self._made: tuple[int, list[Line]] = (-1, [])

    def show(self, maker: Callable[[int], list[Line]]) -> None:
        """Draw what ``maker`` returns from now on."""
        before = len(self._made[1])
        self._maker, self._made = maker, (-1, [])
        width = self.content_size.width
        # Laying the screen out again costs several times as much as drawing one widget again.
        self.refresh(layout=width == 0 or len(self._lines(width)) != before)

    def show_blocks(self, blocks: Sequence[Part]) -> None:
        """Draw paragraphs."""
        self.show(lambda width: flow(blocks, width))

    def _lines(self, width: int) -> list[Line]:
        if self._made[0] != width:
            self._made = (width, self._maker(width))
        return self._made[1]

    def render(self) -> Content:
        """Return the lines for the present width."""
        return content_of(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of lines at ``width``."""
        return len(self._lines(width))


class RowList(Widget, can_focus=True):
    """Rows with a ``>`` cursor, chosen by digit, arrows and Enter, or mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("list.up", "up", "cursor(-1)", "keys.up"),
        bind("list.down", "down", "cursor(1)", "keys.down"),
        bind("list.previous", "shift+tab", "cursor(-1)", "keys.up"),
        bind("list.next", "tab", "cursor(1)", "keys.down"),
        bind("list.first", "home", "edge(0)", "keys.home"),
        bind("list.last", "end", "edge(-1)", "keys.end"),
        bind("list.choose", "enter", "choose", "keys.enter"),
        bind("list.mark", "space", "press", "keys.space"),
        *(bind(f"list.digit{digit}", str(digit), f"digit('{digit}')", "keys.digit") for digit in range(10)),
    ]

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, source: RowList, row: str) -> None:
            super().__init__()
            self.source = source
            self.row = row

        @property
        def control(self) -> RowList:
            """The list, so that ``@on`` can select by id."""
            return self.source

    def __init__(self, *, spaced: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._spaced = spaced
        self._rows: list[Row] = []
        self.cursor = -1
        self._moving = False

    @property
    def rows(self) -> list[Row]:
        """The rows as they stand."""
        return self._rows

    def show_rows(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        """Show ``rows``; the cursor stays unless one is given (-1: none)."""
        width = self.content_size.width
        before = len(self._layout(width)[0]) if width else -1
        self._rows = list(rows)
        wanted = self.cursor if cursor is None else cursor
        self.cursor = min(wanted, len(self._rows) - 1)
        self.refresh(layout=not width or len(self._layout(width)[0]) != before)
        if cursor is not None:
            self._moving = False
            self.call_after_refresh(self._reveal)

    def render(self) -> Content:
        """Return the rows for the present width."""
        return content_of(self._layout(self.content_size.width)[0])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of lines at ``width``."""
        return len(self._layout(width)[0])

    def _layout(self, width: int) -> tuple[list[Line], list[int]]:
        return row_lines(self._rows, self.cursor, width, spaced=self._spaced)

    def action_cursor(self, by: int) -> None:
        """Move the cursor by one row, around the ends; where it is out of sight, scroll first."""
        if not self._rows or self._scrolled(by):
            return
        if self.cursor < 0:
            self.cursor = 0 if by > 0 else len(self._rows) - 1
        else:
            self.cursor = (self.cursor + by) % len(self._rows)
        self._moved()

    def _scrolled(self, by: int) -> bool:
        """Scroll a little towards the row at the cursor, or up from the first; False if in sight."""
        box = self._scroller()
        if box is None:
            return False
        top, height = self._place(max(self.cursor, 0))
        hidden_below = top + height > box.scroll_offset.y + box.content_size.height
        if by > 0 and hidden_below and self.cursor <= 0:
            box.scroll_relative(y=SCROLL_LINES, animate=False)
            return True
        if by < 0 and self.cursor <= 0 and box.scroll_offset.y > 0:
            box.scroll_relative(y=-SCROLL_LINES, animate=False)
            return True
        return False

    def action_edge(self, row: int) -> None:
        """Move the cursor to the first (0) or the last (-1) row."""
        self.cursor = row % len(self._rows) if self._rows else -1
        self._moved()

    def action_choose(self) -> None:
        """Choose the row at the cursor."""
        if 0 <= self.cursor < len(self._rows):
            self.choose_row(self.cursor)

    def action_press(self) -> None:
        """Do with Space what Enter does; lists of answers differ."""
        self.action_choose()

    def action_digit(self, key: str) -> None:
        """Choose the row that has the digit as its key."""
        for index, row in enumerate(self._rows):
            if row.key == key:
                self.cursor = index
                self._moved()
                self.choose_row(index)
                return

    def choose_row(self, index: int) -> None:
        """Tell the screen which row was chosen."""
        self.post_message(self.Chosen(self, self._rows[index].id))

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        offset = event.get_content_offset(self)
        owners = self._layout(self.content_size.width)[1]
        if offset is None or not 0 <= offset.y < len(owners) or owners[offset.y] < 0:
            return
        self.cursor = owners[offset.y]
        self._moved()
        self.choose_row(self.cursor)

    def on_resize(self) -> None:
        """Keep the cursor in sight once it has been moved; before that the text above it comes first."""
        if self._moving:
            self.call_after_refresh(self._reveal)

    def _moved(self) -> None:
        self._moving = True
        self.refresh()
        self._reveal()

    def _scroller(self) -> Widget | None:
        return next(
            (one for one in self.ancestors if isinstance(one, Widget) and one.has_class("scroller")), None
        )

    def _place(self, row: int) -> tuple[int, int]:
        """Return the first line of a row within everything that scrolls, and its height."""
        owners = self._layout(self.content_size.width)[1]
        top = self.virtual_region.y
        parent = self.parent
        while isinstance(parent, Widget) and not parent.has_class("scroller"):
            top += parent.virtual_region.y
            parent = parent.parent
        return top + owners.index(row), owners.count(row)

    def _reveal(self) -> None:
        """Scroll so that the cursor's row is in sight; the top of the page as long as that shows it too."""
        box = self._scroller() if self.is_attached else None
        if box is None or not self._rows:
            return
        top, height = self._place(max(self.cursor, 0))
        if self.cursor < 0 or top + height <= box.content_size.height:
            box.scroll_home(animate=False)
        else:
            box.scroll_to_region(Region(0, top, 1, height), animate=False, force=True)


class KeyBar(Widget):
    """The bottom line: what the keys do here. Entries can be clicked."""

    def __init__(self) -> None:
        super().__init__(id="keybar")
        self._hints: list[Hint] = []

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show as many hints as fit."""
        self._hints = list(hints)
        self.refresh()

    def render(self) -> Content:
        """Return the hints that fit into the width."""
        parts: list[Content] = []
        for hint in fit_hints(self._hints, self.content_size.width):
            text = f"{hint.key} {hint.label}"
            cut = len(hint.key)
            entry = Content(text, [Span(0, cut, TONES["strong"]), Span(cut, len(text), TONES["quiet"])])
            parts.append(entry.stylize(Style.from_meta({"@click": hint.action})) if hint.action else entry)
        return Content("   ").join(parts)
