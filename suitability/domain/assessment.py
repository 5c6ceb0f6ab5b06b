"""One pure function from (bank, result) to everything that is said about it."""

from __future__ import annotations

from suitability.domain.bank import ItemBank, OutcomeRule
from suitability.domain.familiarity import Familiarity, familiarity
from suitability.domain.kinds import Answer, ConditionItem
from suitability.domain.quality import Quality, assess_quality
from suitability.domain.scoring import Comparison, ScaleScore, Zone, compare, score_scales
from suitability.domain.session import Result
from suitability.domain.signs import Finding, Status, find_all
from suitability.errors import InternalError
from suitability.records import dataclass


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One answered situation or task: the answer and its keyed value 0-1. Feeds no scale."""

    item: str
    answer: Answer
    value: float


@dataclass(frozen=True, slots=True)
class MarkedCondition:
    """One working condition with its mark: 1 no, 2 can live with it, 3 fine. Moves nothing."""

    item: str
    mark: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """Scores, findings, tasks, response quality and the outcome of one result.

    ``scores`` and ``findings`` hold the scales and signs that the form asks about, ``conditions`` the working
    conditions that were marked, in the order of the form. ``terms`` is what the familiarity items show,
    reported apart; None where the form has none.
    """

    scores: tuple[ScaleScore, ...]
    comparison: Comparison
    findings: tuple[Finding, ...]
    tasks: tuple[TaskResult, ...]
    quality: Quality
    outcome: OutcomeRule
    terms: Familiarity | None = None
    conditions: tuple[MarkedCondition, ...] = ()


TASK_KINDS = ("situation", "sequence", "choice")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The part of an assessment that a table of many people shows; its findings have no reasons."""

    scores: tuple[ScaleScore, ...]
    findings: tuple[Finding, ...]
    quality: Quality
    outcome: OutcomeRule


def judge(bank: ItemBank, result: Result, *, reasons: bool = False) -> Judgement:
    """Return scores, findings, quality and outcome, as ``assess`` does, in a third of its time.

    ``reasons``: the answers behind each sign and the one that would change it; finding them takes longer
    than all the rest. Raises as ``assess``.
    """
    measured = score_scales(bank, result.form, result.responses, result.language)
    scores = tuple(one for one in measured if one.total)
    found = find_all(bank, result.form, result.responses, reasons=reasons)
    findings = tuple(one for one in found if one.total)
    quality = assess_quality(bank, result.order, result.responses)
    outcome = choose_outcome(bank.rules.outcomes, scores, findings, quality)
    return Judgement(scores, findings, quality, outcome)


def assess(bank: ItemBank, result: Result) -> Assessment:
    """Return the assessment of a result. Pure: the same bank and result give the same value.

    Raises:
        KeyError: the result names a form or item that the bank does not have.
        AnswerError: an answer does not belong to its item.
    """
    judged = judge(bank, result, reasons=True)
    return Assessment(
        scores=judged.scores,
        comparison=compare(judged.scores, bank.rules.band_z),
        findings=judged.findings,
        tasks=_tasks(bank, result),
        quality=judged.quality,
        outcome=judged.outcome,
        terms=familiarity(
            [bank.items[item] for item in result.order], result.responses, bank.rules.answered.sign
        ),
        conditions=_conditions(bank, result),
    )


def _conditions(bank: ItemBank, result: Result) -> tuple[MarkedCondition, ...]:
    given = (result.responses[item] for item in result.order if item in result.responses)
    return tuple(
        MarkedCondition(one.item, one.answer)
        for one in given
        if isinstance(bank.items[one.item], ConditionItem) and isinstance(one.answer, int)
    )


def _tasks(bank: ItemBank, result: Result) -> tuple[TaskResult, ...]:
    found: list[TaskResult] = []
    for item_id in result.order:
        item = bank.items[item_id]
        response = result.responses.get(item_id)
        if item.kind in TASK_KINDS and response is not None and response.answer is not None:
            found.append(TaskResult(item_id, response.answer, item.key(response.answer)))
    return tuple(found)


def choose_outcome(
    table: tuple[OutcomeRule, ...],
    scores: tuple[ScaleScore, ...],
    findings: tuple[Finding, ...],
    quality: Quality,
) -> OutcomeRule:
    """Return the first row of the outcome table that holds.

    A zone counts as low only off the border: a score that could as well be "workable" is no warning. Nothing
    is measured where there is neither a scale nor a sign: ``scores`` and ``findings`` are empty.

    Raises:
        InternalError: no row holds (the loader demands a last row with ``otherwise``).
    """
    known = sum(score.pomp is not None for score in scores)
    low = sum(score.zone is Zone.LOW and not score.on_border for score in scores)
    raised = sum(finding.status is Status.RAISED for finding in findings)
    thought = sum(finding.status is Status.THOUGHT for finding in findings)
    for row in table:
        strong = row.signs_strong
        met = (
            row.otherwise
            or (row.nothing_measured and not scores and not findings)
            or (strong is not None and _strong(findings, strong.below) >= strong.at_least)
            or (row.not_interpretable and not quality.interpretable)
            or (row.scales_known_below is not None and known < row.scales_known_below)
            or (row.signs_raised_from is not None and raised >= row.signs_raised_from)
            or (row.zones_low_from is not None and low >= row.zones_low_from)
            or (row.signs_thought_from is not None and thought >= row.signs_thought_from)
        )
        if met:
            return row
    raise InternalError("outcome_table_incomplete")


def _strong(findings: tuple[Finding, ...], below: float) -> int:
    """Return the number of raised signs whose index lies below a cut."""
    indices = (one.index for one in findings if one.status is Status.RAISED)
    return sum(index is not None and index < below for index in indices)
