"""The table of candidates: which rows in which order, brackets of ties, and everybody as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from suitability.services.candidate_view import has_ranges
from suitability.services.csv_cells import plain_cell
from suitability.services.files import clean_name
from suitability.services.pool import BY_NAME, EVERYBODY, Filter, Listing, PoolRow, ScaleRange, Sort

if TYPE_CHECKING:
    from suitability.services.candidates import Desk

PAGE: Final = 500
"""Rows fetched at a time."""

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class TableOrder:
    """Which rows, in which order, and how many at most (None: all)."""

    wanted: Filter = EVERYBODY
    sort: Sort = BY_NAME
    limit: int | None = None


def ranged(scale: ScaleRange | None) -> str:
    """Return a range in figures, such as ``35–58``; a dash where there is none."""
    if scale is None or scale.low is None or scale.high is None:
        return "–"
    return f"{scale.low:.0f}–{scale.high:.0f}"


def tie_marks(ties: Sequence[int]) -> list[str]:
    """Return a bracket down the side of every band of two or more: ``┌ │ └``; blank for the others."""
    marks = []
    for at, band in enumerate(ties):
        above = band >= 0 and at > 0 and ties[at - 1] == band
        below = band >= 0 and at + 1 < len(ties) and ties[at + 1] == band
        marks.append("│" if above and below else "└" if above else "┌" if below else " ")
    return marks


def tie_mark(ties: Sequence[int] | None, at: int) -> str:
    """Return the mark of one row of a listing (see ``tie_marks``)."""
    if ties is None:
        return " "
    first = max(at - 1, 0)
    return tie_marks(ties[first : at + 2])[at - first]


def in_pages(desk: Desk, listing: Listing, limit: int | None = None) -> Iterator[tuple[int, PoolRow]]:
    """Yield place in the listing and row of everybody in it, fetched a page at a time."""
    end = len(listing.numbers) if limit is None else min(limit, len(listing.numbers))
    for start in range(0, end, PAGE):
        numbers = listing.numbers[start : min(start + PAGE, end)]
        found = {row.id: row for row in desk.pool.rows_of(numbers)}
        for at, number in enumerate(numbers, start=start):
            if number in found:
                yield at, found[number]


def record(desk: Desk, row: PoolRow, tie: int | None) -> dict[str, Cell]:
    """Return a row for programs, its columns named as in an export (``export_columns``).

    ``tie`` is the band, from 1, of those whose ranges overlap its leader's. In blind mode only the
    pseudonym names a row: numbers follow the files, whose order may tell who is who.
    """
    entry, blind = row.entry, desk.blind
    found: dict[str, Cell] = {"person": desk.name(row)}
    if not blind:
        found = (
            {"number": row.id}
            | found
            | {
                "email": clean_name(entry.email),
                "person_note": clean_name(entry.person_note),
                "invite": entry.invite,
            }
        )
        found["result"] = entry.result
    found |= {
        "tie": tie,
        "status": entry.status,
        "register": entry.outcome,
        "grade": entry.grade,
        "role": entry.role,
        "form": entry.form,
        "language": entry.language,
        "received": entry.received,
        "quality": entry.quality,
        "answered": entry.answered,
        "total": entry.total,
        "stage": row.stage,
    }
    for name in desk.pool.scales:
        scale = entry.scales.get(name, ScaleRange())
        found |= {
            f"{name}_low": scale.low,
            f"{name}_score": scale.score,
            f"{name}_high": scale.high,
            f"{name}_zone": scale.zone,
            f"{name}_border": scale.border if scale.score is not None else None,
        }
    found |= {f"sign_{name}": entry.signs.get(name, "") for name in desk.pool.signs}
    found["signs_raised"] = entry.raised if has_ranges(row) else None
    return found


def records(desk: Desk, order: TableOrder) -> Iterator[dict[str, Cell]]:
    """Yield everybody as ``record``."""
    listing = desk.listing(order.wanted, order.sort)
    for at, row in in_pages(desk, listing, order.limit):
        tie = None if listing.ties is None or listing.ties[at] < 0 else listing.ties[at] + 1
        yield record(desk, row, tie)


def csv_text(rows: Iterable[dict[str, Cell]]) -> Iterator[str]:
    """Yield rows as lines of CSV, heads first; no cell is a formula for a spreadsheet."""
    head = True
    for row in rows:
        stream = io.StringIO()
        writer = csv.writer(stream)
        if head:
            writer.writerow(row)
            head = False
        writer.writerow([plain_cell(value) for value in row.values()])
        yield stream.getvalue()


def json_text(rows: Iterable[dict[str, Cell]]) -> Iterator[str]:
    """Yield rows as one JSON array, a line each."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False, allow_nan=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"
