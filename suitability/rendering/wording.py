"""Words that only the drawn forms of a report need: page numbers, the legend of charts, kinds of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from suitability.services.library import load_words


@lru_cache(maxsize=8)
def drawn_words(language: str) -> Mapping[str, str]:
    """Return the words under ``rendering`` in ``language`` by their name, read once per process."""
    words = load_words(language)
    return {key.removeprefix("rendering."): words(key) for key in words.keys("rendering.")}
