"""The documents of a batch as one PDF, made again only when something in it has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from suitability import __version__
from suitability.errors import OutputError
from suitability.rendering.batch_journal import JOURNAL, Journal, file_digest
from suitability.rendering.merging import Cover, Part, merge
from suitability.storage.safe_write import shown


@dataclass(frozen=True, slots=True)
class Binding:
    """One PDF of a batch: the folder of its documents, where it goes, and what it says about itself."""

    out: Path
    place: Path
    cover: Cover

    @property
    def key(self) -> str:
        """Return how the journal calls the file; no document can have this name."""
        return f"merged:{self.place.resolve()}"


def refuse_foreign(binding: Binding) -> None:
    """Raise OutputError when there is a file at the place that no batch of this folder made."""
    with Journal(binding.out / JOURNAL) as journal:
        there = binding.place.exists() or binding.place.is_symlink()
        if there and not journal.made(binding.key, binding.place):
            raise OutputError("output_exists", path=shown(binding.place))


def bind(
    binding: Binding, named: Sequence[tuple[str, str]], on_part: Callable[[], None], *, force: bool
) -> bool:
    """Make one PDF of the documents ``named`` (file name and title) and return whether it had to be made.

    Raises:
        UserError: pikepdf is missing, or a document cannot be read.
        OutputError: a file is there that no batch made and ``force`` is False, or it cannot be written.
    """
    with Journal(binding.out / JOURNAL) as journal:
        contents = [[title, journal.digest(name)] for name, title in named]
        about = [__version__, binding.cover.title, binding.cover.language, contents]
        mark = hashlib.sha256(json.dumps(about).encode()).hexdigest()
        if journal.has(binding.key, mark, binding.place):
            return False
        parts = [Part(binding.out / name, title) for name, title in named]
        ours = journal.made(binding.key, binding.place)
        merge(parts, binding.cover, binding.place, on_part, force=force or ours)
        size = binding.place.stat().st_size
        journal.note(binding.key, mark, size, file_digest(binding.place))
    return True
