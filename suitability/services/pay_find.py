"""From what a person typed (an id or a name) to the country, role, region and rate that it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from suitability.domain.guide import Guide
from suitability.domain.pay import Country, Step
from suitability.domain.text import LocalizedText
from suitability.errors import UserError
from suitability.services.pay_types import PayPlace
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


def country_of(guide: Guide, typed: str | None) -> Country:
    """Return the country meant, the first of the tables where nothing was typed.

    Raises:
        UserError: there is none of that name; it names those that are.
    """
    ordered = sorted(guide.countries, key=lambda one: one.order)
    if typed is None:
        return ordered[0]
    meant = _meant(typed, [_Named(one.id, one.name) for one in ordered])
    for one in ordered:
        if one.id == meant:
            return one
    known = ", ".join(one.id for one in ordered)
    raise UserError("pay_country_not_known", country=clean_text(typed, _SHOWN), known=known)


def role_id(guide: Guide, typed: str) -> str:
    """Return the id of the role meant. Raises UserError as ``country_of``."""
    meant = _meant(typed, [_Named(one.id, one.name) for one in guide.roles])
    if meant is not None:
        return meant
    known = ", ".join(one.id for one in guide.roles)
    raise UserError("pay_role_not_known", role=clean_text(typed, _SHOWN), known=known)


def region_id(country: Country, typed: str) -> str:
    """Return the id of the region meant. Raises UserError as ``country_of``."""
    meant = _meant(typed, [_Named(one.id, one.name) for one in country.regions])
    if meant is not None:
        return meant
    known = ", ".join(one.id for one in country.regions)
    code = "pay_region_not_known" if known else "pay_no_regions"
    raise UserError(code, region=clean_text(typed, _SHOWN), known=known, country=country.id)


def rate_of(country: Country, rate: float | None, hours: float | None) -> float:
    """Return the part of a full job: ``rate`` as it stands, or ``hours`` against the full week.

    Raises:
        UserError: both were given, the country's full week is not kept, or the number is impossible.
    """
    if rate is not None and hours is not None:
        raise UserError("salary_rate_and_hours")
    if hours is None:
        if rate is not None and not 0 < rate <= 1:
            raise UserError("pay_rate_not_possible", rate=f"{rate:g}")
        return 1.0 if rate is None else rate
    if country.full_week is None:
        raise UserError("salary_no_hours", country=country.id)
    if not 0 < hours <= country.full_week:
        raise UserError(
            "salary_bad_hours", hours=f"{hours:g}", country=country.id, week=f"{country.full_week:g}"
        )
    return hours / country.full_week


def place_of(
    country: Country, *, role: str | None, region: str | None, step: Step | None, rate: float
) -> PayPlace:
    """Return the place put together."""
    return PayPlace(country.id, role, region, step, rate)
