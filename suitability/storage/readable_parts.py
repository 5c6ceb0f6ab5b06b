"""The readable parts of a tree whose mistakes were reported with the whole."""

from __future__ import annotations

from typing import TypeVar

from suitability.storage import shapes
from suitability.storage.draft import Entry

T = TypeVar("T")


def entries_in(tree: object, kind: type[T], file: str, languages: tuple[str, ...]) -> list[Entry[T]]:
    """Return the readable entries of a list; what is wrong with the others was reported before."""
    parts = tree if isinstance(tree, list) else []
    values = ((shapes.read(part, kind, [], file, languages), part) for part in parts)
    return [Entry(value, part, file) for value, part in values if value is not None]


def part_of(tree: object, key: str) -> object:
    """Return what stands under ``key`` of a map; None where there is no map or no such key."""
    return tree.get(key) if isinstance(tree, dict) else None
