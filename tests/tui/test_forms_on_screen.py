"""Every form from the first screen to its result: the rows that open them, and what follows each."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from suitability.services.report_model import Library, build_report
from suitability.tui.presenters import offered_forms
from suitability.tui.widgets import RowList
from tests.tui.support import (
    answer_all,
    app_of,
    bank,
    guide,
    opened,
    plan,
    prepared,
    shown,
    startup,
    stock,
    words,
)


def rows(pilot: Pilot[None]) -> dict[str, str]:
    """Return the digit of each row of the menu at hand."""
    return {row.id: row.key for row in pilot.app.screen.query_one("#menu", RowList).rows}


async def open_row(pilot: Pilot[None], name: str) -> None:
    """Choose a row of the menu at hand, whether it has a digit or not."""
    menu = pilot.app.screen.query_one("#menu", RowList)
    menu.cursor = [row.id for row in menu.rows].index(name)
    await pilot.press("enter")
    await pilot.pause()


async def finished(pilot: Pilot[None], form: str) -> Any:
    """Answer the form from the question at hand to its end; return the course with its result."""
    await answer_all(pilot, bank(), form)
    await pilot.press("0")
    await pilot.pause()
    course = app_of(pilot).course
    if course.result is None:  # typed too fast for a person: the note comes first
        menu = rows(pilot)
        await pilot.press(menu["result"])
        await pilot.pause()
    return course


def test_the_first_screen_offers_measuring_forms_first_and_no_form_for_a_second_sitting() -> None:
    assert [form.id for form in offered_forms(bank())] == ["quick", "full", "conditions"]
    assert bank().forms["parallel"].on_request


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_first_screen_says_how_long_each_form_is(tmp_path: Path, language: str) -> None:
    async with opened(startup(tmp_path, language=language)) as pilot:
        text = shown(pilot)
        for form in ("full", "conditions"):
            made = bank().forms[form]
            values = {"number": len(bank().order(form)), "minutes": made.minutes}
            row = words()[language]("screens.welcome.form", name=made.name.on(language), **values)
            assert row in text
        assert list(rows(pilot))[:3] == ["start", "form:full", "form:conditions"]


@pytest.mark.parametrize("form", ["full", "conditions"])
async def test_a_row_of_the_first_screen_opens_its_form(tmp_path: Path, form: str) -> None:
    async with opened(startup(tmp_path)) as pilot:
        await pilot.press(rows(pilot)[f"form:{form}"])
        await pilot.pause()
        assert app_of(pilot).course.session.form == form
        assert f"1 of {len(bank().order(form))}" in shown(pilot)


@pytest.mark.parametrize(("form", "answered"), [("full", 0), ("parallel", 60)])
async def test_a_long_form_can_be_typed_to_its_result(tmp_path: Path, form: str, answered: int) -> None:
    """One of them from its first question, the other from where somebody came back to it."""
    async with opened(startup(tmp_path, form=form, open_at="take")) as pilot:
        for _, answer in islice(plan(bank(), form), answered):
            app_of(pilot).course.answer(answer, 4000)
        app_of(pilot).go_to_items()
        await pilot.pause()
        assert f"{answered + 1} of 86" in shown(pilot)
        course = await finished(pilot, form)
        assert course.result is not None
        assert (course.result.form, len(course.result.responses)) == (form, 86)
        assert all(response.answer is not None for response in course.result.responses.values())
        other = {"full": "parallel", "parallel": "full"}[form]
        offers = {row.id: row.text for row in pilot.app.screen.query_one("#menu", RowList).rows}
        assert bank().forms[other].name.on("en") in offers["again"]
        await open_row(pilot, "again")
        assert (course.session.form, len(course.session.responses)) == (other, 0)


async def test_after_the_short_form_the_full_one_asks_only_what_is_new(tmp_path: Path) -> None:
    run = prepared(tmp_path, bank())
    async with opened(startup(tmp_path, open_at="take", run=run)) as pilot:
        await pilot.press("1", "0")
        await pilot.pause()
        await open_row(pilot, "longer")
        course = app_of(pilot).course
        short = [item.id for item, _ in plan(bank())]
        assert course.session.form == "full"
        assert list(course.session.responses) == short
        assert f"{len(short) + 1} of 86" in shown(pilot)


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_working_conditions_end_in_what_was_marked_and_offer_the_questionnaire(
    tmp_path: Path, language: str
) -> None:
    start = startup(tmp_path, form="conditions", language=language)
    async with opened(start, (80, 60)) as pilot:
        assert " ".join(bank().forms["conditions"].about.on(language).split()[:4]) in shown(pilot)
        await pilot.press("1")
        await pilot.pause()
        course = await finished(pilot, "conditions")
        assert course.result is not None
        assert set(rows(pilot)) == {
            *("advice", "roles", "pay", "guide", "method", "save", "questionnaire", "home")
        }
        text = shown(pilot)
        outcome = next(row for row in bank().rules.outcomes if row.nothing_measured)
        assert outcome.text.on(language) in text
        assert words()[language]("report.labels.scales") not in text
        await open_row(pilot, "questionnaire")
        assert course.session.form == "quick"
        assert len(course.session.responses) == 0


async def test_a_paused_sitting_is_offered_on_the_first_screen_at_once(tmp_path: Path) -> None:
    """Its file is let go of, so that it can be gone on with or opened in another window."""
    async with opened(startup(tmp_path)) as pilot:
        await pilot.press("1", "3", "3", "escape")
        await pilot.pause()
        await open_row(pilot, "home")
        assert next(iter(rows(pilot))) == "continue"
        await pilot.press("f2", "f2", rows(pilot)["continue"])
        await pilot.pause()
        assert app_of(pilot).course.session.answered == 2


async def open_result(pilot: Pilot[None]) -> None:
    """Go from the recap of a finished run to its result."""
    await pilot.press("1", "0")
    await pilot.pause()


def with_roles(own: Any) -> Any:
    """Return a report builder that knows the roles, as the command line has it."""
    book = stock().handbook
    return lambda result, code: build_report(Library(own, guide(), words()[code], book), result)


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_conditions_marked_after_a_form_come_back_beside_its_result(
    tmp_path: Path, language: str
) -> None:
    run = prepared(tmp_path, bank(), language=language)
    start = startup(tmp_path, open_at="take", run=run, language=language, build_report=with_roles(bank()))
    async with opened(start, (80, 60)) as pilot:
        await open_result(pilot)
        course = app_of(pilot).course
        alone = course.report()
        assert alone.conditions is None
        await open_row(pilot, "mark")
        assert course.session.form == "conditions"
        assert not course.session.responses
        await finished(pilot, "conditions")
        both = course.report()
        assert (course.session.form, both.scales) == ("quick", alone.scales)
        assert both.conditions is not None
        assert "mark" not in rows(pilot)
        await open_row(pilot, "conditions")
        text = shown(pilot)
        assert both.conditions.summary.split(";")[0] in text
        assert both.conditions.roles[0].name in text


async def test_marks_of_an_earlier_sitting_are_added_only_when_asked_for(tmp_path: Path) -> None:
    run = prepared(tmp_path, bank())
    start = startup(tmp_path, build_report=with_roles(bank()), form="conditions", open_at="take")
    async with opened(start) as pilot:
        await finished(pilot, "conditions")
    async with opened(startup(tmp_path, open_at="take", run=run, build_report=with_roles(bank()))) as pilot:
        await open_result(pilot)
        course = app_of(pilot).course
        assert course.report().conditions is None
        await open_row(pilot, "earlier")
        assert course.session.form == "quick"
        assert course.report().conditions is not None
        assert "conditions" in rows(pilot)


async def test_marks_begun_and_left_leave_nothing_behind(tmp_path: Path) -> None:
    """Another form begun afterwards is shown alone."""
    run = prepared(tmp_path, bank())
    async with opened(startup(tmp_path, open_at="take", run=run)) as pilot:
        await open_result(pilot)
        course = app_of(pilot).course
        await open_row(pilot, "mark")
        assert course.marks.main is not None
        course.begin("conditions")
        assert course.marks.main is None
