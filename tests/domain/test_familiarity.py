"""Telling real terms from invented ones: by hand, by a published example, and by properties."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.bank import Form, ItemBank, Part, QualityRule
from suitability.domain.familiarity import Familiarity, d_prime, familiarity
from suitability.domain.kinds import Answer, FamiliarityItem
from suitability.domain.quality import Level, Signal, assess_quality
from suitability.domain.session import Response
from suitability.domain.signs import Finding, Status, find
from tests.domain import toy

REAL = [f"R{n:02}" for n in range(12)]
INVENTED = [f"V{n}" for n in range(4)]
ITEMS = {
    name: FamiliarityItem(name, "familiarity", toy.say(name), "trends", real=name in REAL)
    for name in [*REAL, *INVENTED]
}
CODES = st.integers(1, 3)


def responses(codes: dict[str, Answer | None]) -> dict[str, Response]:
    return {item: Response(item, answer) for item, answer in codes.items()}


def answers(real: list[int], invented: list[int]) -> dict[str, Answer | None]:
    return dict(zip([*REAL, *INVENTED], [*real, *invented], strict=True))


def judged(real: list[int], invented: list[int]) -> Familiarity:
    found = familiarity(list(ITEMS.values()), responses(answers(real, invented)), 0.75)
    assert found is not None
    return found


def test_with_as_many_of_both_it_is_the_rule_of_hautus() -> None:
    """The example of ``statpsych::signal(82, 46, 100, 100)`` in its manual: d' = 1.002793."""
    assert d_prime(82, 100, 46, 100) == pytest.approx(1.002793, abs=5e-7)


def test_index_by_hand() -> None:
    """6 explained, 4 heard of, 2 new: 8 of 12. One invented heard of: 0.5 of 4. Share of real terms .75.

    Hit rate (8 + .75) / 13.5 = .648148, false-alarm rate (.5 + .25) / 4.5 = .166667; their normal quantiles
    are .380319 and -.967422, so d' = 1.347741. The most that can be had is 2 x z(12.75 / 13.5) = 3.186437.
    """
    found = judged([3] * 6 + [2] * 4 + [1] * 2, [2, 1, 1, 1])
    assert (found.real, found.invented) == (12, 4)
    assert found.hits == pytest.approx(8 / 12)
    assert found.false_alarms == 0.125
    assert found.discrimination == pytest.approx(1.347741, abs=1e-5)
    assert found.value == pytest.approx(1.347741 / 3.186437, abs=1e-5)


@pytest.mark.parametrize("code", [1, 2, 3])
def test_the_same_answer_to_everything_tells_nothing_apart(code: int) -> None:
    found = judged([code] * 12, [code] * 4)
    assert found.discrimination == pytest.approx(0.0, abs=1e-12)
    assert found.value == 0.0


def test_the_ends_of_the_range() -> None:
    assert judged([3] * 12, [1] * 4).value == 1.0
    assert judged([1] * 12, [3] * 4).value == 0.0
    assert judged([1] * 12, [3] * 4).discrimination < -3.0


def test_over_claiming_costs_what_knowing_has_earned() -> None:
    """All real terms and half of the invented: the value of half of the real terms and no invented one."""
    assert judged([3] * 12, [3, 3, 1, 1]).value == pytest.approx(0.5)
    assert judged([3] * 6 + [1] * 6, [1] * 4).value == pytest.approx(0.5)


@given(st.lists(CODES, min_size=12, max_size=12), st.lists(CODES, min_size=4, max_size=4))
def test_a_second_implementation_agrees(real: list[int], invented: list[int]) -> None:
    z = NormalDist().inv_cdf
    hits, alarms = sum((code - 1) / 2 for code in real), sum((code - 1) / 2 for code in invented)
    expected = z((hits + 12 / 16) / (12 + 24 / 16)) - z((alarms + 4 / 16) / (4 + 8 / 16))
    found = judged(real, invented)
    assert found.discrimination == pytest.approx(expected)
    assert 0.0 <= found.value <= 1.0


