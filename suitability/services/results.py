"""Results in and out: save one, open one and say whether it fits, make one from plain answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer
from suitability.domain.session import Response, Result
from suitability.domain.text import LocalizedText
from suitability.errors import AnswerError, ResultFileError
from suitability.records import dataclass
from suitability.services.replay import differences, marks, stamp
from suitability.storage.digest import what_changed
from suitability.storage.result_file import (
    PlainAnswers,
    StoredResult,
    read_answers,
    read_stored,
    result_text,
    stored_of,
    write_result,
)
from suitability.storage.safe_write import shown

_NO_MARKS: Mapping[str, str] = MappingProxyType({})
_NO_TEXTS: Mapping[str, LocalizedText] = MappingProxyType({})


class Fit(Enum):
    """How a result fits the questions at hand."""

    COMPATIBLE = "compatible"
    """Answered with exactly these questions."""

    RESCORABLE = "rescorable"
    """Other content, but every item in it still means the same: it is scored by today's rules."""

    REFUSED = "refused"
    """Items are gone or mean something else: a score would be wrong."""


@dataclass(frozen=True, slots=True)
class Compatibility:
    """The verdict, and for ``REFUSED`` every difference (an error per item, with code and values)."""

    fit: Fit
    differences: tuple[AnswerError, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedResult:
    """A result that can be scored with the questions at hand."""

    result: Result
    fit: Fit


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a result made from plain answers says about its origin: id, UTC moment, program, language."""

    id: str
    created: str
    program: str
    language: str


class AnswersError(ResultFileError):
    """Answers do not fit the questions; ``problems`` holds every misfit, ``details`` names their items.

    ``texts`` has the wording of items of a refused result that the questions still hold.
    """

    def __init__(
        self,
        code: str,
        problems: Sequence[AnswerError],
        texts: Mapping[str, LocalizedText] = _NO_TEXTS,
        **values: object,
    ) -> None:
        self.problems: tuple[AnswerError, ...] = tuple(problems)
        self.texts = texts
        items = dict.fromkeys(shown(problem.values.get("item", "?")) for problem in problems)
        super().__init__(code, count=len(self.problems), details=", ".join(items), **values)


def save_result(bank: ItemBank, result: Result, path: Path, *, force: bool = False) -> None:
    """Write ``result`` to ``path`` with what each item means today.

    Raises:
        OutputError: the file exists (and no ``force``), or cannot be written.
    """
    write_result(path, result, force=force, marks=marks(bank, result.responses))


def result_bytes(bank: ItemBank, result: Result) -> bytes:
    """Return the bytes of the result file that ``save_result`` would write."""
    return result_text(result, marks(bank, result.responses)).encode()


def open_result_bytes(bank: ItemBank, data: bytes, name: str) -> OpenedResult:
    """Return the result whose file holds ``data``; errors name it ``name``. Raises as ``open_result``."""
    return _accepted(bank, stored_of(data, Path(name)), Path(name))


def open_result(bank: ItemBank, path: Path) -> OpenedResult:
    """Return the result of the file ``path``, ready to be scored with ``bank``.

    Raises:
        ResultFileError: the file cannot be used; AnswersError when its items do not fit ``bank``.
    """
    return _accepted(bank, read_stored(path), path)


def open_answers(
    bank: ItemBank, path: Path, provenance: Provenance, data: bytes | None = None
) -> OpenedResult:
    """Return what is to be scored: a result file as it is, or a plain answers file made into a result.

    With ``data`` nothing is opened: these are the bytes, and ``path`` is how errors call their origin.

    Raises:
        ResultFileError: the file cannot be used; AnswersError lists every answer that does not fit.
    """
    found = read_answers(path, data)
    if isinstance(found, StoredResult):
        return _accepted(bank, found, path)
    return OpenedResult(result_from_answers(bank, found, provenance), Fit.COMPATIBLE)


def check_against(bank: ItemBank, result: Result, known: Mapping[str, str] = _NO_MARKS) -> Compatibility:
    """Return how ``result`` fits ``bank``; ``known`` holds the marks of its items when they were answered."""
    problems = tuple(_differences(bank, result, known))
    if problems:
        return Compatibility(Fit.REFUSED, problems)
    return Compatibility(Fit.COMPATIBLE if result.content.digest == bank.digest else Fit.RESCORABLE)


def result_from_answers(bank: ItemBank, answers: PlainAnswers, provenance: Provenance) -> Result:
    """Return a result without times from plain answers; items that are not mentioned stay open.

    Raises:
        ResultFileError: the form or the language is unknown.
        AnswersError: answers that do not fit their items, all of them.
    """
    if answers.form not in bank.forms:
        forms = ", ".join(sorted(bank.forms))
        raise ResultFileError("answers_unknown_form", form=shown(answers.form), forms=forms)
    language = answers.language or provenance.language
    if language not in bank.pack.languages:
        languages = ", ".join(bank.pack.languages)
        raise ResultFileError("answers_unknown_language", language=shown(language), languages=languages)
    order = bank.order(answers.form)
    unreadable = (AnswerError("answer_not_an_answer", item=shown(item)) for item in answers.unreadable)
    problems = (*unreadable, *_misfits(bank, answers.answers, frozenset(order)))
    if problems:
        raise AnswersError("answers_do_not_fit", problems)
    given = {item: Response(item, answers.answers[item]) for item in order if item in answers.answers}
    return Result(
        id=provenance.id,
        created=provenance.created,
        program=provenance.program,
        content=stamp(bank),
        form=answers.form,
        language=language,
        order=order,
        responses=MappingProxyType(given),
    )


def _accepted(bank: ItemBank, stored: StoredResult, path: Path) -> OpenedResult:
    verdict = check_against(bank, stored.result, stored.marks)
    if verdict.fit is Fit.REFUSED:
        raise refusal(bank, stored.result, verdict, path)
    return OpenedResult(stored.result, verdict.fit)


def refusal(bank: ItemBank, result: Result, verdict: Compatibility, path: Path | str) -> AnswersError:
    """Return why ``result`` is refused: every difference, and which program made it with which questions.

    The value ``how`` keeps for a list of files what has changed: ``S01=scale,keying P03=key``.
    """
    changed = [one for one in verdict.differences if one.values.get("changes")]
    return AnswersError(
        "result_does_not_fit",
        verdict.differences,
        _texts(bank, verdict.differences),
        path=shown(path),
        version=shown(result.content.version),
        program=shown(result.program),
        how=" ".join(f"{one.values['item']}={one.values['changes'].replace(' ', ',')}" for one in changed),
    )


def _texts(bank: ItemBank, problems: Sequence[AnswerError]) -> Mapping[str, LocalizedText]:
    named = dict.fromkeys(problem.values.get("item", "") for problem in problems)
    return {item: bank.items[item].text for item in named if item in bank.items}


def _differences(bank: ItemBank, result: Result, known: Mapping[str, str]) -> Iterator[AnswerError]:
    if result.form not in bank.forms:
        yield AnswerError("answer_unknown_form", item="-", form=shown(result.form))
    changed = differences(bank, result.content, result.order, known)
    for item in result.order:
        if item not in bank.items:
            yield AnswerError("answer_item_gone", item=shown(item))
        elif item in changed:
            how = what_changed(bank.items[item], known.get(item, ""))
            yield AnswerError("answer_item_changed", item=item, changes=" ".join(how))
    fitting = {i: r.answer for i, r in result.responses.items() if i in bank.items and i not in changed}
    yield from _misfits(bank, fitting, frozenset(result.order))


def _misfits(
    bank: ItemBank, answers: Mapping[str, Answer | None], order: frozenset[str]
) -> Iterator[AnswerError]:
    for item, answer in answers.items():
        if item not in bank.items:
            yield AnswerError("answer_unknown_item", item=shown(item))
        elif item not in order:
            yield AnswerError("answer_item_not_in_form", item=item)
        elif answer is not None:
            try:
                bank.items[item].check(answer)
            except AnswerError as error:
                yield AnswerError(error.code, **{name: shown(value) for name, value in error.values.items()})
