"""Which bytes a content folder holds: YAML files by their relative names, read once and bounded."""

from __future__ import annotations

from typing import Final

from suitability.errors import UserError
from suitability.storage.places import Folder
from suitability.storage.tree import shown

MAX_BYTES: Final = 1 << 20
"""Largest content file that is read (trust.md 4.1)."""

_MOST_FILES: Final = 1 << 16
"""Bytes that hold nearly every content file whole."""

_MAX_DEPTH: Final = 6
_MAX_FILES: Final = 2_000
_DATA_ENDINGS: Final = (".yaml", ".yml", ".json")


def require_folder(folder: Folder) -> None:
    """Raise UserError unless ``folder`` exists and is a folder.

    Raises:
        UserError: ``folder_missing`` or ``folder_is_file``.
    """
    if folder.is_dir():
        return
    raise UserError("folder_is_file" if folder.is_file() else "folder_missing", folder=shown(str(folder)))


def read_files(folder: Folder) -> dict[str, bytes]:
    """Return the data files under ``folder`` (YAML, and JSON left there by mistake), sorted by relative name.

    A file over 1 MiB is cut one byte after the limit, so that the parser can refuse it. Hidden files and
    folders are left out.

    Raises:
        UserError: the folder or a file in it cannot be read, or there are far too many files.
    """
    require_folder(folder)
    found: dict[str, bytes] = {}
    _collect(folder, "", _MAX_DEPTH, found)
    return dict(sorted(found.items()))


def _collect(folder: Folder, prefix: str, depth: int, found: dict[str, bytes]) -> None:
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        raise UserError(
            "folder_unreadable", folder=shown(str(folder)), reason=error.strerror or ""
        ) from error
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if entry.is_dir():
            if depth > 0:
                _collect(entry, f"{prefix}{name}/", depth - 1, found)
        elif name.lower().endswith(_DATA_ENDINGS):
            if len(found) >= _MAX_FILES:
                raise UserError("folder_too_full", folder=shown(str(folder)), limit=_MAX_FILES)
            found[prefix + name] = read_file(entry)


def read_file(entry: Folder) -> bytes:
    """Return the bytes of one file, cut one byte after 1 MiB so that the parser can refuse it.

    Raises:
        UserError: the file cannot be read.
    """
    try:
        with entry.open("rb") as stream:
            data: bytes = stream.read(
                _MOST_FILES
            )  # room for 1 MiB, asked for at once, costs more than reading
            if len(data) == _MOST_FILES:
                data += stream.read(MAX_BYTES + 1 - _MOST_FILES)
    except OSError as error:
        raise UserError("file_unreadable", file=shown(str(entry)), reason=error.strerror or "") from error
    return data
