"""Run every simulation of the documentation and keep what it found in docs/simulation.json.

The tables of docs/measurement.md and docs/manual.md are drawn from that file, never from memory.

Run: python scripts/simulated_runs.py [--check]
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from suitability.domain.bank import ItemBank, StrongSigns
from suitability.services.graded_model import Assumptions
from suitability.services.simulated_ceiling import Found, simulate_ceiling, simulate_lengths
from suitability.services.simulated_outcomes import (
    MEANS,
    PEOPLE,
    OutcomeShare,
    simulate_outcomes,
    with_one_cut,
)
from suitability.services.simulated_quality import DISCRIMINATIONS, simulate_quality
from suitability.services.simulation import Simulation, simulate_form
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder

ROOT = Path(__file__).resolve().parents[1]
STORE = ROOT / "docs" / "simulation.json"
FORMS = ("quick", "full", "parallel")
ONE_CUT = "one cut"
"""Name of the outcome row with the cut of firm signs for provisional ones too."""
DIGITS = 4
SEVERAL = "several_warnings"
ALTERNATIVES: Mapping[str, Mapping[str, Any]] = {
    "three strong or six raised signs (in use)": {},
    "two strong or six raised signs": {"signs_strong": StrongSigns(below=0.25, at_least=2)},
    "four raised signs": {"signs_strong": None, "signs_raised_from": 4},
    "three raised signs": {"signs_strong": None, "signs_raised_from": 3},
}
"""Rules for the outcome of several warnings that were looked at, as changes of its row."""

CEILING_FORM = "full"
WEAK = DISCRIMINATIONS[0]
"""The lowest mean discrimination that is looked at."""
LENGTHS = (12, 14, 16)
"""Numbers of items a scale that were tried with it."""

Stored = dict[str, Any]


def scores(run: Simulation) -> list[Stored]:
    """Return the figures of a run, one entry for the scales of each length."""
    rows: dict[int, Stored] = {}
    for row in run.error.scales:
        items = max(map(int, row.sem))
        entry = rows.setdefault(items, {"items": items, "scales": []})
        entry["scales"].append(row.scale)
        entry |= {
            "sem": dict(row.sem),
            "sem_error": row.monte_carlo_error,
            "reliability": row.reliability,
            "reliability_error": run.chance[row.scale].reliability,
            "trait_correlation": row.trait_correlation,
            "trait_correlation_error": run.chance[row.scale].trait_correlation,
            "coverage": row.coverage,
            "coverage_error": run.chance[row.scale].coverage,
            "border": run.border[row.scale],
            "right_zone": run.right_zone[row.scale],
        }
    return [rows[items] for items in sorted(rows)]


def quality(bank: ItemBank, form: str) -> Stored:
    """Return what the quality rules say of each kind of sitting, by discrimination."""
    report = simulate_quality(bank, form)
    found: Stored = {f"{value}": {} for value in DISCRIMINATIONS}
    for row in report.shares:
        found[f"{row.discrimination}"][row.group] = {
            "signal": row.signalled,
            "signal_error": row.signalled_error,
            "refused": row.not_interpretable,
            "refused_error": row.not_interpretable_error,
        }
    return found


def outcome(share: OutcomeShare) -> Stored:
    """Return one row of outcomes."""
    return {
        "outcomes": dict(share.outcomes),
        "errors": dict(share.errors),
        "raised": share.raised,
        "thought": share.thought,
    }


def outcomes(bank: ItemBank, form: str) -> Stored:
    """Return the outcomes of people of each mean trait, and of average ones with one cut for all signs."""
    found = {f"{mean:+g}" if mean else "0": outcome(simulate_outcomes(bank, form, mean)) for mean in MEANS}
    found[ONE_CUT] = outcome(simulate_outcomes(with_one_cut(bank), form, 0.0))
    return found


def alternatives(bank: ItemBank, form: str) -> Stored:
    """Return the share of average people who meet several warnings under other rules for it."""
    found: Stored = {}
    for name, change in ALTERNATIVES.items():
        table = tuple(replace(row, **change) if row.id == SEVERAL else row for row in bank.rules.outcomes)
        changed = replace(bank, rules=replace(bank.rules, outcomes=table))
        share = simulate_outcomes(changed, form, 0.0)
        found[name] = {"share": share.outcomes[SEVERAL], "error": share.errors[SEVERAL]}
    return found


def ceiling(bank: ItemBank) -> Stored:
    """Return what the mean score and the best possible scores reach, and what longer scales would."""

    def told(found: Found) -> Stored:
        return {"correlation": found.correlation, "error": found.error}

    ways: Stored = {}
    for value in DISCRIMINATIONS:
        rows = simulate_ceiling(bank, CEILING_FORM, Assumptions(discrimination=value))
        ways[f"{value}"] = [
            {
                "items": row.items,
                "score": told(row.score),
                "own_answers": told(row.own_answers),
                "all_answers": told(row.all_answers),
            }
            for row in rows
        ]
    longer = simulate_lengths(LENGTHS, Assumptions(discrimination=WEAK))
    return {"ways": ways, "lengths": {str(items): told(found) for items, found in longer.items()}}


def all_runs(bank: ItemBank) -> Stored:
    """Return every run with the assumptions it rests on, rounded."""
    found: Stored = {
        "assumptions": asdict(Assumptions()),
        "people_of_outcomes": PEOPLE.respondents,
        "ceiling": ceiling(bank),
        "forms": {},
    }
    for form in FORMS:
        runs = {
            f"{value}": scores(simulate_form(bank, form, Assumptions(discrimination=value)))
            for value in DISCRIMINATIONS
        }
        found["forms"][form] = {
            "scores": runs,
            "quality": quality(bank, form),
            "outcomes": outcomes(bank, form),
            "alternatives": alternatives(bank, form),
        }
    return json.loads(json.dumps(rounded(found)))  # type: ignore[no-any-return]  # as it will be read back


def rounded(value: Any) -> Any:
    """Return nested data with every number rounded."""
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(part) for part in value]
    return round(value, DIGITS) if isinstance(value, float) else value


def differences(stored: Any, fresh: Any, path: str = "", tolerance: float = 0.0011) -> list[str]:
    """Return the paths at which two runs part; numbers may differ a little on another machine or numpy."""
    if isinstance(stored, dict) and isinstance(fresh, dict):
        names = sorted(stored.keys() | fresh.keys())
        return [
            found
            for name in names
            for found in differences(stored.get(name), fresh.get(name), f"{path}/{name}", tolerance)
        ]
    if isinstance(stored, list) and isinstance(fresh, list) and len(stored) == len(fresh):
        pairs = enumerate(zip(stored, fresh, strict=True))
        return [found for at, (a, b) in pairs for found in differences(a, b, f"{path}/{at}", tolerance)]
    if isinstance(stored, float) and isinstance(fresh, float):
        return [] if math.isclose(stored, fresh, abs_tol=tolerance) else [path]
    return [] if stored == fresh else [path]


def stored_runs() -> Stored:
    """Return the runs kept in docs/simulation.json."""
    return json.loads(STORE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # our own file


def main() -> int:
    """Keep new runs, or with ``--check`` return 1 when the kept ones are not those of this program."""
    fresh = all_runs(read_bank(data_folder("questions")))
    if "--check" in sys.argv[1:]:
        behind = differences(stored_runs(), fresh)
        sys.stdout.write("up to date\n" if not behind else "behind: " + ", ".join(behind[:10]) + "\n")
        return int(bool(behind))
    STORE.write_text(json.dumps(fresh, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"written: {STORE.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
