"""What a run file holds: its header, its events, and reading both back from the tables."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from suitability.domain.session import ContentStamp
from suitability.errors import RunFileError
from suitability.records import dataclass
from suitability.storage import run_schema
from suitability.storage.run_schema import APPLICATION_ID, FAULTS
from suitability.storage.safe_write import shown

KINDS = ("started", "answered", "omitted", "moved", "paused", "resumed", "language", "finished")
"""What can happen in a sitting."""


@dataclass(frozen=True, slots=True)
class RunHeader:
    """What is known when a sitting begins. ``marks`` says what each item meant then, by item id."""

    id: str
    form: str
    language: str
    content: ContentStamp
    order: tuple[str, ...]
    marks: Mapping[str, str]
    started: str
    program: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``payload`` is canonical JSON of an object.

    Events are ordered by ``seq`` (from 1, without gaps), never by time: ``at_utc`` is what the wall clock
    said and ``steady_ms`` what the boot-time clock said, and either may jump.
    """

    seq: int
    kind: str
    item: str | None
    payload: str
    at_utc: str
    steady_ms: int

    def value(self, name: str) -> object:
        """Return one entry of the payload, or None when it is not there."""
        found = json.loads(self.payload)
        return found.get(name) if isinstance(found, dict) else None


@dataclass(frozen=True, slots=True)
class RunContents:
    """Everything that a run file holds."""

    header: RunHeader
    events: tuple[Event, ...]


def check_ours(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema version of the file.

    Raises:
        RunFileError: the file is empty, foreign, or from a newer version of the program.
        sqlite3.Error, OSError, UnicodeDecodeError: the file cannot be read.
    """
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    values = {"path": shown(path), "folder": shown(path.parent)}
    if path.stat().st_size == 0:
        raise RunFileError("run_empty", **values)
    if mark != APPLICATION_ID or version < 1:
        raise RunFileError("run_foreign", **values)
    if version > len(run_schema.STEPS):
        program = "?"
        with contextlib.suppress(*FAULTS):
            program = shown(str(connection.execute("SELECT program FROM run").fetchone()[0]))
        raise RunFileError("run_newer", program=program, **values)
    return version


def read_contents(connection: sqlite3.Connection, path: Path) -> RunContents:
    """Return what the file holds.

    Raises:
        RunFileError: the tables do not make sense.
        sqlite3.Error, OSError, UnicodeDecodeError: the file cannot be read.
    """
    run = connection.execute(
        "SELECT id, form, language, pack, pack_version, digest, item_order, marks, started, program FROM run"
    ).fetchall()
    rows = connection.execute(
        "SELECT seq, kind, item, payload, at_utc, steady_ms FROM event ORDER BY seq"
    ).fetchall()
    try:
        ((run_id, form, language, pack, version, digest, order, marks, started, program),) = run
        content = ContentStamp(pack, version, digest)
        header = RunHeader(run_id, form, language, content, _texts(order), _text_map(marks), started, program)
        events = tuple(Event(*row) for row in rows)
        if [event.seq for event in events] != list(range(1, len(events) + 1)):
            raise ValueError("events are missing")
        if not all(isinstance(json.loads(event.payload), dict) for event in events):
            raise ValueError("a payload is not an object")
    except (ValueError, TypeError) as error:
        raise RunFileError(
            "run_damaged", path=shown(path), folder=shown(path.parent), reason=error
        ) from error
    return RunContents(header, events)


def _texts(text: str) -> tuple[str, ...]:
    found = json.loads(text)
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError("not a list of texts")
    return tuple(found)


def _text_map(text: str) -> Mapping[str, str]:
    found = json.loads(text)
    if not isinstance(found, dict) or not all(isinstance(item, str) for item in found.values()):
        raise ValueError("not a map of texts")
    return MappingProxyType(found)
