"""Keyboard shortcuts: every letter also works where it stands on a Russian keyboard.

Terminals send characters, not keys, so a shortcut on ``r`` arrives as ``к`` under a Russian layout, and in
terminals with the Kitty protocol Ctrl+Q arrives as ``ctrl+й``. One table joins the two.
"""

from __future__ import annotations

from textual.binding import Binding

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
TWIN = dict(zip(LATIN, CYRILLIC, strict=True))
"""Latin character -> the Cyrillic one on the same key (ЙЦУКЕН)."""


def with_twins(keys: str) -> str:
    """Return a comma-separated list of keys with the Cyrillic twin and the capitals of every letter added.

    >>> with_twins("r")
    'r,R,к,К'
    >>> with_twins("f1,ctrl+q")
    'f1,ctrl+q,ctrl+й'
    """
    found: list[str] = []
    for key in keys.split(","):
        modifiers, _, base = key.rpartition("+")
        twin = TWIN.get(base) if len(base) == 1 else None
        found.append(key)
        if twin is None:
            continue
        if modifiers:
            found.append(f"{modifiers}+{twin}")
        else:
            found += [base.upper(), twin, twin.upper()] if base.isalpha() else [twin, twin.upper()]
    return ",".join(dict.fromkeys(found))


def bind(identity: str, keys: str, action: str, label: str, *, priority: bool = False) -> Binding:
    """Return a binding with twins. ``identity`` is its id for key maps, ``label`` the key of its words."""
    return Binding(with_twins(keys), action, label, show=False, priority=priority, id=identity)
