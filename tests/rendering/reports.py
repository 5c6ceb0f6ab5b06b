"""Realistic reports in both languages, and the extremes that a layout must survive. Not shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Literal

from suitability.services.library import load_words
from suitability.services.report_types import (
    Cited,
    EvidenceRow,
    Note,
    OutcomeNote,
    PayRow,
    PayTable,
    QualityNote,
    ReplyRow,
    Report,
    ScaleRow,
    SignRow,
    SourceRow,
    TaskRow,
)
from suitability.services.words import Words
from tests.rendering import prose

Language = Literal["ru", "en"]
STATUSES = ("clear", "thought", "clear", "unknown", "clear", "clear", "thought", "raised", "clear", "raised")
POSITIONS = ((58.0, 70.0, 82.0), (28.3, 41.7, 55.0), (45.0, 58.3, 71.7), (76.0, 88.3, 100.0))
ZONES = ("middle", "middle", "middle", "high")


class SampleWords(Words):
    """The program's own words, with any value for a placeholder: a new wording breaks no layout test."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text under ``key``, or the key where there is none."""
        return super().__call__(key, **values) if self.has(key) else key

    def _value(self, key: str, name: str, values: Mapping[str, object]) -> str:  # noqa: ARG002
        return str(values.get(name, "7"))


@cache
def sample_words(language: Language) -> Words:
    """Return the words of ``language`` for sample reports, read once."""
    words = load_words(language)
    return SampleWords(language, words._entries)


def report(language: Language = "ru") -> Report:
    """Return an ordinary report: ten signs, four scales, four tasks, three pay tables, fifteen sources."""
    words = sample_words(language)
    outcome = prose.OUTCOME[language]
    created = "2026-11-22T16:50:00+00:00"
    return Report(
        language=language,
        title=words("report.title"),
        purpose=words("report.purpose"),
        person=str(outcome["person"]),
        created=created,
        date=outcome["facts"][0][1],
        facts=outcome["facts"],  # type: ignore[arg-type] # a table of texts of several shapes
        outcome=OutcomeNote("think_first", str(outcome["text"]), outcome["reasons"], outcome["next"]),  # type: ignore[arg-type]
        quality=QualityNote("fine", words("report.quality.fine"), ()),
        interpretable=True,
        provisional=words("report.provisional"),
        scales=tuple(_scale(language, words, at) for at in range(4)),
        cuts=(40.0, 75.0),
        comparison=words("report.comparison.none"),
        signs=tuple(_sign(language, words, at, STATUSES[at]) for at in range(10)),
        tasks=_tasks(language, words),
        pay=tuple(_country(language, at) for at in range(3)),
        notes=_notes(words),
        sources=tuple(_source(language, number) for number in range(1, 16)),
        labels=section(words, "report.labels"),
    )


def section(words: Words, prefix: str) -> dict[str, str]:
    """Return the texts under ``prefix`` by their last part."""
    return {key.removeprefix(f"{prefix}."): words(key) for key in words.keys(f"{prefix}.")}


def _evidence(language: Language, words: Words, keys: tuple[str, ...]) -> tuple[EvidenceRow, ...]:
    directions = {
        "for": "for",
        "against": "against",
        "between": "between",
        "lowers": "for",
        "raises": "against",
    }
    rows = []
    for at, key in enumerate(keys):
        question, answer = prose.QUESTIONS[language][at]
        sentence = words(f"report.evidence.{key}", question=question, answer=answer)
        rows.append(EvidenceRow(f"P{at:02}", question, answer, directions[key], sentence))
    return tuple(rows)


def _scale(language: Language, words: Words, at: int) -> ScaleRow:
    low, score, high = POSITIONS[at]
    scale_id, name = prose.SCALES[language][at]
    about, not_about, meaning = prose.SCALE_TEXTS[language]
    border = words("report.scale.border", zone=words("report.zones.low")) if at == 1 else None
    return ScaleRow(
        id=scale_id,
        name=name,
        about=about,
        not_about=not_about,
        low=low,
        score=score,
        high=high,
        zone=ZONES[at],
        zone_name=words(f"report.zones.{ZONES[at]}"),
        border=border,
        sentence=words("report.scale.sentence", low=round(low), high=round(high), score=round(score)),
        meaning=meaning,
        answered=words("report.scale.answered", answered=5, total=5),
        evidence=_evidence(language, words, ("lowers", "raises", "lowers", "raises")),
    )


