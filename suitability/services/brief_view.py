"""The recruiter's edition in its own voice: ranges, answers, quality; no advice, no verdict, no sum.

A candidate's report speaks to the candidate. This one speaks about them, so every sentence that says "you"
is left out or said again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from suitability.domain.advice import Person
from suitability.domain.bank import ItemBank
from suitability.domain.handbook import Handbook
from suitability.domain.quality import Signal
from suitability.services.edition_types import BriefPart
from suitability.services.explain import signal_sentence
from suitability.services.formatting import labels
from suitability.services.report_types import OutcomeNote, QualityNote, Report, ScaleRow, SignRow
from suitability.services.words import Words

_MARKED: Final = ("raised", "thought")
_ANSWERS: Final = {True: 3, False: 2}
"""Answers shown for a marked sign and for any other: ten signs fit on one page."""

_OWN_VOICE: Final = frozenset({"yes_saying", "no_saying", "overclaiming"})
"""Signals whose usual sentence speaks to the person."""

_PARAGRAPHS: Final = ("p1", "p2", "p3")


def brief_report(bank: ItemBank, report: Report, person: Person, words: Words) -> Report:
    """Return a report stripped to what the recruiter's edition shows."""
    return replace(
        report,
        title=words("edition.brief.title"),
        purpose=words("edition.brief.purpose"),
        outcome=OutcomeNote(report.outcome.id, "", (), ()),
        quality=_quality(bank, report, person, words),
        provisional=words("edition.brief.provisional") if report.provisional is not None else None,
        scales=tuple(_scale(row, words) for row in report.scales),
        comparison="",
        signs=tuple(_sign(row, words) for row in report.signs),
        tasks=(),
        pay=(),
        pay_answer=None,
        then_lead=None,
        then_now=(),
        pay_where="",
        notes=(),
        sources=(),
        said_did=None,
        conditions=None,
    )


def brief_part(bank: ItemBank, handbook: Handbook, person: Person, words: Words) -> BriefPart:
    """Return the sentences that only this edition has."""
    form = bank.forms[person.result.form]
    ranges = words("edition.brief.ranges")
    return BriefPart(
        ranges_note=f"{ranges} {words('edition.brief.provisional')}" if form.provisional else ranges,
        comparison=words("edition.brief.comparison"),
        signs_note=words("edition.brief.signs"),
        guide_note=f"{words('edition.brief.guide')} {words('recruiting.collect.promise')}",
        sign_head=words("edition.brief.sign"),
        status=labels(words, "report.status"),
        method=tuple(
            words(f"edition.brief.method.{name}", percent=bank.rules.band_percent) for name in _PARAGRAPHS
        ),
        conditions=_conditions(handbook, person, words),
    )


def _conditions(handbook: Handbook, person: Person, words: Words) -> tuple[str, ...]:
    """Return what was marked among the working conditions: a line for each mark with the conditions."""
    marked = person.assessment.conditions
    if not marked:
        return ()
    names = {one.item: one.name.on(words.language) for one in handbook.conditions.values()}
    lines = []
    for code, name in ((1, "no"), (2, "bearable"), (3, "fine")):
        found = [names[one.item] for one in marked if one.mark == code and one.item in names]
        if found:
            lines.append(words(f"edition.brief.conditions.{name}", conditions="; ".join(found)))
    return tuple(lines)


def _scale(row: ScaleRow, words: Words) -> ScaleRow:
    return replace(
        row,
        zone_name=words(f"edition.brief.zones.{row.zone or 'none'}"),
        border=None if row.border is None else words("edition.brief.border"),
        about="",
        not_about="",
        meaning="",
        evidence=(),
        pivot=None,
        standing=None,
    )


def _sign(row: SignRow, words: Words) -> SignRow:
    """Return a sign with its status and the answers that weighed most, without a word of advice."""
    shown = row.evidence[: _ANSWERS[row.status in _MARKED]]
    return replace(
        row,
        short="",
        summary=words("edition.brief.few_answers") if row.status == "unknown" else "",
        evidence=tuple(replace(one, sentence="") for one in shown),
        pivot=None,
        means="",
        no_obstacle="",
        why=(),
        actions=(),
        story="",
        guide=None,
    )


def _quality(bank: ItemBank, report: Report, person: Person, words: Words) -> QualityNote:
    level = report.quality.level
    details = tuple(_signal(bank, one, words) for one in person.assessment.quality.raised)
    if not person.assessment.scores:
        return QualityNote(level, words("edition.brief.quality.unchecked"), ())
    return QualityNote(level, words(f"edition.brief.quality.{level}"), details)


def _signal(bank: ItemBank, signal: Signal, words: Words) -> str:
    if signal.index not in _OWN_VOICE:
        return signal_sentence(bank, signal, words)
    return words(f"edition.brief.signals.{signal.index}", percent=round(100 * (signal.value or 0.0)))
