"""``suitability items SOURCE``: what many results say about the items."""

from __future__ import annotations

from pathlib import Path

import click

from suitability.cli import environment
from suitability.cli.translated import command as translated
from suitability.errors import UserError

PATH = click.Path(path_type=Path)


@translated("items")
@click.argument("source", type=PATH)
@click.option("--form")
@click.option("--csv", "csv_file", type=PATH)
@click.option("--html", type=PATH)
@click.option("--parquet", type=PATH)
@click.option("--scores", type=PATH)
@click.option("--all", "everything", is_flag=True)
@click.option("--force", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    source: Path,
    *,
    form: str | None,
    csv_file: Path | None,
    html: Path | None,
    parquet: Path | None,
    scores: Path | None,
    everything: bool,
    force: bool,
) -> int:
    """Analyse the items answered in SOURCE: a folder of result files, or a Parquet file made from one."""
    from suitability.cli.learning import tell_intake  # noqa: PLC0415 - the engines load only here
    from suitability.services import files  # noqa: PLC0415 - as above
    from suitability.services.item_listing import analysis_csv, analysis_lines  # noqa: PLC0415 - as above
    from suitability.services.item_statistics import analyse  # noqa: PLC0415 - as above
    from suitability.services.item_sums import summed  # noqa: PLC0415 - as above
    from suitability.services.result_source import open_source  # noqa: PLC0415 - as above
    from suitability.services.result_table import table_bytes  # noqa: PLC0415 - as above
    from suitability.services.score_table import scores_bytes  # noqa: PLC0415 - as above

    bank, words = environment.bank(), environment.words()
    if form is not None and form not in bank.forms:
        raise UserError("form_unknown", form=files.shown(form), forms=", ".join(bank.forms))
    opened = open_source(bank, source, form)
    code = tell_intake(opened.intake, words)
    forms = [one for one in opened.table.forms if form in (None, one)]
    analyses = [
        found
        for one in forms
        if sum((found := analyse(bank, summed(bank, opened.table, one, careless_too=everything))).kept.values())
        > 1
    ]
    if not analyses:
        click.echo(words("learning.items.nothing"))
    for number, found in enumerate(analyses):
        if number:
            click.echo()
        for line in analysis_lines(bank, found, words):
            click.echo(line)
    if analyses:
        click.echo(f"\n{words('learning.items.legend')}")
    outputs: list[tuple[Path, bytes]] = []
    if csv_file is not None:
        outputs.append((csv_file, analysis_csv(analyses).encode()))
    if html is not None:
        from suitability.rendering.item_page import to_item_page  # noqa: PLC0415 - Jinja loads only for the page
        from suitability.services.item_page import item_page  # noqa: PLC0415 - as above

        page = item_page(bank, analyses, words, careless_too=everything)
        outputs.append((html, to_item_page(page).encode()))
    if parquet is not None:
        outputs.append((parquet, table_bytes(bank, opened.table)))
    if scores is not None:
        if len(forms) != 1:
            raise UserError("scores_one_form", forms=", ".join(forms))
        outputs.append((scores, scores_bytes(bank, opened.table, forms[0])))
    for path, data in outputs:
        files.write_bytes(path, data, force=force)
        click.echo(words("commands.written", path=path))
    return code
