"""``suitability report [RESULT]``: the report of a result as PDF, HTML, text or JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

import click

from suitability.cli import environment
from suitability.cli.destinations import OutputPath, check_ending, kind_of
from suitability.cli.output import tell
from suitability.cli.report_order import report_options, wanted
from suitability.cli.translated import command as translated
from suitability.errors import OutputError, UserError
from suitability.services import files
from suitability.services.edition_types import DocumentFormat

FORMATS = ("pdf", "html", "text", "json")
"""What a report comes as."""

STANDARD_OUTPUT = Path("-")
"""What a person writes for "to standard output"."""


@translated("report")
@click.argument("result", required=False)
@click.option("--format", "kind", type=click.Choice(FORMATS))
@click.option("--output", type=OutputPath())
@click.option("--force", is_flag=True)
@report_options
def command(
    result: str | None, *, kind: DocumentFormat | None, output: Path | None, force: bool, **asked: Any
) -> None:
    """Write the report of RESULT: a result file, a session's id, or the latest finished session."""
    from suitability.cli import reports  # noqa: PLC0415 - rendering loads when a report is made
    from suitability.cli.opening import result_from, with_conditions  # noqa: PLC0415 - as above

    kind = _kind(kind, output)
    order = wanted(kind, asked)
    bank = environment.bank()
    found = with_conditions(bank, result_from(result, bank), asked["conditions"])
    if output == STANDARD_OUTPUT:
        if kind == "pdf" and sys.stdout.isatty():
            raise UserError("pdf_to_terminal")
        sys.stdout.buffer.write(reports.document(bank, found, order))
        return
    if output is None and kind in {"text", "json"}:
        tell(reports.document(bank, found, order).decode(), end="")
        return
    path = reports.save(bank, found, order, output or environment.here(), force=force)
    tell(environment.words()("commands.written", path=path))


def _kind(asked: DocumentFormat | None, path: Path | None) -> DocumentFormat:
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
    kind = asked or cast(DocumentFormat, promised if promised in FORMATS else "pdf")
    check_ending(path, kind)
    return kind
