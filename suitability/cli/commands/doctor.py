"""``suitability doctor``: what this machine has and lacks, in plain words."""

from __future__ import annotations

import platform
import sqlite3
import sys

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.translated import command as translated


@translated("doctor")
def command() -> int:
    """Say what works on this machine and what to install for the rest."""
    from suitability.rendering.pdf import pdf_health  # noqa: PLC0415 - looks for the PDF libraries
    from suitability.services import library  # noqa: PLC0415
    from suitability.services.messages import problem_sentence  # noqa: PLC0415

    words = environment.words()
    output.tell(f"suitability {environment.program_version()}")
    output.tell(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}")
    output.tell(words("commands.doctor.encoding", encoding=sys.stdout.encoding))
    output.tell(words("commands.doctor.runs", folder=environment.folders().runs or "-"))
    problems = library.check_content(None)
    for problem in problems:
        output.tell(problem_sentence(words, problem))
    output.tell(words("commands.doctor.content", n=len(problems)))
    pdf = pdf_health()
    if pdf.available:
        versions = ", ".join(f"{name} {version}" for name, version in pdf.versions.items())
        output.tell(words("commands.doctor.pdf", versions=versions))
    for note in pdf.notes:
        output.tell(words.message(note.kind, note.code, **note.values))
    fine = not problems and not pdf.notes
    if fine:
        output.tell(words("commands.doctor.fine"))
    return errors.EXIT_DONE if fine else errors.EXIT_USER
