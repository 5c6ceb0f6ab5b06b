"""What a typed line says to a question of yes or no, in the languages of the command line."""

from __future__ import annotations

YES = frozenset({"y", "yes", "д", "да"})
NO = frozenset({"n", "no", "н", "нет"})


def meant(line: str) -> bool | None:
    """Return True for a yes, False for a no, None for anything else."""
    answer = line.strip().casefold()
    if answer in YES:
        return True
    return False if answer in NO else None
