"""Everybody in a folder, one at a time and counted beforehand: what a batch of reports prints.

Where ``services/people.py`` hands people on, this yields them: a printer takes the next one when it is
ready. Nobody is held in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.errors import UserError
from suitability.services.blind import veiled
from suitability.services.people import collected
from suitability.services.pool import Filter, open_pool
from suitability.services.result_folder import Intake, LeftOut, each_result
from suitability.services.results import AnswersError
from suitability.storage.pool_schema import RECEIVED
from suitability.storage.result_listing import result_files
from suitability.storage.safe_write import shown


@dataclass(frozen=True, slots=True)
class Paper:
    """A result to print, the name in the register ("" where there is none), and the row of the index.

    ``hidden``: what stands in the place of the name is a pseudonym.
    """

    result: Result
    person: str = ""
    number: int | None = None
    hidden: bool = False


@dataclass(slots=True)
class Pile:
    """What printing a folder came to; ``taken`` fills the fields while it goes on.

    ``total``: results or files there, counted before the first is taken. ``waiting``: invited people without
    a result. ``misfits``: people whose result does not fit today's questions. ``intake``: what a folder
    without an index held. ``stages``: only people at one of these (none: everybody). ``salt``: what
    pseudonyms are made from where they stand for people.
    """

    bank: ItemBank
    place: Path
    total: int = 0
    waiting: int = 0
    misfits: list[LeftOut] = field(default_factory=list)
    intake: Intake | None = None
    stages: tuple[str, ...] = ()
    salt: bytes | None = None

    @property
    def left_out(self) -> list[LeftOut]:
        """What cannot be printed, with reasons."""
        return [*self.misfits, *(self.intake.left_out if self.intake else ())]

    def taken(self) -> Iterator[Paper]:
        """Yield everybody with a usable result: by name or pseudonym from an index, else as the files lie.

        Raises:
            UserError: there is no result in the folder.
            SealError: the index cannot be used.
        """
        if collected(self.place):
            yield from self._from_index()
            return
        self.intake = Intake()
        for result, _ in each_result(self.bank, self.place, self.intake):
            yield Paper(result)

    def _from_index(self) -> Iterator[Paper]:
        with closing(open_pool(self.bank, self.place)) as pool:
            chosen = Filter(statuses=(RECEIVED,), stages=self.stages)
            people = [("", number) for number in pool.numbers(chosen)]  # nothing stays open: others may write
            for alias, number in veiled(pool, self.salt, chosen) if self.salt else people:
                seen = pool.candidate(number)
                if seen.result is None:
                    self.misfits.append(_misfit(alias or seen.row.name, seen.refusal))
                else:
                    yield Paper(seen.result, alias or seen.row.entry.person, number, bool(alias))


def _misfit(name: str, why: AnswersError | None) -> LeftOut:
    """Return a person whose result is refused, with the program that made it where that can be read."""
    if why is None:
        return LeftOut(name, "batch_misfit", {"name": shown(name)})
    return LeftOut(name, "batch_misfit_of", {"name": shown(name), "program": why.values["program"]})


def pile_of(bank: ItemBank, place: Path, stages: tuple[str, ...] = (), salt: bytes | None = None) -> Pile:
    """Return what is to be printed of a folder, collected or not, counted; the rest as in ``Pile``.

    Raises:
        UserError: there is no such folder, or stages are asked for where nobody can have one.
        SealError: the index cannot be used.
    """
    if not collected(place):
        if stages:
            raise UserError("batch_stage_nowhere", folder=shown(place))
        return Pile(bank, place, total=sum(1 for _ in result_files(place)))
    with closing(open_pool(bank, place)) as pool:
        total = pool.count(Filter(statuses=(RECEIVED,), stages=stages))
        waiting = pool.count(Filter(stages=stages)) - total
        return Pile(bank, place, total=total, waiting=waiting, stages=stages, salt=salt)
