"""Reasons in a few words, where the answers were quoted before: where to look, not what was said there."""

from __future__ import annotations

from typing import Final

from suitability.domain.advice import Person
from suitability.domain.when import Reason
from suitability.services.formatting import quoted
from suitability.services.guide_pages import Stock
from suitability.services.reason_text import reason_sentence
from suitability.services.words import Words

_PLAIN: Final = ("strongest", "weakest")


def short_reasons(stock: Stock, person: Person, reasons: tuple[Reason, ...], words: Words) -> str:
    """Return why a text is there as one or two sentences; "" for a text that everybody gets.

    A sign is named by its number, a scale by its name, an answer by the sign, scale or task that it belongs
    to. What none of them holds (a role, a condition, how the answers were given) stands as its own sentence.
    """
    pointers: list[str] = []
    sentences: list[str] = []
    for reason in reasons:
        said = _pointers(stock, person, reason, words)
        if said:
            pointers += said
        elif sentence := reason_sentence(stock, person, reason, words):
            sentences.append(sentence)
    kept = list(dict.fromkeys(pointers))
    lead = [words("advice.short.why", reasons="; ".join(kept))] if kept else []
    return " ".join([*lead, *dict.fromkeys(sentences)])


def _pointers(stock: Stock, person: Person, reason: Reason, words: Words) -> list[str]:
    """Return where the reason stands earlier in the same document; [] where it stands nowhere."""
    if reason.about == "signs":
        return [words("advice.short.sign", number=stock.bank.signs[reason.name].number)]
    if reason.about == "scales":
        return [words("advice.short.scale", name=_scale(stock, reason.name, words))]
    if reason.about in _PLAIN:
        return [words(f"advice.short.{reason.about}", name=_scale(stock, reason.state, words))]
    if reason.about == "outcome":
        return [words("advice.short.outcome")]
    if reason.about == "conditions":
        return []
    return [said for item in reason.items if (said := _answer(stock, person, item, words))]


def _scale(stock: Stock, scale: str, words: Words) -> str:
    return quoted(words, stock.bank.scales[scale].name.on(words.language))


def _answer(stock: Stock, person: Person, item_id: str, words: Words) -> str:
    """Return the place of an answer: its task by number, else its sign, else its scale."""
    tasks = [task.item for task in person.assessment.tasks]
    if item_id in tasks:
        return words("advice.short.task", number=tasks.index(item_id) + 1)
    item = stock.bank.items[item_id]
    sign, scale = getattr(item, "sign", None), getattr(item, "scale", None)
    if sign is not None:
        return words("advice.short.sign", number=stock.bank.signs[sign].number)
    return "" if scale is None else words("advice.short.scale", name=_scale(stock, scale, words))