def _sign(language: Language, words: Words, at: int, status: str) -> SignRow:
    """Return a sign, with its whole page where it is marked; the signs rest on one to five answers."""
    sign_id, name = prose.SIGNS[language][at]
    texts = prose.SIGN_TEXTS[language]
    known, marked = status != "unknown", status in {"raised", "thought"}
    keys = ("for", "against", "between", "for", "between")[: 1 + at % 5]
    evidence = _evidence(language, words, keys) if known else ()
    question, answer = prose.QUESTIONS[language][0]
    pivot = words(
        "report.sign.pivot", answer=answer, question=question, status=words("report.status.thought")
    )
    return SignRow(
        id=sign_id,
        number=at + 1,
        name=name,
        short=str(texts["short"]) if marked else "",
        status=status,
        status_name=words(f"report.status.{status}"),
        provisional=words.plural("report.sign.provisional", 2) if known else None,
        summary=words(f"report.sign.{status}", answered=0, total=2),
        evidence=evidence,
        pivot=pivot if known else None,
        means=str(texts["means"]) if marked else "",
        no_obstacle=str(texts["no_obstacle"]) if marked else "",
        why=tuple(Cited(text, 1 + (at + i) % 15) for i, text in enumerate(texts["why"])) if marked else (),
        actions=tuple(texts["actions"]) if marked else (),
        story=str(texts["story"]) if marked else "",
        guide=None if marked else words("report.sign.guide", number=at + 1),
    )


def _tasks(language: Language, words: Words) -> tuple[TaskRow, ...]:
    texts = prose.TASKS[language]
    verdicts = ("strong", "fair", "weak", "harm")
    marks = (words("report.tasks.most"), "", "", words("report.tasks.least"))
    replies = tuple(
        ReplyRow(text, mark, 1.0 - i / 3, words(f"report.tasks.verdict_{verdict}"), str(texts["why"]))
        for i, (text, mark, verdict) in enumerate(zip(texts["replies"], marks, verdicts, strict=True))
    )
    options = tuple(
        replace(reply, chosen=words("report.tasks.chosen") if i == 1 else "")
        for i, reply in enumerate(replies)
    )
    steps = tuple(
        ReplyRow(step, words("report.tasks.place", place=place), None, "", "")
        for place, step in enumerate(texts["steps"], start=1)
    )
    full, partly = words("report.tasks.summary_full"), words("report.tasks.summary_partly")
    order = words("report.tasks.order_partly", right=5, total=6)
    return (
        TaskRow("J01", "situation", str(texts["situation"]), replies, 1.0, full, None),
        TaskRow("Q01", "sequence", str(texts["sequence"]), steps, 0.83, order, str(texts["explanation"])),
        TaskRow("C01", "choice", str(texts["choice"]), options, 0.67, partly, None),
        TaskRow("J02", "situation", str(texts["situation"]), replies, 1.0, full, None),
    )


def _country(language: Language, at: int) -> PayTable:
    """Return the table of a country; in the second one the rows share the basis, and only the note has it."""
    country, title, amounts, basis = prose.COUNTRIES[language][at]
    basis = "" if at == 1 else basis
    pay = prose.PAY[language]
    rows = []
    for i, role in enumerate(prose.ROLES[language]):
        caution = pay["caution"] if i == 4 else None
        gap = pay["gap"] if i == 3 else None
        rows.append(PayRow(role, amounts, basis, pay["sample"], pay["date"], 1 + i, caution, gap))
    return PayTable(country, title, pay["note"], tuple(rows))


def _notes(words: Words) -> tuple[Note, ...]:
    values = {"percent": 90, "respondents": "20 000", "low": 40, "high": 75, "raised": "0,4", "clear": "0,6"}
    notes = []
    for name in ("method", "limits", "storage"):
        prefix = f"report.notes.{name}"
        paragraphs = tuple(words(key, **values) for key in words.keys(f"{prefix}.p"))
        notes.append(Note(words(f"{prefix}.title"), paragraphs))
    return tuple(notes)


