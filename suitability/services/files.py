"""Writing what a person asked for to the place they named. See ``storage.safe_write`` for the promises."""

from __future__ import annotations

from suitability.storage.clean_text import clean_text
from suitability.storage.safe_write import shown, write_bytes, write_text

NAME_LIMIT = 120
"""Characters of a name that are kept."""


def clean_name(name: str) -> str:
    """Return a name as it may be drawn: normalised, without control and direction characters, at most 120 long."""
    return clean_text(name, NAME_LIMIT)


__all__ = ["NAME_LIMIT", "clean_name", "shown", "write_bytes", "write_text"]
