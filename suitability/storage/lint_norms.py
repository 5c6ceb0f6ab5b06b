"""Checks of norm groups: large enough, of a form and language that exist, made from the items of today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from suitability.domain.kinds import RatingItem
from suitability.domain.norms import LEAST_PEOPLE, NormGroup, NormScale
from suitability.errors import Problem
from suitability.storage.digest import fingerprint
from suitability.storage.draft import Draft, Entry
from suitability.storage.lint_forms import items_of_form

_DAY: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)


def norm_groups(draft: Draft) -> Iterator[Problem]:
    """A norm group has its people, names a form and a language that exist, and says when."""
    for entry in draft.norms:
        group = entry.value
        if group.n < LEAST_PEOPLE:
            yield entry.problem("norm_too_small", "n", value=group.n, least=LEAST_PEOPLE)
        if group.form not in draft.known("forms") and "forms" not in draft.unread:
            known = ", ".join(sorted(draft.known("forms")))
            yield entry.problem("form_unknown", "form", value=group.form, known=known)
        languages = () if draft.pack is None else draft.pack.value.languages
        if draft.pack is not None and group.language not in languages:
            allowed = ", ".join(languages)
            yield entry.problem("language_unknown", "language", value=group.language, allowed=allowed)
        for field in ("first", "last"):
            if not _DAY.fullmatch(getattr(group, field)):
                yield entry.problem("date_unfit", field, value=getattr(group, field))


def norm_items(draft: Draft) -> Iterator[Problem]:
    """The items of a norm group are the rating items of its form and measure what they measured."""
    if any(f"{name}{part}" in draft.unread for name in ("items", "forms") for part in ("", ".whole")):
        return
    items = {entry.value.id: entry.value for entry in draft.items}
    forms = {entry.value.id: entry.value for entry in draft.forms}
    for entry in draft.norms:
        if entry.value.form not in forms:
            continue
        listed = (items.get(name) for name in items_of_form(draft, forms[entry.value.form]))
        today = {
            item.id: fingerprint(item)
            for item in listed
            if isinstance(item, RatingItem) and item.scale is not None
        }
        marks = entry.value.marks
        changed = sorted(name for name in {*today, *marks} if today.get(name) != marks.get(name))
        if changed:
            yield entry.problem("norm_items_changed", "marks", value=", ".join(changed))


def norm_scales(draft: Draft) -> Iterator[Problem]:
    """A norm group has each scale once, with figures that are possible."""
    for entry in draft.norms:
        names = [row.scale for row in entry.value.scales]
        for index, row in enumerate(entry.value.scales):
            if row.scale not in draft.known("scales") and "scales" not in draft.unread:
                known = ", ".join(sorted(draft.known("scales")))
                yield entry.problem("scale_unknown", "scales", index, "scale", value=row.scale, known=known)
            if row.scale in names[:index]:
                yield entry.problem("listed_twice", "scales", index, "scale", value=row.scale)
            yield from _figures(entry, index, row)
        if "scales" not in draft.unread:
            for name in sorted(draft.known("scales") - set(names)):
                yield entry.problem("norm_scale_missing", "scales", value=name)


def _figures(entry: Entry[NormGroup], index: int, row: NormScale) -> Iterator[Problem]:
    for field, value, least, most in (
        ("n", row.n, LEAST_PEOPLE, entry.value.n),
        ("complete", row.complete, 2, row.n),
        ("mean", row.mean, 0, 100),
        ("sd", row.sd, 0.01, 100),
        ("alpha", row.alpha, 0.01, 1),
        ("omega", row.alpha if row.omega is None else row.omega, 0.01, 1),
    ):
        if not least <= value <= most:
            yield entry.problem(
                "number_out_of_range", "scales", index, field, value=value, low=least, high=most
            )
    for count, sem in row.sem.items():
        path: tuple[str | int, ...] = ("scales", index, "sem", count)
        if not _whole(count, 1, 1000):
            yield entry.problem("count_unfit", *path, value=count)
        if not 0.0 < sem <= 100.0:
            yield entry.problem("number_out_of_range", *path, value=sem, low=0, high=100)
    for score, people in row.counts.items():
        path = ("scales", index, "counts", score)
        if not _whole(score, 0, 100):
            yield entry.problem("number_out_of_range", *path, value=score, low=0, high=100)
        if people < 1:
            yield entry.problem("number_out_of_range", *path, value=people, low=1, high=row.n)
    if sum(row.counts.values()) != row.n:
        total = sum(row.counts.values())
        yield entry.problem("norm_counts_differ", "scales", index, "counts", value=total, count=row.n)


def _whole(text: str, least: int, most: int) -> bool:
    return bool(re.fullmatch(r"0|[1-9][0-9]{0,3}", text, re.ASCII)) and least <= int(text) <= most


CHECKS: Final = (norm_groups, norm_items, norm_scales)
