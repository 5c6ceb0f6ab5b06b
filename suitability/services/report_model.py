"""Result + bank + guide + words -> ``Report``: the one place where findings become sentences.

A pure function of its arguments; the date is the result's own date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from suitability.domain.answered import needed
from suitability.domain.assessment import Assessment, assess
from suitability.domain.bank import ItemBank
from suitability.domain.guide import Guide
from suitability.domain.handbook import Handbook
from suitability.domain.joined import own_order
from suitability.domain.quality import Quality
from suitability.domain.scoring import ScaleScore, Zone
from suitability.domain.session import Result
from suitability.domain.signs import Finding, Status
from suitability.domain.zone_pivot import zone_pivot
from suitability.services import explain, formatting, norm_notes
from suitability.services.conditions_view import conditions_section
from suitability.services.outcome_text import outcome_text, reason_order
from suitability.services.pay_section import pay_section
from suitability.services.pay_types import PayPlace
from suitability.services.report_types import (
    Cited,
    Note,
    OutcomeNote,
    QualityNote,
    Report,
    ScaleRow,
    SignRow,
)
from suitability.services.said_did_view import said_did_section
from suitability.services.source_list import SourceList
from suitability.services.words import Words


@dataclass(frozen=True, slots=True)
class Library:
    """What a report is built from besides the result: questions, guide and the words of one language.

    Without the handbook marked working conditions are not set beside the roles.
    """

    bank: ItemBank
    guide: Guide
    words: Words
    handbook: Handbook | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked to say: the name to print, and where and as what the person looks for work."""

    person: str | None = None
    place: PayPlace | None = None


def build_report(
    library: Library, result: Result, person: str | None = None, place: PayPlace | None = None
) -> Report:
    """Return the whole report of a result in the language of ``library.words``.

    ``place`` is where and as what the person looks for work; without it the pay chapter shows every country.

    Raises:
        UserError: ``place`` names a country, region or role that is not there.
        KeyError: the result names a form or item that the bank does not have.
        AnswerError: an answer does not belong to its item.
    """
    sources = SourceList(library.bank, library.guide, library.words)
    report = report_parts(library, result, assess(library.bank, result), sources, Asked(person, place))
    return replace(report, sources=sources.rows())


def report_parts(
    library: Library, result: Result, found: Assessment, sources: SourceList, asked: Asked
) -> Report:
    """Return the report but for its list of sources, to which a caller may still add by ``sources``.

    Raises as ``build_report``.
    """
    bank, words = library.bank, library.words
    interpretable = found.quality.interpretable
    scales = tuple(_scale(bank, score, result, words) for score in found.scores) if interpretable else ()
    signs = tuple(_sign(bank, finding, words, sources) for finding in found.findings) if interpretable else ()
    tasks = tuple(explain.task_row(bank, task, words) for task in found.tasks) if interpretable else ()
    form = bank.forms[result.form]
    pay = pay_section(library.guide, words, sources, asked.place)
    return Report(
        language=words.language,
        title=words("report.title"),
        purpose=words("report.purpose"),
        person=asked.person,
        created=result.created,
        date=formatting.day(words, _day(result.created)),
        facts=_facts(bank, result, words),
        outcome=_outcome(bank, result.form, found, words),
        quality=_quality(bank, found, words),
        interpretable=interpretable,
        provisional=words("report.provisional") if form.provisional and interpretable else None,
        scales=scales,
        cuts=(bank.rules.zones.low_below, bank.rules.zones.high_above),
        comparison=_comparison(bank, found, words) if interpretable and found.scores else "",
        signs=signs,
        tasks=tasks,
        pay=pay.tables,
        pay_answer=pay.answer,
        then_lead=pay.then_lead,
        then_now=pay.then_now,
        pay_where=pay.where,
        notes=method_notes(bank, result.form, result.language, words),
        sources=(),
        labels=formatting.labels(words, "report.labels"),
        precision=norm_notes.how_to_read(bank.norm(result.form, result.language), bank.rules, words)
        if scales
        else None,
        said_did=said_did_section(bank, result, found, words),
        conditions=None
        if library.handbook is None
        else conditions_section(bank, library.handbook, found.conditions, words),
    )


