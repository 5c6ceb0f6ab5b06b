"""The item analysis as lines for the terminal and as CSV for other programs."""

from __future__ import annotations

from collections.abc import Iterator

from suitability.domain.bank import ItemBank
from suitability.domain.consistency import alpha_of_another_length
from suitability.domain.intervals import Interval
from suitability.services.csv_cells import Value, figures_csv, interval_cells
from suitability.services.formatting import fixed
from suitability.services.item_statistics import Analysis, BlockSummary, Difference, ItemRow, ScaleSummary
from suitability.services.words import Words

DASH = "—"
WIDE_OPTIONS = 5
"""An item with more options than this shows them in CSV and HTML only."""

YARDSTICK = (10, 0.80)
"""Statements of a scale of the full form and the alpha it is to have: what the blocks are held against."""


def analysis_lines(bank: ItemBank, found: Analysis, words: Words) -> Iterator[str]:
    """Yield the analysis of one form as lines; the tables fit into 80 columns."""
    form = bank.forms[found.form].name.on(words.language)
    yield words("learning.items.title", form=form)
    for language, read in found.read.items():
        yield words(
            "learning.items.people",
            language=language,
            read=read,
            kept=found.kept.get(language, 0),
            careless=found.refused.get(language, 0),
            partial=found.partial.get(language, 0),
        )
    yield from _scales(bank, found, words)
    yield from _blocks(bank, found, words)
    yield from _items(found, words)
    yield from _differences(bank, found, words)


def _scales(bank: ItemBank, found: Analysis, words: Words) -> Iterator[str]:
    if not found.scales:
        return
    yield ""
    yield words("learning.items.scales")
    for row in found.scales:
        yield words(
            "learning.items.scale",
            scale=bank.scales[row.scale].name.on(words.language),
            language=row.language,
            n=row.n,
            mean=fixed(words, row.mean, 1),
            sd=fixed(words, row.sd, 1),
        )
        yield _consistency(row, words)


def _blocks(bank: ItemBank, found: Analysis, words: Words) -> Iterator[str]:
    if not found.blocks:
        return
    yield ""
    yield words("learning.items.blocks")
    for row in found.blocks:
        yield words(
            "learning.items.block",
            block=bank.signs[row.sign].name.on(words.language),
            number=bank.signs[row.sign].number,
            language=row.language,
            n=row.n,
            mean=number_text(row.mean, words),
            sd=number_text(row.sd, words),
        )
        yield _consistency(row, words)


def _consistency(row: ScaleSummary | BlockSummary, words: Words) -> str:
    found = words(
        "learning.items.reliability",
        complete=row.complete,
        items=row.items,
        alpha=interval_text(row.alpha, words),
        omega=interval_text(row.omega, words),
        r=number_text(row.mean_r, words),
    )
    return f"  {found}"


def block_notes(analyses: list[Analysis], words: Words) -> list[str]:
    """Return what alpha and omega of blocks can tell, a text for each number of statements."""
    many, reached = YARDSTICK
    texts = []
    for items in sorted({row.items for found in analyses for row in found.blocks}):
        if items == 1:
            texts.append(words("learning.items.block_single"))
            continue
        expected = fixed(words, alpha_of_another_length(reached, many, items), 2)
        values = {"many": many, "reached": fixed(words, reached, 2), "expected": expected}
        texts.append(words.plural("learning.items.block_note", items, **values))
    return texts


def _items(found: Analysis, words: Words) -> Iterator[str]:
    for language in dict.fromkeys(row.language for row in found.items):
        yield ""
        yield words("learning.items.items", language=language)
        heads = [
            words(f"learning.items.heads.{name}") for name in ("item", "n", "mean", "sd", "rest", "alpha")
        ]
        yield _columns([*heads, words("learning.items.heads.time"), words("learning.items.heads.options")])
        for row in (one for one in found.items if one.language == language):
            seconds = None if row.median is None else row.median / 1000.0
            shares = " ".join(str(round(100 * share)) for share in row.options.values())
            yield _columns(
                [
                    row.item,
                    str(row.n),
                    number_text(row.mean, words),
                    number_text(row.sd, words),
                    number_text(row.rest, words),
                    number_text(row.alpha_without, words),
                    number_text(seconds, words, 1),
                    shares if len(row.options) <= WIDE_OPTIONS else "…",
                ]
            )


