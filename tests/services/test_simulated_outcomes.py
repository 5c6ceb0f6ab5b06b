"""Simulated people against the outcome table: where extreme ones must end, and what depends on what."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, product

import pytest

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import InstructedItem, RatingItem
from suitability.errors import UserError
from suitability.services.graded_model import Assumptions, new_generator
from suitability.services.simulated_outcomes import MEANS, _draw_batch, simulate_outcomes, with_one_cut
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder
from tests.domain import toy

FEW = Assumptions(respondents=1_000, batches=50)


@pytest.fixture(scope="module")
def bank() -> ItemBank:
    """The shipped bank."""
    return read_bank(data_folder("questions"))


def test_people_far_from_every_cut_meet_the_outcome_that_must_be(bank: ItemBank) -> None:
    """At +30 every keyed answer is the best, at -30 the worst: ten clear signs, or nine raised ones."""
    best, worst = (simulate_outcomes(bank, "quick", mean, FEW) for mean in (30.0, -30.0))
    assert best.outcomes["nothing_against"] == 1.0
    assert (best.raised, best.thought) == (0.0, 0.0)
    assert worst.outcomes["several_warnings"] == 1.0
    assert worst.raised >= 9.0


def test_shares_add_up_and_better_people_meet_fewer_warnings(bank: ItemBank) -> None:
    shares = [simulate_outcomes(bank, "quick", mean, FEW) for mean in MEANS]
    for share in shares:
        assert share.people == 1_000
        assert sum(share.outcomes.values()) == pytest.approx(1.0)
        assert list(share.outcomes) == [row.id for row in bank.rules.outcomes]
    warned = [share.outcomes["several_warnings"] for share in shares]
    free = [share.outcomes["nothing_against"] for share in shares]
    assert warned == sorted(warned, reverse=True)
    assert free == sorted(free)
    assert [share.raised for share in shares] == sorted((share.raised for share in shares), reverse=True)


def test_a_longer_form_warns_average_people_of_several_signs_hardly_more_than_the_short_one(
    bank: ItemBank,
) -> None:
    """More items make more signs firm; counting strong signs keeps that from becoming more bad news.

    With four raised signs of any strength, the rule before, the full form warned 43 of 100.
    """
    counted = replace(
        next(row for row in bank.rules.outcomes if row.id == "several_warnings"),
        signs_strong=None,
        signs_raised_from=4,
    )
    table = tuple(counted if row.id == counted.id else row for row in bank.rules.outcomes)
    before = replace(bank, rules=replace(bank.rules, outcomes=table))
    shares = {form: simulate_outcomes(bank, form, 0.0, FEW) for form in ("quick", "full", "parallel")}
    warned = {form: share.outcomes["several_warnings"] for form, share in shares.items()}
    assert max(warned.values()) - min(warned.values()) < 0.08
    assert max(warned.values()) < 0.33
    assert simulate_outcomes(before, "full", 0.0, FEW).outcomes["several_warnings"] > 0.39


def test_one_cut_for_all_signs_warns_the_same_people_more(bank: ItemBank) -> None:
    """Signs only move from "worth a thought" to "raised": their sum stays."""
    now, before = (simulate_outcomes(one, "quick", 0.0, FEW) for one in (bank, with_one_cut(bank)))
    assert now.raised < before.raised
    assert now.raised + now.thought == pytest.approx(before.raised + before.thought)
    assert before.raised - now.raised > 1.0
    assert before.outcomes["several_warnings"] > now.outcomes["several_warnings"]
    assert before.outcomes["nothing_against"] < now.outcomes["nothing_against"]
    rules = with_one_cut(bank).rules.signs
    assert (rules.provisional_raised_below, rules.clear_above) == (0.4, 0.6)


def test_every_answer_belongs_to_its_item_and_keying_is_followed() -> None:
    """At +30 plain statements get 5, reversed ones 1; instructed items the asked-for code."""
    bank = toy.bank()
    batch = _draw_batch(new_generator(3, 0), bank, "long", 30.0, FEW)
    assert len(batch) == 20
    for answers in batch:
        assert list(answers) == list(bank.order("long"))
        for name, answer in answers.items():
            item = bank.items[name]
            item.check(answer)
            if isinstance(item, RatingItem | InstructedItem):
                assert item.key(answer) == 1.0


def test_items_of_one_scale_share_a_trait_and_all_traits_correlate() -> None:
    """Statements of two scales go along .35 times as much as those of one: the correlation of the traits."""
    bank = toy.bank()
    people = Assumptions(respondents=4_000, batches=1)
    batch = _draw_batch(new_generator(5, 0), bank, "quick", 0.0, people)
    codes = {name: [bank.items[name].key(answers[name]) for answers in batch] for name in bank.order("quick")}
    patience, stress = ([f"{letter}0{number}" for number in range(1, 6)] for letter in "PS")

    def mean_correlation(pairs: Iterable[tuple[str, str]]) -> float:
        return statistics.fmean(statistics.correlation(codes[one], codes[other]) for one, other in pairs)

    within = mean_correlation([*combinations(patience, 2), *combinations(stress, 2)])
    assert within > 0.15
    assert mean_correlation(product(patience, stress)) / within == pytest.approx(0.35, abs=0.1)


def test_the_same_seed_gives_the_same_shares_and_another_seed_others() -> None:
    again = [simulate_outcomes(toy.bank(), "quick", 0.0, FEW) for _ in range(2)]
    assert again[0] == again[1]
    other = Assumptions(respondents=1_000, batches=50, seed=1)
    assert simulate_outcomes(toy.bank(), "quick", 0.0, other) != again[0]


def test_settings_out_of_their_limits_are_refused() -> None:
    with pytest.raises(UserError) as caught:
        simulate_outcomes(toy.bank(), "quick", 0.0, Assumptions(respondents=10))
    assert caught.value.code == "simulation_setting"
