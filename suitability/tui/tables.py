"""A table in the cells at hand: columns where they fit, entries one below the other where not. No Textual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from suitability.services.spaces import held
from suitability.tui.lines import Line, Piece, Tone, cells, hanging, printable, wrap

GAP: Final = 2
"""Cells between two columns."""

NARROWEST: Final = 9
"""A column of wrapped text is at least so wide, unless all it holds is shorter."""


def table_lines(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[Line]:
    """Return a table in lines of at most ``width`` cells; no text is cut."""
    widths = column_widths(header, rows, width)
    if widths is None:
        return _entries(header, rows, width)
    lines = _row_lines(header, widths, "title")
    tall = any(cells(printable(text)) > room for row in rows for text, room in zip(row, widths, strict=True))
    for number, row in enumerate(rows):
        lines += [()] if tall and number else []
        lines += _row_lines(row, widths, "")
    return lines


def column_widths(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> tuple[int, ...] | None:
    """Return the widths of the columns, or None where they would be too narrow to be read.

    Every column holds its longest word; what is left is shared out by how much more each could use.
    """
    columns = [[printable(text) for text in column] for column in zip(header, *rows, strict=True)]
    room = width - GAP * (len(columns) - 1)
    whole = [max(cells(text) for text in column) for column in columns]
    if sum(whole) <= room:
        return tuple(whole)
    words = [max(cells(word) for text in column for word in held(text).split(" ")) for column in columns]
    least = [max(word, min(NARROWEST, full)) for word, full in zip(words, whole, strict=True)]
    spare = room - sum(least)
    if spare < 0 or (len(columns) > 2 and spare < 2 * NARROWEST):
        return None
    wanted = [full - small for full, small in zip(whole, least, strict=True)]
    given = [small + spare * want // sum(wanted) for small, want in zip(least, wanted, strict=True)]
    given[wanted.index(max(wanted))] += room - sum(given)
    return tuple(given)


def _row_lines(row: Sequence[str], widths: Sequence[int], tone: Tone) -> list[Line]:
    parts = [wrap(text, room) for text, room in zip(row, widths, strict=True)]
    lines: list[Line] = []
    for number in range(max(len(part) for part in parts)):
        pieces: list[Piece] = []
        for column, (part, room) in enumerate(zip(parts, widths, strict=True)):
            text = part[number] if number < len(part) else ""
            pad = "" if column == len(parts) - 1 else " " * (room - cells(text) + GAP)
            pieces.append((text + pad, tone or ("strong" if column == 0 else "")))
        lines.append(tuple(pieces))
    return lines


def _entries(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[Line]:
    """Return each row as an entry: its first cell, and below it the others under their headings."""
    lines: list[Line] = []
    for row in rows:
        lines += [()] if lines else []
        lines += hanging((), row[0], width, "strong")
        for name, text in zip(header[1:], row[1:], strict=True):
            lines += hanging((("  – ", "quiet"),), f"{name}: {text}", width)
    return lines
