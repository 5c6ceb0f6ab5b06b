"""Print the recruiter's edition of one person or of all who are chosen; a worker makes the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from textual import on
from textual.worker import Worker, WorkerState

from suitability.errors import InternalError, UserError
from suitability.services.candidates import Desk, PrintOrder
from suitability.services.pool import Candidate
from suitability.tui.asking import DeskPage
from suitability.tui.lines import GAP, Block
from suitability.tui.startup import ReportFormat

FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)


class PrintScreen(DeskPage):
    """Format and folder, then one file a person; one that fails does not stop the others."""

    name_id = "printing"

    def __init__(self, desk: Desk, numbers: list[int]) -> None:
        super().__init__(desk)
        self._numbers = numbers
        self._format: ReportFormat = "pdf"
        self._folder = Path()
        self._done: list[Path] = []
        self._failed: list[UserError] = []
        self._busy = False

    def set_up(self) -> None:
        """Start with the folder that was given."""
        self._folder = self.course.startup.report_folder
        super().set_up()
        self.set_interval(0.5, self._tick)

    def blocks(self) -> Sequence[Block]:
        """Return who will be printed, and what was."""
        words = self.words
        blocks = [
            Block("title", words("candidates.print.heading")),
            GAP,
            Block("text", words.plural("candidates.print.who", len(self._numbers))),
        ]
        blocks += [Block("bullet", str(path), tone="good") for path in self._done]
        return [
            *blocks,
            *(Block("bullet", self.course.sentence(error), tone="warn") for error in self._failed),
        ]

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the choices and the row that prints."""
        words = self.words
        return [
            ("print", words("candidates.print.print")),
            ("format", words("screens.save.format", value=words(f"screens.save.formats.{self._format}"))),
            ("folder", words("screens.save.folder", value=self._folder)),
            ("back", words("candidates.menu.back")),
        ]

    def choose(self, row: str) -> None:
        """Print, change a value, or go back."""
        if row == "back":
            self.action_leave()
        elif row == "format":
            self._format = FORMATS[(FORMATS.index(self._format) + 1) % len(FORMATS)]
            self.relabel()
        elif row == "folder":
            self.ask(lambda: self.words("screens.save.type_folder"), self._print_into, str(self._folder))
        elif not self._busy:
            self._busy = True
            self._done, self._failed = [], []
            self.run_worker(self._print_all, thread=True, exit_on_error=False, name="print")

    def _print_into(self, text: str) -> None:
        """Use another folder."""
        if text:
            self._folder = Path(text).expanduser().absolute()

    def _print_all(self) -> None:
        language = self.course.language

        def order(candidate: Candidate) -> PrintOrder:
            return PrintOrder(candidate, self._folder, language, self._format)

        for number in self._numbers:
            try:
                path = self.desk.print_report(number, order)
            except UserError as error:
                self._failed.append(error)
            else:
                self._done.append(path)

    def _tick(self) -> None:
        """Say how far it is."""
        if self._busy:
            done, total = len(self._done) + len(self._failed), len(self._numbers)
            self.show_state(lambda: self.words("candidates.print.working", done=done, total=total), "accent")

    @on(Worker.StateChanged)
    def tell(self, event: Worker.StateChanged) -> None:
        """Show what was printed and what was not."""
        if event.state == WorkerState.ERROR:
            error = event.worker.error
            raise InternalError("save_failed", kind=type(error).__name__) from error
        if event.state == WorkerState.SUCCESS:
            self._busy = False
            self.course.reports.extend(self._done)
            self.show_state("")
            self.relabel()
