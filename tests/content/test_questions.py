"""The shipped questions: what a loader cannot know. Balance of replies, figures, notices, the blueprint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from scripts.items_tables import PAGE, places_by_length, tables, with_tables
from suitability.domain.bank import Claim, ItemBank, Source
from suitability.domain.kinds import ChoiceItem, Item, RatingItem, SequenceItem, SituationItem
from suitability.domain.text import LocalizedText
from suitability.storage.bank_reader import read_bank

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ru", "en")
LONGEST_TO_SHORTEST = 1.25
NOTICE = (
    "This page includes information from the O*NET {release} Database by the U.S. Department of Labor,"
    " Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license."
    " O*NET® is a trademark of USDOL/ETA. suitability has modified all or some of this information."
    " USDOL/ETA has not approved, endorsed, or tested these modifications."
)
FIGURES: dict[str, dict[str, set[str]]] = {
    "respect": {"isp_review": {"2014"}},
    "stopgap": {"onet_29_3": {"2023", "35.6", "73"}, "metricnet_2020": {"2020", "40"}, "ten_signs": {"2020"}},
    "people": {"onet_29_3": {"2023", "21"}, "onet_29_3_interests": {"2023"}},
    "trends": {"onet_29_3": {"2023"}, "ten_signs": {"2020"}},
    "business": {"ten_signs": {"2020"}, "onet_29_3": {"2023"}},
    "stress": {"grandey_2004": {"198", "2004"}, "onet_18_1": {"2008", "2013"}, "ten_signs": {"2020"}},
    "recognition": {"onet_29_3_values": {"2008"}, "ten_signs": {"2020"}, "isp_review": {"2014"}},
    "self_control": {"ten_signs": {"2020"}, "onet_29_3": {"2022", "2023"}, "hulsheger_2011": {"95", "2011"}},
    "troubleshooting": {
        "onet_29_3": {"2023"},
        "mabe_west_1982": {"55", "1982", ".29"},
        "ten_signs": {"2020"},
    },
    "contact": {"onet_29_3": {"2023"}, "onet_18_1": {"2008"}, "ten_signs": {"2020"}},
}
"""Every number in the claims of a sign, by source, typed a second time from the evidence."""


@pytest.fixture(scope="module")
def bank() -> ItemBank:
    return read_bank(ROOT / "questions")


def texts_to_weigh(item: Item) -> Iterator[tuple[LocalizedText, float]]:
    """The replies or options of an item with their values."""
    if isinstance(item, SituationItem):
        yield from ((reply.text, reply.value) for reply in item.replies)
    if isinstance(item, ChoiceItem):
        yield from ((option.text, option.value) for option in item.options)


def numbers(text: str) -> set[str]:
    """Every number in a text, with a decimal point and without a leading zero before it."""
    found = re.findall(r"\d*[.,]\d+|\d+", text)
    return {re.sub(r"^0(?=\.)", "", number.replace(",", ".")) for number in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reply_gives_itself_away_by_its_length(bank: ItemBank, language: str) -> None:
    weighed = [[len(text.on(language)) for text, _ in texts_to_weigh(item)] for item in bank.items.values()]
    lengths = [row for row in weighed if row]
    assert len(lengths) == 16
    assert all(max(row) <= LONGEST_TO_SHORTEST * min(row) for row in lengths), lengths


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_reply_is_about_as_often_the_longest_as_any_other(bank: ItemBank, language: str) -> None:
    """Of 16 items with four replies each 4 are expected by chance; over 8 would be a hint to the reader."""
    rows = [list(texts_to_weigh(item)) for item in bank.items.values()]
    longest = 0
    for row in rows:
        if row:
            sizes = [len(text.on(language)) for text, _ in row]
            best = max(range(len(row)), key=lambda place: row[place][1])
            longest += sizes[best] == max(sizes)
    assert longest <= 8


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", [max, min], ids=["best", "worst"])
def test_length_says_nothing_about_the_best_or_worst_reply(
    bank: ItemBank, language: str, wanted: Callable[[Iterable[float]], float]
) -> None:
    """Places by length from 1 (longest) to 4, ties shared: 2.5 on average when length says nothing."""
    places = places_by_length(bank, language, wanted)
    assert len(places) == 16
    assert 2.0 <= mean(places) <= 3.0, places
    assert max(Counter(places).values()) <= 6, places


@pytest.mark.parametrize("form", ["quick", "full", "parallel"])
def test_the_best_reply_stands_at_every_place_about_equally_often(bank: ItemBank, form: str) -> None:
    rows = [[value for _, value in texts_to_weigh(bank.items[item])] for item in bank.order(form)]
    places = Counter(row.index(max(row)) for row in rows if row)
    assert max(places.values()) - min(places[place] for place in range(4)) <= 1
    best = [row.index(max(row)) for row in rows if row]
    assert sum(one == other for one, other in pairwise(best)) <= 1


def test_an_untouched_sequence_is_neither_good_nor_bad(bank: ItemBank) -> None:
    sequences = [item for item in bank.items.values() if isinstance(item, SequenceItem)]
    assert sequences
    for item in sequences:
        assert 0.4 <= item.key(tuple(step.id for step in item.steps)) <= 0.6


def test_expectation_items_belong_to_no_scale_and_the_other_items_to_one(bank: ItemBank) -> None:
    expectations = {"respect", "stopgap", "business", "recognition"}
    rating = [item for item in bank.items.values() if isinstance(item, RatingItem)]
    assert {item.sign for item in rating if item.scale is None} == expectations
    assert not expectations & {item.sign for item in rating if item.scale is not None}


def test_russian_statements_do_not_show_the_gender_of_the_reader(bank: ItemBank) -> None:
    """A past tense in the first person would: "пробовал" or "пробовала"."""
    past = re.compile(r"\b(?!сначала\b)\w+[аеиуыя]л(?:а|ся|ась)?\b", re.IGNORECASE)
    assert past.search("В последние месяцы пробовал новые программы")
    assert past.search("В последние месяцы училась сама")
    statements = [item.text.on("ru") for item in bank.items.values() if isinstance(item, RatingItem)]
    assert [text for text in statements if past.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_hold_the_figures_of_the_evidence_and_no_other(bank: ItemBank, language: str) -> None:
    for sign in bank.signs.values():
        found = {claim.source: numbers(claim.text.on(language)) for claim in sign.why}
        named = {source: figures for source, figures in found.items() if figures}
        assert named == FIGURES[sign.id], sign.id


def claims(bank: ItemBank) -> Iterator[Claim]:
    """Every claim of every sign."""
    for sign in bank.signs.values():
        yield from sign.why


def is_onet(source: Source) -> bool:
    """True for a source that needs the trademark's notice."""
    return source.id.startswith("onet_")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_onet_source_carries_the_notice_of_its_licence(bank: ItemBank, language: str) -> None:
    sources = [source for source in bank.sources.values() if is_onet(source)]
    assert len(sources) == 4
    for source in sources:
        release = source.id.removeprefix("onet_").split("_")[:2]
        assert source.notice == NOTICE.format(release=".".join(release))
        assert f"O*NET® {'.'.join(release)} Database, M" in source.title.on(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_that_name_onet_cite_it_with_the_trademark_sign(bank: ItemBank, language: str) -> None:
    named = [claim for claim in claims(bank) if "O*NET" in claim.text.on(language)]
    assert named
    for claim in named:
        assert is_onet(bank.sources[claim.source])
        assert claim.text.on(language).count("O*NET") == claim.text.on(language).count("O*NET®")


def test_every_source_is_cited_and_says_how_it_was_seen(bank: ItemBank) -> None:
    assert {claim.source for claim in claims(bank)} == set(bank.sources)
    assert {source.trust for source in bank.sources.values()} == {"read", "abstract", "second-hand"}


def test_the_blueprint_in_docs_shows_the_bank(bank: ItemBank) -> None:
    """The tables are those that scripts/items_tables.py writes, and no item of the bank is missing."""
    text = PAGE.read_text(encoding="utf-8")
    assert with_tables(text, tables(bank)) == text
    listed = re.findall(r"^\| ([A-Z]\d\d) ", text, re.MULTILINE)
    assert sorted(listed) == sorted(bank.items)


def test_the_writer_of_tables_needs_its_marks(bank: ItemBank) -> None:
    made = tables(bank)
    spoilt = PAGE.read_text(encoding="utf-8").replace("| S01 |", "| S99 |")
    assert with_tables(spoilt, made) == PAGE.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="unpack"):
        with_tables("a page without marks", made)
