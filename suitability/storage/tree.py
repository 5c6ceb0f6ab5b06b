"""Trees of a content file: plain maps, lists and values that still know where each of them stands.

``Map`` and ``Seq`` are a ``dict`` and a ``list``, so everything that walks a tree also works on one that came
from the cache and has no marks. A position is one integer that packs line and column, both counted from 1.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import field
from typing import Final

from suitability.errors import Problem
from suitability.records import dataclass

COLUMN_BITS: Final = 21
"""How far a position's line stands from its column."""

_COLUMN_MASK = (1 << COLUMN_BITS) - 1
_SHOWN_LENGTH = 160

START = (1 << COLUMN_BITS) | 1
"""Position of the first character of a file."""

NOWHERE = 0
"""Position of a problem that concerns the whole file."""


class Broken:
    """Stands in a tree where a value could not be read; its problem has been reported already."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN = Broken()


class Map(dict[str, object]):
    """A mapping that knows where it begins and, per key, where key and value stand."""

    __slots__ = ("at", "marks")

    def __init__(self, at: int) -> None:
        self.at = at
        self.marks: dict[str, tuple[int, int]] = {}


class Seq(list[object]):
    """A list that knows where it begins and where each of its values stands."""

    __slots__ = ("at", "marks")

    def __init__(self, at: int) -> None:
        self.at = at
        self.marks: list[int] = []


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a content file holds. ``whole`` is False when reading stopped before its end."""

    file: str
    tree: object
    problems: list[Problem] = field(default_factory=list)
    whole: bool = True


def pack(line: int, column: int) -> int:
    """Return line and column (both from 1) as one position."""
    return (line << COLUMN_BITS) | min(column, _COLUMN_MASK)


def line_of(at: int) -> int:
    """Return the line (from 1) of a position; 0 for the whole file."""
    return at >> COLUMN_BITS


def column_of(at: int) -> int:
    """Return the column (from 1) of a position; 0 for the whole file."""
    return at & _COLUMN_MASK


def problem(code: str, file: str, at: int, /, **values: object) -> Problem:
    """Return a problem at a position; every value is shortened and made harmless to print."""
    return Problem(
        file, line_of(at), column_of(at), code, {key: shown(value) for key, value in values.items()}
    )


def shown(value: object) -> str:
    """Return a value as one short printable line; hidden characters by number, maps and lists as brackets."""
    if isinstance(value, dict):
        return "{...}"
    if isinstance(value, (list, tuple)):
        return "[...]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else repr(value)
    cut = text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"
    return "".join(_visible(character) for character in cut)


def _visible(character: str) -> str:
    if character == " " or unicodedata.category(character)[0] not in "CZ":
        return character
    return " " if character in "\n\u00a0\u2009\u202f" else f"<U+{ord(character):04X}>"


def position(tree: object, path: Sequence[str | int]) -> int:
    """Return where the value at ``path`` stands in ``tree``.

    Follows the path as far as it goes: for a missing key, the place of the map that lacks it. Trees without
    marks give ``NOWHERE``.
    """
    at = tree.at if isinstance(tree, (Map, Seq)) else NOWHERE
    for step in path:
        if isinstance(tree, Map) and isinstance(step, str) and step in tree:
            at, tree = tree.marks[step][1], tree[step]
        elif isinstance(tree, Seq) and isinstance(step, int) and 0 <= step < len(tree):
            at, tree = tree.marks[step], tree[step]
        else:
            break
    return at
