"""The item analysis against the same figures computed the slow way, and planted differences."""

from __future__ import annotations

import csv
import io
import statistics
from collections import Counter
from dataclasses import replace
from types import MappingProxyType

import pytest

from suitability.domain.assessment import assess
from suitability.domain.kinds import MostLeast
from suitability.domain.session import Response, Result
from suitability.services.item_listing import FIELDS, analysis_csv, analysis_lines
from suitability.services.item_statistics import (
    Analysis,
    analyse,
    hedges_g,
    matched_difference,
    moments_of,
)
from suitability.services.item_sums import STEP_MS, option_counts, quantile, summed
from suitability.services.library import load_words
from tests.analysis.people import bank, people, person, table

polars = pytest.importorskip("polars")
pytest.importorskip("numpy")

PEOPLE = people(600, careless=0.1)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """Return the analysis of everybody."""
    return analyse(bank(), summed(bank(), table(PEOPLE), "full"))


def kept(language: str) -> list[Result]:
    """Return the interpretable results of a language."""
    return [one for one in PEOPLE if one.language == language and assess(bank(), one).quality.interpretable]


def answers(item: str, language: str) -> list[object]:
    """Return the answers to an item."""
    found = (one.responses.get(item) for one in kept(language))
    return [response.answer for response in found if response is not None and response.answer is not None]


def test_the_counts_of_people_are_right(analysis: Analysis) -> None:
    assert analysis.read == {"ru": 300, "en": 300}
    for language in ("ru", "en"):
        assert analysis.kept[language] == len(kept(language)) < 300
        assert analysis.refused[language] == 300 - len(kept(language))
        gaps = [
            any(item not in one.responses or one.responses[item].answer is None for item in one.order)
            for one in kept(language)
        ]
        assert analysis.partial[language] == sum(gaps)


def test_nobody_is_left_out_when_careless_results_are_wanted_too() -> None:
    found = analyse(bank(), summed(bank(), table(PEOPLE), "full", careless_too=True))

    assert found.kept == {"ru": 300, "en": 300}
    assert found.refused == {}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_item_figures_are_those_computed_one_by_one(analysis: Analysis, language: str) -> None:
    rows = {row.item: row for row in analysis.items if row.language == language}

    assert list(rows) == list(bank().order("full"))
    for item in ("S01", "S03", "E02", "A01", "K05"):
        given = [int(str(answer)) for answer in answers(item, language)]
        row, counted = rows[item], Counter(given)
        assert (row.n, row.missing) == (len(given), len(kept(language)) - len(given))
        assert row.mean == pytest.approx(statistics.fmean(given))
        assert row.sd == pytest.approx(statistics.stdev(given))
        for option, share in row.options.items():
            assert share == pytest.approx(counted[int(option)] / len(given))
    for item in ("D01", "J01"):
        given_values = [bank().items[item].key(answer) for answer in answers(item, language)]  # type: ignore[arg-type]
        assert rows[item].mean == pytest.approx(statistics.fmean(given_values))
        assert rows[item].sd == pytest.approx(statistics.stdev(given_values))


@pytest.mark.parametrize("item", ["P03", "C07"])
def test_the_rest_correlation_is_that_of_people_who_answered_the_whole_scale(
    analysis: Analysis, item: str
) -> None:
    scale = [one.id for one in bank().rating_items("full", str(getattr(bank().items[item], "scale", "")))]
    own: list[float] = []
    rest: list[float] = []
    for one in kept("ru"):
        values = []
        for name in scale:
            response = one.responses.get(name)
            if response is not None and response.answer is not None:
                values.append(bank().items[name].key(response.answer))
        if len(values) == len(scale):
            own.append(values[scale.index(item)])
            rest.append(sum(values) - own[-1])
    row = next(row for row in analysis.items if (row.item, row.language) == (item, "ru"))
    summary = next(
        s for s in analysis.scales if item in scale and s.items == len(scale) and s.language == "ru"
    )

    assert len(own) > 100
    assert row.rest == pytest.approx(statistics.correlation(own, rest))
    assert summary.complete <= summary.n


