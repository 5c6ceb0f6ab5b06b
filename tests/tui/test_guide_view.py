"""Every page of the guide on the screen: all of its text, within the width, in both languages."""

from __future__ import annotations

import pytest

from suitability.domain.blocks import Heading, Items, Paragraph, Table, texts_of
from suitability.services.guide_pages import GuidePage, guide_pages, guide_shelves
from suitability.services.guide_search import search_shelves
from suitability.tui.guide_view import PAY, blocks_on_screen, hit_rows, page_parts, page_rows, shelf_rows
from suitability.tui.lines import Block, Drawing, cells, flow, plain
from tests.tui.support import stock, words

LANGUAGES = ("ru", "en")


def squeezed(text: str) -> str:
    """Return text without spaces: lines break where the window wants."""
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [36, 56, 74])
def test_every_page_fits_the_width_and_keeps_all_its_text(language: str, width: int) -> None:
    pages = guide_pages(stock(), words()[language])
    assert len(pages) >= 30
    for page in pages:
        lines = flow(page_parts(page, words()[language]), width)
        assert all(cells(plain([line])) <= width for line in lines), page.id
        text = squeezed(plain(lines))
        assert squeezed(page.title) in text
        for block in page.blocks:
            if not isinstance(block, Table):
                assert all(squeezed(one) in text for one in texts_of(block)), page.id
        assert all(squeezed(source) in text for source in page.sources), page.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_table_are_there(language: str) -> None:
    tables = 0
    for page in guide_pages(stock(), words()[language]):
        text = plain(flow(page_parts(page, words()[language]), 56))
        for block in page.blocks:
            if isinstance(block, Table):
                tables += 1
                for cell in (*block.header[1:], *(one for row in block.rows for one in row)):
                    assert all(word in text for word in cell.split()), (page.id, cell)
    assert tables > 0


def test_each_kind_of_block_becomes_its_own_kind_of_part() -> None:
    page = (
        Heading(2, "A"),
        Paragraph("one"),
        Heading(3, "B"),
        Items(("x", "y"), ordered=True),
        Items(("z",)),
        Table(("c",), (("d",),)),
    )
    parts = list(blocks_on_screen(page))
    kinds = [part.kind for part in parts if isinstance(part, Block) and part.kind != "gap"]
    assert kinds == ["heading", "text", "strong", "number", "number", "bullet"]
    assert isinstance(parts[-1], Drawing)
    assert plain(flow(parts, 40)).split("\n") == [
        *("A", "one", "", "B", " 1.  x", " 2.  y", "", "  – z", "", "c", "d")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_shelves_name_their_pages_or_how_many_there_are_and_pay_comes_last(language: str) -> None:
    shelves = guide_shelves(stock(), words()[language])
    rows = shelf_rows(shelves, words()[language])
    assert [row.id for row in rows] == [*(shelf.id for shelf in shelves), PAY]
    assert [row.key for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    for shelf, row in zip(shelves, rows, strict=False):
        named = all(page.title in row.detail for page in shelf.pages)
        assert named or str(len(shelf.pages)) in row.detail


def test_a_sign_answers_to_its_number_and_does_not_say_it_twice() -> None:
    shelf = next(one for one in guide_shelves(stock(), words()["en"]) if one.id == "signs")
    rows = page_rows(shelf.pages)
    assert [row.key for row in rows] == [*"1234567890"]
    assert not any(row.text[0].isdigit() for row in rows)


def found(query: str, language: str) -> dict[str, str]:
    """Return id of the page -> passage shown for a query of a reader of ``language``."""
    pages: dict[str, tuple[GuidePage, ...]] = {
        code: guide_pages(stock(), words()[code]) for code in LANGUAGES
    }
    order = sorted(LANGUAGES, key=lambda code: code != language)
    hits = search_shelves([(words()[code], pages[code]) for code in order], query)
    titles = {page.id: page.title for page in pages[language]}
    return {row.id: row.detail for row in hit_rows(hits, titles, words()[language])}


def test_words_are_found_in_other_forms_and_in_the_other_language() -> None:
    assert "strain" in found("грубостью", "ru")
    assert "employer" in found("employers", "en")
    other = found("собеседовании", "en")
    assert other
    name = words()["en"]("screens.languages.ru")
    assert all(passage.startswith(f"({name})") for passage in other.values())
    assert found("зюзюка", "ru") == {}
