"""Scores without a report: a few lines for a person, or JSON for a script. Every score has its range."""

from __future__ import annotations

import json

from suitability.domain.assessment import Assessment
from suitability.domain.bank import ItemBank
from suitability.domain.scoring import assumed
from suitability.domain.session import Result
from suitability.services.words import Words


def score_lines(bank: ItemBank, found: Assessment, words: Words) -> list[str]:
    """Return the scales with their ranges, the signs with their status, and the outcome, a line each."""
    language = words.language
    lines = [found.outcome.text.on(language)]
    if not found.quality.interpretable:
        return [*lines, words("report.quality.not_interpretable")]
    for score in found.scores:
        name = bank.scales[score.scale].name.on(language)
        if score.pomp is None or score.low is None or score.high is None or score.zone is None:
            lines.append(f"{name}: {words('report.zones.none')}")
            continue
        text = words("report.scale.sentence", low=round(score.low), high=round(score.high), score=round(score.pomp))
        lines.append(f"{name}: {text} ({words(f'report.zones.{score.zone.value}')})")
    for finding in found.findings:
        name = bank.signs[finding.sign].name.on(language)
        lines.append(f"{bank.signs[finding.sign].number}. {name}: {words(f'report.status.{finding.status.value}')}")
    return lines


def score_json(bank: ItemBank, result: Result, found: Assessment) -> str:
    """Return the assessment as JSON with stable English keys; numbers unrounded, ranges beside every score."""
    interpretable = found.quality.interpretable
    data = {
        "result": result.id,
        "form": result.form,
        "content": {"pack": result.content.pack, "version": result.content.version, "digest": result.content.digest},
        "interpretable": interpretable,
        "outcome": found.outcome.id,
        "error": "assumed" if assumed(bank.errors.get(result.form)) else "norm group",
        "scales": [
            {
                "scale": score.scale,
                "answered": score.answered,
                "total": score.total,
                "score": score.pomp,
                "low": score.low,
                "high": score.high,
                "sem": score.sem,
                "zone": score.zone,
                "border_to": score.near,
            }
            for score in found.scores
        ]
        if interpretable
        else [],
        "signs": [
            {
                "sign": finding.sign,
                "status": finding.status,
                "index": finding.index,
                "answered": finding.answered,
                "total": finding.total,
                "provisional": finding.provisional,
                "evidence": [{"item": one.item, "value": one.value} for one in finding.evidence],
            }
            for finding in found.findings
        ]
        if interpretable
        else [],
        "tasks": [{"item": task.item, "value": task.value} for task in found.tasks] if interpretable else [],
        "quality": [
            {"index": signal.index, "value": signal.value, "level": signal.level} for signal in found.quality.signals
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
