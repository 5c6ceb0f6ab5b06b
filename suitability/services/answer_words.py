"""A given answer as a person would say it, for lists of all answers: labels and texts, never bare numbers."""

from __future__ import annotations

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, Item, SequenceItem
from suitability.services.explain import answer_text
from suitability.services.words import Words


def answer_words(bank: ItemBank, item: Item, answer: Answer, words: Words) -> str:
    """Return an answer in words: the option's label, the texts of the replies, the steps in their order."""
    if isinstance(item, SequenceItem):
        assert isinstance(answer, tuple)  # noqa: S101 - an order, checked when it was given
        texts = {step.id: step.text.on(words.language).rstrip(".") for step in item.steps}
        return "; ".join(f"{place}) {texts[step]}" for place, step in enumerate(answer, start=1))
    return answer_text(bank, item.id, answer, words).rstrip(".")
