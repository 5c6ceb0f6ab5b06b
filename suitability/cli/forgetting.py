"""Erasing candidates from a collected folder: named ones, or all whose time is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.confirming import ask
from suitability.cli.desk import desk_of
from suitability.services.elsewhere import Elsewhere, elsewhere_lines
from suitability.services.files import clean_name, shown
from suitability.services.forget_lines import forgotten_lines
from suitability.services.forgetting import Forgotten, joined
from suitability.services.formatting import day

if TYPE_CHECKING:
    from suitability.services.candidates import Desk
    from suitability.services.retention import Due


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to erase from which folder: ``named`` people, or (none named) everybody whose time is over."""

    named: tuple[str, ...]
    folder: Path
    index: Path | None
    yes: bool = False


def forget_candidates(wanted: Wanted) -> int:
    """Erase people after a yes, say what is gone and what stayed, and return the exit code.

    Raises:
        SealError: the folder was not collected, or a name fits nobody or several people.
        UserError: the answer was no, or nobody is there to be asked.
    """
    words = environment.words()
    with desk_of(wanted.folder, wanted.index, blind=False) as desk:
        numbers, invited = _named(desk, wanted.named) if wanted.named else (_overdue(desk), {})
        if not numbers and not invited:
            output.tell(words("commands.forget.nothing"))
            return errors.EXIT_DONE
        left = desk.elsewhere(numbers, tuple(invited))
        also = left.same if wanted.named else ()
        if not wanted.yes:
            for row in desk.pool.rows_of(numbers):
                output.tell(desk.name(row))
            for name in invited.values():
                output.tell(words("candidates.forget.only_invited", name=name))
            for there in also:
                output.tell_wrapped(words("candidates.elsewhere.too", folder=shown(there.folder)))
            ask(words.plural("candidates.forget.ask", len(numbers) + len(invited)))
        done = desk.forget(numbers, tuple(invited))
    left, done = _erase_there(left, done) if also else (left, done)
    for line in forgotten_lines(done, words):
        output.tell_wrapped(line, hanging=2)
    for line, command in elsewhere_lines(left, words):
        output.tell_wrapped(line, hanging=2)
        if command:
            output.tell(f"  {command}")  # in one piece, to be copied
    return errors.EXIT_USER if done.stayed or left.unread else errors.EXIT_DONE


def _erase_there(left: Elsewhere, done: Forgotten) -> tuple[Elsewhere, Forgotten]:
    """Erase the same people from the other folders; return what is left then, and all that was done."""
    others, unread = [], []
    for there in left.same:
        try:
            with desk_of(there.folder, there.index, blind=False) as desk:
                others.append(desk.forget(there.numbers))
        except errors.SealError:
            unread.append(there.folder)
        else:
            output.tell_wrapped(environment.words()("candidates.elsewhere.done", folder=shown(there.folder)))
    return replace(left, same=(), unread=(*left.unread, *unread)), joined(done, others)


def _named(desk: Desk, named: Sequence[str]) -> tuple[list[int], dict[str, str]]:
    """Return the rows of these people, and id and name of the invites of those who are not in the folder."""
    numbers: list[int] = []
    invited: dict[str, str] = {}
    for one in named:
        try:
            numbers.append(desk.find(one, by_name=True).id)
        except errors.SealError as error:
            if error.code != "pool_nobody":
                raise
            row = desk.only_invited(one)
            invited[row.id] = clean_name(row.person)
    return list(dict.fromkeys(numbers)), invited


def _overdue(desk: Desk) -> list[int]:
    """Return the rows whose time is over, after telling about everybody who is due soon."""
    found = desk.due()
    if not found:
        output.tell(environment.words()("candidates.due.nobody"))
    tell_list(desk, [one for one in found if one.left >= 0])
    return [one.number for one in found if one.left < 0]


def tell_list(desk: Desk, found: list[Due]) -> None:
    """Tell name and last day of these people."""
    words = environment.words()
    names = {row.id: desk.name(row) for row in desk.pool.rows_of([one.number for one in found])}
    for one in found:
        until = day(words, datetime.combine(one.until, time()))
        output.tell(words("candidates.due.line", name=names.get(one.number, ""), until=until))
