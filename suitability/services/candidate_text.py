"""Candidates as text: the table of everybody and a few side by side, at the width that there is.

No lone number, no total. Where the lines of the table would not fit, each person takes two, and nothing is
left out; where people side by side do not fit, cells wrap.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from suitability.domain.bank import ItemBank
from suitability.services.candidate_table import TableOrder, in_pages, ranged, tie_mark
from suitability.services.candidate_view import has_ranges, quality_text, stage_text, status_text
from suitability.services.pool import PoolRow
from suitability.services.words import Words

if TYPE_CHECKING:
    from suitability.services.candidates import Desk

NAME_WIDTH: Final = 24
STATUS_WIDTH: Final = 14
NUMBER_WIDTH: Final = 6
STAGE_ROOM: Final = 12
"""Columns that a stage should have; a longer name of one's own is cut where lines are short."""

CELL_WIDTH: Final = 30
"""Columns of a person in a comparison that has room."""

CELL_LINES: Final = 4
"""Most lines of a cell where there is no room."""

_LEAST_CELL: Final = 8
_RANGE: Final = 7
"""Columns of the longest range, 89–100."""

_TWO_LINES: Final = {"┌": ("┌", "│"), "└": ("│", "└")}
"""A mark of ``tie_marks`` on the two lines of a person, where it is not the same on both."""

_GAP: Final = "  "


class _Layout:
    """The columns of the table: one line a person, or two where ``width`` has no room for one."""

    def __init__(self, bank: ItemBank, scales: Sequence[str], words: Words, width: int | None) -> None:
        self._scales, self._words = scales, words
        self._width: int | None = None
        self._names = [bank.scales[scale].name.on(words.language) for scale in scales]
        self._sizes = [max(len(name), _RANGE) for name in self._names]
        self._name = NAME_WIDTH
        self._numbered = True
        heads = ("number", "name", "status", "raised", "stage")
        self._heads = [words(f"candidates.columns.{one}") for one in heads]
        self.stacked = False
        if width is not None and self._before_stage() + STAGE_ROOM > width:
            self.stacked = True
            self._name = max(NAME_WIDTH - max(self._before_stage() + STAGE_ROOM - width, 0), _LEAST_CELL)
            self._sizes = _shrunk(self._sizes, width - (NUMBER_WIDTH + len(_GAP)))
            self._width = width

    def _before_stage(self) -> int:
        """Return how many columns the first line of a person takes before the stage."""
        return len(self.heads()[0].removesuffix(self._heads[-1]))

    def heads(self) -> list[str]:
        """Return the heads, a line or two."""
        return self._laid(" ", self._heads, self._names)

    def without_numbers(self) -> None:
        """Leave the column of the numbers blank: they follow the files, whose order may tell who is who."""
        self._numbered = False
        self._heads[0] = ""

    def person(self, row: PoolRow, name: str, mark: str) -> list[str]:
        """Return a person; the second of two lines is left out where there are no ranges."""
        measured = has_ranges(row)
        raised = str(row.entry.raised) if measured else "–"
        state, stage = status_text(row, self._words), stage_text(row.stage, self._words)
        cells = [ranged(row.entry.scales.get(scale)) for scale in self._scales]
        number = str(row.id) if self._numbered else ""
        lines = self._laid(mark, (number, name, state, raised, stage), cells)
        return lines if measured else lines[:1]

    def _laid(self, mark: str, about: Sequence[str], cells: Sequence[str]) -> list[str]:
        number, name, state, raised, stage = about
        who = [f"{number:>{NUMBER_WIDTH}}", _cut(name, self._name), _cut(state, STATUS_WIDTH)]
        figures = [_cut(cell, size) for cell, size in zip(cells, self._sizes, strict=True)]
        count = f"{raised:<{len(self._heads[3])}}"
        if not self.stacked:
            return [_GAP.join([mark, *who, *figures, count, stage]).rstrip()]
        above, below = _TWO_LINES.get(mark, (mark, mark))
        first = _GAP.join([above, *who, count, stage])
        second = _GAP.join([f"{below:<{NUMBER_WIDTH}}", *figures])
        return [_short(first, self._width), _short(second, self._width)]


def _shrunk(sizes: Sequence[int], room: int) -> list[int]:
    """Return columns that fit into ``room`` with their gaps, as far as ranges allow; the widest give way."""
    found = list(sizes)
    while sum(found) + len(_GAP) * (len(found) - 1) > room and max(found) > _RANGE:
        found[found.index(max(found))] -= 1
    return found


