"""The page of one person where there is little to show, and what every page of answers says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from suitability.tui.screens import screen
from suitability.tui.screens.candidate import CandidateScreen
from tests.recruiting.folders import desk
from tests.recruiting.screens import LATE, recruiting_start
from tests.sealing import making
from tests.sealing.folders import Office, answered, office, other_run
from tests.tui.support import app_of, opened, shown


def unusual(folder: Path) -> Office:
    """Return a folder with a person who answered too fast and one who only marked working conditions."""
    place = office(folder)
    fast = answered(1)
    rushed = {name: replace(one, elapsed_ms=300) for name, one in fast.responses.items()}
    marked = replace(making.result(form="conditions"), id=f"{2:032x}")
    place.put("1.txt", making.sealed(place.invite("Hasty", 1), replace(fast, responses=rushed), other_run()))
    place.put("2.txt", making.sealed(place.invite("Marker", 2, form="conditions"), marked, other_run()))
    place.collect()
    return place


@pytest.mark.parametrize("who", ["Hasty", "Marker"])
async def test_every_row_of_a_person_with_little_to_show_opens(tmp_path: Path, who: str) -> None:
    """Who cannot be judged has no signs: no row leads to a page that is not there."""
    open_desk = desk(unusual(tmp_path), now=LATE)
    start = recruiting_start(tmp_path)
    assert start.recruiting is not None
    start = replace(start, recruiting=replace(start.recruiting, desk=open_desk))
    async with opened(start, (100, 40)) as pilot:
        app_of(pilot).push_screen(screen("candidate", open_desk, open_desk.find(who).id))
        await pilot.pause()
        page = pilot.app.screen
        assert isinstance(page, CandidateScreen)
        rows = [name for name, _ in page.entries()]
        assert "evidence" not in rows
        assert {"sheet", "print", "forget"} <= set(rows)
        for name in rows[:-1]:
            page.choose(name)
            await pilot.pause()
            assert pilot.app.screen is not page, name
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.screen is page, name


async def test_the_pages_of_evidence_say_what_a_seal_is_worth(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path), (100, 40)) as pilot:
        open_desk = pilot.app.screen.desk
        app_of(pilot).push_screen(screen("candidate", open_desk, open_desk.find("Борис Котов").id))
        await pilot.pause()
        for key in ("1", "right"):
            await pilot.press(key)
            await pilot.pause()
            assert "Sealed means" in " ".join(shown(pilot).split())
