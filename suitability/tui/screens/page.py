"""A page of the guide: text, tables and sources, and below them the ways on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from suitability.errors import InternalError
from suitability.services.guide_pages import ROLES, GuidePage, find_page
from suitability.tui.beside import beside, role_parts
from suitability.tui.guide_view import page_parts, text_parts
from suitability.tui.keys import bind
from suitability.tui.lines import Block, Part
from suitability.tui.page import NO_ACTION
from suitability.tui.screens import screen
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.widgets import RowList


class PageScreen(MenuPage):
    """Page ``at`` of ``ids``; left and right, and the rows below, turn to the others.

    With ``compared`` the page of a role begins with the comparison with the open result.
    """

    name_id = "page"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("page.previous", "left", "turn(-1)", "keys.previous_page"),
        bind("page.next", "right", "turn(1)", "keys.next_page"),
        bind("page.pay", "p", "pay", "keys.pay"),
        bind("page.out", "backspace", "leave", "keys.escape"),
    ]

    def __init__(self, ids: Sequence[str], at: int, compared: bool = False) -> None:
        super().__init__()
        self._ids = tuple(ids)
        self._at = at
        self._compared = compared
        self._made: dict[tuple[str, str], GuidePage] = {}

    def _page(self, by: int = 0) -> GuidePage:
        """Return the page at hand, or one ``by`` places further on.

        Raises:
            InternalError: there is no page of that name.
        """
        name = self._ids[self._at + by]
        key = (name, self.words.language)
        if key not in self._made:
            found = find_page(self.course.startup.stock(), self.words, name)
            if found is None:
                raise InternalError("guide_page_unknown", page=name)
            self._made[key] = found
        return self._made[key]

    @property
    def is_role(self) -> bool:
        """True on the page of a role that has figures of pay: neighbours of support have none."""
        return any(role.id == self._ids[self._at] for role in self.course.startup.stock().guide.roles)

    def relabel(self) -> None:
        """Draw the page and where it stands among its neighbours."""
        super().relabel()
        count = self.words("screens.item.count", number=self._at + 1, total=len(self._ids))
        if len(self._ids) > 1:
            self.show_head(self.words("screens.page.title"), count)

    def blocks(self) -> Sequence[Part]:
        """Return the text of the page."""
        page = self._page()
        other = beside(self.course) if self._compared and page.group == ROLES else None
        part = None if other is None else other.roles(self.words)
        if part is None:
            return page_parts(page, self.words)
        role = next(one for one in part.rows if one.id == page.id)
        glyphs = self.suitability.glyphs
        return [
            Block("title", page.title),
            Block("quiet", page.about),
            *role_parts(role, part, self.course.report(), self.words, glyphs),
            *text_parts(page, self.words),
        ]

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the ways on: pay for a role, the next page, the one before, and back."""
        words = self.words
        ways = [("pay", words("screens.page.pay"))] if self.is_role else []
        if self._at + 1 < len(self._ids):
            ways.append(("next", words("screens.page.next", title=self._page(1).title)))
        if self._at:
            ways.append(("previous", words("screens.page.previous", title=self._page(-1).title)))
        return [*ways, ("back", words("screens.page.back"))]

    def choose(self, row: str) -> None:
        """Follow one of the ways on."""
        match row:
            case "pay":
                self.action_pay()
            case "next":
                self.action_turn(1)
            case "previous":
                self.action_turn(-1)
            case _:
                self.action_leave()

    def action_pay(self) -> None:
        """Open what this role pays."""
        if self.is_role:
            self.app.push_screen(screen("pay", self._ids[self._at]))

    def action_turn(self, by: int) -> None:
        """Turn to the next or the previous page, around the ends."""
        self._at = (self._at + by) % len(self._ids)
        self.query_one(RowList).cursor = 0
        self.relabel()
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of a page."""
        turn = (("← →", "turn", "screen.turn(1)"),) if len(self._ids) > 1 else ()
        return (("↑↓", "scroll", NO_ACTION), *turn, ("Esc", "back", "screen.leave"))
