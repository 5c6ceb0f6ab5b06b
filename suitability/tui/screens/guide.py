"""The guide: its shelves, and a field that looks for words in all of them while they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from suitability.services.guide_pages import ROLES, GuidePage, guide_shelves
from suitability.services.guide_search import search_shelves
from suitability.tui.field import Field
from suitability.tui.guide_view import PAY, hit_rows, shelf_rows
from suitability.tui.keys import bind
from suitability.tui.lines import GAP, Block, Part
from suitability.tui.page import NO_ACTION
from suitability.tui.presenters import Row
from suitability.tui.screens import screen
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.widgets import Lines, RowList

if TYPE_CHECKING:
    from suitability.services.guide_pages import Shelf

WAIT = 0.12
"""Seconds without a key after which the search begins: whoever types fast waits for one search, not five."""


class GuideScreen(MenuPage):
    """The shelves as rows; while something stands in the field, the pages that have it.

    ``compared``: roles are set beside the open result.
    """

    name_id = "guide"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("guide.search", "slash", "search", "keys.search"),
        bind("guide.up", "up", "move(-1)", "keys.up"),
        bind("guide.down", "down", "move(1)", "keys.down"),
    ]

    def __init__(self, compared: bool = False) -> None:
        super().__init__()
        self.add_class("reading")  # the field stays where it is, however few pages are found
        self._compared = compared
        self._shelves: dict[str, tuple[Shelf, ...]] = {}
        self._query = ""
        self._waits = 0

    def body(self) -> Iterable[Widget]:
        """Return the text, the field and the rows."""
        text, menu = super().body()
        return (text, Field(id="search"), menu)

    def shelves(self, language: str) -> tuple[Shelf, ...]:
        """Return the shelves in a language; they are made once."""
        if language not in self._shelves:
            words = self.course.startup.words[language]
            self._shelves[language] = guide_shelves(self.course.startup.stock(), words)
        return self._shelves[language]

    def _pages(self, language: str) -> tuple[GuidePage, ...]:
        return tuple(page for shelf in self.shelves(language) for page in shelf.pages)

    def relabel(self) -> None:
        """Draw the text, the hint in the empty field, and the rows."""
        super().relabel()
        self.query_one(Field).placeholder = self.words("screens.guide.search")

    def blocks(self) -> Sequence[Part]:
        """Return what the guide is; what was found needs the room."""
        words = self.words
        title = Block("title", words("screens.guide.heading"))
        return (title,) if self._query.strip() else (title, GAP, Block("text", words("screens.guide.intro")))

    def rows(self) -> Sequence[Row]:
        """Return the shelves, or what was found."""
        own, words = self.words.language, self.course.startup.words
        if not self._query.strip():
            return shelf_rows(self.shelves(own), self.words)
        others = [code for code in self.course.bank.pack.languages if code != own]
        found = search_shelves([(words[code], self._pages(code)) for code in (own, *others)], self._query)
        return hit_rows(found, {page.id: page.title for page in self._pages(own)}, self.words)

    # ---- searching ----

    def on_key(self, event: events.Key) -> None:
        """Take a letter typed on the list as the beginning of a search."""
        letter = event.character
        field = self.query_one(Field)
        if letter is not None and letter.isalpha() and not field.has_focus:
            event.stop()
            self.action_search()
            field.insert_text_at_cursor(letter)

    def action_search(self) -> None:
        """Go to the field."""
        self.query_one(Field).focus(scroll_visible=False)

    def action_move(self, by: int) -> None:
        """Move through the rows while the field has the keys."""
        self.query_one(RowList).action_cursor(by)

    @on(Input.Changed)
    def wait(self) -> None:
        """Search once the typing pauses."""
        self._waits += 1
        self.set_timer(WAIT, self._search)

    def _search(self) -> None:
        self._waits -= 1
        if not self._waits and self.is_attached:
            self._find()

    def _find(self) -> None:
        query = self.query_one(Field).value
        if query == self._query:
            return
        self._query = query
        rows = self.rows()
        self.query_one("#text", Lines).show_blocks(self.blocks())
        self.query_one(RowList).show_rows(rows, 0)
        number = len(rows)
        self.show_state(
            lambda: "" if not query.strip() else self.words("screens.guide.found", number=number), "quiet"
        )

    @on(Input.Submitted)
    def open_found(self) -> None:
        """Open the row at the cursor, after looking for what was typed last."""
        self._find()
        self.query_one(RowList).action_choose()

    # ---- going on ----

    def choose(self, row: str) -> None:
        """Open a shelf, the page of pay, or a page that was found."""
        own = self.words.language
        if not self._query.strip():
            if row == PAY:
                self.app.push_screen(screen("pay"))
            elif row == ROLES:
                self.app.push_screen(screen("roles", self._compared))
            else:
                self.app.push_screen(screen("shelf", row))
            return
        shelf = next(one for one in self.shelves(own) if row in {page.id for page in one.pages})
        ids = tuple(page.id for page in shelf.pages)
        self.app.push_screen(screen("page", ids, ids.index(row), self._compared))

    def action_leave(self) -> None:
        """Esc: first take back the search, then go back."""
        field = self.query_one(Field)
        if not field.value and not field.has_focus:
            super().action_leave()
            return
        field.value = ""
        self._find()
        self.set_focus(self.query_one(RowList), scroll_visible=False)

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the guide."""
        return (("↑↓", "move", NO_ACTION), ("/", "search", "screen.search"), ("Esc", "back", "screen.leave"))
