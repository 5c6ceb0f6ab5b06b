"""Scores, ranges, zones, borders and differences by hand. Toy SEM: 8 with five answers, 10 with four."""

from __future__ import annotations

import math
import statistics
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.bank import ZoneRule
from suitability.domain.scoring import (
    Change,
    Comparison,
    ScaleScore,
    Zone,
    band,
    border_of,
    compare,
    differs,
    reliable_change,
    score_scale,
    score_scales,
    zone_of,
)
from tests.domain import toy

BANK = toy.bank()
RULE = ZoneRule(low_below=40, high_above=75, border_sems=1)
STRESS = ("S01", "S02", "S03", "S04", "S05")  # 02 and 04 reversed


def stress(codes: tuple[int | None, ...]) -> ScaleScore:
    """Return the stress score for codes on S01-S05 (None: omitted)."""
    answers = dict(zip(STRESS, codes, strict=True))
    return score_scale(BANK, "quick", "stress_tolerance", toy.responses(answers))


def score(name: str, pomp: float, sem: float = 8.0) -> ScaleScore:
    """Return a score with nothing but a value and its error."""
    return ScaleScore(name, 5, 5, pomp=pomp, sem=sem)


def test_pomp_by_hand() -> None:
    """Codes 4, 2, 5, 1, 3: keyed 3/4, 1 - 1/4 = 3/4, 1, 1 - 0 = 1, 2/4: sum 4, mean .8, POMP 80.

    Range with SEM 8: 80 +- 1.645 x 8 = 80 +- 13.16: 66.84 to 93.16. Cut 75 is 5 away, within 8: border.
    """
    found = stress((4, 2, 5, 1, 3))
    assert (found.answered, found.total, found.pomp, found.sem) == (5, 5, 80.0, 8.0)
    assert found.low == pytest.approx(66.84)
    assert found.high == pytest.approx(93.16)
    assert (found.zone, found.near, found.on_border) == (Zone.HIGH, Zone.MIDDLE, True)


@given(st.tuples(*[st.integers(1, 5)] * 5))
def test_pomp_is_the_percent_of_the_maximum_possible(codes: tuple[int, ...]) -> None:
    """Second implementation, from raw sums (6 - code if reversed): 100 x (sum - min) / (max - min)."""
    raw = sum(6 - code if place in {1, 3} else code for place, code in enumerate(codes))
    expected = 100 * (raw - 5) / (25 - 5)
    found = stress(codes)
    assert found.pomp == pytest.approx(expected)
    assert found.low is not None
    assert found.high is not None
    assert found.pomp is not None
    assert 0 <= found.low <= found.pomp <= found.high <= 100


@given(st.tuples(*[st.integers(1, 5)] * 5))
def test_answering_the_other_way_round_mirrors_the_score(codes: tuple[int, ...]) -> None:
    there, back = stress(codes).pomp, stress(tuple(6 - code for code in codes)).pomp
    assert there is not None
    assert back == pytest.approx(100 - there)


def test_one_omitted_answer_leaves_a_score_with_a_larger_error() -> None:
    """Keyed 3/4, 3/4, 1, 1 without S05: mean 3.5 / 4 = .875; the SEM of four answers is 10."""
    found = stress((4, 2, 5, 1, None))
    assert (found.answered, found.pomp, found.sem) == (4, 87.5, 10.0)


def test_two_omitted_answers_leave_no_score() -> None:
    """Four fifths of five are four; three are too few."""
    assert stress((4, 2, 5, None, None)) == ScaleScore("stress_tolerance", 3, 5)


def test_an_item_never_reached_counts_like_an_omitted_one() -> None:
    answers = {"S01": 4, "S02": 2, "S03": 5}
    assert score_scale(BANK, "quick", "stress_tolerance", toy.responses(answers)).answered == 3


def test_the_lowest_score_is_a_score() -> None:
    """0 is an answer: keyed values are all 0, the range is clipped at 0."""
    found = stress((1, 5, 1, 5, 1))
    assert (found.pomp, found.low, found.zone) == (0.0, 0.0, Zone.LOW)
    assert found.high == pytest.approx(13.16)


def test_no_stored_error_means_no_score() -> None:
    """A number without its range appears nowhere."""
    bare = toy.with_sign_items("stress", tuple(toy.rating(name) for name in STRESS))
    found = score_scale(bare, "one", "stress_tolerance", toy.responses(dict.fromkeys(STRESS, 3)))
    assert (found.answered, found.pomp, found.low, found.zone) == (5, None, None, None)


