"""A page of the guide as lines of plain text that read well aloud: no frames, no columns, one thought a line.

A row of a table becomes a sentence: the first cell, a dash, the others, each with its heading where there
are several.
"""

from __future__ import annotations

from collections.abc import Iterator

from suitability.domain.blocks import Block, Items, Table
from suitability.services.guide_pages import GuidePage, Hit, Shelf
from suitability.services.words import Words
from suitability.services.wrapping import paragraph_lines

DASH = " — "


def page_lines(page: GuidePage, words: Words, width: int) -> list[str]:
    """Return a page as lines of at most ``width`` columns (an address on the web may be longer)."""
    lines = [*_wrapped(page.title, width), "", *_wrapped(page.about, width)]
    before: Block | None = None
    for block in page.blocks:
        if not isinstance(block, (Items, Table)) or isinstance(before, (Items, Table)):
            lines.append("")
        lines.extend(_block(block, width))
        before = block
    if page.sources:
        lines += ["", words("guide.labels.sources")]
        for source in page.sources:
            lines.extend(_wrapped(source, width))
    return lines


def shelf_lines(shelves: tuple[Shelf, ...], width: int) -> list[str]:
    """Return the contents of the guide: groups with their pages, each with the name to ask for."""
    lines: list[str] = []
    for shelf in shelves:
        lines += ["", shelf.title]
        for page in shelf.pages:
            lines.extend(_wrapped(f"{page.title} ({page.id})", width, indent="    "))
    return lines


def hit_lines(hits: tuple[Hit, ...], words: Words, width: int, *, foreign: str | None = None) -> list[str]:
    """Return what a search found: for each page its title, how to open it, and the passages.

    ``foreign`` is the language of the pages when the reader has to ask for it.
    """
    key = "commands.guide.found" if foreign is None else "commands.guide.found_foreign"
    lines: list[str] = []
    for hit in hits:
        found = words(key, title=hit.page.title, topic=hit.page.id, language=foreign or "")
        lines += ["", *_wrapped(found, width)]
        for passage in hit.passages:
            lines.extend(_entry("- ", passage, width))
    return lines


def _block(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Items):
        for number, text in enumerate(block.items, start=1):
            yield from _entry(f"{number}. " if block.ordered else "- ", text, width)
    elif isinstance(block, Table):
        for row in block.rows:
            yield from _entry("- ", _sentence(block.header, row), width)
    else:
        yield from _wrapped(block.text, width)


def _sentence(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    first, *rest = row
    if len(rest) <= 1:
        return DASH.join(row)
    named = zip(header[1:], rest, strict=True)
    return f"{first}{DASH}" + "; ".join(f"{name}: {cell}" for name, cell in named)


def _entry(mark: str, text: str, width: int) -> list[str]:
    return _wrapped(mark + text, width, indent=" " * len(mark))


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return paragraph_lines(text, width, rest=indent)
