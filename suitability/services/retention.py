"""How long a folder keeps people: whose time is over, and whose will be soon.

The time runs from the last day for answering, as the consent says; for a result without an invite, from the
day it was collected. A person is kept no longer than the shortest of what their invite promised and what is
set for the folder; where neither is known, ``USUAL_DAYS`` after that day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from suitability.errors import SealError
from suitability.storage.register_file import RegisterFile

if TYPE_CHECKING:
    from pathlib import Path

    from suitability.services.pool import Pool

KEEP_DAYS: Final = "keep days"
"""Setting of a folder: for how many days people are kept."""

USUAL_DAYS: Final = 180
"""Days kept where nothing is promised or set: half a year (a product choice, docs/trust.md)."""

WARN_DAYS: Final = 30
"""Days before the end at which a recruiter is told."""

MOST_DAYS: Final = 730
"""The longest that can be set: two years."""


@dataclass(frozen=True, slots=True)
class Due:
    """A person whose time is over or nearly: row number, last day of keeping, days left (0 or less: over)."""

    number: int
    until: date
    left: int


def keep_days(pool: Pool) -> int | None:
    """Return the days set for the folder, or None where nothing is set."""
    found = pool.setting(KEEP_DAYS)
    return int(found) if found is not None and found.isdecimal() else None


def set_keep_days(pool: Pool, days: int) -> None:
    """Set for how many days the folder keeps people.

    Raises:
        SealError: fewer than one day, or more than ``MOST_DAYS``.
    """
    if not 1 <= days <= MOST_DAYS:
        raise SealError("keep_days_range", days=days, most=MOST_DAYS)
    pool.set_setting(KEEP_DAYS, str(days))


def promised(home: Path | None) -> dict[str, int]:
    """Return the days that each invite of the register promised; nothing where there is no register."""
    if home is None:
        return {}
    try:
        register = RegisterFile.open(home, write=False)
    except SealError as error:
        if error.code == "base_missing":
            return {}
        raise
    try:
        return register.promises()
    finally:
        register.close()


def due(pool: Pool, today: date, promises: Mapping[str, int], ahead: int = WARN_DAYS) -> tuple[Due, ...]:
    """Return everybody whose time ends within ``ahead`` days or is over, the longest overdue first."""
    own = keep_days(pool)
    known = {*promises.values(), *(() if own is None else (own,))}
    shortest = min(known | {USUAL_DAYS})
    found = []
    for number, invite, start in pool.terms(today + timedelta(days=ahead - shortest)):
        days = [one for one in (promises.get(invite), own) if one is not None]
        try:
            until = date.fromisoformat(start) + timedelta(days=min(days, default=USUAL_DAYS))
        except (ValueError, OverflowError):
            continue
        left = (until - today).days
        if left <= ahead:
            found.append(Due(number, until, left))
    return tuple(sorted(found, key=lambda one: (one.left, one.number)))
