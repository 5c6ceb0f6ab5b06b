"""Whole sittings in a real browser: the same result as in the terminal, nothing lost, nothing sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from suitability.domain.assessment import assess
from suitability.domain.kinds import SequenceItem
from suitability.services.results import Fit, open_result
from tests.browser.people import Person, answers, opened
from tests.sealing import making
from tests.services import samples

if TYPE_CHECKING:
    from tests.browser.pages import Shut

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser sitting")]


def begun(shut: Shut, folder: Path, form: str = "quick", language: str = "en", way: str = "keys") -> Person:
    """Return a person at the first question."""
    person = Person(opened(shut, folder, form, language), language, way)
    person.press("questionnaire.welcome.start")
    assert person.place == 1
    return person


@pytest.mark.parametrize(
    ("form", "language", "way"),
    [
        ("quick", "ru", "keys"),
        ("quick", "en", "mouse"),
        ("full", "en", "keys"),
        ("full", "ru", "mouse"),
        ("conditions", "ru", "mouse"),
    ],
)
def test_a_whole_sitting_gives_the_result_of_the_program(
    shut: Shut, tmp_path: Path, form: str, language: str, way: str
) -> None:
    given = answers(form, 4)
    person = begun(shut, tmp_path, form, language, way)
    person.answer_all(form, given)
    person.to_the_result()

    found = open_result(samples.bank(), person.saved_result(tmp_path))

    assert found.fit is Fit.COMPATIBLE
    assert {name: one.answer for name, one in found.result.responses.items()} == given
    assert found.result.order == samples.bank().order(form)
    assert found.result.language == language
    assert all((one.elapsed_ms or 0) >= 4000 for one in found.result.responses.values())
    report = samples.report(found.result, language)
    shown = person.shown
    assert report.outcome.text in shown
    assert all(reason in shown for reason in report.outcome.reasons)
    assert all(row.sentence in shown and row.meaning in shown for row in report.scales)
    assert all(f"{row.name}: {row.status_name}" in shown for row in report.signs)
    assert person.page.locator("svg.range").count() == len(report.scales)
    assert assess(samples.bank(), found.result).quality.interpretable


def test_a_reload_in_the_middle_loses_nothing(shut: Shut, tmp_path: Path) -> None:
    given = answers("quick", 5)
    person = begun(shut, tmp_path)
    person.answer_all("quick", given, until=11)
    person.page.reload()
    person.be_patient()

    assert person.screen == "welcome"
    assert person.sees("questionnaire.welcome.far", answered=10, total=28)
    person.press("questionnaire.welcome.go_on", number=12)
    person.answer_all("quick", given)
    person.to_the_result()
    person.page.reload()
    person.press("questionnaire.welcome.result")

    found = open_result(samples.bank(), person.saved_result(tmp_path)).result
    assert {name: one.answer for name, one in found.responses.items()} == given


def test_every_answer_is_stored_before_the_next_question(shut: Shut, tmp_path: Path) -> None:
    given = answers("quick", 6)
    person = begun(shut, tmp_path)
    for number, name in enumerate(samples.bank().order("quick")[:5], start=1):
        person.answer(name, given[name])
        assert person.place == number + 1
        (kept,) = person.kept().values()
        assert len(json.loads(kept)["responses"]) == number


def test_who_comes_back_meets_the_way_on_before_everything_else(shut: Shut, tmp_path: Path) -> None:
    person = Person(opened(shut, tmp_path, "quick", "ru", making.invite_text(None)), "ru")
    facts = person.page.locator("dl.facts, .start")
    assert "start" not in str(facts.first.get_attribute("class"))
    person.press("questionnaire.welcome.start")
    person.press("questionnaire.consent.refuse")
    person.page.reload()

    assert facts.first.get_attribute("class") == "start"


def test_enter_goes_on_from_the_last_step_of_an_order(shut: Shut, tmp_path: Path) -> None:
    """As the start page says; the step that followed by itself takes one Enter to be placed."""
    person = Person(opened(shut, tmp_path, "quick", "en"), "en")
    person.press("questionnaire.welcome.start")
    for name, answer in answers("quick", 4, skip_every=99).items():
        if isinstance(samples.bank().items[name], SequenceItem):
            break
        person.answer(name, answer)
    page, before = person.page, person.place
    steps = page.locator("button.step")
    for number in range(1, steps.count()):
        page.keyboard.press(str(number))
    steps.last.focus()
    page.keyboard.press("Enter")
    assert person.place == before
    page.keyboard.press("Enter")
    assert person.place == before + 1
    person.press("questionnaire.back")
    assert page.locator("button.step[aria-pressed=true]").count() == steps.count()


def test_the_language_changes_in_the_middle_of_a_question(shut: Shut, tmp_path: Path) -> None:
    person = begun(shut, tmp_path)
    first = samples.bank().items[samples.bank().order("quick")[0]]
    person.page.keyboard.press("4")
    person.page.get_by_role("button", name="Русский").click()

    assert person.page.evaluate("document.documentElement.lang") == "ru"
    assert first.text.on("ru") in person.title
    assert person.page.locator("input:checked").get_attribute("value") == "4"
    person.page.get_by_role("button", name="Дальше", exact=True).click()
    (kept,) = person.kept().values()
    assert json.loads(kept)["responses"][first.id]["answer"] == 4
    assert json.loads(kept)["language"] == "ru"


def test_where_storage_is_refused_it_says_so_and_goes_on(changed: Shut, tmp_path: Path) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    changed.context.add_init_script(refuse)
    given = answers("quick", 7)
    person = Person(opened(changed, tmp_path, "quick", "en"), "en")
    assert person.page.locator("#warning").inner_text() == person.say("questionnaire.unsaved")
    person.press("questionnaire.welcome.start")
    assert person.page.locator("#warning").is_visible()
    person.answer_all("quick", given)
    person.to_the_result()
    assert person.page.locator("#warning").is_visible()
    found = open_result(samples.bank(), person.saved_result(tmp_path)).result
    assert {name: one.answer for name, one in found.responses.items()} == given


def test_a_full_storage_is_said_at_once_and_what_lies_there_is_read(changed: Shut, tmp_path: Path) -> None:
    person = begun(changed, tmp_path)
    person.page.keyboard.press("3")
    person.press("questionnaire.go_on")
    changed.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    person.page.reload()

    assert person.page.locator("#warning").inner_text() == person.say("questionnaire.unsaved")
    assert person.sees("questionnaire.welcome.far", answered=1, total=28)
    assert len(person.kept()) == 1


def test_time_stands_still_while_the_page_is_hidden(shut: Shut, tmp_path: Path) -> None:
    person = begun(shut, tmp_path)
    look = (
        "(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    person.page.evaluate("() => { window.at = performance.now(); performance.now = () => window.at; }")
    person.page.evaluate(look, True)
    person.page.evaluate("window.at += 3600000")
    person.page.evaluate(look, False)
    person.page.evaluate("window.at += 2500")
    person.press("questionnaire.item.skip")

    (kept,) = person.kept().values()
    (response,) = json.loads(kept)["responses"].values()
    assert 2500 <= response["ms"] < 60_000


def test_going_back_keeps_the_answer_and_adds_the_time(shut: Shut, tmp_path: Path) -> None:
    person = begun(shut, tmp_path)
    person.page.keyboard.press("5")
    person.press("questionnaire.go_on")
    person.press("questionnaire.back")

    assert person.place == 1
    assert person.page.locator("input:checked").get_attribute("value") == "5"
    person.press("questionnaire.go_on")
    (kept,) = person.kept().values()
    (response,) = json.loads(kept)["responses"].values()
    assert response == {"answer": 5, "ms": 8000}
    person.page.go_back()
    assert person.place == 1


def test_the_list_of_answers_opens_a_question_and_comes_back(shut: Shut, tmp_path: Path) -> None:
    given = answers("quick", 8)
    person = begun(shut, tmp_path)
    person.answer_all("quick", given, until=6)
    person.press("questionnaire.item.review")
    person.page.locator("button.row").nth(2).click()
    assert person.place == 3
    person.page.keyboard.press("1")
    person.press("questionnaire.go_on")

    assert person.screen == "review"
    person.press("questionnaire.review.go_on", number=7)
    assert person.place == 7


def test_hasty_answers_are_pointed_out_and_can_be_given_again(shut: Shut, tmp_path: Path) -> None:
    person = Person(opened(shut, tmp_path, "quick", "en"), "en")
    person.press("questionnaire.welcome.start")
    person.page.evaluate("() => { let at = 0; performance.now = () => (at += 300); }")
    person.answer_all("quick", answers("quick", 9, skip_every=99))

    assert person.screen == "quality"
    assert person.sees("screens.quality.fast_share")
    person.press("screens.quality.again", number=24)
    person.be_patient()
    for number in range(24):
        assert person.place == number + 1
        person.press("questionnaire.go_on")
    person.to_the_result()
    found = open_result(samples.bank(), person.saved_result(tmp_path)).result
    assert sum((one.elapsed_ms or 0) >= 4000 for one in found.responses.values()) >= 23
    assert not assess(samples.bank(), found).quality.raised


def test_too_few_answers_still_give_a_result_that_says_so(shut: Shut, tmp_path: Path) -> None:
    person = begun(shut, tmp_path)
    person.press("questionnaire.item.review")
    person.press("questionnaire.review.finish")
    person.to_the_result()

    assert "There are too few answers" in person.shown
    assert person.sees("report.zones.none")


def test_erasing_asks_twice_and_leaves_nothing(shut: Shut, tmp_path: Path) -> None:
    person = begun(shut, tmp_path)
    person.answer_all("quick", answers("quick", 3), until=3)
    person.page.locator("#home").click()
    person.press("questionnaire.erase.ask")
    assert person.kept()
    person.press("questionnaire.erase.yes")

    assert person.kept() == {}
    assert person.sees("questionnaire.erase.done")
    person.press("questionnaire.welcome.start")
    assert person.place == 1


UNREADABLE = (
    "",
    "{",
    "null",
    "[]",
    '{"id": "x"}',
    '{"id": "0123456789abcdef0123456789abcdef", "responses": null, "position": 0}',
)


def test_what_was_stored_and_cannot_be_read_is_said_and_begun_anew(shut: Shut, tmp_path: Path) -> None:
    person = begun(shut, tmp_path)
    for text in UNREADABLE:
        (key,) = person.kept()
        person.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
        person.page.reload()

        assert person.sees("questionnaire.damaged"), text
        person.press("questionnaire.welcome.start")
        assert person.place == 1


def test_stored_answers_that_do_not_fit_are_left_out(shut: Shut, tmp_path: Path) -> None:
    person = begun(shut, tmp_path)
    ((key, text),) = person.kept().items()
    odd = json.loads(text) | {"position": 4000, "language": "xx", "again": [4000, "a"]}
    order = samples.bank().order("quick")
    odd["responses"] = {
        order[0]: {"answer": 9, "ms": -5},
        order[1]: {"answer": 2, "ms": "x"},
        "Z9": {"answer": 1},
    }
    person.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(odd)])
    person.page.reload()

    assert person.sees("questionnaire.welcome.far", answered=1, total=28)
    person.press("questionnaire.welcome.go_on", number=1)
    assert person.place == 1
