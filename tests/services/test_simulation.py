"""The simulation behind the standard errors: its parts against theory, its stored file against a new run."""

from __future__ import annotations

import builtins
import math
import statistics
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from suitability.domain.answered import needed
from suitability.domain.bank import ItemBank
from suitability.domain.scoring import border_of, zone_of
from suitability.errors import UserError
from suitability.services.graded_model import (
    Assumptions,
    draw_items,
    draw_passed,
    draw_traits,
    load_numpy,
    new_generator,
    pass_chances,
)
from suitability.services.simulation import Simulation, simulate_form, write_measurement_error
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder
from tests.domain import toy

SMALL = Assumptions(respondents=2_000, batches=20)


@pytest.fixture(scope="module")
def bank() -> ItemBank:
    """The shipped bank."""
    return read_bank(data_folder("questions"))


@pytest.fixture(scope="module")
def quick(bank: ItemBank) -> Simulation:
    """The run whose figures are stored."""
    return simulate_form(bank, "quick")


def test_the_stored_file_is_what_the_command_writes(bank: ItemBank, quick: Simulation) -> None:
    """Same seed, same figures; the last printed digit may differ on another machine or numpy."""
    stored = bank.errors["quick"]
    assert (stored.form, stored.status, stored.respondents) == ("quick", "assumed", 20_000)
    fresh = quick.error
    assert replace(stored, scales=()) == replace(fresh, scales=())
    for old, new in zip(stored.scales, fresh.scales, strict=True):
        assert (old.scale, list(old.sem)) == (new.scale, list(new.sem))
        for count in old.sem:
            assert old.sem[count] == pytest.approx(new.sem[count], abs=0.011)
        for figure in ("reliability", "trait_correlation", "coverage", "monte_carlo_error"):
            assert getattr(old, figure) == pytest.approx(getattr(new, figure), abs=0.0011)


def test_the_stored_text_says_how_it_was_made(quick: Simulation) -> None:
    stored = data_folder("questions").joinpath("errors/quick.yaml").read_text(encoding="utf-8")
    written = write_measurement_error(quick, "suitability simulate quick")
    comments = [line for line in written.splitlines() if line.startswith("#")]
    assert [line for line in stored.splitlines() if line.startswith("#")] == comments
    assert len(stored.splitlines()) == len(written.splitlines())
    for promised in ("seed 20261122", "20000 respondents", "suitability simulate quick", "mean 1.3"):
        assert promised in written


def test_the_stored_figures_meet_the_gates_that_five_items_can_reach(bank: ItemBank) -> None:
    """Ranges hold the true score in 88-92 %. Score-trait r of .88 needs ten items: five stay provisional."""
    form = bank.forms["quick"]
    assert form.provisional
    for row in bank.errors["quick"].scales:
        assert 0.88 <= row.coverage <= 0.92
        assert 0.80 <= row.trait_correlation < 0.88
        assert 0.65 <= row.reliability < 0.80
        assert row.monte_carlo_error < 0.1
        assert row.sem["4"] > row.sem["5"]


def test_every_scale_and_every_allowed_number_of_answers_has_an_error(bank: ItemBank) -> None:
    share = bank.rules.answered.scale
    for scale in bank.scales:
        total = len(bank.rating_items("quick", scale))
        for answered in range(needed(total, share), total + 1):
            assert bank.errors["quick"].sem(scale, answered) is not None


@pytest.mark.parametrize(
    ("discrimination", "alpha", "r"), [(1.0, 0.56, 0.75), (1.3, 0.69, 0.82), (1.7, 0.77, 0.87)]
)
def test_an_independent_simulation_found_the_same(discrimination: float, alpha: float, r: float) -> None:
    """evidence.md 3, "simulated recovery": another program, five items, one random set a row: +-.04."""
    run = simulate_form(toy.bank(), "quick", Assumptions(discrimination=discrimination))
    row = run.error.scales[0]
    assert row.reliability == pytest.approx(alpha, abs=0.04)
    assert row.trait_correlation == pytest.approx(r, abs=0.03)


def test_error_and_reliability_fit_together() -> None:
    """Classical theory: SEM = SD x sqrt(1 - reliability), with the SD from true and error variance."""
    row = simulate_form(toy.bank(), "quick").error.scales[0]
    sem = row.sem["5"]
    observed_sd = sem / math.sqrt(1 - row.reliability)
    assert 19 <= observed_sd <= 24  # evidence.md 5: "SDs of 19-22 points"


def test_more_items_measure_better_as_spearman_and_brown_say() -> None:
    """Reliability of 8 items from that of 5: k r / (1 + (k - 1) r), k = 8 / 5."""
    rows = {form: simulate_form(toy.bank(), form).error.scales[0] for form in ("quick", "long")}
    short, k = rows["quick"].reliability, 8 / 5
    assert rows["long"].reliability == pytest.approx(k * short / (1 + (k - 1) * short), abs=0.01)


def test_same_seed_same_run_and_another_seed_another() -> None:
    bank = toy.bank()
    assert simulate_form(bank, "quick", SMALL) == simulate_form(bank, "quick", SMALL)
    other = simulate_form(bank, "quick", replace(SMALL, seed=1))
    assert other.error.scales[0].sem != simulate_form(bank, "quick", SMALL).error.scales[0].sem


def test_two_seeds_differ_by_no_more_than_their_stated_error() -> None:
    """Four Monte Carlo errors of a difference."""
    bank = toy.bank()
    one, two = (simulate_form(bank, "quick", Assumptions(seed=seed)).error.scales[0] for seed in (1, 2))
    tolerance = 4 * math.hypot(one.monte_carlo_error, two.monte_carlo_error)
    assert abs(one.sem["5"] - two.sem["5"]) < tolerance


