"""The order of the rows of an index as a list of numbers: fetched once, so that rows can follow one by one.

A hundred thousand numbers are 0.8 MB; reading rows page by page out of a sorted query would sort again for
every page. Where a neutral order is wanted, rows are scattered by their number: nothing about a person
decides who stands above whom.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from suitability.domain.ties import Span
from suitability.storage.database import explained
from suitability.storage.pool_query import Filter, Measured, Sort, column_of, order_by, where
from suitability.storage.pool_schema import TERM

_MODULUS: Final = 2_147_483_647
"""A prime above the number of rows: multiplying by any number below it scatters all of them."""


class Ordering:
    """The order of an open index. ``stir`` is a number of the folder's own, 1 or more."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def by_column(self, wanted: Filter, sort: Sort, measured: Measured, stir: int | None) -> array[int]:
        """Return the numbers of all rows that a filter lets through, sorted.

        Equal rows stand in the order of their names; with ``stir`` in a neutral one, and a sort by name is
        nothing but that.

        Raises:
            KeyError: a scale, sign or order that the index does not have.
        """
        condition, values = where(wanted, measured)
        order = order_by(sort, measured)
        if stir is not None:
            way = "DESC" if sort.descending else "ASC"
            first = "" if sort.by == "person" else f"{column_of(sort, measured)} {way} NULLS LAST, "
            order = f"{first}{_scattered(stir)}"
        query = f"SELECT id FROM entry WHERE {condition} ORDER BY {order}"  # noqa: S608 - columns of ours, values apart
        with explained(self._path):
            return array("q", (int(row[0]) for row in self._connection.execute(query, values)))

    def by_scale(
        self, wanted: Filter, scale: str, measured: Measured
    ) -> tuple[array[int], list[Span], array[int]]:
        """Return the numbers and ranges of the rows with a score on a scale, and the numbers of the others.

        The order means nothing. Raises KeyError as ``by_column``.
        """
        if scale not in measured.scales:
            raise KeyError(scale)
        condition, values = where(wanted, measured)
        score, low, high = (f"scale_{scale}_{part}" for part in ("score", "low", "high"))
        query = f"SELECT id, {low}, {score}, {high} FROM entry WHERE {condition} ORDER BY {score} DESC"  # noqa: S608 - as above
        with explained(self._path):
            rows = self._connection.execute(query, values).fetchall()
        ranged = [row for row in rows if row[2] is not None]
        without = array("q", (row[0] for row in rows if row[2] is None))
        return array("q", (row[0] for row in ranged)), [row[1:] for row in ranged], without

    def owners(self, wanted: Filter, measured: Measured) -> Iterator[tuple[int, str]]:
        """Yield number and owner of the rows that a filter lets through. Raises as ``by_column``."""
        condition, values = where(wanted, measured)
        query = f"SELECT id, owner FROM entry WHERE {condition}"  # noqa: S608 - as above
        with explained(self._path):
            for number, owner in self._connection.execute(query, values):
                yield int(number), str(owner)

    def terms(self, until: str) -> tuple[tuple[int, str, str], ...]:
        """Return number, invite and day of everybody whose time of keeping runs from ``until`` or before.

        Days are ISO 8601; people without any (there should be none) are left out.
        """
        query = f"SELECT id, invite, {TERM} FROM entry WHERE main = 1 AND {TERM} <= ? AND {TERM} <> ''"  # noqa: S608 - as above
        with explained(self._path):
            rows = self._connection.execute(query, [until]).fetchall()
        return tuple((int(row[0]), str(row[1]), str(row[2])) for row in rows)

    def known(self, column: str) -> tuple[str, ...]:
        """Return the values that occur in ``role``, ``form``, ``language`` or ``stage``, sorted."""
        table = "stage" if column == "stage" else "entry"
        if column not in ("stage", "role", "form", "language"):
            raise KeyError(column)
        query = f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> '' ORDER BY 1"  # noqa: S608 - as above
        with explained(self._path):
            return tuple(str(row[0]) for row in self._connection.execute(query))


def scattered(number: int, stir: int) -> int:
    """Return where a row comes in the neutral order: below 2 to the 31st, the same in every session."""
    return number * _factor(stir) % _MODULUS


def _factor(stir: int) -> int:
    return stir % (_MODULUS - 1) + 1


def _scattered(stir: int) -> str:
    return f"(id * {_factor(stir)}) % {_MODULUS}, id"
