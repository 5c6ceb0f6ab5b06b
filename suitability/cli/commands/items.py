"""``suitability items SOURCE``: what many results say about the items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suitability.cli import environment
from suitability.cli.destinations import OutputPath
from suitability.cli.output import tell, tell_wrapped
from suitability.cli.translated import command as translated
from suitability.domain.bank import ItemBank
from suitability.errors import OutputError, UserError
from suitability.services import files

if TYPE_CHECKING:
    from suitability.services.item_statistics import Analysis
    from suitability.services.result_table import Table


@translated("items")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--form")
@click.option("--csv", "csv_file", type=OutputPath("csv"))
@click.option("--html", type=OutputPath("html"))
@click.option("--parquet", type=OutputPath("parquet"))
@click.option("--scores", type=OutputPath("parquet"))
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
    from suitability.cli.learning import opened_and_told  # noqa: PLC0415 - the engines load only here
    from suitability.services.item_listing import analysis_lines, block_notes  # noqa: PLC0415 - as above
    from suitability.services.item_statistics import analyse  # noqa: PLC0415 - as above
    from suitability.services.item_sums import summed  # noqa: PLC0415 - as above

    bank, words = environment.bank(), environment.words()
    if form is not None and form not in bank.forms:
        raise UserError("form_unknown", form=files.shown(form), forms=", ".join(bank.forms))
    wanted = Wanted(csv_file, html, parquet, scores, careless_too=everything)
    wanted.check(force=force)
    opened, code = opened_and_told(bank, source, words, form)
    forms = tuple(one for one in opened.table.forms if form in (None, one))
    if scores is not None and len(forms) != 1:
        raise UserError("scores_one_form", forms=", ".join(forms))
    every = [analyse(bank, summed(bank, opened.table, one, careless_too=everything)) for one in forms]
    analyses = [found for found in every if sum(found.kept.values()) > 1]
    for found in analyses:
        for line in analysis_lines(bank, found, words):
            click.echo(line)
        click.echo()
    tell_wrapped(words("learning.items.legend" if analyses else "learning.items.nothing"))
    for note in block_notes(analyses, words):
        tell_wrapped(note)
    for path, make in _outputs(bank, wanted, opened.table, forms, analyses):
        files.write_made(path, make, force=force)
        tell(words("commands.written", path=path))
    return code


@dataclass(frozen=True, slots=True)
class Wanted:
    """The files asked for, None for those that were not, and whether careless results are counted."""

    csv_file: Path | None
    html: Path | None
    parquet: Path | None
    scores: Path | None
    careless_too: bool

    def check(self, *, force: bool) -> None:
        """Raise OutputError before the work if a file is a folder, or exists and may not be replaced."""
        for path in (self.csv_file, self.html, self.parquet, self.scores):
            if path is not None and files.is_folder(path):
                raise OutputError("output_is_folder", path=files.shown(path))
            if path is not None and not force and files.is_there(path):
                raise OutputError("output_exists", path=files.shown(path))


def _outputs(
    bank: ItemBank, wanted: Wanted, table: Table, forms: tuple[str, ...], analyses: list[Analysis]
) -> Iterator[tuple[Path, Callable[[Path], None]]]:
    """Yield the files asked for, each with what fills it."""
    if wanted.csv_file is not None:
        from suitability.services.item_listing import analysis_csv  # noqa: PLC0415 - as above

        yield wanted.csv_file, _filled(analysis_csv(analyses))
    if wanted.html is not None:
        from suitability.rendering.item_page import to_item_page  # noqa: PLC0415 - Jinja loads only for the page
        from suitability.services.item_page import item_page  # noqa: PLC0415 - as above

        page = item_page(bank, analyses, environment.words(), careless_too=wanted.careless_too)
        yield wanted.html, _filled(to_item_page(page))
    if wanted.parquet is not None:
        from suitability.services.score_table import write_table  # noqa: PLC0415 - as above

        yield wanted.parquet, lambda file: write_table(bank, table, file)
    if wanted.scores is not None:
        from suitability.services.score_table import write_scores  # noqa: PLC0415 - as above

        yield wanted.scores, lambda file: write_scores(bank, table, forms[0], file)


def _filled(text: str) -> Callable[[Path], None]:
    """Return what writes ``text`` into a file that is there."""

    def fill(file: Path) -> None:
        file.write_text(text, encoding="utf-8", newline="")

    return fill
