"""``suitability simulate [FORM]``: recomputes the assumed standard errors of a form, or its quality gates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from suitability.cli.destinations import OutputPath
from suitability.cli.output import tell
from suitability.cli.translated import command as translated

if TYPE_CHECKING:
    from suitability.domain.bank import ItemBank
    from suitability.services.simulation import Assumptions


@translated("simulate")
@click.argument("form", default="quick")
@click.option("--discrimination", type=float)
@click.option("--respondents", type=click.IntRange(min=1000))
@click.option("--seed", type=int)
@click.option("--gates", is_flag=True)
@click.option("--output", type=OutputPath())
@click.option("--force", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    form: str,
    *,
    discrimination: float | None,
    respondents: int | None,
    seed: int | None,
    gates: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Simulate answers to FORM; print or write its standard errors, or how often carelessness is seen."""
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
    if gates and discrimination is not None:
        raise UserError("simulation_gates_discrimination")
    if gates:
        text = _gates(bank, form, assumptions)
    else:
        options = "".join(f" --{name} {value}" for name, value in changes.items())
        made_by = f"suitability simulate {form}{options}"
        text = simulation.write_measurement_error(simulation.simulate_form(bank, form, assumptions), made_by)
    if output is None:
        tell(text, end="")
        return
    write_text(output, text, force=force)
    tell(environment.words()("commands.written", path=output))


def _gates(bank: ItemBank, form: str, assumptions: Assumptions) -> str:
    """Return a table of the sittings that get a signal and of those not interpretable, by discrimination."""
    from suitability.cli import environment  # noqa: PLC0415 - as above
    from suitability.services.formatting import number  # noqa: PLC0415
    from suitability.services.simulated_quality import (  # noqa: PLC0415
        DISCRIMINATIONS,
        GROUPS,
        simulate_quality,
    )
    from suitability.services.simulation import scale_lengths  # noqa: PLC0415

    scale_lengths(bank, form)
    report, words = simulate_quality(bank, form, assumptions), environment.words()
    rows = [["", *(number(words, value) for value in DISCRIMINATIONS)]]
    for group in GROUPS:
        cells = [words(f"commands.simulate.gates.{group}")]
        for share in (report.share(group, value) for value in DISCRIMINATIONS):
            signalled, refused = (round(100 * part, 1) for part in (share.signalled, share.not_interpretable))
            cells.append(f"{number(words, signalled)} / {number(words, refused)} %")
        rows.append(cells)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    ]
    sittings = report.shares[0].sittings
    head = words("commands.simulate.gates.head", form=form, n=number(words, sittings), seed=assumptions.seed)
    return "\n".join([head, words("commands.simulate.gates.columns"), "", *table, ""])