def test_scale_scores_are_those_of_the_domain(analysis: Analysis) -> None:
    for summary in analysis.scales:
        found = [
            score.pomp
            for one in kept(summary.language)
            for score in assess(bank(), one).scores
            if score.scale == summary.scale and score.pomp is not None
        ]
        assert summary.n == len(found)
        assert summary.mean == pytest.approx(statistics.fmean(found))
        assert summary.sd == pytest.approx(statistics.stdev(found))
        assert summary.alpha is not None
        assert summary.omega is not None
        assert summary.reliability is not None
        assert summary.reliability[1] == min(summary.alpha.value, summary.omega.value)


def test_times_are_right_to_their_step(analysis: Analysis) -> None:
    row = next(row for row in analysis.items if (row.item, row.language) == ("S01", "en"))
    found = (one.responses.get("S01") for one in kept("en"))
    times = sorted(one.elapsed_ms for one in found if one is not None and one.elapsed_ms is not None)

    assert row.timed == len(times)
    assert row.median == pytest.approx(times[(len(times) - 1) // 2], abs=STEP_MS)
    assert row.quartile_low == pytest.approx(times[(len(times) - 1) // 4], abs=STEP_MS + 60)


def test_quantiles_of_nothing_and_of_one_time() -> None:
    assert quantile(Counter(), 0.5) is None
    assert quantile(Counter({100: 1}), 0.5) == 100 * STEP_MS + STEP_MS / 2


def test_options_of_tasks_are_counted_reply_by_reply() -> None:
    assert option_counts(bank(), "S01", Counter({"2": 3, "5": 1})) == {"1": 0, "2": 3, "3": 0, "4": 0, "5": 1}
    situation = option_counts(bank(), "J01", Counter({"a/b": 2, "b/a": 1}))
    assert (situation["+a"], situation["-b"], situation["+b"], situation["-c"]) == (2, 2, 1, 0)
    steps = [step.id for step in getattr(bank().items["D01"], "steps", ())]
    assert sum(option_counts(bank(), "D01", Counter({">".join(steps): 4})).values()) == 4


# ---- languages ----


def shifted(number: int) -> Result:
    """Return a person whose English answers to P01 are one step higher, at equal patience."""
    one = person(number, careless=0.0)
    answer = one.responses["P01"].answer if "P01" in one.responses else None
    if one.language == "ru" or not isinstance(answer, int):
        return one
    raised = Response("P01", min(5, answer + 1), 5000)
    return replace(one, responses=MappingProxyType({**one.responses, "P01": raised}))


def test_an_item_that_is_easier_in_one_language_stands_out_from_its_scale() -> None:
    found = analyse(bank(), summed(bank(), table([shifted(number) for number in range(1200)]), "full"))
    rows = {row.item: row for row in found.differences if row.item is not None}
    planted, rest = (
        rows["P01"],
        [row for name, row in rows.items() if name != "P01" and row.scale == "patience"],
    )

    assert {row.reference for row in found.differences} == {"ru"}
    assert planted.matched is not None
    assert planted.matched.low is not None
    assert planted.matched.low > 0.4
    assert all(row.matched is not None and abs(row.matched.value) < 0.4 for row in rest)
    assert [row.item for row in found.differences if row.item is None] == [None] * 4


def plainer(number: int) -> Result:
    """Return a person who in English never thinks the invented term K13 known, and always E03 right."""
    one = person(number, careless=0.0)
    if one.language == "ru":
        return one
    given = {"K13": 1, "E03": 5}
    changed = {name: Response(name, given[name], 4000) for name in given if name in one.responses}
    return replace(one, responses=MappingProxyType({**one.responses, **changed}))


def test_items_outside_the_scales_are_compared_by_keyed_value_each_of_them_once() -> None:
    """An invented term that nobody claims is keyed high, agreeing with a reversed view low."""
    found = analyse(bank(), summed(bank(), table([plainer(number) for number in range(400)]), "full"))
    rows = [row for row in found.differences if row.scale is None]
    lone = [name for name in bank().order("full") if getattr(bank().items[name], "scale", None) is None]
    by_item = {row.item: row.standardised for row in rows}
    assert [row.item for row in rows] == lone
    assert all(row.matched is None for row in rows)
    invented, expectation = by_item["K13"], by_item["E03"]
    assert invented is not None
    assert invented.low is not None
    assert invented.low > 0.3
    assert expectation is not None
    assert expectation.high is not None
    assert expectation.high < -1.0
    text = "\n".join(analysis_lines(bank(), found, load_words("en")))
    assert text.count("Outside the scales") == 1
    assert [line for line in text.splitlines() if line.startswith("  K13  en")] != []


def test_hedges_g_by_hand() -> None:
    """Means 1 and 2, SD 1 each, 10 people each: g = 1 x (1 - 3 / 71)."""
    low = Counter({0.0: 5, 2.0: 5})
    high = Counter({1.0: 5, 3.0: 5})
    n, mean, sd = moments_of(low)
    found = hedges_g(low, high)

    assert (n, mean) == (10, 1.0)
    assert sd is not None
    assert found is not None
    assert found.value == pytest.approx(1.0 / sd * (1 - 3 / 71))
    assert found.low is not None
    assert found.low < found.value
    assert hedges_g(Counter({1.0: 5}), Counter({1.0: 5})) is None
    assert hedges_g(Counter({1.0: 1}), low) is None


def test_the_matched_difference_by_hand() -> None:
    """Two rest scores, differences 1 and 0, weights 5 and 10 / 3: (5 x 1 + 0) / (5 + 10 / 3) = .6."""
    ours = {3: (10, 10, 14), 7: (5, 10, 22), 9: (8, 8, 9)}
    theirs = {3: (10, 20, 44), 7: (10, 20, 44)}
    found = matched_difference(ours, theirs)

    assert found is not None
    assert found.value == pytest.approx(0.6)
    assert found.low is not None
    assert found.low < 0.6 < (found.high or 0)
    assert matched_difference(ours, {}) is None
    assert matched_difference({1: (1, 2, 4)}, {1: (9, 9, 9)}) is None


# ---- as text ----


def test_the_csv_has_a_row_for_every_figure(analysis: Analysis) -> None:
    rows = list(csv.DictReader(io.StringIO(analysis_csv([analysis]))))

    assert tuple(rows[0]) == FIELDS
    assert Counter(row["table"] for row in rows) == {
        "scale": 8,
        "block": 8,
        "item": 2 * len(bank().order("full")),
        "difference": 4 + len(bank().order("full")),
    }
    first = next(row for row in rows if row["item"] == "S01" and row["language"] == "ru")
    own = next(row for row in analysis.items if (row.item, row.language) == ("S01", "ru"))
    assert float(first["mean"]) == pytest.approx(own.mean, rel=1e-5)
    assert "," not in first["options"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_listing_names_every_item_and_fits_the_terminal(analysis: Analysis, language: str) -> None:
    lines = list(analysis_lines(bank(), analysis, load_words(language)))
    text = "\n".join(lines)

    assert [item for item in bank().order("full") if f"\n{item} " not in text] == []
    assert "{" not in text
    tables = [line for line in lines if line[:1].isupper() and line[1:3].isdigit()]
    assert len(tables) == 2 * len(bank().order("full"))
    assert max(map(len, tables)) <= 80
    assert ("0,8" in text) == (language == "ru")


def test_a_form_without_scales_has_items_only() -> None:
    found = analyse(bank(), summed(bank(), table(people(20, "conditions")), "conditions"))

    assert found.scales == ()
    assert {row.scale for row in found.differences} == {None}
    assert len({row.item for row in found.items}) == 16


def test_answers_of_every_shape_survive_the_table() -> None:
    """Otherwise options of tasks would be counted for fewer people than answered."""
    one = person(1)
    tasks = [item for item, r in one.responses.items() if isinstance(r.answer, MostLeast | tuple)]
    rows = analyse(bank(), summed(bank(), table([one, person(3)]), "full", careless_too=True)).items

    assert tasks
    assert all(row.n >= 1 for row in rows if row.item in tasks)
