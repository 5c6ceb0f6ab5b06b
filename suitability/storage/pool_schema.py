"""The tables of a folder's index, and what a row of it is.

Version 2 added interview sheets and exports, version 3 a sheet for every interviewer.

``entry`` has one row for every submission that was read, and one for every person who was invited and has
not answered. ``main`` is 1 for the row that stands for its person; the others (changed after sending, second
run) point to the same ``owner``. Stage, rating and notes belong to the owner and outlive a second reading.
Scores stand in columns of their own (``scale_<id>_score`` ...), because people sort by them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from suitability.storage.database import Kind

APPLICATION_ID: Final = 0x53554950
"""The letters SUIP in the SQLite header."""

WAITING: Final = "waiting"
RECEIVED: Final = "received"
STATUSES: Final = (WAITING, RECEIVED)

OUTCOMES: Final = ("first", "resent", "changed", "second", "late", "not_ours", "newer")
"""What the register says of a submission; the last two never make an entry."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)

_TABLES: Final = (
    """CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT""",
    """CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        owner TEXT NOT NULL,
        main INTEGER NOT NULL CHECK (main IN (0, 1)),
        status TEXT NOT NULL CHECK (status IN ('waiting', 'received')),
        outcome TEXT NOT NULL CHECK (outcome IN ('', 'first', 'changed', 'second', 'late')),
        grade TEXT NOT NULL CHECK (grade IN ('', 'sealed', 'plain')),
        invite TEXT NOT NULL,
        batch TEXT NOT NULL,
        person TEXT NOT NULL,
        person_folded TEXT NOT NULL,
        email TEXT NOT NULL,
        person_note TEXT NOT NULL,
        role TEXT NOT NULL,
        form TEXT NOT NULL,
        language TEXT NOT NULL,
        expires TEXT NOT NULL,
        created TEXT NOT NULL,
        sealed_at TEXT NOT NULL,
        received TEXT NOT NULL,
        result TEXT NOT NULL,
        run_key TEXT NOT NULL,
        checksum TEXT NOT NULL,
        fit TEXT NOT NULL,
        digest TEXT NOT NULL,
        quality TEXT NOT NULL CHECK (quality IN ('', 'none', 'soft', 'strong')),
        verdict TEXT NOT NULL,
        answered INTEGER NOT NULL,
        total INTEGER NOT NULL,
        elapsed_ms INTEGER,
        raised INTEGER NOT NULL,
        thought INTEGER NOT NULL,
        remarks TEXT NOT NULL,
        path TEXT NOT NULL,
        packed BLOB
    ) STRICT""",
    """CREATE UNIQUE INDEX entry_submission ON entry (owner, run_key, checksum)""",
    """CREATE INDEX entry_result ON entry (result)""",
    """CREATE INDEX entry_person ON entry (main, person_folded)""",
    """CREATE INDEX entry_received ON entry (main, nullif(received, ''), person_folded)""",
    """CREATE INDEX entry_raised ON entry (main, raised, person_folded)""",
    """CREATE INDEX entry_quality ON entry (main, nullif(quality, ''), person_folded)""",
    """CREATE TABLE file (
        path TEXT NOT NULL PRIMARY KEY,
        size INTEGER NOT NULL,
        mtime INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        outcome TEXT NOT NULL,
        code TEXT NOT NULL,
        detail TEXT NOT NULL,
        entry INTEGER REFERENCES entry (id) ON DELETE SET NULL,
        present INTEGER NOT NULL CHECK (present IN (0, 1))
    ) STRICT, WITHOUT ROWID""",
    """CREATE INDEX file_entry ON file (entry)""",
    """CREATE TABLE content (
        digest TEXT NOT NULL, form TEXT NOT NULL, item_order TEXT NOT NULL, marks TEXT NOT NULL,
        PRIMARY KEY (digest, form)
    ) STRICT""",
    """CREATE TABLE stage (
        owner TEXT NOT NULL PRIMARY KEY, stage TEXT NOT NULL, changed TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE rating (
        owner TEXT NOT NULL, criterion TEXT NOT NULL, value INTEGER NOT NULL, changed TEXT NOT NULL,
        PRIMARY KEY (owner, criterion)
    ) STRICT""",
    """CREATE TABLE note (
        id INTEGER PRIMARY KEY, owner TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE INDEX note_owner ON note (owner)""",
)


def _version_1(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)


TERM: Final = "substr(coalesce(nullif(expires, ''), received), 1, 10)"
"""The day from which the time of keeping runs, as SQL: the last for answering, else that of receiving."""

_TABLES_2: Final = (
    """CREATE TABLE sheet (
        owner TEXT NOT NULL, question TEXT NOT NULL,
        mark TEXT NOT NULL CHECK (mark IN ('', 'poor', 'middling', 'good')),
        note TEXT NOT NULL, changed TEXT NOT NULL,
        PRIMARY KEY (owner, question)
    ) STRICT""",
    f"""CREATE INDEX entry_term ON entry (main, {TERM}, invite)""",
    """CREATE TABLE written (
        owner TEXT NOT NULL, path TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (owner, path)
    ) STRICT""",
)
"""What is heard in an interview, from which day people are kept, files with their data (owner "": many)."""


