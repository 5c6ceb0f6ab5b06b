"""Charts drawn in terminal cells: ranges with cuts and borders, strips of pay. Pure functions, no Textual.

Every chart is told apart by its characters, not by colour, and has a second set of characters for terminals
that know no others than those of ASCII.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from suitability.tui.lines import Line, Piece, cells


class Glyphs(NamedTuple):
    """The characters that charts are drawn with, each one cell wide."""

    start: str
    end: str
    line: str
    cut: str
    border: str
    band: str
    tick: str
    pointer: str


BLOCKS: Final = Glyphs("├", "┤", "─", "┼", "╪", "▒", "█", "▲")
ASCII: Final = Glyphs("|", "|", "-", "+", "*", "=", "#", "^")
"""For terminals without line drawing."""

SCORES: Final = (0.0, 100.0)
"""The axis of a scale."""


class Range(NamedTuple):
    """A range with its middle. Without ``middle`` no tick is drawn, without ``low`` and ``high`` no band."""

    low: float | None
    middle: float | None
    high: float | None


def place(value: float, width: int, axis: tuple[float, float] = SCORES) -> int:
    """Return the cell 0..width-1 of a value on an axis of ``width`` cells; outside values are at its ends."""
    low, high = axis
    share = (value - low) / (high - low) if high > low else 0.0
    return min(width - 1, max(0, round(share * (width - 1))))


def range_bar(
    span: Range,
    cuts: Sequence[float],
    width: int,
    border: float | None = None,
    glyphs: Glyphs = BLOCKS,
) -> Line:
    """Return the range of a scale on an axis from 0 to 100: band, tick at its centre, and the cuts.

    ``├──╪──▒▒█▒▒─┼──┤``. ``border`` is the cut beside which the score counts as on the border; it has a
    mark of its own. A scale without a range is an empty axis.
    """
    marks = {place(cut, width): glyphs.border if cut == border else glyphs.cut for cut in cuts}
    return _bar(span, SCORES, width, glyphs, marks)


def strip(span: Range, axis: tuple[float, float], width: int, glyphs: Glyphs = BLOCKS) -> Line:
    """Return an amount, a range of amounts, or quartiles with their median on a shared axis."""
    return _bar(span, axis, width, glyphs, {})


def _bar(span: Range, axis: tuple[float, float], width: int, glyphs: Glyphs, marks: dict[int, str]) -> Line:
    band = range(0)
    if span.low is not None and span.high is not None:
        band = range(place(span.low, width, axis), place(span.high, width, axis) + 1)
    tick = -1 if span.middle is None else place(span.middle, width, axis)
    pieces: list[Piece] = []
    for cell in range(width):
        if cell == tick:
            pieces.append((glyphs.tick, "tick"))
        elif cell in marks:
            pieces.append((marks[cell], "strong" if cell in band else "quiet"))
        elif cell in band:
            pieces.append((glyphs.band, "band"))
        else:
            end = glyphs.start if cell == 0 else glyphs.end if cell == width - 1 else glyphs.line
            pieces.append((end, "quiet"))
    return joined(pieces)


def joined(pieces: Sequence[Piece]) -> Line:
    """Return pieces with neighbours of one tone put together."""
    line: list[Piece] = []
    for text, tone in pieces:
        if line and line[-1][1] == tone:
            line[-1] = (line[-1][0] + text, tone)
        else:
            line.append((text, tone))
    return tuple(line)


def pointer(value: float, label: str, width: int, glyphs: Glyphs = BLOCKS) -> Line:
    """Return a line below a bar: a pointer at ``value`` (0-100) and, where there is room, a label."""
    cell = place(value, width)
    after = f"{glyphs.pointer} {label}"
    if cell + cells(after) <= width:
        return ((" " * cell + after, "accent"),)
    before = f"{label} {glyphs.pointer}"
    if cells(before) <= cell + 1:
        return ((" " * (cell + 1 - cells(before)) + before, "accent"),)
    return ((" " * cell + glyphs.pointer, "accent"),)


def axis_labels(cuts: tuple[float, float], zones: Sequence[str], width: int) -> list[Line]:
    """Return the names of the three zones above the axis (where they fit) and the numbers 0, cuts and 100."""
    edges = [0, place(cuts[0], width), place(cuts[1], width), width - 1]
    numbers = [" "] * width
    for value in (0.0, *cuts, 100.0):
        text = f"{value:.0f}"
        start = min(max(0, place(value, width) - len(text) // 2), width - len(text))
        numbers[start : start + len(text)] = text
    rooms = [edges[i + 1] - edges[i] - 1 for i in range(3)]
    lines: list[Line] = [(("".join(numbers), "quiet"),)]
    if all(cells(name) <= room for name, room in zip(zones, rooms, strict=True)):
        names = " ".join(_centred(name, room) for name, room in zip(zones, rooms, strict=True))
        lines.insert(0, ((f" {names}", "quiet"),))
    return lines


def ends(left: str, right: str, width: int) -> Line:
    """Return what an axis begins and ends with, a text at each end; the left one gives way."""
    room = width - cells(right)
    shown = left if cells(left) < room else ""
    return ((shown + " " * max(room - cells(shown), 0) + right, "quiet"),)


def _centred(text: str, width: int) -> str:
    left = max(width - cells(text), 0) // 2
    return " " * left + text + " " * max(width - cells(text) - left, 0)


def axis_end(values: Sequence[float]) -> float:
    """Return a round number at or a little above the largest value, such as 1.5 or 4 times a power of ten.

    >>> axis_end([47_000.0, 118_000.0])
    150000.0
    """
    largest = max(values, default=0.0)
    if largest <= 0:
        return 1.0
    unit = 1.0
    while unit * 10 <= largest:
        unit *= 10
    while unit > largest:
        unit /= 10
    return next(
        (unit * step for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8) if unit * step >= largest), unit * 10
    )
