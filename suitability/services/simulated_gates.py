"""The targets that a form's scoring was set before any run, and whether a run of simulated people meets them.

Each is judged at every mean discrimination of ``simulated_quality``; what is missed is said, not hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from suitability.domain.bank import ItemBank, ScaleError
from suitability.services.simulated_quality import DISCRIMINATIONS, GroupShare, QualityReport
from suitability.services.simulation import simulate_form

LEAST_CORRELATION: Final = 0.88
"""Of the score with its trait, in every scale (evidence.md 9, rule 21)."""

COVERAGE: Final = (0.88, 0.92)
"""Share of people whose true score lies in the printed 90 % range, least and most, in every scale."""

MOST_HONEST: Final = 0.01
"""Honest sittings that may get a signal of response quality."""

LEAST_CARELESS: Final = 0.95
"""Sittings of each careless kind that must get one."""

LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "correlation": (LEAST_CORRELATION, 1.0),
    "coverage": COVERAGE,
    "honest": (0.0, MOST_HONEST),
    "careless": (LEAST_CARELESS, 1.0),
}
"""Every target by name: the least and the most that is allowed."""

HONEST: Final = ("honest", "honest_styled")
CARELESS: Final = ("straight_line", "half_straight_line", "under_two_seconds")


@dataclass(frozen=True, slots=True)
class Gate:
    """One target: for each of ``DISCRIMINATIONS`` the lowest and the highest figure (0-1), and is it met?"""

    name: str
    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    met: tuple[bool, ...]


def judge(bank: ItemBank, form_id: str, report: QualityReport) -> tuple[Gate, ...]:
    """Return every target with the figures of a run; scores are simulated here, quality is the report's.

    Raises:
        UserError: numpy is missing, or the form has no scales (``simulation_form_without_scales``).
        KeyError: no such form.
    """
    scales = [
        simulate_form(bank, form_id, replace(report.assumptions, discrimination=value)).error.scales
        for value in DISCRIMINATIONS
    ]
    return (
        _gate("correlation", _of_scales(scales, lambda row: row.trait_correlation)),
        _gate("coverage", _of_scales(scales, lambda row: row.coverage)),
        _gate("honest", _of_groups(report, HONEST)),
        _gate("careless", _of_groups(report, CARELESS)),
    )


def _of_scales(
    scales: list[tuple[ScaleError, ...]], figure: Callable[[ScaleError], float]
) -> Iterator[list[float]]:
    return ([figure(row) for row in rows] for rows in scales)


def _of_groups(report: QualityReport, groups: tuple[str, ...]) -> Iterator[list[float]]:
    for value in DISCRIMINATIONS:
        shares: list[GroupShare] = [report.share(group, value) for group in groups]
        yield [share.signalled for share in shares]


def _gate(name: str, figures: Iterator[list[float]]) -> Gate:
    found = list(figures)
    least, most = LIMITS[name]
    return Gate(
        name=name,
        lowest=tuple(min(values) for values in found),
        highest=tuple(max(values) for values in found),
        met=tuple(least <= min(values) and max(values) <= most for values in found),
    )