# ---- the model ----


def test_drawn_slopes_have_the_stated_mean_and_thresholds_are_ordered() -> None:
    slopes, thresholds = draw_items(new_generator(3, 0), 40_000, Assumptions())
    assert slopes.mean() == pytest.approx(1.3, abs=0.01)
    assert np.log(slopes).std() == pytest.approx(0.25, abs=0.005)
    assert (np.diff(thresholds, axis=1) >= 0).all()
    assert thresholds.mean() == pytest.approx(0, abs=0.02)
    assert thresholds[:, 1:3].mean(axis=1).std() == pytest.approx(
        math.hypot(0.5, 0.15 / math.sqrt(2)), abs=0.01
    )


def test_traits_are_standard_normal_and_correlated_as_stated() -> None:
    traits = draw_traits(new_generator(3, 0), 60_000, 4, 0.35)
    assert traits.mean(axis=0) == pytest.approx(np.zeros(4), abs=0.02)
    assert traits.std(axis=0) == pytest.approx(np.ones(4), abs=0.02)
    off = np.asarray(np.corrcoef(traits.T))[np.triu_indices(4, 1)]
    assert off == pytest.approx(np.full(6, 0.35), abs=0.02)


def test_chances_are_the_logistic_function_by_hand() -> None:
    """Trait .5, slope 2, threshold 1: 1 / (1 + e^1) = .2689; threshold 0: 1 / (1 + e^-1) = .7311."""
    chances = pass_chances(np.array([[0.5]]), np.array([2.0]), np.array([[0.0, 0.5, 1.0, 1.5]]))
    assert chances[0, 0] == pytest.approx([0.7311, 0.5, 0.2689, 0.1192], abs=1e-4)


def test_drawn_answers_have_the_stated_chances() -> None:
    """20,000 draws at chances .9, .6, .3, .1: the mean number of passed thresholds is their sum, 1.9."""
    chances = np.broadcast_to(np.array([0.9, 0.6, 0.3, 0.1]), (20_000, 1, 4))
    passed = draw_passed(new_generator(5, 0), chances).reshape(-1)
    assert passed.mean() == pytest.approx(1.9, abs=0.03)
    shares = [float((passed >= step).mean()) for step in range(1, 5)]
    assert shares == pytest.approx([0.9, 0.6, 0.3, 0.1], abs=0.015)


def test_the_true_score_is_the_mean_of_many_sittings() -> None:
    """One person, five items, 40,000 sittings: their mean POMP is the expected POMP at the trait."""
    generator = new_generator(11, 0)
    slopes, thresholds = draw_items(generator, 5, Assumptions())
    chances = pass_chances(np.array([[0.7]]), slopes, thresholds)
    expected = float(100 * chances.sum(axis=2).mean() / 4)
    sittings = draw_passed(generator, np.broadcast_to(chances, (40_000, 5, 4)))
    observed = [float(100 * row.mean() / 4) for row in sittings]
    assert statistics.fmean(observed) == pytest.approx(expected, abs=0.3)


def test_borders_and_zones_are_counted_as_the_scoring_does(quick: Simulation, bank: ItemBank) -> None:
    """Second way: normal scores with the same SD and error, judged one by one by the domain's own rules."""
    row = quick.error.scales[0]
    sem, rule = row.sem["5"], bank.rules.zones
    true_sd = sem * math.sqrt(row.reliability / (1 - row.reliability))
    generator = np.random.Generator(np.random.PCG64(1))
    true = np.clip(50 + true_sd * generator.standard_normal(8_000), 0, 100)
    seen = np.clip(np.rint((true + sem * generator.standard_normal(8_000)) / 5) * 5, 0, 100)
    clear = [border_of(float(score), sem, rule) is None for score in seen]
    pairs = zip(seen, true, clear, strict=True)
    right = [zone_of(float(a), rule) is zone_of(float(b), rule) for a, b, known in pairs if known]
    assert quick.border[row.scale] == pytest.approx(1 - statistics.fmean(clear), abs=0.05)
    assert quick.right_zone[row.scale] == pytest.approx(statistics.fmean(right), abs=0.05)


# ---- what can go wrong ----


def test_an_unknown_form_is_named_with_those_that_exist() -> None:
    with pytest.raises(UserError) as caught:
        simulate_form(toy.bank(), "nothing", SMALL)
    assert caught.value.code == "simulation_form_unknown"
    assert caught.value.values == {"form": "nothing", "forms": "long, quick"}


def test_a_form_without_scales_has_nothing_to_simulate() -> None:
    with pytest.raises(UserError) as caught:
        simulate_form(toy.with_sign_items("business", (toy.CHOICE,)), "one", SMALL)
    assert caught.value.code == "simulation_form_without_scales"


def test_without_numpy_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "numpy":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UserError) as caught:
        load_numpy()
    assert (caught.value.code, caught.value.values) == ("numpy_missing", {"extra": "analysis"})


@pytest.mark.parametrize(
    "change",
    [
        {"seed": -1},
        {"respondents": 999},
        {"respondents": 10_000_000},
        {"discrimination": 0.0},
        {"discrimination": -1.3},
        {"discrimination": float("nan")},
        {"discrimination": float("inf")},
    ],
)
def test_a_setting_out_of_its_limits_is_refused_with_the_limits(change: dict[str, Any]) -> None:
    with pytest.raises(UserError) as caught:
        simulate_form(toy.bank(), "quick", replace(Assumptions(), **change))
    assert caught.value.code == "simulation_setting"
    assert caught.value.values["name"] == next(iter(change))
