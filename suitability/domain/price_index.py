"""Bringing an old amount to the prices of another year by consumer prices, December to December.

An amount of December is brought forward by the growth of every year that follows. Within a year the index
says nothing about a single month, and nothing is interpolated: an amount of another month lies between the
December before it and the December of its own year, so it gives two results, and the truth is between them
as long as prices only rose in that year.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from suitability.domain.pay import Basis, Currency, Trust
from suitability.domain.text import LocalizedText
from suitability.errors import PayDataMissing

SeriesKind = Literal["prices", "average_pay", "median_pay", "minimum_wage"]

_DECEMBER = "12"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPoint:
    """One value of a series: for prices the growth from December to December in percent, else an amount.

    ``as_of`` is a year (prices, yearly averages) or a month (YYYY-MM: the month from which it holds).
    """

    as_of: str
    value: float
    source: str
    url: str
    trust: Trust

    @property
    def year(self) -> int:
        """The year of ``as_of``."""
        return int(self.as_of[:4])


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series of one country, oldest point first. ``currency`` and ``basis`` are None for prices.

    ``statistic`` says in words what a value is; ``note`` what to keep in mind (gaps, how sure it is).
    """

    kind: SeriesKind
    statistic: LocalizedText
    points: tuple[IndexPoint, ...]
    currency: Currency | None = None
    basis: Basis | None = None
    note: LocalizedText | None = None

    @property
    def last_year(self) -> int:
        """The year of the last point."""
        return self.points[-1].year

    def growth(self, year: int) -> IndexPoint:
        """Return the point of one year of a price series.

        Raises:
            PayDataMissing: ``index_year_missing``, with the years that are there.
        """
        for one in self.points:
            if one.year == year:
                return one
        known = f"{self.points[0].year}-{self.last_year}"
        raise PayDataMissing("index_year_missing", year=year, known=known)

    def at(self, as_of: str) -> IndexPoint | None:
        """Return the value that held at ``as_of`` (YYYY or YYYY-MM): the last one of that year up to then.

        None where the series has no value of that very year: values of other years do not stand in for it.
        """
        month = as_of[:7] if len(as_of) > len("YYYY") else f"{as_of}-{_DECEMBER}"
        fit = [one for one in self.points if one.as_of[:4] == as_of[:4] and one.as_of <= month]
        return fit[-1] if fit else None


@dataclass(frozen=True, slots=True)
class Indices:
    """The series of one country."""

    country: str
    series: tuple[Series, ...]

    def of(self, kind: SeriesKind) -> Series | None:
        """Return the series of a kind, or None."""
        return next((one for one in self.series if one.kind == kind), None)


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One year on the way: prices grew by ``growth`` percent, and ``amount`` is the result."""

    year: int
    growth: float
    amount: float


@dataclass(frozen=True, slots=True)
class Brought:
    """An amount in prices of December ``start`` and what it is in those of December ``end``, year by year."""

    start: int
    end: int
    before: float
    after: float
    steps: tuple[PriceStep, ...]

    @property
    def factor(self) -> float:
        """How many times as many prices are: the product over the steps; 1 where there are none."""
        return self.after / self.before if self.before else 1.0


def bring(prices: Series, amount: float, start: int, end: int) -> Brought:
    """Return ``amount`` of December ``start`` in prices of December ``end``, later or earlier.

    ``amount * product(1 + growth / 100)`` over the years after ``start`` up to ``end``.

    Raises:
        PayDataMissing: a year on the way is not in the series; it names that year.
    """
    steps: list[PriceStep] = []
    value = amount
    years = range(start + 1, end + 1) if end >= start else range(start, end, -1)
    for year in years:
        growth = prices.growth(year).value
        value = value * (1 + growth / 100) if end >= start else value / (1 + growth / 100)
        steps.append(PriceStep(year, growth, value))
    return Brought(start, end, amount, value, tuple(steps))


def in_prices_of(prices: Series, amount: float, as_of: str, end: int) -> tuple[Brought, ...]:
    """Return an amount of ``as_of`` (YYYY, YYYY-MM or YYYY-MM-DD) in prices of December ``end``.

    One result for a month of December; else two, the lower first: counted from the December of that year and
    from the December before it. See the module for why.

    Raises:
        PayDataMissing: a year on the way is not in the series; it names that year.
    """
    year = int(as_of[:4])
    own = bring(prices, amount, year, end)
    if as_of[5:7] == _DECEMBER:
        return (own,)
    earlier = bring(prices, amount, year - 1, end)
    return tuple(sorted((own, earlier), key=lambda one: one.after))


def missing_years(points: tuple[IndexPoint, ...]) -> tuple[int, ...]:
    """Return the years between the first and the last point that have none."""
    return tuple(year for one, after in pairwise(points) for year in range(one.year + 1, after.year))
