"""For which country pay is shown: the one that is named, else one that region, language or system tell of.

Nobody gets the pay of a country in silence: ``where_note`` says which it is and how to get another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final

from suitability.domain.guide import Guide
from suitability.domain.pay import Country, Role
from suitability.domain.pay_choice import Match, Wish, choose
from suitability.services.pay_answer import moves, moves_lead, pay_line, tax_notes
from suitability.services.pay_types import Desk, PayAnswer, PayLine, PayPlace
from suitability.services.words import Words

HOME: Final = MappingProxyType({"ru": "ru"})
"""Language -> the country meant when nothing else is known; English is spoken in too many to choose one."""

TERRITORIES: Final = MappingProxyType({"gb": "uk"})
"""Territory of a locale -> id of its country, where the two differ."""


def home_country(guide: Guide, language: str, locales: Sequence[tuple[str, str]] = ()) -> str | None:
    """Return the id of the country that a reader of ``language`` most likely asks about; None: unknown.

    ``locales`` are pairs of language and territory that the system is set to, in small letters, the most
    telling first. A locale in the reader's language comes first (``ru_KZ``), then the language's own country,
    then any other locale: Russia for an English report made on a Russian computer. Only listed countries
    count, the others have too few figures.
    """
    listed = {one.id for one in guide.countries if one.listed}
    told = [(spoken, TERRITORIES.get(territory, territory)) for spoken, territory in locales]
    own = [country for spoken, country in told if spoken == language]
    usual = [HOME[language]] if language in HOME else []
    return next((one for one in (*own, *usual, *(country for _, country in told)) if one in listed), None)


def where_note(guide: Guide, words: Words, place: PayPlace | None) -> str:
    """Return which country the pay is shown for, and how to get another."""
    country = None if place is None else guide.country(place.country)
    others = [one for one in _ordered(guide.countries) if one is not country]
    known = ", ".join(f"{one.id}\u00a0({one.name.on(words.language)})" for one in others)
    if country is None:
        return words("pay_answer.where.all", known=known)
    return words("pay_answer.where.one", country=country.name.on(words.language), known=known)


def answer_everywhere(desk: Desk, role: Role, place: PayPlace) -> PayAnswer:
    """Return what ``role`` pays in every listed country, for the step and rate of ``place``.

    A country's lines are those that answer, or else the one that comes nearest; a country without any is
    named. Cautions and tax are as in the answer for one country, the steps of experience are left out.
    """
    words = desk.words
    lines: list[PayLine] = []
    shown: list[Match] = []
    silent: list[str] = []
    for country in _ordered(one for one in desk.guide.countries if one.listed):
        name = country.name.on(words.language)
        choice = choose(desk.guide.figures, Wish(role.id, country.id, None, place.step))
        matches = choice.found or choice.nearest[:1]
        lines += [_of_country(desk, match, place, name) for match in matches]
        shown += matches
        if not matches:
            silent.append(name)
    notes = [words("pay.notes.offered")] if any(one.figure.measures == "offered" for one in shown) else []
    for country in _ordered(desk.guide.countries):
        if country.id in desk.guide.taxes:
            notes += tax_notes(desk, country, [one for one in shown if one.figure.country == country.id])
    return PayAnswer(  # in the order in which it is read, so that sources are numbered in it
        title=words(
            "pay_answer.title", role=role.name.on(words.language), place=words("pay_answer.where.title")
        ),
        lead=_lead(words, silent),
        lines=tuple(lines),
        ladder=(),
        moves_lead=moves_lead(desk),
        moves=moves(words),
        notes=(*notes, words("pay_answer.where.tax")),
    )


def _of_country(desk: Desk, match: Match, place: PayPlace, country: str) -> PayLine:
    """Return a figure as a line under its country and what it is a figure of."""
    plain = pay_line(desk, match, place.rate)
    return pay_line(
        desk, match, place.rate, desk.words("pay_answer.where.line", country=country, label=plain.label)
    )


def _lead(words: Words, silent: Sequence[str]) -> str:
    lead = words("pay_answer.where.lead")
    return f"{lead} {words('pay_answer.where.silent', countries=', '.join(silent))}" if silent else lead


def _ordered(countries: Iterable[Country]) -> list[Country]:
    return sorted(countries, key=lambda one: one.order)
