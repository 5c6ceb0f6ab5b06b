"""What must not change unnoticed: the fingerprint and the key of an item, the digest of a pack's meaning.

All leave out wording: correcting a typo changes none, turning an item's keying changes all.
"""

from __future__ import annotations

import json
from binascii import crc32
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import ChoiceItem, InstructedItem, Item, SequenceItem, SituationItem
from suitability.domain.text import LocalizedText

RETIRED: Final = "retired"
"""Ledger line of an id that was used once and must never come back."""

_NONE: Final = "-"
_PARTS: Final = ("kind", "format", "scale", "sign", "keying")
_WORDING: Final = frozenset(
    {"note", "origins", "facet", "why", "actions", "next_steps", "minutes", "on_request", "said_did"}
)


def fingerprint(item: Item) -> str:
    """Return what an item measures: kind, format, scale, sign and keying, ``-`` where it has none.

    A rating item is ``rating frequency patience self_control -``, a task ``sequence - - troubleshooting -``.
    """
    words = (getattr(item, name, None) for name in _PARTS)
    return " ".join(_NONE if word is None else str(word) for word in words)


def meaning(item: Item) -> str:
    """Return the fingerprint, and where letters or a code say nothing by themselves a checksum of their key.

    That is so for tasks (values of replies and options, required pairs) and attention lines (the option asked
    for): with another key, or with the same letters on other replies, an old answer would count for something
    else. Eight hexadecimal digits, CRC-32; it guards against slips, not against people.
    """
    match item:
        case SituationItem():
            key: list[list[str]] = sorted([one.id, repr(float(one.value))] for one in item.replies)
        case ChoiceItem():
            key = sorted([one.id, repr(float(one.value))] for one in item.options)
        case SequenceItem():
            key = sorted(list(pair) for pair in item.pairs())
        case InstructedItem():
            key = [[str(item.expected)]]
        case _:
            return fingerprint(item)
    return f"{fingerprint(item)} {crc32(json.dumps(key).encode('utf-8')):08x}"


def still_means(item: Item, before: str) -> bool:
    """Return whether an answer given when the item meant ``before`` counts for the same today.

    Files older than ``meaning`` hold the fingerprint alone; for them it decides.
    """
    return before in (meaning(item), fingerprint(item))


def what_changed(item: Item, before: str) -> tuple[str, ...]:
    """Return what an item no longer has in common with what it meant ``before``, a line of ``meaning``.

    Names out of ``kind``, ``format``, ``scale``, ``sign``, ``keying`` and ``key`` (of replies, steps or an
    option asked for); none where ``before`` is no such line.
    """
    if still_means(item, before):
        return ()
    old, new = before.split(), meaning(item).split()
    if len(old) not in {len(_PARTS), len(_PARTS) + 1}:
        return ()
    changed = tuple(name for name, was, now in zip(_PARTS, old, new, strict=False) if was != now)
    keyed = len(old) == len(new) and old[len(_PARTS) :] != new[len(_PARTS) :]
    return (*changed, "key") if keyed else changed


def digest(bank: ItemBank) -> str:
    """Return SHA-256 (64 hex digits) over everything in the bank that decides what an answer counts for.

    Kinds, formats, scales, signs, keying, values, orders, forms, rules and standard errors are in it; texts,
    reasons, notes, sources, names and versions are not. Norm groups are not either: each names the digest of
    the content it was made with, and being added must not make that another one.
    """
    parts = {
        "formats": bank.formats,
        "scales": bank.scales,
        "signs": bank.signs,
        "items": {name: {"kind": item.kind, "fields": item} for name, item in bank.items.items()},
        "forms": bank.forms,
        "rules": bank.rules,
        "errors": bank.errors,
    }
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, 4 ms; a bank from the cache has its digest

    canonical = json.dumps(_meaning(parts), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(canonical.encode("ascii")).hexdigest()


def _meaning(value: object) -> object:
    """Return a value as plain JSON data without any wording.

    Fields that are None or False are left out: one added later with such a default changes nothing.
    """
    kind: Any = type(value)
    names = _telling(kind)
    if names is not None:
        pairs = [(name, getattr(value, name)) for name in names]
        return {
            name: part if type(part) is str else _meaning(part)
            for name, part in pairs
            if part is not None and part is not False and type(part) is not LocalizedText
        }
    if isinstance(value, Mapping):
        return {str(name): _meaning(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [part if type(part) is str else _meaning(part) for part in value]
    return value


@cache
def _telling(kind: type) -> tuple[str, ...] | None:
    """Return the names of a record's fields that are no wording; None for what is no record."""
    if not is_dataclass(kind):
        return None
    return tuple(part.name for part in fields(kind) if part.name not in _WORDING)
