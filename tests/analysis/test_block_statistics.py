"""How the statements of a sign's own block hang together, against the same figures computed one by one."""

from __future__ import annotations

import csv
import io
import statistics
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

import pytest

from suitability.domain.assessment import assess
from suitability.domain.consistency import alpha, alpha_of_another_length, feldt_interval, mean_correlation
from suitability.domain.session import Response, Result
from suitability.services.item_listing import analysis_csv, analysis_lines, block_notes
from suitability.services.item_page import item_page
from suitability.services.item_statistics import Analysis, BlockSummary, analyse
from suitability.services.item_sums import block_items, summed
from suitability.services.library import load_words
from tests.analysis.people import bank, people, person, table

pytest.importorskip("polars")
pytest.importorskip("numpy")

BLOCKS = ("respect", "stopgap", "business", "recognition")
PEOPLE = people(400, careless=0.1)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """Return the analysis of everybody."""
    return analyse(bank(), summed(bank(), table(PEOPLE), "full"))


def block(found: Analysis, sign: str, language: str) -> BlockSummary:
    """Return the row of a block."""
    return next(row for row in found.blocks if (row.sign, row.language) == (sign, language))


def kept(language: str) -> list[Result]:
    """Return the interpretable results of a language."""
    return [one for one in PEOPLE if one.language == language and assess(bank(), one).quality.interpretable]


def whole(sign: str, language: str) -> list[list[float]]:
    """Return the keyed values of the people who answered every statement of a block, a list a statement."""
    items = block_items(bank(), "full", sign)
    rows: list[list[float]] = []
    for one in kept(language):
        given = [one.responses[item.id].answer for item in items if item.id in one.responses]
        found = [item.key(answer) for item, answer in zip(items, given, strict=False) if answer is not None]
        if len(found) == len(items):
            rows.append(found)
    return [list(column) for column in zip(*rows, strict=True)]


def test_the_four_expectations_have_a_block_and_no_other_sign_has() -> None:
    for form, size in (("full", 4), ("parallel", 4), ("quick", 1)):
        sizes = {sign: len(block_items(bank(), form, sign)) for sign in bank().signs}
        assert {sign for sign, number in sizes.items() if number} == set(BLOCKS)
        assert {sizes[sign] for sign in BLOCKS} == {size}


