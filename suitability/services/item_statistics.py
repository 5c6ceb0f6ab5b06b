"""From counts and sums to what a test author reads: items, scales, and differences between languages."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from suitability.domain.bank import ItemBank
from suitability.domain.consistency import alpha, item_rest, without
from suitability.domain.intervals import Interval, z_quantile
from suitability.domain.kinds import Item, RatingItem
from suitability.services.answer_text import keyed_cells, points
from suitability.services.item_sums import ItemSums, ScaleSums, Sums, block_items, option_counts, quantile
from suitability.services.reliability import Moments, added, consistency_of

LEVEL = 0.95
"""Confidence of every interval in the item analysis."""

STEPS = 4
"""A keyed answer runs from 0 to 4 steps; 100 POMP points are 4 steps."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item in one language.

    ``mean`` and ``sd`` (n - 1): of the raw codes where options are numbered, of keyed values 0-1 for tasks.
    ``rest`` is the correlation with the sum of the other items of the scale, ``alpha_without`` the scale's
    alpha without the item; both over people who answered the whole scale. ``block`` names the sign whose own
    block the item belongs to; the two figures are then about that block. ``options`` maps an option to its
    share of the answers, 0-1. Times in ms: median and quartiles over ``timed`` answers.
    """

    item: str
    kind: str
    scale: str | None
    keying: str
    language: str
    n: int
    missing: int
    mean: float | None
    sd: float | None
    rest: float | None
    alpha_without: float | None
    options: Mapping[str, float]
    timed: int
    median: float | None
    quartile_low: float | None
    quartile_high: float | None
    block: str | None = None


@dataclass(frozen=True, slots=True)
class ScaleSummary:
    """One scale in one language, in POMP points; reliability over the ``complete`` people."""

    scale: str
    language: str
    items: int
    n: int
    complete: int
    mean: float
    sd: float
    alpha: Interval | None
    omega: Interval | None
    mean_r: float | None

    @property
    def reliability(self) -> tuple[str, float] | None:
        """Name and value of the smaller of alpha and omega, so that no range comes out too narrow."""
        found = [(one.value, name) for name, one in (("omega", self.omega), ("alpha", self.alpha)) if one]
        if not found:
            return None
        value, name = min(found)
        return name, value


@dataclass(frozen=True, slots=True)
class BlockSummary:
    """The block of statements of one sign in one language; ``mean`` and ``sd`` are of the sign's index (0-1).

    The index is the mean keyed value of the ``items`` statements; ``n`` people have one. How the statements
    hang together rests on the ``complete`` ones who answered them all; None for a single statement.
    """

    sign: str
    language: str
    items: int
    n: int
    complete: int
    mean: float
    sd: float
    alpha: Interval | None
    omega: Interval | None
    mean_r: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Another language against the reference: ``standardised`` is Hedges' g, ``matched`` in answer steps.

    Positive: the other language has the higher keyed answers. ``matched`` compares people of equal score on
    the rest of the scale (items only): what is left speaks about the item, not about the people. Items of no
    scale (``scale`` None) have no such rest.
    """

    scale: str | None
    item: str | None
    reference: str
    other: str
    n_reference: int
    n_other: int
    standardised: Interval | None
    matched: Interval | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The item analysis of one form."""

    form: str
    read: Mapping[str, int]
    kept: Mapping[str, int]
    refused: Mapping[str, int]
    partial: Mapping[str, int]
    scales: tuple[ScaleSummary, ...]
    items: tuple[ItemRow, ...]
    differences: tuple[Difference, ...]
    blocks: tuple[BlockSummary, ...]


def analyse(bank: ItemBank, sums: Sums) -> Analysis:
    """Return the item analysis that the sums of a form lead to.

    Raises:
        UserError: numpy is missing.
    """
    scales = [
        summary
        for language in sums.languages
        for scale in bank.scales
        if (summary := scale_summary(bank, sums, scale, language)) is not None
    ]
    return Analysis(
        form=sums.form,
        read=dict(sorted(sums.read.items())),
        kept=dict(sorted(sums.kept.items())),
        refused=dict(sorted(sums.refused.items())),
        partial=dict(sorted(sums.partial.items())),
        scales=tuple(scales),
        items=tuple(row for language in sums.languages for row in _items(bank, sums, language)),
        differences=tuple(_differences(bank, sums)),
        blocks=tuple(_blocks(bank, sums)),
    )


def scale_summary(bank: ItemBank, sums: Sums, scale: str, language: str) -> ScaleSummary | None:
    """Return the summary of a scale in a language, None where fewer than two people have a score."""
    own = sums.scales.get((scale, language), ScaleSums())
    n, mean, sd = moments_of(own.scores)
    if n < 2 or sd is None or mean is None:
        return None
    items = len(bank.rating_items(sums.form, scale))
    one = consistency_of(own.moments, items, LEVEL)
    return ScaleSummary(scale, language, items, n, one.complete, mean, sd, one.alpha, one.omega, one.mean_r)


def _blocks(bank: ItemBank, sums: Sums) -> Iterator[BlockSummary]:
    """Yield the blocks by language and number of their sign, where at least two people have an index."""
    for language in sums.languages:
        for sign in sorted(bank.signs.values(), key=lambda sign: sign.number):
            own = sums.blocks.get((sign.id, language), ScaleSums())
            n, mean, sd = moments_of(own.scores)
            if n < 2 or sd is None or mean is None:
                continue
            items = len(block_items(bank, sums.form, sign.id))
            one = consistency_of(own.moments, items, LEVEL)
            yield BlockSummary(
                sign.id, language, items, n, one.complete, mean, sd, one.alpha, one.omega, one.mean_r
            )


def moments_of(counts: Mapping[float, int]) -> tuple[int, float | None, float | None]:
    """Return number, mean and SD (n - 1) of values given with their counts; None where undefined."""
    n = sum(counts.values())
    if n == 0:
        return 0, None, None
    mean = math.fsum(value * count for value, count in counts.items()) / n
    if n == 1:
        return 1, mean, None
    spread = math.fsum(count * (value - mean) ** 2 for value, count in counts.items())
    return n, mean, math.sqrt(spread / (n - 1))


def _items(bank: ItemBank, sums: Sums, language: str) -> Iterator[ItemRow]:
    scales, blocks = (
        {
            name: own.moments
            for (name, spoken), own in found.items()
            if spoken == language and sum(group.n for group in own.moments.values()) >= 2
        }
        for found in (sums.scales, sums.blocks)
    )
    among: dict[str, tuple[float | None, float | None]] = {}
    for scale, moments in scales.items():
        among |= _among(bank.rating_items(sums.form, scale), moments)
    for sign, moments in blocks.items():
        among |= _among(block_items(bank, sums.form, sign), moments)
    for item_id in bank.order(sums.form):
        own = sums.items.get((item_id, language), ItemSums())
        rest, dropped = among.get(item_id, (None, None))
        row = _item(bank, own, item_id, language, (sums.kept[language], rest, dropped))
        sign_id = bank.items[item_id].sign
        own_block = () if sign_id is None else block_items(bank, sums.form, sign_id)
        yield replace(row, block=sign_id) if bank.items[item_id] in own_block else row


def _among(
    items: Sequence[RatingItem], moments: Mapping[int, Moments]
) -> dict[str, tuple[float | None, float | None]]:
    """Return for each item its correlation with the sum of the others, and the alpha of these others."""
    covariances = added([moments[group] for group in sorted(moments)]).covariances()
    return {
        item.id: (item_rest(covariances, place), alpha(without(covariances, place)))
        for place, item in enumerate(items)
    }


def _item(
    bank: ItemBank,
    own: ItemSums,
    item_id: str,
    language: str,
    known: tuple[int, float | None, float | None],
) -> ItemRow:
    item = bank.items[item_id]
    values: Counter[float] = Counter()
    table = {} if points(item) is not None else keyed_cells(item)
    for cell, count in own.cells.items():
        values[float(cell) if points(item) is not None else table[cell]] += count
    n, mean, sd = moments_of(values)
    people, rest, dropped = known
    options = option_counts(bank, item_id, own.cells)
    return ItemRow(
        item=item_id,
        kind=item.kind,
        scale=getattr(item, "scale", None),
        keying=getattr(item, "keying", ""),
        language=language,
        n=n,
        missing=people - n,
        mean=mean,
        sd=sd,
        rest=rest,
        alpha_without=dropped,
        options={name: count / n if n else 0.0 for name, count in options.items()},
        timed=sum(own.times.values()),
        median=quantile(own.times, 0.5),
        quartile_low=quantile(own.times, 0.25),
        quartile_high=quantile(own.times, 0.75),
    )


# ---- differences between languages ----


def _differences(bank: ItemBank, sums: Sums) -> Iterator[Difference]:
    if len(sums.languages) < 2:
        return
    reference = next((one for one in bank.pack.languages if one in sums.kept), sums.languages[0])
    for other in (one for one in sums.languages if one != reference):
        for scale in bank.scales:
            ours, theirs = (
                sums.scales.get((scale, language), ScaleSums()).scores for language in (reference, other)
            )
            if not ours or not theirs:
                continue
            counts = (sum(ours.values()), sum(theirs.values()))
            yield Difference(scale, None, reference, other, *counts, hedges_g(ours, theirs), None)
            for item in bank.rating_items(sums.form, scale):
                yield _item_difference(sums, item, (reference, other))
        for name in bank.order(sums.form):
            if getattr(bank.items[name], "scale", None) is None:
                yield _lone_difference(sums, bank.items[name], (reference, other))


def _lone_difference(sums: Sums, item: Item, languages: tuple[str, str]) -> Difference:
    """Compare the keyed values of an item that belongs to no scale."""
    table = {str(cell): value for cell, value in keyed_cells(item).items()}
    counts: list[Counter[float]] = [Counter(), Counter()]
    for language, values in zip(languages, counts, strict=True):
        for cell, count in sums.items.get((item.id, language), ItemSums()).cells.items():
            values[table[cell]] += count
    return Difference(
        scale=None,
        item=item.id,
        reference=languages[0],
        other=languages[1],
        n_reference=counts[0].total(),
        n_other=counts[1].total(),
        standardised=hedges_g(*counts),
        matched=None,
    )


def _item_difference(sums: Sums, item: RatingItem, languages: tuple[str, str]) -> Difference:
    ours, theirs = (sums.items.get((item.id, language), ItemSums()) for language in languages)
    steps = [_keyed_steps(own.cells, item.keying) for own in (ours, theirs)]
    return Difference(
        scale=item.scale or "",
        item=item.id,
        reference=languages[0],
        other=languages[1],
        n_reference=sum(steps[0].values()),
        n_other=sum(steps[1].values()),
        standardised=hedges_g(*steps),
        matched=matched_difference(ours.by_rest, theirs.by_rest),
    )


def _keyed_steps(cells: Mapping[str, int], keying: str) -> Counter[float]:
    return Counter(
        {float(5 - int(cell) if keying == "-" else int(cell) - 1): count for cell, count in cells.items()}
    )


def hedges_g(reference: Mapping[float, int], other: Mapping[float, int]) -> Interval | None:
    """Return the standardised mean difference, other minus reference (Hedges 1981), None where undefined.

    The interval is the usual normal one: variance (n1 + n2) / (n1 n2) + g^2 / (2 (n1 + n2)).
    """
    (n1, mean1, sd1), (n2, mean2, sd2) = moments_of(reference), moments_of(other)
    if sd1 is None or sd2 is None or mean1 is None or mean2 is None:
        return None
    degrees = n1 + n2 - 2
    pooled = math.sqrt(((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / degrees)
    if pooled == 0.0:
        return None
    g = (mean2 - mean1) / pooled * (1.0 - 3.0 / (4.0 * degrees - 1.0))
    reach = z_quantile((1.0 + LEVEL) / 2.0) * math.sqrt((n1 + n2) / (n1 * n2) + g**2 / (2.0 * (n1 + n2)))
    return Interval(g, g - reach, g + reach)


Strata = Mapping[int, tuple[int, int, int]]
"""Number, sum and sum of squares of an item's steps by rest score."""