def _differences(bank: ItemBank, found: Analysis, words: Words) -> Iterator[str]:
    if not found.differences:
        return
    yield ""
    first = found.differences[0]
    yield words("learning.items.differences", reference=first.reference)
    outside = False
    for row in found.differences:
        if row.scale is None and not outside:
            yield words("learning.items.outside")
        outside = row.scale is None
        name = difference_name(bank, row, words) if row.item is None else f"  {row.item}"
        texts = [interval_text(row.standardised, words)]
        if row.item is not None and row.scale is not None:
            texts.append(words("learning.items.matched", value=interval_text(row.matched, words)))
        yield f"{name}  {row.other}  " + "  ".join(texts)


def difference_name(bank: ItemBank, row: Difference, words: Words) -> str:
    """Return how the row of a difference is called: the id of its item, or the name of its scale."""
    if row.item is not None or row.scale is None:
        return row.item or ""
    return bank.scales[row.scale].name.on(words.language)


def _columns(cells: list[str]) -> str:
    widths = (6, 8, 7, 7, 6, 8, 8)
    left = cells[0].ljust(widths[0])
    middle = "".join(text.rjust(width) for text, width in zip(cells[1:7], widths[1:], strict=True))
    return f"{left}{middle}  {cells[7]}".rstrip()


def number_text(value: float | None, words: Words, digits: int = 2) -> str:
    """Return a number of the analysis in words' language, a dash for None."""
    return DASH if value is None else fixed(words, value, digits)


def interval_text(one: Interval | None, words: Words, digits: int = 2) -> str:
    """Return "0.83 [0.81; 0.85]"; without ends no brackets, a dash for None."""
    if one is None:
        return DASH
    value = fixed(words, one.value, digits)
    if one.low is None or one.high is None:
        return value
    return f"{value} [{fixed(words, one.low, digits)}; {fixed(words, one.high, digits)}]"


FIELDS = (
    "table", "form", "language", "other_language", "scale", "block", "item", "items", "kind", "keying", "n",
    "n_other", "missing", "complete", "mean", "sd", "item_rest", "alpha_without", "alpha", "alpha_low",
    "alpha_high", "omega", "omega_low", "omega_high", "mean_r", "difference", "difference_low",
    "difference_high", "matched", "matched_low", "matched_high", "timed", "time_median_ms", "time_q1_ms",
    "time_q3_ms", "options",
)  # fmt: skip
"""Columns of the CSV; ``table`` says what a row is about: scale, block, item or difference."""


def analysis_csv(analyses: list[Analysis]) -> str:
    """Return the analyses as one CSV: commas, a point as decimal sign, empty for unknown."""
    return figures_csv(FIELDS, (row for found in analyses for row in _csv_rows(found)))


def _csv_rows(found: Analysis) -> Iterator[dict[str, Value]]:
    for scale in found.scales:
        yield {
            "table": "scale",
            "form": found.form,
            "language": scale.language,
            "scale": scale.scale,
            **_group_cells(scale),
        }
    for block in found.blocks:
        yield {
            "table": "block",
            "form": found.form,
            "language": block.language,
            "block": block.sign,
            **_group_cells(block),
        }
    for item in found.items:
        yield _item_map(found.form, item)
    for difference in found.differences:
        yield _difference_map(found.form, difference)


def _group_cells(row: ScaleSummary | BlockSummary) -> dict[str, Value]:
    return {
        "items": row.items,
        "n": row.n,
        "complete": row.complete,
        "mean": row.mean,
        "sd": row.sd,
        **interval_cells("alpha", row.alpha),
        **interval_cells("omega", row.omega),
        "mean_r": row.mean_r,
    }


def _item_map(form: str, row: ItemRow) -> dict[str, Value]:
    return {
        "table": "item",
        "form": form,
        "language": row.language,
        "scale": row.scale,
        "block": row.block,
        "item": row.item,
        "kind": row.kind,
        "keying": row.keying,
        "n": row.n,
        "missing": row.missing,
        "mean": row.mean,
        "sd": row.sd,
        "item_rest": row.rest,
        "alpha_without": row.alpha_without,
        "timed": row.timed,
        "time_median_ms": row.median,
        "time_q1_ms": row.quartile_low,
        "time_q3_ms": row.quartile_high,
        "options": " ".join(f"{name.replace(' ', '')}={share:.4f}" for name, share in row.options.items()),
    }


def _difference_map(form: str, row: Difference) -> dict[str, Value]:
    return {
        "table": "difference",
        "form": form,
        "language": row.reference,
        "other_language": row.other,
        "scale": row.scale,
        "item": row.item,
        "n": row.n_reference,
        "n_other": row.n_other,
        **interval_cells("difference", row.standardised),
        **interval_cells("matched", row.matched),
    }
