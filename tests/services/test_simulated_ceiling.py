"""The best possible score: held against sums over the whole grid, and what the stored runs say of it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scripts.simulated_runs import LENGTHS, WEAK, differences, rounded, stored_runs
from suitability.services.graded_model import Assumptions, new_generator
from suitability.services.simulated_ceiling import (
    _given_others,
    _likelihood,
    _posterior_mean,
    _prior,
    simulate_ceiling,
    simulate_lengths,
)
from tests.services import samples

TARGET = 0.88
SMALL = Assumptions(respondents=2_000, batches=10)


def test_the_likelihood_of_answers_is_the_product_over_items() -> None:
    slopes, thresholds = np.array([1.0, 2.0]), np.array([[-1.0, 0.0, 1.0, 2.0], [-2.0, -1.0, 0.5, 1.0]])
    nodes = np.array([-1.5, 0.0, 0.7])

    def passing(item: int, step: int, trait: float) -> float:
        if step in (0, 5):
            return 1.0 - step / 5
        return 1.0 / (1.0 + math.exp(-slopes[item] * (trait - thresholds[item, step - 1])))

    codes = (3, 0)
    by_hand = [
        math.prod(
            passing(item, code, trait) - passing(item, code + 1, trait) for item, code in enumerate(codes)
        )
        for trait in nodes
    ]
    found = _likelihood(np.array([codes]), slopes, thresholds, nodes)
    assert found[0] == pytest.approx(np.array(by_hand) / max(by_hand))


def test_what_other_scales_say_is_summed_over_every_combination_of_traits() -> None:
    nodes, draws = np.linspace(-2.0, 2.0, 5), new_generator(3, 0)
    prior = _prior(nodes, 3, 0.35)
    likely = [draws.random((2, 5)) for _ in range(3)]
    for column in range(3):
        found = _given_others(prior, likely, column)
        for person in range(2):
            by_hand = np.zeros(5)
            for at in np.ndindex(5, 5, 5):
                weight = prior[at]
                for scale in range(3):
                    weight *= 1.0 if scale == column else likely[scale][person, at[scale]]
                by_hand[at[column]] += weight
            assert found[person] == pytest.approx(by_hand)


def test_the_joint_prior_has_the_stated_correlation() -> None:
    nodes = np.linspace(-3.75, 3.75, 16)
    pair = _prior(nodes, 2, 0.35)
    assert float(nodes @ pair @ nodes) == pytest.approx(0.35, abs=0.01)
    assert float(_posterior_mean(pair.sum(axis=0)[None, :], nodes)[0]) == pytest.approx(0.0, abs=1e-9)


def test_a_scale_without_others_learns_nothing_from_them() -> None:
    nodes = np.linspace(-2.0, 2.0, 5)
    prior = _prior(nodes, 1, 0.35)
    assert _given_others(prior, [np.ones((2, 5))], 0) == pytest.approx(prior[None, :])


def test_a_small_run_comes_near_the_stored_one_and_keeps_its_order() -> None:
    rows = simulate_ceiling(samples.bank(), "full", SMALL)
    stored = stored_runs()["ceiling"]["ways"]["1.3"]
    assert [row.items for row in rows] == [one["items"] for one in stored]
    for row, one in zip(rows, stored, strict=True):
        assert row.score.correlation < row.own_answers.correlation < row.all_answers.correlation
        for found, name in (
            (row.score, "score"),
            (row.own_answers, "own_answers"),
            (row.all_answers, "all_answers"),
        ):
            assert abs(found.correlation - one[name]["correlation"]) < 4 * (found.error + one[name]["error"])


def test_the_stored_lengths_are_those_of_this_program() -> None:
    fresh = simulate_lengths(LENGTHS, Assumptions(discrimination=WEAK))
    told = {str(n): {"correlation": one.correlation, "error": one.error} for n, one in fresh.items()}
    assert differences(stored_runs()["ceiling"]["lengths"], rounded(told)) == []


def test_what_the_manual_says_of_the_missed_target_holds() -> None:
    """At 1.0 no scoring brings ten items to .88; twelve only with values nobody has; fourteen items do."""
    stored = stored_runs()["ceiling"]
    ten, twelve = stored["ways"][f"{WEAK}"]
    for way in ("score", "own_answers", "all_answers"):
        assert ten[way]["correlation"] + 2 * ten[way]["error"] < TARGET
    assert twelve["score"]["correlation"] < TARGET < twelve["own_answers"]["correlation"]
    assert stored["lengths"]["12"]["correlation"] < TARGET <= stored["lengths"]["14"]["correlation"]
