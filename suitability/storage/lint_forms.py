"""Checks of forms: what they list, whether every scale and sign can be measured, and the stored errors."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from suitability.domain.bank import Form
from suitability.domain.kinds import FamiliarityItem, Item, RatingItem
from suitability.errors import Problem
from suitability.storage.draft import Draft, Entry


@dataclass(frozen=True, slots=True)
class Demand:
    """What a form needs per scale: rating items, reversed ones among them, and their greatest share."""

    items: int
    reversed_items: int
    reversed_share: float
    reversed_most: float = 0.5


PROVISIONAL: Final = Demand(items=5, reversed_items=2, reversed_share=0.0)
COMPLETE: Final = Demand(items=10, reversed_items=3, reversed_share=0.3)
"""A form whose results are not called provisional: ten items a scale, 30-50 % of them reversed."""


def items_of_form(draft: Draft, form: Form) -> list[str]:
    """Return the item ids of a form and of the forms it extends, in listing order; circles are cut."""
    forms = {entry.value.id: entry.value for entry in draft.forms}
    found: list[list[str]] = []
    seen: set[str] = set()
    current: Form | None = form
    while current is not None and current.id not in seen:
        seen.add(current.id)
        found.append([item for part in current.parts for item in part.items])
        current = forms.get(current.extends) if current.extends is not None else None
    return [item for part in reversed(found) for item in part]


def form_lists(draft: Draft) -> Iterator[Problem]:
    """A form lists items that exist, each once, the forms it extends included."""
    known = draft.known("items")
    for entry in draft.forms:
        form = entry.value
        own = sum(len(part.items) for part in form.parts)
        everything = items_of_form(draft, form)
        seen = set(everything[: len(everything) - own])
        if not form.parts:
            yield entry.problem("list_empty", "parts", field="parts")
        for number, part in enumerate(form.parts):
            if not part.items:
                yield entry.problem("list_empty", "parts", number, "items", field="items")
            for index, item in enumerate(part.items):
                path = ("parts", number, "items", index)
                if item in seen:
                    yield entry.problem("item_twice", *path, value=item)
                elif item not in known and "items" not in draft.unread:
                    yield entry.problem("item_unknown", *path, value=item)
                seen.add(item)


def form_chains(draft: Draft) -> Iterator[Problem]:
    """The form that another one extends exists, and nothing extends itself."""
    forms = {entry.value.id: entry.value for entry in draft.forms}
    for entry in draft.forms:
        base = entry.value.extends
        if base is not None and base not in draft.known("forms") and "forms" not in draft.unread:
            known = ", ".join(sorted(forms))
            yield entry.problem("form_unknown", "extends", value=base, known=known)
        seen = {entry.value.id}
        while base is not None and base in forms:
            if base in seen:
                yield entry.problem("form_circular", "extends", value=entry.value.extends)
                break
            seen.add(base)
            base = forms[base].extends


def form_parts(draft: Draft) -> Iterator[Problem]:
    """Parts have ids of their own, and a form takes at least a minute."""
    for entry in draft.forms:
        names = [part.id for part in entry.value.parts]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield entry.problem("listed_twice", "parts", index, "id", value=name)
        if entry.value.minutes < 1:
            yield entry.problem("number_out_of_range", "minutes", value=entry.value.minutes, low=1, high=120)


def _measuring_forms(draft: Draft) -> Iterator[tuple[Entry[Form], list[Item]]]:
    """Return the forms that measure scales, with their items; optional blocks without scales are left out."""
    if any(f"items{part}" in draft.unread for part in ("", ".whole")) or "forms" in draft.unread:
        return
    items = {entry.value.id: entry.value for entry in draft.items}
    for entry in draft.forms:
        found = [items[name] for name in items_of_form(draft, entry.value) if name in items]
        if any(isinstance(item, RatingItem) and item.scale is not None for item in found):
            yield entry, found


def scale_coverage(draft: Draft) -> Iterator[Problem]:
    """Every scale has enough rating items in every form, and enough but not too many reversed ones."""
    for entry, items in _measuring_forms(draft):
        demand = PROVISIONAL if entry.value.provisional else COMPLETE
        for scale in sorted(draft.known("scales")):
            own = [item for item in items if isinstance(item, RatingItem) and item.scale == scale]
            turned = sum(item.keying == "-" for item in own)
            if len(own) < demand.items:
                yield entry.problem(
                    "scale_too_few_items", "id", value=scale, count=len(own), needed=demand.items
                )
                continue
            least = max(demand.reversed_items, math.ceil(demand.reversed_share * len(own)))
            most = math.floor(demand.reversed_most * len(own))
            if not least <= turned <= most:
                yield entry.problem(
                    "scale_reversed_items", "id", value=scale, count=turned, least=least, most=most
                )


def sign_coverage(draft: Draft) -> Iterator[Problem]:
    """Every sign has an item that makes its index in every form, and enough where nothing is provisional.

    The terms of a form count as one item, as in the index.
    """
    for entry, items in _measuring_forms(draft):
        for sign in draft.signs:
            kinds = sign.value.measured_by
            own = [item for item in items if item.sign == sign.value.id and item.kind in kinds]
            terms = sum(isinstance(item, FamiliarityItem) for item in own)
            count = len(own) - terms + (terms > 0)
            if not own:
                yield entry.problem("sign_without_items", "id", value=sign.value.id, kinds=", ".join(kinds))
            elif not entry.value.provisional and draft.rules is not None:
                needed = draft.rules.value.signs.provisional_below_items
                if count < needed:
                    yield entry.problem(
                        "sign_too_few_items", "id", value=sign.value.id, count=count, needed=needed
                    )


def familiarity_terms(draft: Draft) -> Iterator[Problem]:
    """A form that asks for terms asks for real and for invented ones, or nothing could be told apart."""
    for entry, items in _measuring_forms(draft):
        terms = [item for item in items if isinstance(item, FamiliarityItem)]
        real = sum(item.real for item in terms)
        if terms and not 0 < real < len(terms):
            yield entry.problem("terms_one_sided", "id", value=len(terms), count=real)


def stored_errors(draft: Draft) -> Iterator[Problem]:
    """Stored standard errors belong to forms and scales that exist, by number of answered items."""
    for entry in draft.errors:
        if entry.value.form not in draft.known("forms") and "forms" not in draft.unread:
            known = ", ".join(sorted(draft.known("forms")))
            yield entry.problem("form_unknown", "form", value=entry.value.form, known=known)
        for index, row in enumerate(entry.value.scales):
            if row.scale not in draft.known("scales") and "scales" not in draft.unread:
                known = ", ".join(sorted(draft.known("scales")))
                yield entry.problem("scale_unknown", "scales", index, "scale", value=row.scale, known=known)
            for count, sem in row.sem.items():
                path = ("scales", index, "sem", count)
                if not (count.isascii() and count.isdigit() and int(count[:9]) >= 1):
                    yield entry.problem("count_unfit", *path, value=count)
                if not 0.0 < sem <= 100.0:
                    yield entry.problem("number_out_of_range", *path, value=sem, low=0, high=100)


CHECKS: Final = (
    form_lists,
    form_chains,
    form_parts,
    scale_coverage,
    sign_coverage,
    familiarity_terms,
    stored_errors,
)
