"""Errors and content problems as sentences, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from suitability.errors import InternalError, Problem, SuitabilityError
from suitability.services.words import Words

if TYPE_CHECKING:
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
    """Return what is wrong with each answer that does not fit: the item, and which answers it takes.

    After the first 20 only their number is told.
    """
    told = [sentence(words, problem) for problem in error.problems[:MISFITS_TOLD]]
    more = len(error.problems) - len(told)
    return [*told, words("commands.more_misfits", n=more)] if more else told


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
