"""The list of people to invite: a CSV file with the columns name, email, note, read strictly.

Comma, semicolon or tab; UTF-8; headings in Russian or English. Mistakes are reported all at once, by line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.errors import ContentError, Problem
from suitability.storage.armour import read_small
from suitability.storage.clean_text import NAME_LIMIT, clean_text
from suitability.storage.safe_write import shown

MAX_BYTES: Final = 4 << 20
MAX_PEOPLE: Final = 20_000
NOTE_LIMIT: Final = 500
EMAIL_LIMIT: Final = 254

_HEADINGS: Final = {
    "name": "name",
    "имя": "name",
    "фио": "name",
    "кандидат": "name",
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "почта": "email",
    "эл. почта": "email",
    "note": "note",
    "примечание": "note",
    "заметка": "note",
}
_EMAIL: Final = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"']+")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to invite, and the line of the list."""

    name: str
    email: str
    note: str
    line: int

    @property
    def folded(self) -> str:
        """Name and address in the form in which people are compared."""
        return f"{self.name}\n{self.email}".casefold()


def read_people(path: Path) -> tuple[Person, ...]:
    """Return the people in the list ``path``, in its order.

    Raises:
        SealError: the file is missing, too large or cannot be read.
        ContentError: the list has mistakes; it holds every one of them.
    """
    name = shown(path)
    raw = read_small(path, MAX_BYTES)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError([Problem(name, line, 0, "people_not_utf8")]) from error
    if "\0" in text:
        raise ContentError([Problem(name, 0, 0, "people_not_text")])
    problems: list[Problem] = []
    people = tuple(_people(text, name, problems))
    if not people and not problems:
        problems.append(Problem(name, 0, 0, "people_none"))
    if problems:
        raise ContentError(problems)
    return people


def repeated(people: tuple[Person, ...]) -> tuple[tuple[Person, Person], ...]:
    """Return those who stand in the list again, each with the first of the same name and address."""
    first: dict[str, Person] = {}
    found: list[tuple[Person, Person]] = []
    for person in people:
        earlier = first.setdefault(person.folded, person)
        if earlier is not person:
            found.append((earlier, person))
    return tuple(found)


def _people(text: str, name: str, problems: list[Problem]) -> Iterator[Person]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    columns: list[str] | None = None
    count = 0
    try:
        for row in rows:
            cells = [clean_text(cell, NOTE_LIMIT) for cell in row]
            if not any(cells):
                continue
            if columns is None:
                columns = _columns(cells, name, rows.line_num, problems)
                if not columns:
                    return
                continue
            count += 1
            if count > MAX_PEOPLE:
                values = {"limit": str(MAX_PEOPLE)}
                problems.append(Problem(name, rows.line_num, 0, "people_too_many", values))
                return
            yield from _person(cells, columns, name, rows.line_num, problems)
    except csv.Error as error:
        values = {"reason": shown(str(error))}
        problems.append(Problem(name, rows.line_num, 0, "people_bad_csv", values))


def _delimiter(text: str) -> str:
    """Return what separates the headings: the mark that the first line with anything on it has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _columns(cells: list[str], name: str, line: int, problems: list[Problem]) -> list[str]:
    """Return what each column is; nothing when the first line is not the headings."""
    columns = [_HEADINGS.get(cell.casefold(), "") for cell in cells]
    unknown = [cell for cell, column in zip(cells, columns, strict=True) if not column]
    twice = {column for column in columns if column and columns.count(column) > 1}
    if "name" not in columns or unknown or twice:
        value = ", ".join(unknown or sorted(twice) or cells)
        problems.append(Problem(name, line, 0, "people_headings", {"value": shown(value)}))
        return []
    return columns


def _person(
    cells: list[str], columns: list[str], name: str, line: int, problems: list[Problem]
) -> Iterator[Person]:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        values = {"count": str(len(cells)), "expected": str(len(columns))}
        problems.append(Problem(name, line, 0, "people_too_many_cells", values))
        return
    found = dict.fromkeys(("name", "email", "note"), "") | dict(zip(columns, cells, strict=False))
    if not found["name"]:
        problems.append(Problem(name, line, 0, "people_no_name"))
    elif len(found["name"]) > NAME_LIMIT:
        problems.append(Problem(name, line, 0, "people_long_name", {"limit": str(NAME_LIMIT)}))
    elif found["email"] and (len(found["email"]) > EMAIL_LIMIT or not _EMAIL.fullmatch(found["email"])):
        problems.append(Problem(name, line, 0, "people_bad_email", {"value": shown(found["email"])}))
    else:
        yield Person(found["name"], found["email"], found["note"], line)
