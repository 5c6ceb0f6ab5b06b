"""Cells and small tables as CSV that a spreadsheet opens and never computes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from suitability.domain.intervals import Interval

Value = str | float | int | bool | None

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings of a cell that a spreadsheet takes, or may take, for a formula."""


def plain_cell(value: Value) -> str | float | int:
    """Return a cell of a CSV: numbers with a point, yes and no, no text that a spreadsheet would compute."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, int):
        return value
    return f"'{value}" if value.startswith(_FORMULA) else value


def interval_cells(name: str, one: Interval | None) -> dict[str, Value]:
    """Return the three cells of an estimate: ``name``, and the ends as ``name_low`` and ``name_high``."""
    values = (None, None, None) if one is None else (one.value, one.low, one.high)
    return dict(zip((name, f"{name}_low", f"{name}_high"), values, strict=True))


def figures_csv(fields: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> str:
    """Return figures as CSV with the columns ``fields``: six significant digits, empty for what is not known.

    Raises:
        ValueError: a row has a column that is none of ``fields``.
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fields, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _figure(value) for name, value in row.items()})
    return stream.getvalue()


def _figure(value: Value) -> str | float | int:
    return f"{value:.6g}" if isinstance(value, float) else plain_cell(value)
