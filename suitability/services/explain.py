"""From answers to sentences: which of your answers say what about a scale, a sign or a task."""

from __future__ import annotations

from collections.abc import Mapping

from suitability.domain.assessment import TaskResult
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import (
    Answer,
    ChoiceItem,
    InstructedItem,
    MostLeast,
    RatingItem,
    SequenceItem,
    SituationItem,
)
from suitability.domain.session import Response
from suitability.domain.signs import Evidence, Pivot
from suitability.services.report_types import EvidenceRow, ReplyRow, TaskRow
from suitability.services.words import Words

FOR_BELOW = 0.4
"""Keyed values below this speak for a sign or lower a scale."""
AGAINST_ABOVE = 0.6
"""Keyed values above this speak against a sign or raise a scale."""
SCALE_EVIDENCE = 4
"""How many answers are quoted under a scale."""


def question_of(bank: ItemBank, item_id: str, language: str) -> str:
    """Return an item's text in a language."""
    return bank.items[item_id].text.on(language)


def answer_text(bank: ItemBank, item_id: str, answer: Answer, words: Words) -> str:
    """Return an answer in words: the option's label, the reply's text, or how sound an order is."""
    item = bank.items[item_id]
    language = words.language
    if isinstance(item, RatingItem | InstructedItem):
        options = bank.formats[item.format].options
        return next(option.text.on(language) for option in options if option.code == answer)
    if isinstance(item, ChoiceItem):
        return next(option.text.on(language) for option in item.options if option.id == answer)
    if isinstance(item, SituationItem):
        texts = {reply.id: reply.text.on(language) for reply in item.replies}
        assert isinstance(answer, MostLeast)  # noqa: S101 - narrowed for the type checker; checked on load
        return f"+ {texts[answer.most]} / - {texts[answer.least]}"
    assert isinstance(answer, tuple)  # noqa: S101 - the only kind left is a sequence
    right, total = kept_pairs(item, answer)
    return words("report.evidence.order", right=right, total=total)


def kept_pairs(item: SequenceItem, answer: tuple[str, ...]) -> tuple[int, int]:
    """Return how many required pairs an order keeps, and how many there are."""
    total = len(item.pairs())
    return round(item.key(answer) * total), total


def direction(value: float) -> str:
    """Return "for", "against" or "between" for a keyed value 0-1."""
    if value < FOR_BELOW:
        return "for"
    return "against" if value > AGAINST_ABOVE else "between"


def sign_evidence(bank: ItemBank, evidence: tuple[Evidence, ...], words: Words) -> tuple[EvidenceRow, ...]:
    """Return every answer behind a sign, those that speak most for it first."""
    return tuple(_row(bank, one.item, one.answer, one.value, words, direction(one.value)) for one in evidence)


def scale_evidence(
    bank: ItemBank, form_id: str, scale_id: str, responses: Mapping[str, Response], words: Words
) -> tuple[EvidenceRow, ...]:
    """Return the answers that moved a scale most, farthest from the middle first."""
    given: list[tuple[float, str, Answer]] = []
    for item in bank.rating_items(form_id, scale_id):
        response = responses.get(item.id)
        if response is not None and response.answer is not None:
            given.append((item.key(response.answer), item.id, response.answer))
    given.sort(key=lambda one: (-abs(one[0] - 0.5), one[1]))
    names = {"for": "lowers", "against": "raises", "between": "neutral"}
    return tuple(
        _row(bank, item, answer, value, words, names[direction(value)])
        for value, item, answer in given[:SCALE_EVIDENCE]
    )


def _row(
    bank: ItemBank, item: str, answer: Answer, value: float, words: Words, key: str
) -> EvidenceRow:  # the five facts of one row and the words
    question = question_of(bank, item, words.language).rstrip(".")
    text = answer_text(bank, item, answer, words)
    sentence = words(f"report.evidence.{key}", question=question, answer=text)
    return EvidenceRow(item, question, text, direction(value), sentence)


def pivot_sentence(bank: ItemBank, pivot: Pivot | None, words: Words) -> str:
    """Return the sentence on the one answer that would have changed a sign's status."""
    if pivot is None:
        return words("report.sign.no_pivot")
    question = question_of(bank, pivot.item, words.language).rstrip(".")
    status = words(f"report.status.{pivot.status.value}")
    if isinstance(bank.items[pivot.item], SequenceItem):
        return words("report.sign.pivot_order", question=question, status=status)
    answer = answer_text(bank, pivot.item, pivot.answer, words)
    return words("report.sign.pivot", question=question, answer=answer, status=status)


def verdict(value: float, words: Words) -> str:
    """Return the judgement of one reply in words: strong from .9, acceptable from .5, weak from .2, else harmful."""
    if value >= 0.9:  # noqa: PLR2004 - cuts of wording, named in the docstring
        return words("report.tasks.verdict_strong")
    if value >= 0.5:  # noqa: PLR2004
        return words("report.tasks.verdict_fair")
    return words("report.tasks.verdict_weak" if value >= 0.2 else "report.tasks.verdict_harm")  # noqa: PLR2004


def task_row(bank: ItemBank, task: TaskResult, words: Words) -> TaskRow:
    """Return one situation or task explained reply by reply."""
    item = bank.items[task.item]
    question = item.text.on(words.language)
    if isinstance(item, SequenceItem):
        return _sequence_row(item, task, question, words)
    explanation = None
    if isinstance(item, SituationItem):
        replies = tuple(
            ReplyRow(
                reply.text.on(words.language),
                _marked(reply.id, task.answer, words),
                reply.value,
                verdict(reply.value, words),
                reply.why.on(words.language),
            )
            for reply in sorted(item.replies, key=lambda reply: -reply.value)
        )
    else:
        assert isinstance(item, ChoiceItem)  # noqa: S101 - the only kind of task left
        replies = tuple(
            ReplyRow(
                option.text.on(words.language),
                words("report.tasks.chosen") if option.id == task.answer else "",
                option.value,
                verdict(option.value, words),
                option.why.on(words.language),
            )
            for option in sorted(item.options, key=lambda option: -option.value)
        )
    return TaskRow(item.id, item.kind, question, replies, task.value, _summary(task.value, words), explanation)


def _marked(reply: str, answer: Answer, words: Words) -> str:
    if isinstance(answer, MostLeast):
        if reply == answer.most:
            return words("report.tasks.most")
        if reply == answer.least:
            return words("report.tasks.least")
    return ""


def _summary(value: float, words: Words) -> str:
    for cut, name in ((0.999, "full"), (0.7, "mostly"), (0.4, "partly")):
        if value >= cut:
            return words(f"report.tasks.summary_{name}")
    return words("report.tasks.summary_apart")


def _sequence_row(item: SequenceItem, task: TaskResult, question: str, words: Words) -> TaskRow:
    assert isinstance(task.answer, tuple)  # noqa: S101 - an order, checked on load
    place = {step: number for number, step in enumerate(task.answer, start=1)}
    rows = tuple(
        ReplyRow(step.text.on(words.language), words("report.tasks.place", place=place[step.id]), None, "", "")
        for step in sorted(item.steps, key=lambda step: place[step.id])
    )
    right, total = kept_pairs(item, task.answer)
    key = "report.tasks.order_full" if right == total else "report.tasks.order_partly"
    summary = words(key, right=right, total=total)
    return TaskRow(item.id, item.kind, question, rows, task.value, summary, item.why.on(words.language))
