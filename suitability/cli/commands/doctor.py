"""``suitability doctor``: what this machine has and lacks, in plain words."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.services.words import Words

MEGABYTE = 1_000_000

LEAST_FREE = 20 * MEGABYTE
"""Bytes below which the disk counts as nearly full: a hundred sittings and a few reports (product choice)."""


@translated("doctor")
def command() -> int:
    """Say what works on this machine and what to install for the rest."""
    from suitability.services import library  # noqa: PLC0415
    from suitability.services.messages import problem_sentence  # noqa: PLC0415

    words = environment.words()
    output.tell(f"suitability {environment.program_version()}")
    output.tell(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}")
    output.tell(words("commands.doctor.language", language=words("commands.doctor.own_language")))
    output.tell(words("commands.doctor.encoding", encoding=sys.stdout.encoding))
    output.tell_wrapped(_terminal(words))
    fine = True
    for line, good in (*_folder(words), *_pdf(words)):
        output.tell_wrapped(line)
        fine = fine and good
    problems = library.check_content(None)
    for problem in problems:
        output.tell(problem_sentence(words, problem))
    output.tell(words("commands.doctor.content", n=len(problems)))
    fine = fine and not problems
    if fine:
        output.tell(words("commands.doctor.fine"))
    return errors.EXIT_DONE if fine else errors.EXIT_USER


def _terminal(words: Words) -> str:
    """Return whether the full screen can be shown here, and how large it is."""
    from suitability.services.terminal import terminal_problem  # noqa: PLC0415

    state = environment.terminal_state()
    problem = terminal_problem(os.environ, *state)
    if problem is not None:
        return words(f"commands.take.terminal.{problem}")
    columns, rows = state[2]
    return words("commands.doctor.terminal", columns=columns, rows=rows)


def _folder(words: Words) -> Iterator[tuple[str, bool]]:
    """Yield what a trial in the folder of sittings found: a line, and whether it is good news."""
    from suitability.services.formatting import number  # noqa: PLC0415
    from suitability.services.messages import sentence  # noqa: PLC0415
    from suitability.storage.folder_check import check_folder  # noqa: PLC0415

    folder: Path | None = environment.folders().runs
    yield words("commands.doctor.runs", folder=folder or "-"), True
    if folder is None:
        yield sentence(words, errors.RunFileError("run_no_place")), False
        return
    found = check_folder(folder)
    if found.problem is not None:
        yield sentence(words, found.problem), False
    else:
        yield words("commands.doctor.writable"), True
    if found.free_bytes is not None:
        enough = found.free_bytes >= LEAST_FREE
        key = "commands.doctor.free" if enough else "commands.doctor.nearly_full"
        yield words(key, free=number(words, found.free_bytes // MEGABYTE)), enough


def _pdf(words: Words) -> Iterator[tuple[str, bool]]:
    """Yield what the PDF needs and has."""
    from suitability.rendering.fonts import FAMILIES  # noqa: PLC0415
    from suitability.rendering.pdf import pdf_health  # noqa: PLC0415 - looks for the PDF libraries

    pdf = pdf_health()
    if pdf.available:
        versions = ", ".join(f"{name} {version}" for name, version in pdf.versions.items())
        yield words("commands.doctor.pdf", versions=versions), True
        yield words("commands.doctor.fonts", fonts=", ".join(FAMILIES)), True
    for note in pdf.notes:
        yield words.message(note.kind, note.code, **note.values), False
