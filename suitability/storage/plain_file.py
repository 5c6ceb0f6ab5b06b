"""An ordinary file that a person named, read whole and within a limit; nothing else is opened.

A named pipe or a device would make the program wait for ever, so what a path is gets looked at first. Why a
file is of no use is told by code; the caller's error has the sentence.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Literal

Why = Literal["missing", "folder", "special", "too_large", "unreadable"]


class Unread(Exception):
    """The file is not read: ``why``, the ``reason`` in the system's words, the ``size`` in bytes."""

    def __init__(self, why: Why, number: int, size: int = 0) -> None:
        super().__init__(why)
        self.why: Why = why
        self.reason = os.strerror(number)
        self.size = size


def read_plain(path: Path, limit: int) -> bytes:
    """Return the bytes of the ordinary file ``path``, at most ``limit``; links are followed.

    Raises:
        Unread: there is none, it is a folder or special (a pipe, a device), too large, or not readable.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Unread("folder", errno.EISDIR)
        if not stat.S_ISREG(found.st_mode):
            raise Unread("special", errno.EOPNOTSUPP)
        if found.st_size > limit:
            raise Unread("too_large", errno.EFBIG, found.st_size)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a NUL in the name
        raise Unread("missing", errno.ENOENT) from error
    except OSError as error:
        raise Unread("unreadable", error.errno or errno.EIO) from error
    if len(data) > limit:  # it grew meanwhile
        raise Unread("too_large", errno.EFBIG, len(data))
    return data
