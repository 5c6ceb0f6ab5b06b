"""An invite on the full screen: read, agreed to or not, answered, read through, sealed."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.tui.screens.sending import SendingScreen
from suitability.tui.startup import Startup
from tests.sealing import making
from tests.sealing.candidates import invited
from tests.tui.support import answer_all, app_of, bank, opened, shown, startup, words


def start(folder: Path, language: str = "en") -> Startup:
    return startup(folder, language=language, invitation=invited(folder))


async def finish(pilot: object) -> None:
    """Answer everything and get to the result."""
    from textual.pilot import Pilot

    assert isinstance(pilot, Pilot)
    await answer_all(pilot, bank())
    await pilot.press("0")
    await pilot.pause()
    if app_of(pilot).course.result is None:  # typed too fast for a person: the note comes first
        advice = app_of(pilot).course.words("questionnaire.quality.advice")
        assert advice.split()[-1] in shown(pilot)
        assert "nobody but you" not in shown(pilot).lower()
        await pilot.press("4")
        await pilot.pause()


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_from_the_invite_to_the_sealed_file(tmp_path: Path, language: str) -> None:
    begin = start(tmp_path, language)
    async with opened(begin, (100, 40)) as pilot:
        assert making.party().keys.shown in shown(pilot)
        assert "Ромашка" in shown(pilot)
        await pilot.press("1")
        await pilot.pause()
        assert "Согласен(на), чтобы ответы увидела Анна." in shown(pilot)
        await pilot.press("2")
        await pilot.pause()
        await finish(pilot)
        result = app_of(pilot).course.result
        await pilot.press("1")  # what an invited person came for is the first row of the result
        await pilot.pause()
        assert isinstance(app_of(pilot).screen, SendingScreen)
        assert list(begin.report_folder.iterdir()) == []
        await pilot.press("1")
        await pilot.pause()
        (path,) = begin.report_folder.iterdir()
        assert path.name in shown(pilot).replace("\n", "").replace(" ", "")
        assert app_of(pilot).course.reports == [path]

    found = making.opened(path.read_text())
    assert found.result == result
    assert found.consent.sha256 == making.invite().consent.sha256
    assert found.consent.given_at == "2026-11-22T12:00:00Z"


async def test_enter_on_the_consent_does_not_agree(tmp_path: Path) -> None:
    begin = start(tmp_path)
    async with opened(begin) as pilot:
        await pilot.press("enter", "enter")
        await pilot.pause()

        assert begin.invitation is not None
        assert begin.invitation.consent is None
        assert words()["en"]("screens.invited.title") in shown(pilot)


async def test_without_consent_one_answers_for_oneself_and_may_agree_later(tmp_path: Path) -> None:
    begin = start(tmp_path)
    async with opened(begin, (100, 40)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
        await finish(pilot)
        app_of(pilot).push_screen(SendingScreen())
        await pilot.pause()
        assert words()["en"]("screens.sending.no_consent")[:40] in shown(pilot)
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        (path,) = begin.report_folder.iterdir()

    assert making.opened(path.read_text()).result == app_of(pilot).course.result


async def test_the_same_invite_goes_on_where_it_was_left_with_its_consent(tmp_path: Path) -> None:
    async with opened(start(tmp_path)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
    again = start(tmp_path)
    async with opened(again) as pilot:
        assert words()["en"]("screens.invited.resume") in shown(pilot)
        await pilot.press("1")
        await pilot.pause()
        assert app_of(pilot).course.sitting.session.answered == 1
        assert again.invitation is not None
        assert again.invitation.consent is not None


async def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    begin = start(tmp_path)
    async with opened(begin, (100, 40)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        await finish(pilot)
        begin.report_folder.rmdir()
        app_of(pilot).push_screen(SendingScreen())
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert str(begin.report_folder)[:20] in shown(pilot)
        begin.report_folder.mkdir()
        await pilot.press("1")
        await pilot.pause()
        assert len(list(begin.report_folder.iterdir())) == 1
