"""``suitability report [RESULT]``: the report of a result as PDF, HTML, text or JSON."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from suitability.cli import environment
from suitability.cli.output import tell
from suitability.cli.translated import command as translated
from suitability.errors import UserError
from suitability.services.edition_types import FrontMatter


@translated("report")
@click.argument("result", required=False)
@click.option("--format", "kind", type=click.Choice(["pdf", "html", "text", "json"]), default="pdf")
@click.option("--output", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--force", is_flag=True)
@click.option("--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False), default="A4")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
@click.option("--name")
def command(  # noqa: PLR0913 - one argument per option
    result: str | None,
    *,
    kind: str,
    output: Path | None,
    force: bool,
    paper: str,
    language: str | None,
    name: str | None,
) -> None:
    """Write the report of RESULT: a result file, a session's id, or the latest finished session."""
    from suitability.cli import reports  # noqa: PLC0415 - rendering loads when a report is made
    from suitability.cli.opening import result_from  # noqa: PLC0415 - as above
    from suitability.services import files  # noqa: PLC0415 - as above

    bank = environment.bank()
    found = result_from(result, bank)
    person = files.clean_name(name) if name else None
    wanted = reports.Wanted(
        language or environment.language(),
        kind,  # type: ignore[arg-type] # click lets nothing else through
        front=FrontMatter(person or None),
        look=reports.Look(paper),
    )
    if output is not None and str(output) == "-":
        if kind == "pdf" and sys.stdout.isatty():
            raise UserError("pdf_to_terminal")
        sys.stdout.buffer.write(reports.document(bank, found, wanted))
        return
    if output is None and kind in {"text", "json"}:
        tell(reports.document(bank, found, wanted).decode(), end="")
        return
    path = reports.save(bank, found, wanted, output or environment.here(), force=force)
    tell(environment.words()("commands.written", path=path))
