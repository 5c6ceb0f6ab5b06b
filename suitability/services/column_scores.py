"""The scoring of ``domain`` for a whole table at once, in expressions of polars; a test compares the two.

Nothing is decided here: cuts and shares come from the bank, and what terms show is looked up in a table that
``domain.familiarity`` fills.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from suitability.domain.answered import needed
from suitability.domain.bank import ItemBank, QualityRule
from suitability.domain.familiarity import familiarity
from suitability.domain.kinds import FamiliarityItem, InstructedItem, Item, RatingItem
from suitability.domain.session import Response
from suitability.errors import ResultFileError
from suitability.services.answer_text import keyed_cells, points
from suitability.services.result_table import load_polars

if TYPE_CHECKING:
    from polars import DataFrame, Expr

INTERPRETABLE = "interpretable"


def score_batch(bank: ItemBank, form: str, batch: DataFrame) -> DataFrame:
    """Return a row of scores for every row of ``batch``, in its order.

    Columns: ``result.id`` and ``result.language``; ``<scale>`` (POMP) and ``<scale>.answered``; ``sign.<id>``
    (index 0-1) and ``status.<id>``; ``terms.<figure>``; ``quality.<index>``; ``interpretable``.

    Args:
        bank: the questions.
        form: the form of all rows.
        batch: rows of a table (``services.result_table``).

    Raises:
        ResultFileError: a cell holds an answer that its item cannot have.
    """
    pl = load_polars()
    numbered = batch.with_row_index("row")
    parts = [_scored(bank, form, part, order) for order, part in _by_order(bank, form, numbered)]
    found: DataFrame = pl.concat(parts).sort("row").drop("row")
    return found


def _by_order(bank: ItemBank, form: str, batch: DataFrame) -> Iterator[tuple[tuple[str, ...], DataFrame]]:
    """Yield the orders of presentation that occur, each with its rows."""
    for (order,), part in batch.partition_by("result.order", as_dict=True).items():
        shown = bank.order(form) if order is None else tuple(str(order).split(","))
        if not set(shown) <= set(bank.order(form)):
            raise ResultFileError("table_values", columns="result.order")
        yield shown, part


def _scored(bank: ItemBank, form: str, batch: DataFrame, order: Sequence[str]) -> DataFrame:
    frame = _keyed(bank, form, batch)
    frame = _with_terms(bank, form, frame)
    frame = _with_runs([item for item in order if isinstance(bank.items[item], RatingItem)], frame)
    found = frame.select(
        "row",
        "result.id",
        "result.language",
        *_scales(bank, form, frame),
        *_signs(bank, form),
        *(f"terms.{name}" for name in TERMS),
        *_quality(bank, order),
    )
    return found.with_columns(_verdict(bank))


def _keyed(bank: ItemBank, form: str, batch: DataFrame) -> DataFrame:
    """Return the batch with a column ``key.<item>`` of keyed values for every item that a sign counts."""
    pl = load_polars()
    items = [bank.items[item] for item in bank.order(form)]
    frame = batch.with_columns(key_of(item).alias(f"key.{item.id}") for item in items)
    lost = frame.select(
        (pl.col(item.id).is_not_null() & pl.col(f"key.{item.id}").is_null()).any().alias(item.id)
        for item in items
    ).row(0, named=True)
    if any(lost.values()):
        raise ResultFileError("table_values", columns=", ".join(name for name, bad in lost.items() if bad))
    return frame


def key_of(item: Item) -> Expr:
    """Return the expression of an item's keyed value 0-1; null where it was not answered."""
    pl = load_polars()
    column = pl.col(item.id)
    if isinstance(item, RatingItem):
        share: Expr = (column.cast(pl.Float64) - 1.0) / ((points(item) or 0) - 1.0)
        return 1.0 - share if item.keying == "-" else share
    table = keyed_cells(item)
    kind = pl.String if points(item) is None else pl.UInt8
    found: Expr = column.cast(kind).replace_strict(
        pl.Series(list(table), dtype=kind),
        pl.Series(list(table.values()), dtype=pl.Float64),
        default=None,
        return_dtype=pl.Float64,
    )
    return found


def _count(columns: Sequence[str]) -> Expr:
    """Return how many of the columns are not null."""
    pl = load_polars()
    found: Expr = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.Int32) for name in columns)
    return found


