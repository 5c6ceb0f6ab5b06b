"""A walk through every screen, for whatever must hold on all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from suitability.domain.bank import ItemBank
from suitability.tui.screens.quality import QualityScreen
from suitability.tui.screens.sending import SendingScreen
from suitability.tui.screens.unsaved import UnsavedScreen
from suitability.tui.startup import Startup
from tests.recruiting.screens import SCREENS as RECRUITING
from tests.recruiting.screens import recruiting_tour
from tests.sealing.candidates import invited
from tests.tui.support import app_of, bank, found, opened, plan, prepared, startup

KINDS = ("rating", "choice", "situation", "sequence")

SCREENS = (
    *(f"item {kind} {state}" for kind in KINDS for state in ("fresh", "cursor", "chosen")),
    *("pause", "review", "quality", "unsaved", "unsaved folder", "results", "results end", "signs", "sign"),
    *("scales", "tasks", "advice", "plan", "interview", "roles", "page of a role", "pay", "pick", "method"),
    *("save", "save folder", "help"),
    *("welcome", "sessions", "guide", "shelf", "page", "guide found"),
    *("invited", "agreement", "sending", "sending without consent"),
    *RECRUITING,
)
"""Names of the stops, in order."""


PARTS = {
    "1": "signs",
    "11": "sign",
    "2": "scales",
    "3": "tasks",
    "4": "advice",
    "41": "plan",
    "42": "interview",
    "5": "roles",
    "51": "page of a role",
    "6": "pay",
    "61": "pick",
    "8": "method",
}
"""Keys from the result on -> the stop that they lead to."""


def _position(own: ItemBank, kind: str) -> int:
    return next(number for number, (item, _) in enumerate(plan(own)) if item.kind == kind)


async def _press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def tour(
    folder: Path, size: tuple[int, int] = (80, 24), **changes: Any
) -> AsyncIterator[tuple[str, Pilot[None]]]:
    """Yield the name of every screen with the pilot of the app that shows it."""
    async for stop in questions(folder, size, **changes):
        yield stop
    start = startup(
        folder,
        open_at="take",
        run=prepared(folder, bank(), language=changes.get("language", "en")),
        **changes,
    )
    async for stop in _around(start, size):
        yield stop
    async with opened(startup(folder, **changes), size) as pilot:
        yield "welcome", pilot
        await _press(pilot, "6" if app_of(pilot).course.unfinished() else "5")
        yield "sessions", pilot
        await _press(pilot, "escape", "g")
        yield "guide", pilot
        await _press(pilot, "1")
        yield "shelf", pilot
        await _press(pilot, "3")
        yield "page", pilot
        await _press(pilot, "escape", "escape", *"vpn")
        await found(pilot)
        yield "guide found", pilot
    async for stop in _invited(folder, size, **changes):
        yield stop
    async for stop in recruiting_tour(folder, size, **changes):
        yield stop


async def _invited(
    folder: Path, size: tuple[int, int], **changes: Any
) -> AsyncIterator[tuple[str, Pilot[None]]]:
    own = bank()
    run = prepared(folder, own, language=changes.get("language", "en"))
    asked = invited(folder)
    async with opened(startup(folder, open_at="take", invitation=asked, **changes), size) as pilot:
        yield "invited", pilot
        await _press(pilot, "1")
        yield "agreement", pilot
        app = app_of(pilot)
        app.course.resume(run)
        app.course.finish()
        app.go_to_results()
        app.push_screen(SendingScreen())
        await pilot.pause()
        yield "sending without consent", pilot
        app.pop_screen()
        asked.agree()
        app.push_screen(SendingScreen())
        await pilot.pause()
        yield "sending", pilot


async def questions(
    folder: Path, size: tuple[int, int] = (80, 24), **changes: Any
) -> AsyncIterator[tuple[str, Pilot[None]]]:
    """Yield the question screen with an item of each kind: answered, fresh, and with the cursor on it."""
    own = bank()
    start = startup(
        folder, open_at="take", run=prepared(folder, own, language=changes.get("language", "en")), **changes
    )
    async with opened(start, size) as pilot:
        course = app_of(pilot).course
        for kind in KINDS:
            course.visit([_position(own, kind)])
            app_of(pilot).go_to_items()
            await pilot.pause()
            yield f"item {kind} chosen", pilot
            course.sitting.omit(1)
            course.sitting.back()
            app_of(pilot).go_to_items()
            await pilot.pause()
            yield f"item {kind} fresh", pilot
            await _press(pilot, "home")
            yield f"item {kind} cursor", pilot
            await _press(pilot, "1", "2", "3", "4", "5", "enter")


async def _around(start: Startup, size: tuple[int, int]) -> AsyncIterator[tuple[str, Pilot[None]]]:
    async with opened(start, size) as pilot:
        app = app_of(pilot)
        app.go_to_items()
        await pilot.pause()
        for name, screen in (("quality", QualityScreen), ("unsaved", UnsavedScreen)):
            app.push_screen(screen())
            await pilot.pause()
            yield name, pilot
            if name == "unsaved":
                await _press(pilot, "2")
                yield "unsaved folder", pilot
            app.pop_screen()
        app.go_to_review()
        await pilot.pause()
        yield "review", pilot
        app.action_interrupt()
        await pilot.pause()
        yield "pause", pilot
        course = app.course
        course.finish()
        app.go_to_results()
        await pilot.pause()
        yield "results", pilot
        await _press(pilot, "end")
        yield "results end", pilot
        at = ""
        for keys, name in PARTS.items():
            same = 1 if keys[:1] == at[:1] else 0  # the page above it is open already
            await _press(pilot, *["escape"] * (len(at) - same), *keys[same:])
            yield name, pilot
            at = keys
        await _press(pilot, *["escape"] * len(at))
        await _press(pilot, "f6")
        yield "save", pilot
        await _press(pilot, "5")
        yield "save folder", pilot
        await _press(pilot, "f1")
        yield "help", pilot
