"""Careless sittings: judged all at once as the domain judges them one by one, and the gates on the rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from suitability.domain.bank import QualityRule
from suitability.domain.kinds import InstructedItem, RatingItem
from suitability.domain.quality import Level, assess_quality
from suitability.domain.session import Response
from suitability.services.graded_model import Assumptions, new_generator
from suitability.services.simulated_quality import (
    DISCRIMINATIONS,
    GROUPS,
    INDICES,
    QualityReport,
    Sittings,
    index_levels,
    layout_of,
    simulate_quality,
)
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder
from tests.domain import toy

FEW = Assumptions(respondents=1_000, batches=10)
NUMBERS = {Level.NONE: 0, Level.UNKNOWN: 0, Level.SOFT: 1, Level.STRONG: 2}


@pytest.fixture(scope="module")
def report() -> QualityReport:
    """The shipped rules and the quick form, 20,000 sittings of each kind."""
    return simulate_quality(read_bank(data_folder("questions")), "quick")


@pytest.mark.parametrize("form", ["quick", "long"])
@pytest.mark.parametrize("group", sorted(GROUPS))
def test_all_at_once_is_the_same_as_one_by_one(form: str, group: str) -> None:
    """Second implementation: ``domain.quality.assess_quality`` on every third of 1,000 sittings."""
    bank = toy.bank()
    layout = layout_of(bank, form)
    sittings = GROUPS[group](new_generator(6, 0), layout, FEW)
    levels = index_levels(bank, layout, sittings)
    order = bank.order(form)
    names = [item for item in order if isinstance(bank.items[item], RatingItem | InstructedItem)]
    for row in range(0, len(sittings.codes), 3):
        codes, times = sittings.codes[row].tolist(), sittings.times[row].tolist()
        given = zip(names, codes, times, strict=True)
        quality = assess_quality(
            bank, order, {name: Response(name, code, time) for name, code, time in given}
        )
        expected = {signal.index: NUMBERS[signal.level] for signal in quality.signals}
        assert {index: int(levels[index][row]) for index in INDICES} == expected


def test_the_layout_follows_the_form() -> None:
    """E02 stands eighth in the toy's quick form, reversed, on a trait of its own."""
    bank = toy.bank()
    layout = layout_of(bank, "long")
    names = [item for item in bank.order("long") if item[0] in "SPCTEA"]
    place = names.index("E02")
    assert layout.mirrored[place]
    assert len({layout.trait[names.index(f"S0{n}")] for n in range(1, 9)}) == 1
    assert len(set(layout.trait)) == 4 + 4
    assert [names[asked] for asked in layout.instructed] == ["A02", "A01"]
    assert len(layout.statements) == len(names) - 2


def test_honest_sittings_are_hardly_ever_signalled(report: QualityReport) -> None:
    """evidence.md 9, rule 21: at most 1 % false alarms, for all three discriminations, styles included."""
    for discrimination in DISCRIMINATIONS:
        for group in ("honest", "honest_styled"):
            share = report.share(group, discrimination)
            assert share.sittings == 20_000
            assert share.signalled <= 0.01
            assert share.not_interpretable <= 0.001


@pytest.mark.parametrize("group", ["straight_line", "half_straight_line", "under_two_seconds"])
def test_gross_carelessness_is_not_interpreted(report: QualityReport, group: str) -> None:
    """evidence.md 9, rule 21: at least 95 %."""
    for discrimination in DISCRIMINATIONS:
        assert report.share(group, discrimination).not_interpretable >= 0.95


def test_what_the_rules_cannot_see_stays_known(report: QualityReport) -> None:
    """Random options at a careful pace look like honest ones: without instructed items nothing shows them."""
    share = report.share("random", 1.3)
    assert share.signalled <= 0.02
    assert 0.2 < report.share("mid_scale", 1.3).not_interpretable < 0.6


def test_instructed_items_catch_random_answers() -> None:
    """By hand: one is passed by chance in 1/5; 1 - 1/25 = 96 % fail one or both, 16/25 = 64 % both."""
    some = Assumptions(respondents=10_000, batches=10)
    share = simulate_quality(toy.bank(), "long", some).share("random", 1.3)
    assert share.by_index["instructed_failed"] == pytest.approx(0.96, abs=0.01)
    assert share.not_interpretable == pytest.approx(0.64, abs=0.02)


def test_every_group_answers_with_valid_codes_and_measured_times() -> None:
    layout = layout_of(toy.bank(), "long")
    for draw in GROUPS.values():
        sittings = draw(new_generator(2, 0), layout, FEW)
        assert sittings.codes.shape == sittings.times.shape == (1_000, len(layout.trait))
        assert set(np.unique(sittings.codes)) <= {1, 2, 3, 4, 5}
        assert sittings.times.min() > 0


def test_a_style_shifts_raw_answers_alike_on_both_keyings() -> None:
    """The spread of the mean raw answer grows, while honest sittings differ in it by chance alone."""
    layout = layout_of(toy.bank(), "quick")
    many = Assumptions(respondents=4_000)
    spread: dict[str, float] = {}
    for group in ("honest", "honest_styled"):
        spread[group] = float(GROUPS[group](new_generator(2, 0), layout, many).codes.mean(axis=1).std())
    assert spread["honest_styled"] > 1.4 * spread["honest"]


def test_the_same_seed_gives_the_same_report() -> None:
    assert simulate_quality(toy.bank(), "quick", FEW) == simulate_quality(toy.bank(), "quick", FEW)


def test_the_mirrored_cut_of_no_saying_would_accuse_too_many() -> None:
    """Why the cut is 1.625: with 1.75 the docs say 1.1 % of honest people with a style, at 1.7."""
    bank = read_bank(data_folder("questions"))
    quality = replace(bank.rules.quality, no_saying=QualityRule(1.75))
    mirrored = replace(bank, rules=replace(bank.rules, quality=quality))
    share = simulate_quality(mirrored, "quick").share("honest_styled", 1.7)
    assert 100 * share.signalled == pytest.approx(1.1, abs=0.06)


def test_saying_no_to_everything_is_seen_and_saying_it_often_is_not() -> None:
    """Raw means 1.625 (39 of 24: on the cut), 1.67 and 4.375, the other end."""
    bank = toy.bank()
    layout = layout_of(bank, "quick")
    codes = np.asarray([[2] * 15 + [1] * 9, [2] * 16 + [1] * 8, [5] * 9 + [4] * 15])
    levels = index_levels(bank, layout, Sittings(codes, np.full(codes.shape, 5_000)))
    assert levels["no_saying"].tolist() == [1, 0, 0]
    assert levels["yes_saying"].tolist() == [0, 0, 1]
