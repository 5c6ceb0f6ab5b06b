"""Write the simulated figures into docs/measurement.md; `--check` only says whether they are up to date.

Run: python scripts/measurement_figures.py [--check]
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from suitability.domain.bank import ItemBank
from suitability.services.simulated_outcomes import (
    MEANS,
    PEOPLE,
    OutcomeShare,
    simulate_outcomes,
    with_one_cut,
)
from suitability.services.simulated_quality import DISCRIMINATIONS, GROUPS, QualityReport, simulate_quality
from suitability.services.simulation import Assumptions, Simulation, simulate_form
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "measurement.md"
FORM = "quick"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
NAMES = {
    "honest": "honest",
    "honest_styled": "honest, inclined to agree or disagree",
    "straight_line": "one option throughout",
    "half_straight_line": "one option from the middle on",
    "under_two_seconds": "any option, about a second each",
    "mid_scale": "middle option four times in five",
    "random": "any option, at a careful pace",
}


def error_table(runs: dict[float, Simulation]) -> list[str]:
    """Return the table of standard errors, one row a discrimination; the scales share their figures.

    Raises:
        ValueError: the scales differ in length, so that one row cannot speak for all.
    """
    head = (
        "mean discrimination", "SEM, 5 answered", "SEM, 4 answered", "Monte Carlo error", "reliability",
        "score with trait", "true score in the range", "on a border", "right zone, off the border",
    )  # fmt: skip
    rows = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for discrimination, run in runs.items():
        row = run.error.scales[0]
        if any(replace(other, scale=row.scale) != row for other in run.error.scales):
            raise ValueError("the scales differ in length")
        rows.append(
            f"| {discrimination} | {row.sem['5']:.2f} | {row.sem['4']:.2f} | {row.monte_carlo_error:.2f} "
            f"| {row.reliability:.2f} | {row.trait_correlation:.2f} | {100 * row.coverage:.1f} % "
            f"| {100 * run.border[row.scale]:.0f} % | {100 * run.right_zone[row.scale]:.0f} % |"
        )
    return rows


def quality_table(report: QualityReport) -> list[str]:
    """Return the table of signalled and refused sittings: a row a kind, discriminations side by side."""
    head = " | ".join(f"signal, {value}" for value in DISCRIMINATIONS)
    rest = " | ".join(f"not interpretable, {value}" for value in DISCRIMINATIONS)
    rows = [f"| sittings | {head} | {rest} |", "|---" * (1 + 2 * len(DISCRIMINATIONS)) + "|"]
    for group in GROUPS:
        shares = [report.share(group, value) for value in DISCRIMINATIONS]
        cells = [f"{100 * share.signalled:.1f} %" for share in shares]
        cells += [f"{100 * share.not_interpretable:.1f} %" for share in shares]
        rows.append(f"| {NAMES[group]} | {' | '.join(cells)} |")
    return rows


def outcome_table(shares: dict[str, OutcomeShare]) -> list[str]:
    """Return the table of outcomes: a row a kind of people, a column an outcome that anybody met."""
    first = next(iter(shares.values()))
    met = [name for name in first.outcomes if any(share.outcomes[name] for share in shares.values())]
    head = ("mean trait", *(f"`{name}`" for name in met), "raised signs", "signs worth a thought")
    rows = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for name, share in shares.items():
        cells = [f"{100 * share.outcomes[outcome]:.0f} %" for outcome in met]
        rows.append(f"| {name} | {' | '.join(cells)} | {share.raised:.1f} | {share.thought:.1f} |")
    return rows


def outcome_shares(bank: ItemBank) -> dict[str, OutcomeShare]:
    """Return what people of each mean trait meet, and average ones with one cut for all signs."""
    shares = {f"{mean:+g}" if mean else "0": simulate_outcomes(bank, FORM, mean) for mean in MEANS}
    cut = bank.rules.signs.raised_below
    shares[f"0, every sign raised below {cut}"] = simulate_outcomes(with_one_cut(bank), FORM, 0.0)
    return shares


def figures(bank: ItemBank) -> str:
    """Return the generated part of the page."""
    runs = {value: simulate_form(bank, FORM, Assumptions(discrimination=value)) for value in DISCRIMINATIONS}
    settings = Assumptions()
    lines = [
        BEGIN,
        f"Form `{FORM}`, {settings.respondents} respondents, seed {settings.seed}.",
        "Written by `python scripts/measurement_figures.py`.",
        "",
        *error_table(runs),
        "",
        f"The middle row ({settings.discrimination}) is the one in use (`questions/errors/{FORM}.yaml`).",
        "",
        *quality_table(simulate_quality(bank, FORM)),
        "",
        f"Outcomes and mean number of signs of {PEOPLE.respondents} people a row:",
        "",
        *outcome_table(outcome_shares(bank)),
        END,
    ]
    return "\n".join(lines)


def with_figures(page: str, block: str) -> str:
    """Return the page with its generated part replaced.

    Raises:
        ValueError: the page lacks a marker.
    """
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return before + block + after


def main() -> int:
    """Write the page, or with ``--check`` return 1 when it is behind."""
    page = PAGE.read_text(encoding="utf-8")
    fresh = with_figures(page, figures(read_bank(data_folder("questions"))))
    if "--check" in sys.argv[1:]:
        print("up to date" if fresh == page else "behind: run scripts/measurement_figures.py")
        return int(fresh != page)
    PAGE.write_text(fresh, encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
