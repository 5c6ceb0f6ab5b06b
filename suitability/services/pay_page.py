"""Pay as a page of blocks, for the guide and the command line: an overview, a country, or a role at a place.

Texts cite their sources as ``[@id]``, as every page of the guide does; who draws the page turns these into
numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from suitability.domain.blocks import Block, Heading, Items, Paragraph, Table
from suitability.domain.guide import Guide
from suitability.domain.pay import Country, PayFigure, Role
from suitability.domain.pay_choice import Wish, choose
from suitability.services.pay_answer import pay_answer, pay_line
from suitability.services.pay_section import checked, checked_role
from suitability.services.pay_then_now import stories_of, then_and_now
from suitability.services.pay_types import EVERYWHERE, Desk, PayAnswer, PayLine, PayPlace
from suitability.services.pay_where import answer_everywhere, where_note
from suitability.services.words import Words


def pay_page_blocks(guide: Guide, words: Words, place: PayPlace | None = None) -> tuple[Block, ...]:
    """Return the page: all listed countries without ``place``, else the country or the role at the place.

    Raises:
        UserError: the place names a country, role or region that is not there.
    """
    desk = Desk(guide, words, lambda source: f"[@{source}]")
    if place is None:
        countries = sorted((one for one in guide.countries if one.listed), key=lambda one: one.order)
        parts = [block for one in countries for block in _country(desk, one, PayPlace(one.id), short=True)]
        told = [block for one in countries for block in _told(desk, one.id, None)]
        reading = _reading(desk, guide.figures)
        return (*reading, *parts, Paragraph(words("pay_answer.hint")), *_moves(desk, countries), *told)
    role = checked_role(guide, place, words.language)
    where = Paragraph(where_note(guide, words, place))
    if role is not None and place.country == EVERYWHERE:
        return (where, *_answer(desk, answer_everywhere(desk, role, place)))
    country = checked(guide, place, words.language)
    if role is None:
        return (
            where,
            *_reading(desk, guide.figures),
            *_country(desk, country, place),
            *_moves(desk, [country]),
            *_told(desk, country.id, None),
        )
    return (where, *_answer(desk, pay_answer(desk, country, role, place)), *_told(desk, country.id, role.id))


def role_pay_blocks(guide: Guide, words: Words, role: Role) -> Iterator[Block]:
    """Yield what a role pays on its own page: one line for each listed country, and where to read on.

    A line is the most trusted figure of the role, or the nearest with what differs; nothing is yielded for a
    role without any.
    """
    desk = Desk(guide, words, lambda source: f"[@{source}]")
    lines: list[str] = []
    shown: list[PayFigure] = []
    for country in sorted((one for one in guide.countries if one.listed), key=lambda one: one.order):
        choice = choose(guide.figures, Wish(role.id, country.id))
        if matches := choice.found or choice.nearest:
            text = _short(desk, pay_line(desk, matches[0], 1))
            lines.append(words("guide.pay_line", country=country.name.on(words.language), text=text))
            shown.append(matches[0].figure)
    if lines:
        yield Heading(2, words("report.labels.pay"))
        yield Items(tuple(lines))
        yield from _reading(desk, shown)
        yield Paragraph(words("guide.pay_more", role=role.id, page=words("report.labels.pay")))


def _reading(desk: Desk, figures: Iterable[PayFigure]) -> Iterator[Block]:
    """Yield how to read "from", "to" and the median, where one of ``figures`` has all three."""
    if any(one.statistic == "percentiles" for one in figures):
        yield Paragraph(desk.words("pay.notes.half"))


def _country(desk: Desk, country: Country, place: PayPlace, *, short: bool = False) -> Iterator[Block]:
    """One entry for each role: what answers at the place, or the reason and the nearest that exists.

    ``short`` leaves out tax and cautions, and all but the first of the nearest.
    """
    region = None if place.region is None else country.region(place.region)
    name = (country.name if region is None else region.name).on(desk.words.language)
    yield Heading(2, desk.words("pay.title", country=name))
    for role in desk.guide.roles:
        choice = choose(desk.guide.figures, Wish(role.id, country.id, place.region, place.step))
        yield Heading(3, role.name.on(desk.words.language))
        if not choice.found:
            yield Paragraph(_reason(desk, country, role, near=bool(choice.nearest)))
        matches = choice.found or (choice.nearest[:1] if short else choice.nearest)
        if matches:
            lines = [pay_line(desk, one, place.rate) for one in matches]
            yield Items(tuple(_short(desk, one) if short else _text(desk, one) for one in lines))
    if not short and country.id not in desk.guide.taxes:
        yield Paragraph(desk.words("pay_answer.tax.no_table"))


def _reason(desk: Desk, country: Country, role: Role, *, near: bool) -> str:
    gap = next((one for one in desk.guide.gaps if (one.country, one.role) == (country.id, role.id)), None)
    text = desk.words("pay_answer.lead.none") if gap is None else gap.text.on(desk.words.language)
    return text if near else f"{text} {desk.words('pay_answer.lead.nothing')}"


def _answer(desk: Desk, answer: PayAnswer) -> Iterator[Block]:
    words = desk.words
    yield Heading(2, answer.title)
    yield Paragraph(answer.lead)
    shown = {one.figure for one in (*answer.lines, *answer.ladder)}
    yield from _reading(desk, (one for one in desk.guide.figures if one.id in shown))
    if answer.lines:
        yield Items(tuple(_text(desk, one) for one in answer.lines))
    if answer.ladder:
        yield Heading(2, words("report.labels.pay_ladder"))
        yield Items(tuple(_text(desk, one) for one in answer.ladder))
    for note in answer.notes:
        yield Paragraph(note)
    yield Heading(2, words("report.labels.pay_moves"))
    yield Paragraph(answer.moves_lead)
    yield Items(answer.moves[:-1], ordered=True)
    yield Paragraph(answer.moves[-1])


def _moves(desk: Desk, countries: list[Country]) -> Iterator[Block]:
    """What moves the pay, on a page without a role: said once."""
    country, role = countries[0], desk.guide.roles[0]
    answer = pay_answer(desk, country, role, PayPlace(country.id))
    yield Heading(2, desk.words("report.labels.pay_moves"))
    yield Paragraph(answer.moves_lead)
    yield Items(answer.moves[:-1], ordered=True)
    yield Paragraph(answer.moves[-1])


def _text(desk: Desk, line: PayLine) -> str:
    """Return a line as one entry of a list; parts that have nothing to say are left out."""
    words = desk.words
    head = words("pay_answer.line", label=line.label, amounts=line.amounts, basis=_basis(desk, line))
    parts = [head, line.in_hand, line.share, line.differs, line.caution]
    tail = words("pay_answer.line_end", sample=line.sample, date=line.date)
    return " ".join([*(part for part in parts if part is not None), f"{tail} {line.source}"])


def _basis(desk: Desk, line: PayLine) -> str:
    """Return the basis as it stands in brackets, where no head of a column says what "not given" is about."""
    open_ = line.basis == desk.words("pay.basis.not_stated")
    return desk.words("pay_answer.basis_open") if open_ else line.basis


def _short(desk: Desk, line: PayLine) -> str:
    """Return a line without tax, rate and caution; what does not fit is said, and what our readings are."""
    text = desk.words(
        "pay_answer.short", amounts=line.amounts, basis=_basis(desk, line), sample=line.sample, date=line.date
    )
    head = line.label if line.differs is None else f"{line.label}. {line.differs}"
    if line.differs is not None:
        text = f"{head} {text[:1].upper()}{text[1:]}"
    read = any(one.id == line.figure and one.statistic == "reading" for one in desk.guide.figures)
    if read and line.caution is not None:
        text = f"{text.rstrip('.')}. {line.caution}"
    return f"{text} {line.source}"


def _told(desk: Desk, country: str, role: str | None) -> Iterator[Block]:
    words = desk.words
    told = [then_and_now(desk, one) for one in stories_of(desk, country, role)]
    found = [one for one in told if one is not None]
    if not found:
        return
    yield Heading(2, words("report.labels.pay_then"))
    yield Paragraph(words("pay_answer.then.lead"))
    for one in found:
        yield Heading(3, one.title)
        header = (words("report.labels.pay_step"), words("report.labels.amounts"))
        yield Table(
            header, tuple((step.label, f"{step.amount} {step.source or ''}".strip()) for step in one.steps)
        )
        yield Paragraph(one.conclusion)
