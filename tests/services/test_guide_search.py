"""The guide is searched in every language, and a misspelt topic is met with what looks like it."""

from __future__ import annotations

import pytest

from suitability.services.guide_pages import Stock
from suitability.services.guide_search import near_topics, search_guide, searchable
from suitability.services.library import load_guide, load_handbook
from tests.services import samples

RU, EN = samples.words("ru"), samples.words("en")


@pytest.fixture(scope="module")
def stock() -> Stock:
    """Return what the shipped guide is made from."""
    return Stock(samples.bank(), load_guide(), load_handbook())


def test_a_word_of_the_other_language_is_found_there(stock: Stock) -> None:
    (found,) = search_guide(stock, [EN, RU], "такси")

    assert found.words is RU
    assert "isp_call_centre" in {hit.page.id for hit in found.hits}


def test_the_readers_language_comes_first_and_no_page_comes_twice(stock: Stock) -> None:
    """A term written in Latin letters stands in both languages."""
    for spoken in ([RU, EN], [EN, RU]):
        found = search_guide(stock, spoken, "CRM")
        ids = [hit.page.id for one in found for hit in one.hits]
        assert found[0].words is spoken[0]
        assert len(ids) == len(set(ids)) > 1


def test_a_search_can_be_held_to_one_page(stock: Stock) -> None:
    found = search_guide(stock, [RU, EN], "taxi", "isp_call_centre")

    assert [(one.words, [hit.page.id for hit in one.hits]) for one in found] == [(EN, ["isp_call_centre"])]
    assert search_guide(stock, [RU, EN], "taxi", "cv") == ()


@pytest.mark.parametrize(
    ("query", "answer"), [("", False), ("  ", False), ("?! —", False), ("ё", True), ("7", True)]
)
def test_only_letters_and_digits_can_be_looked_for(query: str, *, answer: bool) -> None:
    assert searchable(query) is answer


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stres", "stress"),
        ("Glosary", "glossary"),
        ("isp-call-center", "isp_call_centre"),
        ("troubleshoting", "troubleshooting"),
        ("словарик", "glossary"),
        ("xyzzy", None),
    ],
)
def test_a_misspelt_topic_is_met_with_the_likest(stock: Stock, name: str, expected: str | None) -> None:
    near = near_topics(stock, [EN, RU], name)

    assert (near[0].id if near else None) == expected
    assert all(page.title for page in near)


def test_titles_of_every_language_count(stock: Stock) -> None:
    title = next(topic.title for topic in stock.handbook.topics if topic.id == "cv")

    for language in samples.LANGUAGES:
        assert near_topics(stock, [EN, RU], title.on(language) + "x")[0].id == "cv"
