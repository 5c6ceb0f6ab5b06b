"""``suitability report [RESULT]``: the report of a result as PDF, HTML, text or JSON."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from suitability.cli import environment
from suitability.cli.destinations import OutputPath, check_ending, kind_of
from suitability.cli.output import say, tell
from suitability.cli.translated import command as translated
from suitability.errors import OutputError, UserError
from suitability.services import files

FORMATS = ("pdf", "html", "text", "json")
"""What a report comes as."""

STANDARD_OUTPUT = Path("-")
"""What a person writes for "to standard output"."""


@translated("report")
@click.argument("result", required=False)
@click.option("--format", "kind", type=click.Choice(FORMATS))
@click.option("--output", type=OutputPath())
@click.option("--force", is_flag=True)
@click.option("--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False), default="A4")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
@click.option("--name")
@click.option("--conditions")
def command(  # noqa: PLR0913 - one argument per option
    result: str | None,
    *,
    kind: str | None,
    output: Path | None,
    force: bool,
    paper: str,
    language: str | None,
    name: str | None,
    conditions: str | None,
) -> None:
    """Write the report of RESULT: a result file, a session's id, or the latest finished session."""
    from suitability.cli import reports  # noqa: PLC0415 - rendering loads when a report is made
    from suitability.cli.opening import result_from, with_conditions  # noqa: PLC0415 - as above

    kind = _kind(kind, output)
    bank = environment.bank()
    found = with_conditions(bank, result_from(result, bank), conditions)
    wanted = reports.Wanted(language or environment.language(), kind, paper, _person(name))
    if output == STANDARD_OUTPUT:
        if kind == "pdf" and sys.stdout.isatty():
            raise UserError("pdf_to_terminal")
        sys.stdout.buffer.write(reports.document(bank, found, wanted))
        return
    if output is None and kind in {"text", "json"}:
        tell(reports.document(bank, found, wanted).decode(), end="")
        return
    path = reports.save(bank, found, wanted, output or environment.here(), force=force)
    tell(environment.words()("commands.written", path=path))


def _kind(asked: str | None, path: Path | None) -> str:
    """Return the format: the one asked for, else the one that the file's ending promises, else pdf.

    Raises:
        OutputError: the ending promises something else.
    """
    if path is None or path == STANDARD_OUTPUT or files.is_folder(path):
        return asked or "pdf"
    promised = kind_of(path)
    if asked is not None and promised in FORMATS and promised != asked:
        raise OutputError(
            "report_wrong_ending", path=files.shown(path), ending=path.suffix, asked=asked, other=promised
        )
    kind = asked or (promised if promised in FORMATS else "pdf")
    check_ending(path, kind)
    return kind


def _person(name: str | None) -> str | None:
    """Return the name to print, or None; say so when it had to be shortened."""
    if not name:
        return None
    if files.is_too_long(name):
        say(environment.words()("commands.report.name_shortened", limit=files.NAME_LIMIT))
    return files.clean_name(name) or None
