"""The recruiter's screens as lines: rows of the table, people side by side, pages of passages. No Textual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from suitability.domain.signs import Status
from suitability.services.candidate_table import ranged
from suitability.services.candidate_view import Passage, has_ranges, quality_text, stage_text, status_text
from suitability.tui.charts import Range, range_bar
from suitability.tui.lines import Block, Line, Piece, Tone, cells, flow, shorten

if TYPE_CHECKING:
    from suitability.domain.bank import ItemBank
    from suitability.services.pool import PoolRow
    from suitability.services.words import Words

QUALITY_MARK = {"": " ", "none": " ", "soft": "?", "strong": "×"}
"""Response quality -> its mark in the table."""

_LEAST_BAR, _MOST_BAR = 3, 24


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells for one width of the window; ``stage`` 0: no room for it."""

    name: int
    bar: int
    stage: int


def columns_for(width: int, scales: int) -> Columns:
    """Return how wide the columns are: bars first, then names, then stages as the window grows."""
    stage = 0 if width < 70 else 9 if width < 100 else 15
    name = min(28, max(9, width * 22 // 100))
    left = width - 11 - name - (stage + 1 if stage else 0) - scales
    return Columns(name, min(_MOST_BAR, max(_LEAST_BAR, left // max(scales, 1))), stage)


def cuts_of(bank: ItemBank) -> tuple[float, float]:
    """Return the two borders between the zones."""
    return bank.rules.zones.low_below, bank.rules.zones.high_above


def padded(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` cells, cut where it is longer."""
    text = shorten(text, width)
    return text + " " * max(width - cells(text), 0)


def head_line(bank: ItemBank, scales: Sequence[str], words: Words, width: int) -> Line:
    """Return the heads of the table."""
    sizes = columns_for(width, len(scales))
    pieces = [" " * 5 + padded(words("candidates.columns.name"), sizes.name)]
    pieces += [" " + padded(bank.scales[scale].name.on(words.language), sizes.bar) for scale in scales]
    pieces.append(" [!] ?")
    if sizes.stage:
        pieces.append(" " + padded(words("candidates.columns.stage"), sizes.stage))
    return (("".join(pieces)[:width], "quiet"),)


@dataclass(frozen=True, slots=True)
class Seen:
    """One row as the table shows it: the person, what they are called, mark of a tie, cursor and choice."""

    row: PoolRow
    name: str
    tie: str = " "
    here: bool = False
    marked: bool = False


def person_line(bank: ItemBank, scales: Sequence[str], seen: Seen, words: Words, width: int) -> Line:
    """Return a row of the table: name, a bar for every scale, signs raised, quality, stage."""
    sizes = columns_for(width, len(scales))
    entry = seen.row.entry
    tone: Tone = "cursor" if seen.here else "chosen" if seen.marked else ""
    line: list[Piece] = [
        ("> " if seen.here else "  ", tone),
        ("*" if seen.marked else " ", tone),
        (f"{seen.tie} ", "accent"),
        (padded(seen.name, sizes.name), tone),
    ]
    room = (sizes.bar + 1) * len(scales)
    if not has_ranges(seen.row):
        known: Tone = "quiet" if entry.status == "waiting" else "warn"
        line.append((" " + padded(status_text(seen.row, words), room - 1), known))
    else:
        for scale in scales:
            line.append((" ", ""))
            line += small_bar(entry.scales.get(scale), cuts_of(bank), sizes.bar)
    raised = f"{entry.raised:>3}" if has_ranges(seen.row) else "  –"
    line.append((f" {raised}", "warn" if has_ranges(seen.row) and entry.raised else "quiet"))
    line.append((f" {QUALITY_MARK.get(entry.quality, ' ')}", "warn"))
    if sizes.stage:
        line.append((" " + padded(stage_text(seen.row.stage, words), sizes.stage), "quiet"))
    return tuple(line)


class Ranged(Protocol):
    """Whatever has a score with its range, 0-100; all None where there is none."""

    @property
    def low(self) -> float | None:
        """Return the lower end."""

    @property
    def score(self) -> float | None:
        """Return the score."""

    @property
    def high(self) -> float | None:
        """Return the upper end."""


def small_bar(scale: Ranged | None, cuts: tuple[float, float], width: int) -> Line:
    """Return a range as a bar of ``width`` cells; a dotted line where there is no range."""
    if scale is None or scale.low is None:
        return (("·" * width, "quiet"),)
    return range_bar(Range(scale.low, scale.score, scale.high), cuts, width)


def passage_lines(
    passages: Sequence[Passage], ranges: dict[str, Ranged], cuts: tuple[float, float], width: int
) -> list[Line]:
    """Return passages as lines, with the range of a scale drawn below its heading."""
    lines: list[Line] = []
    group: list[Block] = []
    for one in passages:
        group.append(Block(one.kind, one.text))
        if one.scale and one.scale in ranges:
            lines += flow_on(lines, group, width)
            group = []
            found = ranges[one.scale]
            span = Range(found.low, found.score, found.high)
            lines.append(range_bar(span, cuts, min(width, 72)))
    return lines + flow_on(lines, group, width)


def flow_on(before: Sequence[Line], blocks: Sequence[Block], width: int) -> list[Line]:
    """Return blocks as lines to follow ``before``: a heading gets its blank line there too."""
    lines = flow(blocks, width)
    gap = bool(before) and bool(blocks) and blocks[0].kind in ("heading", "strong")
    return [(), *lines] if gap else lines


def blocks_of(passages: Sequence[Passage]) -> list[Block]:
    """Return passages as blocks of a page."""
    return [Block(one.kind, one.text) for one in passages]


def side_by_side(
    bank: ItemBank, people: Sequence[tuple[str, PoolRow]], words: Words, width: int
) -> list[Line]:
    """Return up to four people in columns: status, a bar and a range a scale, the status of every sign."""
    column = max(width // max(len(people), 1) - 2, 8)

    def across(texts: Sequence[str], tone: Tone = "") -> Line:
        return tuple((padded(text, column) + "  ", tone) for text in texts)

    rows = [row for _, row in people]
    lines: list[Line] = [
        across([name for name, _ in people], "strong"),
        across([status_text(row, words) for row in rows], "quiet"),
        across([quality_text(row.entry.quality, words) for row in rows], "quiet"),
        across([stage_text(row.stage, words) for row in rows], "quiet"),
    ]
    for name, scale in bank.scales.items():
        found = [row.entry.scales.get(name) for row in rows]
        lines += [(), ((scale.name.on(words.language), "title"),)]
        bars: list[Piece] = []
        for one in found:
            bars += [*small_bar(one, cuts_of(bank), column), ("  ", "")]
        lines += [tuple(bars), across([ranged(one) for one in found], "quiet")]
    return [*lines, *_signs_beside(bank, rows, words, (column, width))]


def _signs_beside(
    bank: ItemBank, rows: Sequence[PoolRow], words: Words, room: tuple[int, int]
) -> Iterator[Line]:
    """Yield the status of every sign that somebody has; in the short words where columns are narrow.

    ``room`` is the width of a column and of the page. That the other signs are left out is said at the end.
    """
    column, width = room
    short = max(len(words(f"report.status.{one}")) for one in Status) > column
    wording = "candidates.compare.warned" if short else "report.status"
    left_out = False
    if short:
        yield ()
        yield from flow([Block("text", words("candidates.compare.warnings"))], width)
    for name, sign in bank.signs.items():
        states = [row.entry.signs.get(name, "") for row in rows]
        if not any(one in ("raised", "thought", "unknown") for one in states):
            left_out = True
            continue
        yield ()
        yield ((f"{sign.number}. {sign.name.on(words.language)}", "title"),)
        texts = [words(f"{wording}.{one}") if one else "–" for one in states]
        yield tuple((padded(text, column) + "  ", "") for text in texts)
    if left_out:
        yield ()
        yield from flow([Block("quiet", words("candidates.compare.unmarked"))], width)
