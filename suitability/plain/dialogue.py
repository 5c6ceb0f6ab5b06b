"""Lines in, lines out: the only thing the plain mode knows about the outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from suitability.errors import UserError
from suitability.services.files import shown
from suitability.services.wrapping import wrapped

WIDTH = 78
"""Columns of a line; only a path may be longer, because a path that is cut cannot be copied."""


class EndOfInput(Exception):
    """The input has ended; everything answered so far is saved."""


def typed_path(line: str) -> Path:
    """Return the path that a person typed, whole; ``~`` stands for the home folder.

    Raises:
        UserError: nothing can have such a name.
    """
    try:
        path = Path(line.strip()).expanduser().absolute()
    except (OSError, RuntimeError) as error:
        raise UserError("output_bad_name", path=shown(line)) from error
    if "\0" in line:
        raise UserError("output_bad_name", path=shown(line))
    return path


@dataclass(frozen=True, slots=True)
class Dialogue:
    """``read`` returns the next line without its end and raises EndOfInput; ``write`` takes one line.

    ``now_ms`` is a clock that only goes forward; it measures the time an answer took. It is None when the
    lines come from a file or a program: their times say nothing about a person.
    """

    read: Callable[[], str]
    write: Callable[[str], None]
    now_ms: Callable[[], int] | None = None

    def say(self, text: str = "") -> None:
        """Write a paragraph, wrapped at 78 columns; continuation lines of a numbered option are indented."""
        for line in wrapped(text, WIDTH):
            self.write(line)

    def now(self) -> int | None:
        """Return the clock's milliseconds, or None when times are not measured."""
        return None if self.now_ms is None else self.now_ms()
