"""From answers to sentences: which of your answers say what about a scale, a sign or a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from suitability.domain.assessment import MarkedCondition, TaskResult
from suitability.domain.bank import ItemBank
from suitability.domain.familiarity import Familiarity
from suitability.domain.kinds import (
    Answer,
    Choice,
    ChoiceItem,
    CodedItem,
    ConditionItem,
    MostLeast,
    Reply,
    SequenceItem,
    SituationItem,
)
from suitability.domain.quality import Signal
from suitability.domain.scoring import ScaleScore
from suitability.domain.session import Response
from suitability.domain.signs import Evidence, Pivot
from suitability.domain.zone_pivot import ZonePivot
from suitability.errors import InternalError
from suitability.services.formatting import nested, number
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
    if isinstance(item, CodedItem):
        options = bank.formats[item.format].options
        return next(option.text.on(language) for option in options if option.code == answer)
    if isinstance(item, ChoiceItem):
        return next(option.text.on(language) for option in item.options if option.id == answer)
    if isinstance(item, SituationItem):
        texts = {reply.id: reply.text.on(language) for reply in item.replies}
        assert isinstance(answer, MostLeast)  # noqa: S101 - narrowed for the type checker; checked on load
        return words("report.evidence.pair", most=texts[answer.most], least=texts[answer.least])
    right, total = kept_pairs(item, answer)
    return words("report.evidence.order", right=right, total=total)


def kept_pairs(item: SequenceItem, answer: Answer) -> tuple[int, int]:
    """Return how many required pairs an order keeps, and how many there are."""
    total = len(item.pairs())
    return round(item.key(answer) * total), total


def direction(value: float) -> str:
    """Return "for", "against" or "between" for a keyed value 0-1."""
    if value < FOR_BELOW:
        return "for"
    return "against" if value > AGAINST_ABOVE else "between"


TERMS = "terms"
"""What stands for an item id in the one row about all terms together."""


def sign_evidence(
    bank: ItemBank, evidence: tuple[Evidence, ...], words: Words, terms: Familiarity | None = None
) -> tuple[EvidenceRow, ...]:
    """Return every answer behind a sign, and one row for the terms; what speaks most for the sign first."""
    rows = [(one.value, _row(bank, one, words, direction(one.value))) for one in evidence]
    if terms is not None:
        rows.append((terms.value, _terms_row(terms, words)))
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _terms_row(terms: Familiarity, words: Words) -> EvidenceRow:
    shares = {"hits": round(100 * terms.hits), "claimed": round(100 * terms.false_alarms)}
    question = words("report.terms.question", real=terms.real, invented=terms.invented)
    answer = words("report.terms.answer", **shares)
    way = direction(terms.value)
    return EvidenceRow(TERMS, question, answer, way, words(f"report.terms.{way}", **shares))


def scale_evidence(
    bank: ItemBank, form_id: str, scale_id: str, responses: Mapping[str, Response], words: Words
) -> tuple[EvidenceRow, ...]:
    """Return the answers that moved a scale most, farthest from the middle first."""
    given = [
        Evidence(item.id, response.answer, item.key(response.answer))
        for item in bank.rating_items(form_id, scale_id)
        if (response := responses.get(item.id)) is not None and response.answer is not None
    ]
    given.sort(key=lambda one: (-abs(one.value - 0.5), one.item))
    names = {"for": "lowers", "against": "raises", "between": "neutral"}
    return tuple(_row(bank, one, words, names[direction(one.value)]) for one in given[:SCALE_EVIDENCE])


def _row(bank: ItemBank, one: Evidence, words: Words, key: str) -> EvidenceRow:
    """Return one answer with its sentence, whose wording stands under ``report.evidence.<key>``."""
    item = bank.items[one.item]
    question = question_of(bank, one.item, words.language).rstrip(".")
    answer = answer_text(bank, one.item, one.answer, words)
    inside = nested(words, question)
    if isinstance(item, SequenceItem):
        right, total = kept_pairs(item, one.answer)
        sentence = words(f"report.evidence.order_{key}", question=inside, right=right, total=total)
    else:
        sentence = words(f"report.evidence.{key}", question=inside, answer=nested(words, answer).rstrip("."))
    return EvidenceRow(one.item, question, answer, direction(one.value), sentence)


def pivot_sentence(bank: ItemBank, pivot: Pivot | None, words: Words) -> str:
    """Return the sentence on the one answer that would have changed a sign's status."""
    if pivot is None:
        return words("report.sign.no_pivot")
    question = nested(words, question_of(bank, pivot.item, words.language).rstrip("."))
    status = words(f"report.status.{pivot.status.value}")
    if isinstance(bank.items[pivot.item], SequenceItem):
        return words("report.sign.pivot_order", question=question, status=status)
    answer = nested(words, answer_text(bank, pivot.item, pivot.answer, words)).rstrip(".")
    return words("report.sign.pivot", question=question, answer=answer, status=status)


