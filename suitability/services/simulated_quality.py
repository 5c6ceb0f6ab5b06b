"""Do the response-quality rules see what they should? Sittings of known kinds against the rules of a bank.

Traits and items come from ``graded_model``; this module owns the ways of answering without care and the
counting. All sittings are judged at once; a test holds that against ``domain.quality`` one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from suitability.domain.bank import ItemBank, QualityRule
from suitability.domain.kinds import POINTS, InstructedItem, RatingItem
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
    import numpy as np
    from numpy.typing import NDArray

    from suitability.services.graded_model import Floats, Whole

QUALITY_STREAM = 1
DISCRIMINATIONS = (1.0, 1.3, 1.7)
INDICES = ("fast_share", "instructed_failed", "longest_run", "answer_sd", "yes_saying", "no_saying")


@dataclass(frozen=True, slots=True)
class GroupShare:
    """What the rules say about one kind of sitting; all shares run from 0 to 1.

    ``signalled``: at least one signal; ``not_interpretable``: the verdict; ``by_index``: signals by index.
    ``signalled_error`` and ``not_interpretable_error``: Monte Carlo errors of the two.
    """

    discrimination: float
    group: str
    sittings: int
    signalled: float
    not_interpretable: float
    by_index: Mapping[str, float]
    signalled_error: float
    not_interpretable_error: float


@dataclass(frozen=True, slots=True)
class QualityReport:
    """How often each kind of sitting is signalled, for each discrimination."""

    form: str
    assumptions: Assumptions
    shares: tuple[GroupShare, ...]

    def share(self, group: str, discrimination: float) -> GroupShare:
        """Return the row of a group at a discrimination.

        Raises:
            StopIteration: the report does not hold it.
        """
        return next(row for row in self.shares if (row.group, row.discrimination) == (group, discrimination))


@dataclass(frozen=True, slots=True)
class Layout:
    """The statements and instructed items of a form in order: trait column, mirrored or not, asked-for code.

    ``trait`` numbers scales and expectation signs; ``expected`` is 0 for statements.
    """

    trait: tuple[int, ...]
    mirrored: tuple[bool, ...]
    expected: tuple[int, ...]

    @property
    def statements(self) -> list[int]:
        """Places of the rating items."""
        return [place for place, code in enumerate(self.expected) if code == 0]

    @property
    def instructed(self) -> list[int]:
        """Places of the instructed items."""
        return [place for place, code in enumerate(self.expected) if code]


@dataclass(frozen=True, slots=True)
class Sittings:
    """Raw codes 1-5 and times on screen in ms of many sittings (rows) on the items of a layout (columns)."""

    codes: Whole
    times: Whole


def layout_of(bank: ItemBank, form_id: str) -> Layout:
    """Return the layout of a form.

    Raises:
        KeyError: no such form.
    """
    items = [bank.items[item] for item in bank.order(form_id)]
    asked = [item for item in items if isinstance(item, RatingItem | InstructedItem)]
    names = [(item.scale or item.sign) if isinstance(item, RatingItem) else None for item in asked]
    columns = {name: column for column, name in enumerate(dict.fromkeys(filter(None, names)))}
    return Layout(
        trait=tuple(0 if name is None else columns[name] for name in names),
        mirrored=tuple(isinstance(item, RatingItem) and item.keying == "-" for item in asked),
        expected=tuple(item.expected if isinstance(item, InstructedItem) else 0 for item in asked),
    )


def simulate_quality(bank: ItemBank, form_id: str, assumptions: Assumptions | None = None) -> QualityReport:
    """Return how often the bank's rules signal each kind of sitting of the form, for three discriminations.

    Raises:
        UserError: numpy is missing or a setting is out of its limits.
        KeyError: no such form.
    """
    settings = Assumptions() if assumptions is None else assumptions
    check_settings(settings)
    layout = layout_of(bank, form_id)
    rows: list[GroupShare] = []
    for discrimination in DISCRIMINATIONS:
        changed = replace(settings, discrimination=discrimination)
        generator = new_generator(settings.seed, QUALITY_STREAM)
        for group, draw in GROUPS.items():
            sittings = draw(generator, layout, changed)
            rows.append(_share(group, changed, index_levels(bank, layout, sittings), bank))
    return QualityReport(form_id, settings, tuple(rows))


# ---- kinds of sittings ----


def _honest(generator: Any, layout: Layout, settings: Assumptions) -> Sittings:
    """Answers from the traits, instructions followed, careful times."""
    return _careful(generator, layout, settings, style_sd=0.0)


def _styled(generator: Any, layout: Layout, settings: Assumptions) -> Sittings:
    """As honest, with an inclination to agree (or to disagree) whatever the statement says."""
    return _careful(generator, layout, settings, style_sd=settings.style_sd)


def _careful(generator: Any, layout: Layout, settings: Assumptions, style_sd: float) -> Sittings:
    np = load_numpy()
    count, people = len(layout.trait), settings.respondents // settings.batches
    direction = np.where(layout.mirrored, -1.0, 1.0)
    blocks = []
    for _ in range(settings.batches):
        traits = draw_traits(generator, people, max(layout.trait) + 1, settings.trait_correlation)
        style = style_sd * generator.standard_normal((people, 1))
        slopes, thresholds = draw_items(generator, count, settings)
        leaning = direction * traits[:, list(layout.trait)] + style
        blocks.append(1 + draw_passed(generator, pass_chances(leaning, slopes, thresholds)))
    codes = np.concatenate(blocks)
    for place in layout.instructed:
        codes[:, place] = layout.expected[place]
    return Sittings(codes, _times(generator, codes.shape, settings.careful_seconds, settings))


def _straight(generator: Any, layout: Layout, settings: Assumptions) -> Sittings:
    """One option for everything, at a careful pace."""
    np = load_numpy()
    honest = _honest(generator, layout, settings)
    option = generator.integers(1, POINTS + 1, (len(honest.codes), 1))
    return replace(honest, codes=np.broadcast_to(option, honest.codes.shape))


def _half_straight(generator: Any, layout: Layout, settings: Assumptions) -> Sittings:
    """Honest up to the middle, one option from there on."""
    honest = _honest(generator, layout, settings)
    codes, half = honest.codes.copy(), honest.codes.shape[1] // 2
    codes[:, half:] = generator.integers(1, POINTS + 1, (len(codes), 1))
    return replace(honest, codes=codes)


def _hasty(generator: Any, layout: Layout, settings: Assumptions) -> Sittings:
    """Any option, at a pace at which nobody reads."""
    codes = generator.integers(1, POINTS + 1, (settings.respondents, len(layout.trait)))
    return Sittings(codes, _times(generator, codes.shape, settings.hasty_seconds, settings))


def _random(generator: Any, layout: Layout, settings: Assumptions) -> Sittings:
    """Any option, at a careful pace."""
    codes = generator.integers(1, POINTS + 1, (settings.respondents, len(layout.trait)))
    return Sittings(codes, _times(generator, codes.shape, settings.careful_seconds, settings))


def _middling(generator: Any, layout: Layout, settings: Assumptions) -> Sittings:
    """The middle option four times in five, else one of its neighbours; careful pace."""
    np = load_numpy()
    shape = (settings.respondents, len(layout.trait))
    codes = np.asarray((3, 3, 3, 3, 3, 3, 3, 3, 2, 4))[generator.integers(0, 10, shape)]
    return Sittings(codes, _times(generator, shape, settings.careful_seconds, settings))


GROUPS: Mapping[str, Callable[[Any, Layout, Assumptions], Sittings]] = {
    "honest": _honest,
    "honest_styled": _styled,
    "straight_line": _straight,
    "half_straight_line": _half_straight,
    "under_two_seconds": _hasty,
    "mid_scale": _middling,
    "random": _random,
}
"""Every kind of sitting; the docstring of each function says how it answers."""


def _times(generator: Any, shape: tuple[int, int], median_seconds: float, settings: Assumptions) -> Whole:
    np = load_numpy()
    people = settings.person_time_sd * generator.standard_normal((shape[0], 1))
    answers = settings.answer_time_sd * generator.standard_normal(shape)
    times: Whole = np.rint(1000.0 * median_seconds * np.exp(people + answers)).astype(np.int64)
    return times


# ---- the rules, for all sittings at once ----


def index_levels(bank: ItemBank, layout: Layout, sittings: Sittings) -> dict[str, Whole]:
    """Return the level of every index for each sitting: 0 none (or unknown), 1 soft, 2 strong."""
    np = load_numpy()
    rules, asked = bank.rules.quality, layout.instructed
    codes, times = sittings.codes[:, layout.statements], sittings.times[:, layout.statements]
    nobody = np.zeros(len(codes), dtype=np.int64)
    levels = dict.fromkeys(INDICES, nobody)
    if codes.shape[1] >= rules.min_answers:
        levels |= {
            "fast_share": _levels((times < rules.fast_ms).mean(axis=1), rules.fast_share),
            "longest_run": _levels(_longest_runs(codes), rules.longest_run),
            "answer_sd": _levels(-_deviations(codes), _negative(rules.answer_sd)),
            "yes_saying": _levels(codes.mean(axis=1), rules.yes_saying),
            "no_saying": _levels(-codes.mean(axis=1), _negative(rules.no_saying)),
        }
    if asked:
        expected = np.asarray(layout.expected)[asked]
        levels["instructed_failed"] = _levels(
            (sittings.codes[:, asked] != expected).sum(axis=1), rules.instructed_failed
        )
    return levels


def _negative(rule: QualityRule) -> QualityRule:
    """Return the rule of an index of which low values are bad, for the index times -1."""
    return QualityRule(
        None if rule.soft is None else -rule.soft, None if rule.strong is None else -rule.strong
    )


def _levels(values: NDArray[np.floating[Any]] | Whole, rule: QualityRule) -> Whole:
    np = load_numpy()
    levels: Whole = np.zeros(len(values), dtype=np.int64)
    if rule.soft is not None:
        levels[values >= rule.soft] = 1
    if rule.strong is not None:
        levels[values >= rule.strong] = 2
    return levels


def _deviations(codes: Whole) -> Floats:
    """Return the SD (n - 1) of each row, from whole sums: a value on its cut stays on it."""
    np = load_numpy()
    count = codes.shape[1]
    squares = count * (codes**2).sum(axis=1) - codes.sum(axis=1) ** 2
    deviations: Floats = np.sqrt(squares / (count * (count - 1)))
    return deviations


def _longest_runs(codes: Whole) -> Whole:
    np = load_numpy()
    run: Whole = np.ones(len(codes), dtype=np.int64)
    longest = run.copy()
    for place in range(1, codes.shape[1]):
        run = np.where(codes[:, place] == codes[:, place - 1], run + 1, 1)
        longest = np.maximum(longest, run)
    return longest


def _share(group: str, settings: Assumptions, levels: Mapping[str, Whole], bank: ItemBank) -> GroupShare:
    np = load_numpy()
    rules = bank.rules.quality
    stacked = np.stack([levels[index] for index in INDICES])
    refused = ((stacked == 2).sum(axis=0) >= rules.not_interpretable_strong) | (
        (stacked == 1).sum(axis=0) >= rules.not_interpretable_soft
    )
    seen = (stacked > 0).any(axis=0)

    def error(flags: Any) -> float:
        return batch_error(flags.reshape(settings.batches, -1).mean(axis=1))

    return GroupShare(
        discrimination=settings.discrimination,
        group=group,
        sittings=stacked.shape[1],
        signalled=float(seen.mean()),
        not_interpretable=float(refused.mean()),
        by_index={index: float((levels[index] > 0).mean()) for index in INDICES},
        signalled_error=error(seen),
        not_interpretable_error=error(refused),
    )
