"""A chapter of the guide: a small part of Markdown to blocks, or every mistake with its line.

Headings of levels 2 and 3, paragraphs, flat lists, tables and ``[@source]`` references. Everything else that
Markdown knows (raw HTML, links, emphasis, code, pictures, quotations, nested lists) is refused by name, and
nothing is ever turned into HTML. Lengths are checked before the text is parsed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from suitability.domain.blocks import Block, Heading, Items, Paragraph, Table
from suitability.errors import Problem
from suitability.storage.tree import NOWHERE, pack, problem

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_CHAPTER: Final = 16_000
"""Most characters of one chapter: longer ones are split into two topics."""

LIMITS: Final = {"heading": 80, "paragraph": 900, "items": 450, "table": 320}
"""Most characters of a heading, a paragraph, one entry of a list, one cell of a table."""

_TEXT: Final = {"text", "softbreak"}
_LISTS: Final = {"bullet_list_open": False, "ordered_list_open": True}
_HTML: Final = {"html_block", "html_inline"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the line (from 1) on which each of its parts stands: one per entry or row, else one."""

    block: Block
    lines: tuple[int, ...]


@dataclass(slots=True)
class Chapter:
    """What a chapter file holds; ``whole`` is False when any part of it could not be read."""

    file: str
    blocks: list[Placed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """True when nothing of the file is missing among the blocks."""
        return not self.problems


def read_chapter(data: bytes, file: str) -> Chapter:
    """Return the blocks of a chapter and every problem of its form, with lines."""
    from suitability.storage.strict_yaml import plain_text  # noqa: PLC0415 - content from the cache needs no YAML

    chapter = Chapter(file)
    text = plain_text(data, file, chapter.problems)
    if text is None:
        return chapter
    if len(text) > MAX_CHAPTER:
        chapter.problems.append(
            problem("chapter_too_long", file, NOWHERE, value=len(text), limit=MAX_CHAPTER)
        )
        return chapter
    _Reader(chapter, _tokens(text)).run()
    for placed in chapter.blocks:
        chapter.problems.extend(_lengths(placed, file))
    if not chapter.blocks and not chapter.problems:
        chapter.problems.append(problem("chapter_empty", file, NOWHERE))
    return chapter


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - content from the cache needs no parser

    parser = MarkdownIt("commonmark").enable("table")
    # These would hide text or change it; with them off, what an author wrote stays visible as it stands.
    parser.disable(["entity", "escape", "reference", "lheading"])
    return parser.parse(text)


def _lengths(placed: Placed, file: str) -> Iterator[Problem]:
    block = placed.block
    parts: Sequence[tuple[str, ...]]
    if isinstance(block, Items):
        parts = [(one,) for one in block.items]
    elif isinstance(block, Table):
        parts = [block.header, *block.rows]
    else:
        parts = [(block.text,)]
    limit = LIMITS[block.kind]
    for texts, line in zip(parts, placed.lines, strict=True):
        for text in texts:
            if len(text) > limit:
                yield problem(
                    "chapter_part_too_long", file, pack(line, 1), value=len(text), limit=limit, part=text[:40]
                )


class _Reader:
    """Walks the tokens of one chapter; what is not understood is reported once and left out."""

    def __init__(self, chapter: Chapter, tokens: list[Token]) -> None:
        self._chapter = chapter
        self._tokens = tokens
        self._next = 0
        self._line = 1

    def run(self) -> None:
        """Read all blocks."""
        while self._next < len(self._tokens):
            self._block(self._take())

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        if token.map is not None:
            self._line = token.map[0] + 1
        return token

    def _block(self, token: Token) -> None:
        line = self._line
        if token.type == "heading_open":
            level, text = int(token.tag[1:]), self._inline_until("heading_close")
            if level not in (2, 3):
                self._report("chapter_heading_level", line, value=text)
            self._add(Heading(level, text), [line])
        elif token.type == "paragraph_open":
            self._add(Paragraph(self._inline_until("paragraph_close")), [line])
        elif token.type in _LISTS:
            self._list(token)
        elif token.type == "table_open":
            self._table()
        else:
            self._refuse(token)
            self._skip(token)

    def _add(self, block: Block, lines: list[int]) -> None:
        self._chapter.blocks.append(Placed(block, tuple(lines)))

    def _list(self, opening: Token) -> None:
        closing = opening.type.replace("_open", "_close")
        entries: list[str] = []
        lines: list[int] = []
        parts = 0
        while (token := self._take()).type != closing:
            if token.type == "list_item_open":
                lines.append(self._line)
                entries.append("")
                parts = 0
            elif token.type == "paragraph_open":
                parts += 1
                if parts > 1:
                    self._report("chapter_nested", self._line)
                entries[-1] = self._inline_until("paragraph_close")
            elif token.type != "list_item_close":
                self._report("chapter_nested", self._line)
                self._skip(token)
        for entry, line in zip(entries, lines, strict=True):
            if not entry:
                self._report("chapter_entry_empty", line)
        self._add(Items(tuple(entries), _LISTS[opening.type]), lines)

    def _table(self) -> None:
        rows: list[tuple[str, ...]] = []
        lines: list[int] = []
        cells: list[str] = []
        while (token := self._take()).type != "table_close":
            if token.type == "tr_open":
                cells = []
                lines.append(self._line)
            elif token.type == "inline":
                cells.append(self._plain(token))
            elif token.type == "tr_close":
                if not all(cells):
                    self._report("chapter_entry_empty", lines[-1])
                rows.append(tuple(cells))
        self._add(Table(rows[0], tuple(rows[1:])), lines)

    def _inline_until(self, closing: str) -> str:
        text = ""
        while (token := self._take()).type != closing:
            if token.type == "inline":
                text = self._plain(token)
        return text

    def _plain(self, token: Token) -> str:
        pieces: list[str] = []
        for child in token.children or []:
            if child.type not in _TEXT:
                self._refuse(child)
            pieces.append(" " if child.type == "softbreak" else child.content)
        return " ".join("".join(pieces).split(" ")).strip()

    def _refuse(self, token: Token) -> None:
        if token.nesting < 0:
            return
        if token.type in _HTML:
            self._report("chapter_html", self._line, value=token.content)
        else:
            name = token.type.removesuffix("_open")
            self._report("chapter_markup", self._line, value=token.content or token.markup or name, name=name)

    def _skip(self, token: Token) -> None:
        """Leave out everything up to the end of a block that was refused."""
        depth: int = token.nesting
        while depth > 0:
            depth += self._take().nesting

    def _report(self, code: str, line: int, **values: object) -> None:
        self._chapter.problems.append(problem(code, self._chapter.file, pack(line, 1), **values))
