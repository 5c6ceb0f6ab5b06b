"""Many people as one table in a file: CSV, XLSX, Parquet or JSON lines, written row by row.

A cell never becomes a formula: CSV sets an apostrophe before what a spreadsheet would compute, XLSX stores
texts as texts. Nothing is kept of a person once the row is written; only where pseudonyms stand for
people and there is no index, all rows are held to be put into another order.
"""

from __future__ import annotations

import contextlib
import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from suitability.domain.bank import ItemBank
from suitability.errors import UserError
from suitability.services.csv_cells import plain_cell
from suitability.services.export_columns import Column, Value, Wanted, columns, dictionary
from suitability.services.people import Person, Roll, collected, everybody
from suitability.services.result_table import load_polars
from suitability.services.words import Words

Format = Literal["csv", "xlsx", "parquet", "jsonl"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "parquet", "jsonl")

XLSX_ROWS = 1_048_575
"""Rows that a sheet holds beside its header."""

PART_ROWS = 5_000
"""Rows of a Parquet part that are in memory at a time."""

Row = Sequence[Value]


class Writer(Protocol):
    """Takes rows one after the other."""

    def row(self, cells: Row) -> None:
        """Write one row; the cells are in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is exported: columns, and the dictionary that goes with them where a format has room for it."""

    columns: tuple[Column, ...]
    meanings: tuple[tuple[str, str, str, str], ...]
    heads: tuple[str, str, str, str]
    sheets: tuple[str, str]


def table_of(bank: ItemBank, wanted: Wanted, words: Words) -> Table:
    """Return what an export consists of, explained in the language of ``words``."""
    heads = tuple(words(f"export.heads.{name}") for name in ("name", "kind", "unit", "meaning"))
    return Table(
        columns=columns(bank, wanted),
        meanings=tuple(dictionary(bank, wanted, words)),
        heads=(heads[0], heads[1], heads[2], heads[3]),
        sheets=(words("export.sheets.people"), words("export.sheets.columns")),
    )


@dataclass(frozen=True, slots=True)
class Exported:
    """How many rows were written, and what going through the place came to."""

    rows: int
    roll: Roll


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose rows are exported from where: of ``form`` only (None: of all).

    ``salt`` is what pseudonyms are made from where they stand for people, else None.
    """

    place: Path
    form: str | None = None
    salt: bytes | None = None


def export_people(bank: ItemBank, chosen: Chosen, row: Callable[[Row], None], table: Table) -> Exported:
    """Hand a row of everybody chosen to ``row``; those under a pseudonym in the order of pseudonyms.

    Raises:
        UserError: nothing to read.
        SealError: the index of the folder cannot be used.
    """
    takes = [column.take for column in table.columns]
    held: list[tuple[str, Row]] = []  # files come in an order of their own, which may tell names
    hold = chosen.salt is not None and not collected(chosen.place)
    count = 0

    def keep(person: Person) -> None:
        nonlocal count
        if chosen.form in (None, person.result.form):
            count += 1
            cells = [take(person) for take in takes]
            held.append((person.alias, cells)) if hold else row(cells)

    roll = everybody(bank, chosen.place, keep, chosen.salt)
    for _, cells in sorted(held, key=lambda one: one[0]):
        row(cells)
    return Exported(count, roll)


@contextlib.contextmanager
def writer(kind: Format, file: Path, table: Table) -> Iterator[Writer]:
    """Open ``file``, an empty one, as a table of the given kind; it is whole when the block ends.

    Raises:
        UserError: Parquet without polars (``polars_missing``), or more rows than a sheet holds
            (``export_sheet_full``).
        OSError: the file cannot be written.
    """
    opened: Mapping[Format, Callable[[Path, Table], contextlib.AbstractContextManager[Writer]]] = {
        "csv": _csv_file,
        "jsonl": _lines_file,
        "xlsx": _sheet_file,
        "parquet": _parquet_file,
    }
    with opened[kind](file, table) as found:
        yield found


class _CsvRows:
    def __init__(self, stream: Any) -> None:
        self._writer = csv.writer(stream)  # lines end as RFC 4180 wants; a lone return in a cell is quoted

    def row(self, cells: Row) -> None:
        self._writer.writerow([plain_cell(cell) for cell in cells])


@contextlib.contextmanager
def _csv_file(file: Path, table: Table) -> Iterator[Writer]:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:  # the mark tells Excel that it is UTF-8
        rows = _CsvRows(stream)
        rows.row([column.name for column in table.columns])
        yield rows


class _JsonRows:
    def __init__(self, stream: Any, names: list[str]) -> None:
        self._stream, self._names = stream, names

    def row(self, cells: Row) -> None:
        pairs = zip(self._names, cells, strict=True)
        self._stream.write(json.dumps(dict(pairs), ensure_ascii=False, allow_nan=False) + "\n")


@contextlib.contextmanager
def _lines_file(file: Path, table: Table) -> Iterator[Writer]:
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        yield _JsonRows(stream, [column.name for column in table.columns])


class _SheetRows:
    def __init__(self, sheet: Any) -> None:
        self._sheet, self._at = sheet, 1

    def row(self, cells: Row) -> None:
        if self._at > XLSX_ROWS:
            raise UserError("export_sheet_full", limit=XLSX_ROWS)
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            if isinstance(cell, bool):
                self._sheet.write_boolean(self._at, column, cell)
            elif isinstance(cell, str):
                self._sheet.write_string(self._at, column, cell)
            else:
                self._sheet.write_number(self._at, column, cell)
        self._at += 1


@contextlib.contextmanager
def _sheet_file(file: Path, table: Table) -> Iterator[Writer]:
    import xlsxwriter  # noqa: PLC0415 - loads only where a sheet is asked for

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(file), options)
    try:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(table.sheets[0])
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, min(36, max(10, len(column.name) + 2)))
            sheet.write_string(0, number, column.name, bold)
        yield _SheetRows(sheet)
        legend = book.add_worksheet(table.sheets[1])
        legend.freeze_panes(1, 1)
        for number, (head, width) in enumerate(zip(table.heads, (30, 12, 24, 90), strict=True)):
            legend.set_column(number, number, width)
            legend.write_string(0, number, head, bold)
        for line, cells in enumerate(table.meanings, start=1):
            for number, text in enumerate(cells):
                legend.write_string(line, number, text, wrapped)
    finally:
        book.close()


class _ParquetRows:
    def __init__(self, file: Path, table: Table) -> None:
        self._pl = load_polars()
        types = {"number": self._pl.Float64, "whole": self._pl.Int64, "yes_no": self._pl.Boolean}
        self._schema = {one.name: types.get(one.kind, self._pl.String) for one in table.columns}
        self._file, self._rows, self.parts = file, list[Row](), list[Path]()

    def row(self, cells: Row) -> None:
        self._rows.append(cells)
        if len(self._rows) >= PART_ROWS:
            self._flush()

    def _flush(self) -> None:
        part = self._file.with_name(f"{self._file.name}.{len(self.parts):05d}")
        self.parts.append(part)
        self._pl.DataFrame(self._rows, schema=self._schema, orient="row").write_parquet(part)
        self._rows.clear()

    def finish(self) -> None:
        self._flush()
        self._pl.scan_parquet(self.parts, glob=False).sink_parquet(self._file)


@contextlib.contextmanager
def _parquet_file(file: Path, table: Table) -> Iterator[Writer]:
    rows = _ParquetRows(file, table)
    try:
        yield rows
        rows.finish()
    finally:
        for part in rows.parts:
            with contextlib.suppress(OSError):
                part.unlink()
