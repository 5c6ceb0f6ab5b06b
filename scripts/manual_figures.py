"""Write the generated tables of docs/manual.md; `--check` only says whether they fit.

They come from the item bank, the rules with their origins, constants of the program, the stored simulation
runs and one scored example. A rule without an origin stops the script.

Run: python scripts/manual_figures.py [--check]
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from itertools import combinations_with_replacement
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.items_tables import balance, per_sign
from scripts.manual_example import example_tables
from scripts.measurement_figures import error_table, outcome_table, quality_table, share, table
from scripts.simulated_runs import FORMS, WEAK, Stored, stored_runs
from suitability.domain.bank import ItemBank, Rules
from suitability.domain.kinds import MAX_STEPS, POINTS
from suitability.domain.text import LocalizedText
from suitability.domain.three_point import THREE_VALUES
from suitability.services import explain
from suitability.services.graded_model import Assumptions
from suitability.services.pace import KIND_SECONDS, PRIOR_SECONDS
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "manual.md"
WORDING = ("id", "text", "next_steps", "origins")
"""Fields of the rules that are words and no decision about numbers."""

PRODUCT = "product choice"
CONSTANTS: Mapping[str, tuple[object, str, str]] = {
    "options of a statement": (POINTS, "number of labelled options", "gains end at 4 to 7 options (S30-S32)"),
    "values of three options": (
        THREE_VALUES,
        "a term: new, heard of, could explain",
        f"{PRODUCT}: equal steps",
    ),
    "steps of a sequence": (MAX_STEPS, "most steps a sequence may have", "all orders are looked at"),
    "evidence, for": (explain.FOR_BELOW, "keyed values below speak for a sign", "the cut of raised signs"),
    "evidence, against": (
        explain.AGAINST_ABOVE,
        "keyed values above speak against it",
        "the cut of clear signs",
    ),
    "answers quoted under a scale": (explain.SCALE_EVIDENCE, "those farthest from the middle", PRODUCT),
    "seconds by kind": (
        KIND_SECONDS,
        "share of each kind in the time that is left",
        f"{PRODUCT}: no times observed yet",
    ),
    "seconds before own pace counts": (
        PRIOR_SECONDS,
        "weight of the expected time against a person's own",
        PRODUCT,
    ),
    "simulation: respondents": (Assumptions().respondents, "a run", "evidence.md 9, rule 21"),
    "simulation: mean discrimination": (
        Assumptions().discrimination,
        "mean slope; runs with 1.0 and 1.7 beside it",
        "assumed; range of the table in evidence.md 3",
    ),
    "simulation: spread of slopes": (Assumptions().discrimination_log_sd, "SD of the logarithm", "assumed"),
    "simulation: thresholds": (
        Assumptions().thresholds,
        "in SD of people",
        "assumed: symmetric, evenly spaced",
    ),
    "simulation: item location": (
        Assumptions().location_sd,
        "SD of a common move of an item's thresholds",
        "assumed",
    ),
    "simulation: threshold jitter": (
        Assumptions().threshold_sd,
        "SD of each threshold's own move",
        "assumed",
    ),
    "simulation: correlation of traits": (
        Assumptions().trait_correlation,
        "between any two",
        "assumed; evidence.md 3",
    ),
    "simulation: inclination to agree": (
        Assumptions().style_sd,
        "SD, in the group inclined to agree",
        "assumed",
    ),
    "simulation: careful pace": (
        Assumptions().careful_seconds,
        "median seconds a statement",
        "assumed, not observed",
    ),
    "simulation: hasty pace": (
        Assumptions().hasty_seconds,
        "median seconds a statement",
        "below 1 s consistency collapses (S52)",
    ),
}
"""Numbers that stand in the program and not in rules.yaml: value, meaning, origin."""


def forms(bank: ItemBank) -> list[str]:
    """Return the forms with what they hold."""
    rows = []
    for form in sorted(bank.forms.values(), key=lambda one: (not bank.measures(one.id), one.minutes, one.id)):
        kinds = Counter(bank.items[item].kind for item in bank.order(form.id))
        told = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        rows.append(
            [
                f"`{form.id}`", str(len(bank.order(form.id))), told, str(form.minutes),
                f"begins with `{form.extends}`" if form.extends else "-",
                "yes" if form.provisional else "no", str(form.seed),
            ]
        )  # fmt: skip
    return table(["form", "items", "kinds", "minutes stated", "relation", "provisional", "seed"], rows)


def leaves(value: object, path: str = "") -> list[tuple[str, str]]:
    """Return every number and condition of the rules with its dotted path."""
    if is_dataclass(value) and not isinstance(value, type):
        found: list[tuple[str, str]] = []
        for part in fields(value):
            inner = getattr(value, part.name)
            if part.name not in WORDING and inner is not None and inner is not False:
                found += leaves(inner, f"{path}.{part.name}" if path else part.name)
        return found
    if isinstance(value, tuple):
        return [leaf for row in value for leaf in leaves(row, f"{path}.{getattr(row, 'id', '?')}")]
    if isinstance(value, LocalizedText | Mapping):
        return []
    return [(path, f"{value:g}" if isinstance(value, float) else str(value).lower())]


def origin_of(rules: Rules, path: str) -> str:
    """Return which key of ``origins`` speaks for a rule: the deepest part of its path that is one.

    Raises:
        KeyError: none does.
    """
    for part in reversed(path.split(".")):
        if part in rules.origins:
            return part
    raise KeyError(f"rules.yaml states no origin for {path}")


def rules_table(bank: ItemBank) -> list[str]:
    """Return every rule with its value and the name of its origin, then the origins.

    Raises:
        KeyError: a rule has no origin.
        ValueError: an origin belongs to no rule.
    """
    found = [(path, value, origin_of(bank.rules, path)) for path, value in leaves(bank.rules)]
    unused = bank.rules.origins.keys() - {origin for _, _, origin in found}
    if unused:
        raise ValueError(f"origins without a rule: {', '.join(sorted(unused))}")
    rows = [[f"`{path}`", value, origin] for path, value, origin in found]
    told = [[name, text] for name, text in bank.rules.origins.items()]
    return [*table(["rule", "value", "origin"], rows), "", *table(["origin", "where it comes from"], told)]


def constants_table() -> list[str]:
    """Return the constants of the program."""
    rows = []
    for name, (value, meaning, origin) in CONSTANTS.items():
        shown = (
            ", ".join(f"{kind} {seconds:g}" for kind, seconds in value.items())
            if isinstance(value, Mapping)
            else ", ".join(f"{one:g}" for one in value)
            if isinstance(value, tuple)
            else f"{value:g}"
        )
        rows.append([name, shown, meaning, origin])
    return table(["constant", "value", "meaning", "origin"], rows)


def errors(bank: ItemBank) -> list[str]:
    """Return the standard errors in use with the half width of their range, by form and scale."""
    rows = []
    for form in FORMS:
        error = bank.errors[form]
        for one in error.scales:
            for answered, sem in sorted(one.sem.items(), key=lambda pair: -int(pair[0])):
                reach = bank.rules.band_z * sem
                rows.append([f"`{form}`", one.scale, answered, f"{sem:.2f}", f"{reach:.1f}", error.status])
    return table(["form", "scale", "answered", "SEM", "range: score +-", "status"], rows)


def steps(bank: ItemBank) -> list[str]:
    """Return from how many points on differences and changes count, all items answered."""
    rows = []
    scales = sorted(bank.scales.values(), key=lambda one: one.order)
    for old, new in (("quick", "quick"), ("quick", "full"), ("full", "full"), ("full", "parallel")):
        cells = []
        for scale in scales:
            pair = (
                bank.errors[form].sem(scale.id, len(bank.rating_items(form, scale.id))) for form in (old, new)
            )
            cells.append(f"{bank.rules.change_z * math.hypot(*(sem or math.nan for sem in pair)):.1f}")
        rows.append([f"`{old}` then `{new}`", *cells])
    return table(["change counts from", *(scale.id for scale in scales)], rows)


def apart(bank: ItemBank) -> list[str]:
    """Return from how many points on two scales of one sitting differ clearly, all items answered."""
    rows = []
    for form in FORMS:
        counts = {name: len(bank.rating_items(form, name)) for name in bank.scales}
        sems = {count: bank.errors[form].sem(name, count) for name, count in counts.items()}
        for one, other in combinations_with_replacement(sorted(sems), 2):
            if (one, other) != (12, 12):
                points = bank.rules.band_z * math.hypot(sems[one] or math.nan, sems[other] or math.nan)
                rows.append([f"`{form}`", f"{one} and {other}", f"{points:.1f}"])
    return table(["form", "items of the two scales", "differ from"], rows)


def alternatives_table(runs: Stored) -> list[str]:
    """Return how many average people each rule for several warnings would warn, by form."""
    found = {form: runs["forms"][form]["alternatives"] for form in FORMS}
    rows = [
        [name, *(share(found[form][name]["share"], found[form][name]["error"], 0) for form in FORMS)]
        for name in found[FORMS[0]]
    ]
    return table(["rule", *(f"`{form}`" for form in FORMS)], rows)


def ceiling_table(runs: Stored) -> list[str]:
    """Return what the mean score and the best possible ones reach, by discrimination and length of scale."""
    head = [
        "mean discrimination",
        "items a scale",
        "score in use",
        "best of own answers",
        "best of all answers",
    ]
    rows = [
        [value, str(one["items"]), *(_reached(one[way]) for way in ("score", "own_answers", "all_answers"))]
        for value, found in runs["ceiling"]["ways"].items()
        for one in found
    ]
    return table(head, rows)


def lengths_table(runs: Stored) -> list[str]:
    """Return what the mean score would reach with more items a scale, at the lowest discrimination."""
    rows = [[items, _reached(found)] for items, found in runs["ceiling"]["lengths"].items()]
    return table(["items a scale", f"score with trait, mean discrimination {WEAK:.1f}"], rows)


def _reached(found: Stored) -> str:
    return f"{found['correlation']:.3f} ({found['error']:.3f})"


def tables(bank: ItemBank) -> dict[str, list[str]]:
    """Return every generated table by its name."""
    runs = stored_runs()
    made = {
        "forms": forms(bank),
        "balance": balance(bank),
        "signs": per_sign(bank),
        "rules": rules_table(bank),
        "constants": constants_table(),
        "errors": errors(bank),
        "steps": steps(bank),
        "apart": apart(bank),
        **example_tables(bank),
    }
    made["alternatives"] = alternatives_table(runs)
    made["ceiling"] = ceiling_table(runs)
    made["lengths"] = lengths_table(runs)
    for form in FORMS:
        made[f"errors {form}"] = error_table(runs, form)
        made[f"quality {form}"] = quality_table(runs, form)
        made[f"outcomes {form}"] = outcome_table(runs, form)
    return made


def marks(name: str) -> tuple[str, str]:
    """Return the lines between which the table ``name`` stands."""
    return f"<!-- manual {name}: begin -->", f"<!-- manual {name}: end -->"


def with_tables(text: str, made: Mapping[str, list[str]]) -> str:
    """Return the page with every table replaced.

    Raises:
        ValueError: the marks of a table do not stand in the text exactly once.
    """
    for name, lines in made.items():
        begin, end = marks(name)
        before, rest = _two(text, begin)
        _, after = _two(rest, end)
        text = "\n".join([before + begin, *lines, end + after])
    return text


def _two(text: str, mark: str) -> tuple[str, str]:
    before, after = text.split(mark)
    return before, after


def main() -> int:
    """Write the page, or with ``--check`` return 1 when it is behind."""
    page = PAGE.read_text(encoding="utf-8")
    fresh = with_tables(page, tables(read_bank(data_folder("questions"))))
    if "--check" in sys.argv[1:]:
        sys.stdout.write("up to date\n" if fresh == page else "behind: run scripts/manual_figures.py\n")
        return int(fresh != page)
    PAGE.write_text(fresh, encoding="utf-8")
    sys.stdout.write(f"written: {PAGE.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
