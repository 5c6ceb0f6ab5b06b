"""What the app is given and what it hands back. Imports no Textual, so the command line builds it cheaply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from suitability.records import dataclass

if TYPE_CHECKING:
    from suitability.domain.bank import ItemBank
    from suitability.domain.session import Result
    from suitability.services.candidate_table import TableOrder
    from suitability.services.candidates import Desk
    from suitability.services.guide_pages import Stock
    from suitability.services.invitation import Invitation
    from suitability.services.report_types import Report
    from suitability.services.sheet_view import Sheet
    from suitability.services.sitting import SittingSettings
    from suitability.services.words import Words
    from suitability.storage.runs import RunSummary

ReportFormat = Literal["pdf", "html", "text"]
Paper = Literal["a4", "letter"]
ReportEdition = Literal["candidate", "recruiter", "counsellor"]


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """A report to be written: of which result, in which language, format and edition, into which folder.

    ``replace`` is True after the person agreed to overwrite an existing file. ``name`` is the file's name if
    the person chose one, else None. ``grey`` is without colour, ``large`` in large print.
    """

    result: Result
    language: str
    folder: Path
    format: ReportFormat
    paper: Paper
    replace: bool = False
    name: str | None = None
    edition: ReportEdition = "candidate"
    grey: bool = False
    large: bool = False


def _nothing() -> None:
    """Load nothing beforehand."""


@dataclass(frozen=True, slots=True)
class Recruiting:
    """What the recruiter's screens are given.

    ``open_desk`` opens a collected folder (raises SealError); ``desk`` is one that is open already: then the
    app begins with it, with the rows that ``order`` names, or with the interview sheet of row ``sheet``.
    ``sheet_page`` turns an interview sheet into HTML.
    """

    open_desk: Callable[[Path], Desk]
    sheet_page: Callable[[Sheet], str]
    desk: Desk | None = None
    order: TableOrder | None = None
    sheet: int | None = None


@dataclass(frozen=True, slots=True)
class Startup:
    """Everything the app needs from outside; it reads no environment, clock or folder itself.

    ``words`` maps every language of the bank to its words; ``language`` is the one to begin with.
    ``settings`` is asked for once the first sitting is made; ``runs_folder`` is where sittings are kept, None
    where there is no place. ``form`` is the form that "start" opens. ``open_at`` "take" skips the welcome
    screen; ``run`` then names a kept sitting to go on with, or is None for a new one. ``save_report`` may
    take seconds and is called in a worker thread; it returns the path it wrote and raises UserError
    (OutputError with code ``output_exists`` when the file is there and ``replace`` is False).
    ``warm_up`` is called when the end comes near, so that what reports need is loaded while questions are
    still being answered; calling it again costs nothing.
    ``stock`` returns what the guide is made from, coaching included; it is asked for when a page of the guide
    is first opened and answers from memory afterwards. ``ascii``: charts use no characters beyond ASCII.
    ``repeat_ms`` is the gap under which the same key counts as held down. ``invitation`` is the invite that
    is answered; then the app opens with it. ``recruiting`` brings the recruiter's screens. ``role_name``
    turns a role's id and a language into its name.
    """

    bank: ItemBank
    words: Mapping[str, Words]
    language: str
    settings: Callable[[], SittingSettings]
    runs_folder: Path | None
    form: str
    report_folder: Path
    build_report: Callable[[Result, str], Report]
    save_report: Callable[[SaveRequest], Path]
    list_runs: Callable[[], Sequence[RunSummary]]
    forget_run: Callable[[str], None]
    stock: Callable[[], Stock]
    open_at: Literal["welcome", "take"] = "welcome"
    run: Path | None = None
    mouse: bool = True
    theme: str = "dark"
    repeat_ms: int = 90
    warm_up: Callable[[], None] = _nothing
    invitation: Invitation | None = None
    role_name: Callable[[str, str], str] = lambda role, _language: role
    recruiting: Recruiting | None = None
    ascii: bool = False

    def begun(self, run: str, form: str) -> None:
        """Tell the invitation, if there is one, that a sitting has begun."""
        if self.invitation is not None:
            self.invitation.begun(run, form)


@dataclass(slots=True)
class Outcome:
    """What happened until the app was left.

    ``run`` is the last sitting's file, ``finished`` whether its result was reached, ``unsaved`` whether
    answers existed in memory only, ``reports`` the files that were written, ``signal`` the number of the
    signal that ended the app (0: none).
    """

    language: str
    run: Path | None = None
    answered: int = 0
    total: int = 0
    finished: bool = False
    unsaved: bool = False
    reports: list[Path] = field(default_factory=list)
    signal: int = 0
