"""The list beside the reports of a batch (rendering/batch_journal.py writes it), for whoever erases people.

It names the files that were made, and those are named after people.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Final

from suitability.storage.plain_file import read_plain
from suitability.storage.safe_write import write_bytes

JOURNAL: Final = ".suitability-batch"
"""Name of the file in the folder that notes what was made: a line of JSON per file, its name first."""

_MOST: Final = 256 << 20
"""Largest list that is read, in bytes: a million reports."""


def strike(folder: Path, names: Collection[str]) -> bool:
    """Take these files out of the list of a folder; return whether any line stood there.

    Raises:
        Unread: it is too large or cannot be read.
        OutputError: it cannot be written.
    """
    path = folder / JOURNAL
    if path.is_symlink() or not path.is_file():
        return False
    lines = read_plain(path, _MOST).splitlines(keepends=True)
    kept = [line for line in lines if _name(line) not in names]
    if len(kept) == len(lines):
        return False
    write_bytes(path, b"".join(kept), force=True)
    return True


def _name(line: bytes) -> str | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found[0] if isinstance(found, list) and found and isinstance(found[0], str) else None
