"""What the candidate's edition says in few words: tasks by what was chosen, signs without a warning in a line.

The counsellor's edition, JSON and the screens keep every reply and every answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from suitability.domain.advice import Person
from suitability.domain.bank import ItemBank
from suitability.domain.signs import Finding
from suitability.services.explain import TERMS, answer_text
from suitability.services.formatting import nested
from suitability.services.report_types import EvidenceRow, ReplyRow, Report, SignRow, TaskRow
from suitability.services.words import Words

_FOR: Final = 3
_AGAINST: Final = 2
"""How many answers are quoted of those that speak for a warning, and of those that speak against it."""


@dataclass(frozen=True, slots=True)
class ShortReply:
    """One reply of a task: whose it is and how good ("your choice: weak"), its text, and the key's reason."""

    label: str
    text: str
    why: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShortTask:
    """A task by what was chosen and what would have been stronger.

    ``summary`` says how the choice stands to the key, "" where the reply's label has said it. ``steps`` is
    the person's order where it breaks the key; ``explanation`` is why the key is as it is, for such a task.
    """

    item: str
    kind: str
    question: str
    summary: str
    replies: tuple[ShortReply, ...]
    steps: tuple[str, ...]
    explanation: str | None


@dataclass(frozen=True, slots=True)
class ShortSign:
    """A sign without a warning: its status, and the answer that weighed most, None where nothing was said."""

    id: str
    number: int
    name: str
    status: str
    status_name: str
    summary: str
    answer: EvidenceRow | None


@dataclass(frozen=True, slots=True)
class ShortMark:
    """The answers that weighed most in a marked sign, tasks by their numbers, and what would change it.

    ``more`` counts the answers that are left out, None where there are none.
    ``guide`` is the sentence where the rest of its page stands; None where the page is all here.
    """

    evidence: tuple[EvidenceRow, ...]
    more: str | None
    pivot: str | None
    guide: str | None


@dataclass(frozen=True, slots=True)
class ShortPart:
    """What the candidate's edition says in short.

    ``marks`` holds the marked signs by id. ``terms`` is the sentence on the familiar and the invented terms,
    None where none were asked.
    """

    marks: dict[str, ShortMark]
    signs: tuple[ShortSign, ...]
    tasks: tuple[ShortTask, ...]
    terms: str | None


def short_part(bank: ItemBank, person: Person, report: Report, words: Words) -> ShortPart:
    """Return a report's signs and tasks in short, and the sentence on its terms.

    Signs worth a thought leave to the guide what is no finding of this person.
    """
    terms = [row.sentence for sign in report.signs for row in sign.evidence if row.item == TERMS]
    tasks = {task.item: number for number, task in enumerate(report.tasks, start=1)}
    told = {task.item: task.summary for task in report.tasks}
    findings = {one.sign: one for one in person.assessment.findings}
    marks = {
        sign.id: ShortMark(
            evidence=tuple(_named(row, tasks, told, words) for row in _weightiest(sign)),
            more=words.plural("report.sign.more", len(sign.evidence) - _FOR - _AGAINST)
            if len(sign.evidence) > _FOR + _AGAINST
            else None,
            pivot=_pivot(bank, findings[sign.id], sign, tasks, words),
            guide=words("report.sign.guide_rest", number=sign.number) if sign.status == "thought" else None,
        )
        for sign in report.signs
        if sign.status in {"raised", "thought"}
    }
    return ShortPart(
        marks=marks,
        signs=tuple(
            _sign(sign, tasks, told, words) for sign in report.signs if sign.status in {"clear", "unknown"}
        ),
        tasks=tuple(_task(task, words) for task in report.tasks),
        terms=terms[0] if terms else None,
    )


def _weightiest(sign: SignRow) -> tuple[EvidenceRow, ...]:
    """Return the answers that speak most for a warning, and those that speak most against it."""
    rows = sign.evidence
    return rows if len(rows) <= _FOR + _AGAINST else (*rows[:_FOR], *rows[-_AGAINST:])


def _named(row: EvidenceRow, tasks: Mapping[str, int], told: Mapping[str, str], words: Words) -> EvidenceRow:
    """Return a row that names a task by its number and says how it went; statements stand as they are."""
    if row.item not in tasks:
        return row
    return replace(
        row, answer=words("report.tasks.short_name", number=tasks[row.item]), question=told[row.item]
    )


def _pivot(
    bank: ItemBank, finding: Finding, sign: SignRow, tasks: Mapping[str, int], words: Words
) -> str | None:
    """Return the sentence on the answer that would change a sign; a task goes by its number."""
    pivot = finding.pivot
    if pivot is None or pivot.item not in tasks:
        return sign.pivot
    values = {"number": tasks[pivot.item], "status": words(f"report.status.{pivot.status.value}")}
    if bank.items[pivot.item].kind == "sequence":
        return words("report.sign.pivot_order_short", **values)
    answer = nested(words, answer_text(bank, pivot.item, pivot.answer, words)).rstrip(".")
    return words("report.sign.pivot_task", answer=answer, **values)


def _sign(sign: SignRow, tasks: Mapping[str, int], told: Mapping[str, str], words: Words) -> ShortSign:
    """Return a sign with the answer that speaks most against a warning: evidence ends with it."""
    answer = _named(sign.evidence[-1], tasks, told, words) if sign.evidence else None
    return ShortSign(
        sign.id, sign.number, sign.name, sign.status, sign.status_name, sign.summary, answer
    )  # fmt: skip


def _task(task: TaskRow, words: Words) -> ShortTask:
    replies = () if task.kind == "sequence" else _replies(task, words)
    kept = task.share >= 1.0 - 1e-9
    return ShortTask(
        item=task.item,
        kind=task.kind,
        question=task.question,
        summary=task.summary if task.kind == "sequence" else "",
        replies=replies,
        steps=() if task.kind != "sequence" or kept else tuple(step.text for step in task.replies),
        explanation=task.explanation,
    )


def _replies(task: TaskRow, words: Words) -> tuple[ShortReply, ...]:
    """Return the reply that was chosen, a stronger one, and one called the least useful that is not."""
    best, worst = task.replies[0], task.replies[-1]
    least = next((one for one in task.replies if one.chosen == words("report.tasks.least")), None)
    most = next((one for one in task.replies if one.chosen and one is not least), None)
    rows: list[ShortReply] = []
    if most is not None:
        rows.append(_reply(most, words("report.tasks.short_chosen", verdict=most.verdict), chosen=True))
    if most is None or _value(most) < _value(best):
        rows.append(_reply(best, words("report.tasks.short_stronger")))
    if least is not None and _value(least) > _value(worst):
        label = words("report.tasks.short_least", verdict=least.verdict)
        rows.append(_reply(least, label, chosen=True))
    return tuple(rows)


def _value(one: ReplyRow) -> float:
    return one.value or 0.0


def _reply(one: ReplyRow, label: str, *, chosen: bool = False) -> ShortReply:
    return ShortReply(label, one.text, one.why, chosen)
