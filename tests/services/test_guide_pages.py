"""Pages of the guide: found by name, with numbered sources, as text that reads aloud, and searched."""

from __future__ import annotations

import pytest

from suitability.domain.blocks import Block, Heading, Items, Paragraph, Table, texts_of
from suitability.services.guide_pages import (
    GuidePage,
    Stock,
    find_page,
    guide_pages,
    guide_shelves,
    search_pages,
)
from suitability.services.guide_text import hit_lines, page_lines, shelf_lines
from suitability.services.library import load_coaching, load_handbook
from tests.services import samples

WIDTH = 78


@pytest.fixture(scope="module")
def stock() -> Stock:
    return Stock(samples.bank(), samples.guide(), load_handbook(), load_coaching())


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_page_is_found_by_its_id_and_signs_by_their_number(stock: Stock, language: str) -> None:
    words = samples.words(language)
    pages = guide_pages(stock, words)

    assert len(pages) == 10 + 11 + 9
    assert len({page.id for page in pages}) == len(pages)
    for page in pages:
        assert find_page(stock, words, page.id) == page
        assert find_page(stock, words, f" {page.id.upper().replace('_', '-')} ") == page
        if page.number is not None:
            assert find_page(stock, words, str(page.number)) == page
    for name in ("", "0", "11", "nosuch", "ru/guide/cv", "../cv"):
        assert find_page(stock, words, name) is None


def test_the_shelves_stand_in_their_order(stock: Stock) -> None:
    shelves = guide_shelves(stock, samples.words("en"))

    assert [shelf.id for shelf in shelves] == ["signs", "practice", "roles", "preparation", "work"]
    assert [page.number for page in shelves[0].pages] == list(range(1, 11))


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_number_in_brackets_has_its_source_below(stock: Stock, language: str) -> None:
    for page in guide_pages(stock, samples.words(language)):
        text = " ".join(text for block in page.blocks for text in texts_of(block))
        assert "[@" not in text
        if page.number is None:
            for count, source in enumerate(page.sources, start=1):
                assert source.startswith(f"{count}. ")
                assert f" [{count}]" in text
            assert f"[{len(page.sources) + 1}]" not in text


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_no_line_of_a_page_is_wider_than_asked_for_but_an_address(stock: Stock, language: str) -> None:
    words = samples.words(language)
    for page in guide_pages(stock, words):
        lines = page_lines(page, words, WIDTH)
        assert [line for line in lines if len(line) > WIDTH and "://" not in line] == []
        assert lines[0] == page.title


def page_of(*blocks: Block) -> GuidePage:
    """Return a page with these blocks."""
    return GuidePage("one", "work", None, "Title", "About.", blocks, ("1. A book.",))


def test_tables_and_lists_become_sentences() -> None:
    page = page_of(
        Heading(2, "Day"),
        Table(("Time", "What"), (("9:00", "mail"),)),
        Table(("Side", "Good", "Bad"), (("Office", "friends", "noise"),)),
        Items(("a", "b"), ordered=True),
        Paragraph("End."),
    )

    assert page_lines(page, samples.words("en"), WIDTH) == [
        *("Title", "", "About.", "", "Day", "- 9:00 — mail", ""),
        *("- Office — Good: friends; Bad: noise", "", "1. a", "2. b", "", "End."),
        *("", "Sources", "1. A book."),
    ]


def test_the_contents_name_each_page_and_its_id(stock: Stock) -> None:
    lines = shelf_lines(guide_shelves(stock, samples.words("en")), WIDTH)

    assert "The interview (interview)" in lines
    assert "Getting ready" in lines
    assert len(lines) == 30 + 2 * 5


@pytest.mark.parametrize(
    ("language", "query", "first"),
    [
        ("ru", "резюме", "cv"),
        ("ru", "РОУТЕРОВ", "isp_call_centre"),
        ("ru", "кактус", "crm_vendor"),
        ("ru", "взысканий", "rights"),
        ("en", "cacti", "crm_vendor"),
        ("en", "taxis", "isp_call_centre"),
        ("en", "tennis balls", "self_control"),
    ],
)
def test_a_search_finds_other_forms_of_the_words(stock: Stock, language: str, query: str, first: str) -> None:
    hits = search_pages(guide_pages(stock, samples.words(language)), query, language)

    found = {hit.page.id: hit for hit in hits}
    assert found[first].passages
    assert len(hits) < 10


@pytest.mark.parametrize(("query", "first"), [("interview", "interview"), ("abuse", "strain"), ("CV", "cv")])
def test_the_page_that_has_the_word_in_its_title_comes_first(stock: Stock, query: str, first: str) -> None:
    assert search_pages(guide_pages(stock, samples.words("en")), query, "en")[0].page.id == first


def test_all_words_must_be_there_and_nothing_finds_nothing() -> None:
    pages = (page_of(Paragraph("Quiet evening shifts.")), page_of(Paragraph("Quiet mornings.")))

    assert [hit.page for hit in search_pages(pages, "quiet shift", "en")] == [pages[0]]
    assert len(search_pages(pages, "QUIET", "en")) == 2
    assert search_pages(pages, "quiet nights", "en") == ()
    assert search_pages(pages, " ?! ", "en") == ()
    assert search_pages(pages, "(", "en") == ()


def test_yo_and_short_words_do_not_matter() -> None:
    pages = (page_of(Paragraph("Ещё один звонок.")),)

    assert search_pages(pages, "еще звонки", "ru")
    assert search_pages(pages, "о звонках", "ru")


def test_a_long_passage_is_cut_around_the_word() -> None:
    text = "word " * 80 + "needle " + "word " * 80
    (hit,) = search_pages((page_of(Paragraph(text.strip())),), "needle", "en")

    assert "needle" in hit.passages[0]
    assert len(hit.passages[0]) < 280
    assert hit.passages[0].startswith("… word")
    assert hit.passages[0].endswith("word …")
    shown = "\n".join(hit_lines((hit,), samples.words("en"), WIDTH))
    assert "suitability guide one" in shown
