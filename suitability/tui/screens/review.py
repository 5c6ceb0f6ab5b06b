"""All answers before finishing: look, jump to any, then see the result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import Row, review_rows
from suitability.tui.screens import screen
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.widgets import RowList

ON = "on"
"""Id of the first row: finish, or go on with the first open question."""


class ReviewScreen(MenuPage):
    """The list of all questions with the answers given, skipped ones marked."""

    name_id = "review"

    def blocks(self) -> Sequence[Block]:
        """Return how many are answered, skipped and open."""
        words, session = self.words, self.course.sitting.session
        counts = {"answered": session.answered, "skipped": len(session.omitted), "open": len(session.open)}
        trouble = self.course.saving_text()
        blocks = [
            Block("title", words("screens.review.heading")),
            GAP,
            Block("text", words("screens.review.counts", **counts)),
        ]
        if trouble:
            blocks.append(Block("text", words("screens.item.not_saved", why=trouble), tone="warn"))
        return blocks

    def rows(self) -> Sequence[Row]:
        """Return the way on and one row per question."""
        words, session = self.words, self.course.sitting.session
        if session.open:
            number = session.order.index(session.open[0]) + 1
            first = Row(ON, "0", words("screens.review.go_on", number=number))
        else:
            first = Row(ON, "0", words("screens.review.finish"), tone="accent")
        return [first, *review_rows(self.course.bank, session, words)]

    def choose(self, row: str) -> None:
        """Finish or go on, or open one question and come back here."""
        if row == ON:
            self._go_on()
            return
        self.course.visit([self.course.sitting.session.order.index(row)])
        self.suitability.go_to_items()

    def _go_on(self) -> None:
        if self.course.proceed():
            self.suitability.go_to_items()
        elif self.course.signals() and not self.course.quality_seen:
            self.app.push_screen(screen("quality"))
        else:
            self.course.finish()
            self.suitability.go_to_results()

    def action_leave(self) -> None:
        """Esc: back to the question one came from; from the end, to the last question."""
        if self.course.item is None:
            self.course.back()
        self.suitability.go_to_items()

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the list."""
        first = "go_on" if self.course.sitting.session.open else "finish"
        return (
            ("0", first, "screen.on"),
            ("Enter", "change", "screen.open"),
            ("Esc", "back", "screen.leave"),
        )

    def action_on(self) -> None:
        """Finish or go on."""
        self._go_on()

    def action_open(self) -> None:
        """Open the question at the cursor."""
        self.query_one(RowList).action_choose()
