"""One pass over a table: every count and sum that the item analysis and the norms need, batch by batch.

All of it can be added up, so that memory depends on the number of items and not on the number of people.
Times are counted in steps of 50 ms; medians and quartiles come from these counts.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import POINTS, RatingItem, SituationItem
from suitability.domain.norms import rounded
from suitability.services.answer_text import points
from suitability.services.column_scores import INTERPRETABLE, score_batch
from suitability.services.reliability import GROUPS, Moments
from suitability.services.result_table import Table, batches, load_polars

if TYPE_CHECKING:
    from polars import DataFrame, Expr

STEP_MS = 50
LONGEST_MS = 600_000
"""Times above ten minutes count as ten minutes: somebody had gone for tea."""

KeyedItems = Sequence[tuple[str, str]]
"""Ids and keyings of the rating items of a scale."""


@dataclass(slots=True)
class ScaleSums:
    """Sums of one scale, or of one sign's own block, in one language.

    ``moments`` by jackknife group: complete answers only, in steps of keyed values (0-4). ``scores``: number
    of people by score in POMP points, for a block by the index of the sign (0-1).
    """

    moments: dict[int, Moments] = field(default_factory=dict)
    scores: Counter[float] = field(default_factory=Counter)


SumsByName = dict[tuple[str, str], ScaleSums]
"""Sums by scale or sign, and language."""


@dataclass(slots=True)
class ItemSums:
    """Counts of one item in one language: cells, and times in steps of 50 ms.

    ``by_rest`` holds, for rating items of a scale, number, sum and sum of squares of the keyed steps by the
    sum of the scale's other items.
    """

    cells: Counter[str] = field(default_factory=Counter)
    times: Counter[int] = field(default_factory=Counter)
    by_rest: dict[int, tuple[int, int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Sums:
    """Everything counted for one form.

    All counters are by language. ``kept`` of the ``read`` results went into the sums; ``refused`` are not
    interpretable, ``unscored`` lack the score of a scale (counted only where whole results were asked for).
    ``partial`` ones have open items and were kept. ``first`` and ``last`` are the days of the kept ones.
    ``scales`` and ``blocks`` are by scale or sign, and language.
    """

    form: str
    read: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    partial: Counter[str] = field(default_factory=Counter)
    unscored: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    scales: SumsByName = field(default_factory=dict)
    blocks: SumsByName = field(default_factory=dict)
    items: dict[tuple[str, str], ItemSums] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that occur among the kept results, the most frequent first."""
        return tuple(sorted(self.kept, key=lambda one: (-self.kept[one], one)))


def block_items(bank: ItemBank, form: str, sign: str) -> tuple[RatingItem, ...]:
    """Return the block of statements that serve a sign and no scale; empty where a sign has no such block.

    That is so for the signs about expectations. A sign that scales or tasks feed has no block of its own.
    """
    items = bank.sign_items(form, sign)
    own = tuple(one for one in items if isinstance(one, RatingItem) and one.scale is None)
    return own if len(own) == len(items) else ()


def summed(
    bank: ItemBank, table: Table, form: str, *, careless_too: bool = False, whole_only: bool = False
) -> Sums:
    """Return the sums of one form.

    Args:
        bank: the questions.
        table: the results.
        form: the form to look at; results of others are passed over.
        careless_too: count results that are not interpretable as well.
        whole_only: count only results that have a score on every scale.

    Raises:
        ResultFileError: a cell holds an answer that its item cannot have.
        UserError: polars is missing.
    """
    sums = Sums(form)
    for batch in batches(bank, table, form):
        _add_batch(bank, sums, batch, careless_too=careless_too, whole_only=whole_only)
    return sums