def table_lines(
    desk: Desk, bank: ItemBank, order: TableOrder, words: Words, width: int | None = None
) -> Iterator[str]:
    """Yield the table line by line, its heads first; ``width`` columns at most (None: as many as it takes).

    Where a line of a person would be longer, it is two: who and how far, then the ranges.
    """
    layout = _Layout(bank, [scale for scale in desk.pool.scales if scale in bank.scales], words, width)
    if desk.blind:
        layout.without_numbers()
    yield from layout.heads()
    listing = desk.listing(order.wanted, order.sort)
    for at, row in in_pages(desk, listing, order.limit):
        yield from layout.person(row, desk.name(row), tie_mark(listing.ties, at))


def _short(line: str, width: int | None) -> str:
    line = line.rstrip()
    return line if width is None or len(line) <= width else f"{line[: width - 1]}…"


def _cut(text: str, width: int) -> str:
    return f"{text:<{width}}" if len(text) <= width else f"{text[: width - 1]}…"


@dataclass(frozen=True, slots=True)
class _Grid:
    """How people stand side by side: columns of the titles and of a cell; whether cells wrap."""

    title: int
    cell: int
    wraps: bool

    def lines(self, title: str, cells: Iterable[str]) -> list[str]:
        """Return a row: one line, or as many as its longest cell takes."""
        if not self.wraps:
            return [_GAP.join([f"{title:<{self.title}}", *(_cut(one, self.cell) for one in cells)]).rstrip()]
        columns = [textwrap.wrap(title, self.title, subsequent_indent=" ") or [""]]
        columns += [_folded(one, self.cell) for one in cells]
        sizes = [self.title, *[self.cell] * (len(columns) - 1)]
        return [
            _GAP.join(
                f"{column[at] if at < len(column) else '':<{size}}"
                for column, size in zip(columns, sizes, strict=True)
            ).rstrip()
            for at in range(max(map(len, columns)))
        ]


def _folded(text: str, width: int) -> list[str]:
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, width)]
    if len(lines) <= CELL_LINES:
        return lines
    return [*lines[: CELL_LINES - 1], _cut(f"{lines[CELL_LINES - 1]}…".ljust(width), width).rstrip()]


def _grid(titles: Sequence[str], people: int, width: int | None) -> _Grid:
    label = max(map(len, titles))
    if width is None or label + people * (CELL_WIDTH + len(_GAP)) <= width:
        return _Grid(label, CELL_WIDTH, wraps=False)
    label = min(label, max(width // 4, _LEAST_CELL))
    return _Grid(label, max((width - label) // people - len(_GAP), _LEAST_CELL), wraps=True)


def compare_lines(
    desk: Desk, bank: ItemBank, rows: Sequence[PoolRow], words: Words, width: int | None = None
) -> list[str]:
    """Return people side by side: a row for each scale and sign, a column a person; nothing is summed.

    ``width`` columns at most, as far as cells of eight letters allow (None: as many as it takes).
    """
    scales = {name: one.name.on(words.language) for name, one in bank.scales.items()}
    signs = {name: one.name.on(words.language) for name, one in bank.signs.items()}
    grid = _grid([*scales.values(), *signs.values()], len(rows), width)
    wordings = "candidates.compare.warned" if grid.wraps else "report.status"
    lines = grid.lines("", [desk.name(row) for row in rows])
    lines += grid.lines(words("candidates.columns.status"), [status_text(row, words) for row in rows])
    quality = [quality_text(row.entry.quality, words) for row in rows]
    lines += grid.lines(words("candidates.columns.quality"), quality)
    lines += grid.lines(words("candidates.columns.stage"), [stage_text(row.stage, words) for row in rows])
    lines.append("")
    for name, title in scales.items():
        between = "\n" if grid.wraps else " "
        lines += grid.lines(title, [between.join(_range_and_zone(row, name, words)) for row in rows])
    lines.append("")
    if grid.wraps:
        lines.append(words("candidates.compare.warnings"))
    for name, title in signs.items():
        states = [row.entry.signs.get(name, "") for row in rows]
        lines += grid.lines(title, [words(f"{wordings}.{one}") if one else "–" for one in states])
    return lines


def _range_and_zone(row: PoolRow, scale: str, words: Words) -> tuple[str, ...]:
    found = row.entry.scales.get(scale)
    if found is None or found.low is None:
        return ("–",)
    return ranged(found), words(f"edition.brief.zones.{found.zone}")


def overlap_lines(bank: ItemBank, rows: Sequence[PoolRow], words: Words) -> list[str]:
    """Return for each scale whether the ranges of these people leave a difference to see."""
    lines = []
    for name, scale in bank.scales.items():
        found = [row.entry.scales[name] for row in rows if name in row.entry.scales]
        spans = [(one.low, one.high) for one in found if one.low is not None and one.high is not None]
        if len(spans) < 2:
            continue
        apart = max(low for low, _ in spans) > min(high for _, high in spans)
        key = "candidates.compare.apart" if apart else "candidates.compare.overlap"
        lines.append(words(key, scale=scale.name.on(words.language)))
    return lines
