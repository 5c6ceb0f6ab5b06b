"""Which files of a folder may be results: by their ending, in a fixed order, without following links."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from suitability.errors import UserError
from suitability.storage.safe_write import shown

ENDING = ".json"


def result_files(folder: Path) -> Iterator[Path]:
    """Yield the JSON files below ``folder`` in the order of their names; hidden ones and links are left out.

    Raises:
        UserError: there is no such folder.
    """
    if not folder.is_dir():
        raise UserError("results_no_folder", folder=shown(folder))
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if name.lower().endswith(ENDING) and not name.startswith(".") and not path.is_symlink():
                yield path
