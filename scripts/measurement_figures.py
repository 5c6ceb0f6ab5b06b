"""Write the tables of the stored simulation runs into docs/measurement.md; `--check` only compares.

The runs themselves are made by scripts/simulated_runs.py.

Run: python scripts/measurement_figures.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.simulated_runs import FORMS, ONE_CUT, Stored, stored_runs

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "measurement.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
DISCRIMINATIONS = ("1.0", "1.3", "1.7")
NAMES = {
    "honest": "honest",
    "honest_styled": "honest, inclined to agree or disagree",
    "straight_line": "one option throughout",
    "half_straight_line": "one option from the middle on",
    "under_two_seconds": "any option, about a second each",
    "mid_scale": "middle option four times in five",
    "random": "any option, at a careful pace",
}
PERCENT = 100.0


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Return a Markdown table."""
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return lines + [f"| {' | '.join(row)} |" for row in rows]


def share(value: float, error: float | None = None, digits: int = 1) -> str:
    """Return a share 0-1 as percent, with its Monte Carlo error in brackets."""
    text = f"{PERCENT * value:.{digits}f} %"
    return text if error is None else f"{text} ({PERCENT * error:.{digits}f})"


def error_table(runs: Stored, form: str) -> list[str]:
    """Return standard errors and what follows from them, a row for each discrimination and scale length."""
    head = [
        "mean discrimination", "items a scale", "SEM, all answered", "SEM, fewest allowed", "reliability",
        "score with trait", "true score in the range", "on a border", "right zone, off the border",
    ]  # fmt: skip
    rows = []
    for value in DISCRIMINATIONS:
        for found in runs["forms"][form]["scores"][value]:
            counts = sorted(map(int, found["sem"]))
            rows.append(
                [
                    value,
                    str(found["items"]),
                    f"{found['sem'][str(counts[-1])]:.2f} ({found['sem_error']:.2f})",
                    f"{found['sem'][str(counts[0])]:.2f} ({counts[0]} answers)",
                    f"{found['reliability']:.2f} ({found['reliability_error']:.3f})",
                    f"{found['trait_correlation']:.2f} ({found['trait_correlation_error']:.3f})",
                    share(found["coverage"], found["coverage_error"]),
                    share(found["border"], digits=0),
                    share(found["right_zone"], digits=0),
                ]
            )
    return table(head, rows)


def quality_table(runs: Stored, form: str) -> list[str]:
    """Return signalled and refused sittings: a row a kind, discriminations side by side."""
    head = ["sittings"]
    head += [f"{what}, {value}" for what in ("signal", "not interpretable") for value in DISCRIMINATIONS]
    found = runs["forms"][form]["quality"]
    rows = [
        [name]
        + [share(found[value][group][what], found[value][group][f"{what}_error"])
           for what in ("signal", "refused") for value in DISCRIMINATIONS]
        for group, name in NAMES.items()
    ]  # fmt: skip
    return table(head, rows)


def outcome_table(runs: Stored, form: str) -> list[str]:
    """Return the outcomes that anybody meets, with the mean numbers of signs."""
    found = runs["forms"][form]["outcomes"]
    met = [name for name in found["0"]["outcomes"] if any(row["outcomes"][name] for row in found.values())]
    named = {**{mean: mean for mean in found if mean != ONE_CUT}, ONE_CUT: "0, every sign raised below 0.4"}
    if found[ONE_CUT] == found["0"]:
        del named[ONE_CUT]
    rows = [
        [name]
        + [share(found[mean]["outcomes"][one], found[mean]["errors"][one], 0) for one in met]
        + [f"{found[mean]['raised']:.1f}", f"{found[mean]['thought']:.1f}"]
        for mean, name in named.items()
    ]
    return table(
        ["mean trait", *(f"`{name}`" for name in met), "raised signs", "signs worth a thought"], rows
    )


def form_tables(runs: Stored, form: str) -> list[str]:
    """Return the three tables of a form."""
    return [
        f"### Form `{form}`",
        "",
        *error_table(runs, form),
        "",
        *quality_table(runs, form),
        "",
        f"Outcomes and mean number of signs of {runs['people_of_outcomes']} people a row:",
        "",
        *outcome_table(runs, form),
        "",
    ]


def figures(runs: Stored) -> str:
    """Return the generated part of the page."""
    settings = runs["assumptions"]
    lines = [
        BEGIN,
        f"{settings['respondents']} respondents a run, seed {settings['seed']}.",
        "Monte Carlo errors stand in brackets.",
        f"The rows of discrimination {settings['discrimination']} are in use (`questions/errors/`).",
        "Runs: `docs/simulation.json`, made by `python scripts/simulated_runs.py`; tables:",
        "`python scripts/measurement_figures.py`.",
        "",
    ]
    for form in FORMS:
        lines += form_tables(runs, form)
    return "\n".join([*lines[:-1], END])


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
    fresh = with_figures(page, figures(stored_runs()))
    if "--check" in sys.argv[1:]:
        sys.stdout.write("up to date\n" if fresh == page else "behind: run scripts/measurement_figures.py\n")
        return int(fresh != page)
    PAGE.write_text(fresh, encoding="utf-8")
    sys.stdout.write(f"written: {PAGE.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
