"""A recruiter's desk: a collected folder with who is shown how, in which order, and what may be done there.

Screens and commands both work through it, so that blind mode hides the same things everywhere. Nothing here
adds scales up, and nothing turns anybody down.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from suitability.errors import SealError
from suitability.services import blind as blindness
from suitability.services import retention
from suitability.services.elsewhere import Elsewhere, elsewhere_of
from suitability.services.files import clean_name
from suitability.services.forgetting import Forgotten, forget_people, invites_of
from suitability.services.pool import Candidate, Filter, Heard, Listing, Pool, PoolRow, Sort
from suitability.storage.safe_write import shown

if TYPE_CHECKING:
    from suitability.services.edition_types import DocumentFormat, Edition
    from suitability.services.guide_pages import Stock
    from suitability.services.words import Words
    from suitability.storage.register_file import InviteRow

STAGES: Final = ("invited", "talk", "task", "offer", "hired", "paused", "closed")
"""Stages on offer from the start, by the last part of their words' key; any other text will do."""

CRITERIA: Final = ("experience", "conversation", "writing")
"""Criteria of a rating on offer from the start, by the last part of their words' key."""

RATINGS: Final = range(1, 6)
"""A rating of one's own: 1 to 5."""

SIDE_BY_SIDE: Final = 4
"""How many people are set side by side at most."""

