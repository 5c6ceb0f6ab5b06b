"""Response-quality indices against hand-worked answers and the algorithms of R's ``careless`` 1.2.2."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.bank import QualityRule
from suitability.domain.kinds import Answer, MostLeast
from suitability.domain.quality import (
    Level,
    Quality,
    answer_sd,
    assess_quality,
    fast_share,
    instructed_failed,
    level,
    longest_run,
    mean_answer,
)
from suitability.domain.session import Response
from tests.domain import toy

BANK = toy.bank()
ORDER = BANK.order("quick")
STATEMENTS = [item for item in ORDER if item[0] in "SPCTE"]
CODES = st.lists(st.integers(1, 5), min_size=2, max_size=60)
VARIED = (2, 4, 5, 1, 3, 4)


def varied(count: int = 24) -> list[int]:
    """Return codes without runs, with a mean near 3 and a wide spread."""
    return [VARIED[place % len(VARIED)] for place in range(count)]


def judge(codes: Sequence[int], times: Sequence[int | None] | None = None) -> Quality:
    """Return the quality of a sitting with these raw codes on the statements in order."""
    shown = times if times is not None else [5000] * len(codes)
    rows = zip(STATEMENTS[: len(codes)], codes, shown, strict=True)
    return assess_quality(BANK, ORDER, {item: Response(item, code, time) for item, code, time in rows})


def levels(quality: Quality) -> dict[str, Level]:
    return {signal.index: signal.level for signal in quality.signals}


def value(quality: Quality, index: str) -> float | None:
    return next(signal.value for signal in quality.signals if signal.index == index)


@given(CODES)
def test_longest_run_is_longstring_of_careless(codes: list[int]) -> None:
    """``careless::irv`` is R's ``sd`` of a row (n - 1): 1-5 has squares 4+1+0+1+4 = 10; root of 10 / 4."""
    assert longest_run(codes) == max(len(list(run)) for _, run in groupby(codes))


def test_longest_run_by_hand() -> None:
    assert longest_run([3, 3, 1, 1, 1, 3, 3]) == 3
    assert longest_run([4]) == 1
    assert longest_run([]) == 0


def test_answer_sd_is_irv_of_careless_by_hand() -> None:
    """``careless::irv`` is R's ``sd`` of a row (n - 1): 1-5 has squares 4+1+0+1+4 = 10, 10 / 4, root 1.58."""
    assert answer_sd([1, 2, 3, 4, 5]) == pytest.approx(2.5**0.5)


@given(CODES)
def test_answer_sd_in_other_words(codes: list[int]) -> None:
    """Second implementation: sum of squares minus the squared sum by n, over n - 1."""
    n = len(codes)
    expected = ((sum(code**2 for code in codes) - sum(codes) ** 2 / n) / (n - 1)) ** 0.5
    assert answer_sd(codes) == pytest.approx(expected, abs=1e-9)


@given(CODES)
def test_the_mean_answer_is_the_plain_mean_before_reversal(codes: list[int]) -> None:
    assert mean_answer(codes) == pytest.approx(statistics.mean(codes))


def test_fast_share_by_hand() -> None:
    """Under two seconds, not at two: 1999 and 0 of four are fast."""
    assert fast_share([1999, 2000, 0, 60_000], 2000) == 0.5


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, Level.NONE),
        (0.249, Level.NONE),
        (0.25, Level.SOFT),
        (0.49, Level.SOFT),
        (0.5, Level.STRONG),
        (1.0, Level.STRONG),
    ],
)
def test_levels_start_at_their_cuts(value: float, expected: Level) -> None:
    assert level(value, QualityRule(0.25, 0.5)) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.0, Level.STRONG), (0.25, Level.STRONG), (0.26, Level.SOFT), (0.5, Level.SOFT), (0.51, Level.NONE)],
)
def test_levels_of_an_index_of_which_low_is_bad(value: float, expected: Level) -> None:
    assert level(value, QualityRule(0.5, 0.25), low_is_bad=True) is expected


