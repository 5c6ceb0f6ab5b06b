"""A folder where files of strangers lie: what is in it, and the bytes of one file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_READ: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC")
)


@dataclass(frozen=True, slots=True)
class Lying:
    """Size in bytes, time of change in ns, whether it is a plain file.

    ``closed`` is why a folder cannot be listed, in the system's words; "" for everything else.
    """

    size: int
    mtime: int
    plain: bool
    closed: str = ""


def walk(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield name within ``folder``, and size and time of change (ns), of everything that is no folder.

    In the order of names; hidden files and folders are left out, links are named and never followed. A folder
    within that cannot be listed is yielded like a file.

    Raises:
        OSError: ``folder`` itself cannot be listed.
    """
    root = os.fspath(folder)
    closed: list[OSError] = []
    for place, folders, files in os.walk(root, onerror=closed.append, followlinks=False):
        yield from _closed(root, closed)
        linked = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in linked)
        for name in sorted((*files, *linked)):
            if name.startswith("."):
                continue
            path = os.path.join(place, name)  # noqa: PTH118 - a hundred thousand times
            try:
                found = os.lstat(path)
                yield os.path.relpath(path, root), (found.st_size, found.st_mtime_ns)
            except OSError:
                continue
    yield from _closed(root, closed)


def _closed(root: str, errors: list[OSError]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the folders that could not be listed, and forget them; one that has gone is no matter."""
    for error in errors:
        if error.filename == root:
            raise error
        if not isinstance(error, FileNotFoundError):
            yield os.path.relpath(error.filename, root), (0, 0)
    errors.clear()


def look_at(path: Path) -> Lying:
    """Return what lies at ``path``; a link is looked at and not followed.

    Raises:
        OSError, ValueError: nothing is there, or it cannot be looked at.
    """
    found = path.lstat()
    mode = found.st_mode
    closed = _why_closed(path) if stat.S_ISDIR(mode) else ""
    return Lying(found.st_size, found.st_mtime_ns, stat.S_ISREG(mode), closed)


def _why_closed(folder: Path) -> str:
    try:
        os.scandir(folder).close()
    except OSError as error:
        return os.strerror(error.errno or errno.EIO)
    return ""


def bytes_of(path: Path, limit: int) -> bytes:
    """Return at most ``limit`` bytes of a plain file; nothing that took its place since it was looked at.

    A link is not followed, and a pipe is not waited for.

    Raises:
        OSError, ValueError: it cannot be read, or is no plain file any more.
    """
    handle = os.open(path, _READ)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        wanted = min(limit, found.st_size)
        data = os.read(handle, wanted)
        while len(data) < wanted and (more := os.read(handle, wanted - len(data))):
            data += more
        return data
    finally:
        os.close(handle)
