"""Erasing people from a folder of results: every trace that we can reach, and a list of those we cannot.

Files go first and the index last, so that a run that was cut short can be repeated. A file is removed only
while it still is, byte for byte, what was collected: somebody may have put another one in its place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from suitability.errors import OutputError
from suitability.storage.made_list import JOURNAL, strike
from suitability.storage.plain_file import Unread
from suitability.storage.register_file import REGISTER, RegisterFile

if TYPE_CHECKING:
    from suitability.services.pool import Pool
    from suitability.storage.register_file import InviteRow

_PIECE: Final = 1 << 20
_ID_BEGINS: Final = 6
"""Characters of an invite's id that are enough to name it."""

_LETTER: Final = re.compile(r"(invitation|reminder)-[a-z]{2}\.txt").fullmatch


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased and what stayed.

    ``files``: results in the folder; ``written``: reports and sheets of ours; ``laid``: folders with an
    invite, its page and letters. ``stayed``: path and reason (``changed``: another file lies there now;
    ``denied``: it could not be removed; ``crowded``: others put something into that folder). ``shared``:
    files of ours that hold these people beside others. ``invites``: lines of the register; None without one.
    """

    people: int
    files: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    stayed: tuple[tuple[Path, str], ...] = ()
    shared: tuple[Path, ...] = ()
    laid: tuple[Path, ...] = ()
    invites: int | None = None


def joined(first: Forgotten, others: Sequence[Forgotten]) -> Forgotten:
    """Return what erasing the same people from several folders came to as one."""
    every = (first, *others)
    return Forgotten(
        people=max(one.people for one in every),
        files=tuple(path for one in every for path in one.files),
        written=tuple(path for one in every for path in one.written),
        stayed=tuple(pair for one in every for pair in one.stayed),
        shared=tuple(dict.fromkeys(path for one in every for path in one.shared)),
        laid=tuple(path for one in every for path in one.laid),
        invites=first.invites,
    )


def forget_people(
    pool: Pool, numbers: Sequence[int], home: Path | None = None, invited: Sequence[str] = ()
) -> Forgotten:
    """Erase these people: index, stage, rating, notes, interview sheet, files, lines of the register.

    ``home`` is the recruiter's folder with the register of invites, None where there is none; ``invited``
    are invites of people of whom nothing is in the folder.

    Raises:
        SealError: one of them is not there (nothing is erased then), or index or register cannot be written.
    """
    traces = {one.owner: one for one in map(pool.traces, numbers)}
    files: list[Path] = []
    written: list[Path] = []
    stayed: list[tuple[Path, str]] = []
    for one in traces.values():
        for name, sha256 in one.files:
            _remove(pool.folder / name, sha256, files, stayed)
        for path in map(Path, one.written):
            _remove(path, None, written, stayed)
        _strike([Path(path) for path in one.written], stayed)
    shared = tuple(sorted({Path(path) for one in traces.values() for path in one.shared if _there(path)}))
    laid: list[Path] = []
    asked = [*(one.invite for one in traces.values() if one.invite), *invited]
    invites = _from_register(home, asked, laid, stayed)
    if traces:
        pool.erase(tuple(traces))
    return Forgotten(len(traces), tuple(files), tuple(written), tuple(stayed), shared, tuple(laid), invites)


def _remove(path: Path, sha256: str | None, gone: list[Path], stayed: list[tuple[Path, str]]) -> None:
    """Remove a file; one that is not there is no matter."""
    try:
        if path.is_symlink() or not path.is_file():
            if path.is_symlink() or path.exists():
                stayed.append((path, "changed"))
            return
        if sha256 is not None and _digest(path) != sha256:
            stayed.append((path, "changed"))
            return
        path.unlink()
    except OSError:
        stayed.append((path, "denied"))
        return
    gone.append(path)


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def _there(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _strike(written: Sequence[Path], stayed: list[tuple[Path, str]]) -> None:
    """Take reports out of the lists that batches keep beside them, because their names name people."""
    for folder in dict.fromkeys(path.parent for path in written):
        try:
            strike(folder, {path.name for path in written if path.parent == folder})
        except (Unread, OutputError):
            stayed.append((folder / JOURNAL, "denied"))


def invites_of(home: Path | None, named: str) -> tuple[InviteRow, ...]:
    """Return the invites whose person or address is ``named``, or whose id begins so (six characters).

    Where nobody is called exactly that, those whose name or address holds it; none without a register.
    """
    text = named.strip().casefold()
    if not text or home is None or not (home / REGISTER).is_file():
        return ()
    register = RegisterFile.open(home, write=False)
    try:
        rows = register.all()
    finally:
        register.close()
    exact = tuple(row for row in rows if text in {row.person.casefold(), row.email.casefold()})
    begun = tuple(row for row in rows if len(text) >= _ID_BEGINS and row.id.startswith(text))
    held = tuple(row for row in rows if text in row.person.casefold() or text in row.email.casefold())
    return exact or begun or held


def _from_register(
    home: Path | None, invites: Sequence[str], laid: list[Path], stayed: list[tuple[Path, str]]
) -> int | None:
    if home is None or not (home / REGISTER).is_file():
        return None
    register = RegisterFile.open(home)
    try:
        if not register.count():
            return None
        for number in invites:
            row = register.invite(number)
            if row is not None:
                for folder in register.laid(number):
                    _take_up(Path(folder) / row.file, laid, stayed)
        return register.erase(invites) if invites else 0
    finally:
        register.close()


def _take_up(folder: Path, laid: list[Path], stayed: list[tuple[Path, str]]) -> None:
    """Remove the folder of one invite with what we laid there; a link is not followed."""
    try:
        if folder.is_symlink() or not folder.is_dir():
            if folder.is_symlink() or folder.exists():
                stayed.append((folder, "changed"))
            return
        for path in folder.iterdir():
            ours = path.name in {f"{folder.name}.suitinvite", f"{folder.name}.html"} or _LETTER(path.name)
            if ours and (path.is_symlink() or path.is_file()):
                path.unlink()
        if any(folder.iterdir()):
            stayed.append((folder, "crowded"))
            return
        folder.rmdir()
    except OSError:
        stayed.append((folder, "denied"))
        return
    laid.append(folder)
