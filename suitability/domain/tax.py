"""Income tax by progressive bands of a year: from pay before tax to pay in hand, and back.

A band's rate is charged on the part of the year's income inside the band. Monthly pay is taken as the same
every month: its tax is a twelfth of that of the whole year, so what a month shows is the year's average (an
employer withholds the higher rate only from the month in which the year's income crosses the threshold).
Deductions and allowances are not known here and not applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from suitability.domain.pay import Currency, Trust
from suitability.domain.text import LocalizedText
from suitability.errors import PayDataMissing

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class TaxBand:
    """``rate`` percent on the part of a year's income above ``above`` and, where given, up to ``up_to``."""

    above: float
    rate: float
    up_to: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxTable:
    """The bands of one country for the years ``first`` to ``last`` (both inside), with their source."""

    id: str
    first: int
    last: int
    currency: Currency
    bands: tuple[TaxBand, ...]
    source: str
    url: str
    trust: Trust
    caution: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class Taxes:
    """The tax tables of one country, one after another; ``name`` is what the tax is called."""

    country: str
    name: LocalizedText
    tables: tuple[TaxTable, ...]

    def table(self, year: int) -> TaxTable:
        """Return the table in force in ``year``.

        Raises:
            PayDataMissing: ``tax_year_missing`` when no table covers that year; it names the years that are
            there.
        """
        for one in self.tables:
            if one.first <= year <= one.last:
                return one
        known = ", ".join(f"{one.first}-{one.last}" for one in self.tables)
        raise PayDataMissing("tax_year_missing", country=self.country, year=year, known=known)


def tax_of_year(bands: Sequence[TaxBand], gross: float) -> float:
    """Return the tax on a year's income before tax: the sum over the bands, not rounded.

    ``gross`` is 0 or more; the bands begin at 0 and follow one another without a gap (the loader sees to it).
    """
    return sum(_inside(band, gross) * band.rate / 100 for band in bands)


def _inside(band: TaxBand, gross: float) -> float:
    top = gross if band.up_to is None else min(gross, band.up_to)
    return max(0.0, top - band.above)


def in_hand_of_year(bands: Sequence[TaxBand], gross: float) -> float:
    """Return what is left of a year's income after the tax."""
    return gross - tax_of_year(bands, gross)


def before_tax_of_year(bands: Sequence[TaxBand], net: float) -> float:
    """Return the income before tax of which ``net`` a year is left: the exact inverse of ``in_hand_of_year``.

    Rates are below 100 percent, so what is left rises with income and there is one answer.
    """
    rest, gross = net, 0.0
    for band in bands:
        kept = 1 - band.rate / 100
        if band.up_to is None or rest <= (band.up_to - band.above) * kept:
            return gross + rest / kept
        rest -= (band.up_to - band.above) * kept
        gross = band.up_to
    return gross


def in_hand(table: TaxTable, month: float) -> float:
    """Return the average month in hand of a monthly pay before tax, the same every month of the year."""
    return in_hand_of_year(table.bands, month * MONTHS) / MONTHS


def before_tax(table: TaxTable, month: float) -> float:
    """Return the monthly pay before tax of which ``month`` is left in an average month."""
    return before_tax_of_year(table.bands, month * MONTHS) / MONTHS
