"""What a person said about looking for causes, beside what the tasks showed. Never added to each other.

Which scale, facet and sign stand side by side is data (``rules.yaml``, ``said_did``). The cuts are those of
zones and signs; nothing here has a number of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from suitability.domain.assessment import Assessment, TaskResult
from suitability.domain.bank import ItemBank
from suitability.domain.scoring import ScaleScore, Zone
from suitability.domain.session import Result
from suitability.domain.signs import Evidence, Finding, Status


class Agreement(StrEnum):
    """How words and tasks stand to each other."""

    BOTH_HIGH = "both_high"
    BOTH_LOW = "both_low"
    SAID_MORE = "said_more"
    DID_MORE = "did_more"
    TASKS_HIGH = "tasks_high"
    TASKS_LOW = "tasks_low"
    BETWEEN = "between"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class SaidDid:
    """Both sides: ``said`` holds the answers about looking for causes, ``did`` the tasks, in order."""

    score: ScaleScore
    finding: Finding
    said: tuple[Evidence, ...]
    did: tuple[TaskResult, ...]
    agreement: Agreement


def said_did(bank: ItemBank, result: Result, found: Assessment) -> SaidDid | None:
    """Return both sides of a result, or None where one of them is missing.

    Missing: the pack compares nothing, the scale has no score, or too few of the tasks were done.
    """
    rule = bank.rules.said_did
    if rule is None:
        return None
    score = next((one for one in found.scores if one.scale == rule.scale), None)
    finding = next((one for one in found.findings if one.sign == rule.sign), None)
    if score is None or score.zone is None or finding is None or finding.index is None:
        return None
    tasks = {item.id for item in bank.sign_items(result.form, rule.sign)}
    return SaidDid(
        score=score,
        finding=finding,
        said=_said(bank, result, rule.scale, rule.facet),
        did=tuple(task for task in found.tasks if task.item in tasks),
        agreement=agreement(score, finding),
    )


def agreement(score: ScaleScore, finding: Finding) -> Agreement:
    """Return how a score and a finding stand to each other.

    Only the ends count: a score off the border in the highest or lowest zone, a sign that is clear or raised.
    With the score between them and the tasks at an end it is TASKS_HIGH or TASKS_LOW.
    While the sign is provisional (fewer tasks than the rules ask for) there is TOO_LITTLE to compare.
    """
    if finding.provisional:
        return Agreement.TOO_LITTLE
    high, low = (score.zone is zone and not score.on_border for zone in (Zone.HIGH, Zone.LOW))
    done, missed = finding.status is Status.CLEAR, finding.status is Status.RAISED
    if high and (done or missed):
        return Agreement.BOTH_HIGH if done else Agreement.SAID_MORE
    if low and (done or missed):
        return Agreement.DID_MORE if done else Agreement.BOTH_LOW
    if done or missed:
        return Agreement.TASKS_HIGH if done else Agreement.TASKS_LOW
    return Agreement.BETWEEN


def _said(bank: ItemBank, result: Result, scale: str, facet: str) -> tuple[Evidence, ...]:
    items: Sequence[str] = [item.id for item in bank.rating_items(result.form, scale) if item.facet == facet]
    given = ((item, result.responses[item].answer) for item in items if item in result.responses)
    return tuple(
        Evidence(item, answer, bank.items[item].key(answer)) for item, answer in given if answer is not None
    )
