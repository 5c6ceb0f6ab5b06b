"""Save the report: format, paper, language, folder. A worker makes the file while the keys stay alive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

from textual import on
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from suitability.errors import InternalError, SuitabilityError
from suitability.tui.field import Field
from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import language_name
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.startup import Paper, ReportEdition, ReportFormat, SaveRequest
from suitability.tui.widgets import RowList

FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
PAPERS: tuple[Paper, ...] = get_args(Paper)
EDITIONS: tuple[ReportEdition, ...] = get_args(ReportEdition)
EXISTS = "output_exists"
"""Code of the error that says the file is there already."""


class SaveScreen(MenuPage):
    """Rows that change their value on Enter, a field for the folder, and the row that saves."""

    name_id = "save"

    def __init__(self) -> None:
        super().__init__()
        self._format: ReportFormat = "pdf"
        self._paper: Paper = "a4"
        self._edition: ReportEdition = "candidate"
        self._grey = False
        self._large = False
        self._language = ""
        self._folder: Path | None = None
        self._busy = 0
        self._exists = False

    def body(self) -> Iterable[Widget]:
        """Return text, menu, and the field for the folder."""
        field = Field(id="folder")
        field.set_class(True, "hidden")
        return (*super().body(), field)

    def on_mount(self) -> None:
        """Start with the present language and the folder that was given."""
        self._language = self.course.language
        self._folder = self.course.startup.report_folder
        super().on_mount()
        self.set_interval(0.5, self._tick)

    def blocks(self) -> Sequence[Block]:
        """Return what will be saved."""
        return (
            Block("title", self.words("screens.save.heading")),
            GAP,
            Block("text", self.words("screens.save.intro")),
        )

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the choices with their values and the row that saves."""
        words = self.words
        save = words("screens.save.replace" if self._exists else "screens.save.save")
        edition = words(f"screens.save.editions.{self._edition}")
        language = language_name(words, self._language)
        return [
            ("save", save),
            ("format", words("screens.save.format", value=words(f"screens.save.formats.{self._format}"))),
            ("edition", words("screens.save.edition", value=edition)),
            *(self._looks() if self._format != "text" else []),
            ("language", words("screens.save.language", value=language)),
            ("folder", words("screens.save.folder", value=self._folder)),
            ("back", words("screens.save.back")),
        ]

    def _looks(self) -> Sequence[tuple[str, str]]:
        """Return what only drawn formats have: paper, colour, size of letters."""
        words = self.words
        colour = words(f"screens.save.colours.{'grey' if self._grey else 'colour'}")
        letters = words(f"screens.save.sizes.{'large' if self._large else 'usual'}")
        return [
            ("paper", words("screens.save.paper", value=words(f"screens.save.papers.{self._paper}"))),
            ("grey", words("screens.save.colour", value=colour)),
            ("large", words("screens.save.size", value=letters)),
        ]

    def choose(self, row: str) -> None:
        """Save, change a value, or go back."""
        if row == "back":
            self.action_leave()
        elif row == "save":
            self._save()
        elif row == "folder":
            self._ask_folder()
        else:
            self._next_value(row)

    def _next_value(self, row: str) -> None:
        languages = self.course.bank.pack.languages
        if row == "format":
            self._format = FORMATS[(FORMATS.index(self._format) + 1) % len(FORMATS)]
        elif row == "paper":
            self._paper = PAPERS[(PAPERS.index(self._paper) + 1) % len(PAPERS)]
        elif row == "edition":
            self._edition = EDITIONS[(EDITIONS.index(self._edition) + 1) % len(EDITIONS)]
        elif row == "grey":
            self._grey = not self._grey
        elif row == "large":
            self._large = not self._large
        else:
            self._language = languages[(languages.index(self._language) + 1) % len(languages)]
        self._exists = False
        self.relabel()

    def _ask_folder(self) -> None:
        field = self.query_one(Field)
        field.remove_class("hidden")
        field.value = str(self._folder)
        field.cursor_position = len(field.value)
        field.focus(scroll_visible=False)
        self.show_state(self.words("screens.save.type_folder"))

    @on(Input.Submitted)
    def take_folder(self, event: Input.Submitted) -> None:
        """Use the typed folder."""
        if event.value.strip():
            self._folder = Path(event.value.strip()).expanduser().absolute()
        self._exists = False
        self.query_one(Field).add_class("hidden")
        self.query_one(RowList).focus(scroll_visible=False)
        self.show_state("")
        self.relabel()

    def _save(self) -> None:
        result = self.course.result
        if self._busy or result is None or self._folder is None:
            return
        request = SaveRequest(
            result,
            self._language,
            self._folder,
            self._format,
            self._paper,
            self._exists,
            self._edition,
            self._grey,
            self._large,
        )
        self._busy = 1
        self._tick()
        self.run_worker(
            lambda: self.course.startup.save_report(request), thread=True, exit_on_error=False, name="save"
        )

    def _tick(self) -> None:
        """Show that the work goes on."""
        if self._busy:
            self.show_state(self.words("screens.save.working", seconds=self._busy // 2), "accent")
            self._busy += 1

    @on(Worker.StateChanged)
    def tell(self, event: Worker.StateChanged) -> None:
        """Say where the report is, or why it is not."""
        worker = event.worker
        if event.state == WorkerState.SUCCESS:
            self._busy = 0
            self._exists = False
            if worker.result is not None:
                self.course.reports.append(worker.result)
            self.relabel()
            self.show_state(self.words("screens.save.saved", path=worker.result), "good")
        elif event.state == WorkerState.ERROR:
            self._busy = 0
            error = worker.error
            if not isinstance(error, SuitabilityError):
                raise InternalError("save_failed", kind=type(error).__name__) from error
            self._exists = error.code == EXISTS
            self.relabel()
            self.show_state(self.course.sentence(error), "warn")
