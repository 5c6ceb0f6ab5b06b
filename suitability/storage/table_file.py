"""A table that a person made: CSV with ``;``, ``,`` or tab, in UTF-8 or Windows-1251, read with limits."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.errors import UserError
from suitability.storage.safe_write import shown

MAX_BYTES: Final = 8 << 20
"""Largest table that is read: 8 MiB, some fifty thousand adverts."""

MAX_ROWS: Final = 50_000
DELIMITERS: Final = (";", "\t", ",")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class TableFile:
    """Header and rows, each row with the line (from 1) on which it ends."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(path: Path, known: Callable[[str], bool]) -> TableFile:
    """Return the table in ``path``; of the three delimiters the one with most ``known`` columns is taken.

    Raises:
        UserError: missing, a folder, unreadable, too large, empty, no text, no CSV, or too many rows; it
        names
            the file and what to do.
    """
    name = shown(path)
    text = _decoded(_bytes(path, name), name)
    lines = text.splitlines()
    if not lines or not text.strip():
        raise UserError("csv_empty", path=name)
    delimiter = max(DELIMITERS, key=lambda one: sum(known(cell) for cell in _first(lines[0], one)))
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = tuple(next(reader))
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, tuple(row)))
            if len(rows) > MAX_ROWS:
                raise UserError("csv_too_long", path=name, limit=MAX_ROWS)
    except csv.Error as error:
        raise UserError("csv_not_csv", path=name, line=reader.line_num) from error
    return TableFile(header, tuple(rows))


def _first(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise UserError("csv_is_folder", path=name)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UserError("csv_missing", path=name) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or ""
        raise UserError("file_unreadable", file=name, reason=reason) from error
    if len(data) > MAX_BYTES:
        raise UserError("csv_too_large", path=name, limit=MAX_BYTES >> 20)
    return data


def _decoded(data: bytes, name: str) -> str:
    if data.startswith(_UTF16) or b"\x00" in data:
        raise UserError("csv_encoding", path=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1251")
    except UnicodeDecodeError as error:
        raise UserError("csv_encoding", path=name) from error
