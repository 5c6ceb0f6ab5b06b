"""How well could any scoring do? The mean score beside the best possible one, under the simulation's model.

The posterior mean of a trait, with the true slopes, thresholds and correlations known, correlates with the
trait at least as well as any other number that can be made of the same answers, whatever its weights.
Nobody knows those values of a real item, so it is a ceiling and no way of scoring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from suitability.domain.bank import ItemBank
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
from suitability.services.simulation import scale_lengths

if TYPE_CHECKING:
    from suitability.services.graded_model import Floats, Whole

CEILING_STREAM = 4
"""Stream of random numbers of this experiment."""

_NODES = 16
_REACH = 3.75
"""Traits are summed over so many points of each scale from -``_REACH`` to ``_REACH``, half an SD apart."""


@dataclass(frozen=True, slots=True)
class Found:
    """Correlation of a number with the trait, and its Monte Carlo error."""

    correlation: float
    error: float


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Scales of one length: mean score, best use of their own answers, best use of those of all scales."""

    items: int
    score: Found
    own_answers: Found
    all_answers: Found


def simulate_ceiling(
    bank: ItemBank, form_id: str, assumptions: Assumptions | None = None
) -> tuple[Ceiling, ...]:
    """Return what mean score and best possible score reach, for each length of scale in a form.

    Raises:
        UserError: numpy is missing, a setting is out of its limits, the form does not exist, or it has no
            scale with rating items.
    """
    settings = Assumptions() if assumptions is None else assumptions
    check_settings(settings)
    np = load_numpy()
    lengths = list(scale_lengths(bank, form_id).values())
    generator = new_generator(settings.seed, CEILING_STREAM)
    nodes = np.linspace(-_REACH, _REACH, _NODES)
    prior = _prior(nodes, len(lengths), settings.trait_correlation)
    people = settings.respondents // settings.batches
    batches = []
    for _ in range(settings.batches):
        traits = draw_traits(generator, people, len(lengths), settings.trait_correlation)
        batches.append(_one_batch(generator, traits, lengths, (nodes, prior), settings))
    reached = np.array(batches)  # batches x (score, own, all) x scales
    found = []
    for length in sorted(set(lengths)):
        columns = [at for at, one in enumerate(lengths) if one == length]
        own = reached[:, :, columns].mean(axis=2)
        ways = (Found(float(own[:, way].mean()), batch_error(own[:, way])) for way in range(3))
        found.append(Ceiling(length, *ways))
    return tuple(found)


def simulate_lengths(lengths: Sequence[int], assumptions: Assumptions) -> dict[int, Found]:
    """Return the correlation of the mean score with the trait for scales of other lengths.

    Raises:
        UserError: numpy is missing, or a setting is out of its limits.
    """
    check_settings(assumptions)
    np = load_numpy()
    people = assumptions.respondents // assumptions.batches
    found = {}
    for length in lengths:
        generator = new_generator(assumptions.seed, CEILING_STREAM + length)
        reached = []
        for _ in range(assumptions.batches):
            trait = draw_traits(generator, people, 1, 0.0)
            passed, _, _ = _answers(generator, trait, length, assumptions)
            reached.append(np.corrcoef(passed.sum(axis=1), trait[:, 0])[0, 1])
        found[length] = Found(float(np.mean(reached)), batch_error(reached))
    return found


def _prior(nodes: Floats, scales: int, correlation: float) -> Floats:
    """Return the normal density of all traits together over every combination of nodes."""
    np = load_numpy()
    inverse = np.linalg.inv(np.full((scales, scales), correlation) + (1.0 - correlation) * np.eye(scales))
    mesh = np.stack(np.meshgrid(*[nodes] * scales, indexing="ij"), axis=-1)
    density = np.exp(-0.5 * np.einsum("...i,ij,...j", mesh, inverse, mesh))
    prior: Floats = density / density.sum()
    return prior


def _answers(
    generator: Any, trait: Floats, items: int, settings: Assumptions
) -> tuple[Whole, Floats, Floats]:
    """Return how many thresholds each person passes on each newly drawn item, with slopes and thresholds."""
    slopes, thresholds = draw_items(generator, items, settings)
    return draw_passed(generator, pass_chances(trait, slopes, thresholds)), slopes, thresholds


def _likelihood(passed: Whole, slopes: Floats, thresholds: Floats, nodes: Floats) -> Floats:
    """Return how likely each person's answers are at each node (people x nodes), at most 1 a person."""
    np = load_numpy()
    chances = pass_chances(nodes[:, None], slopes, thresholds)
    edge = np.ones((*chances.shape[:2], 1))
    steps = np.concatenate([edge, chances, 0.0 * edge], axis=2)
    logs = np.log(np.clip(steps[:, :, :-1] - steps[:, :, 1:], 1e-12, 1.0))
    total = sum(logs[:, item, :].T[passed[:, item]] for item in range(passed.shape[1]))
    likelihood: Floats = np.exp(total - total.max(axis=1, keepdims=True))
    return likelihood


def _one_batch(
    generator: Any, traits: Floats, lengths: Sequence[int], grid: tuple[Floats, Floats], settings: Assumptions
) -> list[list[float]]:
    """Return the correlations with the trait by way of scoring (mean, own answers, all answers) and scale."""
    np = load_numpy()
    nodes, prior = grid
    sums, likely = [], []
    for column, items in enumerate(lengths):
        passed, slopes, thresholds = _answers(generator, traits[:, column : column + 1], items, settings)
        sums.append(passed.sum(axis=1))
        likely.append(_likelihood(passed, slopes, thresholds, nodes))
    alone = np.exp(-0.5 * nodes**2)
    found: list[list[float]] = [[], [], []]
    for column in range(len(lengths)):
        joint = _given_others(prior, likely, column)
        for way, number in enumerate(
            (
                sums[column],
                _posterior_mean(likely[column] * alone, nodes),
                _posterior_mean(likely[column] * joint, nodes),
            )
        ):
            found[way].append(float(np.corrcoef(number, traits[:, column])[0, 1]))
    return found


def _given_others(prior: Floats, likely: Sequence[Floats], column: int) -> Floats:
    """Return the density of one trait (people x nodes) after the answers to all other scales."""
    np = load_numpy()
    others = [one for at, one in enumerate(likely) if at != column]
    density = np.moveaxis(prior, column, 0)
    density = (
        np.tensordot(density, others[-1], axes=([density.ndim - 1], [1])) if others else density[:, None]
    )
    for one in reversed(others[:-1]):
        density = np.einsum("...kp,pk->...p", density, one)
    after: Floats = density.T
    return after


def _posterior_mean(weights: Floats, nodes: Floats) -> Floats:
    mean: Floats = (weights @ nodes) / weights.sum(axis=1)
    return mean
