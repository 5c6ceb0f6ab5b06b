"""``suitability export [SESSION]``: the result file of a finished session, to keep, move or send."""

from __future__ import annotations

from pathlib import Path

import click

from suitability.cli import environment
from suitability.cli.destinations import OutputPath, placed, result_name
from suitability.cli.output import tell
from suitability.cli.translated import command as translated


@translated("export")
@click.argument("session", required=False)
@click.option("--output", type=OutputPath("json"))
@click.option("--force", is_flag=True)
def command(session: str | None, *, output: Path | None, force: bool) -> None:
    """Write the result file of SESSION, or of the latest finished one."""
    from suitability.cli.opening import result_from  # noqa: PLC0415 - needed only here
    from suitability.services.results import save_result  # noqa: PLC0415 - as above

    bank = environment.bank()
    result = result_from(session, bank)
    path = placed(output or environment.here(), result_name(result))
    save_result(bank, result, path, force=force)
    tell(environment.words()("commands.written", path=path))
