"""The result: outcome, ranges, and the ways into its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from suitability.domain.bank import Form
from suitability.domain.comparability import parallel_form
from suitability.errors import UserError
from suitability.services.moments import moment
from suitability.services.report_types import Report
from suitability.tui.keys import bind
from suitability.tui.lines import Block
from suitability.tui.page import NO_ACTION
from suitability.tui.presenters import longer_form, offered_forms
from suitability.tui.result_parts import conditions_pages, said_did_pages
from suitability.tui.result_view import method_blocks, overview_lines, scale_blocks, task_blocks
from suitability.tui.screens import screen
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.screens.text_page import TextPage
from suitability.tui.widgets import Lines


class ResultsScreen(MenuPage):
    """The overview first; the menu below opens scales, signs, tasks, pay and method, and saves the report."""

    name_id = "results"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("results.save", "f6,s", "save", "keys.save"),
    ]

    @property
    def report(self) -> Report:
        """The report in the present language."""
        return self.course.report()

    def relabel(self) -> None:
        """Draw the overview and the menu."""
        super().relabel()
        report, rules, words = self.report, self.course.bank.rules, self.words
        glyphs = self.suitability.glyphs
        self.query_one("#text", Lines).show(lambda width: overview_lines(report, rules, words, width, glyphs))

    def _longer(self) -> Form | None:
        return longer_form(self.course.bank, self.course.session.form)

    def _again(self) -> Form | None:
        """Return the form with other questions for a second sitting; an invited person has none to choose."""
        bank = self.course.bank
        other = parallel_form(bank, self.course.session.form)
        return None if other is None or self.course.startup.invitation is not None else bank.forms[other]

    def _questionnaire(self) -> Form | None:
        """Return the shortest form that measures something, to offer after one that measures nothing."""
        bank = self.course.bank
        if bank.measures(self.course.session.form):
            return None
        return next((form for form in offered_forms(bank) if bank.measures(form.id)), None)

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the parts of the result and what can be done with it."""
        words, report = self.words, self.report
        counts = {name: sum(sign.status == name for sign in report.signs) for name in ("raised", "thought")}
        parts: list[tuple[str, str]] = []
        if self.course.startup.invitation is not None:  # what an invited person came for stands first
            parts.append(("sending", words("screens.results.sending")))
        if report.scales:
            parts += [
                ("signs", words("screens.results.signs", **counts)),
                ("scales", words("screens.results.scales")),
            ]
        if report.tasks:
            key = "tasks" if report.said_did is None else "tasks_beside"
            parts.append(("tasks", words(f"screens.results.{key}", number=len(report.tasks))))
        if report.conditions is not None:
            parts.append(("conditions", words("screens.results.conditions")))
        parts += [
            (name, words(f"screens.results.{name}"))
            for name in ("advice", "roles", "pay", "guide", "method", "save")
        ]
        longer = self._longer()
        if longer is not None:
            number = len(self.course.bank.order(longer.id)) - len(self.course.sitting.session.order)
            parts.append(("longer", words("screens.results.longer", number=number, minutes=longer.minutes)))
        first = self._questionnaire()
        if first is not None:
            number = len(self.course.bank.order(first.id))
            values = {"number": number, "minutes": first.minutes}
            parts.append(("questionnaire", words("screens.results.questionnaire", **values)))
        if report.conditions is None:
            parts += self._marks()
        again = self._again()
        if again is not None:
            name = again.name.on(words.language)
            parts.append(("again", words("screens.results.again", name=name, minutes=again.minutes)))
        return [*parts, ("home", words("screens.results.home"))]

    def _marks(self) -> list[tuple[str, str]]:
        """Return the way to working conditions beside this result: earlier marks, or the questions."""
        words, course = self.words, self.course
        form, run = course.marks.form(course), course.marks.earlier(course)
        if form is None:
            return []
        if run is not None:
            return [("earlier", words("screens.results.earlier", when=moment(run.last, words)))]
        values = {"number": len(course.bank.order(form.id)), "minutes": form.minutes}
        return [("mark", words("screens.results.mark", **values))]

    def _mark(self) -> None:
        form = self.course.marks.form(self.course)
        if form is not None:
            self.course.marks.begin(self.course, form.id)
            self.suitability.go_to_items()

    def _join(self) -> None:
        run = self.course.marks.earlier(self.course)
        try:
            if run is not None:
                self.course.marks.join(self.course, run.path)
        except UserError as error:
            self.show_state(self.course.sentence(error), "warn")
            return
        self.relabel()

    def choose(self, row: str) -> None:
        """Open a part, save the report, go on into another form, or return to the start."""
        match row:
            case "signs" | "advice" | "pay":
                self.app.push_screen(screen(row))
            case "roles" | "guide":
                self.app.push_screen(screen(row, True))
            case "save":
                self.action_save()
            case "sending":
                from suitability.tui.screens.sending import SendingScreen  # noqa: PLC0415 - loads when first shown

                self.app.push_screen(SendingScreen())
            case "longer":
                longer = self._longer()
                if longer is not None:
                    self.course.extend(longer)
                    self.suitability.go_to_items()
            case "questionnaire":
                self._begin(self._questionnaire())
            case "again":
                self._begin(self._again())
            case "mark":
                self._mark()
            case "earlier":
                self._join()
            case "home":
                self.suitability.go_home()
            case _:
                self._open_text(row)

    def _begin(self, form: Form | None) -> None:
        if form is not None:
            self.course.begin(form.id)
            self.suitability.go_to_items()

    def _open_text(self, part: str) -> None:
        makers: dict[str, Callable[[Report], list[list[Block]]]] = {
            "scales": lambda report: [scale_blocks(row, report) for row in report.scales],
            "tasks": lambda report: [
                *(task_blocks(row, report) for row in report.tasks),
                *said_did_pages(report),
            ],
            "conditions": conditions_pages,
            "method": lambda report: [method_blocks(report)],
        }
        self.app.push_screen(TextPage(part, lambda: makers[part](self.report)))

    def action_save(self) -> None:
        """Open the form for saving the report."""
        self.app.push_screen(screen("save"))

    def action_leave(self) -> None:
        """Esc: back to the start; the result stays in the list of sittings."""
        self.suitability.go_home()

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the result."""
        return (("↑↓", "scroll", NO_ACTION), ("F6", "save", "screen.save"), ("Esc", "home", "screen.leave"))