def _day(created: str) -> datetime:
    return datetime.fromisoformat(created)


def _facts(bank: ItemBank, result: Result, words: Words) -> tuple[tuple[str, str], ...]:
    order = own_order(bank, result)
    own = [result.responses[item] for item in order if item in result.responses]
    answered = sum(response.answer is not None for response in own)
    facts = [
        (words("report.facts.date"), formatting.day(words, _day(result.created))),
        (words("report.facts.form"), bank.forms[result.form].name.on(words.language)),
        (
            words("report.facts.answered"),
            words("report.facts.answered_value", answered=answered, total=len(order)),
        ),
    ]
    times = [response.elapsed_ms for response in own if response.elapsed_ms is not None]
    if times:
        minutes = round(sum(times) / 60_000)
        text = words.plural("report.minutes", minutes) if minutes else words("report.less_than_minute")
        facts.append((words("report.facts.time"), text))
    facts.append(
        (words("report.facts.content"), words("report.facts.content_value", version=result.content.version))
    )
    facts.append((words("report.facts.result"), result.id[:8]))
    return tuple(facts)


def _scale(bank: ItemBank, score: ScaleScore, result: Result, words: Words) -> ScaleRow:
    scale = bank.scales[score.scale]
    language = words.language
    texts = {Zone.LOW: scale.zones.low, Zone.MIDDLE: scale.zones.middle, Zone.HIGH: scale.zones.high}
    if score.pomp is None or score.low is None or score.high is None or score.zone is None:
        least = needed(score.total, bank.rules.answered.scale)
        sentence = words("report.scale.too_few", answered=score.answered, total=score.total, needed=least)
        zone_name, meaning = words("report.zones.none"), words("report.scale.no_meaning")
    else:
        sentence = words(
            "report.scale.sentence", low=round(score.low), high=round(score.high), score=round(score.pomp)
        )
        zone_name, meaning = words(f"report.zones.{score.zone.value}"), texts[score.zone].on(language)
    near = score.near
    return ScaleRow(
        id=scale.id,
        name=scale.name.on(language),
        about=scale.about.on(language),
        not_about=scale.not_about.on(language),
        low=score.low,
        score=score.pomp,
        high=score.high,
        zone=None if score.zone is None else score.zone.value,
        zone_name=zone_name,
        border=None
        if near is None
        else words("report.scale.border", zone=words(f"report.zones.{near.value}")),
        sentence=sentence,
        meaning=meaning,
        answered=words("report.scale.answered", answered=score.answered, total=score.total),
        evidence=explain.scale_evidence(bank, result.form, scale.id, result.responses, words),
        standing=norm_notes.standing_sentence(bank.norm(result.form, result.language), score, words),
        pivot=explain.zone_pivot_sentence(
            bank, score, zone_pivot(bank, result.form, score, result.responses), words
        ),
    )


def _sign(bank: ItemBank, finding: Finding, words: Words, sources: SourceList) -> SignRow:
    """Return a sign with its whole page where it is marked, else with the sentence where that page stands."""
    sign = bank.signs[finding.sign]
    language = words.language
    status = finding.status.value
    known = finding.status is not Status.UNKNOWN
    marked = finding.status in (Status.RAISED, Status.THOUGHT)
    return SignRow(
        id=sign.id,
        number=sign.number,
        name=sign.name.on(language),
        short=sign.short.on(language) if marked else "",
        status=status,
        status_name=words(f"report.status.{status}"),
        provisional=words.plural("report.sign.provisional", finding.total)
        if finding.provisional and known
        else None,
        summary=words(f"report.sign.{status}", answered=finding.answered, total=finding.total),
        evidence=explain.sign_evidence(bank, finding.evidence, words, finding.terms),
        pivot=explain.pivot_sentence(bank, finding.pivot, words) if known else None,
        means=sign.means.on(language) if marked else "",
        no_obstacle=sign.no_obstacle.on(language) if marked else "",
        why=tuple(Cited(claim.text.on(language), sources.number(claim.source)) for claim in sign.why)
        if marked
        else (),
        actions=tuple(action.on(language) for action in sign.actions) if marked else (),
        story=sign.story.on(language) if marked else "",
        guide=None if marked else words("report.sign.guide", number=sign.number),
    )


