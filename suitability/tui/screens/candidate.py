"""One person: what is known, profile with ranges, and the ways on to evidence, questions, sheet and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from suitability.services import candidate_view as view
from suitability.tui.asking import DeskPage
from suitability.tui.candidate_lines import blocks_of, cuts_of, flow_on, passage_lines
from suitability.tui.lines import GAP, Block, Line, flow
from suitability.tui.page import NO_ACTION
from suitability.tui.screens import screen
from suitability.tui.screens.text_page import TextPage
from suitability.tui.widgets import Lines

if TYPE_CHECKING:
    from suitability.services.candidates import Desk
    from suitability.services.edition_types import Edition


class CandidateScreen(DeskPage):
    """A person's page; what is done here is written at once."""

    name_id = "candidate"

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(desk)
        self.number: int = number
        self._drawn_as: tuple[str, Edition | None] = ("", None)

    def _edition(self) -> Edition | None:
        """Return the person's edition in the present language, made once."""
        if self._drawn_as[0] != self.words.language:
            candidate = self.desk.pool.candidate(self.number)
            self._drawn_as = (self.words.language, self.desk.edition(candidate, self.words))
        return self._drawn_as[1]

    def relabel(self) -> None:
        """Draw the page from the folder as it is now."""
        super().relabel()
        if self.gone:
            return
        words, bank = self.words, self.course.bank
        candidate = self.desk.pool.candidate(self.number)
        edition = self._edition()
        head = [Block("title", self.desk.name(candidate.row)), GAP]
        known = view.facts(self.desk, candidate, words, self.course.startup.role_name)
        head += [Block("quiet", f"{label}: {value}") for label, value in known]
        head += [
            Block(
                "quiet",
                words("candidates.rating", criterion=view.stage_text(one.criterion, words), value=one.value),
            )
            for one in candidate.ratings
        ]
        passages = view.profile(edition, candidate, words)
        ranges = {} if edition is None else {row.id: row for row in edition.report.scales}

        def lines(width: int) -> list[Line]:
            first = flow(head, width)
            middle = passage_lines(passages, dict(ranges), cuts_of(bank), width)
            after = flow_on(
                middle,
                [Block("heading", words("candidates.heads.trust")), Block("quiet", view.trust(words))],
                width,
            )
            return [*first, (), *middle, *after]

        self.query_one("#text", Lines).show(lines)

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return where to go from here."""
        words = self.words
        candidate = self.desk.pool.candidate(self.number)
        stage = view.stage_text(candidate.row.stage, words) or words("candidates.menu.no_stage")
        heard = {one.question for one in self.desk.pool.sheet(self.number)}
        empty = self._empty()
        with_result = [
            ("evidence", words("candidates.menu.evidence")),
            ("questions", words("candidates.menu.questions")),
            ("sheet", words("candidates.menu.sheet", number=len(heard))),
            ("print", words("candidates.menu.print")),
        ]
        return [
            *(row for row in with_result if candidate.result is not None and row[0] not in empty),
            ("stage", words("candidates.menu.stage", value=stage)),
            ("rating", words("candidates.menu.rating")),
            ("notes", words("candidates.menu.notes", number=len(candidate.notes))),
            ("forget", words("candidates.menu.forget")),
            ("back", words("candidates.menu.back")),
        ]

    def _empty(self) -> set[str]:
        """Return the rows with nothing behind them: whose answers cannot be judged have no signs."""
        pages = {"evidence": view.evidence, "questions": view.questions}
        return {name for name, make in pages.items() if not make(self._edition(), self.words)}

    def choose(self, row: str) -> None:
        """Go where the row says."""
        desk, number = self.desk, self.number
        match row:
            case "evidence":
                self.app.push_screen(TextPage("evidence", self._evidence))
            case "questions":
                self.app.push_screen(TextPage("questions", self._questions))
            case "print":
                self.app.push_screen(screen("printing", desk, [number]))
            case "forget":
                self.app.push_screen(screen("forgetting", desk, [number]))
            case "back":
                self.action_leave()
            case _:
                self.app.push_screen(screen(row, desk, number))

    def _evidence(self) -> list[list[Block]]:
        promise = Block("quiet", self.words("recruiting.collect.promise"))
        return [[*blocks_of(page), GAP, promise] for page in view.evidence(self._edition(), self.words)]

    def _questions(self) -> list[list[Block]]:
        return [blocks_of(page) for page in view.questions(self._edition(), self.words)]

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of a person's page."""
        return (("↑↓", "move", NO_ACTION), ("Enter", "choose", NO_ACTION), ("Esc", "back", "screen.leave"))
