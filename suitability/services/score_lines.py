"""Scores without a report: a few lines for a person, or JSON for a script. Every score has its range."""

from __future__ import annotations

import json
from dataclasses import dataclass

from suitability.domain.assessment import Assessment
from suitability.domain.bank import ItemBank
from suitability.domain.handbook import Handbook
from suitability.domain.norms import NormGroup, standing
from suitability.domain.scoring import ScaleScore
from suitability.domain.session import Result
from suitability.domain.signs import Finding
from suitability.domain.zone_pivot import zone_pivot
from suitability.services import conditions_view, said_did_view
from suitability.services.conditions_view import conditions_section
from suitability.services.explain import condition_lines, signal_sentence
from suitability.services.norm_notes import how_to_read, standing_short
from suitability.services.outcome_text import outcome_text
from suitability.services.said_did_view import said_did_section
from suitability.services.words import Words
from suitability.storage.answer_codec import to_plain


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said beside the scores: advice, and with ``handbook`` what marked conditions mean by role."""

    handbook: Handbook | None = None
    advice: tuple[str, ...] = ()


NOTHING = Beside()


def score_lines(
    bank: ItemBank, result: Result, found: Assessment, words: Words, beside: Beside = NOTHING
) -> list[str]:
    """Return the outcome, the scales with their ranges and the signs with their status, a line each.

    What was said and done about finding faults follows, then what stands ``beside`` the scores; the last line
    says what a result is for.
    """
    language = words.language
    lines = [outcome_text(found, language)]
    lines += [signal_sentence(bank, signal, words) for signal in found.quality.raised]
    if not found.quality.interpretable:
        lines.append(words("report.quality.not_interpretable"))
        return [*lines, *_conditions(bank, found, words, beside.handbook), *beside.advice]
    lines += condition_lines(bank, result.form, found.conditions, words)
    group = bank.norm(result.form, result.language)
    lines += [_scale(bank, score, words, group) for score in found.scores]
    if any(score.pomp is not None for score in found.scores):
        lines.append(how_to_read(group, bank.rules, words))
    for finding in found.findings:
        sign = bank.signs[finding.sign]
        status = words(f"report.status.{finding.status.value}")
        lines.append(f"{sign.number}. {sign.name.on(language)}: {status}")
    said = said_did_section(bank, result, found, words)
    if said is not None:
        lines += said_did_view.section_lines(said, words)
    lines += _conditions(bank, found, words, beside.handbook)
    if bank.forms[result.form].provisional:
        lines.append(words("report.provisional"))
    return [*lines, *beside.advice, words("report.purpose")]


def _conditions(bank: ItemBank, found: Assessment, words: Words, handbook: Handbook | None) -> list[str]:
    section = None if handbook is None else conditions_section(bank, handbook, found.conditions, words)
    return [] if section is None else conditions_view.section_lines(section)


def _scale(bank: ItemBank, score: ScaleScore, words: Words, group: NormGroup | None) -> str:
    name = bank.scales[score.scale].name.on(words.language)
    if score.pomp is None or score.low is None or score.high is None or score.zone is None:
        return f"{name}: {words('report.zones.none')}"
    sentence = words(
        "report.scale.sentence", low=round(score.low), high=round(score.high), score=round(score.pomp)
    )
    text = f"{name}: {sentence} ({words(f'report.zones.{score.zone.value}')})"
    parts = [text]
    if score.near is not None:
        parts.append(words("report.scale.border", zone=words(f"report.zones.{score.near.value}")))
    stands = standing_short(group, score, words)
    if stands is not None:
        parts.append(stands)
    return parts[0] if len(parts) == 1 else ". ".join([text, " ".join(parts[1:])])


def score_json(bank: ItemBank, result: Result, found: Assessment) -> str:
    """Return the assessment as JSON with stable English keys; numbers unrounded, ranges beside every score.

    Scales, signs and tasks are empty when the answers cannot be interpreted. A working condition is marked 1
    (no), 2 (can live with it) or 3 (fine).
    """
    content = result.content
    shown = found.quality.interpretable
    group = bank.norm(result.form, result.language)
    data = {
        "result": result.id,
        "form": result.form,
        "content": {"pack": content.pack, "version": content.version, "digest": content.digest},
        "interpretable": shown,
        "outcome": found.outcome.id,
        "error": "assumed" if bank.assumed(result.form, result.language) else "norm group",
        "norm_group": None if group is None else {"id": group.id, "name": group.name, "n": group.n},
        "scales": [_scale_map(bank, result, score, group) for score in found.scores if shown],
        "signs": [_sign_map(finding) for finding in found.findings if shown],
        "conditions": [{"item": one.item, "mark": one.mark} for one in found.conditions],
        "tasks": [{"item": task.item, "value": task.value} for task in found.tasks if shown],
        "quality": [
            {"index": signal.index, "value": signal.value, "level": signal.level}
            for signal in found.quality.signals
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _scale_map(
    bank: ItemBank, result: Result, score: ScaleScore, group: NormGroup | None
) -> dict[str, object]:
    found = standing(group, score.scale, score.low, score.high)
    pivot = zone_pivot(bank, result.form, score, result.responses)
    return {
        "scale": score.scale,
        "answered": score.answered,
        "total": score.total,
        "score": score.pomp,
        "low": score.low,
        "high": score.high,
        "sem": score.sem,
        "zone": score.zone,
        "border_to": score.near,
        "percentiles": None if found is None else [found.low, found.high],
        "pivot": None
        if pivot is None
        else {"item": pivot.item, "answer": to_plain(pivot.answer), "zone": pivot.zone},
    }


def _sign_map(finding: Finding) -> dict[str, object]:
    return {
        "sign": finding.sign,
        "status": finding.status,
        "index": finding.index,
        "answered": finding.answered,
        "total": finding.total,
        "provisional": finding.provisional,
        "evidence": [{"item": one.item, "value": one.value} for one in finding.evidence],
        "pivot": None
        if finding.pivot is None
        else {
            "item": finding.pivot.item,
            "answer": to_plain(finding.pivot.answer),
            "status": finding.pivot.status,
        },
    }
