"""Checks of single items: wording of statements, and keys of situations, choices, sequences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from suitability.domain.kinds import (
    MAX_STEPS,
    POINTS,
    Choice,
    ChoiceItem,
    CodedItem,
    ConditionItem,
    FamiliarityItem,
    InstructedItem,
    RatingItem,
    Reply,
    SequenceItem,
    SituationItem,
)
from suitability.domain.three_point import THREE_POINTS
from suitability.errors import Problem
from suitability.storage.draft import Draft, Entry

MAX_WORDS: Final = 16
"""Most words that a statement may have in any language (evidence.md 3)."""

REPLIES: Final = 4
"""Number of replies of a situation."""

_FEWEST_STEPS: Final = 3
_MOST_STEPS: Final = MAX_STEPS
_WORD: Final = re.compile(r"[^\W_]+(?:[-\u2010\u2011'\u2019][^\W_]+)*")
_WORD_PLAIN: Final = re.compile(r"\w+(?:[-\u2010\u2011'\u2019]\w+)*")
"""The same for texts without an underscore, in two thirds of the time."""

_NEGATIONS: Final[Mapping[str, re.Pattern[str]]] = {
    "ru": re.compile(
        r"не|ни|нет|нету|нельзя|без|никогда|нигде|никуда|ниоткуда|никак|нисколько|ничуть"
        r"|незачем|негде|некуда|некогда"
        r"|ник(?:то|ого|ому|ем)|нич(?:то|его|ему|ем)|неч(?:его|ему|ем)|нек(?:ого|ому|ем)"
        r"|никак(?:ой|ая|ое|ие|ого|ому|им|ими|их|ую)|нич(?:ей|ья|ьё|ье|ьи|ьего|ьему)"
    ),
    "en": re.compile(
        r"not|no|never|none|nobody|no-one|nothing|nowhere|neither|nor|cannot|without|[a-z]+n['\u2019]t|(?:do|wo|ca)nt"
    ),
}
"""Words that negate, by language; a prefix (недоволен, impatient) is a word of its own and fine."""


def words_of(text: str) -> list[str]:
    """Return the words of a text: runs of letters and digits; a hyphen or apostrophe joins, a dash parts."""
    return (_WORD if "_" in text else _WORD_PLAIN).findall(text)


def negation_in(text: str, language: str) -> str | None:
    """Return the first negating word of a text, or None; languages without a list are not judged."""
    pattern = _NEGATIONS.get(language)
    if pattern is None:
        return None
    return next((word for word in words_of(text) if pattern.fullmatch(word.lower())), None)


def negated_reversals(draft: Draft) -> Iterator[Problem]:
    """A reverse-keyed statement describes the opposite behaviour; it does not negate."""
    for entry in draft.items:
        item = entry.value
        if isinstance(item, RatingItem) and item.keying == "-":
            for language, text in item.text.items():
                word = negation_in(text, language)
                if word is not None:
                    yield entry.problem("reversed_by_negation", "text", language, value=text, word=word)


def wordy_statements(draft: Draft) -> Iterator[Problem]:
    """A statement, a term or a condition has at most sixteen words in every language."""
    for entry in draft.items:
        item = entry.value
        if isinstance(item, CodedItem):
            for language, text in item.text.items():
                count = len(words_of(text))
                if count > MAX_WORDS:
                    yield entry.problem(
                        "too_many_words", "text", language, value=text, count=count, limit=MAX_WORDS
                    )


def instructed_codes(draft: Draft) -> Iterator[Problem]:
    """An instructed item asks for an option that exists."""
    for entry in draft.items:
        item = entry.value
        if isinstance(item, InstructedItem) and not 1 <= item.expected <= POINTS:
            yield entry.problem("number_out_of_range", "expected", value=item.expected, low=1, high=POINTS)


def format_points(draft: Draft) -> Iterator[Problem]:
    """Terms and working conditions are answered on three points, statements on five."""
    formats = {entry.value.id: len(entry.value.options) for entry in draft.formats}
    for entry in draft.items:
        item = entry.value
        if isinstance(item, CodedItem) and item.format in formats:
            needed = THREE_POINTS if isinstance(item, FamiliarityItem | ConditionItem) else POINTS
            if formats[item.format] != needed:
                yield entry.problem(
                    "format_points", "format", value=item.format, count=formats[item.format], needed=needed
                )


def situations(draft: Draft) -> Iterator[Problem]:
    """A situation has four replies with values from 0 to 1 that differ."""
    for entry in draft.items:
        item = entry.value
        if isinstance(item, SituationItem):
            if len(item.replies) != REPLIES:
                yield entry.problem("reply_count", "replies", value=len(item.replies), expected=REPLIES)
            yield from _keyed(entry, "replies", item.replies)
            values = {reply.value for reply in item.replies}
            if len(values) < 2:
                yield entry.problem("values_all_equal", "replies", value=", ".join(map(str, values)))


def choices(draft: Draft) -> Iterator[Problem]:
    """A choice has options with values from 0 to 1, exactly one of them the best."""
    for entry in draft.items:
        item = entry.value
        if isinstance(item, ChoiceItem):
            yield from _keyed(entry, "options", item.options)
            values = [option.value for option in item.options]
            best = sum(value == max(values) for value in values)
            if len(values) < 2 or best != 1:
                yield entry.problem("best_not_single", "options", value=best)


def _keyed(entry: Entry[Any], field: str, parts: Sequence[Reply | Choice]) -> Iterator[Problem]:
    """Check ids and values of replies or options."""
    for index, part in enumerate(parts):
        if not 0.0 <= part.value <= 1.0:
            yield entry.problem("number_out_of_range", field, index, "value", value=part.value, low=0, high=1)
    yield from _listed_twice(entry, field, [part.id for part in parts])


def _listed_twice(entry: Entry[Any], field: str, names: Sequence[str]) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield entry.problem("listed_twice", field, index, "id", value=name)


def sequences(draft: Draft) -> Iterator[Problem]:
    """A sequence has steps and a partial order of them without a circle."""
    for entry in draft.items:
        item = entry.value
        if isinstance(item, SequenceItem):
            yield from _sequence(entry, item)


def _sequence(entry: Entry[Any], item: SequenceItem) -> Iterator[Problem]:
    steps = [step.id for step in item.steps]
    yield from _listed_twice(entry, "steps", steps)
    if not _FEWEST_STEPS <= len(steps) <= _MOST_STEPS:
        yield entry.problem("step_count", "steps", value=len(steps), least=_FEWEST_STEPS, most=_MOST_STEPS)
    if not item.before:
        yield entry.problem("list_empty", "before", field="before")
    for index, pair in enumerate(item.before):
        for place, step in enumerate(pair):
            if step not in steps:
                yield entry.problem(
                    "step_unknown", "before", index, place, value=step, known=", ".join(steps)
                )
    circle = circular(item.before)
    if circle is not None:
        yield entry.problem("order_circular", "before", value=circle)


def circular(pairs: Sequence[tuple[str, str]]) -> str | None:
    """Return a step that would have to come before itself, or None."""
    order: TopologicalSorter[str] = TopologicalSorter()
    for before, after in pairs:
        order.add(after, before)
    try:
        order.prepare()
    except CycleError as error:
        return str(error.args[1][0])
    return None


CHECKS: Final = (
    negated_reversals,
    wordy_statements,
    instructed_codes,
    format_points,
    situations,
    choices,
    sequences,
)
