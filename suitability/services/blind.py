"""Blind mode: people under pseudonyms of a folder's own, so that a name cannot weigh on a judgement.

A pseudonym is derived from the owner of a row and a secret of the folder: the same in every session and
every export of that folder, unrelated in the next folder, and nobody without the index can work it back.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from suitability.services.pool import Filter, Pool

SALT: Final = "blind salt"
"""Setting of a folder: the secret that pseudonyms are derived from, in hexadecimal."""

BLIND: Final = "blind"
"""Setting of a folder: "1" while names are hidden."""

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no two of them look alike."""


def pseudonym(salt: bytes, owner: str) -> str:
    """Return eight letters and digits in two groups, such as ``7KQ4-M2XB``: 40 bits of HMAC-SHA256."""
    number = int.from_bytes(hmac.digest(salt, owner.encode(), "sha256")[:5], "big")
    text = "".join(_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{text[:4]}-{text[4:]}"


def salt_of(pool: Pool, draw: Callable[[int], bytes]) -> bytes:
    """Return the folder's secret; one is made from ``draw`` and kept where there is none yet."""
    found = pool.setting(SALT)
    if found is None:
        found = draw(16).hex()
        pool.set_setting(SALT, found)
    return bytes.fromhex(found)


def veiled(pool: Pool, salt: bytes, wanted: Filter) -> list[tuple[str, int]]:
    """Return pseudonym and row of everybody that a filter lets through, in the order of the pseudonyms.

    Neither names nor files nor the list of invites can be read off that order.
    """
    return sorted((pseudonym(salt, owner), number) for number, owner in pool.owners(wanted))


def is_blind(pool: Pool) -> bool:
    """Return whether names are hidden in this folder."""
    return pool.setting(BLIND) == "1"


def set_blind(pool: Pool, *, blind: bool) -> None:
    """Hide the names of this folder, or show them again."""
    pool.set_setting(BLIND, "1" if blind else "0")
