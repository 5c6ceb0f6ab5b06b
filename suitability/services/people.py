"""Everybody whose result can be read: in a folder of result files, or in a folder that was collected.

One way to go through many people for whatever counts or writes them (fairness, exports). Each is handed on
and forgotten, so that memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from suitability.domain.assessment import Assessment, assess
from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.services.blind import pseudonym, veiled
from suitability.services.pool import Filter, PoolRow, open_pool
from suitability.services.result_folder import Intake, read_folder
from suitability.storage.pool_file import INDEX
from suitability.storage.pool_schema import RECEIVED


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a result. ``row`` is what the folder's index knows of them, None without an index.

    ``alias`` is their pseudonym where names are left out, else "".
    """

    result: Result
    found: Assessment
    row: PoolRow | None = None
    alias: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What a list may call this person: ids of result and invite, name; empty ones left out."""
        if self.row is None:
            return (self.result.id,)
        entry = self.row.entry
        return tuple(key for key in (self.result.id, entry.invite, entry.person, entry.email) if key)


@dataclass(frozen=True, slots=True)
class Roll:
    """What going through a place came to.

    ``handed``: people handed on. ``waiting``: invited people without a result. ``misfits``: results that do
    not fit today's questions. ``intake``: what a folder without an index held.
    """

    handed: int
    waiting: int = 0
    misfits: int = 0
    intake: Intake | None = None


def collected(place: Path) -> bool:
    """Return whether ``place`` is a folder that ``suitability collect`` has an index of."""
    return (place / INDEX).is_file()


def everybody(bank: ItemBank, place: Path, keep: Callable[[Person], None], salt: bytes | None = None) -> Roll:
    """Hand everybody with a usable result in ``place`` to ``keep`` and return what it came to.

    With an index, each person once (the submission that stands for them), in the order of names; without one,
    each result file once. With ``salt`` people get pseudonyms made from it, and those of an index come in
    the order of these.

    Raises:
        UserError: there is no such folder, or no result in it.
        SealError: the index cannot be used.
    """
    if not collected(place):
        return _from_files(bank, place, keep, salt)
    handed = misfits = 0
    with closing(open_pool(bank, place)) as pool:
        everyone = pool.count(Filter())
        wanted = Filter(statuses=(RECEIVED,))
        people = veiled(pool, salt, wanted) if salt else (("", one) for one in pool.numbers(wanted))
        for alias, number in people:
            seen = pool.candidate(number)
            if seen.result is None or seen.assessment is None:
                misfits += 1
                continue
            handed += 1
            keep(Person(seen.result, seen.assessment, seen.row, alias))
    return Roll(handed, everyone - handed - misfits, misfits)


def _from_files(bank: ItemBank, place: Path, keep: Callable[[Person], None], salt: bytes | None) -> Roll:
    handed = 0

    def one(result: Result, _fit: object) -> None:
        nonlocal handed
        handed += 1
        alias = pseudonym(salt, result.id) if salt else ""
        keep(Person(result, assess(bank, result), alias=alias))

    intake = read_folder(bank, place, one)
    return Roll(handed, intake=intake)
