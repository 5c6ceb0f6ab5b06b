"""Texts that an organisation has printed on reports: plain text, read with limits, markup refused by place.

Nothing is ever interpreted: a tag would simply be printed as a tag. But whoever wrote one expected something
else, and is told where it stands instead of finding it on paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.errors import ContentError, Problem, UserError
from suitability.storage.clean_text import clean_text
from suitability.storage.plain_file import Unread, read_plain
from suitability.storage.safe_write import shown

NAME_LIMIT: Final = 120
"""Longest name of a person or an organisation, in characters."""

INTRODUCTION_LIMIT: Final = 1200
"""Longest introduction, in characters."""

PARAGRAPH_LIMIT: Final = 6
"""Most paragraphs of an introduction."""

_FILE_LIMIT: Final = 64 * 1024
_MARKUP: Final = re.compile(
    r"</?[A-Za-z!][^>\n]{0,60}>?|&(?:[a-zA-Z]{2,12}|#\d{1,6});|\{\{|\{%|```|\*\*(?=\S)|__(?=\S)"
    r"|(?m:^[ \t]*#{1,6}[ \t])|\]\((?=\S)|(?m:^[ \t]*(?:-{3,}|={3,})[ \t]*$)"
)


@dataclass(frozen=True, slots=True)
class Markup:
    """Something in a text that is no plain text: what it is, and where (both counted from 1)."""

    found: str
    line: int
    column: int


def markup_in(text: str) -> Markup | None:
    """Return the first piece of HTML, Markdown or template language in ``text``, or None."""
    match = _MARKUP.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    return Markup(clean_text(match[0].strip(), 40), before.count("\n") + 1, len(before) - before.rfind("\n"))


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a plain text (blank lines part them), cleaned, without limits."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    cleaned = (clean_text(block, 8 * INTRODUCTION_LIMIT) for block in blocks)
    return tuple(block for block in cleaned if block)


def introduction_problem(text: str, file: str, line: int = 0, column: int = 0) -> Problem | None:
    """Return what is wrong with an introduction, or None.

    Args:
        text: as it was written.
        file: the name that the problem carries.
        line: where the text stands in the file when it is one value among others; 0: the file is the text.
        column: the column of that value.
    """
    found = markup_in(text)
    if found is not None:
        place = (line, column) if line else (found.line, found.column)
        return Problem(file, *place, "printed_markup", {"found": found.found})
    blocks = paragraphs_of(text)
    length = sum(len(block) for block in blocks)
    if length > INTRODUCTION_LIMIT:
        values = {"length": str(length), "limit": str(INTRODUCTION_LIMIT)}
        return Problem(file, line, column, "printed_too_long", values)
    if len(blocks) > PARAGRAPH_LIMIT:
        values = {"count": str(len(blocks)), "limit": str(PARAGRAPH_LIMIT)}
        return Problem(file, line, column, "printed_too_many", values)
    return None


def read_introduction(path: Path) -> tuple[str, ...]:
    """Return the paragraphs of the plain text file ``path``.

    Raises:
        UserError: the file cannot be read, is far too large or is not UTF-8.
        ContentError: it holds markup or is too long; the problem names line and column.
    """
    name = shown(path)
    try:
        data = read_plain(path, _FILE_LIMIT)
    except Unread as error:
        if error.why == "too_large":
            raise UserError("printed_file_too_large", file=name, limit=INTRODUCTION_LIMIT) from error
        raise UserError("file_unreadable", file=name, reason=error.reason) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("printed_not_utf8", file=name, offset=error.start) from error
    problem = introduction_problem(text, name)
    if problem is not None:
        raise ContentError([problem], "printing_invalid")
    return paragraphs_of(text)
