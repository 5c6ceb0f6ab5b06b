"""A folder of result files, read one after the other: what is used, what is not and why, what came twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.domain.text import LocalizedText
from suitability.errors import ResultFileError, UserError
from suitability.services.results import AnswersError, Fit, open_result
from suitability.storage.result_listing import result_files
from suitability.storage.safe_write import shown


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was left out: its name within the folder, the code of the reason and its values."""

    file: str
    code: str
    values: Mapping[str, str]


Difference = tuple[str, tuple[tuple[str, str], ...]]
"""Code and values of what is wrong with an item of a refused result."""

DIFFERENCES_KEPT = 1_000
"""Files may name any ids; of so many differences the first are enough to see what happened."""


@dataclass(slots=True)
class Intake:
    """What a reading of a folder came to.

    ``broken``: files that cannot be used. ``repeated``: copies of a result that was read already.
    ``clashing``: files with the id of another result and other answers. ``rescored``: results of other
    content whose items mean the same. ``partial``: results with open or skipped items. Counters are by name.
    ``differences``: how an item of refused files differs, in how many; ``texts``: the wording of these items.
    """

    files: int = 0
    used: int = 0
    partial: int = 0
    rescored: int = 0
    broken: list[LeftOut] = field(default_factory=list)
    repeated: list[LeftOut] = field(default_factory=list)
    clashing: list[LeftOut] = field(default_factory=list)
    forms: Counter[tuple[str, str]] = field(default_factory=Counter)
    versions: Counter[tuple[str, str]] = field(default_factory=Counter)
    differences: Counter[Difference] = field(default_factory=Counter)
    texts: dict[str, LocalizedText] = field(default_factory=dict)

    @property
    def left_out(self) -> list[LeftOut]:
        """The files that somebody should look at: broken ones and those that clash."""
        return [*self.broken, *self.clashing]


def read_folder(
    bank: ItemBank, folder: Path, keep: Callable[[Result, Fit], None], wanted: str | None = None
) -> Intake:
    """Hand every usable result of ``folder`` to ``keep`` and return what the reading came to.

    One bad file never stops the others. Of files with the same result id the first counts.

    Args:
        bank: the questions that results must fit.
        folder: searched with its subfolders.
        keep: takes a result and how it fits.
        wanted: a form; results of others are counted and not handed on. None takes all.

    Raises:
        UserError: there is no such folder, or no JSON file in it.
    """
    intake = Intake()
    for result, fit in each_result(bank, folder, intake, wanted):
        keep(result, fit)
    return intake


def each_result(
    bank: ItemBank, folder: Path, intake: Intake, wanted: str | None = None
) -> Iterator[tuple[Result, Fit]]:
    """Yield every usable result of ``folder`` as ``read_folder`` hands it on, and fill ``intake`` on the way.

    Raises:
        UserError: there is no such folder, or (at the end) no JSON file in it.
    """
    seen: dict[str, tuple[str, int]] = {}
    for path in result_files(folder):
        intake.files += 1
        name = shown(path.relative_to(folder))
        try:
            opened = open_result(bank, path)
        except ResultFileError as error:
            intake.broken.append(LeftOut(name, error.code, error.values))
            if isinstance(error, AnswersError):
                _count_differences(intake, error)
            continue
        result = opened.result
        answers = _fingerprint(result)
        first, known = seen.setdefault(result.id, (name, answers))
        if first != name:
            same = known == answers
            code = "result_repeated" if same else "result_id_clash"
            left = LeftOut(name, code, {"path": name, "first": first, "id": result.id})
            (intake.repeated if same else intake.clashing).append(left)
            continue
        intake.forms[result.form, result.language] += 1
        if wanted is not None and result.form != wanted:
            continue
        intake.used += 1
        intake.versions[result.content.version, result.content.digest] += 1
        intake.rescored += opened.fit is Fit.RESCORABLE
        intake.partial += partial(result)
        yield result, opened.fit
    if intake.files == 0:
        raise UserError("results_none", folder=shown(folder))


def _count_differences(intake: Intake, error: AnswersError) -> None:
    for problem in error.problems:
        key = (problem.code, tuple(sorted(problem.values.items())))
        if key in intake.differences or len(intake.differences) < DIFFERENCES_KEPT:
            intake.differences[key] += 1
    intake.texts.update(error.texts)


def partial(result: Result) -> bool:
    """Return whether items of the form were left open or skipped."""
    return any(item not in result.responses or result.responses[item].answer is None for item in result.order)


def _fingerprint(result: Result) -> int:
    rows = sorted((row.item, repr(row.answer), row.elapsed_ms or -1) for row in result.responses.values())
    return hash((result.form, result.language, tuple(rows)))
