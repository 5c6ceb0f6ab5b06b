"""Tables that people keep in a spreadsheet: CSV as Excel, LibreOffice and Google write it, read line by line.

UTF-8 (with or without a mark), UTF-16 with a mark and Windows-1251; commas, semicolons or tabs. Column names
are looked up without regard to case, in every spelling that the caller gives. What cannot be read is named
with its line; the caller goes on with the other lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from suitability.errors import UserError
from suitability.storage.clean_text import clean_text
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
    """

    spellings: Mapping[str, Sequence[str]]
    needed: Sequence[str] = ()
    others_too: bool = False


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
    """A line that cannot be used: its number, the code of the reason and what the sentence names."""

    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table as it was read: which columns it has, its usable lines, and those that are not."""

    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    bad: tuple[BadLine, ...]


def read_csv(path: Path, columns: Columns) -> CsvTable:
    """Return the table in the file ``path``. Empty lines are passed over.

    Raises:
        UserError: missing, no file, too large, neither UTF-8 nor Windows-1251, empty, or a header that lacks
            a needed column, names one twice or has one that is not known.
    """
    return parse_csv(_read_bytes(path), columns, shown(path))


def parse_csv(data: bytes, columns: Columns, name: str) -> CsvTable:
    """Return the table in ``data``; ``name`` is what errors call the file. Raises as ``read_csv``."""
    text = _decoded(data, name)
    lines = text.splitlines(keepends=True)
    start = next((number for number, line in enumerate(lines) if line.strip(" \t\r\n,;")), None)
    if start is None:
        raise UserError("csv_empty", path=name)
    known = {_plain(text): column for column, texts in columns.spellings.items() for text in (column, *texts)}
    delimiter = max(DELIMITERS, key=lambda mark: _weight(lines[start], mark, known))
    reader = csv.reader(io.StringIO("".join(lines[start:])), delimiter=delimiter, strict=True)
    heads = _header(reader, columns, known, name)
    rows: list[CsvRow] = []
    bad: list[BadLine] = []
    while True:
        line = start + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except (
            csv.Error
        ) as error:  # an open quotation mark swallows the rest: nothing after it can be trusted
            bad.append(BadLine(line, "csv_quotes", {"reason": shown(str(error))}))
            break
        if any(cell.strip() for cell in cells):
            _take(line, cells, heads, rows, bad)
    return CsvTable(tuple(head for head in heads if head), tuple(rows), tuple(bad))


def _read_bytes(path: Path) -> bytes:
    name = shown(path)
    try:
        if not path.is_file():
            raise UserError("csv_no_file" if path.exists() else "csv_missing", path=name)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise UserError("csv_unreadable", path=name, reason=shown(reason or str(error))) from error
    if len(data) > MAX_BYTES:
        raise UserError("csv_too_large", path=name, limit=MAX_BYTES >> 20)
    return data


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


def _plain(head: str) -> str:
    return " ".join(clean_text(head).casefold().replace("_", " ").split())


def _weight(line: str, delimiter: str, known: Mapping[str, str]) -> tuple[int, int]:
    """Return how well a delimiter divides the header: known names first, then the number of cells."""
    cells = next(csv.reader([line], delimiter=delimiter), [])
    return sum(_plain(cell) in known for cell in cells), len(cells)


def _header(reader: object, columns: Columns, known: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the program's name of each column, empty for those passed over."""
    cells: list[str] = next(reader)  # type: ignore[call-overload]  # csv's reader has no public type
    heads = tuple(known.get(_plain(cell), "") for cell in cells)
    unknown = [cell for cell, head in zip(cells, heads, strict=True) if not head and cell.strip()]
    if unknown and not columns.others_too:
        names = ", ".join(columns.spellings)
        raise UserError("csv_column_unknown", path=name, column=shown(unknown[0]), columns=names)
    for head in heads:
        if head and heads.count(head) > 1:
            raise UserError("csv_column_twice", path=name, column=head)
    missing = [column for column in columns.needed if column not in heads]
    if missing:
        found = ", ".join(shown(cell) for cell in cells[:12])
        raise UserError("csv_column_missing", path=name, columns=", ".join(missing), found=found)
    return heads


def _take(
    line: int, cells: list[str], heads: tuple[str, ...], rows: list[CsvRow], bad: list[BadLine]
) -> None:
    while len(cells) > len(heads) and not cells[-1].strip():
        cells.pop()  # a delimiter at the end of every line
    if len(cells) > len(heads):
        bad.append(BadLine(line, "csv_width", {"cells": str(len(cells)), "columns": str(len(heads))}))
    elif any(len(cell) > MAX_CELL for cell in cells):
        bad.append(BadLine(line, "csv_cell", {"limit": str(MAX_CELL)}))
    else:
        pairs = zip(heads, cells, strict=False)
        rows.append(CsvRow(line, {head: clean_text(cell, MAX_CELL) for head, cell in pairs if head}))
