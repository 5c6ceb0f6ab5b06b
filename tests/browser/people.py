"""A person at the page, who answers by mouse or keys what a list of answers says."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from suitability.domain.kinds import (
    Answer,
    ChoiceItem,
    CodedItem,
    Item,
    MostLeast,
    SequenceItem,
    SituationItem,
)
from tests.browser import pages
from tests.services import samples

Answers = Mapping[str, Answer | None]


def answers(form: str, seed: int, *, skip_every: int = 9) -> dict[str, Answer | None]:
    """Return answers of a thoughtful person to every question; each ``skip_every``-th is skipped."""
    chance, bank = random.Random(seed), samples.bank()
    found: dict[str, Answer | None] = {}
    for number, name in enumerate(bank.order(form), start=1):
        answer = bank.items[name].simulate(chance.gauss(0.3, 0.5), chance.random)
        found[name] = None if number % skip_every == 0 else answer
    return found


def rows(item: Item, answer: Answer) -> list[int]:
    """Return the rows to press for an answer, from 0, in that order; the last step of an order follows."""
    if isinstance(item, CodedItem):
        assert isinstance(answer, int)
        return [answer - 1]
    match item:
        case ChoiceItem():
            return [[option.id for option in item.options].index(str(answer))]
        case SituationItem():
            assert isinstance(answer, MostLeast)
            ids = [reply.id for reply in item.replies]
            return [ids.index(answer.most), ids.index(answer.least)]
        case SequenceItem():
            assert isinstance(answer, tuple)
            ids = [step.id for step in item.steps]
            return [ids.index(step) for step in answer[:-1]]


SITTING = """
({ steps, way }) => {
  const place = () => parseInt(document.querySelector(".count").innerText, 10);
  const digit = (row) => {
    const given = { key: String(row + 1), bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", given));
  };
  const pressed = {
    situation: (row, turn) => document.querySelectorAll(`.reply .${["most", "least"][turn]}`)[row],
    sequence: (row) => document.querySelectorAll(".step")[row],
    other: (row) => document.querySelectorAll(".option")[row],
  };
  for (const [number, { kind, rows, skipped }] of steps) {
    if (place() !== number) throw new Error(`question ${place()} instead of ${number}`);
    const buttons = document.querySelectorAll("form.question .actions button");
    if (skipped) {
      buttons[buttons.length - 1].click();
      continue;
    }
    rows.forEach((row, turn) => {
      if (way === "keys") return digit(row);
      const found = pressed[kind](row, turn);
      (found.querySelector("label") || found).click();
    });
    buttons[0].click();
  }
}
"""
"""A part of a sitting inside the page: the same clicks and keys, without a way to the browser for each."""


def step(item: Item, answer: Answer | None) -> dict[str, object]:
    """Return what ``SITTING`` needs for one question."""
    kind = {SituationItem: "situation", SequenceItem: "sequence"}.get(type(item), "other")
    return {"kind": kind, "skipped": answer is None, "rows": [] if answer is None else rows(item, answer)}


class Person:
    """Someone in front of the page; a clock that goes four seconds a look stands in for patience."""

    def __init__(self, page: Page, language: str, way: str = "keys") -> None:
        self.page, self.words, self.way = page, pages.texts()[language], way
        self._known: set[str] = set()
        self.be_patient()

    def be_patient(self) -> None:
        """Let the page's clock jump four seconds at each look."""
        self.page.evaluate("() => { let at = 0; performance.now = () => (at += 4000); }")

    def say(self, key: str, **values: object) -> str:
        """Return a text of the page."""
        return str(self.words(key, **values))

    def sees(self, key: str, **values: object) -> bool:
        """Return whether this text is on the page."""
        return self.say(key, **values) in self.shown

    @property
    def shown(self) -> str:
        """Everything that can be read, with ordinary spaces."""
        return self.page.locator("body").inner_text().replace("\u00a0", " ")

    def press(self, key: str, **values: object) -> None:
        """Press the button with this text."""
        name = self.say(key, **values)
        self.page.get_by_role("button", name=name, exact=True).click()

    @property
    def screen(self) -> str:
        """The name of the screen."""
        return str(self.page.locator("main").get_attribute("class")).removeprefix("screen-")

    @property
    def title(self) -> str:
        """The one first-level heading, with ordinary spaces."""
        return self.page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ")

    @property
    def place(self) -> int:
        """The number of the question that is shown."""
        return int(self.page.locator(".count").inner_text().split()[0])

    def answer(self, name: str, answer: Answer | None) -> None:
        """Answer the question that is shown and go on."""
        item = samples.bank().items[name]
        if answer is None:
            self.press("questionnaire.item.skip")
            return
        pressed = rows(item, answer)
        if self.way == "keys":
            for row in pressed:
                self.page.keyboard.press(str(row + 1))
            self.page.get_by_role("button", name=self.say("questionnaire.go_on"), exact=True).press("Enter")
            return
        for turn, row in enumerate(pressed):
            match item:
                case SituationItem():
                    mark = self.page.locator(".reply").nth(row).locator(".most, .least").nth(turn)
                    mark.locator("label").click()
                case SequenceItem():
                    self.page.locator(".step").nth(row).click()
                case _:
                    self.page.locator(".option label").nth(row).click()
        self.press("questionnaire.go_on")

    def answer_all(self, form: str, given: Answers, until: int | None = None) -> None:
        """Answer from the question that is shown to the last, or to number ``until``.

        The first of each kind of question, the first that is skipped and the last one with the mouse and the
        keys of the browser; the others by the same events, sent inside the page.
        """
        order = samples.bank().order(form)
        end, quick = len(order) if until is None else until, list[tuple[int, dict[str, object]]]()
        for number in range(self.place, end + 1):
            item, answer = samples.bank().items[order[number - 1]], given[order[number - 1]]
            kind = "skipped" if answer is None else item.kind
            if kind in self._known and number < end:
                quick.append((number, step(item, answer)))
                continue
            self._known.add(kind)
            self._hurry(quick)
            assert self.place == number
            self.answer(item.id, answer)
        self._hurry(quick)

    def _hurry(self, steps: list[tuple[int, dict[str, object]]]) -> None:
        """Give some answers inside the page, and forget them."""
        if steps:
            self.page.evaluate(SITTING, {"steps": steps, "way": self.way})
        steps.clear()

    def to_the_result(self) -> None:
        """Go past the note on the answers, if there is one."""
        if self.screen == "quality":
            self.press("screens.quality.result")
        assert self.screen == "result"

    def saved_result(self, folder: Path) -> Path:
        """Press the button that saves the result, and return the file."""
        with self.page.expect_download() as waiting:
            self.press("questionnaire.result.save")
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def kept(self) -> dict[str, Any]:
        """Return what the browser keeps."""
        found = self.page.evaluate(
            "() => Object.entries(localStorage).filter(([key]) => key.startsWith('suit'))"
        )
        return {str(key): value for key, value in found}


def opened(shut: pages.Shut, folder: Path, form: str, language: str, invite: str | None = None) -> Page:
    """Return the page of a form, opened from a file."""
    path = folder / "questions.html"
    path.write_text(pages.html(form, language, invite), encoding="utf-8")
    return shut.open(path)
