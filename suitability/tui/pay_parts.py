"""What the work pays as paragraphs and strips for the screen: each figure drawn, dated, with its source.

Amounts are drawn as they were published. Strips share an axis only where currency and period are the same;
whether an amount is before tax or in hand stands beside each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from suitability.domain.blocks import with_marks
from suitability.domain.pay import PayFigure, Role
from suitability.services.formatting import money
from suitability.services.guide_pages import Stock
from suitability.services.pay_answer import pay_answer
from suitability.services.pay_section import checked
from suitability.services.pay_then_now import stories_of, then_and_now
from suitability.services.pay_types import Desk, PayAnswer, PayLine, PayPlace, ThenNow
from suitability.services.source_list import SourceList, source_line
from suitability.services.words import Words
from suitability.tui.charts import BLOCKS, Glyphs, Range, axis_end, ends, strip
from suitability.tui.lines import GAP, Block, Drawing, Line, Part
from suitability.tui.tables import table_lines

WIDEST = 72
"""Cells of the widest strip."""

Unit = tuple[str, str]
"""Currency and period: what may share an axis."""


@dataclass(frozen=True, slots=True)
class _Chart:
    """What strips are drawn with: the figures by id, the end of each axis, words and characters."""

    figures: dict[str, PayFigure]
    ends: dict[Unit, float]
    words: Words
    glyphs: Glyphs

    def lines(self, figure: PayFigure, width: int, *, labelled: bool) -> list[Line]:
        """Return the strip of a figure, below it the ends of its axis where ``labelled``."""
        width = min(width, WIDEST)
        last = self.ends[figure.currency, figure.period]
        drawn = [strip(figure_range(figure), (0.0, last), width, self.glyphs)]
        if labelled:
            digits = 0 if last >= 10 else 1
            amount = money(self.words, last, figure.currency, digits)
            drawn.append(ends("0", f"{amount} {self.words(f'pay.period.{figure.period}')}", width))
        return drawn


def figure_range(figure: PayFigure) -> Range:
    """Return the amounts of a figure for drawing: quartiles with the median, a range, or one amount alone."""
    amounts = figure.shown
    if figure.statistic == "percentiles":
        return Range(amounts[0], figure.median, amounts[-1])
    if figure.statistic in ("median", "average"):
        return Range(None, amounts[0], None)
    return Range(amounts[0], None, amounts[-1])


def pay_parts(stock: Stock, words: Words, place: PayPlace, glyphs: Glyphs = BLOCKS) -> list[Part]:
    """Return what ``place.role`` pays there, or, without a role, the first figure for every role.

    Raises:
        UserError: the place names a country, region or role that is not there.
    """
    country = checked(stock.guide, place, words.language)
    desk = Desk(stock.guide, words, lambda source: f"[@{source}]")
    roles = [role for role in stock.guide.roles if place.role in (None, role.id)]
    answers = [pay_answer(desk, country, role, place) for role in roles]
    told = [then_and_now(desk, one) for one in stories_of(desk, country.id, place.role)]
    chart = _chart(stock, answers, words, glyphs)
    marks = {name: getattr(glyphs, name) for name in ("band", "tick")}
    legend = [Block("quiet", words("screens.pay.strips", **marks))]
    if any(one.statistic == "percentiles" for one in chart.figures.values()):
        legend.append(Block("quiet", words("pay.notes.half")))
    raw = list(_all(roles, answers, words)) if place.role is None else list(_whole(answers[0], words))
    at = 2 if place.role else 1
    raw[at:at] = legend
    raw += [*_moves(answers[0], words), *_told([one for one in told if one is not None], words)]
    return _finished(raw, stock, chart)


@dataclass(frozen=True, slots=True)
class _Strip:
    """Stands for the strip of a figure until all are known."""

    figure: str


@dataclass(frozen=True, slots=True)
class _Table:
    """Stands for a table whose texts still cite their sources."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_Raw = Block | _Strip | _Table


def _chart(stock: Stock, answers: Sequence[PayAnswer], words: Words, glyphs: Glyphs) -> _Chart:
    used = {line.figure for answer in answers for line in (*answer.lines, *answer.ladder)}
    figures = {figure.id: figure for figure in stock.guide.figures if figure.id in used}
    amounts: dict[Unit, list[float]] = {}
    for figure in figures.values():
        amounts.setdefault((figure.currency, figure.period), []).extend(figure.shown)
    return _Chart(figures, {unit: axis_end(found) for unit, found in amounts.items()}, words, glyphs)


