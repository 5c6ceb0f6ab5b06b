"""The way through the program: which sitting, which result, which language. No Textual."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from suitability.domain.bank import Form
from suitability.domain.kinds import Answer, Item
from suitability.domain.session import Response, Result, Session
from suitability.errors import InternalError, RunFileError, SuitabilityError
from suitability.services.messages import sentence
from suitability.tui.marks import Marks
from suitability.tui.startup import Outcome, Startup

if TYPE_CHECKING:
    from suitability.domain.quality import Signal
    from suitability.services.report_types import Report
    from suitability.services.sitting import Sitting, SittingSettings
    from suitability.services.words import Words
    from suitability.storage.runs import RunSummary

NEAR_THE_END = 0.8
"""Part of the questions after which the libraries of reports are loaded, by another process."""

Place = Literal["item", "review"]
"""Where the next step happens: at a question, or at the list of all answers."""


class Course:
    """One person at the program, from the first screen to the last."""

    def __init__(self, startup: Startup) -> None:
        self.startup = startup
        self.bank = startup.bank
        self.language = startup.language
        self.result: Result | None = None
        self.quality_seen = False
        self.reports: list[Path] = []
        self.marks = Marks()
        self._settings: SittingSettings | None = None
        self._sitting: Sitting | None = None
        self._planned: Session | None = None
        self._return_to: list[int] | None = None
        self._drawn: dict[str, Report] = {}

    @property
    def words(self) -> Words:
        """The words of the present language."""
        return self.startup.words[self.language]

    @property
    def in_progress(self) -> bool:
        """True when a sitting is open and has no result yet."""
        return (self._sitting is not None or self._planned is not None) and self.result is None

    @property
    def sitting(self) -> Sitting:
        """The open sitting; one that was begun but not made yet is made now.

        Raises:
            InternalError: none was begun.
        """
        if self._sitting is None:
            if self._planned is None:
                raise InternalError("no_sitting")
            from suitability.services import sitting as sittings  # noqa: PLC0415 - after the first picture

            self._sitting = sittings.start(self._ready_settings(), self._planned.form, self.language)
            self.startup.begun(self._sitting.id, self._sitting.session.form)
            self._planned = None
        return self._sitting

    @property
    def session(self) -> Session:
        """Where the person stands; known before the sitting is made."""
        return self.sitting.session if self._planned is None else self._planned

    @property
    def item(self) -> Item | None:
        """The current item, or None behind the last one."""
        current = self.session.current
        return None if current is None else self.bank.items[current]

    @property
    def response(self) -> Response | None:
        """What was done with the current item before."""
        return self.session.responses.get(self.session.current or "")

    def _ready_settings(self) -> SittingSettings:
        if self._settings is None:
            self._settings = self.startup.settings()
        return self._settings

    def next_language(self) -> str:
        """Return the language that the language key switches to."""
        languages = self.bank.pack.languages
        return languages[(languages.index(self.language) + 1) % len(languages)]

    def set_language(self, code: str) -> None:
        """Speak another language from now on; a sitting in progress notes it."""
        self.language = code
        if self._planned is not None:
            self._planned = self._planned.in_language(code)
        if self._sitting is not None and self.result is None:
            self._sitting.set_language(code)

    def begin(self, form: str | None = None) -> None:
        """Start a new sitting of ``form`` (the one asked for at start without it).

        Its file is made when ``sitting`` is first asked for, so that the first question need not wait.
        """
        self._leave_sitting()
        wanted = form or self.startup.form
        self._planned = Session(wanted, self.language, self.bank.order(wanted))

    def resume(self, path: Path) -> None:
        """Go on with a kept sitting, in its language; a finished one has its result at once.

        Raises:
            RunFileError: it cannot be opened; nothing changes.
        """
        from suitability.services import sitting as sittings  # noqa: PLC0415 - not before it is needed

        opened = sittings.resume(self._ready_settings(), path)
        self._leave_sitting()
        self._sitting = opened
        if opened.finished:
            self.startup.warm_up()
            self.result = opened.finish()
        else:
            self.language = opened.session.language

    def unfinished(self) -> RunSummary | None:
        """Return the first of ``unfinished_runs``, or None."""
        return next(iter(self.unfinished_runs()), None)

    def unfinished_runs(self) -> list[RunSummary]:
        """Return the kept sittings to go on with, the latest first; let go of the open one."""
        if self._sitting is not None:
            self._sitting.close()
        return _to_go_on_with(self.startup)

    def forget(self, run: str) -> None:
        """Delete a kept sitting for good; the open one is let go of first.

        Raises:
            UserError: it cannot be deleted.
        """
        if self._sitting is not None and self._sitting.id == run:
            self._leave_sitting()
        self.startup.forget_run(run)

    def answer(self, answer: Answer | None, elapsed_ms: int | None) -> Place:
        """Store the answer (None: skipped) durably and return where to go next."""
        if answer is None:
            self.sitting.omit(elapsed_ms)
        else:
            self.sitting.respond(answer, elapsed_ms)
        if len(self.session.responses) >= NEAR_THE_END * len(self.session.order):
            self.startup.warm_up()
        return self._after_answer()

    def _after_answer(self) -> Place:
        """Follow the list of items to visit, then return to the review; else go on in the form."""
        if self._return_to is None:
            return "review" if self.item is None else "item"
        if self._return_to:
            self.sitting.go(self._return_to.pop(0))
            return "item"
        self._return_to = None
        return "review"

    def back(self) -> Place:
        """Go one question back; from a question opened in the review, back to the review."""
        if self._return_to is not None:
            self._return_to = None
            return "review"
        self.sitting.back()
        return "item"

    def forward(self) -> Place:
        """Go one question on, if this one was answered or skipped."""
        if self.response is None:
            return "item"
        if self._return_to is not None:
            return self._after_answer()
        self.sitting.forward()
        return "review" if self.item is None else "item"

    def visit(self, positions: Sequence[int]) -> None:
        """Go through the given positions, then back to the review."""
        first, *self._return_to = positions
        self.sitting.go(first)

    def proceed(self) -> bool:
        """Go to the first open question and return True; return False when none is open."""
        session = self.sitting.session
        self._return_to = None
        self.sitting.go(session.order.index(session.open[0]) if session.open else len(session.order))
        return bool(session.open)

    def signals(self) -> tuple[Signal, ...]:
        """Return the raised signals of response quality for the answers so far."""
        from suitability.domain.quality import assess_quality  # noqa: PLC0415 - not before the end

        return assess_quality(self.bank, self.session.order, self.session.responses).raised

    def finish(self) -> Result:
        """Close the questions and return the result."""
        self.startup.warm_up()
        self.result = self.marks.finished(self, self.sitting.finish())
        self._drawn.clear()
        return self.result

    def report(self, language: str | None = None) -> Report:
        """Return the report of the result in ``language`` (the present one without it).

        Raises:
            InternalError: there is no result yet.
        """
        if self.result is None:
            raise InternalError("no_result")
        code = language or self.language
        self._drawn[code] = self._drawn.get(code) or self.startup.build_report(self.result, code)
        return self._drawn[code]

    def extend(self, longer: Form) -> None:
        """Go on into a longer form that begins with the finished one; every answer is carried over.

        Raises:
            InternalError: it does not begin with the finished form.
        """
        self._sitting = self.sitting.continue_with(longer.id)
        self._sitting.set_language(self.language)
        self._forget_result()

    def saving_text(self) -> str:
        """Return the sentence about why nothing is being saved, or an empty text when all is well."""
        if self._planned is not None or self.sitting.saving.ok:
            return ""
        state = self.sitting.saving
        return self.sentence(RunFileError(state.code or "run_write_failed", **state.values))

    def sentence(self, error: SuitabilityError) -> str:
        """Return an error as a sentence in the present language."""
        return sentence(self.words, error)

    def unsaved(self) -> bool:
        """True when something answered exists in memory only."""
        return (
            self._sitting is not None
            and not self._sitting.saving.ok
            and self._sitting.session.responses != {}
        )

    def close(self) -> Outcome:
        """Let go of the sitting and return what happened."""
        outcome = Outcome(self.language, reports=list(self.reports), finished=self.result is not None)
        if self._sitting is not None:
            _let_go(self._sitting, outcome)
            outcome.unsaved = self.unsaved()
        return outcome

    def _leave_sitting(self) -> None:
        if self._sitting is not None:
            self._sitting.close()
        self._sitting = self._planned = None
        self._forget_result()

    def _forget_result(self) -> None:
        self.result = self._return_to = self.marks.main = None
        self.quality_seen = False
        self._drawn.clear()


def _let_go(sitting: Sitting, outcome: Outcome) -> None:
    """Close a sitting and note in the outcome how far it came."""
    sitting.close()
    outcome.run = sitting.path
    outcome.answered, outcome.total = sitting.session.answered, sitting.total


def _to_go_on_with(startup: Startup) -> list[RunSummary]:
    """Return the kept sittings that are begun, readable and not finished; none where the folder is bad."""
    try:
        runs = startup.list_runs()
    except RunFileError:
        return []
    return [run for run in runs if not run.finished and run.reason is None and run.answered > 0]
