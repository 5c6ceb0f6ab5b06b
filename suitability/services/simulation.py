"""How exact is a score? People with known traits answer a form; this module owns that experiment.

Every batch of respondents meets newly drawn items (``graded_model``), so a standard error is the one of a set
of items "like these", not of one lucky draw. Scales of equal length share their figures: they would differ
by chance alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from suitability.domain.answered import needed
from suitability.domain.bank import ItemBank, MeasurementError, ScaleError, ZoneRule
from suitability.domain.kinds import POINTS
from suitability.errors import UserError
from suitability.services.graded_model import (
    Assumptions,
    batch_error,
    check_settings,
    draw_items,
    draw_passed,
    draw_traits,
    load_numpy,
    new_generator,
    pass_chances,
)

if TYPE_CHECKING:
    from suitability.services.graded_model import Floats

__all__ = ["Assumptions", "Simulation", "simulate_form", "write_measurement_error"]

SCORES_STREAM = 0
"""Stream of random numbers of this experiment; the careless sittings have their own."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Monte Carlo errors of a scale's figures that ``ScaleError`` stores without theirs."""

    reliability: float
    trait_correlation: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a run found: the standard errors of a form, with the assumptions they rest on.

    ``border`` and ``right_zone`` (by scale, 0-1): share of scores on the border of a zone, and share of the
    others whose true score lies in the zone that the report names. ``chance``: Monte Carlo errors by scale.
    """

    assumptions: Assumptions
    error: MeasurementError
    border: Mapping[str, float]
    right_zone: Mapping[str, float]
    chance: Mapping[str, Chance]


@dataclass(frozen=True, slots=True)
class _Batch:
    """One batch of one scale; ``missed`` holds observed minus true POMP by number of answered items."""

    missed: dict[int, Floats]
    observed: Floats
    reliability: float
    trait_correlation: float


def simulate_form(bank: ItemBank, form_id: str, assumptions: Assumptions | None = None) -> Simulation:
    """Return the simulated standard errors of a form's scales. Same bank, form and assumptions: same figures.

    The true score of a person is the POMP expected at their trait over *all* items of the scale; the observed
    one is the POMP of drawn answers to all items, or to a random part of them.

    Raises:
        UserError: numpy is missing, a setting is out of its limits, the form does not exist, or it has no
            scale with rating items.
    """
    settings = Assumptions() if assumptions is None else assumptions
    check_settings(settings)
    lengths = scale_lengths(bank, form_id)
    generator = new_generator(settings.seed, SCORES_STREAM)
    people = settings.respondents // settings.batches
    found: dict[int, list[_Batch]] = {length: [] for length in sorted(set(lengths.values()))}
    for _ in range(settings.batches):
        traits = draw_traits(generator, people, len(lengths), settings.trait_correlation)
        for column, length in enumerate(lengths.values()):
            own = traits[:, column : column + 1]
            found[length].append(_one_batch(generator, own, length, bank.rules.answered.scale, settings))
    rows = {length: _summary(batches, bank.rules.band_z) for length, batches in found.items()}
    error = MeasurementError(
        form=form_id,
        status="assumed",
        respondents=people * settings.batches,
        seed=settings.seed,
        discrimination=settings.discrimination,
        trait_correlation=settings.trait_correlation,
        scales=tuple(ScaleError(scale, *rows[length]) for scale, length in lengths.items()),
    )
    zones = {length: _zones(batches, bank.rules.zones, rows[length][0]) for length, batches in found.items()}
    chance = {
        length: _chance(batches, bank.rules.band_z, rows[length][0]) for length, batches in found.items()
    }
    return Simulation(
        settings,
        error,
        border={scale: zones[length][0] for scale, length in lengths.items()},
        right_zone={scale: zones[length][1] for scale, length in lengths.items()},
        chance={scale: chance[length] for scale, length in lengths.items()},
    )


def scale_lengths(bank: ItemBank, form_id: str) -> dict[str, int]:
    """Return the number of rating items of each scale that the form measures, in the order of the scales.

    Raises:
        UserError: the form does not exist, or it has no scale with rating items.
    """
    if form_id not in bank.forms:
        raise UserError("simulation_form_unknown", form=form_id, forms=", ".join(sorted(bank.forms)))
    ordered = sorted(bank.scales.values(), key=lambda scale: scale.order)
    counted = {scale.id: len(bank.rating_items(form_id, scale.id)) for scale in ordered}
    measured = {scale: count for scale, count in counted.items() if count}
    if not measured:
        raise UserError("simulation_form_without_scales", form=form_id)
    return measured


def _one_batch(generator: Any, trait: Floats, items: int, share: float, settings: Assumptions) -> _Batch:
    np = load_numpy()
    slopes, thresholds = draw_items(generator, items, settings)
    chances = pass_chances(trait, slopes, thresholds)
    passed = draw_passed(generator, chances)
    to_pomp = 100.0 / (POINTS - 1)
    true = to_pomp * chances.sum(axis=2).mean(axis=1)
    shuffled = np.argsort(generator.random(passed.shape), axis=1)
    ordered = np.take_along_axis(passed, shuffled, axis=1)
    counts = range(needed(items, share), items + 1)
    missed = {count: to_pomp * ordered[:, :count].mean(axis=1) - true for count in counts}
    observed = to_pomp * passed.mean(axis=1)
    return _Batch(
        missed=missed,
        observed=observed,
        reliability=float(true.var() / observed.var()),
        trait_correlation=float(np.corrcoef(observed, trait[:, 0])[0, 1]),
    )


def _summary(batches: list[_Batch], band_z: float) -> tuple[dict[str, float], float, float, float, float]:
    """Return the figures of ScaleError in its order: sem, reliability, correlation, coverage, error."""
    np = load_numpy()

    def rms(values: Floats) -> float:
        return float(np.sqrt(np.mean(values**2)))

    counts = sorted(batches[0].missed)
    sems = {count: rms(np.concatenate([batch.missed[count] for batch in batches])) for count in counts}
    observed = np.concatenate([batch.observed for batch in batches])
    true = observed - np.concatenate([batch.missed[counts[-1]] for batch in batches])
    reach = band_z * sems[counts[-1]]
    covered = (np.maximum(0.0, observed - reach) <= true) & (true <= np.minimum(100.0, observed + reach))
    by_batch = [rms(batch.missed[counts[-1]]) for batch in batches]
    return (
        {str(count): round(sem, 2) for count, sem in sems.items()},
        round(float(np.mean([batch.reliability for batch in batches])), 3),
        round(float(np.mean([batch.trait_correlation for batch in batches])), 3),
        round(float(covered.mean()), 3),
        round(batch_error(by_batch), 3),
    )


def _chance(batches: list[_Batch], band_z: float, sems: Mapping[str, float]) -> Chance:
    np = load_numpy()
    total = max(batches[0].missed)
    reach = band_z * sems[str(total)]
    covered = [float((np.abs(batch.missed[total]) <= reach).mean()) for batch in batches]
    return Chance(
        batch_error([batch.reliability for batch in batches]),
        batch_error([batch.trait_correlation for batch in batches]),
        batch_error(covered),
    )


def _zones(batches: list[_Batch], rule: ZoneRule, sems: Mapping[str, float]) -> tuple[float, float]:
    """Return the share of scores on a border, and the share of the others that are in their true zone."""
    np = load_numpy()
    total = max(batches[0].missed)
    observed = np.concatenate([batch.observed for batch in batches])
    true = observed - np.concatenate([batch.missed[total] for batch in batches])
    cuts = (rule.low_below, rule.high_above)
    to_cut = np.minimum(*(np.abs(observed - cut) for cut in cuts))
    clear = to_cut > rule.border_sems * sems[str(total)]

    def zone(scores: Floats) -> Floats:
        zones: Floats = (scores >= cuts[0]).astype(float) + (scores > cuts[1])
        return zones

    right = zone(observed) == zone(true)
    return round(float(1.0 - clear.mean()), 3), round(float(right[clear].mean()), 3)


HEADER = """\
# Standard errors of the form {form}, in POMP points (0-100). Simulated, not measured: no answers of
# real people stand behind them, and they do not show what the items measure (docs/measurement.md).
# Made by: {command}
# Model: graded response model, five options; every batch draws new items and new respondents.
#   slopes: log-normal, mean {discrimination:g}, log sd {discrimination_log_sd:g}
#   thresholds: {thresholds}, moved by N(0, {location_sd:g}) an item and by N(0, {threshold_sd:g}) each
#   traits: standard normal, correlated {trait_correlation:g}; no answer styles, no carelessness
#   {respondents} respondents in {batches} batches, numpy PCG64, seed {seed}
# sem: root mean square of observed minus true score, by number of answered items of the scale
# reliability: variance of true by variance of observed scores
# trait_correlation: between traits (at the top), of the observed score with its trait (in the rows)
# coverage: share of people whose true score lies in the 90 % range as printed, all items answered
# monte_carlo_error: standard error of the sem of all items, from the batches
form: {form}
status: {status}
respondents: {respondents}
seed: {seed}
discrimination: {discrimination:g}
trait_correlation: {trait_correlation:g}
scales:
"""

ROW = """\
  - scale: {scale}
    sem: {{{sems}}}
    reliability: {reliability:.3f}
    trait_correlation: {trait_correlation:.3f}
    coverage: {coverage:.3f}
    monte_carlo_error: {monte_carlo_error:.3f}
"""


def write_measurement_error(simulation: Simulation, command: str) -> str:
    """Return the text of ``questions/errors/<form>.yaml``: figures, assumptions and how to repeat the run."""
    settings, error = simulation.assumptions, simulation.error
    values = asdict(settings) | {
        "form": error.form,
        "status": error.status,
        "respondents": error.respondents,
        "command": command,
        "thresholds": ", ".join(f"{value:g}" for value in settings.thresholds),
    }
    rows: list[str] = []
    for row in error.scales:
        sems = ", ".join(f'"{count}": {sem:.2f}' for count, sem in row.sem.items())
        rows.append(ROW.format(**asdict(row), sems=sems))
    return HEADER.format(**values) + "".join(rows)
