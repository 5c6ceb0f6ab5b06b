"""What an interviewer heard, question by question, and which files of ours hold somebody's data.

Both belong to a person, never to a submission, and no score ever reads them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.storage.clean_text import clean_text
from suitability.storage.database import explained
from suitability.storage.sealed_wire import clean_lines

MARKS: Final = ("poor", "middling", "good")
"""What an answer in an interview can sound like."""

HEARD_LIMIT: Final = 4_000
"""Longest note to one question, in characters."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One question of an interview: the mark ("" for none), what was said, when it was last changed.

    ``interviewer`` is whose sheet it stands on, "" where nobody was named.
    """

    question: str
    mark: str
    note: str
    changed: str
    interviewer: str = ""


class Sheets:
    """Interview sheets of an open index, and the list of files that were written from it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def heard(self, owner: str) -> tuple[Heard, ...]:
        """Return what was noted of a person's interviews, sheet by sheet."""
        with explained(self._path):
            rows = self._connection.execute(
                "SELECT question, mark, note, changed, interviewer FROM sheet WHERE owner = ?"
                " ORDER BY interviewer, question",
                [owner],
            ).fetchall()
        return tuple(Heard(*map(str, row)) for row in rows)

    def keep(self, owner: str, heard: Heard) -> Heard | None:
        """Store a question's mark and note, cleaned, on the interviewer's sheet, and return it.

        None where nothing is left. The sheets of other interviewers stay as they are.

        Raises:
            ValueError: the mark is none of ``MARKS``.
        """
        if heard.mark not in ("", *MARKS):
            raise ValueError(heard.mark)
        note, who = clean_lines(heard.note, HEARD_LIMIT), clean_text(heard.interviewer)
        with explained(self._path):
            if not heard.mark and not note:
                self._connection.execute(
                    "DELETE FROM sheet WHERE owner = ? AND interviewer = ? AND question = ?",
                    [owner, who, heard.question],
                )
                return None
            self._connection.execute(
                "INSERT OR REPLACE INTO sheet VALUES (?, ?, ?, ?, ?, ?)",
                [owner, who, heard.question, heard.mark, note, heard.changed],
            )
        return Heard(heard.question, heard.mark, note, heard.changed, who)

    def note_written(self, owners: Sequence[str], path: str, at: str) -> None:
        """Remember that a file holds these people's data; no owner: it holds many people's."""
        with explained(self._path):
            self._connection.executemany(
                "INSERT OR REPLACE INTO written VALUES (?, ?, ?)",
                [(owner, path, at) for owner in owners or ("",)],
            )

    def written(self, owner: str) -> tuple[str, ...]:
        """Return the files that hold this person's data and nobody else's ("" for those of many)."""
        query = (
            "SELECT path FROM written WHERE owner = ? AND path NOT IN"
            " (SELECT path FROM written WHERE owner <> ?) ORDER BY path"
        )
        with explained(self._path):
            return tuple(str(row[0]) for row in self._connection.execute(query, [owner, owner]))

    def shared(self, owner: str) -> tuple[str, ...]:
        """Return the files that hold this person's data beside that of others."""
        query = (
            "SELECT DISTINCT path FROM written WHERE owner = '' OR (owner = ? AND path IN"
            " (SELECT path FROM written WHERE owner <> ?)) ORDER BY path"
        )
        with explained(self._path):
            return tuple(str(row[0]) for row in self._connection.execute(query, [owner, owner]))
