"""From what a person typed (an id or a name) to the country, role, region and rate that it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from suitability.domain.guide import Guide
from suitability.domain.pay import Country, Region, Role
from suitability.domain.text import LocalizedText
from suitability.errors import UserError
from suitability.storage.clean_text import clean_text

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Named:
    """Something that can be meant: its id, and its names in every language."""

    id: str
    name: LocalizedText


def _meant(typed: str, known: Sequence[_Named]) -> str | None:
    """Return the id of what is meant by ``typed``: an id or a name, or words that one name alone has.

    Capitals, hyphens and commas do not matter, nor does the language. None: nothing, or more than one.
    """
    words = _words(typed)
    spelled = {one.id: [_words(one.id), *map(_words, one.name.values())] for one in known}
    exact = [name for name, spellings in spelled.items() if words in spellings]
    part = [name for name, spellings in spelled.items() if any(set(words) <= set(one) for one in spellings)]
    found = exact or (part if words else [])
    return found[0] if len(found) == 1 else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("ё", "е").replace("_", " "))


def listed(known: Sequence[_Named | Country | Region | Role], language: str) -> str:
    """Return what can be typed, each with its name: ``ru (Russia), us (United States)``."""
    return ", ".join(f"{one.id} ({one.name.on(language)})" for one in known)


def country_of(guide: Guide, typed: str, language: str) -> Country:
    """Return the country meant.

    Raises:
        UserError: there is none of that name; it names those that are, in ``language``.
    """
    ordered = sorted(guide.countries, key=lambda one: one.order)
    meant = _meant(typed, [_Named(one.id, one.name) for one in ordered])
    for one in ordered:
        if one.id == meant:
            return one
    known = listed(ordered, language)
    raise UserError("pay_country_not_known", country=clean_text(typed, _SHOWN), known=known)


def country_meant(
    guide: Guide, typed: str | None, region: str | None, home: str | None, language: str
) -> Country | None:
    """Return the country of a question: the one typed, else one that has the region, else the one at home.

    A region is looked for at home first. None: nothing tells.

    Raises:
        UserError: as ``country_of``; or no country has such a region.
    """
    if typed is not None:
        return country_of(guide, typed, language)
    own = None if home is None else guide.country(home)
    if region is None:
        return own
    others = sorted((one for one in guide.countries if one is not own), key=lambda one: one.order)
    for one in [*([] if own is None else [own]), *others]:
        if _meant(region, _regions(one)) is not None:
            return one
    known = listed(
        [one for country in (own, *others) if country is not None for one in _regions(country)], language
    )
    raise UserError("pay_place_not_known", region=clean_text(region, _SHOWN), known=known)


def _regions(country: Country) -> list[_Named]:
    return [_Named(one.id, one.name) for one in country.regions]


def role_id(guide: Guide, typed: str, language: str) -> str:
    """Return the id of the role meant. Raises UserError as ``country_of``."""
    meant = _meant(typed, [_Named(one.id, one.name) for one in guide.roles])
    if meant is not None:
        return meant
    known = listed(guide.roles, language)
    raise UserError("pay_role_not_known", role=clean_text(typed, _SHOWN), known=known)


def region_id(country: Country, typed: str, language: str) -> str:
    """Return the id of the region meant. Raises UserError as ``country_of``."""
    meant = _meant(typed, _regions(country))
    if meant is not None:
        return meant
    known = listed(_regions(country), language)
    code = "pay_region_not_known" if known else "pay_no_regions"
    raise UserError(code, region=clean_text(typed, _SHOWN), known=known, country=country.id)


def checked_rate(rate: float) -> float:
    """Return a part of a full job. Raises UserError where it is none."""
    if not 0 < rate <= 1:
        raise UserError("pay_rate_not_possible", rate=f"{rate:g}")
    return rate


def rate_of(country: Country, rate: float | None, hours: float | None) -> float:
    """Return the part of a full job: ``rate`` as it stands, or ``hours`` against the full week.

    Raises:
        UserError: both were given, the country's full week is not kept, or the number is impossible.
    """
    if rate is not None and hours is not None:
        raise UserError("salary_rate_and_hours")
    if hours is None:
        return 1.0 if rate is None else checked_rate(rate)
    if country.full_week is None:
        raise UserError("salary_no_hours", country=country.id)
    if not 0 < hours <= country.full_week:
        raise UserError(
            "salary_bad_hours", hours=f"{hours:g}", country=country.id, week=f"{country.full_week:g}"
        )
    return hours / country.full_week