def _add_batch(bank: ItemBank, sums: Sums, batch: DataFrame, *, careless_too: bool, whole_only: bool) -> None:
    pl = load_polars()
    group = (pl.int_range(pl.len()) + sum(sums.read.values())) % GROUPS
    everything = score_batch(bank, sums.form, batch).with_columns(group.alias("group"))
    _count(sums.read, everything)
    kept = everything
    if not careless_too:
        _count(sums.refused, everything.filter(~pl.col(INTERPRETABLE)))
        kept = kept.filter(INTERPRETABLE)
    scales = {
        scale: [(item.id, item.keying) for item in bank.rating_items(sums.form, scale)]
        for scale in bank.scales
    }
    if whole_only:
        incomplete = pl.any_horizontal(pl.col(scale).is_null() for scale, keyed in scales.items() if keyed)
        _count(sums.unscored, kept.filter(incomplete))
        kept = kept.filter(~incomplete)
    frame = batch.join(kept.select("result.id", "group"), on="result.id", maintain_order="left")
    items = bank.order(sums.form)
    _count(sums.kept, frame)
    _count(sums.partial, frame.filter(pl.any_horizontal(pl.col(item).is_null() for item in items)))
    _add_days(sums, frame)
    for scale, keyed in scales.items():
        if keyed:
            steps = _whole_steps(keyed, frame)
            _add_moments(sums.scales, scale, keyed, steps)
            _add_rests(sums, keyed, steps)
            _add_scores(sums.scales, scale, scale, kept)
    for sign in bank.signs:
        block = [(item.id, item.keying) for item in block_items(bank, sums.form, sign)]
        if block:
            _add_moments(sums.blocks, sign, block, _whole_steps(block, frame))
            _add_scores(sums.blocks, sign, f"sign.{sign}", kept)
    _add_items(sums, items, frame)


def _count(into: Counter[str], frame: DataFrame) -> None:
    for language, number in frame.group_by("result.language").len().rows():
        into[language] += number


def _add_scores(into: SumsByName, name: str, column: str, scored: DataFrame) -> None:
    for language, score, number in scored.drop_nulls(column).group_by("result.language", column).len().rows():
        into.setdefault((name, language), ScaleSums()).scores[score] += number


def _add_days(sums: Sums, frame: DataFrame) -> None:
    pl = load_polars()
    day = pl.col("result.created").str.head(10)
    found = frame.group_by("result.language").agg(day.min().alias("first"), day.max().alias("last"))
    for language, first, last in found.rows():
        sums.first[language] = min(first, sums.first.get(language, first))
        sums.last[language] = max(last, sums.last.get(language, last))


def _whole_steps(keyed: KeyedItems, frame: DataFrame) -> DataFrame:
    """Return the keyed steps (0-4) of the people who answered every one of the items."""
    pl = load_polars()
    return frame.select(
        pl.col("result.language"), "group", *(_steps(item, keying) for item, keying in keyed)
    ).drop_nulls([item for item, _ in keyed])


def _add_moments(into: SumsByName, name: str, keyed: KeyedItems, steps: DataFrame) -> None:
    """Add moments by language and jackknife group."""
    pl = load_polars()
    names = [item for item, _ in keyed]
    pairs = list(itertools.combinations_with_replacement(range(len(names)), 2))
    found = steps.group_by("result.language", "group").agg(
        pl.len(),
        *(pl.col(item).sum().alias(f"s{place}") for place, item in enumerate(names)),
        *((pl.col(names[a]) * pl.col(names[b])).sum().alias(f"p{a},{b}") for a, b in pairs),
    )
    for row in found.iter_rows(named=True):
        own = into.setdefault((name, row["result.language"]), ScaleSums()).moments
        before = own.get(row["group"])
        own[row["group"]] = _moments(row, len(names), before)


def _add_rests(sums: Sums, keyed: KeyedItems, steps: DataFrame) -> None:
    """Add for each item its moments by rest score."""
    pl = load_polars()
    names = [item for item, _ in keyed]
    total = steps.lazy().with_columns(pl.sum_horizontal(names).alias("total"))
    by_rest = pl.collect_all(
        [
            total.group_by("result.language", (pl.col("total") - pl.col(name)).alias("rest")).agg(
                pl.len(), pl.col(name).sum().alias("sum"), (pl.col(name) ** 2).sum().alias("squares")
            )
            for name in names
        ]
    )
    for name, found in zip(names, by_rest, strict=True):
        for language, score, number, added, squares in found.rows():
            kept = sums.items.setdefault((name, language), ItemSums()).by_rest
            old = kept.get(score, (0, 0, 0))
            kept[score] = (old[0] + number, old[1] + added, old[2] + squares)


