"""The answer to "what would this role pay here, now, in hand?", as finished lines with their sources.

Figures are chosen by ``domain.pay_choice``; where none answers, the lead says so and the nearest that exist
are listed, each with what does not fit. Nothing is estimated.
"""

from __future__ import annotations

from typing import Final

from suitability.domain.pay import Country, PayFigure, Role
from suitability.domain.pay_choice import Match, Wish, choose, ladder
from suitability.services.formatting import number, when
from suitability.services.pay_money import amounts, hours_of, in_hand_sentence, share_sentence
from suitability.services.pay_types import Desk, PayAnswer, PayLine, PayPlace
from suitability.services.pay_view import counted
from suitability.services.words import Words

MOVES: Final = ("talk_time", "calls", "wording", "errors", "dress", "offers")
"""The six criteria that the pay of the reviewed call centre hung on, in the order of the review."""

REVIEW: Final = "isp_review"
_CONVERTING: Final = ("month", "year")
_NAME: Final = "hh.ru"
"""A name that keeps its small letter at the beginning of a line."""


def pay_answer(desk: Desk, country: Country, role: Role, place: PayPlace) -> PayAnswer:
    """Return what ``role`` pays in ``country`` for the region, step and rate of ``place``."""
    words = desk.words
    wish = Wish(role.id, country.id, place.region, place.step)
    choice = choose(desk.guide.figures, wish)
    matches = choice.found or choice.nearest
    rungs = () if place.step is not None else ladder(desk.guide.figures, wish)
    if rungs and not choice.found:  # the steps stand below; above them only what is not one of them
        matches = tuple(one for one in matches if "one_step" not in one.differs) or matches
    shown = {match.figure.id for match in matches}
    name = role.name.on(words.language)
    where = where_sentence(desk, country, place)
    return PayAnswer(  # in the order in which it is read, so that sources are numbered in it
        title=words("pay_answer.title", role=name, place=where),
        lead=_lead(bool(choice.found), bool(matches), desk, country, role),
        lines=tuple(pay_line(desk, match, place.rate) for match in matches),
        ladder=tuple(
            pay_line(desk, match, place.rate, words(f"pay_answer.steps.{_step_key(step)}"))
            for step, found in rungs
            for match in found
            if match.figure.id not in shown
        ),
        moves_lead=moves_lead(desk),
        moves=moves(words),
        notes=_notes(desk, country, place, [*matches, *(one for _, found in rungs for one in found)]),
    )


def moves_lead(desk: Desk) -> str:
    """Return the sentence before what moves the pay within a job."""
    return desk.words("pay_answer.moves.lead", source=desk.cite(REVIEW))


def moves(words: Words) -> tuple[str, ...]:
    """Return what moves the pay within a job, the bonus last."""
    return tuple(words(f"pay_answer.moves.{one}") for one in MOVES) + (words("pay_answer.moves.bonus"),)


def where_sentence(desk: Desk, country: Country, place: PayPlace) -> str:
    """Return the place in words: the region if one is asked for, else the country."""
    region = None if place.region is None else country.region(place.region)
    return (country.name if region is None else region.name).on(desk.words.language)


def _lead(found: bool, near: bool, desk: Desk, country: Country, role: Role) -> str:
    words = desk.words
    if found:
        return words("pay_answer.lead.found")
    gap = next((one for one in desk.guide.gaps if one.country == country.id and one.role == role.id), None)
    reason = words("pay_answer.lead.none") if gap is None else gap.text.on(words.language)
    return f"{reason} {words('pay_answer.lead.nearest' if near else 'pay_answer.lead.nothing')}"


def _group(figure: PayFigure, desk: Desk) -> str:
    group = figure.group.on(desk.words.language)
    return group if group.startswith(_NAME) else group[:1].upper() + group[1:]


def _step_key(step: str) -> str:
    return {"none": "none", "1-3": "one_three", "3-6": "three_six", "6+": "six_more"}[step]


def pay_line(desk: Desk, match: Match, rate: float, label: str | None = None) -> PayLine:
    """Return a figure as a line, under ``label`` or what it is a figure of."""
    figure, words = match.figure, desk.words
    language = words.language
    sample = [counted(figure, words), words(f"pay.measures.{figure.measures}")]
    group = figure.group.on(language)
    if figure.region is not None and figure.region.on(language) not in group:
        sample.append(words("pay.details.region", region=figure.region.on(language)))
    if figure.experience is not None and figure.experience.on(language) not in group:
        sample.append(words("pay.details.experience", experience=figure.experience.on(language)))
    differs = [words(f"pay_answer.differs.{one}") for one in match.differs]
    return PayLine(
        figure=figure.id,
        label=_group(figure, desk) if label is None else label,
        amounts=amounts(figure, words),
        basis=words(f"pay.basis.{figure.basis}"),
        in_hand=in_hand_sentence(match, desk.guide, words),
        share=share_sentence(figure, rate, words),
        sample=f"{sample[0][:1].upper()}{'; '.join(sample)[1:]}",
        date=when(words, figure.as_of),
        source=desk.cite(figure.source),
        caution=None if figure.caution is None else figure.caution.on(language),
        differs=words("pay_answer.differs.lead", what="; ".join(differs)) if differs else None,
    )


def _notes(desk: Desk, country: Country, place: PayPlace, matches: list[Match]) -> tuple[str, ...]:
    words = desk.words
    notes: list[str] = []
    if any(match.figure.measures == "offered" for match in matches):
        notes.append(words("pay.notes.offered"))
    hours = hours_of(country, place.rate)
    if hours is not None and country.full_week_source is not None:
        given = {
            "week": number(words, round(hours.week, 1)),
            "month": number(words, round(hours.month)),
            "source": desk.cite(country.full_week_source),
        }
        whole = place.rate == 1
        notes.append(
            words("pay_answer.hours_full", **given)
            if whole
            else words("pay_answer.hours", rate=number(words, place.rate), **given)
        )
    elif place.rate != 1:
        notes.append(words("pay_answer.no_hours"))
    notes.extend(tax_notes(desk, country, matches))
    return tuple(notes)


def tax_notes(desk: Desk, country: Country, matches: list[Match]) -> list[str]:
    """Return how pay in hand was worked out, a sentence for each tax table used, or why it was not."""
    words = desk.words
    taxes = desk.guide.taxes.get(country.id)
    if taxes is None:
        return [words("pay_answer.tax.no_table")] if matches else []
    converted = [one for one in matches if one.figure.basis != "mixed" or one.in_hand is not None]
    years = {int(one.figure.as_of[:4]) for one in converted if one.figure.period in _CONVERTING}
    notes: list[str] = []
    for table in taxes.tables:
        if any(table.first <= year <= table.last for year in years):
            text = words(
                "pay_answer.tax.note",
                tax=taxes.name.on(words.language),
                first=table.first,
                source=desk.cite(table.source),
            )
            caution = "" if table.caution is None else table.caution.on(words.language)
            notes.append(f"{text} {caution}".rstrip())
    return notes
