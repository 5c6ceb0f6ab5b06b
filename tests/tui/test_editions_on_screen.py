"""Editions, grey and large print on the save screen, and the process that is warmed up before the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from suitability.tui.course import NEAR_THE_END, Course
from suitability.tui.startup import SaveRequest
from tests.tui.support import bank, opened, prepared, shown, startup, words, write_text_report
from tests.tui.test_saving_on_screen import choose, to_results, wait_for

EN = words()["en"]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_save_screen_offers_every_choice(tmp_path: Path, size: tuple[int, int]) -> None:
    """All rows can be read at every usual size; a press goes to the next value and reaches the request."""
    asked: list[SaveRequest] = []

    def keep(request: SaveRequest) -> Path:
        asked.append(request)
        return write_text_report(request)

    run = prepared(tmp_path, bank())
    start = replace(startup(tmp_path, open_at="take", run=run), save_report=keep)
    async with opened(start, size) as pilot:
        await to_results(pilot)
        await pilot.press("f6")
        await pilot.pause()
        first = shown(pilot)
        for name in ("candidate", "recruiter"):
            assert EN(f"screens.save.editions.{name}")[:12] in " ".join(shown(pilot).split())
            await choose(pilot, "edition")
        for row in ("grey", "large"):
            await choose(pilot, row)
        assert EN("screens.save.colours.grey") in shown(pilot)
        assert EN("screens.save.sizes.large") in shown(pilot)
        assert EN("screens.save.save") in first
        assert EN("screens.save.back") in first
        await choose(pilot, "save")
        await wait_for(pilot, EN("screens.save.saved", path="").strip())
    assert [(one.edition, one.grey, one.large) for one in asked] == [("counsellor", True, True)]


def test_the_libraries_are_loaded_before_the_last_question(tmp_path: Path) -> None:
    """The first call comes while questions are still open, and none at the beginning."""
    answered: list[int] = []
    course = Course(
        replace(startup(tmp_path), warm_up=lambda: answered.append(len(course.session.responses)))
    )
    course.begin("quick")
    total = len(course.session.order)
    while course.item is not None:
        course.answer(None, 1000)
    assert answered[0] >= NEAR_THE_END * total
    assert answered[0] < total
    course.close()
