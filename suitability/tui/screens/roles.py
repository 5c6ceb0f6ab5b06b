"""The roles of support work as a list; beside an open result, what each asks on every scale."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.services.edition_types import RolesPart
from suitability.services.guide_pages import ROLES, GuidePage, guide_shelves
from suitability.tui.beside import beside, legend_parts, role_rows
from suitability.tui.guide_view import page_rows
from suitability.tui.lines import GAP, Block, Part
from suitability.tui.presenters import Row
from suitability.tui.screens import screen
from suitability.tui.screens.menu_page import MenuPage


class RolesScreen(MenuPage):
    """Roles in the order of the guide; with ``compared`` each beside the open result, if that has ranges."""

    name_id = "roles"

    def __init__(self, compared: bool = False) -> None:
        super().__init__()
        self._compared = compared
        self._made: dict[str, tuple[GuidePage, ...]] = {}

    def _part(self) -> RolesPart | None:
        other = beside(self.course) if self._compared else None
        return None if other is None else other.roles(self.words)

    def _pages(self) -> tuple[GuidePage, ...]:
        language = self.words.language
        if language not in self._made:
            shelves = guide_shelves(self.course.startup.stock(), self.words)
            self._made[language] = next(shelf.pages for shelf in shelves if shelf.id == ROLES)
        return self._made[language]

    def blocks(self) -> Sequence[Part]:
        """Return what is compared and what the marks mean, or that there is nothing to compare with."""
        words, part = self.words, self._part()
        title = Block("title", words("screens.roles.heading"))
        if part is not None:
            return (title, Block("text", words("screens.roles.note")), GAP, *legend_parts(part))
        key = "no_ranges" if self._compared else "no_result"
        return (
            title,
            Block("text", words("screens.roles.intro")),
            Block("quiet", words(f"screens.roles.{key}")),
        )

    def rows(self) -> Sequence[Row]:
        """Return the roles."""
        part = self._part()
        if part is None:
            return page_rows(self._pages())
        return role_rows(part, self.course.report().conditions, self.words)

    def choose(self, row: str) -> None:
        """Open the page of the role; its neighbours follow in the order of the list."""
        ids = tuple(one.id for one in self.rows())
        self.app.push_screen(screen("page", ids, ids.index(row), self._compared))
