"""The guide as a reader uses it: typing to find, turning pages, roles beside a result, pay, advice, plan."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from suitability.services.guide_pages import find_page
from suitability.tui.beside import FIT_MARK
from suitability.tui.page import Page
from suitability.tui.widgets import RowList
from tests.tui.support import app_of, bank, found, opened, prepared, shown, startup, stock, words

WIDE = (100, 50)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*text)
    await found(pilot)


def name_of(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, Page)
    return pilot.app.screen.name_id


@asynccontextmanager
async def with_result(
    folder: Path, language: str = "en", size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    """Open the app at a result; ``5`` opens the roles, ``4`` the advice."""
    run = prepared(folder, bank(), language=language)
    async with opened(startup(folder, language=language), size) as pilot:
        course = app_of(pilot).course
        course.resume(run)
        course.set_language(language)
        course.finish()
        app_of(pilot).go_to_results()
        await pilot.pause()
        yield pilot


async def test_typing_finds_pages_and_enter_opens_the_first(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, language="ru"), WIDE) as pilot:
        await press(pilot, "g")
        await typed(pilot, "грубостью")
        text = shown(pilot)
        assert words()["ru"]("screens.guide.found", number=1)[:-1] in text
        page = find_page(stock(), words()["ru"], "strain")
        assert page is not None
        assert page.title in text
        rows = pilot.app.screen.query_one(RowList).rows
        await press(pilot, "down", "enter")
        assert name_of(pilot) == "page"
        assert rows[1].text in shown(pilot)
        await press(pilot, "escape")
        assert name_of(pilot) == "guide"
        assert [row.id for row in pilot.app.screen.query_one(RowList).rows] == [row.id for row in rows]


async def test_the_guide_opens_under_a_russian_layout_and_finds_russian_words_for_an_english_reader(
    tmp_path: Path,
) -> None:
    async with opened(startup(tmp_path), WIDE) as pilot:
        await press(pilot, "п")
        assert name_of(pilot) == "guide"
        await typed(pilot, "собеседование")
        assert f"({words()['en']('screens.languages.ru')})" in shown(pilot)
        await press(pilot, "enter")
        assert name_of(pilot) == "page"
        assert not set("собеседование") & set(shown(pilot).split("\n")[1])


async def test_escape_takes_the_search_back_before_it_leaves(tmp_path: Path) -> None:
    async with opened(startup(tmp_path), WIDE) as pilot:
        await press(pilot, "g")
        shelves = [row.id for row in pilot.app.screen.query_one(RowList).rows]
        await typed(pilot, "zzzz")
        assert pilot.app.screen.query_one(RowList).rows == []
        assert words()["en"]("screens.guide.found", number=0) in shown(pilot)
        await press(pilot, "enter")
        assert name_of(pilot) == "guide"
        await press(pilot, "escape")
        assert [row.id for row in pilot.app.screen.query_one(RowList).rows] == shelves
        await press(pilot, "2")
        assert name_of(pilot) == "shelf"
        await press(pilot, "escape", "escape")
        assert name_of(pilot) == "welcome"


async def test_pages_turn_by_key_and_by_their_rows_and_stop_at_the_ends_of_the_shelf(tmp_path: Path) -> None:
    async with opened(startup(tmp_path), WIDE) as pilot:
        await press(pilot, "g", "1", "1")
        assert words()["en"]("screens.item.count", number=1, total=10) in shown(pilot)
        rows = pilot.app.screen.query_one(RowList)
        assert [row.id for row in rows.rows] == ["next", "back"]
        await press(pilot, "right")
        assert words()["en"]("screens.item.count", number=2, total=10) in shown(pilot)
        assert [row.id for row in rows.rows] == ["next", "previous", "back"]
        await press(pilot, "2")
        assert words()["en"]("screens.item.count", number=1, total=10) in shown(pilot)
        await press(pilot, "left")
        assert words()["en"]("screens.item.count", number=10, total=10) in shown(pilot)
        assert [row.id for row in rows.rows] == ["previous", "back"]
        await press(pilot, "2")
        assert name_of(pilot) == "shelf"


async def test_a_click_opens_a_shelf_and_a_page(tmp_path: Path) -> None:
    async with opened(startup(tmp_path), WIDE) as pilot:
        await press(pilot, "g")
        await pilot.click(RowList, offset=(8, 0))
        await pilot.pause()
        assert name_of(pilot) == "shelf"
        await pilot.click(RowList, offset=(8, 0))
        await pilot.pause()
        assert name_of(pilot) == "page"


async def test_a_role_page_opens_its_pay_in_both_layouts_and_a_neighbour_has_none(tmp_path: Path) -> None:
    async with opened(startup(tmp_path), WIDE) as pilot:
        for key in ("p", "з"):
            await press(pilot, "g", "3", "2", key)
            assert name_of(pilot) == "pay"
            role = stock().guide.roles[1].name.on("en")
            assert words()["en"]("screens.pay.role", value=role) in shown(pilot)
            await press(pilot, "backspace", "escape", "escape", "escape")
        await press(pilot, "g", "3", "end", "enter")
        assert name_of(pilot) == "page"
        await press(pilot, "p")
        assert name_of(pilot) == "page"


async def test_without_a_result_roles_are_not_compared_and_the_page_says_when_they_will_be(
    tmp_path: Path,
) -> None:
    async with opened(startup(tmp_path), WIDE) as pilot:
        await press(pilot, "g", "3")
        text = " ".join(shown(pilot).split())
        assert words()["en"]("screens.roles.no_result")[:60] in text
        assert not any(mark in text for mark in FIT_MARK.values())


async def test_beside_a_result_every_role_stands_in_the_order_of_the_guide_with_words_and_marks(
    tmp_path: Path,
) -> None:
    async with with_result(tmp_path, size=(100, 80)) as pilot:
        await press(pilot, "5")
        rows = pilot.app.screen.query_one(RowList).rows
        assert [row.id for row in rows] == [role.id for role in stock().handbook.roles]
        scales = {one.name.on("en") for one in bank().scales.values()}
        for row in rows:
            lines = row.detail.split("\n")
            assert all(line[:3] in FIT_MARK.values() for line in lines), row
            assert {name for line in lines for name in line.split(": ")[1].split(", ")} == scales
            assert not any(character.isdigit() for character in row.detail)


async def test_a_role_beside_a_result_has_a_range_for_each_scale_and_a_pointer_where_something_is_asked(
    tmp_path: Path,
) -> None:
    async with with_result(tmp_path, size=(100, 80)) as pilot:
        await press(pilot, "5", "1")
        text = shown(pilot)
        assert words()["en"]("screens.roles.beside") in text
        assert sum(line.strip().startswith("├") for line in text.split("\n")) == 4
        profile = stock().handbook.profiles[stock().handbook.roles[0].id]
        demands = stock().handbook.demands
        asked = [ask for ask in profile.asks if demands.from_score(ask.level) > 0]
        assert text.count("▲") == len(asked)


async def test_pay_changes_with_role_country_and_rate(tmp_path: Path) -> None:
    async with opened(startup(tmp_path), (100, 60)) as pilot:
        await press(pilot, "g", "6")
        say = words()["en"]
        assert say("screens.pay.role", value=say("screens.pay.every_role")) in shown(pilot)
        await press(pilot, "right")
        role = stock().guide.roles[0].name.on("en")
        assert say("screens.pay.role", value=role) in shown(pilot)
        await press(pilot, "2")
        assert name_of(pilot) == "pick"
        await press(pilot, "2")
        second = sorted(stock().guide.countries, key=lambda one: one.order)[1]
        assert say("screens.pay.country", value=second.name.on("en")) in shown(pilot)
        assert "₽" not in shown(pilot).split("\n")[-3]
        await press(pilot, "home", "down", "down", "left")
        await press(pilot, "2", "escape")
        assert name_of(pilot) == "pay"
        await press(pilot, "end", "right")
        assert say("screens.pay.rate", value="0.75") in shown(pilot)
        await press(pilot, "left")
        assert say("screens.pay.rate", value="1") in shown(pilot)


async def test_advice_leads_to_the_plan_the_interview_and_the_pages_it_names(tmp_path: Path) -> None:
    async with with_result(tmp_path) as pilot:
        await press(pilot, "4")
        assert name_of(pilot) == "advice"
        rows = pilot.app.screen.query_one(RowList).rows
        assert [row.id for row in rows[:2]] == [":plan", ":interview"]
        await press(pilot, "1")
        assert name_of(pilot) == "plan"
        coaching = stock().coaching
        assert coaching is not None
        assert words()["en"]("screens.item.count", number=1, total=len(coaching.periods)) in shown(pilot)
        await press(pilot, "escape", "2")
        assert name_of(pilot) == "interview"
        await press(pilot, "escape", "3")
        assert name_of(pilot) == "page"
        page = find_page(stock(), words()["en"], rows[2].id)
        assert page is not None
        assert page.title in shown(pilot)


async def test_a_terminal_without_line_drawing_gets_ascii_charts(tmp_path: Path) -> None:
    run = prepared(tmp_path, bank())
    async with opened(startup(tmp_path, ascii=True), WIDE) as pilot:
        course = app_of(pilot).course
        course.resume(run)
        course.finish()
        app_of(pilot).go_to_results()
        await pilot.pause()
        assert "=#=" in shown(pilot)
        await press(pilot, "5", "1")
        assert "^ " in shown(pilot)
        assert not set(shown(pilot)) & set("▒█┼▲")


async def test_nothing_of_the_guide_is_loaded_before_it_is_opened(tmp_path: Path) -> None:
    asked: list[str] = []

    def load() -> object:
        asked.append("stock")
        return stock()

    async with opened(startup(tmp_path, stock=load)) as pilot:
        await press(pilot, "f1", "escape", "1")
        assert asked == []
        await press(pilot, "escape")
    async with opened(startup(tmp_path, stock=load)) as pilot:
        await press(pilot, "g")
        assert asked
