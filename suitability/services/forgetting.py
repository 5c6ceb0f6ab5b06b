"""Erasing people from a folder of results: every trace that we can reach, and a list of those we cannot.

Files go first and the index last, so that a run that was cut short can be repeated. A file is removed only
while it still is, byte for byte, what was collected: somebody may have put another one in its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from suitability.storage.register_file import REGISTER, RegisterFile

if TYPE_CHECKING:
    from suitability.services.pool import Pool

_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased and what stayed.

    ``files``: results in the folder; ``written``: reports and sheets of ours. ``stayed``: path and reason
    (``changed``: another file lies there now; ``denied``: it could not be removed). ``shared``: files of ours
    that hold these people beside others. ``invites``: lines of the register; None without a register.
    """

    people: int
    files: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    stayed: tuple[tuple[Path, str], ...] = ()
    shared: tuple[Path, ...] = ()
    invites: int | None = None


def forget_people(pool: Pool, numbers: Sequence[int], home: Path | None = None) -> Forgotten:
    """Erase these people: index, stage, rating, notes, interview sheet, files, lines of the register.

    ``home`` is the recruiter's folder with the register of invites, None where there is none.

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
    shared = tuple(sorted({Path(path) for one in traces.values() for path in one.shared if _there(path)}))
    invites = _from_register(home, [one.invite for one in traces.values() if one.invite])
    pool.erase(tuple(traces))
    return Forgotten(len(traces), tuple(files), tuple(written), tuple(stayed), shared, invites)


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


def _from_register(home: Path | None, invites: Sequence[str]) -> int | None:
    if home is None or not (home / REGISTER).is_file():
        return None
    register = RegisterFile.open(home)
    try:
        return register.erase(invites) if invites else 0
    finally:
        register.close()
