"""Opens a recruiter's folder for commands and screens: who prints, what the time is, whose time is over."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from suitability.cli import environment, output
from suitability.errors import SealError, UserError
from suitability.services.candidates import Desk, DeskTools, PrintOrder
from suitability.services.inviting import MOMENT
from suitability.services.pool import open_pool

if TYPE_CHECKING:
    from suitability.services.guide_pages import Stock


def whole_screen() -> bool:
    """Return whether the full screen can be drawn here."""
    from suitability.services.terminal import terminal_problem  # noqa: PLC0415 - only where it matters

    return terminal_problem(os.environ, *environment.terminal_state()) is None


def open_desk(folder: Path, index: Path | None = None, *, blind: bool = False) -> Desk:
    """Return a collected folder ready to work with.

    Raises:
        SealError: there is no such folder, or it was not collected yet.
    """
    from suitability.services.collecting import index_of  # noqa: PLC0415 - only with a folder

    place = index_of(folder, index)
    return Desk(open_pool(environment.bank(), folder, place), tools(), blind=blind)


@contextlib.contextmanager
def desk_of(folder: Path, index: Path | None, *, blind: bool) -> Iterator[Desk]:
    """Open a folder for one command and close it. Raises as ``open_desk``."""
    desk = open_desk(folder, index, blind=blind)
    try:
        yield desk
    finally:
        desk.close()


def tools() -> DeskTools:
    """Return what a desk needs from this machine."""
    home = None
    with contextlib.suppress(UserError):
        home = environment.folders().recruiter
    return DeskTools(
        now=lambda: environment.utc_now().strftime(MOMENT),
        draw=environment.random_bytes,
        stock=_stock,
        home=home,
        print_report=_print_report,
        print_sheet=_print_sheet,
    )


def _stock() -> Stock:
    from suitability.services.guide_pages import Stock  # noqa: PLC0415 - the content loads when it is needed

    return Stock(environment.bank(), environment.guide(), environment.handbook(), environment.coaching())


def _print_report(order: PrintOrder) -> Path:
    from suitability.cli import reports  # noqa: PLC0415 - rendering loads when a report is made
    from suitability.services import files  # noqa: PLC0415 - as above
    from suitability.services.edition_types import FrontMatter  # noqa: PLC0415 - as above

    result = order.candidate.result
    if result is None:
        raise SealError("pool_no_result", name=order.name or "")
    wanted = reports.Wanted(order.language, order.format, "recruiter", FrontMatter(person=order.name))
    place = order.place
    if files.is_folder(place):  # several people go into one folder: each file says whose it is
        name = reports.default_name(result, wanted)
        place /= files.safe_file_stem(order.name or "", "suitability") + name.removeprefix("suitability")
    return reports.save(environment.bank(), result, wanted, place, force=order.force)


def _print_sheet(place: Path, text: str) -> Path:
    from suitability.services import files  # noqa: PLC0415 - only where something is written

    files.write_text(place, text, force=True)
    return place


def tell_due(desk: Desk) -> None:
    """Say how many people's time is over or ends within a month, and how to see and erase them."""
    words = environment.words()
    found = desk.due()
    over = sum(one.left < 0 for one in found)
    if over:
        output.say(words.plural("candidates.due.over", over))
    if len(found) > over:
        output.say(words.plural("candidates.due.soon", len(found) - over))
    if found:
        output.say(words("candidates.due.how", folder=desk.pool.folder))
