"""What to do with a result: advice with its reasons, and the ways to the plan and to pages to read on."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.services.advice_view import AdviceRow, advice_rows
from suitability.services.interview_view import candidate_questions
from suitability.services.plan_view import PlanPart, PlanRow, plan_parts
from suitability.services.source_list import SourceList
from suitability.tui.advice_parts import advice_parts, interview_parts, plan_pages
from suitability.tui.beside import Beside, beside
from suitability.tui.lines import Part
from suitability.tui.screens import screen
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.screens.text_page import TextPage

PLAN = ":plan"
INTERVIEW = ":interview"
"""The rows that open the plan and the questions to expect; the others are named after pages of the guide."""


class AdviceScreen(MenuPage):
    """Advice first; the rows below open the plan and every page that the advice names."""

    name_id = "advice"

    def _beside(self) -> Beside:
        other = beside(self.course)
        assert other is not None  # noqa: S101 - the way here leads through the result
        return other

    def _rows(self, sources: SourceList | None = None) -> tuple[AdviceRow, ...]:
        other = self._beside()
        return advice_rows(other.stock, other.person, self.words, sources)

    def blocks(self) -> Sequence[Part]:
        """Return the advice, most urgent first, and its sources."""
        stock = self._beside().stock
        sources = SourceList(stock.bank, stock.guide, self.words, stock.handbook.sources)
        return advice_parts(self._rows(sources), sources.rows(), self.course.report(), self.words)

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the plan, the interview, and the pages that advice and plan name."""
        words = self.words
        steps = [step for part in self._stretches() for step in part.steps]
        named: list[AdviceRow | PlanRow] = [*self._rows(), *steps]
        pages = {row.page: row.page_title for row in named if row.page is not None}
        read = [(page, words("screens.advice.read", title=title)) for page, title in pages.items()]
        own = [(PLAN, words("screens.advice.plan")), (INTERVIEW, words("screens.advice.interview"))]
        return [*own, *read]

    def choose(self, row: str) -> None:
        """Open the plan or a page of the guide."""
        if row == PLAN:
            self.app.push_screen(TextPage("plan", self._plan))
        elif row == INTERVIEW:
            self.app.push_screen(TextPage("interview", self._interview))
        else:
            self.app.push_screen(screen("page", (row,), 0, True))

    def _stretches(self) -> tuple[PlanPart, ...]:
        other = self._beside()
        return plan_parts(other.stock, other.person, self.words)

    def _plan(self) -> list[list[Part]]:
        return plan_pages(self._stretches(), self.words)

    def _interview(self) -> list[list[Part]]:
        other = self._beside()
        return [interview_parts(candidate_questions(other.stock, other.person, self.words), self.words)]
