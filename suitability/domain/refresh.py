"""Figures that a person fetched for themselves: the aggregates that are kept, and those as pay figures.

Only aggregates exist here; no advert is ever part of them. Amounts before tax and in hand are kept apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from suitability.domain.guide import Guide
from suitability.domain.pay import STEPS, Basis, Country, PayFigure, Step
from suitability.domain.refresh_plan import RefreshPlan, RefreshSearch
from suitability.domain.vacancies import FEW, LEAST, Advert, summarise, without_repeats


@dataclass(frozen=True, slots=True)
class OwnCell:
    """Percentiles of ``n`` adverts of one search, place, step of experience and basis."""

    professional_role: int
    place: str | None
    step: Step | None
    basis: Basis
    n: int
    p10: float
    p25: float
    median: float
    p75: float
    p90: float


@dataclass(frozen=True, slots=True)
class OwnPay:
    """A refresh as it is kept: its day (YYYY-MM-DD), the aggregates, and marks of the answers by search.

    ``marks`` maps the key of a query to the Etags of its pages, so that an unchanged answer need not be read.
    """

    date: str
    cells: tuple[OwnCell, ...]
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def cells_of(search: RefreshSearch, plan: RefreshPlan, adverts: Iterable[Advert]) -> tuple[OwnCell, ...]:
    """Return the aggregates of a search: each place, step and basis that at least ``LEAST`` adverts have.

    ``city`` of an advert holds the place of the plan, empty for every other. Repeats count once in each cell.
    """
    given = tuple(adverts)
    cells: list[OwnCell] = []
    for place in (None, *(one.place for one in plan.areas)):
        for step in (None, *STEPS):
            for basis in ("gross", "net"):
                part = [
                    one
                    for one in given
                    if one.basis == basis
                    and (place is None or one.city == place)
                    and (step is None or one.step == step)
                ]
                cell = _cell((search.professional_role, place, step, basis), part)
                if cell is not None:
                    cells.append(cell)
    return tuple(cells)


def _cell(key: tuple[int, str | None, Step | None, Basis], part: list[Advert]) -> OwnCell | None:
    kept = without_repeats(part)
    if len(kept) < LEAST:
        return None
    found = summarise(one.value for one in kept)
    shares = (found.p10, found.p25, found.median, found.p75, found.p90)
    p10, p25, median, p75, p90 = (0.0 if one is None else one for one in shares)
    return OwnCell(*key, found.n, p10, p25, median, p75, p90)


def with_own(guide: Guide, plan: RefreshPlan, own: OwnPay) -> Guide:
    """Return the guide with the figures of a refresh beside its own, and their source with the day of it."""
    country = guide.country(plan.country)
    if country is None:
        return guide
    searches = {one.professional_role: one for one in plan.searches}
    known = [cell for cell in own.cells if cell.professional_role in searches]
    figures = tuple(_figure(searches[one.professional_role], plan, country, one, own.date) for one in known)
    source = replace(plan.source, seen_on=own.date)
    return replace(guide, figures=(*guide.figures, *figures), sources={**guide.sources, source.id: source})


def _figure(search: RefreshSearch, plan: RefreshPlan, country: Country, cell: OwnCell, day: str) -> PayFigure:
    role = search.role if cell.step is None else search.by_step.get(cell.step, search.role)
    region = None if cell.place is None else country.region(cell.place)
    names = [str(one) for one in (search.professional_role, cell.place, cell.step, cell.basis) if one]
    return PayFigure(
        id="_".join([plan.source.id, *names]),
        role=role,
        near_roles=tuple(one for one in search.near_roles if one != role),
        country=plan.country,
        group=search.group,
        region=None if region is None else region.name,
        place=cell.place,
        experience=None if cell.step is None else plan.steps.get(cell.step),
        step=cell.step,
        currency=plan.currency,
        period="month",
        statistic="percentiles",
        p10=cell.p10,
        p25=cell.p25,
        median=cell.median,
        p75=cell.p75,
        p90=cell.p90,
        n=cell.n,
        counted="adverts",
        basis=cell.basis,
        measures="offered",
        as_of=day,
        source=plan.source.id,
        url=plan.source.url,
        trust=plan.source.trust,
        caution=plan.few if cell.n < FEW else None,
    )
