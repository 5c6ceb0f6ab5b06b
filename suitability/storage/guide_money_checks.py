"""What must hold in tax tables and in series of prices and pay. Each check is a generator of problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from suitability.domain.price_index import Indices, Series, missing_years
from suitability.domain.tax import Taxes, TaxTable
from suitability.errors import Problem
from suitability.storage.draft import Entry
from suitability.storage.guide_draft import INDICES, SOURCES_FILE, TAXES, GuideDraft

_YEAR: Final = re.compile(r"[12][0-9]{3}", re.ASCII)
_MONTH: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])", re.ASCII)
_URL: Final = re.compile(r"https?://[A-Za-z0-9.-]+\.[a-z]{2,}(/[!-~]*)?", re.ASCII)
_ALL: Final = 100
_TAXED: Final = frozenset({"month", "year"})
_WORST_FALL: Final = -100


def check_taxes(draft: GuideDraft, today: date | None) -> Iterator[Problem]:
    """Yield what is wrong with tax tables: years or bands that overlap or leave a hole."""
    for entry in draft.taxes:
        yield from _file(entry, draft, TAXES)
        tables = entry.value.tables
        if not tables:
            yield entry.problem("pay_tax_empty", "tables")
        seen: set[str] = set()
        for index, table in enumerate(tables):
            if table.id in seen:
                yield entry.problem("pay_tax_twice", "tables", index, "id", value=table.id)
            seen.add(table.id)
            yield from _years(entry, index, table, today)
            yield from _bands(entry, index, table)
            yield from _origin(entry, draft, ("tables", index), table.source, table.url)
        for index, (one, after) in enumerate(pairwise(tables), start=1):
            if after.first <= one.last:
                yield entry.problem(
                    "pay_tax_years_overlap", "tables", index, "first", value=after.first, other=one.id
                )
            elif after.first > one.last + 1:
                yield entry.problem(
                    "pay_tax_years_hole", "tables", index, "first", value=one.last + 1, other=after.id
                )


def check_taxed_figures(draft: GuideDraft) -> Iterator[Problem]:
    """Yield the figures of a country with tax tables that are of a year which no table covers."""
    covered = {
        entry.value.country: (entry.value.tables[0].first, entry.value.tables[-1].last)
        for entry in draft.taxes
        if entry.value.tables
    }
    for country in draft.countries:
        for entry in country.figures:
            figure = entry.value
            first, last = covered.get(figure.country, (None, None))
            year = figure.as_of[:4]
            if first is None or last is None or not _YEAR.fullmatch(year):
                continue
            if figure.period in _TAXED and not first <= int(year) <= last:
                file = f"{TAXES}{figure.country}.yaml"
                yield entry.problem("pay_tax_year_missing", "as_of", value=year, last=last, file=file)


def _file(entry: Entry[Taxes] | Entry[Indices], draft: GuideDraft, folder: str) -> Iterator[Problem]:
    """The file is named after its country, and the country has figures."""
    stem = entry.file.rpartition("/")[2].removesuffix(".yaml")
    country = entry.value.country
    if country != stem:
        yield entry.problem("pay_country_file", "country", value=country, expected=stem)
    known = {one.stem for one in draft.countries}
    if known and country not in known:
        yield entry.problem("pay_country_unknown", "country", value=country, folder=folder)


def _origin(
    entry: Entry[Taxes] | Entry[Indices],
    draft: GuideDraft,
    path: tuple[str | int, ...],
    source: str,
    url: str,
) -> Iterator[Problem]:
    known = draft.ids.get(SOURCES_FILE)
    if known is not None and source not in known:
        yield entry.problem(
            "guide_unknown_source", *path, "source", value=source, known=", ".join(sorted(known))
        )
    if _URL.fullmatch(url) is None:
        yield entry.problem("guide_url_wrong", *path, "url", value=url)


def _years(entry: Entry[Taxes], index: int, table: TaxTable, today: date | None) -> Iterator[Problem]:
    if table.first > table.last:
        yield entry.problem(
            "pay_tax_years_order", "tables", index, "last", first=table.first, last=table.last
        )
    if today is not None and table.last > today.year:
        yield entry.problem(
            "pay_tax_year_future", "tables", index, "last", value=table.last, today=today.year
        )


def _bands(entry: Entry[Taxes], index: int, table: TaxTable) -> Iterator[Problem]:
    """Bands start at 0, each begins where the one before ends, and only the last has no end."""
    path = ("tables", index, "bands")
    if not table.bands or table.bands[0].above != 0:
        yield entry.problem("pay_tax_bands_start", *path)
    last = len(table.bands) - 1
    for number, band in enumerate(table.bands):
        if not 0 <= band.rate < _ALL:
            yield entry.problem("pay_tax_rate_wrong", *path, number, "rate", value=f"{band.rate:g}")
        if band.up_to is not None and band.up_to <= band.above:
            yield entry.problem(
                "pay_tax_band_empty", *path, number, "up_to", above=f"{band.above:g}", up_to=f"{band.up_to:g}"
            )
        if (band.up_to is None) != (number == last):
            yield entry.problem("pay_tax_bands_end", *path, number)
    for number, (one, after) in enumerate(pairwise(table.bands), start=1):
        if one.up_to is None or after.above == one.up_to:
            continue
        code = "pay_tax_bands_overlap" if after.above < one.up_to else "pay_tax_bands_hole"
        yield entry.problem(code, *path, number, "above", value=f"{after.above:g}", expected=f"{one.up_to:g}")


def check_indices(draft: GuideDraft, today: date | None) -> Iterator[Problem]:
    """Yield what is wrong with series: order, a missing year of prices, times not over yet, origin."""
    for entry in draft.indices:
        yield from _file(entry, draft, INDICES)
        kinds: set[str] = set()
        for index, series in enumerate(entry.value.series):
            if series.kind in kinds:
                yield entry.problem("pay_series_twice", "series", index, "kind", value=series.kind)
            kinds.add(series.kind)
            yield from _series(entry, index, series, today)
            for number, point in enumerate(series.points):
                yield from _origin(entry, draft, ("series", index, "points", number), point.source, point.url)


def _series(entry: Entry[Indices], index: int, series: Series, today: date | None) -> Iterator[Problem]:
    prices = series.kind == "prices"
    path = ("series", index, "points")
    if not series.points:
        yield entry.problem("pay_series_empty", *path)
    if prices != (series.currency is None) or prices != (series.basis is None):
        yield entry.problem("pay_series_unit", "series", index, value=series.kind)
    for number, point in enumerate(series.points):
        right = _YEAR.fullmatch(point.as_of) or (not prices and _MONTH.fullmatch(point.as_of))
        if not right:
            code = "pay_index_year_wrong" if prices else "guide_month_wrong"
            yield entry.problem(code, *path, number, "as_of", field="as_of", value=point.as_of)
            return
        if prices and today is not None and point.year >= today.year:
            yield entry.problem(
                "pay_index_year_open", *path, number, "as_of", value=point.year, today=today.isoformat()
            )
        if point.value <= (_WORST_FALL if prices else 0):
            yield entry.problem("pay_index_value_wrong", *path, number, "value", value=f"{point.value:g}")
    for number, (one, after) in enumerate(pairwise(series.points), start=1):
        if after.as_of <= one.as_of:
            yield entry.problem(
                "pay_index_order", *path, number, "as_of", value=after.as_of, before=one.as_of
            )
            return
    if prices:
        for year in missing_years(series.points):
            yield entry.problem("pay_index_year_missing", *path, value=year)
