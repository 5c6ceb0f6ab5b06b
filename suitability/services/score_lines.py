"""Scores without a report: a few lines for a person, or JSON for a script. Every score has its range."""

from __future__ import annotations

import json

from suitability.domain.assessment import Assessment
from suitability.domain.bank import ItemBank
from suitability.domain.norms import NormGroup, standing
from suitability.domain.scoring import ScaleScore
from suitability.domain.session import Result
from suitability.domain.signs import Finding
from suitability.services.explain import condition_lines, signal_sentence
from suitability.services.norm_notes import precision
from suitability.services.words import Words


def score_lines(bank: ItemBank, result: Result, found: Assessment, words: Words) -> list[str]:
    """Return the outcome, the scales with their ranges and the signs with their status, a line each."""
    language = words.language
    lines = [found.outcome.text.on(language)]
    lines += [signal_sentence(bank, signal, words) for signal in found.quality.raised]
    if not found.quality.interpretable:
        return [*lines, words("report.quality.not_interpretable")]
    lines += condition_lines(bank, result.form, found.conditions, words)
    lines += [_scale(bank, score, words) for score in found.scores]
    if any(score.pomp is not None for score in found.scores):
        group = bank.norm(result.form, result.language)
        lines.append(precision(group, words) or words("report.scale.assumed"))
    for finding in found.findings:
        sign = bank.signs[finding.sign]
        status = words(f"report.status.{finding.status.value}")
        lines.append(f"{sign.number}. {sign.name.on(language)}: {status}")
    if bank.forms[result.form].provisional:
        lines.append(words("report.provisional"))
    return [*lines, words("report.purpose")]


def _scale(bank: ItemBank, score: ScaleScore, words: Words) -> str:
    name = bank.scales[score.scale].name.on(words.language)
    if score.pomp is None or score.low is None or score.high is None or score.zone is None:
        return f"{name}: {words('report.zones.none')}"
    sentence = words(
        "report.scale.sentence", low=round(score.low), high=round(score.high), score=round(score.pomp)
    )
    text = f"{name}: {sentence} ({words(f'report.zones.{score.zone.value}')})"
    if score.near is None:
        return text
    return f"{text}. {words('report.scale.border', zone=words(f'report.zones.{score.near.value}'))}"


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
        "scales": [_scale_map(score, group) for score in found.scores if shown],
        "signs": [_sign_map(finding) for finding in found.findings if shown],
        "conditions": [{"item": one.item, "mark": one.mark} for one in found.conditions],
        "tasks": [{"item": task.item, "value": task.value} for task in found.tasks if shown],
        "quality": [
            {"index": signal.index, "value": signal.value, "level": signal.level}
            for signal in found.quality.signals
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _scale_map(score: ScaleScore, group: NormGroup | None) -> dict[str, object]:
    found = standing(group, score.scale, score.low, score.high)
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
    }
