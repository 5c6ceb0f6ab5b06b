"""Errors and content problems as sentences, in the language of the reader."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from suitability.errors import AnswerError, InternalError, Problem, SuitabilityError
from suitability.services.words import Words

if TYPE_CHECKING:
    from suitability.domain.kinds import Item
    from suitability.domain.text import LocalizedText
    from suitability.services.result_folder import Intake
    from suitability.services.results import AnswersError
    from suitability.storage.csv_table import BadLine

MISFITS_TOLD = 20
"""How many answers that do not fit are explained one by one."""


def sentence(words: Words, error: SuitabilityError) -> str:
    """Return the sentence of an error; the bare code where none was written."""
    return code_sentence(words, error.code, error.values)


def code_sentence(words: Words, code: str, values: Mapping[str, str]) -> str:
    """Return the sentence of an error code with its values; the bare code where none was written."""
    return _find(words, "errors", code, values)


def misfit_sentences(words: Words, error: AnswersError) -> list[str]:
    """Return what is wrong with each answer that does not fit: the item in its words, and what about it.

    After the first 20 only their number is told.
    """
    told = [_misfit(words, problem, error.texts) for problem in error.problems[:MISFITS_TOLD]]
    more = len(error.problems) - len(told)
    return [*told, words("commands.more_misfits", n=more)] if more else told


def difference_sentences(words: Words, intake: Intake) -> list[str]:
    """Return in which questions refused results differ from today's, each once with the number of files.

    The most frequent 20; then only the number of the others is told.
    """
    found = intake.differences.most_common()
    told = [
        words(
            "learning.intake.difference",
            what=_misfit(words, AnswerError(code, **dict(values)), intake.texts),
            n=count,
        )
        for (code, values), count in found[:MISFITS_TOLD]
    ]
    more = len(found) - len(told)
    return [*told, words("commands.more_misfits", n=more)] if more else told


def _misfit(words: Words, problem: AnswerError, texts: Mapping[str, LocalizedText]) -> str:
    """Return what is wrong with one item, which is named by its id and its text."""
    item = problem.values.get("item", "")
    named = _named(words, item, texts)
    if changes := problem.values.get("changes", "").split():
        how = "; ".join(words(f"commands.item_changes.{change}") for change in changes)
        return words("commands.item_changed", item=named, how=how)
    return code_sentence(words, problem.code, {**problem.values, "item": named})


def question_lines(
    words: Words, unfit: Mapping[str, Collection[str]], items: Mapping[str, Item]
) -> list[str]:
    """Return these questions in their words, with what has changed; then the lost ones.

    ``unfit`` maps an id to what ``storage.digest.what_changed`` says of it, empty where nothing is known. Of
    the lost only the first 20 are named: a file can claim any.
    """
    texts = {item: items[item].text for item in sorted(unfit) if item in items}
    changed = {item: " ".join(sorted(unfit[item])) for item in texts if unfit[item]}
    here = [
        _misfit(words, AnswerError("answer_item_changed", item=one, changes=changed[one]), texts)
        if one in changed
        else _named(words, one, texts)
        for one in texts
    ]
    gone = sorted(unfit.keys() - texts.keys())
    told = [_misfit(words, AnswerError("answer_item_gone", item=one), {}) for one in gone[:MISFITS_TOLD]]
    more = len(gone) - len(told)
    rest = [words("commands.more_misfits", n=more)] if more else []
    return [*here, *told, *rest]


def _named(words: Words, item: str, texts: Mapping[str, LocalizedText]) -> str:
    """Return the id of an item with its text in quotation marks, where there is one."""
    from suitability.services.formatting import nested, quoted  # noqa: PLC0415 - only where something is wrong

    return f"{item} {quoted(words, nested(words, texts[item].on(words.language)))}" if item in texts else item


def problem_sentence(words: Words, problem: Problem) -> str:
    """Return "file:line:column: sentence" for a content problem; a table's has "file, line N: sentence"."""
    text = _find(words, "problems", problem.code, problem.values)
    if problem.line and not problem.column:
        return words("commands.table_line", file=problem.file, line=problem.line, text=text)
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    return f"{place}: {text}"


def line_sentence(words: Words, bad: BadLine) -> str:
    """Return why a line of a person's table is of no use, without file and line."""
    return _find(words, "problems", bad.code, bad.values)


def _find(words: Words, kind: str, code: str, values: Mapping[str, str]) -> str:
    try:
        return words.message(kind, code, **values)
    except InternalError:
        details = ", ".join(f"{key}={value}" for key, value in values.items())
        return f"{code} ({details})" if details else code
