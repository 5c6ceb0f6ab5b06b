"""The recruiter's table on 100,000 people: opened, sorted by a scale, scrolled; against SQLite alone.

The floor of opening is what no table can do without: open the file and read the numbers of all rows in order.
The floor of a page is reading its rows by number. Targets: first picture within 1.5 s, a page within 50 ms.
Run: python bench/candidate_table.py [PEOPLE]
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._floor import Timing, measure, report
from suitability.domain.bank import ItemBank
from suitability.services import library
from suitability.services.candidates import Desk, DeskTools
from suitability.services.pool import EVERYBODY, Listing, Sort, open_pool
from suitability.storage.pool_file import INDEX, PoolFile
from suitability.storage.pool_schema import RECEIVED, EntryRow, ScaleRange
from suitability.tui.candidate_lines import Seen, head_line, person_line

PEOPLE = 100_000
WINDOW = 20
WIDTH = 76
OPEN_S = 1.5
PAGE_MS = 50.0


def fill(path: Path, bank: ItemBank, people: int) -> None:
    """Write an index of made-up people, the same in every run; one in twenty has not answered."""
    source = random.Random(20261122)  # noqa: S311 - simulated scores, not secrets
    pool = PoolFile.open(path)
    pool.measure(bank.scales, bank.signs)
    with pool.together():
        for number in range(people):
            owner = f"{number:032x}"
            name = f"{source.choice(('Anna', 'Boris', 'Vera', 'Gleb'))} {source.randrange(10**6):06d}"
            row = EntryRow(
                owner, person=name, invite=owner, role="service_desk_1", form="quick", language="ru"
            )
            if number % 20:
                scales = {}
                for scale in bank.scales:
                    score = min(100.0, max(0.0, source.gauss(55, 18)))
                    scales[scale] = ScaleRange(max(0.0, score - 21), score, min(100.0, score + 21), "middle")
                signs = {sign: source.choice(("clear", "clear", "thought", "raised")) for sign in bank.signs}
                raised = sum(state == "raised" for state in signs.values())
                row = EntryRow(
                    owner,
                    status=RECEIVED,
                    outcome="first",
                    grade="sealed",
                    person=name,
                    quality="none",
                    form="quick",
                    checksum=owner,
                    raised=raised,
                    scales=scales,
                    signs=signs,
                    packed=bytes(900),
                )
            pool.add(row)
    pool.close()


def desk_of(bank: ItemBank, folder: Path) -> Desk:
    """Return the folder as the screens open it."""

    def never(*_given: object) -> NoReturn:
        raise AssertionError("the table opens without this")

    tools = DeskTools(
        now=lambda: "2026-11-22T12:00:00Z",
        draw=bytes,
        stock=never,
        home=None,
        print_report=never,
        print_sheet=never,
    )
    return Desk(open_pool(bank, folder), tools)


class Table:
    """An open desk with words; draws windows as the screen does."""

    def __init__(self, bank: ItemBank, folder: Path) -> None:
        self.bank, self.folder = bank, folder
        self.words = library.load_words("en")
        self.scales = list(bank.scales)
        self.desk = desk_of(bank, folder)

    def window(self, listing: Listing, top: int) -> int:
        """Read and draw the rows in sight; return how many lines they are."""
        rows = self.desk.pool.rows_of(listing.numbers[top : top + WINDOW])
        lines = [head_line(self.bank, self.scales, self.words, WIDTH)]
        seen = [Seen(row, self.desk.name(row)) for row in rows]
        lines += [person_line(self.bank, self.scales, one, self.words, WIDTH) for one in seen]
        return len(lines)

    def opened(self, by: str) -> int:
        """Open the folder, sort everybody, look at who is due, and draw the first window."""
        desk = desk_of(self.bank, self.folder)
        listing = desk.listing(EVERYBODY, Sort(by, by.startswith("scale:")))
        desk.due()
        self.window(listing, 0)
        desk.close()
        return len(listing.numbers)


def main() -> int:
    """Print the timings; return 1 when a target is missed."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    bank = library.load_bank()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        start = perf_counter()
        fill(folder / INDEX, bank, people)
        megabytes = (folder / INDEX).stat().st_size / 1e6
        print(f"{people} people, {megabytes:.0f} MB, made in {perf_counter() - start:.1f} s")
        table = Table(bank, folder)
        scale = f"scale:{table.scales[0]}"

        def floor() -> int:
            connection = sqlite3.connect(folder / INDEX)
            query = "SELECT id FROM entry WHERE main = 1 ORDER BY person_folded, id"
            found = len(connection.execute(query).fetchall())
            connection.close()
            return found

        opening = measure(
            {
                "floor: numbers in order": floor,
                "by name": lambda: table.opened("person"),
                "by a scale": lambda: table.opened(scale),
            },
            5,
            1,
        )
        report(opening)
        listing = table.desk.listing(EVERYBODY, Sort(scale, descending=True))
        source = random.Random(1)  # noqa: S311 - places to look at
        numbers = listing.numbers
        raw = sqlite3.connect(folder / INDEX)

        def read() -> int:
            top = source.randrange(max(len(numbers) - WINDOW, 1))
            marks = ", ".join("?" * WINDOW)
            wanted = list(numbers[top : top + WINDOW])
            return len(raw.execute(f"SELECT * FROM entry WHERE id IN ({marks})", wanted).fetchall())  # noqa: S608 - marks

        def page() -> int:
            return table.window(listing, source.randrange(max(len(numbers) - WINDOW, 1)))

        pages = measure({"floor: rows by number": read, "a page, anywhere": page}, 7, 20)
        report(pages)
        raw.close()
        table.desk.close()
    return _verdict(opening, pages[-1])


def _verdict(opening: list[Timing], page: Timing) -> int:
    slowest = max(one.median for one in opening[1:]) / 1e9
    met = slowest < OPEN_S and page.median / 1e6 < PAGE_MS
    print(f"targets {OPEN_S:g} s and {PAGE_MS:g} ms: {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