def _names(words: Words, names: list[str]) -> str:
    return ", ".join(formatting.quoted(words, name) for name in names)


def _outcome(bank: ItemBank, form_id: str, found: Assessment, words: Words) -> OutcomeNote:
    language = words.language
    steps = tuple(step.on(language) for step in found.outcome.next_steps)
    text = outcome_text(found, language)
    if not found.quality.interpretable:
        return OutcomeNote(found.outcome.id, text, _signals(bank, found.quality, words), steps)
    reasons = list(explain.condition_lines(bank, form_id, found.conditions, words))

    def add(key: str, names: list[str]) -> None:
        if names:
            reasons.append(words(f"report.outcome.{key}", names=_names(words, names)))

    def signs(status: Status) -> list[str]:
        return [bank.signs[f.sign].name.on(language) for f in found.findings if f.status is status]

    def scales(keep: list[ScaleScore]) -> list[str]:
        return [bank.scales[score.scale].name.on(language) for score in keep]

    low = [score for score in found.scores if Zone.LOW in (score.zone, score.near)]
    names = {
        "raised": signs(Status.RAISED),
        "low": scales([score for score in low if not score.on_border]),
        "thought": signs(Status.THOUGHT),
        "border_low": scales([score for score in low if score.on_border]),
        "unknown_scales": scales([score for score in found.scores if score.pomp is None]),
        "unknown": signs(Status.UNKNOWN),
    }
    none_raised = not names["raised"] and any(f.status is not Status.UNKNOWN for f in found.findings)
    for key in reason_order(found):
        if key == "none_raised" and none_raised:
            reasons.append(words("report.outcome.none_raised"))
        add(key, names.get(key, []))
    return OutcomeNote(found.outcome.id, text, tuple(reasons), steps)


def _comparison(bank: ItemBank, found: Assessment, words: Words) -> str:
    if sum(score.pomp is not None for score in found.scores) < 2:
        return words("report.comparison.unknown")
    strongest, weakest = found.comparison.strongest, found.comparison.weakest
    names = {
        "strongest": bank.scales[strongest].name.on(words.language) if strongest else "",
        "weakest": bank.scales[weakest].name.on(words.language) if weakest else "",
    }
    if strongest and weakest:
        return words("report.comparison.both", **names)
    if strongest:
        return words("report.comparison.strongest", strongest=names["strongest"])
    if weakest:
        return words("report.comparison.weakest", weakest=names["weakest"])
    return words("report.comparison.none")


def _signals(bank: ItemBank, quality: Quality, words: Words) -> tuple[str, ...]:
    return tuple(explain.signal_sentence(bank, signal, words) for signal in quality.raised)


def _quality(bank: ItemBank, found: Assessment, words: Words) -> QualityNote:
    quality = found.quality
    if not found.scores:
        return QualityNote("fine", words("report.quality.unchecked"), ())
    name = "not_interpretable" if not quality.interpretable else "note" if quality.raised else "fine"
    return QualityNote(name, words(f"report.quality.{name}"), _signals(bank, quality, words))


def method_notes(bank: ItemBank, form_id: str, language: str, words: Words) -> tuple[Note, ...]:
    """Return how a result of a form, answered in ``language``, is worked out and what it cannot know."""
    rules = bank.rules
    error = bank.errors.get(form_id)
    values = {
        "percent": rules.band_percent,
        "respondents": formatting.number(words, error.respondents if error is not None else 0),
        "low": round(rules.zones.low_below),
        "high": round(rules.zones.high_above),
        "raised": formatting.number(words, rules.signs.raised_below),
        "provisional": formatting.number(words, rules.signs.provisional_raised_below),
        "clear": formatting.number(words, rules.signs.clear_above),
    }
    replaced = norm_notes.replaced_notes(bank.norm(form_id, language), words, values)
    notes: list[Note] = []
    for name in ("method" if bank.measures(form_id) else "conditions", "limits", "storage"):
        start = f"report.notes.{name}."
        keys = [key for key in words.keys(start) if key != f"{start}title"]
        paragraphs = [replaced[key] if key in replaced else words(key, **values) for key in keys]
        notes.append(Note(words(f"{start}title"), tuple(paragraphs)))
    return tuple(notes)
