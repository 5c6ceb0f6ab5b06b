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
from suitability.services.files import free_name, typed_name
from suitability.tui.field import Field
from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import language_name
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.startup import Paper, ReportEdition, ReportFormat, SaveRequest
from suitability.tui.widgets import RowList

FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
PAPERS: tuple[Paper, ...] = get_args(Paper)
EDITIONS: tuple[ReportEdition, ...] = get_args(ReportEdition)
EXISTS = {"output_exists": "path", "pdf_html_exists": "instead"}
"""Code of an error that says the file is there already -> the value that names the file."""


class SaveScreen(MenuPage):
    """Rows that change their value on Enter, a field to type in, and the row that saves.

    Where the file is there already, the rows become a question; nothing is replaced without a yes to it.
    """

    name_id = "save"

    def __init__(self) -> None:
        super().__init__()
        self._format: ReportFormat = "pdf"
        self._paper: Paper = "a4"
        self._edition: ReportEdition = "candidate"
        self._grey = False
        self._large = False
        self._language = ""
        self._folder = Path()
        self._busy = 0
        self._taken: Path | None = None
        self._name: str | None = None
        self._typing = ""

    def body(self) -> Iterable[Widget]:
        """Return text, menu, and the field for a folder or a name."""
        field = Field(id="folder")
        field.set_class(True, "hidden")
        return (*super().body(), field)

    def set_up(self) -> None:
        """Start with the present language and the folder that was given."""
        self._language = self.course.language
        self._folder = self.course.startup.report_folder
        super().set_up()
        self.set_interval(0.5, self._tick)

    def blocks(self) -> Sequence[Block]:
        """Return what will be saved, or the question about the file that is there."""
        words = self.words
        title = Block("title", words("screens.save.heading"))
        if self._taken is not None:
            question = words("screens.save.exists", name=self._taken.name)
            return (title, GAP, Block("text", question, tone="warn"))
        return (title, GAP, Block("text", words("screens.save.intro")))

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the choices with their values and the row that saves, or the answers to the question."""
        words = self.words
        if self._taken is not None:
            return [(name, words(f"screens.save.{name}")) for name in ("rename", "replace", "unchanged")]
        edition = words(f"screens.save.editions.{self._edition}")
        language = language_name(words, self._language)
        return [
            ("save", words("screens.save.save")),
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
        """Save, change a value, answer the question, or go back."""
        match row:
            case "back":
                self.action_leave()
            case "save":
                self._save()
            case "replace":
                self._save(replace=True)
            case "folder":
                self._ask("folder", str(self._folder))
            case "rename" if self._taken is not None:
                self._ask("name", free_name(self._folder / self._taken.name).name)
            case "unchanged":
                self._settle()
            case _:
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
        self.relabel()

    def _settle(self, taken: Path | None = None) -> None:
        """Show the choices again, or the question whether ``taken`` may be replaced, from its first row."""
        if taken != self._taken:
            self._taken = taken
            self.query_one(RowList).cursor = 0
        self.show_state("")
        self.relabel()

    def _ask(self, what: str, value: str) -> None:
        """Open the field for a folder or a name."""
        self._typing = what
        field = self.query_one(Field)
        field.remove_class("hidden")
        field.value = value
        field.cursor_position = len(value)
        field.focus(scroll_visible=False)
        self.show_state(lambda: self.words(f"screens.save.type_{what}"))

    def _close_field(self) -> None:
        self._typing = ""
        self.query_one(Field).add_class("hidden")
        self.query_one(RowList).focus(scroll_visible=False)
        self.show_state("")

    @on(Input.Submitted)
    def take_typed(self, event: Input.Submitted) -> None:
        """Use the typed folder, or save under the typed name."""
        typed = event.value.strip()
        if self._typing == "name" and self._taken is not None:
            name = typed_name(typed, self._taken)
            if not name:
                self.show_state(lambda: self.words("screens.save.no_name"), "warn")
                return
            self._close_field()
            self._save(name=name)
            return
        if typed:
            self._folder = Path(typed).expanduser().absolute()
        self._close_field()
        self.relabel()

    def _save(self, *, replace: bool = False, name: str | None = None) -> None:
        result = self.course.result
        if self._busy or result is None:
            return
        self._name = self._name if replace else name
        request = SaveRequest(
            result,
            self._language,
            self._folder,
            self._format,
            self._paper,
            replace=replace,
            name=self._name,
            edition=self._edition,
            grey=self._grey,
            large=self._large,
        )
        self._busy = 1
        self._tick()
        self.run_worker(
            lambda: self.course.startup.save_report(request), thread=True, exit_on_error=False, name="save"
        )

    def _tick(self) -> None:
        """Show that the work goes on."""
        if self._busy:
            seconds = self._busy // 2
            self.show_state(lambda: self.words("screens.save.working", seconds=seconds), "accent")
            self._busy += 1

    @on(Worker.StateChanged)
    def tell(self, event: Worker.StateChanged) -> None:
        """Say where the report is, or why it is not, or ask about the file that is there."""
        worker = event.worker
        if event.state == WorkerState.SUCCESS:
            self._busy = 0
            path = worker.result
            if path is not None:
                self.course.reports.append(path)
            self._settle()
            self.show_state(lambda: self.words("screens.save.saved", path=path), "good")
        elif event.state == WorkerState.ERROR:
            self._busy = 0
            error = worker.error
            if not isinstance(error, SuitabilityError):
                raise InternalError("save_failed", kind=type(error).__name__) from error
            if error.code in EXISTS:
                self._settle(Path(str(error.values[EXISTS[error.code]])))
                self._say_why(error)
            else:
                self._settle()
                self.show_state(lambda: self.course.sentence(error), "warn")

    def _say_why(self, error: SuitabilityError) -> None:
        """Say why it will be a page for the browser, where a PDF cannot be made."""
        reason = error.values.get("reason")
        if reason is not None:
            self._format = "html"
            self.show_state(str(reason), "warn")

    def action_leave(self) -> None:
        """Esc: close the field, take back the question, or go back."""
        if self._typing:
            self._close_field()
        elif self._taken is not None:
            self._settle()
        else:
            super().action_leave()
