"""Text into lines of terminal cells: wrapping, hanging indents, tones. Pure functions, no Textual.

A line is a tuple of pieces; a piece is a text and the name of its tone. What is drawn goes through
``printable`` first, so no control character of anybody's text can reach the terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from suitability.services.binding import MARK, bound, freed

Tone = Literal[
    "", "strong", "quiet", "title", "accent", "good", "warn", "bad", "cursor", "chosen", "key", "band", "tick"
]
Piece = tuple[str, Tone]
Line = tuple[Piece, ...]

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_KEPT = frozenset("\u200c\u200d")


@lru_cache(4096)
def printable(text: str) -> str:
    """Return ``text`` without control, format and unassigned characters; line ends become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if character in _KEPT or (category not in _HIDDEN and category not in {"Zl", "Zp"}):
        return character
    return " " if character.isspace() else ""


@lru_cache(8192)
def cells(text: str) -> int:
    """Return how many terminal cells ``text`` takes (printable text: no tabs, no controls)."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def wrap(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells, broken at spaces; an overlong word is cut.

    The spaces inside a figure ("76 %", "1 234 ₽") do not break.
    """
    width = max(width, 1)
    lines: list[str] = []
    line, used = "", 0
    for word in bound(printable(text), MARK).split(" "):
        for part in _cut(word, width):
            size = cells(part)
            if line and used + 1 + size > width:
                lines.append(line)
                line, used = part, size
            elif line:
                line, used = f"{line} {part}", used + 1 + size
            else:
                line, used = part, size
    return [freed(one) for one in (*lines, line)]


def _cut(word: str, width: int) -> list[str]:
    """Return ``word`` in parts of at most ``width`` cells."""
    if cells(word) <= width:
        return [word]
    parts, part, used = [], "", 0
    for character in word:
        size = _cell(character)
        if part and used + size > width:
            parts.append(part)
            part, used = "", 0
        part += character
        used += size
    return [*parts, part]


def shorten(text: str, width: int) -> str:
    """Return ``text`` in at most ``width`` cells, ending in an ellipsis where it was cut."""
    text = printable(text)
    if cells(text) <= width:
        return text
    kept = _cut(text, max(width - 1, 1))[0]
    return (kept.rstrip() if cells(kept) < width else "") + "…"


def hanging(prefix: Sequence[Piece], text: str, width: int, tone: Tone = "") -> list[Line]:
    """Return ``text`` wrapped beside ``prefix``; later lines are indented to the same column."""
    indent = sum(cells(piece) for piece, _ in prefix)
    rows = wrap(text, width - indent)
    lines: list[Line] = [(*prefix, (rows[0], tone))]
    lines += [((" " * indent, ""), (row, tone)) for row in rows[1:]]
    return lines


BlockKind = Literal[
    "title", "heading", "text", "strong", "quiet", "bullet", "number", "quote", "gap", "drawn"
]


class Block(NamedTuple):
    """One paragraph of a page. ``mark`` is the number of a numbered one."""

    kind: BlockKind
    text: str = ""
    mark: str = ""
    tone: Tone = ""


GAP = Block("gap")


class Drawing(NamedTuple):
    """A chart or a table among the paragraphs of a page: ``make`` gets the width and returns the lines."""

    make: Callable[[int], list[Line]]


Part = Block | Drawing
"""What a page is made of."""


def flow(blocks: Sequence[Part], width: int) -> list[Line]:
    """Return blocks as lines of at most ``width`` cells. Headings get one blank line above."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Drawing):
            lines += block.make(width)
            continue
        if block.kind in ("gap", "heading") and lines and lines[-1] != ():
            lines.append(())
        lines += _block_lines(block, width)
    while lines and lines[-1] == ():
        lines.pop()
    return lines


def _block_lines(block: Block, width: int) -> list[Line]:
    if block.kind == "gap":
        return []
    prefix, tone = _looks(block)
    return hanging(prefix, block.text, width, block.tone or tone)


def _looks(block: Block) -> tuple[tuple[Piece, ...], Tone]:
    """Return what stands before a paragraph, and its tone."""
    match block.kind:
        case "bullet":
            return (("  – ", "quiet"),), ""
        case "quote":
            return (("  │ ", "quiet"),), ""
        case "number":
            return ((f"{block.mark:>3}  ", "key"),), ""
        case "title" | "heading":
            return (), "title"
        case "quiet" | "strong":
            return (), block.kind
        case _:
            return (), ""


def plain(lines: Sequence[Line]) -> str:
    """Return lines as plain text (for tests and for copying)."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)
