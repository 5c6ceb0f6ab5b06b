"""Amounts of a figure as words, in hand and before tax, and for a part of a full job.

Nothing is converted where the country has no tax table for the year of the figure, and a figure whose adverts
mix both bases is not converted as a whole: its version in hand is shown where one was worked out advert by
advert.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from suitability.domain.guide import Guide
from suitability.domain.pay import Country, PayFigure
from suitability.domain.pay_choice import Match
from suitability.domain.tax import (
    TaxTable,
    before_tax,
    before_tax_of_year,
    in_hand,
    in_hand_of_year,
)
from suitability.errors import PayDataMissing
from suitability.services.formatting import money, number
from suitability.services.words import Words

WEEKS: Final = 52
MONTHS: Final = 12
_NAMES: Final = ("p10", "p25", "median", "p75", "p90", "low", "high", "mean")
_LONG: Final = ("month", "year")
_CENTS: Final = 2


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a part of a full job: ``week`` and, as 52 weeks in 12 months, ``month``."""

    week: float
    month: float


def hours_of(country: Country, rate: float) -> Hours | None:
    """Return the hours that a rate stands for, or None where the country's full week is not kept."""
    if country.full_week is None:
        return None
    week = country.full_week * rate
    return Hours(week, week * WEEKS / MONTHS)


def changed(figure: PayFigure, change: Callable[[float], float]) -> PayFigure:
    """Return the figure with ``change`` applied to every amount it has."""
    values = {name: getattr(figure, name) for name in _NAMES}
    new: dict[str, Any] = {name: change(value) for name, value in values.items() if value is not None}
    return replace(figure, **new)


def amounts(figure: PayFigure, words: Words) -> str:
    """Return a figure's amounts in words, such as "from ... to ..., median ... a month"."""
    digits = 0 if figure.period != "hour" else _CENTS
    named = {name: getattr(figure, name) for name in ("p25", "median", "p75", "low", "high", "mean")}
    values = {
        key: money(words, value, figure.currency, digits) for key, value in named.items() if value is not None
    }
    period = words(f"pay.period.{figure.period}")
    return words(f"pay.amounts.{figure.statistic}", period=period, **values)


def share_sentence(figure: PayFigure, rate: float, words: Words) -> str | None:
    """Return the amounts for a part of a full job at the same pay per hour; None for a whole one."""
    if rate == 1 or figure.period not in _LONG:
        return None
    part = changed(figure, lambda value: value * rate)
    return words("pay_answer.share", rate=number(words, rate), amounts=amounts(part, words))


def in_hand_sentence(match: Match, guide: Guide, words: Words) -> str | None:
    """Return what is left in hand (or was before tax), or why it is not worked out.

    None where the country has no tax tables at all: that is said once for the whole answer.
    """
    figure = match.figure
    if figure.period not in _LONG:
        return None
    taxes = guide.taxes.get(figure.country)
    if taxes is None:
        return None
    try:
        table = taxes.table(int(figure.as_of[:4]))
    except PayDataMissing as missing:
        return words.message("errors", missing.code, **missing.values)
    if figure.currency != table.currency:
        return words("pay_answer.tax.no_table")
    return _converted(match, table, words)


def _converted(match: Match, table: TaxTable, words: Words) -> str:
    figure = match.figure
    if figure.basis == "mixed":
        if match.in_hand is None:
            return words("pay_answer.tax.mixed")
        return words("pay_answer.tax.twin", amounts=amounts(match.in_hand, words))
    monthly = figure.period == "month"
    if figure.basis == "net":
        to_gross = (
            (lambda value: before_tax(table, value))
            if monthly
            else (lambda value: before_tax_of_year(table.bands, value))
        )
        return words("pay_answer.tax.before", amounts=amounts(changed(figure, to_gross), words))
    to_net = (
        (lambda value: in_hand(table, value))
        if monthly
        else (lambda value: in_hand_of_year(table.bands, value))
    )
    return words(f"pay_answer.tax.{figure.basis}", amounts=amounts(changed(figure, to_net), words))
