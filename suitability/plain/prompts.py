"""One plain prompt per item kind: what is shown, and how a typed line becomes an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import (
    POINTS,
    Answer,
    ChoiceItem,
    CodedItem,
    ConditionItem,
    FamiliarityItem,
    InstructedItem,
    Item,
    MostLeast,
    RatingItem,
    SequenceItem,
    SituationItem,
)
from suitability.domain.three_point import THREE_POINTS
from suitability.errors import AnswerError
from suitability.services.answer_words import answer_words
from suitability.services.words import Words
from suitability.storage.clean_text import clean_text

Show = Callable[[ItemBank, Item, Words], list[str]]
Parse = Callable[[Item, str], Answer]


SHOWN = 40
"""Characters of a typed line that a message quotes."""


def _refusal(code: str, item: Item, line: str, **values: object) -> AnswerError:
    """Return the error for a line that is no answer; the line is quoted without anything a terminal obeys."""
    return AnswerError(code, item=item.id, answer=clean_text(line, SHOWN), **values)


def _numbers(item: Item, line: str) -> list[int]:
    """Return the whole numbers of a line such as "3", "1 4" or "2, 1, 3".

    Raises:
        AnswerError: something else stands in the line.
    """
    parts = [part for part in re.split(r"[\s,;.]+", line.strip()) if part]
    if not parts or not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts):
        raise _refusal("answer_not_numbers", item, line)
    return [int(part) for part in parts]


def _one(item: Item, line: str, count: int) -> int:
    numbers = _numbers(item, line)
    if len(numbers) != 1 or not 1 <= numbers[0] <= count:
        raise _refusal("answer_one_number", item, line, count=count)
    return numbers[0]


def _show_codes(bank: ItemBank, item: Item, words: Words) -> list[str]:
    assert isinstance(item, CodedItem)  # noqa: S101 - chosen by kind
    options = bank.formats[item.format].options
    return [f"{option.code}. {option.text.on(words.language)}" for option in options]


def _parse_code(item: Item, line: str) -> Answer:
    return _one(item, line, POINTS)


def _parse_three(item: Item, line: str) -> Answer:
    return _one(item, line, THREE_POINTS)


def _show_options(_bank: ItemBank, item: Item, words: Words) -> list[str]:
    assert isinstance(item, ChoiceItem)  # noqa: S101 - chosen by kind
    return [f"{n}. {option.text.on(words.language)}" for n, option in enumerate(item.options, 1)]


def _parse_option(item: Item, line: str) -> Answer:
    assert isinstance(item, ChoiceItem)  # noqa: S101 - chosen by kind
    return item.options[_one(item, line, len(item.options)) - 1].id


def _show_replies(_bank: ItemBank, item: Item, words: Words) -> list[str]:
    assert isinstance(item, SituationItem)  # noqa: S101 - chosen by kind
    lines = [f"{n}. {reply.text.on(words.language)}" for n, reply in enumerate(item.replies, 1)]
    return [*lines, words("plain.ask_most_least")]


def _parse_pair(item: Item, line: str) -> Answer:
    assert isinstance(item, SituationItem)  # noqa: S101 - chosen by kind
    numbers = _numbers(item, line)
    count = len(item.replies)
    if len(numbers) != 2 or len(set(numbers)) != 2 or not all(1 <= n <= count for n in numbers):
        raise _refusal("answer_two_numbers", item, line, count=count)
    return MostLeast(most=item.replies[numbers[0] - 1].id, least=item.replies[numbers[1] - 1].id)


def _show_steps(_bank: ItemBank, item: Item, words: Words) -> list[str]:
    assert isinstance(item, SequenceItem)  # noqa: S101 - chosen by kind
    lines = [f"{n}. {step.text.on(words.language)}" for n, step in enumerate(item.steps, 1)]
    return [*lines, words("plain.ask_order")]


def _parse_order(item: Item, line: str) -> Answer:
    assert isinstance(item, SequenceItem)  # noqa: S101 - chosen by kind
    compact = line.strip()
    count = len(item.steps)
    numbers = [int(c) for c in compact] if compact.isdigit() and compact.isascii() else _numbers(item, line)
    if sorted(numbers) != list(range(1, count + 1)):
        raise _refusal("answer_all_numbers", item, line, count=count)
    return tuple(item.steps[number - 1].id for number in numbers)


PROMPTS: Mapping[str, tuple[Show, Parse]] = {
    RatingItem.kind: (_show_codes, _parse_code),
    InstructedItem.kind: (_show_codes, _parse_code),
    ChoiceItem.kind: (_show_options, _parse_option),
    SituationItem.kind: (_show_replies, _parse_pair),
    SequenceItem.kind: (_show_steps, _parse_order),
    FamiliarityItem.kind: (_show_codes, _parse_three),
    ConditionItem.kind: (_show_codes, _parse_three),
}
"""Item kind -> (lines to show, parser of the typed line)."""


def shown_answer(bank: ItemBank, item: Item, answer: Answer, words: Words) -> str:
    """Return an answer in words; one of numbered options with its number before it."""
    said = answer_words(bank, item, answer, words)
    return f"{answer}, {said}" if isinstance(item, CodedItem) else said