@given(st.lists(CODES, min_size=12, max_size=12), st.lists(CODES, min_size=4, max_size=4), st.integers(0, 15))
def test_knowing_more_never_lowers_and_claiming_more_never_raises(
    real: list[int], invented: list[int], place: int
) -> None:
    before = judged(real, invented).discrimination
    if place < 12:
        more = [*real[:place], min(3, real[place] + 1), *real[place + 1 :]]
        assert judged(more, invented).discrimination >= before
    else:
        at = place - 12
        more = [*invented[:at], min(3, invented[at] + 1), *invented[at + 1 :]]
        assert judged(real, more).discrimination <= before


@pytest.mark.parametrize(
    ("skipped", "known"),
    [((), True), ((*REAL[:3], "V0"), True), (tuple(REAL[:4]), False), (("V0", "V1"), False)],
)
def test_three_quarters_of_both_sorts_are_needed(skipped: tuple[str, ...], known: bool) -> None:
    codes = answers([3] * 12, [1] * 4) | dict.fromkeys(skipped)
    found = familiarity(list(ITEMS.values()), responses(codes), 0.75)
    assert (found is not None) is known


def test_without_terms_there_is_nothing_to_say() -> None:
    bank = toy.bank()
    items = [bank.items[item] for item in bank.order("quick")]
    assert familiarity(items, {}, 0.75) is None


# ---- in the sign and in the response quality ----


def bank_with_terms(rule: QualityRule | None = None) -> ItemBank:
    """Return the toy bank with a form of the five ratings of ``tech_interest`` and the sixteen terms."""
    bank = toy.bank()
    sign = replace(bank.signs["trends"], measured_by=("rating", "familiarity"))
    names = ("T01", "T02", "T03", "T04", "T05", *ITEMS)
    form = Form("terms", toy.say("-"), toy.say("-"), 1, 1, (Part("all", toy.say("-"), names),))
    return replace(
        bank,
        items={**bank.items, **ITEMS},
        forms={**bank.forms, "terms": form},
        signs={**bank.signs, "trends": sign},
        rules=replace(bank.rules, quality=replace(bank.rules.quality, overclaiming=rule)),
    )


def trends(codes: dict[str, Answer | None]) -> Finding:
    bank = bank_with_terms()
    return find(bank, "terms", bank.signs["trends"], responses(codes))


RATED: dict[str, Answer | None] = {"T01": 2, "T02": 4, "T03": 2, "T04": 4, "T05": 2}
"""T02 and T04 are reversed: values 1/4, 1/4, 1/4, 1/4, 1/4."""


def test_the_terms_count_as_one_item_of_the_sign() -> None:
    """Five ratings of 1/4 and a term value of 1: index (5 x 1/4 + 1) / 6 = .375; without the terms .25."""
    found = trends(RATED | answers([3] * 12, [1] * 4))
    assert (found.index, found.status) == (0.375, Status.RAISED)
    assert (found.answered, found.total, found.provisional) == (6, 6, False)
    assert found.terms is not None
    assert found.terms.value == 1.0
    assert {one.item for one in found.evidence} == set(RATED)


def test_the_pivot_keeps_the_terms_in_the_index() -> None:
    """Index .375; one more quarter gives 2.5 / 6 = .41667, no longer raised."""
    pivot = trends(RATED | answers([3] * 12, [1] * 4)).pivot
    assert pivot is not None
    assert (pivot.item, pivot.answer, pivot.status) == ("T01", 3, Status.THOUGHT)


def test_skipped_terms_leave_the_sign_to_the_ratings() -> None:
    found = trends(dict(RATED))
    assert (found.index, found.answered, found.total, found.terms) == (0.25, 5, 6, None)


def test_claims_of_invented_terms_are_a_soft_signal() -> None:
    """Two of four claimed in full is one half, the cut."""
    bank = bank_with_terms(QualityRule(soft=0.5))
    order = bank.order("terms")
    for claimed, expected in (([3, 3, 1, 1], Level.SOFT), ([3, 2, 1, 1], Level.NONE)):
        quality = assess_quality(bank, order, responses(answers([3] * 12, claimed)))
        value = sum(code - 1 for code in claimed) / 8
        assert quality.signals[-1] == Signal("overclaiming", value, expected)
        assert quality.interpretable


def test_a_form_without_terms_has_no_such_signal() -> None:
    bank = bank_with_terms(QualityRule(soft=0.5))
    indices = {signal.index for signal in assess_quality(bank, bank.order("quick"), {}).signals}
    assert "overclaiming" not in indices
    assert "longest_run" in indices
