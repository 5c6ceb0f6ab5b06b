"""Pages and shelves of the guide as paragraphs, tables and rows for the screen. No Textual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from suitability.domain import blocks as guide
from suitability.services.guide_pages import GuidePage, Shelf
from suitability.services.guide_search import Found
from suitability.services.words import Words
from suitability.tui.lines import GAP, Block, Drawing, Part
from suitability.tui.presenters import Row, numbered
from suitability.tui.tables import table_lines

PAY = "pay"
"""The shelf that is no shelf of pages: what the work pays, worked out for a place."""


FEW = 4
"""Up to so many pages a shelf names all of them."""


def page_parts(page: GuidePage, words: Words) -> list[Part]:
    """Return a page: title, one line about it, text and sources."""
    return [Block("title", page.title), Block("quiet", page.about), *text_parts(page, words)]


def text_parts(page: GuidePage, words: Words) -> list[Part]:
    """Return a page without title and introduction, as it stands below something else."""
    parts = list(blocks_on_screen(page.blocks))
    if page.sources:
        parts.append(Block("heading", words("guide.labels.sources")))
        parts += [Block("quiet", source) for source in page.sources]
    return parts


def blocks_on_screen(blocks: Sequence[guide.Block]) -> Iterator[Part]:
    """Yield what each block of the guide is on the screen; a blank line parts what would run together."""
    before: guide.Block | None = None
    for block in blocks:
        if before is not None and not isinstance(before, guide.Heading):
            yield GAP
        if isinstance(block, guide.Heading):
            if block.level > 2:
                yield from (GAP, Block("strong", block.text))
            else:
                yield Block("heading", block.text)
        elif isinstance(block, guide.Items):
            for number, text in enumerate(block.items, start=1):
                yield Block("number", text, f"{number}.") if block.ordered else Block("bullet", text)
        elif isinstance(block, guide.Table):
            yield Drawing(partial(table_lines, block.header, block.rows))
        else:
            yield Block("text", block.text)
        before = block


def shelf_rows(shelves: Sequence[Shelf], words: Words) -> list[Row]:
    """Return one row per shelf with the titles on it, or their number where they are many; and pay."""
    entries = [(shelf.id, shelf.title) for shelf in shelves] + [(PAY, words("report.labels.pay"))]
    details = {
        shelf.id: "; ".join(page.title for page in shelf.pages)
        if len(shelf.pages) <= FEW
        else words("screens.guide.pages", number=len(shelf.pages))
        for shelf in shelves
    }
    details[PAY] = words("screens.guide.about_pay")
    return [row._replace(detail=details[row.id]) for row in numbered(entries)]


def page_rows(pages: Sequence[GuidePage]) -> list[Row]:
    """Return one row per page with the line about it; the title of a sign has its number already."""
    titles = [
        page.title if page.number is None else page.title.removeprefix(f"{page.number}. ") for page in pages
    ]
    rows = numbered([(page.id, title) for page, title in zip(pages, titles, strict=True)])
    return [row._replace(detail=page.about) for row, page in zip(rows, pages, strict=True)]


def hit_rows(found: Sequence[Found], titles: dict[str, str], words: Words) -> list[Row]:
    """Return one row per page found, the best first, with the first passage of each.

    ``titles`` are the titles of the pages in the reader's language; a page found by words of another
    language says so.
    """
    rows: list[Row] = []
    for one in found:
        for hit in one.hits:
            passage = hit.passages[0] if hit.passages else hit.page.about
            if one.words.language != words.language:
                language = words(f"screens.languages.{one.words.language}")
                passage = words("screens.guide.foreign", language=language, passage=passage)
            rows.append(Row(hit.page.id, "", titles.get(hit.page.id, hit.page.title), detail=passage))
    return rows
