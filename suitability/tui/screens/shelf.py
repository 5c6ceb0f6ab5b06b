"""One shelf of the guide: its pages with a line about each."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.services.guide_pages import Shelf, guide_shelves
from suitability.tui.guide_view import page_rows
from suitability.tui.lines import Block, Part
from suitability.tui.presenters import Row
from suitability.tui.screens import screen
from suitability.tui.screens.menu_page import MenuPage


class ShelfScreen(MenuPage):
    """The pages of the shelf ``group``; each row opens one."""

    name_id = "shelf"

    def __init__(self, group: str) -> None:
        super().__init__()
        self._group = group
        self._made: dict[str, Shelf] = {}

    def _shelf(self) -> Shelf:
        language = self.words.language
        if language not in self._made:
            shelves = guide_shelves(self.course.startup.stock(), self.words)
            self._made[language] = next(one for one in shelves if one.id == self._group)
        return self._made[language]

    def blocks(self) -> Sequence[Part]:
        """Return the title of the shelf."""
        return (Block("title", self._shelf().title),)

    def rows(self) -> Sequence[Row]:
        """Return the pages."""
        return page_rows(self._shelf().pages)

    def choose(self, row: str) -> None:
        """Open the page."""
        ids = tuple(page.id for page in self._shelf().pages)
        self.app.push_screen(screen("page", ids, ids.index(row)))
