"""Any way through a sitting ends where a plain dictionary says, whatever pauses and disk errors come."""

from __future__ import annotations

import itertools
import os
import sqlite3
from pathlib import Path

from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from suitability.domain.kinds import Answer
from suitability.services import sitting as sittings
from suitability.storage.run_file import read_run
from suitability.storage.run_schema import POINTS
from tests.services.sittings import BANK, Faults, answer_for, settings

ORDER = BANK.order("quick")
NUMBERS = itertools.count()
APPENDING = [point for point in POINTS if point.split(".")[0] in {"append", "create", "open"}]
ERRORS = [sqlite3.OperationalError("disk I/O error"), OSError(28, "No space left on device")]


class SittingMachine(RuleBasedStateMachine):
    """The real sitting beside a model: a position, a language, and a dictionary of answers and times."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(os.environ["HOME"]) / f"model{next(NUMBERS)}"
        self.faults = Faults()
        self.settings = settings(self.folder, trip=self.faults)
        self.sitting = sittings.start(self.settings, "quick", "ru")
        self.position = 0
        self.language = "ru"
        self.answers: dict[str, tuple[Answer | None, int | None]] = {}

    def note(self, answer: Answer | None, spent: int | None) -> None:
        item = ORDER[self.position]
        before = self.answers.get(item, (None, None))[1]
        total = before if spent is None else spent + (before or 0)
        self.answers[item] = (answer, total)
        self.position += 1

    @precondition(lambda self: self.position < len(ORDER))
    @rule(shift=st.integers(0, 4), spent=st.none() | st.integers(0, 10_000))
    def answer(self, shift: int, spent: int | None) -> None:
        answer = answer_for(ORDER[self.position], shift)
        self.sitting.respond(answer, spent)
        self.note(answer, spent)

    @precondition(lambda self: self.position < len(ORDER))
    @rule(spent=st.none() | st.integers(0, 10_000))
    def omit(self, spent: int | None) -> None:
        self.sitting.omit(spent)
        self.note(None, spent)

    @rule()
    def back(self) -> None:
        self.sitting.back()
        self.position = max(0, self.position - 1)

    @rule()
    def forward(self) -> None:
        self.sitting.forward()
        if self.position < len(ORDER) and ORDER[self.position] in self.answers:
            self.position += 1

    @rule(position=st.integers(-2, 30))
    def go(self, position: int) -> None:
        self.sitting.go(position)
        self.position = min(max(position, 0), len(ORDER))

    @rule(language=st.sampled_from(["ru", "en"]))
    def speak(self, language: str) -> None:
        self.sitting.set_language(language)
        self.language = language

    @rule()
    def pause(self) -> None:
        self.sitting.pause()

    @rule()
    def finish(self) -> None:
        found = self.sitting.finish().responses
        assert {i: (r.answer, r.elapsed_ms) for i, r in found.items()} == self.answers
        assert list(found) == [item for item in ORDER if item in self.answers]

    @rule()
    def leave_and_resume(self) -> None:
        self.faults.at = {}
        kept = bool(self.answers) or self.sitting.finished
        self.sitting.close()
        assert self.sitting.saving.ok
        assert (self.folder / "run0.run").exists() is kept
        if not kept:
            return  # nothing to go on with; the sitting itself can still be answered
        self.sitting = sittings.resume(self.settings, self.folder / "run0.run")

    @rule(point=st.sampled_from(APPENDING), error=st.sampled_from(ERRORS))
    def break_the_disk(self, point: str, error: Exception) -> None:
        self.faults.at = {point: error}

    @rule()
    def mend_the_disk(self) -> None:
        self.faults.at = {}
        assert self.sitting.retry_saving().ok

    @invariant()
    def the_sitting_is_where_the_model_is(self) -> None:
        session = self.sitting.session
        assert session.position == self.position
        assert session.language == self.language
        found = {item: (r.answer, r.elapsed_ms) for item, r in session.responses.items()}
        assert found == self.answers

    def teardown(self) -> None:
        self.faults.at = {}
        kept = bool(self.answers) or self.sitting.finished
        self.sitting.close()
        assert (self.folder / "run0.run").exists() is kept
        if not kept:
            return
        events = read_run(self.folder / "run0.run").events
        latest = {event.item: event for event in events if event.item is not None}
        assert {item: event.value("ms") for item, event in latest.items()} == {
            item: spent for item, (_, spent) in self.answers.items()
        }
        assert [path.name for path in self.folder.iterdir()] == ["run0.run"]


SittingMachine.TestCase.settings = hypothesis_settings(max_examples=40, stateful_step_count=30)
TestSitting = SittingMachine.TestCase
