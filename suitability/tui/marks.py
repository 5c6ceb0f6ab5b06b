"""Working conditions beside a result: marked right after it, or taken from an earlier sitting. No Textual."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from suitability.domain.joined import with_marks
from suitability.errors import RunFileError
from suitability.tui.presenters import offered_forms

if TYPE_CHECKING:
    from suitability.domain.bank import Form
    from suitability.domain.session import Result
    from suitability.storage.runs import RunSummary
    from suitability.tui.course import Course


class Marks:
    """Remembers to which result the conditions being marked belong."""

    def __init__(self) -> None:
        self.main: Path | None = None

    def form(self, course: Course) -> Form | None:
        """Return the form of working conditions to offer beside the result at hand, or None.

        There is nothing to offer beside a result that measures nothing, nor while a sitting cannot be saved:
        it could not be opened again afterwards.
        """
        bank = course.bank
        if not bank.measures(course.session.form) or not course.sitting.saving.ok:
            return None
        return next((form for form in offered_forms(bank) if not bank.measures(form.id)), None)

    def earlier(self, course: Course) -> RunSummary | None:
        """Return the latest finished sitting of that form, or None (a bad folder has none)."""
        form = self.form(course)
        try:
            runs = course.startup.list_runs()
        except RunFileError:
            return None
        fits = (run for run in runs if form is not None and run.form == form.id)
        return next((run for run in fits if run.finished and run.reason is None and run.answered), None)

    def begin(self, course: Course, form: str) -> None:
        """Start marking the conditions of ``form``; the result at hand comes back when they are done."""
        main = course.sitting.path
        course.begin(form)
        self.main = main

    def finished(self, course: Course, result: Result) -> Result:
        """Return what to show after a sitting: the result that was left for the marks, with them, if any.

        When that result cannot be opened any more, the marks are shown alone.
        """
        main, self.main = self.main, None
        if main is None:
            return result
        try:
            course.resume(main)
        except RunFileError:
            return result
        return result if course.result is None else with_marks(course.bank, course.result, result)

    def join(self, course: Course, path: Path) -> None:
        """Put the marks of an earlier sitting beside the result at hand.

        Raises:
            RunFileError: it cannot be opened; nothing changes.
        """
        main = course.sitting.path
        if main is None:
            return
        course.resume(path)
        self.main = main
        course.finish()
