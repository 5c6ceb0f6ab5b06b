"""One choice out of a list: a role, a country, a region."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from suitability.tui.lines import Block, Part
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.widgets import RowList

Choices = Callable[[], Sequence[tuple[str, str]]]
"""Returns id and text of every choice in the present language."""


class PickScreen(MenuPage):
    """A list that goes back with what was chosen; ``chosen`` is the choice so far."""

    name_id = "pick"

    def __init__(
        self, heading: Callable[[], str], choices: Choices, chosen: str, take: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._heading = heading
        self._choices = choices
        self._chosen = chosen
        self._take = take

    def set_up(self) -> None:
        """Put the cursor on the choice so far."""
        super().set_up()
        ids = [name for name, _ in self._choices()]
        self.query_one(RowList).show_rows(self.rows(), ids.index(self._chosen))

    def blocks(self) -> Sequence[Part]:
        """Return what is chosen."""
        return (Block("title", self._heading()),)

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the choices."""
        return self._choices()

    def choose(self, row: str) -> None:
        """Go back with the choice."""
        self.app.pop_screen()
        self._take(row)
