"""The fairness check as lines for the terminal, as CSV and as JSON. No line is about a single person."""

from __future__ import annotations

import json
from collections.abc import Iterator

from suitability.domain.bank import ItemBank
from suitability.domain.fairness import FEWEST, RateRow
from suitability.domain.intervals import Interval
from suitability.services.csv_cells import Value, figures_csv, interval_cells
from suitability.services.fairness import FEWEST_SHOWN, Fairness, GapRow
from suitability.services.formatting import clipped, fixed, quoted
from suitability.services.item_listing import interval_text
from suitability.services.item_statistics import Difference
from suitability.services.messages import line_sentence
from suitability.services.words import Words

BAD_LINES_NAMED = 20

LONGEST_ITEM = 70
"""Characters of a question's text that stand beside its id."""


def fairness_lines(
    bank: ItemBank, found: Fairness, differences: tuple[Difference, ...] | None, words: Words
) -> Iterator[str]:
    """Yield the whole check; ``differences`` between languages is None where they were not computed."""
    yield words("fairness.title")
    yield words("fairness.people", people=found.people, grouped=found.grouped)
    if found.unscored:
        yield words.plural("fairness.unscored", found.unscored)
    if len(found.forms) > 1:
        forms = ", ".join(bank.forms[form].name.on(words.language) for form in found.forms)
        yield words("fairness.forms", forms=forms)
    yield ""
    yield from _rates(found, words)
    yield ""
    yield from _gaps(bank, found, words)
    if differences:
        yield ""
        yield from _differences(bank, differences, words)
    elif differences is not None:
        yield ""
        yield words("fairness.languages.one")
    yield ""
    yield words("fairness.limits.title")
    for name in ("chance", "groups", "law", "people"):
        yield "- " + words(f"fairness.limits.{name}", least=FEWEST)


def bad_lines(found: Fairness, words: Words) -> Iterator[str]:
    """Yield the lines of the list that could not be used, with the reason; the first twenty."""
    if not found.bad:
        return
    yield words.plural("fairness.bad", len(found.bad))
    for one in found.bad[:BAD_LINES_NAMED]:
        reason = line_sentence(words, one)
        yield "  " + words("fairness.line", line=one.line, reason=reason)
    rest = len(found.bad) - BAD_LINES_NAMED
    if rest > 0:
        yield "  " + words.plural("fairness.more", rest)


def _rates(found: Fairness, words: Words) -> Iterator[str]:
    yield words("fairness.rates.title")
    if found.rates is None:
        yield words("fairness.rates.no_column")
        return
    for row in found.rates:
        rate = row.count.rate
        share = "—" if rate is None else words("fairness.percent", value=fixed(words, 100 * rate, 0))
        yield words(
            "fairness.rates.row",
            group=row.count.group,
            selected=row.count.selected,
            people=row.count.people,
            share=share,
        )
        if row.ratio is not None and row.p is not None:
            p = fixed(words, row.p, 3) if row.p >= 0.001 else words("fairness.rates.tiny")
            yield "  " + words("fairness.rates.ratio", ratio=interval_text(row.ratio, words), p=p)
        yield "  " + words(f"fairness.verdicts.{row.verdict}", least=FEWEST)


def _gaps(bank: ItemBank, found: Fairness, words: Words) -> Iterator[str]:
    yield words("fairness.gaps.title", group=found.reference or "—")
    for scale in dict.fromkeys(row.scale for row in found.gaps):
        yield bank.scales[scale].name.on(words.language)
        yield from (f"  {_gap(row, words)}" for row in found.gaps if row.scale == scale)


def _gap(row: GapRow, words: Words) -> str:
    if row.spread.mean is None:
        return words("fairness.gaps.hidden", group=row.group, n=row.spread.n, least=FEWEST_SHOWN)
    start = words(
        "fairness.gaps.row",
        group=row.group,
        n=row.spread.n,
        mean=fixed(words, row.spread.mean, 1),
        sd="—" if row.spread.sd is None else fixed(words, row.spread.sd, 1),
    )
    parts = [start]
    if row.gap is not None:
        parts.append(words("fairness.gaps.gap", gap=interval_text(row.gap, words, 1)))
    if row.standardised is not None:
        parts.append(words("fairness.gaps.standardised", value=interval_text(row.standardised, words)))
    if row.too_few and not row.reference:
        parts.append(words("fairness.gaps.too_few", least=FEWEST))
    return "; ".join(parts)


def _differences(bank: ItemBank, rows: tuple[Difference, ...], words: Words) -> Iterator[str]:
    """Yield scales and those items whose difference among people of equal score is more than chance."""
    first = rows[0]
    yield words("fairness.languages.title", reference=first.reference)
    telling = [row for row in rows if row.item is None or _apart(row.matched)]
    for row in telling:
        if row.item is None:
            if row.standardised is not None and row.scale is not None:
                name = bank.scales[row.scale].name.on(words.language)
                value = interval_text(row.standardised, words)
                yield words("fairness.languages.scale", scale=name, language=row.other, value=value)
        elif row.matched is not None:
            yield "  " + words(
                "fairness.languages.item",
                item=row.item,
                text=quoted(words, clipped(bank.items[row.item].text.on(words.language), LONGEST_ITEM)),
                language=row.other,
                value=interval_text(row.matched, words),
                n=min(row.n_reference, row.n_other),
            )
    items = sum(row.item is not None for row in rows)
    yield words("fairness.languages.chance", items=items, expected=round(items * 0.05))


def _apart(one: Interval | None) -> bool:
    return one is not None and one.low is not None and one.high is not None and (one.low > 0 or one.high < 0)


FIELDS = (
    *("table", "scale", "group", "people", "selected", "rate", "ratio", "ratio_low", "ratio_high", "p"),
    *("verdict", "n", "mean", "sd", "gap", "gap_low", "gap_high", "g", "g_low", "g_high", "too_few"),
)
"""Columns of the CSV; ``table`` is ``selection`` or ``scores``."""


def fairness_csv(found: Fairness) -> str:
    """Return both tables as one CSV: commas, a point as decimal sign, empty for what is not known."""
    return figures_csv(FIELDS, _maps(found))


def fairness_json(found: Fairness) -> str:
    """Return both tables as JSON: a list of rows with the fields of the CSV, null for what is not known."""
    return json.dumps({"rows": list(_maps(found))}, ensure_ascii=False, indent=2) + "\n"


def _maps(found: Fairness) -> Iterator[dict[str, Value]]:
    for rate in found.rates or ():
        yield _rate_map(rate)
    for row in found.gaps:
        yield {
            "table": "scores",
            "scale": row.scale,
            "group": row.group,
            "n": row.spread.n,
            "mean": row.spread.mean,
            "sd": row.spread.sd,
            **interval_cells("gap", row.gap),
            **interval_cells("g", row.standardised),
            "too_few": row.too_few,
        }


def _rate_map(row: RateRow) -> dict[str, Value]:
    return {
        "table": "selection",
        "group": row.count.group,
        "people": row.count.people,
        "selected": row.count.selected,
        "rate": row.count.rate,
        **interval_cells("ratio", row.ratio),
        "p": row.p,
        "verdict": row.verdict.value,
    }
