"""The few kinds of block that a page of the guide is made of, and the source references inside their texts.

A text is plain prose in which ``[@source_id]`` says where a statement comes from. Nothing here knows
Markdown: the reader made blocks of it, and every medium (plain text, screen, report) draws the same blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import ClassVar, Final, TypeAlias

from suitability.records import dataclass

CITATION: Final = re.compile(r"\s*\[@([a-z][a-z0-9_]*)\]", re.ASCII)
"""A source reference with the space before it."""

_FIGURE: Final = re.compile(r"(?<!\w)(?<![^\W\d_]-)\d+(?:[.,:]\d+)*")
_GROUPED: Final = {
    "ru": re.compile("(?<=\\d)[ \u00a0\u202f](?=\\d{3}(?!\\d))"),
    "en": re.compile(r"(?<=\d),(?=\d{3}(?!\d))"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a page; ``level`` is 2 or 3 (the page's title is level 1)."""

    kind: ClassVar[str] = "heading"
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A flat list; ``ordered`` lists are numbered from 1 when drawn."""

    kind: ClassVar[str] = "items"
    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: every row has as many cells as the header."""

    kind: ClassVar[str] = "table"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Paragraph | Items | Table


def texts_of(block: Block) -> Iterator[str]:
    """Return the texts of a block in reading order."""
    if isinstance(block, Items):
        yield from block.items
    elif isinstance(block, Table):
        yield from block.header
        for row in block.rows:
            yield from row
    else:
        yield block.text


def cited(text: str) -> tuple[str, ...]:
    """Return the ids of the sources that a text refers to, in the order in which they stand."""
    return tuple(CITATION.findall(text))


def with_marks(text: str, mark: Callable[[str], str]) -> str:
    """Return a text in which every source reference (and the space before it) is replaced by ``mark(id)``."""
    return CITATION.sub(lambda found: mark(found[1]), text)


def without_citations(text: str) -> str:
    """Return a text without its source references."""
    return CITATION.sub("", text)


def figures(text: str, language: str = "") -> tuple[str, ...]:
    """Return the numbers written in digits, source references left out; ``17 500``, ``17,500`` give 17500.

    Digits that are part of a word (IPv6, L2) are a name and no figure. Decimal commas become points.
    """
    bare = without_citations(text)
    grouped = _GROUPED.get(language)
    if grouped is not None:
        bare = grouped.sub("", bare)
    return tuple(found.replace(",", ".") for found in _FIGURE.findall(bare))
