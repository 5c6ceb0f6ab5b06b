"""The first screen: what this is and is not, how long it takes, what is stored where, and where to go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from suitability.domain.bank import Form
from suitability.errors import SuitabilityError, UserError
from suitability.services.moments import moment
from suitability.tui.keys import bind
from suitability.tui.lines import GAP, Block
from suitability.tui.page import NO_ACTION, Page
from suitability.tui.presenters import Row, language_name, numbered, offered_forms
from suitability.tui.screens import screen
from suitability.tui.widgets import Lines, RowList

FORM_ROW = "form:"
"""Beginning of the row names that stand for a form."""


class WelcomeScreen(Page):
    """Start, go on, look at earlier sittings, read the guide, switch the language, leave."""

    name_id = "welcome"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("welcome.language", "l", "app.language", "keys.language"),
        bind("welcome.guide", "g", "guide", "keys.guide"),
    ]

    def __init__(self, notice: SuitabilityError | None = None) -> None:
        super().__init__()
        self._notice = notice
        self._unfinished_at = ""

    def body(self) -> Iterable[Widget]:
        """Return the text and the menu."""
        return (Lines(id="text"), RowList(id="menu"))

    def set_up(self) -> None:
        """Put the cursor on the first row: the thing most people came for."""
        super().set_up()
        menu = self.query_one(RowList)
        menu.show_rows(self._rows(), 0)
        self.set_focus(menu, scroll_visible=False)

    def relabel(self) -> None:
        """Draw the text and the menu."""
        super().relabel()
        words, course = self.words, self.course
        form = course.bank.forms[course.startup.form]
        number = len(course.bank.order(form.id))
        folder = course.startup.runs_folder
        stored = (
            words("screens.welcome.stored", folder=folder) if folder else words("screens.welcome.not_stored")
        )
        what = form.about.on(words.language)
        if course.bank.measures(form.id):
            what = words("screens.welcome.what", number=number, minutes=form.minutes)
        blocks = [
            Block("title", words("screens.welcome.heading")),
            GAP,
            Block("text", what),
            Block("text", words("screens.welcome.what_not")),
            GAP,
            Block("quiet", stored),
        ]
        self.query_one("#text", Lines).show_blocks(blocks)
        self.query_one(RowList).show_rows(self._rows())
        self._show_notice()

    def _show_notice(self) -> None:
        notice = self._notice
        if notice is not None:
            self.show_state(lambda: self.course.sentence(notice), "warn")

    def _rows(self) -> list[Row]:
        words, course = self.words, self.course
        form = course.bank.forms[course.startup.form]
        runs = course.unfinished_runs()
        run = runs[0] if runs else None
        start = words(f"screens.welcome.{'start' if run is None else 'start_anew'}", minutes=form.minutes)
        if form != offered_forms(course.bank)[0]:
            start = self._form_text(form)
        entries: list[tuple[str, str]] = []
        if run is not None:
            when, language = moment(run.last, words), language_name(words, run.language)
            detail = {"when": when, "answered": run.answered, "total": run.total, "language": language}
            entries.append(("continue", words("screens.welcome.continue", **detail)))
        if len(runs) > 1:
            entries.append(("others", words("screens.welcome.others", number=len(runs) - 1)))
        entries += [
            ("start", start),
            *self._other_forms(),
            ("guide", words("screens.welcome.guide")),
            ("sessions", words("screens.welcome.sessions")),
            *([("recruiter", words("screens.welcome.recruiter"))] if course.startup.recruiting else []),
            ("language", words("screens.welcome.language")),
            ("quit", words("screens.welcome.quit")),
        ]
        return numbered(entries)

    def _other_forms(self) -> list[tuple[str, str]]:
        """Return a row for each form on offer but the one that "start" opens."""
        others = (form for form in offered_forms(self.course.bank) if form.id != self.course.startup.form)
        return [(f"{FORM_ROW}{form.id}", self._form_text(form)) for form in others]

    def _form_text(self, form: Form) -> str:
        values = {"number": len(self.course.bank.order(form.id)), "minutes": form.minutes}
        return self.words("screens.welcome.form", name=form.name.on(self.words.language), **values)

    @on(RowList.Chosen)
    def go(self, message: RowList.Chosen) -> None:
        """Follow the chosen row."""
        app = self.suitability
        match message.row:
            case "continue":
                self._continue()
            case "start":
                self.course.begin()
                app.go_to_items()
            case other if other.startswith(FORM_ROW):
                self.course.begin(other.removeprefix(FORM_ROW))
                app.go_to_items()
            case "guide":
                self.action_guide()
            case "sessions" | "others":
                app.push_screen(screen("sessions"))
            case "recruiter":
                app.push_screen(screen("folder"))
            case "language":
                app.action_language()
            case _:
                app.action_leave_program()

    def _continue(self) -> None:
        run = self.course.unfinished()
        if run is None:
            self.relabel()
            return
        try:
            self.course.resume(run.path)
        except UserError as error:
            self._notice = error
            self._show_notice()
            return
        self.suitability.after_resume()

    def action_guide(self) -> None:
        """Open the guide to the ten signs."""
        self.app.push_screen(screen("guide"))

    def action_leave(self) -> None:
        """Esc: there is nothing below; stay."""

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the welcome screen."""
        return (("↑↓", "move", NO_ACTION), ("Enter", "choose", NO_ACTION))
