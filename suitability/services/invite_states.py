"""Who was invited and who has answered: the register beside the folders that were collected with it.

Only whether an answer came is told, not which or when, so that a folder in blind mode stays blind.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from suitability.errors import SealError
from suitability.services.elsewhere import collected_folders
from suitability.services.pool import open_pool
from suitability.storage.pool_schema import RECEIVED
from suitability.storage.register_file import REGISTER, InviteRow, RegisterFile

if TYPE_CHECKING:
    from suitability.domain.bank import ItemBank

State = Literal["answered", "waiting", "over"]
STATES: Final[tuple[State, ...]] = ("answered", "waiting", "over")
"""An answer was collected; none yet; none, and the last day has passed."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Every invite with its state, the latest first; folders looked through, and those that could not be."""

    rows: tuple[tuple[InviteRow, State], ...]
    seen: tuple[Path, ...] = ()
    missed: tuple[Path, ...] = ()

    def count(self, state: State) -> int:
        """Return how many invites are in a state."""
        return sum(one == state for _, one in self.rows)


def invited(bank: ItemBank, home: Path, now: str, folder: Path | None = None) -> Invited:
    """Return everybody in the register of ``home`` with where their answers stand at the moment ``now``.

    Looks through every folder that was collected with this register, or through ``folder`` alone.

    Raises:
        SealError: the register cannot be read, or ``folder`` was not collected.
    """
    if not (home / REGISTER).is_file():
        return Invited(())
    register = RegisterFile.open(home, write=False)
    try:
        rows = register.all()
    finally:
        register.close()
    places = collected_folders(home) if folder is None else ((folder, None),)
    answered: set[str] = set()
    seen: list[Path] = []
    missed: list[Path] = []
    for place, index in places:
        try:
            with closing(open_pool(bank, place, index)) as pool:
                answered.update(row.id for row in rows if pool.standing(row.id) == RECEIVED)
        except (SealError, OSError):
            if folder is not None:
                raise
            missed.append(place)
        else:
            seen.append(place)
    found = tuple((row, _state(row, now, answered=row.id in answered)) for row in rows)
    return Invited(found, tuple(dict.fromkeys(seen)), tuple(dict.fromkeys(missed)))


def _state(row: InviteRow, now: str, *, answered: bool) -> State:
    if answered:
        return "answered"
    return "over" if row.expires < now else "waiting"
