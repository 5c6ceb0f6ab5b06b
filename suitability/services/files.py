"""Writing what a person asked for to the place they named. See ``storage.safe_write`` for the promises."""

from __future__ import annotations

from pathlib import Path

from suitability.storage.clean_text import clean_text, safe_file_stem
from suitability.storage.safe_write import shown, write_bytes, write_made, write_text

NAME_LIMIT = 120
"""Characters of a name that are kept."""


def clean_name(name: str) -> str:
    """Return a name as it may be drawn: without control and direction characters, at most 120 long."""
    return clean_text(name, NAME_LIMIT)


def is_too_long(name: str) -> bool:
    """Return whether ``clean_name`` has to cut a name short."""
    return len(clean_text(name, 2 * NAME_LIMIT)) > NAME_LIMIT


def is_there(path: Path) -> bool:
    """Return whether something has this name; an impossible name is nobody's."""
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Return whether this is a folder; an impossible name is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def free_name(path: Path) -> Path:
    """Return ``path``, or the same with the first number behind it, from 2, that is not taken yet."""
    found, number = path, 1
    while is_there(found):
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def typed_name(typed: str, like: Path) -> str:
    """Return a file name that a person typed, with the ending of ``like``; empty where it is no file name."""
    name = clean_name(typed).strip()
    if not name.strip(".") or "/" in name or "\\" in name:
        return ""
    return name if name.lower().endswith(like.suffix.lower()) else name + like.suffix


__all__ = [
    "NAME_LIMIT",
    "clean_name",
    "free_name",
    "is_folder",
    "is_there",
    "is_too_long",
    "safe_file_stem",
    "shown",
    "typed_name",
    "write_bytes",
    "write_made",
    "write_text",
]
