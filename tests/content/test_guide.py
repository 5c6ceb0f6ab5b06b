"""The shipped guide: every topic and role in both languages, every figure with a source, nothing promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from suitability.domain.blocks import Items, Paragraph, Table, cited, figures, texts_of
from suitability.domain.handbook import Handbook
from suitability.services.guide_pages import GuidePage, Stock, guide_pages
from suitability.services.library import check_content, load_coaching, load_handbook
from suitability.storage.lint_texts import texts_of as localized_texts
from tests.services import samples

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ru", "en")
TOPICS = [
    *("crm_vendor", "isp_call_centre"),
    *("employer", "cv", "interview", "plan"),
    *("strain", "rights", "glossary"),
]
ROLES = [
    *("call_centre_operator", "service_desk_1", "service_desk_2", "product_support", "field_support"),
    *("network_support", "team_lead", "testing", "technical_writing", "implementation"),
    "system_administration",
]
NOTICE = "Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA."


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return load_handbook()


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(request: pytest.FixtureRequest, handbook: Handbook) -> tuple[GuidePage, ...]:
    """Return all pages in one language."""
    return guide_pages(
        Stock(samples.bank(), samples.guide(), handbook, load_coaching()), samples.words(request.param)
    )


def test_the_shipped_content_has_no_problem() -> None:
    assert check_content() == []


def test_every_topic_and_role_is_there_in_both_languages(handbook: Handbook) -> None:
    assert [topic.id for topic in handbook.topics] == TOPICS
    assert [role.id for role in handbook.roles] == ROLES
    assert [role.id for role in handbook.roles if not role.neighbour] == ROLES[:7]
    for language in LANGUAGES:
        assert sorted(handbook.chapters[language]) == sorted(TOPICS)
        assert all(len(blocks) >= 8 for blocks in handbook.chapters[language].values())


def test_pay_knows_the_roles_of_support_and_no_neighbours() -> None:
    assert [role.id for role in samples.guide().roles] == ROLES[:7]


def passages(handbook: Handbook, language: str) -> Iterator[tuple[str, str, bool]]:
    """Yield page, text and whether a source stands beside it: in the text, or right before its list."""
    for topic, blocks in handbook.chapters[language].items():
        before = ""
        for block in blocks:
            introduced = isinstance(block, (Items, Table)) and bool(cited(before))
            rows = (
                [" ".join(row) for row in (block.header, *block.rows)]
                if isinstance(block, Table)
                else list(texts_of(block))
            )
            for text in rows:
                yield topic, text, introduced or bool(cited(text))
            before = block.text if isinstance(block, Paragraph) else ""
    for role, profile in handbook.profiles.items():
        claims = {claim.text.on(language) for claim in profile.facts}
        claims |= {ask.reason.on(language) for ask in profile.asks if ask.source is not None}
        for _, localized in localized_texts(profile):
            said = localized.on(language)
            yield role, said, said in claims or bool(cited(said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_of_the_guide_is_without_a_source(handbook: Handbook, language: str) -> None:
    """A walk of its own over everything, beside the check of the reader."""
    found = [
        (page, text) for page, text, sourced in passages(handbook, language) if figures(text) and not sourced
    ]
    with_figures = [text for _, text, _ in passages(handbook, language) if figures(text)]

    assert len(with_figures) > 60
    assert found == []


def test_every_source_reference_resolves(handbook: Handbook) -> None:
    known = samples.bank().sources.keys() | samples.guide().sources.keys() | handbook.sources.keys()
    used = {
        source
        for language in LANGUAGES
        for _, text, _ in passages(handbook, language)
        for source in cited(text)
    }
    used |= {claim.source for profile in handbook.profiles.values() for claim in profile.facts}

    assert len(used) > 10
    assert used - known == set()


def test_what_goes_beyond_a_review_in_a_day_by_the_clock_is_called_composite(handbook: Handbook) -> None:
    for topic in ("crm_vendor", "isp_call_centre"):
        for language in LANGUAGES:
            blocks = handbook.chapters[language][topic]
            table = max(index for index, block in enumerate(blocks) if isinstance(block, Table))
            before = blocks[table - 1]
            assert isinstance(before, Paragraph)
            assert "composite" in cited(before.text)
            assert ("собирательная" if language == "ru" else "composite picture") in before.text


FACTS = {
    "isp_call_centre": ("2014", "3", "8:00", "17:30", "70", "0.75", "18:00", "6", "2", "10", "7", "11", "8.5",
                        "49.44", "54.42", "80", "23:00", "2013"),
    "crm_vendor": ("2020", "9:00", "2", "25", "35"),
    "strain": ("198", "10", "95", "0.39", "0.48", "77"),
    "employer": ("40", "52", "17", "4.39", "3.41", "97"),
    "interview": ("0.42", "0.19", "0.29"),
}  # fmt: skip
"""Figures copied a second time, from the reviews and from the research, not from the chapters."""


@pytest.mark.parametrize("topic", FACTS)
def test_the_facts_of_the_sources_were_carried_over(handbook: Handbook, topic: str) -> None:
    for language in LANGUAGES:
        blocks = handbook.chapters[language][topic]
        written = {one for block in blocks for text in texts_of(block) for one in figures(text, language)}
        assert set(FACTS[topic]) - written == set()


STYLES = {
    "call_centre_operator": ("4.57", "90", "4.67", "94", "96", "3.41", "92"),
    "service_desk_1": ("4.35", "76", "4.19", "62", "4.00", "77", "47", "32", "51"),
    "service_desk_2": ("84", "4.93", "4.35", "35.6", "73"),
    "network_support": ("4.25", "69", "4.23", "65", "3.50", "3.25", "3.64", "3.12", "90", "4.51"),
}
"""Importance and percentile as evidence.md 1.2-1.5 has them."""


@pytest.mark.parametrize("role", STYLES)
def test_the_figures_of_a_role_are_those_of_the_research(handbook: Handbook, role: str) -> None:
    for language in LANGUAGES:
        texts = [text.on(language) for _, text in localized_texts(handbook.profiles[role])]
        assert set(STYLES[role]) - {one for text in texts for one in figures(text, language)} == set()


def test_every_role_asks_something_on_each_scale_and_has_three_months(handbook: Handbook) -> None:
    for profile in handbook.profiles.values():
        assert {ask.scale for ask in profile.asks} == set(samples.bank().scales)
        assert len(profile.first_days) == 3
        assert profile.usual


def test_each_page_that_cites_the_occupational_data_prints_the_notice(pages: tuple[GuidePage, ...]) -> None:
    citing = [page for page in pages if any("O*NET" in source for source in page.sources)]

    assert len(citing) >= 12
    assert [page.id for page in citing if not any(NOTICE in source for source in page.sources)] == []
    for page in pages:
        text = " ".join(text for block in page.blocks for text in texts_of(block))
        assert not re.search(r"O\*NET(?!®)", text), page.id


PROMISES = re.compile(
    r"гарантир|обязательно получит|точно подой|идеальн|вам подходит|вы подходите"
    r"|guarantee|will certainly|perfect fit|right for you\b|you are suited",
    re.IGNORECASE,
)


def test_nothing_is_promised(pages: tuple[GuidePage, ...]) -> None:
    found = [
        (page.id, text)
        for page in pages
        for block in page.blocks
        for text in texts_of(block)
        if PROMISES.search(text) and "neither right nor wrong" not in text
    ]

    assert found == []
    assert PROMISES.search("Мы гарантируем работу")
    assert PROMISES.search("We guarantee a job")


def test_russian_pages_have_russian_quotes_and_the_letter_yo(handbook: Handbook) -> None:
    texts = [text for _, text, _ in passages(handbook, "ru")]

    assert [text for text in texts if re.search(r"[\"“”]", text)] == []
    assert [
        text for text in texts if re.search(r"\b(?:еще|ее|все еще|идет|дает|берет|учет|пойдет)\b", text)
    ] == []
    assert [text for text in texts if re.search(r"[а-яё] - [а-яё]", text)] == []


def test_the_conditions_have_the_ids_of_the_questions(handbook: Handbook) -> None:
    """The optional form on conditions numbers its questions W01 to W16; each stands here once."""
    items = [condition.item for condition in handbook.conditions.values()]

    assert items == [f"W{number:02}" for number in range(1, 17)]
