"""Long lines for a terminal: wrapped at its width, with the shape of lists kept."""

from __future__ import annotations

import re
import textwrap

from suitability.services.binding import MARK, bound, freed

WIDTH = 78
"""Columns of a line where nobody knows how wide the terminal is."""

_HEAD = re.compile(r"\s*(?:(?:\d{1,3}\.|[-*])\s+)?")

_DASH, _BOUND_DASH = " —", f"{MARK}—"
"""A dash never begins a line, as in print."""


def wrapped(text: str, width: int = WIDTH, hanging: int = 0) -> list[str]:
    """Return a text as lines of at most ``width`` columns; a longer word, such as a path, stays whole.

    What follows a number or a mark of a list keeps its indent below it; other lines go on after ``hanging``
    blanks. An empty line stays. No line breaks inside a figure or before a dash.
    """
    lines: list[str] = []
    for line in text.splitlines() or [""]:
        head = _HEAD.match(line)
        marked = 0 if head is None else len(head.group())
        indent = " " * (marked if 0 < marked < width // 2 else hanging)
        pieces = textwrap.wrap(
            bound(line, MARK).replace(_DASH, _BOUND_DASH),
            width,
            subsequent_indent=indent,
            break_on_hyphens=False,
            break_long_words=False,
        )
        lines += [freed(piece) for piece in pieces] or [""]
    return lines


def filled(text: str, width: int = WIDTH, first: str = "", rest: str = "") -> list[str]:
    """Return a paragraph as lines of at most ``width`` columns after ``first``, then ``rest``.

    A longer word stays whole, and no line breaks inside a figure.
    """
    pieces = textwrap.wrap(
        bound(text, MARK),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [freed(piece) for piece in pieces]
