"""What a person has sent before, in a few numbers: thousands of files with one invite stay quick to place."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.storage.database import explained

RUNS_COUNTED: Final = 100
"""Runs are counted up to here; an invite allows 99 at most."""

_BEFORE: Final = """
    SELECT
        EXISTS (SELECT 1 FROM entry WHERE owner = :owner AND status = 'received'),
        EXISTS (SELECT 1 FROM entry WHERE owner = :owner AND grade = 'sealed'),
        EXISTS (SELECT 1 FROM entry WHERE owner = :owner AND status = 'received' AND +main = 1),
        EXISTS (SELECT 1 FROM entry WHERE owner = :owner AND status = 'received' AND run_key = :run_key),
        (SELECT count(*) FROM (
            SELECT DISTINCT run_key FROM entry WHERE owner = :owner AND run_key <> '' LIMIT :most
        ))
"""
"""The plus keeps SQLite from looking through everybody who has a line, by an index on ``main``."""


@dataclass(frozen=True, slots=True)
class Before:
    """What an owner has sent: anything, anything sealed, the row that stands for them, this run, runs."""

    anything: bool
    sealed: bool
    main: bool
    this_run: bool
    runs: int


class Sent:
    """The submissions of an open index."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def before(self, owner: str, run_key: str) -> Before:
        """Return what an owner has sent so far; ``runs`` counts to ``RUNS_COUNTED``."""
        with explained(self._path):
            row = self._connection.execute(
                _BEFORE, {"owner": owner, "run_key": run_key, "most": RUNS_COUNTED}
            ).fetchone()
        anything, sealed, main, this_run, runs = row
        return Before(bool(anything), bool(sealed), bool(main), bool(this_run), int(runs))

    def same(self, owner: str, run_key: str, checksum: str) -> int | None:
        """Return the row of an owner with the same answers from the same run (from any, without a key)."""
        query = "SELECT id FROM entry WHERE owner = ? AND status = 'received' AND checksum = ?"
        values = [owner, checksum]
        if run_key:
            query, values = f"{query} AND run_key = ?", [*values, run_key]
        with explained(self._path):
            row = self._connection.execute(f"{query} ORDER BY main DESC, id LIMIT 1", values).fetchone()
        return None if row is None else int(row[0])

    def twin(self, result: str, owner: str) -> int | None:
        """Return the first row of somebody else that holds the result of this id."""
        query = "SELECT id FROM entry WHERE result = ? AND owner <> ? ORDER BY id LIMIT 1"
        with explained(self._path):
            row = self._connection.execute(query, [result, owner]).fetchone()
        return None if row is None else int(row[0])

    def rows_of(self, owner: str, result: str) -> tuple[int, ...]:
        """Return the rows that stand for whoever owns ``owner`` or sent the result ``result`` ("": none)."""
        query = (
            "SELECT id FROM entry WHERE main = 1 AND owner IN"
            " (SELECT owner FROM entry WHERE owner = ? OR (result = ? AND result <> '')) ORDER BY id"
        )
        with explained(self._path):
            return tuple(int(row[0]) for row in self._connection.execute(query, [owner, result]))

    def standing(self, owner: str) -> str | None:
        """Return whether a person has answered, as a status, or None where nothing is known of them."""
        query = "SELECT min(status) FROM entry WHERE owner = ?"
        with explained(self._path):
            row = self._connection.execute(query, [owner]).fetchone()
        return None if row[0] is None else str(row[0])
