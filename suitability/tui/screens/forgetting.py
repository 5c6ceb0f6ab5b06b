"""Erase people: asked first, then told what is gone, what stayed, and what no program can reach."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.services.candidates import Desk
from suitability.services.elsewhere import Elsewhere, elsewhere_lines
from suitability.services.forget_lines import forgotten_lines
from suitability.services.forgetting import Forgotten
from suitability.tui.asking import DeskPage
from suitability.tui.lines import GAP, Block


class ForgetScreen(DeskPage):
    """The cursor starts on "no". What was erased is listed afterwards."""

    name_id = "forgetting"

    def __init__(self, desk: Desk, numbers: list[int]) -> None:
        super().__init__(desk)
        self._numbers = numbers
        self._done: Forgotten | None = None
        self._left = Elsewhere()

    def blocks(self) -> Sequence[Block]:
        """Return the question, or what was done."""
        words = self.words
        title = Block("title", words("candidates.forget.heading"))
        if self._done is not None:
            done = [Block("bullet", line) for line in forgotten_lines(self._done, words)]
            for line, command in elsewhere_lines(self._left, words):
                done += [Block("bullet", line), *([Block("quiet", command)] if command else [])]
            return [title, GAP, *done]
        names = [self.desk.name(row) for row in self.desk.pool.rows_of(self._numbers[:10])]
        blocks = [
            title,
            GAP,
            Block("text", words.plural("candidates.forget.ask", len(self._numbers)), tone="warn"),
        ]
        blocks += [Block("bullet", name) for name in names]
        rest = len(self._numbers) - len(names)
        blocks += [Block("bullet", words("candidates.forget.more", number=rest))] if rest else []
        return [*blocks, GAP, Block("text", words("candidates.forget.what"))]

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return no and yes; afterwards the way back to the table."""
        words = self.words
        if self._done is not None:
            return [("back", words("candidates.forget.back"))]
        return [("back", words("candidates.forget.no")), ("yes", words("candidates.forget.yes"))]

    def choose(self, row: str) -> None:
        """Erase, or go back."""
        if row == "yes":
            self.attempt(self._erase)
            self.relabel()
        elif row == "back":
            self.action_leave()

    def _erase(self) -> None:
        left = self.desk.elsewhere(self._numbers)
        self._done, self._left = self.desk.forget(self._numbers), left
