"""The recruiter's screens one after the other, for whatever must hold on all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from suitability.rendering.sheet import to_sheet_page
from suitability.services.candidates import Desk
from suitability.tui.people_table import PeopleTable
from suitability.tui.screens import screen
from suitability.tui.startup import Recruiting, Startup
from tests.recruiting.folders import desk, filled
from tests.sealing.folders import Office
from tests.tui.support import app_of, opened, startup

SCREENS = (
    *("candidates", "comparing", "filtering", "sorting", "candidate", "candidate waiting", "evidence"),
    *("questions", "sheet", "sheet_question", "stage", "rating", "notes", "printing", "due", "forgetting"),
    "folder",
)
"""Names of the stops, in order."""

LATE = "2027-06-01T12:00:00Z"
"""A moment at which the time of everybody ends within a month."""


def recruiting_start(folder: Path, *, now: str = LATE, **changes: Any) -> Startup:
    """Return a start of the app at a filled folder below ``folder``, which is made when it is missing."""
    home = folder / "office"
    if not home.exists():
        home.mkdir()
        filled(home)

    def open_desk(_place: Path) -> Desk:
        return desk(Office(home / "recruiter", home / "results"), now=now)

    given = Recruiting(open_desk, to_sheet_page)
    given = replace(given, desk=open_desk(folder))
    return startup(folder, recruiting=given, **changes)


def table(pilot: Pilot[None]) -> PeopleTable:
    """Return the table of the screen."""
    return pilot.app.screen.query_one(PeopleTable)


async def _press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def recruiting_tour(
    folder: Path, size: tuple[int, int] = (80, 24), **changes: Any
) -> AsyncIterator[tuple[str, Pilot[None]]]:
    """Yield the name of every recruiter's screen with the pilot of the app that shows it."""
    async with opened(recruiting_start(folder, **changes), size) as pilot:
        yield "candidates", pilot
        await _press(pilot, "space", "down", "space", "c")
        yield "comparing", pilot
        await _press(pilot, "escape")
        for key, name in (("f", "filtering"), ("s", "sorting"), ("p", "printing"), ("d", "due")):
            await _press(pilot, key)
            yield name, pilot
            await _press(pilot, "escape")
        await _press(pilot, "home", "end", "enter")
        yield "candidate waiting", pilot
        await _press(pilot, "escape")
        open_desk = pilot.app.screen.desk
        number = open_desk.find("Борис Котов").id
        app_of(pilot).push_screen(screen("candidate", open_desk, number))
        await pilot.pause()
        yield "candidate", pilot
        ways = (
            *(("1", "evidence"), ("2", "questions"), ("3", "sheet"), ("5", "stage"), ("6", "rating")),
            *(("7", "notes"), ("8", "forgetting")),
        )
        for key, name in ways:
            await _press(pilot, key)
            yield name, pilot
            if name == "sheet":
                await _press(pilot, "1")
                yield "sheet_question", pilot
                await _press(pilot, "escape")
            await _press(pilot, "escape")
        app_of(pilot).push_screen(screen("folder"))
        await pilot.pause()
        yield "folder", pilot
