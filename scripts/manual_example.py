"""The worked example of docs/manual.md: one character's answers to the full form, scored by the program.

Every number a reader needs to repeat the scoring by hand stands in one of these tables; a test repeats it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.measurement_figures import table
from suitability.domain.assessment import Assessment, assess
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import (
    Answer,
    ChoiceItem,
    FamiliarityItem,
    Item,
    MostLeast,
    RatingItem,
    SequenceItem,
    SituationItem,
)
from suitability.domain.session import ContentStamp, Response, Result
from suitability.storage.strict_yaml import parse

ROOT = Path(__file__).resolve().parents[1]
CHARACTER = ROOT / "tests" / "characters" / "burnt-out-waiter.yaml"
FORM = "full"


@dataclass(frozen=True, slots=True)
class Example:
    """The character's answers by item id, and what the program says about them."""

    bank: ItemBank
    answers: Mapping[str, Answer]
    found: Assessment
    elapsed_ms: int


def example(bank: ItemBank) -> Example:
    """Return the worked example.

    Raises:
        ValueError: the file does not answer every item of the form.
    """
    case: Any = parse(CHARACTER.read_bytes(), CHARACTER.name).tree
    order = bank.order(FORM)
    answers: dict[str, Answer] = {}
    for letter, codes in case["codes"].items():
        names = sorted(item for item in order if item.startswith(letter))
        answers |= {name: int(code) for name, code in zip(names, codes.split(), strict=True)}
    for name, given in case["tasks"].items():
        answers[name] = task_answer(bank.items[name], given)
    if answers.keys() != set(order):
        raise ValueError("the character does not answer the whole form")
    elapsed = int(case["elapsed_ms"])
    result = Result(
        id="0" * 32,
        created="2026-11-22T10:00:00Z",
        program="",
        content=ContentStamp(bank.pack.id, bank.pack.version, bank.digest),
        form=FORM,
        language="en",
        order=order,
        responses={name: Response(name, answers[name], elapsed) for name in order},
    )
    return Example(bank, answers, assess(bank, result), elapsed)


def task_answer(item: Item, given: list[str]) -> Answer:
    """Return a task's answer from the ids in the character's file."""
    if isinstance(item, SituationItem):
        return MostLeast(*given)
    return tuple(given) if isinstance(item, SequenceItem) else given[0]


