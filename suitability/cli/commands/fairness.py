"""``suitability fairness FOLDER --groups FILE``: do groups of people pass alike?"""

from __future__ import annotations

from pathlib import Path

import click

from suitability.cli import environment
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, EXIT_USER, UserError
from suitability.services import files

PATH = click.Path(path_type=Path)


@translated("fairness")
@click.argument("folder", type=PATH)
@click.option("--groups", type=PATH, required=True)
@click.option("--form")
@click.option("--csv", "csv_file", type=PATH)
@click.option("--json", "json_file", type=PATH)
@click.option("--force", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    folder: Path,
    *,
    groups: Path,
    form: str | None,
    csv_file: Path | None,
    json_file: Path | None,
    force: bool,
) -> int:
    """Compare the groups that the list names by selection and by scores."""
    from suitability.cli import output  # noqa: PLC0415 - needed only here
    from suitability.cli.learning import tell_intake  # noqa: PLC0415 - as above
    from suitability.services import fairness  # noqa: PLC0415 - as above
    from suitability.services.fairness_listing import (  # noqa: PLC0415 - as above
        bad_lines,
        fairness_csv,
        fairness_json,
        fairness_lines,
    )

    bank, words = environment.bank(), environment.words()
    if form is not None and form not in bank.forms:
        raise UserError("form_unknown", form=files.shown(form), forms=", ".join(bank.forms))
    found = fairness.check_fairness(bank, folder, groups, form)
    code = tell_intake(found.roll.intake, words)
    differences = None
    try:
        differences = fairness.language_differences(bank, folder, form or found.forms[0])
    except UserError as error:
        if error.code != "polars_missing":
            raise
        output.say(words("fairness.languages.no_engine"))
    for line in bad_lines(found, words):
        output.say(line)
    for line in fairness_lines(bank, found, differences, words):
        output.tell_wrapped(line)
    for path, text in ((csv_file, fairness_csv), (json_file, fairness_json)):
        if path is not None:
            files.write_text(path, text(found), force=force)
            output.tell(words("commands.written", path=path))
    return EXIT_USER if found.bad or code != EXIT_DONE else EXIT_DONE
