"""Building a norm group from results, and its text for ``questions/norms/``.

Careless and too short results are left out and counted; a group too small to mean anything is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from suitability.domain.answered import needed
from suitability.domain.bank import ItemBank
from suitability.domain.norms import LEAST_PEOPLE, NormGroup, NormScale, sem_by_answered
from suitability.errors import ResultFileError, UserError
from suitability.services.item_statistics import ScaleSummary, scale_summary
from suitability.services.item_sums import Sums, rounded_counts, summed
from suitability.services.replay import marks
from suitability.services.result_folder import Intake
from suitability.services.result_source import Source
from suitability.services.result_table import Table
from suitability.services.words import Words

MISFIT = "result_does_not_fit"
"""Code of a file whose questions have changed their meaning since."""


@dataclass(frozen=True, slots=True)
class NormWanted:
    """What to build: form and language (None: the only ones there are), id and description."""

    form: str | None = None
    language: str | None = None
    id: str | None = None
    name: str | None = None


def build_norm(bank: ItemBank, source: Source, wanted: NormWanted, words: Words) -> NormGroup:
    """Return the norm group of one form in one language; a refusal names scales in the language of ``words``.

    Raises:
        UserError: several forms or languages and none was chosen, too few people, a form without scales, or
            a scale that measured nothing.
        ResultFileError: results of questions that mean something else today are among them.
    """
    if source.intake is not None:
        _refuse_misfits(source.intake)
    form, language = _chosen(bank, source.table, wanted)
    sums = summed(bank, source.table, form, whole_only=True)
    people = sums.kept[language]
    if people < LEAST_PEOPLE:
        raise UserError(
            "norm_too_few",
            people=people,
            least=LEAST_PEOPLE,
            form=form,
            language=language,
            read=sums.read[language],
            careless=sums.refused[language],
            unscored=sums.unscored[language],
        )
    scales = _scales(bank, sums, language, words)
    items = [item.id for scale in bank.scales for item in bank.rating_items(form, scale)]
    name = wanted.id or f"{form}-{language}"
    return NormGroup(
        id=name,
        name=wanted.name or name,
        form=form,
        language=language,
        n=people,
        first=sums.first[language],
        last=sums.last[language],
        pack=bank.pack.id,
        version=bank.pack.version,
        digest=bank.digest,
        dropped=_dropped(source, sums, form, language),
        marks=dict(marks(bank, items)),
        scales=scales,
    )


def _refuse_misfits(intake: Intake) -> None:
    misfits = [left for left in intake.broken if left.code == MISFIT]
    if misfits:
        details = "; ".join(f"{left.file}: {left.values.get('details', '')}" for left in misfits[:20])
        raise ResultFileError("norm_mixed_content", count=len(misfits), details=details)


def _chosen(bank: ItemBank, table: Table, wanted: NormWanted) -> tuple[str, str]:
    fits = {
        (form, language): count
        for (form, language), count in table.rows.items()
        if wanted.form in (None, form) and wanted.language in (None, language)
    }
    listed = ", ".join(f"{form}/{language} ({count})" for (form, language), count in table.rows.items())
    if not fits:
        raise UserError("norm_none_fit", found=listed)
    if len(fits) > 1:
        raise UserError("norm_choose", found=listed)
    form, language = next(iter(fits))
    if not any(bank.rating_items(form, scale) for scale in bank.scales):
        raise UserError("norm_form_without_scales", form=form)
    if language not in bank.pack.languages:
        raise UserError("norm_none_fit", found=listed)
    return form, language


def _dropped(source: Source, sums: Sums, form: str, language: str) -> dict[str, int]:
    intake = source.intake
    counted = {
        "not_interpretable": sums.refused[language],
        "without_a_score": sums.unscored[language],
        "other_language": sum(sums.read.values()) - sums.read[language],
        "other_form": sum(n for (other, _), n in source.table.rows.items() if other != form),
    }
    if intake is not None:
        counted["other_form"] = sum(n for (other, _), n in intake.forms.items() if other != form)
        counted |= {
            "unreadable": len(intake.broken),
            "repeated": len(intake.repeated),
            "clashing": len(intake.clashing),
        }
    return {reason: count for reason, count in counted.items() if count}


def _scales(bank: ItemBank, sums: Sums, language: str, words: Words) -> tuple[NormScale, ...]:
    """Return the rows of the form's scales; refuse with every one that too few people answered whole."""
    names = [scale for scale in bank.scales if bank.rating_items(sums.form, scale)]
    found = {scale: scale_summary(bank, sums, scale, language) for scale in names}
    complete = {scale: 0 if one is None else one.complete for scale, one in found.items()}
    short = [scale for scale in names if complete[scale] < LEAST_PEOPLE]
    if short:
        told = (
            words(
                "learning.norm.short",
                scale=bank.scales[scale].name.on(words.language),
                people=complete[scale],
                kept=sums.kept[language],
                items=len(bank.rating_items(sums.form, scale)),
                missing=LEAST_PEOPLE - complete[scale],
            )
            for scale in short
        )
        raise UserError(
            "norm_too_few_complete",
            scales="; ".join(told),
            least=LEAST_PEOPLE,
            form=sums.form,
            language=language,
            read=sums.read[language],
            kept=sums.kept[language],
        )
    return tuple(_scale(bank, sums, one, words) for one in found.values() if one is not None)


