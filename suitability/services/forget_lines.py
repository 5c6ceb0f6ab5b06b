"""What erasing people came to, as sentences: what is gone, what stayed, what no program can reach."""

from __future__ import annotations

from suitability.services.forgetting import Forgotten
from suitability.services.words import Words
from suitability.storage.safe_write import shown


def forgotten_lines(done: Forgotten, words: Words) -> list[str]:
    """Return what was erased and what was not, one sentence a line."""
    lines = [words.plural("candidates.forget.people", done.people)] if done.people else []
    lines += [words("candidates.forget.file", path=shown(path)) for path in (*done.files, *done.written)]
    lines += [words("candidates.forget.laid", path=shown(path)) for path in done.laid]
    if done.invites is None:
        lines.append(words("candidates.forget.no_register"))
    elif done.invites:
        lines.append(words.plural("candidates.forget.invites", done.invites))
    lines += [words(f"candidates.forget.{why}", path=shown(path)) for path, why in done.stayed]
    lines += [words("candidates.forget.shared", path=shown(path)) for path in done.shared]
    return [*lines, words("candidates.forget.beyond")]
