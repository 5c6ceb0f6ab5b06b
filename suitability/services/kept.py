"""The kept sittings as screens and commands ask for them: list, find by the first letters of an id, erase."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from suitability.errors import RunFileError, UserError
from suitability.records import dataclass
from suitability.storage.clean_text import clean_text
from suitability.storage.runs import RunSummary, delete_all, delete_run, list_runs

KeptRun = RunSummary

SHOWN = 40
"""Characters of an id that a message quotes."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased, and what stayed with the code that says why."""

    files: tuple[Path, ...]
    stayed: tuple[tuple[Path, str], ...]


def kept_runs(folder: Path | None) -> tuple[KeptRun, ...]:
    """Return the kept sittings, the latest first; empty where there is no folder."""
    return () if folder is None else list_runs(folder)


def find_run(folder: Path | None, beginning: str) -> KeptRun:
    """Return the one sitting whose id is ``beginning`` or begins with it; capitals make no difference.

    Raises:
        UserError: none or more than one begins so.
        RunFileError: the folder cannot be read.
    """
    wanted = beginning.casefold()
    found = [run for run in kept_runs(folder) if wanted and run.id.casefold().startswith(wanted)]
    exact = [run for run in found if run.id.casefold() == wanted]
    if not found:
        raise UserError("session_unknown", id=clean_text(beginning, SHOWN))
    if len(found) > 1 and len(exact) != 1:
        raise UserError("session_ambiguous", id=clean_text(beginning, SHOWN), count=len(found))
    return exact[0] if exact else found[0]


def latest_finished(folder: Path | None) -> KeptRun:
    """Return the finished sitting that was last worked on.

    Raises:
        UserError: there is none.
        RunFileError: there is none that can be read, and another window of the program has one open.
    """
    runs = kept_runs(folder)
    for run in runs:
        if run.finished and run.reason is None:
            return run
    for run in runs:
        if run.in_use:
            raise RunFileError("run_in_use", **run.values)
    raise UserError("session_none_finished")


def open_runs(folder: Path | None, form: str | None = None) -> tuple[KeptRun, ...]:
    """Return the unfinished sittings (of ``form``, if named) that can be gone on with, the latest first.

    One without any response is left out: there is nothing to go on with.

    Raises:
        RunFileError: the folder cannot be read.
    """
    return tuple(
        run
        for run in kept_runs(folder)
        if run.reason is None and not run.finished and run.visited and form in (None, run.form)
    )


def forget(folder: Path | None, ids: Sequence[str]) -> Forgotten:
    """Erase the sittings whose ids begin as given.

    Raises:
        UserError: an id is unknown or ambiguous; then nothing is erased.
    """
    found = [find_run(folder, one) for one in ids]
    gone: list[Path] = []
    stayed: list[tuple[Path, str]] = []
    for run in {run.id: run for run in found}.values():
        try:
            gone.extend(delete_run(run.path))
        except RunFileError as error:
            stayed.append((run.path, error.code))
    return Forgotten(tuple(gone), tuple(stayed))


def forget_all(folder: Path | None) -> Forgotten:
    """Erase every sitting; those in use stay and are named."""
    if folder is None:
        return Forgotten((), ())
    erased = delete_all(folder)
    return Forgotten(erased.files, erased.kept)
