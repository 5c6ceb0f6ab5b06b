"""Pages of text in a row: left and right turn them, the arrows scroll."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from suitability.tui.keys import bind
from suitability.tui.lines import Part
from suitability.tui.page import NO_ACTION, Page
from suitability.tui.widgets import Lines

Pages = Callable[[], Sequence[Sequence[Part]]]
"""Returns the pages in the present language."""


class TextPage(Page):
    """One or several pages of text. ``name_id`` of the instance names its title and help."""

    reads = True
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("text.previous", "left", "turn(-1)", "keys.previous_page"),
        bind("text.next", "right,enter", "turn(1)", "keys.next_page"),
        bind("text.back", "backspace", "leave", "keys.escape"),
    ]

    def __init__(self, name_id: str, pages: Pages, at: int = 0) -> None:
        super().__init__()
        self.name_id = name_id  # type: ignore[misc]  # one class, several subjects
        self._pages = pages
        self._drawn_pages: Sequence[Sequence[Part]] = ()
        self.at = at

    def body(self) -> Iterable[Widget]:
        """Return the text."""
        return (Lines(id="text"),)

    def relabel(self) -> None:
        """Draw the page at hand."""
        pages = self._drawn_pages = self._pages()
        super().relabel()
        self.at = min(self.at, len(pages) - 1)
        title = self.words(f"screens.{self.name_id}.title")
        count = self.words("screens.item.count", number=self.at + 1, total=len(pages))
        self.show_head(title, count if len(pages) > 1 else self.words("screens.product"))
        self.query_one("#text", Lines).show_blocks(pages[self.at])

    def action_turn(self, by: int) -> None:
        """Turn to the next or the previous page, around the ends."""
        self.at = (self.at + by) % len(self._drawn_pages)
        self.relabel()
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of a text."""
        turn = (("← →", "turn", "screen.turn(1)"),) if len(self._drawn_pages) > 1 else ()
        return (("↑↓", "scroll", NO_ACTION), *turn, ("Esc", "back", "screen.leave"))