def test_scores_come_in_the_order_of_the_scales() -> None:
    scores = score_scales(BANK, "quick", toy.responses(toy.keyed_codes(BANK, "quick", 0.75)))
    assert [found.scale for found in scores] == list(toy.SCALES.values())
    assert [found.pomp for found in scores] == [75.0] * 4


@given(st.tuples(*[st.integers(1, 5)] * 4), st.tuples(*[st.integers(1, 5)] * 4))
def test_expectations_move_no_scale(first: tuple[int, ...], second: tuple[int, ...]) -> None:
    """Signs 1, 2, 5 and 7 stand outside the four scores (evidence.md 9, rule 25)."""
    same = toy.keyed_codes(BANK, "quick", 0.25)
    one = score_scales(BANK, "quick", toy.responses(same | dict(zip(toy.EXPECTATIONS, first, strict=True))))
    two = score_scales(BANK, "quick", toy.responses(same | dict(zip(toy.EXPECTATIONS, second, strict=True))))
    assert one == two


def test_answers_on_one_scale_move_no_other() -> None:
    """Tech interest never lowers another scale (evidence.md 9, rule 26)."""
    low = toy.keyed_codes(BANK, "quick", 0.0)
    high = low | {name: code for name, code in toy.keyed_codes(BANK, "quick", 1.0).items() if name[0] == "T"}
    before, after = (score_scales(BANK, "quick", toy.responses(codes)) for codes in (low, high))
    assert before[:3] == after[:3]
    assert (before[3].pomp, after[3].pomp) == (0.0, 100.0)


@pytest.mark.parametrize(
    ("pomp", "expected"),
    [
        (0.0, Zone.LOW),
        (39.999, Zone.LOW),
        (40.0, Zone.MIDDLE),
        (75.0, Zone.MIDDLE),
        (75.001, Zone.HIGH),
        (100.0, Zone.HIGH),
    ],
)
def test_zones_at_and_next_to_each_cut(pomp: float, expected: Zone) -> None:
    assert zone_of(pomp, RULE) is expected


@pytest.mark.parametrize(
    ("pomp", "expected"),
    [
        (31.9, None),  # 8.1 below the cut
        (32.0, Zone.MIDDLE),  # exactly one SEM below
        (39.9, Zone.MIDDLE),
        (40.0, Zone.LOW),  # on the cut: "workable", could as well be low
        (48.0, Zone.LOW),
        (48.1, None),
        (66.9, None),
        (67.0, Zone.HIGH),
        (75.0, Zone.HIGH),
        (75.1, Zone.MIDDLE),
        (83.0, Zone.MIDDLE),
        (83.1, None),
    ],
)
def test_the_border_reaches_one_sem_to_either_side_of_a_cut(pomp: float, expected: Zone | None) -> None:
    """SEM 8: borders 32-48 and 67-83."""
    assert border_of(pomp, 8.0, RULE) is expected


@given(st.floats(0, 100), st.floats(0.1, 30))
def test_the_border_rule_in_other_words(pomp: float, sem: float) -> None:
    """Second implementation: list the neighbours across each cut within one SEM and take the nearer cut."""
    around = [
        (abs(pomp - 40), Zone.MIDDLE if pomp < 40 else Zone.LOW),
        (abs(pomp - 75), Zone.MIDDLE if pomp > 75 else Zone.HIGH),
    ]
    near = [pair for pair in around if pair[0] <= sem]
    assert border_of(pomp, sem, RULE) is (min(near, key=lambda pair: pair[0])[1] if near else None)


def test_the_range_uses_the_normal_quantile_and_is_clipped() -> None:
    """Second implementation: statistics.NormalDist; 1.645 is its .95 quantile to three decimals."""
    quantile = statistics.NormalDist().inv_cdf(0.95)
    assert BANK.rules.band_z == pytest.approx(quantile, abs=5e-4)
    assert band(50, 10, quantile) == pytest.approx((33.551, 66.449), abs=1e-3)
    assert band(5, 10, 1.645) == pytest.approx((0.0, 21.45))
    assert band(95, 10, 1.645) == pytest.approx((78.55, 100.0))


def test_a_difference_counts_from_z_root_two_sem() -> None:
    """By hand: 1.645 x sqrt(2) x 8 = 18.611. 60 and 41.4 differ by 18.6: no; 60 and 41.38 by 18.62: yes."""
    assert not differs(score("a", 60), score("b", 41.4), 1.645)
    assert differs(score("a", 60), score("b", 41.38), 1.645)
    assert differs(score("b", 41.38), score("a", 60), 1.645)


