"""What is written down about a mistake of ours: where it happened, and nothing of what a person typed.

The text of an exception may quote an answer or a name, and so may local variables: neither is kept. Paths are
cut down to the package, since a home folder holds a name too.
"""

from __future__ import annotations

import contextlib
import platform
import sqlite3
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePath

from suitability import __version__
from suitability.errors import SuitabilityError

PREFIX = "crash-"
"""How the names of these files begin."""

SAFE_VALUES = frozenset({"key", "name", "language", "kind", "source", "item"})
"""Values of our own errors that name parts of the program and never quote a person."""


def write_crash(error: BaseException, folder: Path | None, now: datetime) -> Path | None:
    """Write a description of ``error`` into ``folder`` and return its file, or None where that fails."""
    if folder is None:
        return None
    path = folder / f"{PREFIX}{now:%Y%m%d-%H%M%S-%f}.txt"
    with contextlib.suppress(OSError, ValueError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(description(error, now))
        path.chmod(0o600)
        return path
    return None


def description(error: BaseException, now: datetime) -> str:
    """Return when, with which versions and where in the code ``error`` came up, the cause first."""
    head = (
        f"suitability {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{platform.system()} {platform.machine()}, {now:%Y-%m-%d %H:%M} UTC"
    )
    blocks = [[head]]
    for one in reversed(list(_chain(error))):
        frames = traceback.extract_tb(one.__traceback__)
        lines = [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        blocks.append([_name(one), *lines])
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def place_of(error: BaseException) -> str:
    """Return the kind of ``error`` and where it was raised, such as ``KeyError, services/explain.py:12``."""
    first = list(_chain(error))[-1]
    frames = traceback.extract_tb(first.__traceback__)
    if not frames:
        return _name(first)
    own = [frame for frame in frames if "suitability" in PurePath(frame.filename).parts] or list(frames)
    return f"{_name(first)}, {_short(own[-1].filename)}:{own[-1].lineno}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and those that led to it."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _name(error: BaseException) -> str:
    name = type(error).__name__
    if not isinstance(error, SuitabilityError):
        return name
    values = [f"{key}={value}" for key, value in error.values.items() if key in SAFE_VALUES]
    return " ".join([name, error.code, *values])


def _short(filename: str) -> str:
    """Return a path without what lies above the package (or, outside it, above the last two parts)."""
    parts = PurePath(filename).parts
    if "suitability" in parts:
        place = len(parts) - 1 - parts[::-1].index("suitability")
        return "/".join(parts[place + 1 :])
    return "/".join(parts[-2:])
