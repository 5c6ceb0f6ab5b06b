"""The list of people to invite: a CSV table with the columns name, email, note, read strictly.

Headings in Russian or English. Mistakes in its lines are reported all at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.errors import ContentError, Problem
from suitability.storage.clean_text import NAME_LIMIT, clean_text
from suitability.storage.csv_table import BadLine, Columns, CsvRow, read_csv
from suitability.storage.safe_write import shown

MAX_PEOPLE: Final = 20_000
LIST_INVALID: Final = "people_invalid"
"""Code of the sentence that sums up the mistakes of a list."""

NOTE_LIMIT: Final = 500
EMAIL_LIMIT: Final = 254

COLUMNS: Final = Columns(
    {
        "name": ("имя", "фио", "кандидат"),
        "email": ("e-mail", "mail", "почта", "эл. почта"),
        "note": ("примечание", "заметка"),
    },
    needed=("name",),
    most=MAX_PEOPLE,
)
"""Columns of the list; each may be named in any of these ways."""

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
        UserError: the file is no such table (see ``storage.csv_table``), or has more than 20,000 people.
        ContentError: lines of the list have mistakes, or it names nobody; it holds every mistake.
    """
    table = read_csv(path, COLUMNS)
    bad = list(table.bad)
    people = [person for row in table.rows if (person := _person(row, bad)) is not None]
    name = shown(path)
    if not people and not bad:
        raise ContentError([Problem(name, 0, 0, "people_none")], LIST_INVALID)
    if bad:
        bad.sort(key=lambda one: one.line)
        raise ContentError(
            [Problem(name, one.line, 0, one.code, dict(one.values)) for one in bad], LIST_INVALID
        )
    return tuple(people)


def repeated(people: tuple[Person, ...]) -> tuple[tuple[Person, Person], ...]:
    """Return those who stand in the list again, each with the first of the same name and address."""
    first: dict[str, Person] = {}
    found: list[tuple[Person, Person]] = []
    for person in people:
        earlier = first.setdefault(person.folded, person)
        if earlier is not person:
            found.append((earlier, person))
    return tuple(found)


def _person(row: CsvRow, bad: list[BadLine]) -> Person | None:
    """Return the person of a line, or None with a fault added."""
    name, email = row.get("name"), row.get("email")
    if not name:
        bad.append(BadLine(row.line, "people_no_name"))
    elif len(name) > NAME_LIMIT:
        bad.append(BadLine(row.line, "people_long_name", {"limit": str(NAME_LIMIT)}))
    elif email and (len(email) > EMAIL_LIMIT or not _EMAIL.fullmatch(email)):
        bad.append(BadLine(row.line, "people_bad_email", {"value": shown(email)}))
    else:
        return Person(name, email, clean_text(row.get("note"), NOTE_LIMIT), row.line)
    return None