def number(value: float) -> str:
    """Return a number with up to four decimals, without needless zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def ratings(one: Example) -> list[str]:
    """Return every rated item: id, scale or sign, keying, code and keyed value."""
    rows = []
    for name in sorted(one.answers):
        item = one.bank.items[name]
        if isinstance(item, RatingItem):
            answer = one.answers[name]
            group = item.scale or "-"
            rows.append([name, group, item.sign, item.keying, str(answer), number(item.key(answer))])
    return table(["item", "scale", "sign", "keying", "code", "keyed value"], rows)


def scales(one: Example) -> list[str]:
    """Return the scores with everything that was used for them."""
    rows = []
    for score in one.found.scores:
        if score.pomp is None or score.sem is None or score.low is None or score.high is None:
            raise ValueError(score.scale)
        keyed = [item.key(one.answers[item.id]) for item in one.bank.rating_items(FORM, score.scale)]
        rows.append(
            [
                score.scale, f"{number(sum(keyed))} / {len(keyed)}", f"{score.pomp:.1f}", f"{score.sem:.2f}",
                f"{score.low:.1f} to {score.high:.1f}", str(score.zone), str(score.near or "-"),
            ]
        )  # fmt: skip
    return table(["scale", "sum / answered", "score", "SEM", "range", "zone", "on the border to"], rows)


def signs(one: Example) -> list[str]:
    """Return the ten signs: index, status, and the one answer that would change it."""
    rows = []
    for found in one.found.findings:
        pivot = found.pivot
        change = "none"
        if pivot is not None:
            answer = " ".join(pivot.answer) if isinstance(pivot.answer, tuple) else str(pivot.answer)
            change = f"{pivot.item} = {answer}: {pivot.status}"
        values = [number(evidence.value) for evidence in found.evidence]
        if found.terms is not None:
            values.append(f"terms {number(found.terms.value)}")
        index = "-" if found.index is None else number(found.index)
        rows.append([found.sign, ", ".join(values), index, str(found.status), change])
    return table(
        ["sign", "keyed values, lowest first", "index", "status", "one answer that would change it"], rows
    )


def terms(one: Example) -> list[str]:
    """Return the codes of the terms, their counts and what is made of them, step by step."""
    found = one.found.terms
    if found is None:
        raise ValueError("no terms")
    asked = [
        item
        for item in one.bank.items.values()
        if isinstance(item, FamiliarityItem) and item.id in one.answers
    ]
    codes = [
        f"{item.id} {one.answers[item.id]}" for item in sorted(asked, key=lambda item: item.id) if item.real
    ]
    made_up = [
        f"{item.id} {one.answers[item.id]}"
        for item in sorted(asked, key=lambda item: item.id)
        if not item.real
    ]
    head = ["real", "claims", "invented", "claims", "hits", "false alarms", "d'", "value 0-1"]
    lines = [f"Real terms and codes: {', '.join(codes)}.", f"Invented ones: {', '.join(made_up)}.", ""]
    return lines + table(
        head,
        [
            [
                str(found.real), number(found.hits * found.real), str(found.invented),
                number(found.false_alarms * found.invented), number(found.hits), number(found.false_alarms),
                f"{found.discrimination:.3f}", number(found.value),
            ]
        ],
    )  # fmt: skip


def tasks(one: Example) -> list[str]:
    """Return the tasks: the answer, how its value comes about, and the value."""
    rows = []
    for task in sorted(one.found.tasks, key=lambda found: found.item):
        item = one.bank.items[task.item]
        rows.append([task.item, item.kind, *reckoning(item, task.answer), number(task.value)])
    return table(["item", "kind", "answer", "reckoning", "value"], rows)


def reckoning(item: Item, answer: Answer) -> tuple[str, str]:
    """Return an answer and how its keyed value comes about, as text."""
    if isinstance(item, SituationItem) and isinstance(answer, MostLeast):
        values = {reply.id: reply.value for reply in item.replies}
        spread = max(values.values()) - min(values.values())
        most, least = values[answer.most], values[answer.least]
        return (
            f"most {answer.most}, least {answer.least}",
            f"(({number(most)} - {number(least)}) / {number(spread)} + 1) / 2",
        )
    if isinstance(item, SequenceItem) and isinstance(answer, tuple):
        place = {step: index for index, step in enumerate(answer)}
        pairs = sorted(item.pairs())
        kept = [f"{a}{b}" for a, b in pairs if place[a] < place[b]]
        broken = [f"{a}{b}" for a, b in pairs if place[a] > place[b]]
        told = f"kept {' '.join(kept)}; broken {' '.join(broken) or 'none'}"
        return " ".join(answer), f"{len(kept)} of {len(pairs)} pairs: {told}"
    if isinstance(item, ChoiceItem):
        return str(answer), f"value of option {answer}"
    raise ValueError(item.id)


def quality(one: Example) -> list[str]:
    """Return the signals of response quality."""
    rows = [
        [f"`{signal.index}`", "-" if signal.value is None else number(signal.value), str(signal.level)]
        for signal in one.found.quality.signals
    ]
    return table(["index", "value", "level"], rows)


def verdict(one: Example) -> list[str]:
    """Return what the result says as a whole."""
    compared = one.found.comparison
    raised = [found.sign for found in one.found.findings if found.status == "raised"]
    strong = [
        found.sign for found in one.found.findings if found.status == "raised" and (found.index or 0) < 0.25
    ]
    low = [score.scale for score in one.found.scores if score.zone == "low" and not score.on_border]
    rows = [
        ["strongest scale", compared.strongest or "no clear difference"],
        ["weakest scale", compared.weakest or "no clear difference"],
        ["raised signs", ", ".join(raised) or "none"],
        ["of them strong (below .25)", ", ".join(strong) or "none"],
        ["scales low off the border", ", ".join(low) or "none"],
        ["outcome", f"`{one.found.outcome.id}`"],
    ]
    return table(["", ""], rows)


def example_tables(bank: ItemBank) -> dict[str, list[str]]:
    """Return every table of the worked example by its name."""
    one = example(bank)
    return {
        "example ratings": ratings(one),
        "example scales": scales(one),
        "example terms": terms(one),
        "example signs": signs(one),
        "example tasks": tasks(one),
        "example quality": quality(one),
        "example verdict": verdict(one),
    }
