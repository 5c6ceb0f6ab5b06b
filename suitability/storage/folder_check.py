"""Can sittings be kept in a folder? Tried with a real file that is removed again; nothing is left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from suitability.errors import RunFileError
from suitability.storage.run_file import make_folder
from suitability.storage.run_schema import run_error

TRIAL_BYTES = 64 * 1024
"""Size of the file that is tried: a sitting with all its answers takes less."""


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """What a trial found: ``problem`` is why nothing can be kept there, or None.

    ``free_bytes`` is the room left on the disk, None where the system does not tell.
    """

    problem: RunFileError | None
    free_bytes: int | None


def check_folder(folder: Path) -> FolderCheck:
    """Return whether a file can be made, written to the disk and removed in ``folder``.

    A folder that is not there is made for the trial and taken away again.
    """
    missing = [one for one in (folder, *folder.parents) if not _is_there(one)]
    free = _free_bytes(next((one for one in (folder, *folder.parents) if one not in missing), folder))
    try:
        make_folder(folder)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".suitability-trial-") as trial:
            trial.write(bytes(TRIAL_BYTES))
            trial.flush()
            os.fsync(trial.fileno())
    except RunFileError as error:
        return FolderCheck(error, free)
    except OSError as error:
        return FolderCheck(run_error(error, folder / "*"), free)
    finally:
        for one in missing:  # the deepest first
            with contextlib.suppress(OSError):
                one.rmdir()
    return FolderCheck(None, free)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True


def _free_bytes(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
