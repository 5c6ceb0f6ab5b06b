"""Where else something of a person is: other folders that were collected, other invites to the same name.

The register of invites remembers every folder that was collected with it. Nothing is changed here.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from suitability.errors import SealError
from suitability.services.pool import Pool, PoolRow, open_pool
from suitability.storage.pool_file import INDEX
from suitability.storage.register_file import REGISTER, InviteRow, RegisterFile
from suitability.storage.safe_write import shown

if TYPE_CHECKING:
    from suitability.domain.bank import ItemBank
    from suitability.services.words import Words

_ID_SHOWN = 8
"""Characters of an invite's id that name it."""


@dataclass(frozen=True, slots=True)
class There:
    """People in another folder: ``named`` is how a command names each of them, ``numbers`` their rows.

    Without numbers they are only in the register, and ``folder`` is any folder at which it can be asked.
    """

    folder: Path
    index: Path
    named: tuple[str, ...]
    numbers: tuple[int, ...] = ()

    @property
    def command(self) -> str:
        """The command that erases them, ready to be typed."""
        parts = ["suitability", "forget"]
        for one in self.named:
            parts += ["--candidate", one]
        parts += ["--folder", str(self.folder)]
        if self.index != self.folder / INDEX:
            parts += ["--index", str(self.index)]
        return shlex.join(parts)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is left of people beside one folder.

    ``same``: the same invite or result in other folders. ``alike``: other invites to the same name and
    address, which may be another person. ``gone``: folders that were collected once and are not there now;
    ``unread``: those whose index cannot be read.
    """

    same: tuple[There, ...] = ()
    alike: tuple[There, ...] = ()
    gone: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()


def note_collected(home: Path, folder: Path, index: Path) -> None:
    """Remember in the register that a folder was collected; the register is made where there is none.

    Raises:
        SealError: the register cannot be written.
    """
    register = RegisterFile.open(home)
    try:
        register.note_collected(str(folder.absolute()), str(index.absolute()))
    finally:
        register.close()


def collected_folders(home: Path | None) -> tuple[tuple[Path, Path], ...]:
    """Return every folder that was collected, with its index. Raises SealError as ``note_collected``."""
    if home is None or not (home / REGISTER).is_file():
        return ()
    register = RegisterFile.open(home, write=False)
    try:
        return tuple((Path(folder), Path(index)) for folder, index in register.collected())
    finally:
        register.close()


def elsewhere_of(
    here: Pool, home: Path | None, rows: Sequence[PoolRow], invites: Sequence[str] = ()
) -> Elsewhere:
    """Return where else something of the people of ``rows`` and of these ``invites`` is.

    ``home`` is the recruiter's folder with the register, None where there is none.
    """
    wanted = [(row.entry.owner, row.entry.result) for row in rows] + [(one, "") for one in invites]
    others = _alike(home, {owner for owner, _ in wanted})
    found = _Search(here.bank)
    with_index = {(_real(here.folder), _real(here.index))}
    places = [(folder, index) for folder, index in collected_folders(home)]
    for folder, index in places:
        if (_real(folder), _real(index)) not in with_index:
            found.look(folder, index, wanted, others)
    found.note(found.alike, (here.folder, here.index), _numbers(here, [(one.id, "") for one in others]), here)
    rest = [row for row in others if row.id not in found.seen]
    if rest:
        named = tuple(row.id[:_ID_SHOWN] for row in rest)
        found.alike.append(There(here.folder.absolute(), here.index.absolute(), named))
    return Elsewhere(tuple(found.same), tuple(found.alike), tuple(found.gone), tuple(found.unread))


class _Search:
    """Looks through folders and notes whom it finds where."""

    def __init__(self, bank: ItemBank) -> None:
        self._bank = bank
        self.same: list[There] = []
        self.alike: list[There] = []
        self.gone: list[Path] = []
        self.unread: list[Path] = []
        self.seen: set[str] = set()

    def look(
        self, folder: Path, index: Path, wanted: Sequence[tuple[str, str]], others: Sequence[InviteRow]
    ) -> None:
        """Look for people, and for other invites to them, in one folder."""
        try:
            if not folder.is_dir():
                self.gone.append(folder)
                return
            with closing(open_pool(self._bank, folder, index)) as pool:
                self.note(self.same, (folder, index), _numbers(pool, wanted), pool)
                self.note(self.alike, (folder, index), _numbers(pool, [(one.id, "") for one in others]), pool)
        except (SealError, OSError):
            self.unread.append(folder)

    def note(self, into: list[There], place: tuple[Path, Path], numbers: tuple[int, ...], pool: Pool) -> None:
        """Note whom a folder holds, if anybody."""
        if numbers:
            self.seen.update(row.entry.owner for row in pool.rows_of(numbers))
            folder, index = place
            into.append(There(folder.absolute(), index.absolute(), tuple(map(str, numbers)), numbers))


def _numbers(pool: Pool, wanted: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row.id for one in wanted for row in pool.same_person(*one)))


def _alike(home: Path | None, owners: set[str]) -> tuple[InviteRow, ...]:
    """Return the other invites of the register to the names and addresses of these invites."""
    if home is None or not (home / REGISTER).is_file():
        return ()
    register = RegisterFile.open(home, write=False)
    try:
        known = [row for row in map(register.invite, sorted(owners)) if row is not None]
        people = {row.folded for row in known}
        return tuple(row for row in register.all() if row.folded in people and row.id not in owners)
    finally:
        register.close()


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except OSError:
        return path.absolute()


def elsewhere_lines(found: Elsewhere, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what is left elsewhere: a sentence, and the command that erases it ("" where there is none)."""
    for there in found.same:
        count, folder = len(there.named), shown(there.folder)
        yield words.plural("candidates.elsewhere.same", count, folder=folder), there.command
    for there in found.alike:
        yield words.plural("candidates.elsewhere.alike", len(there.named)), there.command
    for why, folders in (("gone", found.gone), ("unread", found.unread)):
        for place in folders:
            yield words(f"candidates.elsewhere.{why}", folder=shown(place)), ""
