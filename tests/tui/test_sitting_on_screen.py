"""Whole sittings typed into the app."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.domain.session import Result
from suitability.services import sitting as sittings
from suitability.tui.presenters import fast_items
from suitability.tui.widgets import RowList
from tests.domain import toy
from tests.tui.support import (
    answer_all,
    app_of,
    bank,
    opened,
    plan,
    prepared,
    settings,
    shown,
    startup,
    words,
)


def typed_directly(folder: Path, language: str, times: Result) -> Result:
    """Return the result of the same answers given to the sitting itself, with the times of ``times``."""
    sitting = sittings.start(settings(folder), "quick", language)
    for item, answer in plan(bank()):
        sitting.respond(answer, times.responses[item.id].elapsed_ms)
    result = sitting.finish()
    sitting.close()
    return result


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_typed_sitting_gives_the_result_of_the_sitting_service(tmp_path: Path, language: str) -> None:
    async with opened(startup(tmp_path, language=language, open_at="take")) as pilot:
        await answer_all(pilot, bank())
        assert words()[language]("screens.review.heading") in shown(pilot)
        await pilot.press("0")
        await pilot.pause()
        course = app_of(pilot).course
        if course.result is None:  # typed too fast for a person: the note comes first
            assert words()[language]("screens.quality.heading") in shown(pilot)
            await pilot.press("4")
            await pilot.pause()
        result = course.result
        assert result is not None
    assert result == typed_directly(tmp_path / "directly", language, result)
    times = [response.elapsed_ms for response in result.responses.values()]
    assert all(time is not None and 0 <= time < 60_000 for time in times)


async def test_an_answer_is_on_the_disk_before_the_next_question_shows(tmp_path: Path) -> None:
    start = startup(tmp_path, open_at="take")
    async with opened(start) as pilot:
        for number in range(1, 4):
            await pilot.press("3")
            await pilot.pause()
            assert f"{number + 1} of" in shown(pilot)
            assert f"Saved: question {number}" in shown(pilot)
            course = app_of(pilot).course
            assert course.sitting.saving.ok
            assert course.sitting.session.answered == number
    (path,) = (tmp_path / "runs").glob("*.run")
    again = sittings.resume(settings(tmp_path / "runs"), path)
    assert again.session.answered == 3
    again.close()


async def test_back_keeps_the_earlier_answer_marked_and_a_new_one_replaces_it(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        await pilot.press("2")
        await pilot.press("backspace")
        await pilot.pause()
        assert "1 of" in shown(pilot)
        assert ">  2  (x)" in shown(pilot)
        await pilot.press("5")
        await pilot.press("backspace")
        await pilot.pause()
        assert ">  5  (x)" in shown(pilot)
        assert "2  ( )" in shown(pilot)
        assert app_of(pilot).course.response is not None
        assert app_of(pilot).course.response.answer == 5  # type: ignore[union-attr]  # checked above


async def test_a_skipped_question_is_counted_and_marked_when_one_returns(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        await pilot.press("0")
        await pilot.pause()
        session = app_of(pilot).course.sitting.session
        assert len(session.omitted) == 1
        assert session.answered == 0
        assert "Saved: question 1 skipped" in shown(pilot)
        await pilot.press("backspace")
        await pilot.pause()
        assert ">  0  (x) Skip" in shown(pilot)


async def test_arrows_and_enter_are_enough_and_no_answer_is_suggested(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        assert ">" not in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert words()["en"]("screens.item.missing.choose").split(".")[0] in shown(pilot)
        assert app_of(pilot).course.sitting.session.position == 0
        await pilot.press("down", "down", "space")
        await pilot.pause()
        assert ">  2  (x)" in shown(pilot)
        assert app_of(pilot).course.sitting.session.position == 0
        await pilot.press("down", "enter")
        await pilot.pause()
        course = app_of(pilot).course
        assert course.sitting.session.responses[course.sitting.session.order[0]].answer == 3


async def test_the_mouse_answers_too(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        lines = shown(pilot).split("\n")
        row = next(number for number, line in enumerate(lines) if "4  ( )" in line)
        await pilot.click(offset=(10, row))
        await pilot.pause()
        session = app_of(pilot).course.sitting.session
        assert session.responses[session.order[0]].answer == 4


async def test_the_language_switches_in_mid_test_and_answers_stay(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        await pilot.press("2", "backspace", "f2")
        await pilot.pause()
        item = app_of(pilot).course.item
        assert item is not None
        assert item.text.on("ru")[:30] in shown(pilot)
        assert "(x)" in shown(pilot)
        assert app_of(pilot).course.sitting.session.language == "ru"
        await pilot.press("f2")
        await pilot.pause()
        assert item.text.on("en")[:30] in shown(pilot)


async def test_escape_pauses_and_enter_goes_on_where_one_was(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        await pilot.press("3", "escape")
        await pilot.pause()
        assert "Everything is saved" in shown(pilot).replace("\n  ", " ")
        await pilot.press("enter")
        await pilot.pause()
        assert "2 of" in shown(pilot)


async def test_control_c_pauses_first_and_leaves_second(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        await pilot.press("3", "ctrl+c")
        await pilot.pause()
        assert words()["en"]("screens.pause.leave") in shown(pilot)
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert not app_of(pilot).is_running


async def test_an_unfinished_sitting_is_offered_with_a_recap_and_goes_on(tmp_path: Path) -> None:
    start = startup(tmp_path, language="ru", open_at="take")
    async with opened(start) as pilot:
        await pilot.press("3", "0", "4", "f10")
    async with opened(startup(tmp_path)) as pilot:
        assert "Continue: 2 of" in shown(pilot)
        await pilot.press("1")
        await pilot.pause()
        text = shown(pilot)
        assert words()["ru"]("screens.recap.heading") in text
        assert "22.11.2026, 12:00" in text
        await pilot.press("1")
        await pilot.pause()
        assert "4 из" in shown(pilot)


async def test_review_lists_answers_marks_skips_and_comes_back_after_a_change(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        await pilot.press("3", "0", "4", "f4")
        await pilot.pause()
        text = shown(pilot)
        assert "[x]" in text
        assert "[-]" in text
        assert "[ ]" in text
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert "2 of" in shown(pilot)
        await pilot.press("5")
        await pilot.pause()
        assert words()["en"]("screens.review.heading") in shown(pilot)
        assert app_of(pilot).course.sitting.session.omitted == ()
        await pilot.press("0")
        await pilot.pause()
        assert "4 of" in shown(pilot)


async def test_fast_answers_are_noticed_first_and_can_be_given_again(tmp_path: Path) -> None:
    run = prepared(tmp_path, bank(), elapsed_ms=700)
    async with opened(startup(tmp_path, open_at="take", run=run)) as pilot:
        await pilot.press("1", "0")
        await pilot.pause()
        course = app_of(pilot).course
        fast = fast_items(bank(), course.session)
        assert words()["en"]("screens.quality.heading") in shown(pilot)
        assert course.result is None
        await pilot.press("1")
        await pilot.pause()
        assert f"{fast[0] + 1} of" in shown(pilot)
        assert "(x)" in shown(pilot)
        await pilot.press("3")
        await pilot.pause()
        assert f"{fast[1] + 1} of" in shown(pilot)
        await pilot.press("backspace")
        await pilot.pause()
        assert words()["en"]("screens.review.heading") in shown(pilot)


async def test_a_finished_short_form_goes_on_into_the_longer_one(tmp_path: Path) -> None:
    own = toy.bank()
    run = prepared(tmp_path, own)
    async with opened(startup(tmp_path, own, open_at="take", run=run)) as pilot:
        await pilot.press("1", "0")
        await pilot.pause()
        menu = pilot.app.screen.query_one("#menu", RowList)
        menu.cursor = [row.id for row in menu.rows].index("longer")
        await pilot.press("enter")
        await pilot.pause()
        course = app_of(pilot).course
        assert course.sitting.session.form == "long"
        assert f"{len(own.order('quick')) + 1} of {len(own.order('long'))}" in shown(pilot)


async def test_a_held_key_answers_once(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take", repeat_ms=60_000)) as pilot:
        await pilot.press("3", "3", "3", "3")
        await pilot.pause()
        assert app_of(pilot).course.sitting.session.answered == 1
        await pilot.press("4")
        await pilot.pause()
        assert app_of(pilot).course.sitting.session.answered == 2


async def test_russian_layout_keys_work_where_latin_ones_do(tmp_path: Path) -> None:
    """Г is the key of u, П of g, К of r, Й of q on a Russian keyboard."""
    async with opened(startup(tmp_path)) as pilot:
        await pilot.press("п")
        await pilot.pause()
        assert words()["en"]("screens.guide.heading") in shown(pilot)
        await pilot.press("escape")
        await pilot.press("1", "3", "к")
        await pilot.pause()
        assert words()["en"]("screens.review.heading") in shown(pilot)
        await pilot.press("ctrl+с")
        await pilot.pause()
        assert words()["en"]("screens.pause.heading") in shown(pilot)
        await pilot.press("ctrl+й")
        await pilot.pause()
        assert not app_of(pilot).is_running


async def test_tasks_wait_for_enter_and_say_what_is_missing(tmp_path: Path) -> None:
    own = bank()
    before = next(number for number, (item, _) in enumerate(plan(own)) if item.kind == "situation")
    run = prepared(tmp_path, own, before)
    async with opened(startup(tmp_path, open_at="take", run=run)) as pilot:
        await pilot.press("1", "1", "enter")
        await pilot.pause()
        course = app_of(pilot).course
        assert "[+]" in shown(pilot)
        assert "One mark is missing" in shown(pilot)
        assert course.response is None
        await pilot.press("down", "down", "space")
        await pilot.pause()
        assert "[-]" in shown(pilot)
        assert "Enter goes on" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        session = course.sitting.session
        assert session.position == before + 1
        assert session.responses[session.order[before]].answer is not None


@pytest.mark.parametrize(
    "keys", [("2", "enter"), ("down", "down", "enter"), ("1", "2", "enter"), ("space", "2", "enter")]
)
async def test_one_enter_answers_one_task(tmp_path: Path, keys: tuple[str, ...]) -> None:
    """A digit marks, Enter confirms; the Enter after that neither answers nor skips what comes next."""
    own = bank()
    order = [item for item, _ in plan(own)]
    tasks = [number for number, item in enumerate(order) if item.kind in {"choice", "situation", "sequence"}]
    before = next(number for number in tasks if order[number].kind == "choice")
    run = prepared(tmp_path, own, before)
    async with opened(startup(tmp_path, open_at="take", run=run)) as pilot:
        await pilot.press("1", *keys[:-1])
        await pilot.pause()
        course = app_of(pilot).course
        assert course.session.position == before
        assert course.response is None
        await pilot.press(keys[-1])
        await pilot.pause()
        session = course.session
        assert session.position == before + 1
        answer = session.responses[session.order[before]].answer
        assert answer == order[before].options[1].id  # type: ignore[union-attr]  # a choice
        if before + 1 < len(order):
            await pilot.press("enter", "enter")
            await pilot.pause()
            assert course.session.position == before + 1
            assert order[before + 1].id not in course.session.responses


async def test_several_unfinished_sittings_are_all_within_reach(tmp_path: Path) -> None:
    """With one there is "continue"; with more, a row for the others, which opens the list."""
    prepared(tmp_path, bank(), 3)
    others = words()["en"]("screens.welcome.others", number=2)
    async with opened(startup(tmp_path)) as pilot:
        assert others.split(":")[0] not in shown(pilot)
    prepared(tmp_path, bank(), 5)
    prepared(tmp_path, bank(), 7)
    prepared(tmp_path, bank(), 0)
    async with opened(startup(tmp_path), (100, 40)) as pilot:
        assert others in shown(pilot)
        rows = [row.id for row in pilot.app.screen.query_one("#menu", RowList).rows]
        assert rows[:2] == ["continue", "others"]
        await pilot.press("2")
        await pilot.pause()
        text = " ".join(shown(pilot).split())  # a narrow window wraps the lines
        assert words()["en"]("screens.sessions.heading") in text
        for answered in (3, 5, 7):
            assert f"{answered} of 28 answered, not finished" in text
        runs = app_of(pilot).course.startup.list_runs()
        number = [run.answered for run in runs].index(3) + 1
        await pilot.press(str(number))
        await pilot.pause()
        assert words()["en"]("screens.recap.heading") in shown(pilot)
        assert app_of(pilot).course.sitting.session.answered == 3


async def test_the_review_shows_task_answers_in_words(tmp_path: Path) -> None:
    run = prepared(tmp_path, bank())
    async with opened(startup(tmp_path, open_at="take", run=run), (80, 120)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        text = shown(pilot)
        assert (
            text.count("Most useful: ") == text.count("Least useful: ") == 1 + text.count("Most useful: ") - 1
        )
        assert "Most useful: " in text
        assert "1. " in text
        assert "→" not in text