def _scales(bank: ItemBank, form: str, frame: DataFrame) -> Iterator[Expr]:
    pl = load_polars()
    languages = [str(language) for language in frame["result.language"].unique()]
    for scale in bank.scales.values():
        items = [item.id for item in bank.rating_items(form, scale.id)]
        if not items:
            continue
        answered = _count(items)
        least = max(1, needed(len(items), bank.rules.answered.scale))
        scored = pl.lit(False)
        for language in languages:
            known = [
                k for k in range(least, len(items) + 1) if bank.sem(form, language, scale.id, k) is not None
            ]
            scored = scored | ((pl.col("result.language") == language) & answered.is_in(known))
        total = pl.sum_horizontal(f"key.{item}" for item in items)
        yield pl.when(scored).then(100.0 * total / answered).alias(scale.id)
        yield answered.alias(f"{scale.id}.answered")


def _signs(bank: ItemBank, form: str) -> Iterator[Expr]:
    pl = load_polars()
    rule = bank.rules.signs
    for sign in bank.signs.values():
        everything = bank.sign_items(form, sign.id)
        items = [item.id for item in everything if not isinstance(item, FamiliarityItem)]
        with_terms = len(items) < len(everything)
        if not items:
            continue
        total = len(items) + with_terms
        given, keyed = _count(items), pl.sum_horizontal(f"key.{item}" for item in items)
        answered = given
        if with_terms:
            answered = given + pl.col("terms.value").is_not_null().cast(pl.Int32)
            keyed = keyed + pl.col("terms.value").fill_null(0.0)
        known = (given > 0) & (answered >= needed(total, bank.rules.answered.sign))
        index = (keyed / answered).round(9)
        below = rule.provisional_raised_below if total < rule.provisional_below_items else rule.raised_below
        status = (
            pl.when(~known)
            .then(pl.lit("unknown"))
            .when(index < below)
            .then(pl.lit("raised"))
            .when(index > rule.clear_above)
            .then(pl.lit("clear"))
            .otherwise(pl.lit("thought"))
        )
        yield pl.when(known).then(index).alias(f"sign.{sign.id}")
        yield status.alias(f"status.{sign.id}")


# ---- terms ----

TERMS = ("hits", "false_alarms", "discrimination", "value")


def _with_terms(bank: ItemBank, form: str, frame: DataFrame) -> DataFrame:
    """Return the frame with what the terms show: looked up by counts and sums of claims."""
    pl = load_polars()
    terms = [item for name in bank.order(form) if isinstance(item := bank.items[name], FamiliarityItem)]
    sorts = [[item.id for item in terms if item.real is real] for real in (True, False)]
    if not all(sorts):
        return frame.with_columns(pl.lit(None, dtype=pl.Float64).alias(f"terms.{name}") for name in TERMS)
    for number, names in enumerate(sorts):
        claims = pl.sum_horizontal((pl.col(name).cast(pl.Int32) - 1).fill_null(0) for name in names)
        frame = frame.with_columns(_count(names).alias(f"n{number}"), claims.alias(f"c{number}"))
    combined = ["n0", "c0", "n1", "c1"]
    rows = [(*row, *_shown_by(bank, terms, row)) for row in frame.select(combined).unique().rows()]
    types = dict.fromkeys(combined, pl.Int32) | {f"terms.{name}": pl.Float64 for name in TERMS}
    known = pl.DataFrame(rows, schema=types, orient="row")
    return frame.join(known, on=combined, how="left", maintain_order="left").drop(combined)


def _shown_by(
    bank: ItemBank, terms: Sequence[FamiliarityItem], row: Sequence[int]
) -> tuple[float | None, ...]:
    """Return the figures of ``domain.familiarity`` for any answers with these counts and sums of claims."""
    responses: dict[str, Response] = {}
    for sort, (count, claimed) in zip((True, False), (row[:2], row[2:]), strict=True):
        rest = claimed
        for item in [term for term in terms if term.real is sort][:count]:
            code = 1 + min(2, rest)
            rest -= code - 1
            responses[item.id] = Response(item.id, code)
    found = familiarity(terms, responses, bank.rules.answered.sign)
    return tuple(None if found is None else getattr(found, name) for name in TERMS)


# ---- response quality ----


def _with_runs(items: Sequence[str], frame: DataFrame) -> DataFrame:
    """Return the frame with ``longest``: the longest run of equal answers in the order of ``items``.

    Unanswered items are passed over, as the domain does.
    """
    pl = load_polars()
    frame = frame.with_columns(
        pl.lit(None, dtype=pl.UInt8).alias("last"),
        pl.lit(0, dtype=pl.UInt16).alias("run"),
        pl.lit(0, dtype=pl.UInt16).alias("longest"),
    )
    for item in items:
        code = pl.col(item).cast(pl.UInt8)
        goes_on = (code == pl.col("last")).fill_null(value=False)
        run = pl.when(code.is_null() | goes_on).then(pl.col("run") + goes_on.cast(pl.UInt16)).otherwise(1)
        frame = frame.with_columns(run.cast(pl.UInt16).alias("run"), pl.coalesce(code, "last").alias("last"))
        frame = frame.with_columns(pl.max_horizontal("longest", "run").alias("longest"))
    return frame


