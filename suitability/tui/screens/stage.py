"""The stage of a person: one of those on offer, one used in this folder, or a word of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.services.candidate_view import named, stage_text
from suitability.services.candidates import STAGES, Desk
from suitability.tui.asking import DeskPage
from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import Row, numbered


class StageScreen(DeskPage):
    """Choosing a stage writes it and goes back. No stage follows from a score by itself."""

    name_id = "stage"

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(desk)
        self.number: int = number

    def blocks(self) -> Sequence[Block]:
        """Return whose stage it is."""
        (row,) = self.desk.pool.rows_of([self.number])
        return (Block("title", self.desk.name(row)), GAP, Block("text", self.words("candidates.stage_intro")))

    def rows(self) -> Sequence[Row]:
        """Return the stages, the present one marked."""
        words = self.words
        (row,) = self.desk.pool.rows_of([self.number])
        used = [one for one in self.desk.pool.known("stage") if one not in STAGES]
        entries = [(f"={one}", stage_text(one, words)) for one in (*STAGES, *used)]
        entries += [("own", words("candidates.stage_own")), ("=", words("candidates.stage_none"))]
        rows = numbered(entries)
        return [
            one._replace(mark="(x)" if one.id == f"={row.stage}" and row.stage else "( )")
            if one.id not in ("own", "=")
            else one
            for one in rows
        ]

    def choose(self, row: str) -> None:
        """Write the stage."""
        if row == "own":
            self.ask(lambda: self.words("candidates.stage_type"), self._begin_own)
        elif self.attempt(lambda: self.desk.set_stage(self.number, row.removeprefix("="))):
            self.action_leave()

    def _begin_own(self, text: str) -> None:
        """Write a stage of one's own."""
        if text:
            self.desk.set_stage(self.number, named(text, STAGES, self.words))
