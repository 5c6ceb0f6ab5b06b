"""The note about the pattern of answers, shown before the result: answer again, or go on."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import fast_items
from suitability.tui.screens.menu_page import MenuPage


class QualityScreen(MenuPage):
    """Shown once, first to the person, and only when something was noticed."""

    name_id = "quality"

    def blocks(self) -> Sequence[Block]:
        """Return what was noticed, in words."""
        words, invited = self.words, self.course.startup.invitation is not None
        noticed = [
            Block("bullet", words(f"screens.quality.{signal.index}")) for signal in self.course.signals()
        ]
        return (
            Block("title", words("screens.quality.heading")),
            GAP,
            Block("text", words("screens.quality.intro")),
            GAP,
            *noticed,
            GAP,
            Block("text", words("questionnaire.quality.advice" if invited else "screens.quality.advice")),
        )

    def _fast(self) -> list[int]:
        return fast_items(self.course.bank, self.course.session)

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the ways on."""
        words, fast = self.words, self._fast()
        again = [("fast", words("screens.quality.again", number=len(fast)))] if fast else []
        return [
            *again,
            ("review", words("screens.quality.review")),
            ("pause", words("screens.quality.pause")),
            ("result", words("screens.quality.result")),
        ]

    def choose(self, row: str) -> None:
        """Answer the fast ones again, look at all, leave it for another day, or go on."""
        match row:
            case "fast":
                self.course.visit(self._fast())
                self.suitability.go_to_items()
            case "review":
                self.app.pop_screen()
            case "pause":
                self.suitability.action_interrupt()
            case _:
                self.course.quality_seen = True
                self.course.finish()
                self.suitability.go_to_results()