def matched_difference(reference: Strata, other: Strata) -> Interval | None:
    """Return an item's mean difference in steps, other minus reference, among people of equal rest score.

    Differences within each rest score, weighted n1 n2 / (n1 + n2) (Mantel's weights), with a normal interval
    from the variances within. Rest scores that only one group has say nothing and are left out. None where
    none is shared by enough people.
    """
    weights: list[float] = []
    terms: list[float] = []
    variances: list[float] = []
    for score in sorted(reference.keys() & other.keys()):
        (n1, sum1, squares1), (n2, sum2, squares2) = reference[score], other[score]
        if n1 < 2 or n2 < 2:
            continue
        weight = n1 * n2 / (n1 + n2)
        within = [(q - s * s / n) / (n - 1) for n, s, q in ((n1, sum1, squares1), (n2, sum2, squares2))]
        weights.append(weight)
        terms.append(weight * (sum2 / n2 - sum1 / n1))
        variances.append(weight**2 * (within[0] / n1 + within[1] / n2))
    total = math.fsum(weights)
    if total == 0.0:
        return None
    value = math.fsum(terms) / total
    reach = z_quantile((1.0 + LEVEL) / 2.0) * math.sqrt(math.fsum(variances)) / total
    return Interval(value, value - reach, value + reach)
