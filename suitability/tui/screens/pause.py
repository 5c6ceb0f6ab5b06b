"""Pause: what is saved, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.tui.lines import GAP, Block
from suitability.tui.screens.menu_page import MenuPage


class PauseScreen(MenuPage):
    """Nothing is lost by leaving from here."""

    name_id = "pause"

    def blocks(self) -> Sequence[Block]:
        """Return how far one is and whether it is saved."""
        words, sitting = self.words, self.course.sitting
        trouble = self.course.saving_text()
        saved = (
            words("screens.pause.saved", path=sitting.path)
            if not trouble
            else words("screens.item.not_saved", why=trouble)
        )
        return (
            Block("title", words("screens.pause.heading")),
            GAP,
            Block("text", words("screens.pause.far", answered=sitting.session.answered, total=sitting.total)),
            Block("text", saved, tone="warn" if trouble else ""),
        )

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the ways on."""
        return [(name, self.words(f"screens.pause.{name}")) for name in ("go_on", "review", "home", "leave")]

    def choose(self, row: str) -> None:
        """Go on, look at all answers, return to the start, or leave."""
        match row:
            case "go_on":
                self.action_leave()
            case "review":
                self.app.pop_screen()
                self.suitability.go_to_review()
            case "home":
                self.suitability.go_home()
            case _:
                self.suitability.action_leave_program()