def _version_2(connection: sqlite3.Connection) -> None:
    for statement in _TABLES_2:
        connection.execute(statement)


_TABLES_3: Final = (
    """CREATE TABLE sheet_3 (
        owner TEXT NOT NULL, interviewer TEXT NOT NULL, question TEXT NOT NULL,
        mark TEXT NOT NULL CHECK (mark IN ('', 'poor', 'middling', 'good')),
        note TEXT NOT NULL, changed TEXT NOT NULL,
        PRIMARY KEY (owner, interviewer, question)
    ) STRICT""",
    """INSERT INTO sheet_3 SELECT owner, '', question, mark, note, changed FROM sheet""",
    """DROP TABLE sheet""",
    """ALTER TABLE sheet_3 RENAME TO sheet""",
)
"""Two people may interview one; a sheet from before belongs to nobody named."""


def _version_3(connection: sqlite3.Connection) -> None:
    for statement in _TABLES_3:
        connection.execute(statement)


POOL: Final = Kind(APPLICATION_ID, (_version_1, _version_2, _version_3))


@dataclass(frozen=True, slots=True)
class ScaleRange:
    """One scale of one person, 0-100: the score with its range, its zone (``low``, ``middle``, ``high``).

    All None, and the zone empty, where too few questions were answered. ``border``: the zone could as well be
    the next one.
    """

    low: float | None = None
    score: float | None = None
    high: float | None = None
    zone: str = ""
    border: bool = False


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row of ``entry`` as it is stored; the fields have the names of the columns.

    Moments are UTC, ISO 8601, or empty. ``quality``: none, soft (a note), strong (not interpretable).
    ``verdict`` is the id of the outcome of the assessment. ``remarks``: codes of what is odd about the file.
    """

    owner: str
    main: int = 1
    status: str = WAITING
    outcome: str = ""
    grade: str = ""
    invite: str = ""
    batch: str = ""
    person: str = ""
    email: str = ""
    person_note: str = ""
    role: str = ""
    form: str = ""
    language: str = ""
    expires: str = ""
    created: str = ""
    sealed_at: str = ""
    received: str = ""
    result: str = ""
    run_key: str = ""
    checksum: str = ""
    fit: str = ""
    digest: str = ""
    quality: str = ""
    verdict: str = ""
    answered: int = 0
    total: int = 0
    elapsed_ms: int | None = None
    raised: int = 0
    thought: int = 0
    remarks: tuple[str, ...] = ()
    path: str = ""
    packed: bytes | None = None
    scales: Mapping[str, ScaleRange] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)


PLAIN_COLUMNS: Final = (
    *("owner", "main", "status", "outcome", "grade", "invite", "batch", "person", "email", "person_note"),
    *("role", "form", "language", "expires", "created", "sealed_at", "received", "result", "run_key"),
    *(
        "checksum",
        "fit",
        "digest",
        "quality",
        "verdict",
        "answered",
        "total",
        "elapsed_ms",
        "raised",
        "thought",
    ),
    *("path", "packed"),
)
"""Columns that hold a field of ``EntryRow`` as it is."""


def scale_columns(scale: str) -> tuple[str, ...]:
    """Return the five columns of a scale: low, score, high, zone, border."""
    return tuple(f"scale_{scale}_{part}" for part in ("low", "score", "high", "zone", "border"))


def columns_for(connection: sqlite3.Connection, scales: Iterable[str], signs: Iterable[str]) -> None:
    """Make sure that every scale and sign has its columns, and every score and sign its index.

    Raises:
        ValueError: an id that cannot be part of a column's name.
    """
    there = {str(row[1]) for row in connection.execute("PRAGMA table_info(entry)")}
    for scale in scales:
        _fit(scale)
        for name, kind in zip(scale_columns(scale), ("REAL", "REAL", "REAL", "TEXT", "INTEGER"), strict=True):
            if name not in there:
                connection.execute(f"ALTER TABLE entry ADD COLUMN {name} {kind}")
        low, score, high = scale_columns(scale)[:3]
        connection.execute(f"DROP INDEX IF EXISTS entry_{score}")
        connection.execute(
            f"CREATE INDEX IF NOT EXISTS entry_{scale}_span ON entry (main, {score}, {low}, {high})"
        )
    for sign in signs:
        _fit(sign)
        if f"sign_{sign}" not in there:
            connection.execute(f"ALTER TABLE entry ADD COLUMN sign_{sign} TEXT")


def measured(connection: sqlite3.Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the scales and the signs that the table has columns for, in the order they came."""
    names = [str(row[1]) for row in connection.execute("PRAGMA table_info(entry)")]
    scales = [name[6:-6] for name in names if name.startswith("scale_") and name.endswith("_score")]
    return tuple(scales), tuple(name[5:] for name in names if name.startswith("sign_"))


def _fit(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a column name: {name!r}")