def _source(language: Language, number: int) -> SourceRow:
    url = (
        None
        if number % 5 == 0
        else f"https://example.org/{number}/statistics/support-roles-2026?table={number}"
    )
    return SourceRow(number, f"{prose.PAY[language]['source']} ({number})", url)


def with_note(language: Language) -> Report:
    """Return a report whose response quality needs a word."""
    words = sample_words(language)
    details = (
        words("report.quality.fast_share", percent=31, seconds=2, n=0),
        words("report.quality.longest_run", n=11),
    )
    return replace(report(language), quality=QualityNote("note", words("report.quality.note"), details))


def not_interpretable(language: Language) -> Report:
    """Return a report that must not show zones or signs."""
    words = sample_words(language)
    details = (words("report.quality.fast_share", percent=71, seconds=2, n=0),)
    text = words("report.quality.not_interpretable")
    return replace(
        report(language),
        interpretable=False,
        scales=(),
        signs=(),
        tasks=(),
        quality=QualityNote("not_interpretable", text, details),
        outcome=OutcomeNote("not_interpretable", text, details, (str(prose.OUTCOME[language]["again"]),)),
    )


def nothing_answered(language: Language) -> Report:
    """Return a report without a single range, finding or task."""
    words = sample_words(language)
    base = report(language)
    too_few = words("report.scale.too_few", answered=0, total=5, needed=4)
    scales = tuple(
        replace(
            scale,
            low=None,
            score=None,
            high=None,
            zone=None,
            zone_name=words("report.zones.none"),
            border=None,
            sentence=too_few,
            meaning=words("report.scale.no_meaning"),
            evidence=(),
            answered=words("report.scale.answered", answered=0, total=5),
        )
        for scale in base.scales
    )
    signs = tuple(_sign(language, words, at, "unknown") for at in range(10))
    return replace(
        base, person=None, scales=scales, signs=signs, tasks=(), comparison=words("report.comparison.unknown")
    )


def all_at(language: Language, zone: Literal["low", "high", "border"]) -> Report:
    """Return a report whose scales all lie at one end, or all on a border, with signs to match.

    The signs are all raised, all clear or all worth a thought.
    """
    words = sample_words(language)
    base = report(language)
    low, score, high = {"low": (0.0, 0.0, 11.2), "high": (88.8, 100.0, 100.0), "border": (62.0, 74.9, 87.8)}[
        zone
    ]
    name = "middle" if zone == "border" else zone
    border = words("report.scale.border", zone=words("report.zones.high")) if zone == "border" else None
    sentence = words("report.scale.sentence", low=round(low), high=round(high), score=round(score))
    scales = tuple(
        replace(
            scale,
            low=low,
            score=score,
            high=high,
            zone=name,
            zone_name=words(f"report.zones.{name}"),
            border=border,
            sentence=sentence,
        )
        for scale in base.scales
    )
    status = {"low": "raised", "high": "clear", "border": "thought"}[zone]
    signs = tuple(_sign(language, words, at, status) for at in range(10))
    return replace(base, scales=scales, signs=signs)


def stretched(language: Language) -> Report:
    """Return a report with words of 40 letters everywhere and a name of 120 letters without a space."""
    base = report(language)
    long = (
        "противообледенительнопневмоэлектрический"
        if language == "ru"
        else "counterinterdisestablishmentarianization"
    )
    row = base.pay[0].rows[0]
    return replace(
        base,
        person="Щ" * 120 if language == "ru" else "W" * 120,
        facts=((long, long), *base.facts),
        scales=tuple(replace(scale, name=long, zone_name=long) for scale in base.scales),
        signs=tuple(replace(sign, name=f"{long} {long}", status_name=long) for sign in base.signs),
        pay=tuple(
            replace(
                table,
                rows=tuple(
                    replace(row, role=long, amounts=long, basis=long, sample=long, date=long)
                    for _ in table.rows
                ),
            )
            for table in base.pay
        ),
    )
