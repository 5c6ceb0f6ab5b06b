"""Two results of one person, scale by scale: what changed by more than error, and what to mind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import tzinfo
from statistics import NormalDist

from suitability.domain.assessment import Assessment, assess
from suitability.domain.bank import ItemBank
from suitability.domain.comparability import (
    Caution,
    Direction,
    Relation,
    ScaleChange,
    cautions,
    relation,
    scale_change,
)
from suitability.domain.scoring import ScaleScore
from suitability.domain.session import Result
from suitability.errors import UserError
from suitability.services import formatting
from suitability.services.moments import moment
from suitability.services.words import Words


@dataclass(frozen=True, slots=True)
class ResultChange:
    """The comparison of two results. ``scales`` is empty where one of them cannot be interpreted."""

    old: Result
    new: Result
    relation: Relation
    cautions: tuple[Caution, ...]
    old_interpretable: bool
    new_interpretable: bool
    scales: tuple[ScaleChange, ...]

    @property
    def interpretable(self) -> bool:
        """True when both results are."""
        return self.old_interpretable and self.new_interpretable


def compare_results(bank: ItemBank, old: Result, new: Result) -> ResultChange:
    """Return what changed from ``old`` to ``new``, both of them results that fit ``bank``.

    Raises:
        UserError: it is one result twice, or the two forms have no scale in common.
    """
    if old.id == new.id:
        raise UserError("change_same_result", id=old.id[:8])
    how = relation(bank, old.form, new.form)
    if how is Relation.NOTHING:
        raise UserError("change_nothing_shared", old=old.form, new=new.form)
    before, after = assess(bank, old), assess(bank, new)
    shown = before.quality.interpretable and after.quality.interpretable
    return ResultChange(
        old,
        new,
        how,
        cautions(bank, old, new),
        before.quality.interpretable,
        after.quality.interpretable,
        _scales(bank, before, after) if shown else (),
    )


def _scales(bank: ItemBank, before: Assessment, after: Assessment) -> tuple[ScaleChange, ...]:
    known = {score.scale: score for score in before.scores}
    return tuple(
        scale_change(known[new.scale], new, bank.rules.change_z) for new in after.scores if new.scale in known
    )


def chance_of_one(scales: int, z: float) -> float:
    """Return the chance 0-1 that at least one of so many unchanged scales passes for changed."""
    single = 2.0 * (1.0 - NormalDist().cdf(z))
    return float(1.0 - (1.0 - single) ** scales)


def change_lines(bank: ItemBank, found: ResultChange, words: Words, zone: tzinfo | None = None) -> list[str]:
    """Return the comparison as lines for a person: what is compared, the scales, what to mind.

    Two results of one day are told apart by the time, in ``zone`` (None: the machine's).
    """
    forms = [bank.forms[one.form].name.on(words.language) for one in (found.old, found.new)]
    days = _when(found.old, found.new, words, zone)
    lines = [words("learning.change.title", old=days[0], new=days[1], old_form=forms[0], new_form=forms[1])]
    if not found.interpretable:
        key = "both" if not (found.old_interpretable or found.new_interpretable) else "old"
        key = "new" if found.old_interpretable else key
        return [*lines, words(f"learning.change.not_interpretable.{key}")]
    lines.append("")
    for row in found.scales:
        lines += _scale_lines(bank, row, words)
    known = sum(row.direction is not Direction.UNKNOWN for row in found.scales)
    lines.append("")
    if known:
        percent = round(100 * chance_of_one(known, bank.rules.change_z))
        lines.append(words("learning.change.chance", n=known, percent=percent))
    lines += [words(f"learning.change.cautions.{caution.value}") for caution in found.cautions]
    lines.append(words("learning.change.one_person"))
    return lines


def _when(old: Result, new: Result, words: Words, zone: tzinfo | None) -> list[str]:
    """Return the days of two results; of one day with the time, of one minute with the result's number."""
    days = [formatting.when(words, one.created[:10]) for one in (old, new)]
    if days[0] == days[1]:
        days = [moment(one.created, words, zone) or one.created for one in (old, new)]
    if days[0] == days[1]:
        numbered = ((day, one.id[:8]) for day, one in zip(days, (old, new), strict=True))
        days = [words("learning.change.numbered", when=day, id=number) for day, number in numbered]
    return days


def _scale_lines(bank: ItemBank, row: ScaleChange, words: Words) -> list[str]:
    name = bank.scales[row.scale].name.on(words.language)
    if row.change is None or row.needed is None:
        return [words("learning.change.unknown", scale=name)]
    difference = abs(round(row.new.pomp or 0.0) - round(row.old.pomp or 0.0))
    verdict = words(
        f"learning.change.verdict.{row.direction.value if difference else 'no_difference'}",
        difference=difference,
        needed=formatting.number(words, round(row.needed, 1)),
    )
    return [
        words("learning.change.scale", scale=name, old=_range(row.old, words), new=_range(row.new, words)),
        f"  {verdict}",
    ]


def _range(score: ScaleScore, words: Words) -> str:
    low, high, pomp = score.low or 0.0, score.high or 0.0, score.pomp or 0.0
    return words("learning.change.range", low=round(low), high=round(high), score=round(pomp))


def change_json(bank: ItemBank, found: ResultChange) -> str:
    """Return the comparison as JSON with stable English keys; scores with their ranges, unrounded."""
    data = {
        "old": _result_map(bank, found.old, interpretable=found.old_interpretable),
        "new": _result_map(bank, found.new, interpretable=found.new_interpretable),
        "relation": found.relation,
        "cautions": list(found.cautions),
        "interpretable": found.interpretable,
        "z": bank.rules.change_z,
        "scales": [
            {
                "scale": row.scale,
                "old": _score_map(row.old),
                "new": _score_map(row.new),
                "difference": None if row.change is None else row.change.difference,
                "needed": row.needed,
                "verdict": row.direction,
            }
            for row in found.scales
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _result_map(bank: ItemBank, result: Result, *, interpretable: bool) -> dict[str, object]:
    group = bank.norm(result.form, result.language)
    return {
        "result": result.id,
        "created": result.created,
        "form": result.form,
        "language": result.language,
        "version": result.content.version,
        "digest": result.content.digest,
        "interpretable": interpretable,
        "norm_group": None if group is None else group.id,
    }


def _score_map(score: ScaleScore) -> dict[str, object]:
    return {
        "score": score.pomp,
        "low": score.low,
        "high": score.high,
        "sem": score.sem,
        "answered": score.answered,
        "total": score.total,
    }
