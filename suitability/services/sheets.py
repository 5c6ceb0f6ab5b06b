"""The interview sheet of one person at a desk: which questions, what its interviewer heard so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from suitability.errors import SealError
from suitability.services.sheet_view import Sheet, sheet_of

if TYPE_CHECKING:
    from suitability.services.candidates import Desk
    from suitability.services.words import Words


def sheet_for(
    desk: Desk, number: int, words: Words, role_name: Callable[[str, str], str], *, empty: bool = False
) -> Sheet:
    """Return the desk's interviewer's sheet of a person; with ``empty`` without what was heard.

    Raises:
        SealError: there is no such person, or no result to make questions from.
    """
    candidate = desk.pool.candidate(number)
    edition = desk.edition(candidate, words)
    name = desk.name(candidate.row)
    if edition is None:
        raise SealError("pool_no_result", name=name)
    role = candidate.row.entry.role
    return sheet_of(
        edition.parts.guide,
        () if empty else (one for one in desk.pool.sheet(number) if one.interviewer == desk.interviewer),
        words,
        name=name,
        role=role_name(role, words.language) if role else "",
        interviewer=desk.interviewer,
    )
