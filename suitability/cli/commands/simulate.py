"""``suitability simulate [FORM]``: recomputes the assumed standard errors of a form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from suitability.cli.translated import command as translated


@translated("simulate")
@click.argument("form", default="quick")
@click.option("--discrimination", type=float)
@click.option("--respondents", type=click.IntRange(min=1000))
@click.option("--seed", type=int)
@click.option("--output", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    form: str,
    *,
    discrimination: float | None,
    respondents: int | None,
    seed: int | None,
    output: Path | None,
    force: bool,
) -> None:
    """Simulate answers to FORM and print or write its standard errors."""
    from suitability.cli import environment  # noqa: PLC0415 - simulation is an author's command
    from suitability.errors import UserError  # noqa: PLC0415
    from suitability.services import simulation  # noqa: PLC0415
    from suitability.services.files import shown, write_text  # noqa: PLC0415

    bank = environment.bank()
    if form not in bank.forms:
        raise UserError("form_unknown", form=shown(form), forms=", ".join(bank.forms))
    asked: dict[str, Any] = {"discrimination": discrimination, "respondents": respondents, "seed": seed}
    changes = {name: value for name, value in asked.items() if value is not None}
    assumptions = replace(simulation.Assumptions(), **changes)
    options = "".join(f" --{name} {value}" for name, value in changes.items())
    made_by = f"suitability simulate {form}{options}"
    text = simulation.write_measurement_error(simulation.simulate_form(bank, form, assumptions), made_by)
    if output is None:
        click.echo(text, nl=False)
        return
    write_text(output, text, force=force)
    click.echo(environment.words()("commands.written", path=output))
