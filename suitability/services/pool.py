"""A folder of results as a table: pages of rows, one candidate in full, stage, rating and notes, erasing.

The index is made by ``suitability collect`` (``services/collecting.py``). Rows are fetched as they are asked
for; a hundred thousand are no reason to wait. Nothing orders people by an overall number: there is none.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from suitability.domain.assessment import Assessment, assess
from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.domain.ties import tie_bands
from suitability.errors import AnswerError, SealError
from suitability.services.packing import unpack
from suitability.services.results import AnswersError, Fit, check_against, refusal
from suitability.storage.pool_file import INDEX, PoolFile, StoredEntry
from suitability.storage.pool_marks import Note, Rating
from suitability.storage.pool_order import scattered
from suitability.storage.pool_query import Filter, Sort
from suitability.storage.pool_schema import EntryRow, ScaleRange
from suitability.storage.pool_sheets import MARKS, Heard
from suitability.storage.safe_write import shown

EVERYBODY = Filter()
BY_NAME = Sort()


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One line of the table: its number, what is known, and the stage ("" where none was set)."""

    id: int
    entry: EntryRow
    stage: str

    @property
    def name(self) -> str:
        """Return the name from the register; for a result without an invite the first letters of its id."""
        return self.entry.person or self.entry.result[:8]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Everything about one row. ``others`` are the other submissions of the same person.

    ``result`` and ``assessment`` are None for a person who has not answered, and when the result does not fit
    today's questions: then ``fit`` says so, and ``refusal`` why, where the result could be read at all.
    """

    row: PoolRow
    others: tuple[PoolRow, ...]
    files: tuple[str, ...]
    result: Result | None
    fit: Fit | None
    assessment: Assessment | None
    ratings: tuple[Rating, ...]
    notes: tuple[Note, ...]
    refusal: AnswersError | None = None


@dataclass(frozen=True, slots=True)
class Traces:
    """What is kept of one person: owner, invite ("" without), files in the folder with their SHA-256.

    ``written`` are files of ours about this person alone, ``shared`` those that hold others too.
    """

    owner: str
    invite: str
    files: tuple[tuple[str, str], ...]
    written: tuple[str, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The numbers of all rows in order. ``ties`` has the band of each (-1: none) where ranges can overlap."""

    numbers: array[int]
    ties: array[int] | None = None


def open_pool(bank: ItemBank, folder: Path, index: Path | None = None) -> Pool:
    """Return the table of the results in ``folder``; ``index`` is where its index lies, if not in the folder.

    Raises:
        SealError: there is no index (``base_missing``: collect first), or it cannot be used.
    """
    return Pool(bank, folder, PoolFile.open(index or folder / INDEX, create=False))