def test_unequal_errors_add_as_squares() -> None:
    """By hand: 1.645 x sqrt(6^2 + 8^2) = 1.645 x 10 = 16.45."""
    assert differs(score("a", 50, 6), score("b", 66.46, 8), 1.645)
    assert not differs(score("a", 50, 6), score("b", 66.44, 8), 1.645)


def test_an_unknown_score_differs_from_nothing() -> None:
    unknown = ScaleScore("x", 2, 5)
    assert not differs(unknown, score("a", 90), 1.645)
    assert not differs(score("a", 90), unknown, 1.645)


def test_strongest_and_weakest_are_named_when_they_differ_clearly() -> None:
    scores = (score("a", 80), score("b", 60), score("c", 65), score("d", 40))
    assert compare(scores, 1.645) == Comparison("a", "d")


def test_scores_that_lie_close_have_no_strongest() -> None:
    assert compare((score("a", 60), score("b", 55), score("c", 50)), 1.645) == Comparison(None, None)


def test_a_shared_top_has_no_strongest_but_a_weakest() -> None:
    assert compare((score("a", 80), score("b", 80), score("c", 40)), 1.645) == Comparison(None, "c")


def test_a_shared_bottom_has_no_weakest_but_a_strongest() -> None:
    assert compare((score("a", 80), score("b", 40), score("c", 40)), 1.645) == Comparison("a", None)


def test_two_shared_ends_name_nobody() -> None:
    scores = (score("a", 80), score("b", 80), score("c", 40), score("d", 40))
    assert compare(scores, 1.645) == Comparison(None, None)


def test_unknown_scales_are_left_out_of_the_comparison() -> None:
    unknown = ScaleScore("x", 0, 5)
    assert compare((unknown, score("a", 90), score("b", 20)), 1.645) == Comparison("a", "b")
    assert compare((unknown, score("a", 90)), 1.645) == Comparison(None, None)
    assert compare((unknown,), 1.645) == Comparison(None, None)


@given(st.lists(st.integers(0, 20), min_size=2, max_size=5))
def test_comparison_in_other_words(steps: list[int]) -> None:
    """Second implementation: sort, look at the two ends, count who shares them."""
    values = [5.0 * step for step in steps]
    scores = tuple(score(str(place), value) for place, value in enumerate(values))
    clear = max(values) - min(values) >= 1.645 * math.sqrt(2) * 8
    top = [found.scale for found in scores if found.pomp == max(values)]
    bottom = [found.scale for found in scores if found.pomp == min(values)]
    expected = Comparison(
        top[0] if clear and len(top) == 1 else None, bottom[0] if clear and len(bottom) == 1 else None
    )
    assert compare(scores, 1.645) == expected


def test_reliable_change_by_hand() -> None:
    """Jacobson & Truax: 1.96 x sqrt(2) x 8 = 22.17. +22 is within error, +23 is not; sign kept."""
    assert reliable_change(score("a", 50), score("a", 72), 1.96) == Change("a", 22, reliable=False)
    assert reliable_change(score("a", 50), score("a", 73), 1.96) == Change("a", 23, reliable=True)
    assert reliable_change(score("a", 73), score("a", 50), 1.96) == Change("a", -23, reliable=True)


def test_a_change_needs_two_scores() -> None:
    assert reliable_change(ScaleScore("a", 0, 5), score("a", 50), 1.96) is None
    assert reliable_change(score("a", 50), ScaleScore("a", 0, 5), 1.96) is None


def test_errors_are_assumed_until_a_norm_group_stands_behind_them() -> None:
    normed = replace(BANK, norms={"group": toy.norm_group("quick", "ru")})

    assert BANK.assumed("quick", "ru")
    assert BANK.assumed("nothing", "ru")
    assert not normed.assumed("quick", "ru")
    assert normed.assumed("quick", "en")
    assert normed.assumed("long", "ru")


def test_a_norm_group_brings_its_own_error_to_its_own_form_and_language() -> None:
    normed = replace(BANK, norms={"group": toy.norm_group("quick", "ru")})
    answers = toy.responses(dict.fromkeys(STRESS, 4))

    measured = score_scale(normed, "quick", "stress_tolerance", answers, "ru")
    elsewhere = score_scale(normed, "quick", "stress_tolerance", answers, "en")

    assert (measured.sem, elsewhere.sem) == (6.0, 8.0)
    assert measured.pomp == elsewhere.pomp
    assert measured.low == pytest.approx((measured.pomp or 0) - 1.645 * 6)


def test_a_stored_error_is_found_by_scale_and_count() -> None:
    stored = BANK.errors["quick"]
    assert stored.sem("patience", 4) == 10.0
    assert stored.sem("patience", 3) is None
    assert stored.sem("nothing", 5) is None
