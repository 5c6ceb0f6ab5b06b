"""Lines in, lines out: the only thing the plain mode knows about the outside."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

WIDTH = 78


class EndOfInput(Exception):  # noqa: N818 - not an error: the other side has closed the input
    """The input has ended; everything answered so far is saved."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """``read`` returns the next line without its end and raises EndOfInput; ``write`` takes one line.

    ``now_ms`` is a clock that only goes forward; it measures the time an answer took. It is None when the lines
    come from a file or a program: their times say nothing about a person.
    """

    read: Callable[[], str]
    write: Callable[[str], None]
    now_ms: Callable[[], int] | None

    def say(self, text: str = "") -> None:
        """Write a paragraph, wrapped at 78 columns; continuation lines of a numbered option are indented."""
        if not text:
            self.write("")
        for line in text.splitlines():
            indent = "   " if line[:1].isdigit() else ""
            for piece in textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False) or [""]:
                self.write(piece)
