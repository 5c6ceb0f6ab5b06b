"""Write the blueprint tables of the item bank into docs/items.md; `--check` only says whether they fit.

Run: python scripts/items_tables.py [--check]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import (
    Choice,
    ChoiceItem,
    FamiliarityItem,
    Item,
    RatingItem,
    Reply,
    SituationItem,
)
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "items.md"
COMPLETE = ("full", "parallel")
"""Forms whose cells the balance tables compare."""


def marks(name: str) -> tuple[str, str]:
    """Return the lines between which the table ``name`` stands."""
    return f"<!-- items {name}: begin -->", f"<!-- items {name}: end -->"


def own_items(bank: ItemBank, form_id: str) -> list[Item]:
    """Return the items that a form adds to the one it extends, in the order of its file."""
    return [bank.items[name] for part in bank.forms[form_id].parts for name in part.items]


def row(item: Item) -> tuple[str, ...]:
    """Return the blueprint's cells of an item: id, kind, scale, sign, facet, keying, format."""
    names = ("scale", "sign", "facet", "keying", "format")
    return (item.id, item.kind, *(getattr(item, name, None) or "-" for name in names))


def listing(bank: ItemBank, form_id: str) -> list[str]:
    """Return the table of a form's own items."""
    head = ["| id | kind | scale | sign | facet | keying | format |", "|---|---|---|---|---|---|---|"]
    return head + [f"| {' | '.join(row(item))} |" for item in own_items(bank, form_id)]


def _ratings(bank: ItemBank, form_id: str) -> list[RatingItem]:
    found = (bank.items[name] for name in bank.order(form_id))
    return [item for item in found if isinstance(item, RatingItem)]


def balance(bank: ItemBank) -> list[str]:
    """Return the table of scales by form: number of items and of reversed ones."""
    lines = ["| form | scale | items | reversed | share |", "|---|---|---|---|---|"]
    for form_id in ("quick", *COMPLETE):
        for scale in sorted(bank.scales.values(), key=lambda one: one.order):
            items = bank.rating_items(form_id, scale.id)
            turned = sum(item.keying == "-" for item in items)
            share = round(100 * turned / len(items))
            lines.append(f"| {form_id} | {scale.id} | {len(items)} | {turned} | {share} % |")
    return lines


def cells(bank: ItemBank) -> list[str]:
    """Return the table of cells (scale or sign, by facet) with the keyings in each complete form."""
    found: dict[tuple[str, str], dict[str, Counter[str]]] = {}
    for form_id in COMPLETE:
        for item in _ratings(bank, form_id):
            cell = (item.scale or item.sign, item.facet or "-")
            found.setdefault(cell, {}).setdefault(form_id, Counter())[item.keying] += 1
    lines = [f"| scale or sign | facet | {' | '.join(COMPLETE)} |", "|---|---|---|---|"]
    for (group, facet), forms in sorted(found.items()):
        keyings = [
            " ".join("+" * forms.get(form, Counter())["+"] + "-" * forms.get(form, Counter())["-"]) or "none"
            for form in COMPLETE
        ]
        lines.append(f"| {group} | {facet} | {' | '.join(keyings)} |")
    return lines


def per_sign(bank: ItemBank) -> list[str]:
    """Return the table of signs by form: how many items make the index; the terms count as one."""
    lines = ["| sign | quick | full | parallel | made of |", "|---|---|---|---|---|"]
    for sign in sorted(bank.signs.values(), key=lambda one: one.number):
        counts = []
        for form_id in ("quick", *COMPLETE):
            items = bank.sign_items(form_id, sign.id)
            terms = sum(isinstance(item, FamiliarityItem) for item in items)
            counts.append(str(len(items) - terms + (terms > 0)))
        lines.append(f"| {sign.number} {sign.id} | {' | '.join(counts)} | {', '.join(sign.measured_by)} |")
    return lines


def weighed(item: Item, language: str) -> list[tuple[int, float]]:
    """Return length in characters and value of every reply or option of a task; nothing for other items."""
    parts: Sequence[Reply | Choice] = ()
    if isinstance(item, SituationItem):
        parts = item.replies
    elif isinstance(item, ChoiceItem):
        parts = item.options
    return [(len(part.text.on(language)), part.value) for part in parts]


def places_by_length(
    bank: ItemBank, language: str, wanted: Callable[[Iterable[float]], float]
) -> list[float]:
    """Return, task by task, the place by length of its best (``max``) or worst (``min``) reply.

    1 is the longest of four, 4 the shortest; equal lengths share their places. 2.5 on average says nothing.
    """
    places: list[float] = []
    for item in bank.items.values():
        row = weighed(item, language)
        if row:
            sizes = [size for size, _ in row]
            values = [value for _, value in row]
            own = sizes[values.index(wanted(values))]
            places.append(1 + sum(size > own for size in sizes) + (sizes.count(own) - 1) / 2)
    return places


def replies(bank: ItemBank) -> list[str]:
    """Return the table that shows whether the length of a reply says something about its value."""
    lines = ["| language | tasks | mean place of the best | of the worst | best longest | best shortest |"]
    lines.append("|---|---|---|---|---|---|")
    for language in bank.pack.languages:
        best, worst = (places_by_length(bank, language, wanted) for wanted in (max, min))
        cells = (len(best), f"{mean(best):.2f}", f"{mean(worst):.2f}", best.count(1.0), best.count(4.0))
        lines.append(f"| {language} | {' | '.join(map(str, cells))} |")
    return lines


def tables(bank: ItemBank) -> dict[str, str]:
    """Return every table of the page by its name, with its marks."""
    made = {"balance": balance(bank), "cells": cells(bank), "signs": per_sign(bank), "replies": replies(bank)}
    made |= {form_id: listing(bank, form_id) for form_id in ("quick", "full", "parallel", "conditions")}
    return {name: "\n".join([marks(name)[0], *lines, marks(name)[1]]) for name, lines in made.items()}


def with_tables(text: str, made: dict[str, str]) -> str:
    """Return the page with every table replaced.

    Raises:
        ValueError: the marks of a table do not stand in the text exactly once.
    """
    for name, table in made.items():
        begin, end = marks(name)
        before, rest = _split(text, begin)
        _, after = _split(rest, end)
        text = before + table + after
    return text


def _split(text: str, mark: str) -> tuple[str, str]:
    before, after = text.split(mark)
    return before, after


def main() -> int:
    """Write the tables, or with `--check` return 1 when they are not up to date."""
    text = PAGE.read_text(encoding="utf-8")
    new = with_tables(text, tables(read_bank(data_folder("questions"))))
    if "--check" in sys.argv[1:]:
        return int(new != text)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
