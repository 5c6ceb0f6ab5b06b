"""A collected folder with a few people, and the desk that opens it."""

from __future__ import annotations

from pathlib import Path

from suitability.services.candidates import Desk, DeskTools, PrintOrder
from suitability.storage.safe_write import write_bytes
from tests.sealing import making
from tests.sealing.folders import Office, answered, office, other_run
from tests.services.persons import stock

NASTY = ("[red]Mallory[/red] \x1b[31m\u202egnp", "Д" * 10_000)
"""Names that would change colours, direction or layout."""

PEOPLE = ("Анна Белова", "Борис Котов", *NASTY)
WAITING = "Ждущий Пётр"


def filled(folder: Path) -> Office:
    """Return a recruiter whose folder holds four answers and one person who has not answered."""
    place = office(folder)
    for number, name in enumerate(PEOPLE, start=1):
        asked = place.invite(name, number)
        place.put(f"{number}.txt", making.sealed(asked, answered(number), other_run()))
    place.invite(WAITING, 9)
    place.collect()
    return place


def print_text(order: PrintOrder) -> Path:
    """Stand in for the printing of reports: a file with the name that would stand on it."""
    path = order.place / f"report-{order.candidate.row.id}.{order.format}"
    write_bytes(path, f"{order.name} {order.language}".encode(), force=True)
    return path


def write_text(path: Path, text: str) -> Path:
    """Write a sheet."""
    write_bytes(path, text.encode(), force=True)
    return path


def desk(place: Office, *, blind: bool = False, now: str = "2026-11-25T12:00:00Z") -> Desk:
    """Return the folder as a desk with a clock that stands still."""
    tools = DeskTools(lambda: now, bytes, stock, place.home, print_text, write_text)
    return Desk(place.pool(), tools, blind=blind)
