"""A sitting in progress: the one stateful object behind the full-screen and the plain questionnaire.

Every answer is on the disk before the method that took it returns. When the disk refuses, the sitting
goes on in memory, says so through ``saving``, and catches up as soon as the disk lets it. One caller at a
time; any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, Item
from suitability.domain.session import Response, Result, Session
from suitability.errors import InternalError, RunFileError
from suitability.records import dataclass
from suitability.services import replay
from suitability.services.journal import Clocks, Journal, SavingState, Step
from suitability.storage.run_file import RunFile, read_run
from suitability.storage.run_record import RunHeader
from suitability.storage.run_schema import Trip, no_trip
from suitability.storage.runs import run_path

LONGEST_MS = 2**53 - 1
"""Largest time on screen that is stored; every JSON reader keeps it exactly."""

READABLE = frozenset({"run_read_only", "run_denied", "run_cannot_open", "run_disk_full", "run_write_failed"})
"""Failures to open a kept sitting after which it may still be read, and gone on with in memory."""


@dataclass(frozen=True, slots=True)
class SittingSettings:
    """What a sitting needs from outside.

    ``runs_folder`` is None when there is no place to save. ``clock`` returns an aware time, ``steady``
    milliseconds of a clock that only goes forward, ``new_id`` an id that is also a safe file name.
    ``program`` names the version that writes, such as ``suitability 0.1.0``.
    """

    bank: ItemBank
    runs_folder: Path | None
    clock: Callable[[], datetime]
    steady: Callable[[], int]
    new_id: Callable[[], str]
    program: str
    trip: Trip = no_trip

    @property
    def clocks(self) -> Clocks:
        """Both clocks in one value."""
        return Clocks(self.clock, self.steady)


def start(settings: SittingSettings, form: str, language: str) -> Sitting:
    """Return a new sitting of ``form``; when it cannot be saved, ``saving`` says so and it goes on in memory.

    Raises:
        KeyError: no such form.
    """
    header = _header(settings, form, language)
    journal = _journal(settings, header)
    journal.record([Step("started", {"program": settings.program})])
    return Sitting(settings, journal, Session(form, language, header.order))


def resume(settings: SittingSettings, path: Path) -> Sitting:
    """Return the kept sitting ``path`` where it was left: position, answers and language.

    A sitting that can be read but not written goes on in memory, and ``saving`` says so. A finished one is
    opened as it is.

    Raises:
        RunFileError: missing, in use, damaged, foreign, from a newer version, or its questions have changed.
    """
    run: RunFile | None = None
    failure: RunFileError | None = None
    try:
        run = RunFile.open(path, settings.clocks.now(), settings.trip)
        contents = run.read()
    except RunFileError as error:
        if error.code not in READABLE:
            raise
        failure, contents = error, read_run(path)
    try:
        replay.check_content(settings.bank, contents, path)
    except RunFileError:
        if run is not None:
            run.close()
        raise
    journal = Journal(contents.header, path, settings.clocks, settings.trip)
    journal.take_over(contents, run, failure)
    if journal.last is not None and journal.last.kind != "finished":
        journal.record([Step("resumed", {"program": settings.program})])
    return Sitting(settings, journal, replay.session_from(contents, settings.bank))


class Sitting:
    """One person's way through a form. Made by ``start``, ``resume`` and ``continue_with``."""

    def __init__(self, settings: SittingSettings, journal: Journal, session: Session) -> None:
        self._settings = settings
        self._journal = journal
        self._session = session

    @property
    def id(self) -> str:
        """Id of this sitting; the result has the same."""
        return self._journal.header.id

    @property
    def path(self) -> Path | None:
        """Where the sitting is (to be) saved, or None when there is no place."""
        return self._journal.path

    @property
    def session(self) -> Session:
        """The frozen state: form, language, order, responses, position."""
        return self._session

    @property
    def item(self) -> Item | None:
        """The item at the position, or None behind the last one."""
        current = self._session.current
        return None if current is None else self._settings.bank.items[current]

    @property
    def number(self) -> int:
        """Number of the current item from 1; at the end the number of items."""
        return min(self._session.position + 1, self.total)

    @property
    def total(self) -> int:
        """Number of items in the form."""
        return len(self._session.order)

    @property
    def saving(self) -> SavingState:
        """Whether everything so far is on the disk."""
        return self._journal.saving

    @property
    def started(self) -> str:
        """When the sitting began: UTC, ISO 8601."""
        return self._journal.header.started

    @property
    def finished(self) -> bool:
        """True when nothing was changed since ``finish``."""
        return self._last_kind == "finished"

    @property
    def longer_forms(self) -> tuple[str, ...]:
        """Ids of the forms that begin with this one and can be continued with."""
        forms = self._settings.bank.forms.values()
        return tuple(form.id for form in forms if form.extends == self._session.form)

    def respond(self, answer: Answer, elapsed_ms: int | None) -> None:
        """Store ``answer`` for the current item and go on to the next.

        ``elapsed_ms`` is the time on screen of this visit; None or a negative value means not measured.

        Raises:
            AnswerError: the answer does not belong to the item, or there is no current item; nothing changes.
        """
        if self.item is not None:
            self.item.check(answer)
        self._respond(answer, elapsed_ms)

    def omit(self, elapsed_ms: int | None) -> None:
        """Leave the current item without an answer on purpose and go on to the next.

        Raises:
            AnswerError: there is no current item; nothing changes.
        """
        self._respond(None, elapsed_ms)

    def back(self) -> None:
        """Go one item back; its answer stays."""
        self._move(self._session.back())

    def forward(self) -> None:
        """Go one item on, if the current one has a response."""
        self._move(self._session.forward())

    def go(self, position: int) -> None:
        """Go to ``position``, from 0, clipped to the form; the number of items is the end."""
        self._move(self._session.go(position))

    def set_language(self, code: str) -> None:
        """Go on in another language of the pack; answers stay.

        Raises:
            InternalError: the pack has no such language.
        """
        if code not in self._settings.bank.pack.languages:
            raise InternalError("unknown_language", language=code)
        if code != self._session.language:
            self._session = self._session.in_language(code)
            self._record(Step("language", {"language": code}))

    def pause(self) -> None:
        """Note a pause; the next step ends it."""
        if self._last_kind not in {"paused", "finished"}:
            self._record(Step("paused"))

    def retry_saving(self) -> SavingState:
        """Try to write what is missing, and return how that went."""
        if not self.saving.ok:
            self._journal.save()
        return self.saving

    def move_to(self, folder: Path) -> SavingState:
        """Keep the whole sitting in another folder from now on, and return how that went.

        When the other folder cannot take it, the old place stays in use. The copy in the old place, if it can
        be reached, is erased once the new one holds everything.
        """
        return self._journal.move_to(folder)

    def finish(self) -> Result:
        """Return the result: every response so far, in the order of the form. Items may be left open.

        Finishing twice gives the same result; after a changed answer it gives a new one.
        """
        if not self.finished:
            self._record(Step("finished", {"program": self._settings.program}))
        header, session, last = self._journal.header, self._session, self._journal.events[-1]
        return Result(
            id=header.id,
            created=last.at_utc,
            program=str(last.value("program")),
            content=header.content,
            form=session.form,
            language=session.language,
            order=session.order,
            responses=MappingProxyType(_in_order(session)),
        )

    def continue_with(self, form: str) -> Sitting:
        """Return a new sitting of ``form``, which begins with this form, with every response carried over.

        This sitting stays finished in its own file, closed; the new one stands at its first open item.

        Raises:
            InternalError: this sitting is not finished, or ``form`` does not begin with this form.
            KeyError: no such form.
        """
        before = self._session
        if not self.finished or self._settings.bank.order(form)[: self.total] != before.order:
            raise InternalError("form_not_continued", form=form, before=before.form)
        header = _header(self._settings, form, before.language)
        session = Session(form, before.language, header.order, before.responses)
        session = session.go(header.order.index(session.open[0]) if session.open else len(header.order))
        carried = [_step(response, 0, carried=True) for response in _in_order(before).values()]
        journal = _journal(self._settings, header)
        journal.record(
            [
                Step("started", {"program": self._settings.program, "continues": self.id}),
                *carried,
                Step("moved", {"position": session.position}),
            ]
        )
        self.close()
        return Sitting(self._settings, journal, session)

    def close(self) -> None:
        """Let go of the file; what could not be saved so far is tried once more."""
        self.retry_saving()
        self._journal.let_go()

    @property
    def _last_kind(self) -> str:
        last = self._journal.last
        return "" if last is None else last.kind

    def _respond(self, answer: Answer | None, elapsed_ms: int | None) -> None:
        item = str(self._session.current)
        before = self._session.responses.get(item)
        if elapsed_ms is not None:
            room = LONGEST_MS - ((before.elapsed_ms or 0) if before else 0)
            elapsed_ms = min(elapsed_ms, room) if elapsed_ms >= 0 else None
        self._session = self._session.respond(answer, elapsed_ms)
        self._record(_step(self._session.responses[item], self._session.position))

    def _move(self, after: Session) -> None:
        if after.position != self._session.position:
            self._session = after
            self._record(Step("moved", {"position": after.position}))

    def _record(self, step: Step) -> None:
        """Note one step; when it ends a pause, the end of the pause is noted first, in the same commit."""
        self._journal.record([Step("resumed"), step] if self._last_kind == "paused" else [step])


def _in_order(session: Session) -> dict[str, Response]:
    return {item: session.responses[item] for item in session.order if item in session.responses}


def _step(response: Response, position: int, *, carried: bool = False) -> Step:
    kind = "omitted" if response.answer is None else "answered"
    return Step(kind, replay.response_payload(response, position, carried=carried), response.item)


def _header(settings: SittingSettings, form: str, language: str) -> RunHeader:
    bank = settings.bank
    order = bank.order(form)
    return RunHeader(
        id=settings.new_id(),
        form=form,
        language=language,
        content=replay.stamp(bank),
        order=order,
        marks=replay.marks(bank, order),
        started=settings.clocks.now(),
        program=settings.program,
    )


def _journal(settings: SittingSettings, header: RunHeader) -> Journal:
    folder = settings.runs_folder
    path = None if folder is None else run_path(folder, header.id)
    return Journal(header, path, settings.clocks, settings.trip)
