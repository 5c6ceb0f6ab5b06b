"""Pay on the page of a role: one line a country with its source, and what the pay pages say only once."""

from __future__ import annotations

import re

import pytest

from suitability.domain.blocks import texts_of
from suitability.services.guide_pages import Stock, find_page, guide_pages, pay_page
from suitability.services.library import load_coaching, load_handbook
from suitability.services.pay_types import PayPlace
from tests.services import samples


@pytest.fixture(scope="module")
def stock() -> Stock:
    return Stock(samples.bank(), samples.guide(), load_handbook(), load_coaching())


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_role_of_support_says_what_it_pays_and_neighbours_do_not(stock: Stock, language: str) -> None:
    """For each listed country the amounts, what was counted, and a source below; nothing without one."""
    words = samples.words(language)
    listed = [one.name.on(language) for one in samples.guide().countries if one.listed]

    for role in stock.handbook.roles:
        page = find_page(stock, words, role.id)
        assert page is not None
        texts = [text for block in page.blocks for text in texts_of(block)]
        lines = [text for text in texts if any(text.startswith(f"{name}: ") for name in listed)]
        assert len(lines) == (0 if role.neighbour else len(listed))
        assert all(re.search(r"\d.*\[\d+\]$", line) for line in lines)
        assert any(f"suitability salary {role.id}" in text for text in texts) is not role.neighbour


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_whoever_reads_a_range_is_told_what_it_holds(stock: Stock, language: str) -> None:
    """The middle half is explained once where a median has a range, and a reading of ours where it stands."""
    words = samples.words(language)
    half = words("pay.notes.half")
    places = (None, PayPlace("ru"), PayPlace("ru", "service_desk_1"), PayPlace("us", "service_desk_2"))
    role = find_page(stock, words, "service_desk_1")
    assert role is not None

    for page in (*(pay_page(stock, words, place) for place in places), role):
        assert [text for block in page.blocks for text in texts_of(block)].count(half) == 1
    medians_only = pay_page(stock, words, PayPlace("uk", "team_lead"))
    assert half not in [text for block in medians_only.blocks for text in texts_of(block)]

    readings = [one for one in samples.guide().figures if one.statistic == "reading" and not one.history]
    for figure in readings:
        assert figure.caution is not None
        for page in (pay_page(stock, words), role):
            said = [text for block in page.blocks for text in texts_of(block)]
            assert any(figure.caution.on(language) in text for text in said)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_country_without_tax_tables_says_so_once(stock: Stock, language: str) -> None:
    words = samples.words(language)
    missing = words("pay_answer.tax.no_table")

    for place in (PayPlace("us"), PayPlace("us", "service_desk_2"), PayPlace("de", "field_support")):
        texts = [text for block in pay_page(stock, words, place).blocks for text in texts_of(block)]
        assert sum(text.count(missing) for text in texts) == 1
    for other in (None, PayPlace("ru"), PayPlace("ru", "service_desk_2")):
        texts = [text for block in pay_page(stock, words, other).blocks for text in texts_of(block)]
        assert not any(missing in text for text in texts)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_no_sentence_ends_twice_and_none_begins_small(stock: Stock, language: str) -> None:
    """A source is followed by one full stop, and an amount after a sentence begins with a capital."""
    words = samples.words(language)

    pages = [*guide_pages(stock, words), pay_page(stock, words)]
    for page in pages:
        for text in (*(text for block in page.blocks for text in texts_of(block)), *page.sources):
            assert ".. " not in text
            assert not re.search(r"[^.\d]\w\w\. (?:от|до|медиана|median|number not) ", text), text
