"""Long lines for a terminal: wrapped at its width, with the shape of lists kept."""

from __future__ import annotations

import re
import textwrap

from suitability.services.spaces import held, let_go

WIDTH = 78
"""Columns of a line where nobody knows how wide the terminal is."""

_HEAD = re.compile(r"\s*(?:(?:\d{1,3}\.|[-*])\s+)?")


def wrapped(text: str, width: int = WIDTH, hanging: int = 0) -> list[str]:
    """Return a text as lines of at most ``width`` columns; a longer word, such as a path, stays whole.

    What follows a number or a mark of a list keeps its indent below it; other lines go on after ``hanging``
    blanks. An empty line stays.
    """
    lines: list[str] = []
    for line in text.splitlines() or [""]:
        head = _HEAD.match(line)
        marked = 0 if head is None else len(head.group())
        indent = " " * (marked if 0 < marked < width // 2 else hanging)
        lines += paragraph_lines(line, width, rest=indent) or [""]
    return lines


def paragraph_lines(text: str, width: int = WIDTH, first: str = "", rest: str = "") -> list[str]:
    """Return a paragraph in lines of at most ``width`` columns; ``first`` and ``rest`` stand before them.

    A longer word stays whole, and no line breaks at a space that binds (``services.spaces``).
    """
    pieces = textwrap.wrap(
        held(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [let_go(piece) for piece in pieces]
