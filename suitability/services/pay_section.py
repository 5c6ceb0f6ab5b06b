"""The pay chapter of a report: tables by country, the answer for a person's place, and then and now."""

from __future__ import annotations

from dataclasses import replace

from suitability.domain.guide import Guide
from suitability.domain.pay import Country, PayRow, Role
from suitability.domain.pay_choice import Wish, choose
from suitability.errors import UserError
from suitability.services.pay_answer import pay_answer
from suitability.services.pay_find import listed
from suitability.services.pay_then_now import one_of_each, stories_of, then_and_now
from suitability.services.pay_types import EVERYWHERE, Desk, PayPlace, ThenNow
from suitability.services.pay_view import pay_tables, tables_of
from suitability.services.pay_where import answer_everywhere, where_note
from suitability.services.report_types import PaySection, PayTable
from suitability.services.source_list import SourceList
from suitability.services.words import Words


def pay_section(guide: Guide, words: Words, sources: SourceList, place: PayPlace | None = None) -> PaySection:
    """Return what a report says about pay.

    Without ``place``: the tables of all listed countries and nothing else, which fills two pages. With a
    country: its table, or that of the region where one is named, and then and now; with a role as well, the
    answer for it comes first. With a role but no country: the answer for it in every listed country.

    Raises:
        UserError: there is no such country, role or region, or the rate is none; it names those that are.
    """
    desk = Desk(guide, words, lambda source: f"[{sources.number(source)}]")
    where = where_note(guide, words, place)
    if place is None:
        return PaySection(pay_tables(guide, words, sources), None, None, (), where)
    role = checked_role(guide, place, words.language)
    if role is not None and place.country == EVERYWHERE:
        return PaySection((), answer_everywhere(desk, role, place), None, (), where)
    country = checked(guide, place, words.language)
    answer = None if role is None else pay_answer(desk, country, role, place)
    tables = (
        tables_of(guide, [country], words, sources)
        if place.region is None
        else (_region_table(desk, country, place.region, sources),)
    )
    told = list(_then_now(desk, country.id, place.role))
    return PaySection(tables, answer, _then_lead(desk, told), tuple(told), where)


def checked_role(guide: Guide, place: PayPlace, language: str) -> Role | None:
    """Return the role of a place, None where it has none.

    Raises:
        UserError: there is no such role; it names those that are. Or the rate is none.
    """
    role = None if place.role is None else guide.role(place.role)
    if place.role is not None and role is None:
        raise UserError("pay_role_not_known", role=place.role, known=listed(guide.roles, language))
    if not 0 < place.rate <= 1:
        raise UserError("pay_rate_not_possible", rate=place.rate)
    return role


def checked(guide: Guide, place: PayPlace, language: str) -> Country:
    """Return the country of a place after a look at all of it.

    Raises:
        UserError: as ``pay_section``.
    """
    country = guide.country(place.country)
    if country is None:
        known = listed(guide.countries, language)
        raise UserError("pay_country_not_known", country=place.country, known=known)
    checked_role(guide, place, language)
    if place.region is not None and country.region(place.region) is None:
        known = listed(country.regions, language)
        code = "pay_region_not_known" if known else "pay_no_regions"
        raise UserError(code, region=place.region, known=known, country=country.id)
    return country


def _then_now(desk: Desk, country: str, role: str | None) -> tuple[ThenNow, ...]:
    told = (then_and_now(desk, one) for one in one_of_each(stories_of(desk, country, role)))
    return tuple(one for one in told if one is not None)


def _then_lead(desk: Desk, told: list[ThenNow]) -> str | None:
    return desk.words("pay_answer.then.lead") if told else None


def _region_table(desk: Desk, country: Country, region: str, sources: SourceList) -> PayTable:
    """Return the table of a region: the figures of each role there, or the nearest that exist."""
    guide = desk.guide
    rows: list[PayRow] = []
    for role in guide.roles:
        choice = choose(guide.figures, Wish(role.id, country.id, region))
        found = tuple(one.figure for one in choice.found)
        near = tuple(one.figure for one in choice.nearest if not one.figure.history)
        rows.append(PayRow(role, found, None, near, ()))
    named = country.region(region)
    name = country.name if named is None else named.name
    return tables_of(guide, [replace(country, name=name)], desk.words, sources, {country.id: tuple(rows)})[0]
