"""The interview sheet: the guide's questions with what was heard, as data, as text and for a page to print.

It stands beside a result and never changes a score; marks are not added up anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from suitability.services.formatting import day
from suitability.services.interview_view import InterviewRow
from suitability.services.pool import Heard
from suitability.services.words import Words
from suitability.services.wrapping import paragraph_lines

WIDTH = 78
LINES = 4
"""Lines to write on below a question of an empty sheet."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One question with what was heard: ``mark`` is "", "poor", "middling" or "good"."""

    asked: InterviewRow
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet for one person; ``name`` as the desk calls them. ``labels`` are the words around it.

    ``interviewer`` is whose sheet it is, "" where nobody is named; ``date`` the day in words on which it was
    filled in (the first and the last where there were several), "" on an empty one.
    """

    language: str
    name: str
    role: str
    rows: tuple[SheetRow, ...]
    labels: dict[str, str] = field(default_factory=dict)
    interviewer: str = ""
    date: str = ""

    @property
    def filled(self) -> int:
        """The number of questions with a mark or a note."""
        return sum(bool(row.mark or row.note) for row in self.rows)


def sheet_of(  # noqa: PLR0913 - what stands at its head, each by name
    asked: Sequence[InterviewRow],
    heard: Iterable[Heard],
    words: Words,
    *,
    name: str,
    role: str,
    interviewer: str = "",
) -> Sheet:
    """Return the sheet of a person, filled with what was heard so far (nothing: an empty one)."""
    known = {one.question: one for one in heard if one.question in {row.id for row in asked}}
    empty = Heard("", "", "", "")
    rows = tuple(SheetRow(row, known.get(row.id, empty).mark, known.get(row.id, empty).note) for row in asked)
    names = ("title", "intro", "name", "role", "date", "interviewer", "never_mixed", "heard")
    labels = {one: words(f"candidates.sheet.{one}") for one in names}
    labels |= {one: words(f"edition.labels.{one}") for one in ("probe", "good", "middling", "poor")}
    labels["promise"] = words("recruiting.collect.promise")
    date = _days([one.changed for one in known.values()], words)
    return Sheet(words.language, name, role, rows, labels, interviewer, date)


def _days(moments: Sequence[str], words: Words) -> str:
    """Return the days of the first and the last of ISO moments in words, in the machine's zone."""
    known = sorted(datetime.fromisoformat(one).astimezone() for one in moments if one)
    return " – ".join(dict.fromkeys(day(words, one) for one in (*known[:1], *known[-1:])))


def sheet_text(sheet: Sheet, width: int = WIDTH) -> str:
    """Return a sheet as plain text: what was noted, or boxes and lines to write on."""
    labels = sheet.labels
    blank = "_" * 30
    lines = [labels["title"].upper(), "", f"{labels['name']}: {sheet.name}"]
    lines += [f"{labels['role']}: {sheet.role}"] if sheet.role else []
    for label, known in (("date", sheet.date), ("interviewer", sheet.interviewer)):
        lines.append(f"{labels[label]}: {known or blank}")
    lines.append("")
    lines += paragraph_lines(f"{labels['intro']} {labels['never_mixed']} {labels['promise']}", width)
    for number, row in enumerate(sheet.rows, start=1):
        lines += ["", *_row_lines(number, row, labels, width)]
    return "\n".join(lines) + "\n"


def _row_lines(number: int, row: SheetRow, labels: dict[str, str], width: int) -> list[str]:
    asked = row.asked
    lines = paragraph_lines(f"{number}. {asked.question}", width, "", "   ")
    if asked.setup:
        lines += paragraph_lines(asked.setup, width, "   ", "   ")
    lines += paragraph_lines(f"{labels['probe']}: {asked.probe}", width, "   ", "   ")
    for name, text in (("good", asked.good), ("middling", asked.middling), ("poor", asked.poor)):
        box = "[x]" if row.mark == name else "[ ]"
        lines += paragraph_lines(f"{labels[name]}: {text}", width, f"   {box} ", "       ")
    if row.note:
        lines.append(f"   {labels['heard']}:")
        for line in row.note.split("\n"):
            lines += paragraph_lines(line, width, "     ", "     ") or [""]
        return lines
    return [*lines, f"   {labels['heard']}:", *["   " + "_" * (width - 3)] * LINES]
