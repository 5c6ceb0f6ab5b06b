"""From what a person names - a file, a sitting's id, or nothing - to a result."""

from __future__ import annotations

import sys
from pathlib import Path

from suitability.cli import environment, output
from suitability.domain.bank import ItemBank
from suitability.domain.joined import marked_items, with_marks
from suitability.domain.session import Result
from suitability.errors import UserError
from suitability.services import files, kept, sitting
from suitability.services.sitting import SittingSettings
from suitability.storage.strict_json import MAX_BYTES


def settings(bank: ItemBank) -> SittingSettings:
    """Return what sittings need on this machine: its folders, clocks and random ids."""
    return SittingSettings(
        bank=bank,
        runs_folder=environment.folders().runs,
        clock=environment.utc_now,
        steady=environment.steady_ms,
        new_id=environment.new_id,
        program=program(),
    )


STANDARD_INPUT = Path("-")
"""What a person writes for "read it from standard input"."""


def answers_from(path: Path, bank: ItemBank) -> Result:
    """Return the result in a result file or a plain answers file; ``-`` stands for standard input.

    Raises:
        ResultFileError: the file cannot be used; the error says why.
    """
    from suitability.services.results import Provenance, open_answers  # noqa: PLC0415 - sittings need no files

    now = environment.utc_now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    origin = Provenance(environment.new_id(), now, program(), environment.language())
    if path != STANDARD_INPUT:
        return open_answers(bank, path, origin).result
    words = environment.words()
    if sys.stdin.isatty():
        output.say(words("commands.input.waiting"))
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    return open_answers(bank, Path(words("commands.input.name")), origin, data).result


def with_conditions(bank: ItemBank, result: Result, named: str | None) -> Result:
    """Return ``result`` with the working conditions of the result that is named, or as it is without a name.

    Raises:
        UserError: there is no such sitting or file, it cannot be used, or it has no condition marked.
    """
    if named is None:
        return result
    marks = result_from(named, bank)
    if not marked_items(bank, marks):
        raise UserError("no_conditions_marked", name=files.shown(named))
    return with_marks(bank, result, marks)


def program() -> str:
    """Return the program's name and version as results carry it."""
    return f"suitability {environment.program_version()}"


def result_from(named: str | None, bank: ItemBank) -> Result:
    """Return the result that is named: a file, the beginning of a sitting's id, or the latest finished one.

    Raises:
        UserError: there is no such sitting or file, or it cannot be used.
    """
    if named is not None and (
        Path(named) == STANDARD_INPUT or files.is_there(Path(named)) or any(mark in named for mark in "./\\")
    ):
        return answers_from(Path(named), bank)
    folder = environment.folders().runs
    run = kept.latest_finished(folder) if named is None else kept.find_run(folder, named)
    if run.reason is None and not run.finished:
        raise UserError("session_not_finished", id=run.id[:8], answered=run.answered, total=run.total)
    opened = sitting.resume(settings(bank), run.path)
    try:
        return opened.finish()
    finally:
        opened.close()