def _quality(bank: ItemBank, order: Sequence[str]) -> Iterator[Expr]:
    pl = load_polars()
    rules = bank.rules.quality
    rated = [item for item in order if isinstance(bank.items[item], RatingItem)]
    asked = [item for name in order if isinstance(item := bank.items[name], InstructedItem)]
    if rated:
        count = _count(rated)
        timed = [pl.col(item).is_not_null() & pl.col(f"{item}.ms").is_not_null() for item in rated]
        times = pl.sum_horizontal(flag.cast(pl.Int32) for flag in timed)
        fast = pl.sum_horizontal(
            (flag & (pl.col(f"{item}.ms") < rules.fast_ms)).fill_null(value=False).cast(pl.Int32)
            for item, flag in zip(rated, timed, strict=True)
        )
        codes = [pl.col(item).cast(pl.Int64) for item in rated]
        total = pl.sum_horizontal(codes)
        squares = pl.sum_horizontal(code * code for code in codes)
        spread = ((count * squares - total * total) / (count * (count - 1))).sqrt()
        enough = count >= rules.min_answers
        yield pl.when(times >= rules.min_answers).then(fast / times).alias("quality.fast_share")
        yield pl.when(enough).then(pl.col("longest").cast(pl.Float64)).alias("quality.longest_run")
        yield pl.when(enough).then(spread).alias("quality.answer_sd")
        yield pl.when(enough).then(total / count).alias("quality.mean_answer")
    else:
        for name in ("fast_share", "longest_run", "answer_sd", "mean_answer"):
            yield pl.lit(None, dtype=pl.Float64).alias(f"quality.{name}")
    if asked:
        failed = pl.sum_horizontal(
            (pl.col(item.id) != item.expected).fill_null(value=False).cast(pl.Int32) for item in asked
        )
        answered = _count([item.id for item in asked])
        yield pl.when(answered > 0).then(failed.cast(pl.Float64)).alias("quality.instructed_failed")
    else:
        yield pl.lit(None, dtype=pl.Float64).alias("quality.instructed_failed")
    yield pl.col("terms.false_alarms").alias("quality.overclaiming")


def _verdict(bank: ItemBank) -> Expr:
    """Return whether the strong and the soft signals leave the result interpretable."""
    pl = load_polars()
    rules = bank.rules.quality
    signals = (
        ("quality.fast_share", rules.fast_share, 1.0),
        ("quality.instructed_failed", rules.instructed_failed, 1.0),
        ("quality.longest_run", rules.longest_run, 1.0),
        ("quality.answer_sd", rules.answer_sd, -1.0),
        ("quality.mean_answer", rules.yes_saying, 1.0),
        ("quality.mean_answer", rules.no_saying, -1.0),
        ("quality.overclaiming", rules.overclaiming or QualityRule(), 1.0),
    )
    strong = pl.sum_horizontal(_at_least(name, rule.strong, sign) for name, rule, sign in signals)
    soft = pl.sum_horizontal(
        _at_least(name, rule.soft, sign) - _both(name, rule, sign) for name, rule, sign in signals
    )
    fine: Expr = (strong < rules.not_interpretable_strong) & (soft < rules.not_interpretable_soft)
    return fine.alias(INTERPRETABLE)


def _at_least(name: str, cut: float | None, sign: float) -> Expr:
    """Return 1 where the index is at or beyond the cut (at or below it for ``sign`` -1), else 0."""
    pl = load_polars()
    nothing: Expr = pl.lit(0, dtype=pl.Int32)
    if cut is None:
        return nothing
    reached: Expr = (sign * pl.col(name) >= sign * cut).fill_null(value=False).cast(pl.Int32)
    return reached


def _both(name: str, rule: QualityRule, sign: float) -> Expr:
    """Return 1 where the index is soft and strong at once: it then counts as strong only."""
    pl = load_polars()
    nothing: Expr = pl.lit(0, dtype=pl.Int32)
    if rule.soft is None or rule.strong is None:
        return nothing
    return _at_least(name, rule.soft, sign) * _at_least(name, rule.strong, sign)
