"""The index of a folder of results: one SQLite file, one row per submission, and what people add to it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.storage.database import explained, open_database, transaction
from suitability.storage.pool_files import FileTable, key_name
from suitability.storage.pool_marks import Marks
from suitability.storage.pool_order import Ordering
from suitability.storage.pool_query import Filter, Measured, Sort, order_by, where
from suitability.storage.pool_schema import (
    PLAIN_COLUMNS,
    POOL,
    WAITING,
    EntryRow,
    ScaleRange,
    columns_for,
    measured,
    scale_columns,
)
from suitability.storage.pool_sent import Sent
from suitability.storage.pool_sheets import Sheets

OWNED: Final = ("stage", "rating", "note", "sheet", "written")
"""Tables of what a recruiter wrote, by owner."""

RESCORED: Final = ("fit", "quality", "verdict", "raised", "thought", "packed")
"""Columns that depend on the questions, beside those of scales and signs."""

INDEX: Final = Path(".suitability", "index.sqlite")
"""Where the index of a folder lies within it."""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """A row with its number."""

    id: int
    row: EntryRow


class PoolFile:
    """An open index. Any thread may use it, one at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self.marks = Marks(path, connection)
        self.files = FileTable(path, connection)
        self.order = Ordering(path, connection)
        self.sheets = Sheets(path, connection)
        self.sent = Sent(path, connection)
        self._look()

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> PoolFile:
        """Return the index ``path``, made new when it is missing and ``create`` is true.

        Raises:
            SealError: it cannot be opened.
        """
        return cls(path, open_database(path, POOL, create=create))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def measure(self, scales: Iterable[str], signs: Iterable[str]) -> None:
        """Make sure that there are columns for these scales and signs."""
        with explained(self.path), transaction(self._connection):
            columns_for(self._connection, scales, signs)
        self._look()

    def _look(self) -> None:
        with explained(self.path):
            self.measured = Measured(*measured(self._connection))
        self._columns = (*PLAIN_COLUMNS, "remarks", *self._measures())
        self._select = f"SELECT id, {', '.join(self._columns)} FROM entry"  # noqa: S608 - names of ours

    def _measures(self) -> tuple[str, ...]:
        scales = (column for scale in self.measured.scales for column in scale_columns(scale))
        return (*scales, *(f"sign_{sign}" for sign in self.measured.signs))

    # ---- reading ----

    def count(self, wanted: Filter) -> int:
        """Return the number of rows that a filter lets through. Raises as ``page``."""
        condition, values = where(wanted, self.measured)
        query = f"SELECT count(*) FROM entry WHERE {condition}"  # noqa: S608 - columns of ours, values apart
        with explained(self.path):
            return int(self._connection.execute(query, values).fetchone()[0])

    def page(self, wanted: Filter, sort: Sort, offset: int, limit: int) -> tuple[StoredEntry, ...]:
        """Return some rows, without ``packed``.

        Raises:
            KeyError: a scale, sign or order that the index does not have.
            SealError: the index cannot be read.
        """
        condition, values = where(wanted, self.measured)
        order = order_by(sort, self.measured)
        ids = f"SELECT id FROM entry WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608 - as above
        with explained(self.path):
            numbers = [int(row[0]) for row in self._connection.execute(ids, [*values, limit, offset])]
        return self.rows(numbers)

    def rows(self, numbers: Sequence[int]) -> tuple[StoredEntry, ...]:
        """Return the rows with these numbers in this order, without ``packed``; missing ones are left out."""
        select = self._select.replace("packed", "NULL AS packed", 1)
        marks = ", ".join("?" * len(numbers))
        with explained(self.path):
            found = self._connection.execute(f"{select} WHERE id IN ({marks})", list(numbers)).fetchall()
        stored = {int(row[0]): self._stored(row) for row in found}
        return tuple(stored[number] for number in numbers if number in stored)

    def entry(self, number: int) -> StoredEntry | None:
        """Return one row with ``packed``, or None."""
        with explained(self.path):
            row = self._connection.execute(f"{self._select} WHERE id = ?", [number]).fetchone()
        return None if row is None else self._stored(row)

    def of_owner(self, owner: str) -> tuple[StoredEntry, ...]:
        """Return all rows of a person, the one that stands for them first."""
        with explained(self.path):
            rows = self._connection.execute(
                f"{self._select} WHERE owner = ? ORDER BY main DESC, id", [owner]
            ).fetchall()
        return tuple(self._stored(row) for row in rows)

    def numbers(self, wanted: Filter, sort: Sort) -> Iterator[int]:
        """Yield the ids of all rows that a filter lets through, in order. Raises as ``page``."""
        condition, values = where(wanted, self.measured)
        order = order_by(sort, self.measured)
        query = f"SELECT id FROM entry WHERE {condition} ORDER BY {order}"  # noqa: S608 - as above
        with explained(self.path):
            for row in self._connection.execute(query, values):
                yield int(row[0])

    def begins_with(self, text: str, limit: int) -> tuple[StoredEntry, ...]:
        """Return the rows whose invite or result id begins with ``text``."""
        if not text or not text.isascii() or not text.isalnum():
            return ()
        with explained(self.path):
            condition = "substr(result, 1, ?) = ? OR substr(invite, 1, ?) = ?"
            rows = self._connection.execute(
                f"{self._select} WHERE {condition} ORDER BY id LIMIT ?",
                [len(text), text, len(text), text, limit],
            ).fetchall()
        return tuple(self._stored(row) for row in rows)

    def batches(self) -> tuple[str, ...]:
        """Return the batches of invites of which something is in this index."""
        with explained(self.path):
            rows = self._connection.execute("SELECT DISTINCT batch FROM entry WHERE batch <> ''").fetchall()
        return tuple(str(row[0]) for row in rows)

    def meta(self, name: str) -> str | None:
        """Return a setting of the index, or None."""
        with explained(self.path):
            row = self._connection.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def content(self, digest: str, form: str) -> tuple[tuple[str, ...], dict[str, str]] | None:
        """Return the order of a form's items in some content, and what each item meant there, or None."""
        with explained(self.path):
            row = self._connection.execute(
                "SELECT item_order, marks FROM content WHERE digest = ? AND form = ?", [digest, form]
            ).fetchone()
        return None if row is None else (tuple(json.loads(row[0])), dict(json.loads(row[1])))

    def keep_content(self, digest: str, form: str, order: Sequence[str], marks: Mapping[str, str]) -> None:
        """Keep order and meaning of a form's items, once for each content."""
        self._connection.execute(
            "INSERT OR IGNORE INTO content VALUES (?, ?, ?, ?)",
            [digest, form, json.dumps(list(order)), json.dumps(dict(marks))],
        )

    def set_meta(self, name: str, value: str) -> None:
        """Keep a setting of the index."""
        with explained(self.path):
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])

    # ---- entries ----

    def add(self, row: EntryRow) -> int:
        """Store a row and return its number; a row that waits for the same owner gives way to it."""
        self._connection.execute("DELETE FROM entry WHERE owner = ? AND status = ?", [row.owner, WAITING])
        marks = ", ".join("?" * (len(self._columns) + 1))
        names = ", ".join((*self._columns, "person_folded"))
        query = f"INSERT INTO entry ({names}) VALUES ({marks})"  # noqa: S608 - columns of ours
        folded = f"{row.person} {row.email} {row.person_note}".casefold()
        done = self._connection.execute(query, [*self._values(row), folded])
        return int(done.lastrowid or 0)

    def rescore(self, number: int, row: EntryRow) -> None:
        """Put the scores of ``row`` in the place of older ones."""
        wanted = dict(zip((*PLAIN_COLUMNS, "remarks", *self._measures()), self._values(row), strict=True))
        names = [*RESCORED, *self._measures()]
        query = f"UPDATE entry SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?"  # noqa: S608 - names of ours
        self._connection.execute(query, [*(wanted[name] for name in names), number])

    def files_of_owner(self, owner: str) -> tuple[tuple[str, str], ...]:
        """Return name in the folder and SHA-256 of every file that holds a result of a person."""
        with explained(self.path):
            rows = self._connection.execute(
                "SELECT path, sha256 FROM file WHERE entry IN (SELECT id FROM entry WHERE owner = ?)"
                " ORDER BY path",
                [owner],
            ).fetchall()
        return tuple((key_name(str(row[0])), str(row[1])) for row in rows)

    def erase_owners(self, owners: Sequence[str]) -> None:
        """Erase every trace of these people from the index, and what the file still held of them."""
        with explained(self.path), transaction(self._connection):
            for owner in owners:
                self._connection.execute(
                    "DELETE FROM file WHERE entry IN (SELECT id FROM entry WHERE owner = ?)", [owner]
                )
                for table in (*OWNED, "entry"):
                    self._connection.execute(f"DELETE FROM {table} WHERE owner = ?", [owner])  # noqa: S608 - constants
        with explained(self.path):
            self._connection.execute("VACUUM")

    def adopt(self, old: str, new: str) -> None:
        """Give everything that belongs to one owner to another: they turned out to be one person."""
        self._connection.execute("UPDATE entry SET owner = ?, main = 0 WHERE owner = ?", [new, old])
        for table in OWNED:
            query = f"UPDATE OR IGNORE {table} SET owner = ? WHERE owner = ?"  # noqa: S608 - constants
            self._connection.execute(query, [new, old])

    def namesake(self, person: str, email: str, owner: str) -> bool:
        """Return whether somebody of this name and address, invited under another id, has answered."""
        start = f"{person} {email}".casefold()
        row = self._connection.execute(
            "SELECT 1 FROM entry WHERE main = 1 AND person_folded >= ? AND person_folded < ? AND person = ?"
            " AND email = ? AND owner <> ? AND status = 'received'",
            [start, f"{start}\U0010ffff", person, email, owner],
        ).fetchone()
        return row is not None

    def _values(self, row: EntryRow) -> list[object]:
        found: list[object] = [getattr(row, name) for name in PLAIN_COLUMNS]
        found.append(json.dumps(list(row.remarks)))
        for scale in self.measured.scales:
            one = row.scales.get(scale, ScaleRange())
            found += [one.low, one.score, one.high, one.zone, int(one.border)]
        return found + [row.signs.get(sign, "") for sign in self.measured.signs]

    def _stored(self, row: Sequence[object]) -> StoredEntry:
        plain = dict(zip(PLAIN_COLUMNS, row[1 : 1 + len(PLAIN_COLUMNS)], strict=True))
        rest = list(row[1 + len(PLAIN_COLUMNS) :])
        remarks = tuple(json.loads(str(rest.pop(0))))
        scales: dict[str, ScaleRange] = {}
        for scale in self.measured.scales:
            low, score, high, zone, border = (rest.pop(0) for _ in range(5))
            if zone is not None:  # a scale that came later than this row has no values here
                scales[scale] = ScaleRange(low, score, high, str(zone), bool(border))  # type: ignore[arg-type]
        signs = {
            sign: str(value)
            for sign, value in zip(self.measured.signs, rest, strict=True)
            if value not in (None, "")
        }
        return StoredEntry(
            int(str(row[0])),
            EntryRow(**plain, remarks=remarks, scales=scales, signs=signs),  # type: ignore[arg-type]
        )

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Store everything that happens in a block, or nothing.

        Raises:
            SealError: it cannot be stored.
        """
        with explained(self.path), transaction(self._connection):
            yield