def _scale(bank: ItemBank, sums: Sums, found: ScaleSummary, words: Words) -> NormScale:
    reliability = found.reliability
    if found.alpha is None or reliability is None or reliability[1] <= 0.0 or found.sd == 0.0:
        name = bank.scales[found.scale].name.on(words.language)
        raise UserError("norm_scale_measured_nothing", scale=name)
    return _row(bank, sums, found, reliability)


def _row(bank: ItemBank, sums: Sums, found: ScaleSummary, reliability: tuple[str, float]) -> NormScale:
    least = needed(found.items, bank.rules.answered.scale)
    assert found.alpha is not None  # noqa: S101 - looked at by the caller, for the type checker
    omega = found.omega
    return NormScale(
        scale=found.scale,
        n=found.n,
        complete=found.complete,
        mean=round(found.mean, 2),
        sd=round(found.sd, 2),
        alpha=round(found.alpha.value, 3),
        alpha_low=round(found.alpha.low or 0.0, 3),
        alpha_high=round(found.alpha.high or 0.0, 3),
        omega=None if omega is None else round(omega.value, 3),
        omega_low=None if omega is None or omega.low is None else round(omega.low, 3),
        omega_high=None if omega is None or omega.high is None else round(omega.high, 3),
        basis="omega" if reliability[0] == "omega" else "alpha",
        sem=sem_by_answered(found.sd, reliability[1], found.items, least),
        counts=rounded_counts(sums.scales[found.scale, found.language].scores),
    )


HEADER = """\
# A norm group: what {n} people showed on the form {form} in the language {language}, in POMP points (0-100).
# Made by: {command}
# mean, sd: of everybody; alpha (Feldt interval) and omega total of one factor (jackknife interval), 95 %:
# of the people who answered every item of the scale
# basis: the smaller of the two; sem = sd x sqrt(1 - basis), times sqrt(items / answered) where some are open
# counts: people by rounded score; marks: what each item measured when they answered
"""

ROW = """\
  - scale: {scale}
    n: {n}
    complete: {complete}
    mean: {mean:.2f}
    sd: {sd:.2f}
    alpha: {alpha:.3f}
    alpha_low: {alpha_low:.3f}
    alpha_high: {alpha_high:.3f}
    omega: {omega}
    omega_low: {omega_low}
    omega_high: {omega_high}
    basis: {basis}
    sem: {sem}
    counts: {counts}
"""


def norm_text(group: NormGroup, command: str) -> str:
    """Return the text of ``questions/norms/<id>.yaml``; ``command`` says how it was made."""
    lines = [HEADER.format(n=group.n, form=group.form, language=group.language, command=command)]
    head = ("id", "name", "form", "language", "n", "first", "last", "pack", "version", "digest")
    lines += [f"{field}: {json.dumps(getattr(group, field), ensure_ascii=False)}\n" for field in head]
    lines.append(f"dropped: {_map(group.dropped)}\n")
    lines.append("marks:\n")
    lines += [f"  {item}: {json.dumps(mark)}\n" for item, mark in group.marks.items()]
    lines.append("scales:\n")
    for row in group.scales:
        values = {name: getattr(row, name) for name in NormScale.__slots__}
        optional = {name: _maybe(values[name]) for name in ("omega", "omega_low", "omega_high")}
        lines.append(ROW.format(**values | optional | {"sem": _map(row.sem), "counts": _map(row.counts)}))
    return "".join(lines)


def _maybe(value: float | None) -> str:
    return "null" if value is None else f"{value:.3f}"


def _map(values: Mapping[str, float]) -> str:
    return "{" + ", ".join(f"{json.dumps(key)}: {value}" for key, value in values.items()) + "}"