class Pool:
    """An open table. Any thread may use it, one at a time. Moments are UTC, ISO 8601."""

    def __init__(self, bank: ItemBank, folder: Path, file: PoolFile) -> None:
        self.bank = bank
        self._file = file
        self.folder = folder

    def close(self) -> None:
        """Close the index."""
        self._file.close()

    @property
    def scales(self) -> tuple[str, ...]:
        """The scales that rows can have, by id."""
        return self._file.measured.scales

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs that rows can have, by id."""
        return self._file.measured.signs

    def count(self, wanted: Filter = EVERYBODY) -> int:
        """Return the number of rows. Raises KeyError for an unknown scale or sign."""
        return self._file.count(wanted)

    def rows(
        self, wanted: Filter = EVERYBODY, sort: Sort = BY_NAME, offset: int = 0, limit: int = 50
    ) -> tuple[PoolRow, ...]:
        """Return ``limit`` rows from ``offset``, filtered and sorted. Raises KeyError for no such column."""
        return self._with_stages(self._file.page(wanted, sort, offset, limit))

    def numbers(self, wanted: Filter = EVERYBODY, sort: Sort = BY_NAME) -> Iterator[int]:
        """Yield the ids of all rows, filtered and sorted: to print or export them one after the other."""
        return self._file.numbers(wanted, sort)

    def listing(self, wanted: Filter, sort: Sort, stir: int | None = None) -> Listing:
        """Return all rows in order, as numbers.

        Sorted by a scale, people stand in bands of ties (``domain/ties.py``), within a band in a neutral
        order that ``stir`` (a number of the folder's own) makes. With ``stir`` names order nobody, whatever
        is sorted by. Raises KeyError as ``rows``.
        """
        order, measured = self._file.order, self._file.measured
        if not sort.by.startswith("scale:"):
            return Listing(order.by_column(wanted, sort, measured, stir))
        numbers, spans, without = order.by_scale(wanted, sort.by[6:], measured)
        bands = tie_bands(spans, descending=sort.descending)
        neutral = stir or 1
        keys = [band << 32 | scattered(number, neutral) for number, band in zip(numbers, bands, strict=True)]
        places = sorted(range(len(numbers)), key=keys.__getitem__)
        ties = array("q", (bands[at] for at in places))
        ties.extend([-1] * len(without))
        rest = sorted(without, key=lambda number: scattered(number, neutral))
        return Listing(array("q", (numbers[at] for at in places)) + array("q", rest), ties)

    def rows_of(self, numbers: Sequence[int]) -> tuple[PoolRow, ...]:
        """Return the rows with these numbers in this order; those not there (any more) are left out."""
        return self._with_stages(self._file.rows(numbers))

    def owners(self, wanted: Filter = EVERYBODY) -> Iterator[tuple[int, str]]:
        """Yield number and owner of rows. Raises KeyError as ``rows``."""
        return self._file.order.owners(wanted, self._file.measured)

    def known(self, column: str) -> tuple[str, ...]:
        """Return the values that occur in ``role``, ``form``, ``language`` or ``stage``."""
        return self._file.order.known(column)

    def terms(self, until: date) -> tuple[tuple[int, str, str], ...]:
        """Return number, invite and day of everybody whose time of keeping runs from ``until`` or before."""
        return self._file.order.terms(until.isoformat())

    def candidate(self, number: int) -> Candidate:
        """Return everything about one row.

        Raises:
            SealError: there is no such row (any more).
        """
        stored = self._entry(number)
        mine, *others = self._with_stages(
            (stored, *(one for one in self._file.of_owner(stored.row.owner) if one.id != number))
        )
        result, fit, why = self._result(stored.row)
        return Candidate(
            row=mine,
            others=tuple(others),
            files=self._file.files.of_entry(number),
            result=result,
            fit=fit,
            assessment=None if result is None else assess(self.bank, result),
            ratings=self._file.marks.ratings(stored.row.owner),
            notes=self._file.marks.notes(stored.row.owner),
            refusal=why,
        )

    def find(self, named: str) -> tuple[PoolRow, ...]:
        """Return the rows that a person may mean: by number, id of invite or result (its beginning), or name.

        At most ten; an exact name comes before those that contain it.
        """
        text = named.strip()
        if text.isdecimal() and (found := self._file.entry(int(text[:18]))) is not None:
            return self._with_stages((found,))
        rows = self.rows(Filter(text=text, everyone=False), limit=10)
        exact = tuple(row for row in rows if row.entry.person.casefold() == text.casefold())
        return exact or rows or self._with_stages(self._file.begins_with(text.casefold(), 10))

    def same_person(self, owner: str, result: str) -> tuple[PoolRow, ...]:
        """Return the rows that stand for an owner, or for whoever sent the result of this id ("": none)."""
        return self.rows_of(self._file.sent.rows_of(owner, result))

    def standing(self, owner: str) -> str | None:
        """Return whether an owner has answered, as a status, or None where nothing is known of them here."""
        return self._file.sent.standing(owner)

    @property
    def index(self) -> Path:
        """Where the index lies."""
        return self._file.path

    def set_stage(self, number: int, stage: str, now: str) -> None:
        """Put a person into a stage; an empty one takes them out. Raises SealError for an unknown row."""
        self._file.marks.set_stage(self._entry(number).row.owner, stage, now)

    def set_rating(self, number: int, criterion: str, value: int | None, now: str) -> None:
        """Rate a person; None takes the rating back. Raises SealError for an unknown row."""
        self._file.marks.set_rating(self._entry(number).row.owner, criterion, value, now)

    def add_note(self, number: int, text: str, now: str) -> Note | None:
        """Add a note on a person and return it; None when the text is empty. Raises as ``set_stage``."""
        return self._file.marks.add_note(self._entry(number).row.owner, text, now)

    def erase_note(self, note: int) -> None:
        """Erase one note."""
        self._file.marks.erase_note(note)

    def setting(self, name: str) -> str | None:
        """Return a setting kept with the folder, such as how long results are kept, or None."""
        return self._file.meta(name)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting with the folder."""
        self._file.set_meta(name, value)

    def sheet(self, number: int) -> tuple[Heard, ...]:
        """Return what was noted of a person's interviews. Raises SealError for an unknown row."""
        return self._file.sheets.heard(self._entry(number).row.owner)

    def set_heard(self, number: int, heard: Heard) -> Heard | None:
        """Note what was heard on one question; None when nothing is left of it. Raises as ``set_stage``."""
        return self._file.sheets.keep(self._entry(number).row.owner, heard)

    def note_written(self, numbers: Sequence[int], path: Path, now: str) -> None:
        """Remember a file of ours that holds these people's data; no numbers: it holds many people's."""
        owners = [self._entry(number).row.owner for number in numbers]
        self._file.sheets.note_written(owners, str(path.absolute()), now)

    def traces(self, number: int) -> Traces:
        """Return what is kept of a person. Raises SealError for an unknown row."""
        row = self._entry(number).row
        sheets = self._file.sheets
        return Traces(
            row.owner,
            row.invite,
            self._file.files_of_owner(row.owner),
            sheets.written(row.owner),
            sheets.shared(row.owner),
        )

    def erase(self, owners: Sequence[str]) -> None:
        """Erase people from the index for good; their files are the caller's matter."""
        self._file.erase_owners(owners)

    def _entry(self, number: int) -> StoredEntry:
        found = self._file.entry(number)
        if found is None:
            raise SealError("pool_no_candidate", number=number, folder=shown(self.folder))
        return found

    def _with_stages(self, entries: tuple[StoredEntry, ...]) -> tuple[PoolRow, ...]:
        stages = self._file.marks.stages([entry.row.owner for entry in entries])
        return tuple(PoolRow(one.id, one.row, stages.get(one.row.owner, "")) for one in entries)

    def _result(self, row: EntryRow) -> tuple[Result | None, Fit | None, AnswersError | None]:
        """Return the result of a row, how it fits today's questions, and why it is refused if it is."""
        if row.packed is None:
            return None, None, None
        digest = row.digest
        try:
            stored = unpack(row.packed, self._file.content(digest, row.form))
            verdict = check_against(self.bank, stored.result, stored.marks)
        except (ValueError, AnswerError):
            return None, Fit.REFUSED, None
        if verdict.fit is Fit.REFUSED:
            return None, verdict.fit, refusal(self.bank, stored.result, verdict, row.path)
        return stored.result, verdict.fit, None


__all__ = [
    "BY_NAME",
    "EVERYBODY",
    "MARKS",
    "Candidate",
    "EntryRow",
    "Filter",
    "Heard",
    "Listing",
    "Pool",
    "PoolRow",
    "ScaleRange",
    "Sort",
    "Traces",
    "open_pool",
]
