"""Checks of a whole pack that need more than one value: small predicates, all run, nothing stops early.

``CHECKS`` lists them. A check takes the draft and yields problems; it stays silent about what could not be
read, so that one mistake is not reported twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from suitability.domain.bank import Rules, StrongSigns
from suitability.domain.kinds import KINDS, POINTS, RatingItem
from suitability.domain.three_point import THREE_POINTS
from suitability.errors import Problem
from suitability.storage import lint_forms, lint_items, lint_norms, lint_texts
from suitability.storage.digest import RETIRED, fingerprint
from suitability.storage.draft import SECTIONS, Draft, Entry
from suitability.storage.tree import line_of, position

Check = Callable[[Draft], Iterator[Problem]]

_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}", re.ASCII)
_DATE: Final = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", re.ASCII)


def lint(draft: Draft) -> list[Problem]:
    """Return every problem that the checks find in ``draft``."""
    return [problem for check in CHECKS for problem in check(draft)]


def duplicate_ids(draft: Draft) -> Iterator[Problem]:
    """An id names one thing in its section."""
    for section in SECTIONS:
        if section.name in ("pack", "rules", "ledger"):
            continue
        key = "form" if section.name == "errors" else "id"
        first: dict[str, Entry[Any]] = {}
        for entry in getattr(draft, section.name):
            name = getattr(entry.value, key)
            if name in first:
                before = first[name]
                line = line_of(position(before.tree, (key,)))
                yield entry.problem("duplicate_id", key, value=name, first_file=before.file, first_line=line)
            first.setdefault(name, entry)


def unfit_ids(draft: Draft) -> Iterator[Problem]:
    """An id is a short word of Latin letters, digits, "_" and "-", and begins with a letter."""
    for entry in draft.entries():
        name = getattr(entry.value, "id", None)
        if isinstance(name, str) and not _ID.fullmatch(name):
            yield entry.problem("id_unfit", "id", value=name)


def duplicate_numbers(draft: Draft) -> Iterator[Problem]:
    """Signs are numbered and scales ordered without repetition."""
    for entries, key in ((draft.signs, "number"), (draft.scales, "order")):
        first: dict[int, Entry[Any]] = {}
        for entry in entries:
            number = getattr(entry.value, key)
            if number in first:
                yield entry.problem("duplicate_number", key, value=number, first=first[number].value.id)
            first.setdefault(number, entry)


def file_names(draft: Draft) -> Iterator[Problem]:
    """A file that holds one thing is named after it."""
    named: list[tuple[Entry[Any], str, str]] = []
    named += [(entry, entry.value.id, "id") for entry in draft.scales]
    named += [(entry, entry.value.id, "id") for entry in draft.forms]
    named += [(entry, f"{entry.value.number:02d}-{entry.value.id}", "id") for entry in draft.signs]
    named += [(entry, entry.value.form, "form") for entry in draft.errors]
    named += [(entry, entry.value.id, "id") for entry in draft.norms]
    for entry, stem, key in named:
        if entry.file.rpartition("/")[2] != f"{stem}.yaml":
            yield entry.problem("file_name_differs", key, value=stem, expected=f"{stem}.yaml")


def _unknown(draft: Draft, section: str, name: str | None) -> bool:
    return name is not None and section not in draft.unread and name not in draft.known(section)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def references_of_items(draft: Draft) -> Iterator[Problem]:
    """Items name formats, scales and signs that exist."""
    for field, section, code in (
        ("format", "formats", "format_unknown"),
        ("scale", "scales", "scale_unknown"),
        ("sign", "signs", "sign_unknown"),
    ):
        known = draft.known(section) | {None}
        for entry in draft.items:
            name = getattr(entry.value, field, None)
            if name not in known and section not in draft.unread:
                yield entry.problem(code, field, value=name, known=_listed(draft.known(section)))


def references_of_signs(draft: Draft) -> Iterator[Problem]:
    """Signs name item kinds and sources that exist, and say why and what to do."""
    for entry in draft.signs:
        sign = entry.value
        for index, kind in enumerate(sign.measured_by):
            if kind not in KINDS:
                yield entry.problem("kind_unknown", "measured_by", index, value=kind, known=_listed(KINDS))
        for index, claim in enumerate(sign.why):
            if _unknown(draft, "sources", claim.source):
                yield entry.problem("source_unknown", "why", index, "source", value=claim.source)
        for field in ("measured_by", "why", "actions"):
            if not getattr(sign, field):
                yield entry.problem("list_empty", field, field=field)


def dated_sources(draft: Draft) -> Iterator[Problem]:
    """A source says which date it speaks of, and its address is a web address."""
    for entry in draft.sources:
        if not _DATE.fullmatch(entry.value.as_of):
            yield entry.problem("date_unfit", "as_of", value=entry.value.as_of)
        url = entry.value.url
        if url is not None and not url.startswith(("https://", "http://")):
            yield entry.problem("url_unfit", "url", value=url)


def response_formats(draft: Draft) -> Iterator[Problem]:
    """A response format has five options (or three) with the codes from 1 on, in this order."""
    for entry in draft.formats:
        codes = [option.code for option in entry.value.options]
        if len(codes) not in (POINTS, THREE_POINTS) or codes != list(range(1, len(codes) + 1)):
            yield entry.problem("format_codes", "options", value=", ".join(map(str, codes)))


def ledger(draft: Draft) -> Iterator[Problem]:
    """Ids are permanent: the ledger knows each, with the meaning that it still has."""
    if draft.ledger is None:
        return
    lines = draft.ledger.value
    for entry in draft.items:
        item = entry.value
        now, before = fingerprint(item), lines.get(item.id)
        if before is None:
            yield entry.problem("ledger_line_missing", "id", value=item.id, line=f"{item.id}: {now}")
        elif before.strip() == RETIRED:
            yield entry.problem("id_retired", "id", value=item.id)
        elif " ".join(before.split()) != now:
            yield entry.problem("id_meaning_changed", "id", value=item.id, now=now, before=before)
    if "items" in draft.unread:
        return
    known = draft.known("items")
    for name, line in lines.items():
        if name not in known and line.strip() != RETIRED:
            yield draft.ledger.problem("id_vanished", name, value=name, line=f"{name}: {RETIRED}")


def pack_languages(draft: Draft) -> Iterator[Problem]:
    """A pack names its languages, each once."""
    if draft.pack is None:
        return
    languages = draft.pack.value.languages
    if not languages:
        yield draft.pack.problem("list_empty", "languages", field="languages")
    for index, language in enumerate(languages):
        if language in languages[:index]:
            yield draft.pack.problem("listed_twice", "languages", index, value=language)


def rules(draft: Draft) -> Iterator[Problem]:
    """Cuts are in order and on their scale; the last outcome, and only the last, always holds."""
    if draft.rules is None:
        return
    rule = draft.rules.value
    for field, low, high, top in (
        ("zones", rule.zones.low_below, rule.zones.high_above, 100.0),
        ("signs", rule.signs.raised_below, rule.signs.clear_above, 1.0),
        ("signs", rule.signs.provisional_raised_below, rule.signs.clear_above, 1.0),
        *(("outcomes", strong.below, rule.signs.clear_above, 1.0) for strong in _strong_signs(rule)),
    ):
        if not 0.0 < low < high < top:
            yield draft.rules.problem("cuts_out_of_order", field, low=low, high=high, top=top)
    open_ended = [outcome.otherwise for outcome in rule.outcomes]
    if not open_ended or not open_ended[-1] or any(open_ended[:-1]):
        yield draft.rules.problem("outcome_otherwise", "outcomes")
    names = [outcome.id for outcome in rule.outcomes]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield draft.rules.problem("listed_twice", "outcomes", index, "id", value=name)


def said_and_did(draft: Draft) -> Iterator[Problem]:
    """What is shown side by side exists: the scale, the sign, and a facet that an item of the scale has."""
    if draft.rules is None or draft.rules.value.said_did is None:
        return
    rule = draft.rules.value.said_did
    for field, section, code, name in (
        ("scale", "scales", "scale_unknown", rule.scale),
        ("sign", "signs", "sign_unknown", rule.sign),
    ):
        if _unknown(draft, section, name):
            yield draft.rules.problem(
                code, "said_did", field, value=name, known=_listed(draft.known(section))
            )
    facets = {
        entry.value.facet
        for entry in draft.items
        if isinstance(entry.value, RatingItem) and entry.value.scale == rule.scale
    } - {None}
    unread = "items" in draft.unread or _unknown(draft, "scales", rule.scale)
    if rule.facet not in facets and not unread:
        known = _listed(str(facet) for facet in facets)
        yield draft.rules.problem("facet_unknown", "said_did", "facet", value=rule.facet, known=known)


def _strong_signs(rules: Rules) -> list[StrongSigns]:
    return [row.signs_strong for row in rules.outcomes if row.signs_strong is not None]


def measured_kinds(draft: Draft) -> Iterator[Problem]:
    """A rating item belongs to a sign that is measured by ratings, or its answers would be lost."""
    kinds = {entry.value.id: entry.value.measured_by for entry in draft.signs}
    for entry in draft.items:
        item = entry.value
        if isinstance(item, RatingItem) and item.sign in kinds and item.kind not in kinds[item.sign]:
            yield entry.problem("sign_ignores_kind", "sign", value=item.sign, kind=item.kind)


CHECKS: Final[tuple[Check, ...]] = (
    duplicate_ids,
    unfit_ids,
    duplicate_numbers,
    file_names,
    references_of_items,
    references_of_signs,
    dated_sources,
    response_formats,
    ledger,
    pack_languages,
    rules,
    said_and_did,
    measured_kinds,
    *lint_items.CHECKS,
    *lint_forms.CHECKS,
    *lint_norms.CHECKS,
    *lint_texts.CHECKS,
)
