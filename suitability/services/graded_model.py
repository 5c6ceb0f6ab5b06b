"""The graded response model (Samejima) with five options; every assumption of the simulations in one place.

P(code > c | trait) = 1 / (1 + exp(-slope x (trait - threshold_c))), c = 1 to 4. Nobody has answered the items
yet, so slopes and thresholds are drawn, not estimated. numpy is imported inside the functions (``analysis``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from suitability.domain.kinds import POINTS
from suitability.errors import UserError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Everything the simulations take for granted. Traits and thresholds in standard deviations of people.

    ``discrimination`` is the mean slope, drawn log-normally with ``discrimination_log_sd``. The thresholds of
    an item are ``thresholds``, moved together by a normal draw of ``location_sd`` and each by one of
    ``threshold_sd``, then sorted. Traits are normal and all correlate ``trait_correlation``. ``style_sd`` is
    the spread of an inclination to agree whatever the statement says (only in the group ``honest_styled``).
    Times on screen are log-normal: medians in seconds, log spread between people and between answers.
    """

    seed: int = 20261122
    respondents: int = 20_000
    batches: int = 100
    discrimination: float = 1.3
    discrimination_log_sd: float = 0.25
    trait_correlation: float = 0.35
    thresholds: tuple[float, float, float, float] = (-1.5, -0.5, 0.5, 1.5)
    location_sd: float = 0.5
    threshold_sd: float = 0.15
    style_sd: float = 0.5
    careful_seconds: float = 6.0
    hasty_seconds: float = 1.0
    person_time_sd: float = 0.3
    answer_time_sd: float = 0.4


LIMITS: Mapping[str, tuple[float, float]] = {
    "seed": (0, 2**63 - 1),
    "respondents": (1_000, 1_000_000),
    "discrimination": (0.1, 5.0),
}
"""Settings that a person may choose, with the least and the largest value that makes sense."""


def check_settings(assumptions: Assumptions) -> None:
    """Pass silently when every setting lies within its limits.

    Raises:
        UserError: one does not (``simulation_setting``; NaN lies within no limits).
    """
    for name, (least, most) in LIMITS.items():
        value = getattr(assumptions, name)
        if not least <= value <= most:
            raise UserError("simulation_setting", name=name, value=value, least=least, most=most)


def load_numpy() -> Any:
    """Return the numpy module.

    Raises:
        UserError: numpy is not installed (``numpy_missing``; the sentence names the extra).
    """
    try:
        import numpy  # noqa: PLC0415 - an extra, wanted only here
    except ImportError as error:
        raise UserError("numpy_missing", extra="analysis") from error
    return numpy


def new_generator(seed: int, stream: int) -> Any:
    """Return numpy's PCG64 generator for a seed; different streams are independent."""
    np = load_numpy()
    return np.random.Generator(np.random.PCG64([seed, stream]))


def batch_error(values: Any) -> float:
    """Return the Monte Carlo error of a mean over batches: their SD by the root of their number.

    People of one batch meet the same items, so batches and not people are the independent units.
    """
    np = load_numpy()
    return float(np.std(values, ddof=1) / math.sqrt(len(values)))


def draw_items(generator: Any, count: int, assumptions: Assumptions) -> tuple[Floats, Floats]:
    """Return slopes (count) and ordered thresholds (count x 4) of newly drawn items."""
    np = load_numpy()
    spread = assumptions.discrimination_log_sd
    # The second term makes the mean, and not the median, as stated.
    centre = math.log(assumptions.discrimination) - spread**2 / 2.0
    slopes = np.exp(centre + spread * generator.standard_normal(count))
    middle = np.asarray(assumptions.thresholds) + assumptions.location_sd * generator.standard_normal(
        (count, 1)
    )
    jitter = assumptions.threshold_sd * generator.standard_normal((count, POINTS - 1))
    return slopes, np.sort(middle + jitter, axis=1)


def draw_traits(generator: Any, people: int, count: int, correlation: float) -> Floats:
    """Return standard normal traits (people x count) that all correlate ``correlation`` (0 to 1)."""
    common = generator.standard_normal((people, 1))
    own = generator.standard_normal((people, count))
    traits: Floats = math.sqrt(correlation) * common + math.sqrt(1.0 - correlation) * own
    return traits


def pass_chances(traits: Floats, slopes: Floats, thresholds: Floats) -> Floats:
    """Return the chance 0-1 of each person (rows) on each item (columns) to pass each threshold.

    ``traits`` is people x 1 (one trait for all items) or people x items.
    """
    np = load_numpy()
    chances: Floats = 1.0 / (1.0 + np.exp(-slopes[:, None] * (traits[:, :, None] - thresholds)))
    return chances


def draw_passed(generator: Any, chances: Floats) -> Whole:
    """Return how many thresholds each person passes on each item: 0-4, one uniform draw an answer."""
    uniform = generator.random(chances.shape[:2])
    passed: Whole = (uniform[:, :, None] < chances).sum(axis=2)
    return passed
