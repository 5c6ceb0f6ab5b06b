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
    from suitability.services.simulated_gates import Gate
    from suitability.services.simulation import Assumptions
    from suitability.services.words import Words


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
    """Return the targets with what became of them, and how often each kind of sitting gets a signal."""
    from suitability.cli import environment  # noqa: PLC0415 - as above
    from suitability.services.formatting import fixed, number  # noqa: PLC0415
    from suitability.services.simulated_gates import judge  # noqa: PLC0415
    from suitability.services.simulated_quality import (  # noqa: PLC0415
        DISCRIMINATIONS,
        GROUPS,
        simulate_quality,
    )
    from suitability.services.simulation import scale_lengths  # noqa: PLC0415

    scale_lengths(bank, form)
    report, words = simulate_quality(bank, form, assumptions), environment.words()
    rows = [["", *(fixed(words, value, 1) for value in DISCRIMINATIONS)]]
    for group in GROUPS:
        cells = [words(f"commands.simulate.gates.{group}")]
        for share in (report.share(group, value) for value in DISCRIMINATIONS):
            signalled, refused = (round(100 * part, 1) for part in (share.signalled, share.not_interpretable))
            cells.append(f"{number(words, signalled)} / {number(words, refused)} %")
        rows.append(cells)
    sittings = report.shares[0].sittings
    head = words("commands.simulate.gates.head", form=form, n=number(words, sittings), seed=assumptions.seed)
    targets = [rows[0], *(_gate_row(gate, words) for gate in judge(bank, form, report))]
    return "\n".join(
        [
            *(head, words("commands.simulate.gates.targets"), "", *_table(targets), ""),
            *(words("commands.simulate.gates.columns"), "", *_table(rows), ""),
        ]
    )


def _gate_row(gate: Gate, words: Words) -> list[str]:
    """Return a target, its figures and whether each meets it; shares as percent, correlations as they are."""
    from suitability.services.formatting import fixed  # noqa: PLC0415
    from suitability.services.simulated_gates import LIMITS  # noqa: PLC0415

    scale, digits, sign = (1.0, 3, "") if gate.name == "correlation" else (100.0, 1, " %")
    least, most = (fixed(words, scale * limit, 2 if digits == 3 else 0) for limit in LIMITS[gate.name])
    cells = [words(f"commands.simulate.gates.target.{gate.name}", least=least, most=most)]
    for low, high, met in zip(gate.lowest, gate.highest, gate.met, strict=True):
        ends = dict.fromkeys(fixed(words, scale * value, digits) for value in (low, high))
        verdict = words(f"commands.simulate.gates.{'met' if met else 'missed'}")
        cells.append(f"{'–'.join(ends)}{sign} {verdict}")
    return cells


def _table(rows: list[list[str]]) -> list[str]:
    """Return rows as lines of equal columns, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    ]
