"""Tables that people keep in a spreadsheet: CSV as Excel, LibreOffice and Google write it, read line by line.

UTF-8 (with or without a mark), UTF-16 with a mark and Windows-1251; commas, semicolons or tabs. Column names
are looked up without regard to case (and ``ё`` is ``е``), in every spelling that the caller gives. What
cannot be read is named with its line; the caller goes on with the other lines. Nothing else in the program
reads CSV.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from suitability.errors import UserError
from suitability.storage.clean_text import clean_text
from suitability.storage.plain_file import Unread, read_plain
from suitability.storage.safe_write import shown

MAX_BYTES = 16 << 20
"""Largest file that is read: 16 MiB, a few hundred thousand lines."""

MAX_CELL = 1_000
"""Longest cell in characters; a longer one is a fault of its line."""

DELIMITERS = (",", ";", "\t")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a table has: their names in the program, with every spelling in the file's header.

    ``needed`` must be there. With ``others_too`` columns of other names are passed over, else refused.
    A table of more than ``most`` lines with anything in them is refused; 0 sets no limit.
    """

    spellings: Mapping[str, Sequence[str]]
    needed: Sequence[str] = ()
    others_too: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One line: its number in the file (from 1) and the cleaned cells of the columns that the header has."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return the cell of a column; empty where the file does not have the column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used: its number, the code of the reason and what the sentence names.

    The sentence stands under ``problems:`` in the words files (``services.messages.line_sentence``).
    """

    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table as it was read: its first line, cleaned, the columns known in it, lines of use and of none."""

    header: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    bad: tuple[BadLine, ...]


def read_csv(path: Path, columns: Columns) -> CsvTable:
    """Return the table in the file ``path``. Empty lines are passed over.

    Raises:
        UserError: missing, no file, too large, too many lines, neither UTF-8 nor Windows-1251, empty, or a
            header that cannot be read, lacks a needed column, names one twice or has one that is not known.
    """
    return parse_csv(_read_bytes(path), columns, shown(path))


def parse_csv(data: bytes, columns: Columns, name: str) -> CsvTable:
    """Return the table in ``data``; ``name`` is what errors call the file. Raises as ``read_csv``."""
    lines = _decoded(data, name).split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip(" \t,;")), None)
    if start is None:
        raise UserError("csv_empty", path=name)
    known = {_plain(text): column for column, texts in columns.spellings.items() for text in (column, *texts)}
    delimiter = max(DELIMITERS, key=lambda mark: _weight(lines[start], mark, known))
    # one line after the other, not one text: then the reader counts lines as an editor does
    reader = csv.reader((f"{line}\n" for line in lines[start:]), delimiter=delimiter, strict=True)
    try:
        first = next(reader)
    except csv.Error as error:
        raise UserError("csv_header", path=name, line=start + 1, reason=shown(str(error))) from error
    heads = _heads(first, columns, known, name)
    rows: list[CsvRow] = []
    bad: list[BadLine] = []
    for line, cells in _lines(reader, start, bad):
        if columns.most and len(rows) + len(bad) >= columns.most:
            raise UserError("csv_too_long", path=name, limit=columns.most)
        _take(line, cells, heads, rows, bad)
    header = tuple(clean_text(cell, MAX_CELL) for cell in first)
    return CsvTable(header, tuple(head for head in heads if head), tuple(rows), tuple(bad))


def _read_bytes(path: Path) -> bytes:
    try:
        return read_plain(path, MAX_BYTES)
    except Unread as error:
        raise UserError(
            {
                "missing": "csv_missing",
                "folder": "csv_no_file",
                "special": "csv_no_file",
                "too_large": "csv_too_large",
                "unreadable": "csv_unreadable",
            }[error.why],
            path=shown(path),
            limit=MAX_BYTES >> 20,
            reason=error.reason,
        ) from error


def _decoded(data: bytes, name: str) -> str:
    """Return the text; Windows-1251 only where the bytes are no UTF-8 and make no control characters."""
    encoding = _MARKS.get(data[:2], "utf-8")
    try:
        text = (data[3:] if data.startswith(_BOM) else data).decode(encoding)
    except UnicodeDecodeError as error:
        try:
            text = data.decode("cp1251") if encoding == "utf-8" and not data.startswith(_BOM) else "\0"
        except UnicodeDecodeError:
            text = "\0"
        if any(character < " " and character not in "\t\r\n" for character in text):
            raise UserError("csv_encoding", path=name, offset=error.start) from error
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise UserError("csv_encoding", path=name, offset=text.index("\0"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Reader(Protocol):
    """What csv.reader returns: its type has no public name."""

    line_num: int

    def __next__(self) -> list[str]: ...


def _plain(head: str) -> str:
    return " ".join(clean_text(head).casefold().replace("_", " ").replace("ё", "е").split())


def _weight(line: str, delimiter: str, known: Mapping[str, str]) -> tuple[int, int]:
    """Return how well a delimiter divides the header: known names first, then the number of cells."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a cell of more than the 131,072 characters that csv takes
        return 0, 0
    return sum(_plain(cell) in known for cell in cells), len(cells)


def _heads(cells: list[str], columns: Columns, known: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the program's name of each column, empty for those passed over."""
    heads = tuple(known.get(_plain(cell), "") for cell in cells)
    unknown = [cell for cell, head in zip(cells, heads, strict=True) if not head and cell.strip()]
    # where nothing is known the first line is no header at all, and what is missing says more
    if unknown and not columns.others_too and (any(heads) or not columns.needed):
        names = ", ".join(columns.spellings)
        raise UserError("csv_column_unknown", path=name, column=shown(unknown[0]), columns=names)
    missing = [column for column in columns.needed if column not in heads]
    if missing:
        found = ", ".join(shown(cell) for cell in cells[:12])
        raise UserError("csv_column_missing", path=name, columns=", ".join(missing), found=found)
    for head in heads:
        twice = [shown(cell) for cell, other in zip(cells, heads, strict=True) if head and other == head]
        if len(twice) > 1:
            raise UserError("csv_column_twice", path=name, columns=", ".join(twice[:12]))
    return heads


def _lines(reader: _Reader, start: int, bad: list[BadLine]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold anything, each with the number of the line of the file on which it begins."""
    while True:
        line = start + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # an open quotation mark swallows the rest: nothing after it can be trusted
            bad.append(BadLine(line, "csv_quotes"))
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _take(
    line: int, cells: list[str], heads: tuple[str, ...], rows: list[CsvRow], bad: list[BadLine]
) -> None:
    while len(cells) > len(heads) and not cells[-1].strip():
        cells.pop()  # a delimiter at the end of every line
    if len(cells) > len(heads):
        bad.append(BadLine(line, "csv_width", {"cells": str(len(cells)), "columns": str(len(heads))}))
    elif any(len(cell) > MAX_CELL for head, cell in zip(heads, cells, strict=False) if head):
        bad.append(BadLine(line, "csv_cell", {"limit": str(MAX_CELL)}))
    else:
        pairs = zip(heads, cells, strict=False)
        rows.append(CsvRow(line, {head: clean_text(cell, MAX_CELL) for head, cell in pairs if head}))