def _steps(item: str, keying: str) -> Expr:
    pl = load_polars()
    code: Expr = pl.col(item).cast(pl.Int64)
    return (POINTS - code if keying == "-" else code - 1).alias(item)


def _moments(row: dict[str, Any], size: int, before: Moments | None) -> Moments:
    products = [[float(row[f"p{min(a, b)},{max(a, b)}"]) for b in range(size)] for a in range(size)]
    sums = [float(row[f"s{place}"]) for place in range(size)]
    if before is not None:
        sums = [a + b for a, b in zip(sums, before.sums, strict=True)]
        products = [
            [a + b for a, b in zip(ours, theirs, strict=True)]
            for ours, theirs in zip(products, before.products, strict=True)
        ]
    number = row["len"] + (0 if before is None else before.n)
    return Moments(number, tuple(sums), tuple(map(tuple, products)))


def _add_items(sums: Sums, items: Sequence[str], frame: DataFrame) -> None:
    """Add the counts of cells and times of every item; all of them are asked of polars at once."""
    pl = load_polars()
    lazy = frame.lazy()
    questions = []
    for item in items:
        cells = lazy.group_by("result.language", pl.col(item).cast(pl.String)).len()
        step = (pl.col(f"{item}.ms").clip(0, LONGEST_MS) // STEP_MS).alias("step")
        questions += [cells, lazy.drop_nulls(f"{item}.ms").group_by("result.language", step).len()]
    answers = iter(pl.collect_all(questions))
    for item in items:
        for language, cell, number in next(answers).rows():
            own = sums.items.setdefault((item, language), ItemSums())
            if cell is not None:
                own.cells[cell] += number
        for language, place, number in next(answers).rows():
            sums.items[item, language].times[place] += number


def rounded_counts(scores: Counter[float]) -> dict[str, int]:
    """Return how many people have each score, rounded to whole POMP points, in ascending order."""
    found: Counter[int] = Counter()
    for pomp, number in scores.items():
        found[rounded(pomp)] += number
    return {str(score): found[score] for score in sorted(found)}


def option_counts(bank: ItemBank, item_id: str, cells: Counter[str]) -> dict[str, int]:
    """Return how often each option of an item was taken, by a short name of the option.

    Codes for numbered options; option ids for a choice; "+id" and "-id" for what a situation's replies were
    called most and least effective; shares of right pairs in per cent for a sequence.
    """
    item = bank.items[item_id]
    last = points(item)
    if last is not None:
        return {str(code): cells[str(code)] for code in range(1, last + 1)}
    if isinstance(item, SituationItem):
        names = [reply.id for reply in item.replies]
        found = Counter[str]()
        for cell, number in cells.items():
            most, _, least = cell.partition("/")
            found[f"+{most}"] += number
            found[f"-{least}"] += number
        return {key: found[key] for sign in "+-" for key in (sign + name for name in names)}
    if item.kind == "sequence":
        right: Counter[int] = Counter()
        for cell, number in cells.items():
            right[round(100 * item.key(tuple(cell.split(">"))))] += number
        return {f"{share} %": right[share] for share in sorted(right)}
    return {option.id: cells[option.id] for option in getattr(item, "options", ())}


def quantile(times: Counter[int], share: float) -> float | None:
    """Return the time in ms below which ``share`` (0-1) of the answers lie, None without times.

    It is the middle of the 50 ms step in which the quantile lies.
    """
    total = sum(times.values())
    passed = 0
    for step in sorted(times):
        passed += times[step]
        if passed >= share * total:
            return step * STEP_MS + STEP_MS / 2.0
    return None
