"""What a batch made: one line per file beside the files, so that nothing is made twice."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Self

from suitability.storage.made_list import JOURNAL

__all__ = ["BEGUN", "JOURNAL", "Journal", "file_digest"]


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


BEGUN = -1
"""Stands for the size of a file that is being made."""

FRESH = "new"
"""Stands for the digest of a file that is being made where none stood."""

_NOTHING = ("", -2, "")
"""What is known of a file that no job made: no file has this size."""


class Journal:
    """One line of JSON per file that was made: name, fingerprint of the job, size, SHA-256 of the file.

    Lines are only added. A line that a crash cut off is passed over: its file is made again. Before a file is
    made a line without size and digest says so: what a batch that was stopped left behind is its own. Where
    nothing stood at that time and a file stands now, it is what the job made, as files appear whole or not at
    all: the batch was stopped before it could add the line.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, tuple[str, int, str]] = {}
        self._before: dict[str, tuple[str, int, str]] = {}

    def __enter__(self) -> Self:
        """Open the journal, a new one where there is none. Raises OSError."""
        cut = False
        if self._path.is_file():
            data = self._path.read_bytes()
            cut = bool(data) and not data.endswith(b"\n")
            for line in data.splitlines():
                try:
                    name, mark, size, digest = json.loads(line)
                except (ValueError, TypeError):
                    continue
                self._known[name] = (mark, size, digest)
        self._stream = self._path.open("ab")
        if cut:
            self._stream.write(b"\n")
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def digest(self, name: str) -> str | None:
        """Return the SHA-256 of the file as it was made last, or None where it was not made."""
        known = self._known.get(name)
        return None if known is None else known[2]

    def has(self, name: str, mark: str, path: Path) -> bool:
        """Return whether the file is there, unchanged, as this job made it. Raises OSError."""
        known = self._known.get(name, _NOTHING)
        if known[0] != mark:
            return False
        if known[1] != BEGUN:
            return self.made(name, path)
        if known[2] != FRESH or not path.is_file():
            return False
        self.note(name, mark, path.stat().st_size, file_digest(path))
        return True

    def made(self, name: str, path: Path) -> bool:
        """Return whether the file is there as some job made it, unchanged since, or was about to make it."""
        known = self._known.get(name, _NOTHING)
        if known[1] == BEGUN:
            return True
        try:
            return path.stat().st_size == known[1] and file_digest(path) == known[2]
        except OSError:
            return False

    def note(self, name: str, mark: str, size: int, digest: str) -> None:
        """Add a line for a file that now stands whole on the disk. Raises OSError."""
        self._before.pop(name, None)
        self._add(name, mark, size, digest)

    def begin(self, name: str, mark: str, *, fresh: bool) -> None:
        """Add a line for a file that is going to be made, ``fresh`` where nothing stands. Raises OSError."""
        self._before[name] = self._known.get(name, _NOTHING)
        self._add(name, mark, BEGUN, FRESH if fresh else "")

    def give_up(self, name: str) -> None:
        """Add a line that takes ``begin`` back: the file could not be made. Raises OSError."""
        self._add(name, *self._before.pop(name, _NOTHING))

    def _add(self, name: str, mark: str, size: int, digest: str) -> None:
        self._known[name] = (mark, size, digest)
        self._stream.write(json.dumps([name, mark, size, digest]).encode() + b"\n")
        self._stream.flush()
