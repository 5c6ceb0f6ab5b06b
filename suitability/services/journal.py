"""What happened in a sitting, in order, and its way to the disk.

The journal keeps every event in memory. After each step it brings the run file up to date; when that fails
it says why, and at the next step opens the file again, reads back what it holds, compares, and writes only
what is missing. A failed write is never simply repeated: after a failed sync nobody knows what the disk
holds, and what is read back may come from memory. So after an error of the disk the whole file is written
anew beside the old one and takes its place.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from suitability.errors import RunFileError
from suitability.records import dataclass
from suitability.storage.answer_codec import canonical
from suitability.storage.run_file import RunFile
from suitability.storage.run_record import Event, RunContents, RunHeader
from suitability.storage.run_schema import Trip, no_trip, run_error
from suitability.storage.runs import delete_run, run_path
from suitability.storage.safe_write import shown


@dataclass(frozen=True, slots=True)
class SavingState:
    """Whether everything so far is on the disk; if not, the code of the sentence that says why."""

    ok: bool
    code: str | None = None
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


SAVED = SavingState(ok=True)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to note: its kind, the item it is about, and the payload."""

    kind: str
    payload: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Clocks:
    """The wall clock (aware times) and a clock that only goes forward (milliseconds)."""

    wall: Callable[[], datetime]
    steady: Callable[[], int]

    def now(self) -> str:
        """Return the wall clock's time in UTC as ISO 8601 with milliseconds and ``Z``."""
        return self.wall().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Journal:
    """The events of one sitting, in memory and on the disk. Without a place to save ``path`` is None."""

    def __init__(self, header: RunHeader, path: Path | None, clocks: Clocks, trip: Trip = no_trip) -> None:
        self.header = header
        self.path = path
        self._clocks = clocks
        self._trip = trip
        self._events: list[Event] = []
        self._stored = 0
        self._run: RunFile | None = None
        self._suspect = False
        self._saving = SAVED if path is not None else SavingState(False, "run_no_place")

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, in order."""
        return tuple(self._events)

    @property
    def last(self) -> Event | None:
        """What happened last."""
        return self._events[-1] if self._events else None

    @property
    def saving(self) -> SavingState:
        """Whether every event is on the disk."""
        return self._saving

    def take_over(
        self, contents: RunContents, run: RunFile | None, failure: RunFileError | None = None
    ) -> None:
        """Stand where a run file left off; without an open ``run`` the ``failure`` says why it is not one."""
        self._events = list(contents.events)
        self._run, self._stored = run, len(self._events)
        if failure is not None:
            self._saving = SavingState(False, failure.code, MappingProxyType(failure.values))

    def record(self, steps: Sequence[Step]) -> None:
        """Note ``steps``, all at one moment, and bring the file up to date; ``saving`` says how that went."""
        at_utc, steady_ms = self._clocks.now(), self._clocks.steady()
        for seq, step in enumerate(steps, start=len(self._events) + 1):
            payload = canonical(dict(step.payload))
            self._events.append(Event(seq, step.kind, step.item, payload, at_utc, steady_ms))
        self.save()

    def save(self) -> None:
        """Write what is missing. A failure is kept in ``saving`` and never raised."""
        if self.path is None:
            self._saving = SavingState(False, "run_no_place")
            return
        try:
            if self._run is None:
                self._run = self._opened(self.path)
            if self._stored < len(self._events):
                self._run.append(self._events[self._stored :])
                self._stored = len(self._events)
            self._saving = SAVED
        except RunFileError as error:
            self.let_go()
            self._suspect = self._suspect or error.code == "run_write_failed"
            self._saving = SavingState(False, error.code, MappingProxyType(error.values))

    def move_to(self, folder: Path) -> SavingState:
        """Keep everything in another folder from now on; return how that went.

        When the other folder cannot take it, the old place stays in use. The copy in the old place, if it can
        be reached, is erased once the new one holds everything.
        """
        old, target = self.path, run_path(folder, self.header.id)
        if old == target:
            self.save()
            return self._saving
        self.let_go()
        self.path = target
        self.save()
        outcome = self._saving
        if not outcome.ok:
            self.path = old
            self.save()
        elif old is not None:
            with contextlib.suppress(RunFileError):
                delete_run(old)
        return outcome

    def let_go(self) -> None:
        """Close the file. What it holds is read back when it is next needed."""
        run, self._run, self._stored = self._run, None, 0
        if run is not None:
            run.close()

    def _opened(self, path: Path) -> RunFile:
        """Return the run file, made anew or read back; ``_stored`` says how many events it holds then."""
        try:
            there = path.exists()
        except OSError as error:
            raise run_error(error, path) from error
        if there:
            try:
                return self._rewritten(path) if self._suspect else self._read_back(path)
            except RunFileError as error:
                if error.code != "run_empty":
                    raise
            delete_run(path)
        run = RunFile.create(path, self.header, self._events, self._trip)
        self._stored, self._suspect = len(self._events), False
        return run

    def _rewritten(self, path: Path) -> RunFile:
        """Return the run file written anew from memory; the old one stays until the new one is whole."""
        self._read_back(path).close()
        run = RunFile.create(path, self.header, self._events, self._trip, over=True)
        self._stored, self._suspect = len(self._events), False
        return run

    def _read_back(self, path: Path) -> RunFile:
        run = RunFile.open(path, self._clocks.now(), self._trip)
        contents = run.read()
        stored = len(contents.events)
        if contents.header != self.header or list(contents.events) != self._events[:stored]:
            run.close()
            raise RunFileError("run_changed", path=shown(path), folder=shown(path.parent))
        self._stored = stored
        return run