def test_a_missing_cut_is_never_reached_and_a_missing_value_is_unknown() -> None:
    assert level(1e9, QualityRule()) is Level.NONE
    assert level(5.0, QualityRule(soft=4.25)) is Level.SOFT
    assert level(5.0, QualityRule(strong=4.25)) is Level.STRONG
    assert level(None, QualityRule(0.0, 0.0)) is Level.UNKNOWN


def test_a_careful_sitting_gets_no_signal() -> None:
    quality = judge(varied())
    assert quality.interpretable
    assert quality.raised == ()
    assert levels(quality)["instructed_failed"] is Level.UNKNOWN  # the form asks for none


def test_one_option_for_everything_is_not_interpretable() -> None:
    """24 equal answers: run 24 (strong), SD 0 (strong)."""
    quality = judge([3] * 24)
    assert not quality.interpretable
    assert levels(quality)["longest_run"] is Level.STRONG
    assert levels(quality)["answer_sd"] is Level.STRONG
    assert value(quality, "answer_sd") == 0.0


def test_one_option_from_the_middle_on_is_not_interpretable() -> None:
    """The second half of 24 statements is a run of 12, where the strong level begins."""
    quality = judge([*varied(12)[:11], 2, *[5] * 12])
    assert value(quality, "longest_run") == 12
    assert levels(quality)["longest_run"] is Level.STRONG
    assert not quality.interpretable


def test_one_soft_signal_leaves_the_result_readable() -> None:
    """A run of 11 is soft."""
    quality = judge([*varied(12), 2, *[5] * 11])
    assert levels(quality)["longest_run"] is Level.SOFT
    assert [signal.index for signal in quality.raised] == ["longest_run"]
    assert quality.interpretable


def test_two_soft_signals_do_not() -> None:
    """Run of 11 fives and a mean of (13 x 4 + 11 x 5) / 24 = 4.46, above 4.25."""
    quality = judge([4, 4, 3, 5, 4, 4, 3, 5, 4, 4, 4, 5, 3, *[5] * 11])
    assert [signal.index for signal in quality.raised] == ["longest_run", "yes_saying"]
    assert not quality.interpretable


@pytest.mark.parametrize(
    ("fast", "expected", "interpretable"),
    [(5, Level.NONE, True), (6, Level.SOFT, True), (11, Level.SOFT, True), (12, Level.STRONG, False)],
)
def test_fast_answers(fast: int, expected: Level, interpretable: bool) -> None:
    """Of 24 answers 6 are a quarter and 12 a half."""
    quality = judge(varied(), [1500] * fast + [4000] * (24 - fast))
    assert levels(quality)["fast_share"] is expected
    assert quality.interpretable is interpretable


@pytest.mark.parametrize(
    ("fours", "fives", "expected"),
    [(18, 6, Level.SOFT), (19, 5, Level.NONE)],
)
def test_yes_saying_starts_at_its_cut(fours: int, fives: int, expected: Level) -> None:
    """18 x 4 + 6 x 5 = 102, by 24 is 4.25, the cut; one five fewer is 4.21."""
    assert levels(judge([4] * fours + [5] * fives))["yes_saying"] is expected
    assert levels(judge([4] * fours + [5] * fives))["no_saying"] is Level.NONE


@pytest.mark.parametrize(
    ("twos", "ones", "expected"),
    [(15, 9, Level.SOFT), (16, 8, Level.NONE), (0, 24, Level.SOFT)],
)
def test_no_saying_starts_at_its_cut_and_is_never_strong(twos: int, ones: int, expected: Level) -> None:
    """15 x 2 + 9 = 39, by 24 is 1.625, the cut; one "never" fewer is 1.67."""
    quality = judge([2] * twos + [1] * ones)
    assert levels(quality)["no_saying"] is expected
    assert levels(quality)["yes_saying"] is Level.NONE
    assert value(quality, "no_saying") == value(quality, "yes_saying")


def test_no_saying_and_a_run_together_are_not_interpreted() -> None:
    """Eleven ones, then 3 1 3 1 ... 2: mean (11 + 6 x 3 + 6 + 2) / 24 = 1.54 and a run of 11, both soft."""
    quality = judge([1] * 11 + [3, 1] * 6 + [2])
    assert [(signal.index, signal.level) for signal in quality.raised] == [
        ("longest_run", Level.SOFT),
        ("no_saying", Level.SOFT),
    ]
    assert not quality.interpretable


