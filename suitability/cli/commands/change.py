"""``suitability change OLD NEW``: what changed between two results of one person."""

from __future__ import annotations

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated


@translated("change")
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True)
@click.option("--language", type=click.Choice(environment.LANGUAGES))
def command(old: str, new: str, *, as_json: bool, language: str | None) -> None:
    """Compare the results OLD and NEW: result files, or ids of finished sessions."""
    from suitability.cli.opening import result_from  # noqa: PLC0415 - needed only by commands that read answers
    from suitability.services.change import change_json, change_lines, compare_results  # noqa: PLC0415 - as above

    bank = environment.bank()
    found = compare_results(bank, result_from(old, bank), result_from(new, bank))
    if as_json:
        output.tell(change_json(bank, found))
        return
    for line in change_lines(bank, found, environment.words(language)):
        output.tell_wrapped(line)
