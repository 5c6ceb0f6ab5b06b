"""Files that a person asked for, written whole or not at all.

The bytes go into a temporary file in the same folder, are synced, and only then take the asked-for name; an
existing file is never opened for writing. Every failure is an ``OutputError`` whose sentence says what to do.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from suitability.errors import OutputError
from suitability.storage.clean_text import clean_text

PATH_LIMIT = 300
"""Longest path, in characters, that a message quotes."""

SYSTEM_FOLDERS = tuple(Path("/", name) for name in ("proc", "sys", "dev"))
"""Where the system shows itself as files: nothing that is written there stays."""

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - only named here: an ordinary folder kept in memory

_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})
_CODES = {
    errno.EACCES: "output_denied",
    errno.EPERM: "output_denied",
    errno.EROFS: "output_read_only",
    errno.ENOENT: "output_no_folder",
    errno.ENOTDIR: "output_folder_is_file",
    errno.ENAMETOOLONG: "output_name_too_long",
    errno.ELOOP: "output_bad_name",
    errno.EINVAL: "output_bad_name",
}


def write_text(path: Path, text: str, *, force: bool = False) -> None:
    """Write ``text`` as UTF-8; see ``write_bytes``."""
    write_bytes(path, text.encode("utf-8"), force=force)


def write_bytes(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write ``data`` to ``path`` atomically, readable by its owner only (mode 0600).

    An existing file is replaced only with ``force``; a link is followed. After an error the folder is as it
    was before.

    Raises:
        OutputError: the file exists, the folder is missing, the name is impossible, the disk is full, ...
    """
    write_made(path, lambda temporary: _fill(temporary, data), force=force)


def write_made(path: Path, make: Callable[[Path], None], *, force: bool = False) -> None:
    """Let ``make`` fill a temporary file beside ``path``, then give it that name; see ``write_bytes``.

    ``make`` gets the path of an empty file that only its owner can read. Whatever it raises but an OSError is
    passed on, and the temporary file is gone then too.

    Raises:
        OutputError: as ``write_bytes``.
    """
    try:
        target = _checked_target(path, force=force)
        _make_then_name(target, make, force=force)
    except OSError as error:
        raise output_error(error, path) from error
    except (ValueError, RuntimeError) as error:  # a name with a zero byte; links in a circle
        raise OutputError("output_bad_name", path=shown(path)) from error


def shown(path: Path | str) -> str:
    """Return ``path`` as a message may quote it: no control characters, at most 300 characters.

    A name with nothing in it that can be seen is told by the numbers of its characters.
    """
    text = str(path)
    seen = clean_text(text, PATH_LIMIT)
    return seen if seen or not text.strip() else ascii(text[:PATH_LIMIT])[1:-1][:PATH_LIMIT]


def output_error(error: OSError, path: Path) -> OutputError:
    """Return the error for people that stands for ``error``, which came up while writing ``path``."""
    number = error.errno or 0
    values = {"path": shown(path), "folder": shown(path.parent)}
    if number == errno.EEXIST:
        return OutputError("output_exists", **values)
    if number in _DISK_FULL:
        return OutputError("output_disk_full", **values)
    if number in _CODES:
        return OutputError(_CODES[number], **values)
    return OutputError("output_failed", reason=os.strerror(number) if number else str(error), **values)


def sync_folder(folder: Path) -> None:
    """Make new names in ``folder`` survive a power cut, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(
            OSError
        ):  # some file systems cannot sync a folder; the file itself is synced
            os.fsync(handle)
    finally:
        os.close(handle)


def _checked_target(path: Path, *, force: bool) -> Path:
    """Return where the file really goes, or raise when the place cannot hold it."""
    target = path.resolve() if path.is_symlink() else path
    values = {"path": shown(path), "folder": shown(path.parent)}
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise OutputError("output_no_folder", **values) from None
        _refuse_system(target, values)
        return target
    if stat.S_ISDIR(mode):
        raise OutputError("output_is_folder", **values)
    if not stat.S_ISREG(mode):
        raise OutputError("output_not_a_file", **values)
    _refuse_system(target, values)
    if not force:
        raise OutputError("output_exists", **values)
    return target


def in_system_folder(folder: Path) -> bool:
    """Return whether a folder lies where the system shows itself as files, and nothing written stays."""
    place = folder.resolve()
    return any(map(place.is_relative_to, SYSTEM_FOLDERS)) and not place.is_relative_to(MEMORY_FOLDER)


def _refuse_system(target: Path, values: Mapping[str, str]) -> None:
    """Raise OutputError when the file would stand where the system shows itself."""
    if in_system_folder(target.parent):
        raise OutputError("output_system_folder", **values)


def _make_then_name(target: Path, make: Callable[[Path], None], *, force: bool) -> None:
    temporary = target.with_name(f".suitability-{os.getpid()}-{os.urandom(6).hex()}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    os.close(os.open(temporary, flags, 0o600))
    try:
        make(temporary)
        _sync_file(temporary)
        give_name(temporary, target, force=force)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def _fill(temporary: Path, data: bytes) -> None:
    handle = os.open(temporary, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    try:
        _write_all(handle, data)
    finally:
        os.close(handle)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    """Write every byte; a system may take fewer than it was given without an error."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def give_name(temporary: Path, target: Path, *, force: bool) -> None:
    """Give ``temporary`` the name ``target``; without ``force`` an existing file is not replaced.

    Raises:
        OSError: there is such a file already, or the folder cannot be changed.
    """
    if force:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        temporary.replace(target)
    else:
        temporary.unlink()