SORTS: Final = ("person", "status", "received", "quality", "raised", "form", "role", "stage")
"""Columns to sort by, beside the scales."""


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Whose report is wanted, where, in which language and format, and the name on it (or None)."""

    candidate: Candidate
    place: Path
    language: str
    format: DocumentFormat = "pdf"
    name: str | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class DeskTools:
    """What a desk needs from outside.

    ``now`` returns the moment in UTC, ``draw`` random bytes, ``stock`` the content (loaded when first
    asked for). ``home`` is the recruiter's folder, None where there is none. ``print_report`` writes the
    recruiter's edition and returns the file; ``print_sheet`` writes a text to a file.
    """

    now: Callable[[], str]
    draw: Callable[[int], bytes]
    stock: Callable[[], Stock]
    home: Path | None
    print_report: Callable[[PrintOrder], Path]
    print_sheet: Callable[[Path, str], Path]


class Desk:
    """An open folder. ``blind`` hides names, addresses, notes, file names and invites.

    ``interviewer`` is whose interview sheets are filled in and shown here, "" where nobody is named.
    """

    def __init__(self, pool: Pool, tools: DeskTools, *, blind: bool = False) -> None:
        self.pool = pool
        self.tools = tools
        self._salt = blindness.salt_of(pool, tools.draw)
        self._forced = blind
        self.interviewer: str = ""

    def close(self) -> None:
        """Close the folder's index."""
        self.pool.close()

    @property
    def blind(self) -> bool:
        """True while names are hidden."""
        return self._forced or blindness.is_blind(self.pool)

    def set_blind(self, *, blind: bool) -> None:
        """Hide the names, in this folder and from now on, or show them again."""
        self._forced = False
        blindness.set_blind(self.pool, blind=blind)

    @property
    def stir(self) -> int:
        """The folder's own number, from which the neutral order comes."""
        return int.from_bytes(self._salt[:4], "big") + 1

    def name(self, row: PoolRow) -> str:
        """Return what a person is called here: the name, or the pseudonym."""
        return blindness.pseudonym(self._salt, row.entry.owner) if self.blind else clean_name(row.name)

    # ---- who is there ----

    def listing(self, wanted: Filter, sort: Sort) -> Listing:
        """Return everybody that a filter lets through, in order; in blind mode names neither filter nor sort.

        A text is then looked for in pseudonyms. Raises KeyError for an unknown scale, sign or column.
        """
        if not self.blind:
            return self.pool.listing(wanted, sort, self.stir if sort.by.startswith("scale:") else None)
        found = self.pool.listing(replace(wanted, text=""), sort, self.stir)
        text = _key(wanted.text)
        if not text:
            return found
        fits = {
            number
            for number, owner in self.pool.owners(replace(wanted, text=""))
            if text in _key(blindness.pseudonym(self._salt, owner))
        }
        kept = [at for at, number in enumerate(found.numbers) if number in fits]
        ties = None if found.ties is None else array("q", (found.ties[at] for at in kept))
        return Listing(array("q", (found.numbers[at] for at in kept)), ties)

    def find(self, named: str, *, by_name: bool = False) -> PoolRow:
        """Return the one person that is meant: a row number, a pseudonym, the beginning of an id, or a name.

        In blind mode a name finds nobody, unless ``by_name`` asks for it: who wants to be erased says a name.

        Raises:
            SealError: nobody (``pool_nobody``, ``pool_nobody_blind`` where names are hidden) or several
                people (``pool_several``) fit.
        """
        hidden = self.blind and not by_name
        found = self._by_pseudonym(named) or (() if hidden else self.pool.find(named))
        if not found and hidden and named.strip().isdecimal():
            found = self.pool.find(named)
        if not found:
            code = "pool_nobody_blind" if hidden else "pool_nobody"
            raise SealError(code, named=shown(named)[:60], folder=shown(self.pool.folder))
        if len(found) > 1:
            people = ", ".join(f"{row.id} ({shown(self.name(row))[:40]})" for row in found)
            raise SealError("pool_several", named=shown(named)[:60], people=people)
        return found[0]

    def _by_pseudonym(self, named: str) -> tuple[PoolRow, ...]:
        key = _key(named)
        if len(key) != 8 or "-" not in named:
            return ()
        numbers = [
            number
            for number, owner in self.pool.owners()
            if _key(blindness.pseudonym(self._salt, owner)) == key
        ]
        return self.pool.rows_of(numbers)

    def edition(self, candidate: Candidate, words: Words) -> Edition | None:
        """Return the recruiter's edition of a person's result; None where there is no result to show."""
        if candidate.result is None:
            return None
        from suitability.services.editions import EditionOrder, build_edition  # noqa: PLC0415 - not for the table

        return build_edition(self.tools.stock(), words, candidate.result, EditionOrder("recruiter"))

    # ---- what is done ----

    def set_stage(self, number: int, stage: str) -> None:
        """Put a person into a stage; an empty one takes them out."""
        self.pool.set_stage(number, stage, self.tools.now())

    def set_rating(self, number: int, criterion: str, value: int | None) -> None:
        """Rate a person from 1 to 5 on a criterion of one's own; None takes it back.

        Raises:
            SealError: the value is out of range, or the row is not there.
        """
        if value is not None and value not in RATINGS:
            raise SealError("rating_range", value=value, least=RATINGS[0], most=RATINGS[-1])
        self.pool.set_rating(number, criterion, value, self.tools.now())

    def add_note(self, number: int, text: str) -> None:
        """Add a note on a person; an empty one is no note."""
        self.pool.add_note(number, text, self.tools.now())

    def hear(self, number: int, question: str, mark: str, note: str) -> None:
        """Note what was heard on one question of the interview, on the interviewer's own sheet."""
        self.pool.set_heard(number, Heard(question, mark, note, self.tools.now(), self.interviewer))

    def interviewers(self, number: int) -> tuple[str, ...]:
        """Return whose sheets of a person there are, "" for one of nobody named."""
        return tuple(dict.fromkeys(one.interviewer for one in self.pool.sheet(number)))

    def print_report(self, number: int, order: Callable[[Candidate], PrintOrder]) -> Path:
        """Write the recruiter's edition of a person, remember the file, and return it.

        In blind mode the pseudonym stands in the place of the name.

        Raises:
            SealError: there is no result to print.
            OutputError: the file exists or cannot be written.
        """
        candidate = self.pool.candidate(number)
        if candidate.result is None:
            raise SealError("pool_no_result", name=shown(self.name(candidate.row))[:60])
        path = self.tools.print_report(replace(order(candidate), name=self.name(candidate.row)))
        self.pool.note_written([number], path, self.tools.now())
        return path

    def print_sheet(self, number: int, place: Path, text: str) -> Path:
        """Write an interview sheet as a file, remember it, and return it."""
        path = self.tools.print_sheet(place, text)
        self.pool.note_written([number], path, self.tools.now())
        return path

    # ---- how long ----

    def set_keep_days(self, days: int) -> None:
        """Set for how many days the folder keeps people. Raises SealError when that is out of range."""
        retention.set_keep_days(self.pool, days)

    def due(self, ahead: int = retention.WARN_DAYS) -> tuple[retention.Due, ...]:
        """Return everybody whose time ends within ``ahead`` days or is over."""
        today = date.fromisoformat(self.tools.now()[:10])
        return retention.due(self.pool, today, retention.promised(self.tools.home), ahead)

    def only_invited(self, named: str) -> InviteRow:
        """Return the one invite in the register that is meant: by name, address, or the beginning of its id.

        For people who were invited and of whom nothing is in this folder.

        Raises:
            SealError: no invite (``pool_nobody``) or several (``pool_several``) fit.
        """
        found = invites_of(self.tools.home, named)
        if not found:
            raise SealError("pool_nobody", named=shown(named)[:60], folder=shown(self.pool.folder))
        if len(found) > 1:
            people = ", ".join(f"{row.id[:8]} ({shown(clean_name(row.person))[:40]})" for row in found[:10])
            raise SealError("pool_several", named=shown(named)[:60], people=people)
        return found[0]

    def elsewhere(self, numbers: Sequence[int], invites: Sequence[str] = ()) -> Elsewhere:
        """Return where else these people, or these invites, are; to be asked before they are erased."""
        return elsewhere_of(self.pool, self.tools.home, self.pool.rows_of(numbers), invites)

    def forget(self, numbers: Sequence[int], invites: Sequence[str] = ()) -> Forgotten:
        """Erase people for good, with everything that is kept of them, and ``invites`` of the register."""
        return forget_people(self.pool, numbers, self.tools.home, invites)


def _key(text: str) -> str:
    return "".join(text.split()).replace("-", "").casefold()