def zone_pivot_sentence(
    bank: ItemBank, score: ScaleScore, pivot: ZonePivot | None, words: Words
) -> str | None:
    """Return the sentence on the one answer that would have changed a zone; None without a zone."""
    if score.zone is None:
        return None
    if pivot is None:
        return words("report.scale.no_pivot")
    question = nested(words, question_of(bank, pivot.item, words.language).rstrip("."))
    answer = nested(words, answer_text(bank, pivot.item, pivot.answer, words)).rstrip(".")
    zone = words(f"report.zones.{pivot.zone.value}")
    return words("report.scale.pivot", question=question, answer=answer, zone=zone)


def condition_lines(
    bank: ItemBank, form_id: str, marked: Sequence[MarkedCondition], words: Words
) -> tuple[str, ...]:
    """Return what was marked among the conditions of a form: each "no", each "can live with it", a count."""
    language = words.language
    asked = [item for item in map(bank.items.get, bank.order(form_id)) if isinstance(item, ConditionItem)]
    if not asked or not marked:
        return (words("report.conditions.nothing"),) if asked else ()
    no, bearable, fine = (option.text.on(language) for option in bank.formats[asked[0].format].options)
    lines: list[str] = []
    for mark, label in ((1, no), (2, bearable)):
        texts = [bank.items[one.item].text.on(language) for one in marked if one.mark == mark]
        lines += [words("report.conditions.marked", answer=label, condition=text) for text in texts]
    if all(one.mark != 1 for one in marked):
        lines.insert(0, words("report.conditions.none_refused", answer=no))
    agreed = sum(one.mark == len((no, bearable, fine)) for one in marked)
    lines.append(words("report.conditions.count", answer=fine, n=agreed, total=len(asked)))
    if len(marked) < len(asked):
        lines.append(words("report.conditions.open", n=len(asked) - len(marked)))
    return tuple(lines)


def signal_sentence(bank: ItemBank, signal: Signal, words: Words) -> str:
    """Return what a response-quality signal of level soft or strong found, as a sentence."""
    value = signal.value or 0.0
    return words(
        f"report.quality.{signal.index}",
        percent=round(100 * value),
        seconds=number(words, bank.rules.quality.fast_ms / 1000),
        n=round(value),
    )


def verdict(value: float, words: Words) -> str:
    """Return the judgement of a reply: strong from .9, acceptable from .5, weak from .2, else harmful."""
    for cut, name in ((0.9, "strong"), (0.5, "fair"), (0.2, "weak")):
        if value >= cut:
            return words(f"report.tasks.verdict_{name}")
    return words("report.tasks.verdict_harm")


def task_row(bank: ItemBank, task: TaskResult, words: Words) -> TaskRow:
    """Return one situation or task explained reply by reply, the best reply first.

    Raises:
        InternalError: the item is no task.
    """
    item = bank.items[task.item]
    question = item.text.on(words.language)
    if isinstance(item, SequenceItem):
        return _sequence_row(item, task, question, words)
    if isinstance(item, SituationItem):
        replies: Sequence[Reply | Choice] = item.replies
    elif isinstance(item, ChoiceItem):
        replies = item.options
    else:
        raise InternalError("not_a_task", item=item.id)
    rows = tuple(
        ReplyRow(
            reply.text.on(words.language),
            _marked(reply.id, task.answer, words),
            reply.value,
            verdict(reply.value, words),
            reply.why.on(words.language),
        )
        for reply in sorted(replies, key=lambda reply: -reply.value)
    )
    return TaskRow(item.id, item.kind, question, rows, task.value, _summary(task.value, words), None)


def _marked(reply: str, answer: Answer, words: Words) -> str:
    if isinstance(answer, MostLeast):
        if reply == answer.most:
            return words("report.tasks.most")
        if reply == answer.least:
            return words("report.tasks.least")
    return words("report.tasks.chosen") if reply == answer else ""


def _summary(value: float, words: Words) -> str:
    for cut, name in ((0.999, "full"), (0.7, "mostly"), (0.4, "partly")):
        if value >= cut:
            return words(f"report.tasks.summary_{name}")
    return words("report.tasks.summary_apart")


def _sequence_row(item: SequenceItem, task: TaskResult, question: str, words: Words) -> TaskRow:
    assert isinstance(task.answer, tuple)  # noqa: S101 - an order, checked on load
    place = {step: number for number, step in enumerate(task.answer, start=1)}
    rows = tuple(
        ReplyRow(
            step.text.on(words.language), words("report.tasks.place", place=place[step.id]), None, "", ""
        )
        for step in sorted(item.steps, key=lambda step: place[step.id])
    )
    right, total = kept_pairs(item, task.answer)
    key = "report.tasks.order_full" if right == total else "report.tasks.order_partly"
    summary = words(key, right=right, total=total)
    return TaskRow(item.id, item.kind, question, rows, task.value, summary, item.why.on(words.language))