def _whole(answer: PayAnswer, words: Words) -> Iterator[_Raw]:
    yield from (Block("title", answer.title), Block("text", answer.lead))
    for line in answer.lines:
        yield from _line(line, words)
    if answer.ladder:
        yield Block("heading", words("report.labels.pay_ladder"))
        for line in answer.ladder:
            yield from _line(line, words)
    for note in answer.notes:
        yield from (GAP, Block("quiet", note))


def _all(roles: Sequence[Role], answers: Sequence[PayAnswer], words: Words) -> Iterator[_Raw]:
    yield Block("text", words("report.labels.pay_intro"))
    for role, answer in zip(roles, answers, strict=True):
        yield from _short(role.name.on(words.language), answer, words)


def _short(role: str, answer: PayAnswer, words: Words) -> Iterator[_Raw]:
    """Yield the first figure of a role, or the sentence that there is none and the nearest that exists."""
    yield Block("heading", role)
    lines = answer.lines or answer.ladder
    if not lines or lines[0].differs is not None:
        yield Block("text", answer.lead)
    for line in lines[:1]:
        yield from _line(line, words, whole=False)


def _line(line: PayLine, words: Words, *, whole: bool = True) -> Iterator[_Raw]:
    """Yield one figure: what it is of, its strip, its amounts, and all that a reader needs to judge it."""
    yield from (GAP, Block("strong", line.label), _Strip(line.figure))
    key = "amounts_open" if line.basis == words("pay.basis.not_stated") else "amounts"
    yield Block("text", words(f"screens.pay.{key}", amounts=line.amounts, basis=line.basis))
    if whole:
        yield from (Block("text", text) for text in (line.in_hand, line.share) if text is not None)
    if line.differs is not None:
        yield Block("text", line.differs, tone="warn")
    sample = words("pay_answer.line_end", sample=line.sample, date=line.date)
    yield Block("quiet", f"{sample} {line.source}")
    if whole and line.caution is not None:
        yield Block("quiet", line.caution)


def _moves(answer: PayAnswer, words: Words) -> Iterator[_Raw]:
    *moves, bonus = answer.moves
    yield from (Block("heading", words("report.labels.pay_moves")), Block("text", answer.moves_lead))
    yield from (Block("number", text, f"{number}.") for number, text in enumerate(moves, start=1))
    yield Block("text", bonus)


def _told(told: Sequence[ThenNow], words: Words) -> Iterator[_Raw]:
    if not told:
        return
    yield Block("heading", words("report.labels.pay_then"))
    yield Block("text", words("pay_answer.then.lead"))
    header = (words("report.labels.pay_step"), words("report.labels.amounts"))
    for one in told:
        yield from (GAP, Block("strong", one.title))
        rows = tuple((step.label, f"{step.amount} {step.source or ''}".strip()) for step in one.steps)
        yield from (_Table(header, rows), GAP, Block("text", one.conclusion))


def _finished(raw: Sequence[_Raw], stock: Stock, chart: _Chart) -> list[Part]:
    """Return the page with strips drawn, sources numbered as they are read, and the list of sources.

    The ends of an axis stand below its first strip, and again where another axis came between.
    """
    words = chart.words
    listed = SourceList(stock.bank, stock.guide, words, stock.handbook.sources)

    def marked(text: str) -> str:
        return with_marks(text, lambda source: " " + words("guide.mark", number=listed.number(source)))

    parts: list[Part] = []
    unit: Unit | None = None
    for one in raw:
        if isinstance(one, _Strip):
            figure = chart.figures[one.figure]
            mine = (figure.currency, figure.period)
            parts.append(Drawing(partial(chart.lines, figure, labelled=mine != unit)))
            unit = mine
        elif isinstance(one, _Table):
            rows = tuple(tuple(marked(cell) for cell in row) for row in one.rows)
            parts.append(Drawing(partial(table_lines, one.header, rows)))
        else:
            parts.append(one._replace(text=marked(one.text)))
    parts.append(Block("heading", words("guide.labels.sources")))
    parts += [Block("quiet", source_line(row)) for row in listed.rows()]
    return parts
