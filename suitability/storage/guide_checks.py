"""What must hold in the guide beyond the shape of its entries. Each check is a generator of problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, Final

from suitability.domain.guide import GuideSource
from suitability.domain.pay import GROUPS, HISTORY_TRUST, PayFigure, Statistic
from suitability.errors import Problem
from suitability.storage.draft import Entry
from suitability.storage.guide_draft import ROLES_FILE, SOURCES_FILE, CountryDraft, GuideDraft
from suitability.storage.guide_money_checks import check_indices, check_taxed_figures, check_taxes
from suitability.storage.guide_place_checks import (
    check_places,
    check_refresh,
    check_stories,
    known_or_problem,
)

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII)
_YEAR: Final = re.compile(r"[0-9]{4}", re.ASCII)
_URL: Final = re.compile(r"https?://[A-Za-z0-9.-]+\.[a-z]{2,}(/[!-~]*)?", re.ASCII)
_ID: Final = re.compile(r"[a-z][a-z0-9_]{1,59}", re.ASCII)

_PERCENTILES: Final = ("p10", "p25", "median", "p75", "p90")
_NEEDED: Final[dict[Statistic, tuple[str, ...]]] = {
    "percentiles": ("p25", "median", "p75"),
    "median": ("median",),
    "average": ("mean",),
    "range": ("low", "high"),
    "reading": ("low", "high"),
}
_ALLOWED: Final[dict[Statistic, tuple[str, ...]]] = {
    "percentiles": (*_PERCENTILES, "mean"),
    "median": ("median", "p10", "p90", "mean"),
    "average": ("mean",),
    "range": ("low", "high"),
    "reading": (*_PERCENTILES, "low", "high"),
}
_AMOUNTS: Final = (*_PERCENTILES, "low", "high", "mean")


def check_guide(
    draft: GuideDraft, today: date | None, told_in: frozenset[str] | None = None
) -> Iterator[Problem]:
    """Return every problem between and inside the readable entries of the guide.

    Args:
        draft: what was read; sections that could not be read are not checked against.
        today: dates after this day are refused; None accepts any.
        told_in: ids of further sources that stories may name; None does not check those.
    """
    figures = [entry for country in draft.countries for entry in country.figures]
    headers = [country.country for country in draft.countries if country.country is not None]
    for entries in (draft.sources, draft.roles, headers, figures):
        yield from _ids(entries)
    for entries in (draft.roles, headers):
        yield from _orders(entries)
    for source in draft.sources:
        yield from _source(source, today)
    known = {entry.value.id: entry.value for entry in draft.sources}
    for figure in figures:
        yield from _amounts(figure)
        yield from _sample(figure)
        yield from _dates(figure, today)
        yield from _trust(figure, known)
        yield from _references(figure, draft)
    for country in draft.countries:
        yield from _country(country, draft)
        yield from check_places(country, draft)
        yield from check_stories(country, draft, told_in)
    yield from check_taxes(draft, today)
    yield from check_taxed_figures(draft)
    yield from check_indices(draft, today)
    yield from check_refresh(draft)


def _ids(entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    first: dict[str, Entry[Any]] = {}
    for entry in entries:
        name = entry.value.id
        if _ID.fullmatch(name) is None:
            yield entry.problem("guide_id_wrong", "id", value=name)
        if name in first:
            earlier = first[name].problem("", "id")
            yield entry.problem(
                "guide_duplicate_id", "id", value=name, first=f"{earlier.file}:{earlier.line}"
            )
        first.setdefault(name, entry)


def _orders(entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    taken: dict[int, str] = {}
    for entry in entries:
        order = entry.value.order
        if order in taken:
            yield entry.problem("guide_order_taken", "order", value=order, other=taken[order])
        taken.setdefault(order, entry.value.id)


def _source(entry: Entry[GuideSource], today: date | None) -> Iterator[Problem]:
    source = entry.value
    yield from _day(entry, "seen_on", source.seen_on, today)
    if source.published is not None:
        yield from _day(entry, "published", source.published, today)
    if _URL.fullmatch(source.url) is None:
        yield entry.problem("guide_url_wrong", "url", value=source.url)


def _calendar(value: str, *, months: bool) -> date | None:
    """Return the day YYYY-MM-DD, or the first one of YYYY-MM or YYYY where ``months`` are allowed."""
    if _DAY.fullmatch(value) is None:
        if not months or (_MONTH.fullmatch(value) or _YEAR.fullmatch(value)) is None:
            return None
        value = f"{value}-01" if len(value) > len("YYYY") else f"{value}-01-01"
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _day(
    entry: Entry[Any], name: str, value: str, today: date | None, *, months: bool = False
) -> Iterator[Problem]:
    """Check one date: a real day of the calendar (or month, where allowed), not after ``today``."""
    day = _calendar(value, months=months)
    if day is None:
        code = "guide_month_wrong" if months else "guide_date_wrong"
        yield entry.problem(code, name, field=name, value=value)
    elif today is not None and day > today:
        yield entry.problem("guide_date_future", name, field=name, value=value, today=today.isoformat())


def _amounts(entry: Entry[PayFigure]) -> Iterator[Problem]:
    figure = entry.value
    given = {name: value for name in _AMOUNTS if (value := getattr(figure, name)) is not None}
    statistic = figure.statistic
    for name in _NEEDED[statistic]:
        if name not in given:
            yield entry.problem("pay_amount_missing", "statistic", field=name, statistic=statistic)
    for name, value in given.items():
        if name not in _ALLOWED[statistic]:
            yield entry.problem("pay_amount_unexpected", name, field=name, statistic=statistic)
        elif value <= 0:
            yield entry.problem("pay_amount_not_positive", name, field=name, value=f"{value:g}")
    for ordered in (_PERCENTILES, ("low", "high")):
        for lower, upper in pairwise([name for name in ordered if name in given]):
            if given[lower] > given[upper]:
                yield entry.problem("pay_amounts_order", upper, lower=lower, upper=upper)
    if statistic == "reading":
        yield from _reading(entry)


def _reading(entry: Entry[PayFigure]) -> Iterator[Problem]:
    figure = entry.value
    for name, value in (("low", figure.low), ("high", figure.high)):
        if value is not None and value not in figure.percentiles:
            yield entry.problem("pay_reading_unfounded", name, field=name, value=f"{value:g}")
    if figure.caution is None:
        yield entry.problem("pay_reading_unexplained")


def _sample(entry: Entry[PayFigure]) -> Iterator[Problem]:
    figure = entry.value
    if figure.n is None and figure.n_missing is None:
        yield entry.problem("pay_n_missing")
    if figure.n is not None and figure.n_missing is not None:
        yield entry.problem("pay_n_and_reason", "n_missing", value=figure.n)
    if figure.n is not None and figure.n < 1:
        yield entry.problem("pay_n_wrong", "n", value=figure.n)
    if figure.n is not None and figure.counted is None:
        yield entry.problem("pay_counted_missing", "n", value=figure.n)


def _dates(entry: Entry[PayFigure], today: date | None) -> Iterator[Problem]:
    figure = entry.value
    yield from _day(entry, "as_of", figure.as_of, today, months=True)
    if figure.published is not None:
        yield from _day(entry, "published", figure.published, today)
        as_of, published = _calendar(figure.as_of, months=True), _calendar(figure.published, months=False)
        if as_of is not None and published is not None and as_of > published:
            yield entry.problem(
                "pay_published_too_early", "published", value=figure.published, as_of=figure.as_of
            )
    if _URL.fullmatch(figure.url) is None:
        yield entry.problem("guide_url_wrong", "url", value=figure.url)


def _trust(entry: Entry[PayFigure], sources: dict[str, GuideSource]) -> Iterator[Problem]:
    figure = entry.value
    if figure.trust == HISTORY_TRUST and not figure.history and not figure.too_few:
        yield entry.problem("pay_trust_current", "trust", value=figure.trust)
    source = sources.get(figure.source)
    if source is not None and figure.trust < source.trust:
        yield entry.problem("pay_trust_above_source", "trust", value=figure.trust, source=source.trust)


def _references(entry: Entry[PayFigure], draft: GuideDraft) -> Iterator[Problem]:
    figure = entry.value
    if figure.role not in GROUPS:
        yield from known_or_problem(
            entry, draft.ids.get(ROLES_FILE), "guide_unknown_role", "role", value=figure.role
        )
    yield from known_or_problem(
        entry, draft.ids.get(SOURCES_FILE), "guide_unknown_source", "source", value=figure.source
    )
    for role in sorted({figure.role, *figure.also_roles} & neighbours(draft)):
        yield entry.problem("pay_role_neighbour", "role", value=role)
    for index, role in enumerate(figure.also_roles):
        yield from known_or_problem(
            entry, draft.ids.get(ROLES_FILE), "guide_unknown_role", "also_roles", index, value=role
        )
        if role == figure.role or role in figure.also_roles[:index]:
            yield entry.problem("pay_role_twice", "also_roles", index, value=role)


def _country(country: CountryDraft, draft: GuideDraft) -> Iterator[Problem]:
    header = country.country
    if header is not None and header.value.id != country.stem:
        yield header.problem("pay_country_file", "id", value=header.value.id, expected=country.stem)
    parts: list[Entry[Any]] = [*country.figures, *country.gaps]
    for entry in parts:
        if entry.value.country != country.stem:
            yield entry.problem(
                "pay_country_differs", "country", value=entry.value.country, expected=country.stem
            )
    yield from _gaps(country, draft)
    if header is not None and country.whole and ROLES_FILE in draft.ids:
        covered = {gap.value.role for gap in country.gaps} | _current_roles(country)
        for role in sorted(draft.ids[ROLES_FILE] - covered - neighbours(draft)):
            yield header.problem("pay_role_uncovered", "id", role=role, value=country.stem)


def neighbours(draft: GuideDraft) -> set[str]:
    """Return the ids of the roles next door, which have no pay figures here."""
    return {entry.value.id for entry in draft.roles if entry.value.neighbour}


def _current_roles(country: CountryDraft) -> set[str]:
    current = [entry.value for entry in country.figures if entry.value.current]
    return {role for figure in current for role in (figure.role, *figure.also_roles)}


def _gaps(country: CountryDraft, draft: GuideDraft) -> Iterator[Problem]:
    seen: set[str] = set()
    own = {entry.value.id for entry in country.figures}
    current = _current_roles(country)
    for entry in country.gaps:
        gap = entry.value
        yield from known_or_problem(
            entry, draft.ids.get(ROLES_FILE), "guide_unknown_role", "role", value=gap.role
        )
        if gap.role in seen:
            yield entry.problem("pay_gap_twice", "role", value=gap.role)
        if gap.role in current:
            yield entry.problem("pay_gap_needless", "role", value=gap.role)
        seen.add(gap.role)
        for index, figure in enumerate(gap.nearest):
            if figure not in own and country.whole:
                yield entry.problem("pay_gap_unknown_figure", "nearest", index, value=figure)