@pytest.mark.parametrize("sign", BLOCKS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_figures_of_a_block_are_those_computed_one_by_one(
    analysis: Analysis, sign: str, language: str
) -> None:
    row, columns = block(analysis, sign, language), whole(sign, language)
    size = len(columns)
    total = [sum(values) for values in zip(*columns, strict=True)]
    by_hand = size / (size - 1) * (1 - sum(map(statistics.variance, columns)) / statistics.variance(total))
    pairs = [statistics.correlation(a, b) for a, b in combinations(columns, 2)]

    assert (row.items, row.complete) == (4, len(total))
    assert len(total) > 100
    assert row.alpha is not None
    assert row.alpha.value == pytest.approx(by_hand)
    assert (row.alpha.low, row.alpha.high) == pytest.approx(feldt_interval(by_hand, len(total), 4))
    assert row.mean_r == pytest.approx(statistics.fmean(pairs))
    assert row.omega is not None
    assert row.omega.low is not None
    assert row.omega.high is not None
    assert row.omega.low < row.omega.value < row.omega.high


@pytest.mark.parametrize("sign", BLOCKS)
def test_mean_and_spread_are_those_of_the_index_that_reports_use(analysis: Analysis, sign: str) -> None:
    indices = [
        finding.index
        for one in kept("en")
        for finding in assess(bank(), one).findings
        if finding.sign == sign and finding.index is not None
    ]
    row = block(analysis, sign, "en")

    assert row.n == len(indices) >= row.complete
    assert row.mean == pytest.approx(statistics.fmean(indices))
    assert row.sd == pytest.approx(statistics.stdev(indices))


def test_each_statement_stands_beside_the_rest_of_its_block(analysis: Analysis) -> None:
    items = block_items(bank(), "full", "stopgap")
    columns = whole("stopgap", "ru")
    rows = {row.item: row for row in analysis.items if row.language == "ru"}
    for place, item in enumerate(items):
        others = [column for number, column in enumerate(columns) if number != place]
        rest = [sum(values) for values in zip(*others, strict=True)]
        left = 3 / 2 * (1 - sum(map(statistics.variance, others)) / statistics.variance(rest))
        assert rows[item.id].rest == pytest.approx(statistics.correlation(columns[place], rest))
        assert rows[item.id].alpha_without == pytest.approx(left)
    assert {row.item for row in rows.values() if row.block == "stopgap"} == {item.id for item in items}
    assert {row.block for row in rows.values() if row.scale is not None} == {None}
    assert rows["K05"].rest is None
    assert rows["K05"].block is None


def of_two_minds(number: int) -> Result:
    """Return a person whose first statement about thanks goes against the three others."""
    one, items = person(number, careless=0.0), block_items(bank(), "full", "recognition")
    high = number % 4 < 2
    steps = [1.0 if high == (place > 0) else 0.0 for place in range(len(items))]
    given = {
        item.id: Response(item.id, item.answer_with(value, 3), 4000)
        for item, value in zip(items, steps, strict=True)
    }
    return replace(one, responses=MappingProxyType({**one.responses, **given}))


def test_a_statement_that_goes_against_its_block_is_seen() -> None:
    found = analyse(bank(), summed(bank(), table([of_two_minds(number) for number in range(200)]), "full"))
    row = block(found, "recognition", "en")
    first = block_items(bank(), "full", "recognition")[0].id
    item = next(one for one in found.items if (one.item, one.language) == (first, "en"))

    assert row.alpha is not None
    assert row.alpha.value < 0.01
    assert item.rest == pytest.approx(-1.0)
    assert item.alpha_without == pytest.approx(1.0)


def test_one_statement_has_no_consistency_and_the_output_says_so() -> None:
    found = analyse(bank(), summed(bank(), table(people(60, "quick")), "quick"))

    assert {row.sign for row in found.blocks} == set(BLOCKS)
    assert {(row.items, row.alpha, row.omega, row.mean_r) for row in found.blocks} == {(1, None, None, None)}
    assert all(row.n == row.complete > 10 for row in found.blocks)
    for language in ("ru", "en"):
        words = load_words(language)
        assert block_notes([found], words) == [words("learning.items.block_single")]


def test_a_form_without_expectations_has_no_blocks() -> None:
    found = analyse(bank(), summed(bank(), table(people(20, "conditions")), "conditions"))

    assert found.blocks == ()
    assert block_notes([found], load_words("en")) == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_table_csv_and_page_have_the_blocks_with_what_they_can_tell(
    analysis: Analysis, language: str
) -> None:
    words = load_words(language)
    lines = list(analysis_lines(bank(), analysis, words))
    start = lines.index(words("learning.items.blocks"))
    shown = lines[start : lines.index("", start)]
    page = item_page(bank(), [analysis], words).sections[0]
    cells = [row for row in csv.DictReader(io.StringIO(analysis_csv([analysis]))) if row["table"] == "block"]

    assert len(shown) == 1 + 2 * 8
    assert max(map(len, shown)) <= 80
    assert [(row["block"], row["language"], row["items"]) for row in cells] == [
        (row.sign, row.language, "4") for row in analysis.blocks
    ]
    for summary, line, cell in zip(analysis.blocks, page.blocks, cells, strict=True):
        name = bank().signs[summary.sign].name.on(language)
        assert line.name == name
        assert any(name in one for one in shown)
        assert any(line.alpha.text in one and line.omega.text in one for one in shown)
        assert summary.omega is not None
        assert summary.mean_r is not None
        assert float(cell["omega"]) == pytest.approx(summary.omega.value, rel=1e-5)
        assert float(cell["mean_r"]) == pytest.approx(summary.mean_r, rel=1e-5)
    (note,) = page.block_notes
    assert [note] == block_notes([analysis], words)
    assert {"ru": "0,62", "en": "0.62"}[language] in note


def test_alpha_of_another_length_by_hand() -> None:
    """Two items with alpha .6 correlate .6 / 1.4 = 3/7; six of them reach 6 x 3 / (7 + 5 x 3) = 18/22."""
    assert alpha_of_another_length(0.6, 2, 6) == pytest.approx(18 / 22)
    assert alpha_of_another_length(18 / 22, 6, 2) == pytest.approx(0.6)
    assert alpha_of_another_length(0.8, 10, 10) == pytest.approx(0.8)
    equal = [[1.0 if a == b else 2 / 7 for b in range(4)] for a in range(4)]
    assert alpha_of_another_length(0.8, 10, 4) == pytest.approx(alpha(equal))


def test_the_mean_correlation_by_hand() -> None:
    """Correlations 2 / (2 x 2) = .5, 1 / (2 x 1) = .5 and -1 / (2 x 1) = -.5."""
    assert mean_correlation([[4.0, 2.0, 1.0], [2.0, 4.0, -1.0], [1.0, -1.0, 1.0]]) == pytest.approx(0.5 / 3)
    assert mean_correlation([[4.0]]) is None
    assert mean_correlation([[4.0, 0.0], [0.0, 0.0]]) is None
