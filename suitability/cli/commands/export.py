"""``suitability export``: one result as a file, or everybody in a folder as a table."""

from __future__ import annotations

from pathlib import Path

import click

from suitability.cli import environment
from suitability.cli.destinations import OutputPath, check_ending, placed, result_name
from suitability.cli.output import tell
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, UserError
from suitability.services import files


@translated("export")
@click.argument("source", required=False)
@click.option("--output", type=OutputPath())
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx", "parquet", "jsonl"]))
@click.option("--form")
@click.option("--items", is_flag=True)
@click.option("--blind", is_flag=True)
@click.option("--dictionary", is_flag=True)
@click.option("--force", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    source: str | None,
    *,
    output: Path | None,
    kind: str | None,
    form: str | None,
    items: bool,
    blind: bool,
    dictionary: bool,
    force: bool,
) -> int:
    """Write the result file of a session, or everybody in a folder as a table."""
    many = source is not None and files.is_folder(Path(source))
    if not many and not dictionary:
        given = {"--format": kind, "--form": form, "--items": items, "--blind": blind}
        extra = [name for name, value in given.items() if value]
        if extra:
            raise UserError("export_folder_options", options=", ".join(extra))
        return _one(source, output, force=force)
    from suitability.cli.exporting import export_folder, hides_names, tell_dictionary  # noqa: PLC0415 - only for many
    from suitability.services.export_columns import Wanted  # noqa: PLC0415 - as above

    forms = environment.bank().forms
    if form is not None and form not in forms:
        raise UserError("form_unknown", form=files.shown(form), forms=", ".join(forms))
    wanted = Wanted(form, items=items, blind=blind or (many and hides_names(Path(str(source)))))
    if dictionary or source is None:
        return tell_dictionary(wanted)
    return export_folder(Path(source), kind, output, wanted, force=force)


def _one(session: str | None, output: Path | None, *, force: bool) -> int:
    from suitability.cli.opening import result_from  # noqa: PLC0415 - needed only here
    from suitability.services.results import save_result  # noqa: PLC0415 - as above

    if output is not None and not files.is_folder(output):
        check_ending(output, "json")
    bank = environment.bank()
    result = result_from(session, bank)
    path = placed(output or environment.here(), result_name(result))
    save_result(bank, result, path, force=force)
    tell(environment.words()("commands.written", path=path))
    return EXIT_DONE