def test_times_that_were_not_measured_are_left_out() -> None:
    """9 measured times are fewer than ten: unknown. 10 are enough, whatever the rest."""
    assert levels(judge(varied(), [100] * 9 + [None] * 15))["fast_share"] is Level.UNKNOWN
    assert value(judge(varied(), [100] * 5 + [4000] * 5 + [None] * 14), "fast_share") == 0.5


def test_a_time_of_zero_is_a_time() -> None:
    assert value(judge(varied(), [0] * 24), "fast_share") == 1.0


def test_too_few_answers_make_every_rating_index_unknown() -> None:
    assert set(levels(judge([3] * 9)).values()) == {Level.UNKNOWN}
    assert judge([3] * 9).interpretable
    assert levels(judge([3] * 10))["longest_run"] is Level.SOFT


def test_omitted_answers_neither_break_nor_lengthen_a_run() -> None:
    codes = dict(zip(STATEMENTS, [*varied(12)[:11], 2, *[5] * 12], strict=True))
    answers: dict[str, Answer | None] = dict(codes) | {STATEMENTS[15]: None}
    quality = assess_quality(BANK, ORDER, toy.responses(answers))
    assert value(quality, "longest_run") == 11


def test_runs_follow_the_order_of_presentation_and_not_of_answering() -> None:
    given_codes = dict(zip(STATEMENTS, [1, 2] * 12, strict=True))
    by_code: dict[str, Answer | None] = {}
    for code in (1, 2):
        by_code |= {item: code for item, its_code in given_codes.items() if its_code == code}
    assert value(assess_quality(BANK, ORDER, toy.responses(by_code)), "longest_run") == 1


def test_tasks_and_their_times_do_not_count() -> None:
    """Only statements are timed: a task may be long, and is no rating."""
    base: dict[str, Answer | None] = dict(zip(STATEMENTS, varied(), strict=True))
    tasks: dict[str, Response] = {
        "J01": Response("J01", MostLeast("a", "b"), 10),
        "D02": Response("D02", "a", 10),
    }
    assert assess_quality(BANK, ORDER, toy.responses(base) | tasks) == judge(varied())


@pytest.mark.parametrize(
    ("answers", "failed", "expected"),
    [
        ({"A01": 2, "A02": 2}, 0, Level.NONE),
        ({"A01": 2, "A02": 5}, 1, Level.SOFT),
        ({"A01": 1, "A02": 3}, 2, Level.STRONG),
        ({"A01": 2}, 0, Level.NONE),
        ({"A01": None, "A02": 3}, 1, Level.SOFT),
        ({"A01": None}, None, Level.UNKNOWN),
        ({}, None, Level.UNKNOWN),
    ],
)
def test_instructed_items(answers: dict[str, Answer | None], failed: int | None, expected: Level) -> None:
    """One failed is soft, two are strong (evidence.md 9, rule 12); an omitted one is not a failed one."""
    order = BANK.order("long")
    assert instructed_failed(BANK, order, toy.responses(answers)) == failed
    assert levels(assess_quality(BANK, order, toy.responses(answers)))["instructed_failed"] is expected


def test_an_instructed_item_of_another_form_does_not_count() -> None:
    assert instructed_failed(BANK, ORDER, toy.responses({"A01": 5})) is None


@given(st.lists(st.integers(1, 5), min_size=24, max_size=24), st.integers(0, 20_000))
def test_signals_come_in_a_fixed_order_and_the_verdict_follows_from_them(codes: list[int], time: int) -> None:
    quality = judge(codes, [time] * 24)
    assert [signal.index for signal in quality.signals] == [
        "fast_share", "instructed_failed", "longest_run", "answer_sd", "yes_saying", "no_saying",
    ]  # fmt: skip
    found = [signal.level for signal in quality.signals]
    strong, soft = found.count(Level.STRONG), found.count(Level.SOFT)
    assert quality.interpretable == (strong == 0 and soft < 2)
