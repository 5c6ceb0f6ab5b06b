"""The guide: a page for each of the ten signs, without any answers."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import Row
from suitability.tui.result_view import guide_blocks
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.screens.text_page import TextPage


class GuideScreen(MenuPage):
    """The list of the ten signs; each opens into its page."""

    name_id = "guide"

    def _signs(self) -> list[str]:
        signs = sorted(self.course.bank.signs.values(), key=lambda sign: sign.number)
        return [sign.id for sign in signs]

    def blocks(self) -> Sequence[Block]:
        """Return what the guide is."""
        words = self.words
        return (
            Block("title", words("screens.guide.heading")),
            GAP,
            Block("text", words("screens.guide.intro")),
        )

    def rows(self) -> Sequence[Row]:
        """Return the ten signs."""
        language, bank = self.words.language, self.course.bank
        signs = [bank.signs[name] for name in self._signs()]
        return [
            Row(sign.id, str(sign.number % 10), sign.name.on(language), "", sign.short.on(language))
            for sign in signs
        ]

    def choose(self, row: str) -> None:
        """Open the page of the sign."""
        names = self._signs()

        def pages() -> list[list[Block]]:
            return [guide_blocks(self.course.bank, name, self.words) for name in names]

        self.app.push_screen(TextPage("guide", pages, names.index(row)))
