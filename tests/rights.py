"""Takes from root, for a while, the right to read and write whatever it likes.

Linux gives that right as a capability of a thread (capabilities(7)): it can be put away and taken up again.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION_3 = 0x20080522
_PASSES_LOCKS = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def _call(name: str, sets: ctypes.Array[_Sets]) -> None:
    header = _Header(_VERSION_3, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(ctypes.byref(header), sets) != 0:
        raise OSError(ctypes.get_errno(), name)


@contextmanager
def ordinary_rights() -> Iterator[None]:
    """Let this thread, and those it starts, meet locked files and folders as anybody does.

    Raises:
        OSError: the system does not let the right be put away.
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        yield
        return
    sets = (_Sets * 2)()
    _call("capget", sets)
    before = sets[0].effective
    sets[0].effective = before & ~_PASSES_LOCKS
    _call("capset", sets)
    try:
        yield
    finally:
        sets[0].effective = before
        _call("capset", sets)
