"""Helpers of the browser tests: pages of the shipped questions, opened as files with the network shut."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route

from suitability.domain.kinds import Answer
from suitability.domain.session import ContentStamp, Response, Result
from suitability.rendering.questionnaire import SCRIPTS, questionnaire_html
from suitability.rendering.templates import shipped_environment
from suitability.rendering.typography import set_spaces
from suitability.services.questionnaire_data import PageSettings, page_data
from suitability.storage.answer_codec import to_plain
from tests.services import samples

PROGRAM = "suitability-html 0.0.0"
ALL = (*SCRIPTS[:6],)
"""Parts of the page's program that do not touch the page, sealing included."""

PURE = ("kinds.js", "scoring.js", "words.js", "explain.js", "report.js")
"""Parts of the page's program that touch neither page nor browser."""


WRITTEN = """
const plain = (key, value) => {
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${key} is ${value}`);
  return value === undefined ? null : value;
};
return JSON.stringify(await run(JSON.parse(given)), plain);
"""
"""What a part of the page's program returned, as JSON that says the same."""


def settings(form: str = "quick", language: str = "en", invite: str | None = None) -> PageSettings:
    """Return the settings of a page."""
    return PageSettings(form, language, PROGRAM, invite)


@cache
def texts() -> Mapping[str, Any]:
    """Return the shipped words of both languages."""
    return {code: samples.words(code) for code in samples.LANGUAGES}


def html(form: str = "quick", language: str = "en", invite: str | None = None) -> str:
    """Return a page."""
    return questionnaire_html(samples.bank(), texts(), settings(form, language, invite))


def data(form: str, language: str = "en") -> dict[str, object]:
    """Return the data of a page."""
    return page_data(samples.bank(), texts(), settings(form, language), set_spaces)


def part(name: str) -> str:
    """Return one part of the page's program."""
    environment = shipped_environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, f"questionnaire/{name}")[0]


def evaluate(browser: Browser, body: str, argument: object, parts: tuple[str, ...] = PURE) -> Any:
    """Run ``body`` after ``parts`` of the program on a page without a program; its input is ``argument``.

    The page is a file, as the questionnaire is: browsers give their cryptography to files. Input and output
    go as JSON, because Playwright takes every value of a tree apart by itself.
    """
    assert set(parts) <= set(SCRIPTS)
    page = _bare(browser)
    source = "\n".join(part(name) for name in parts)
    run = f"const run = async (argument) => {{ {source}\n{body} }};"
    return json.loads(page.evaluate(f"async (given) => {{ {run} {WRITTEN} }}", json.dumps(argument)))


def _bare(browser: Browser) -> Page:
    """Return a page without a program, loaded anew: what was changed in it before is gone."""
    address = Path(__file__).as_uri()
    open_pages = (page for context in browser.contexts for page in context.pages)
    page = next((page for page in open_pages if page.url == address), None) or browser.new_page()
    page.goto(address)
    return page


class Shut:
    """A browser context that reaches nothing; remembers every address that was asked for."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.asked: list[str] = []
        self._page: Page | None = None
        self.context: BrowserContext = browser.new_context(offline=True, **options)
        self.context.route("**/*", self._refuse)

    def _refuse(self, route: Route) -> None:
        address = route.request.url
        if address.startswith(("file:", "blob:")):
            route.continue_()
            return
        self.asked.append(address)
        route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.asked.append(message.text)

    def open(self, path: Path) -> Page:
        """Return a page that shows the file ``path``; an error in its program fails the test.

        A second file takes the place of the first.
        """
        page = self._page = self._page or self._new_page()
        page.goto(path.as_uri())
        return page

    def _new_page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.asked.append(f"error: {error}"))
        page.on("console", self._hear)
        return page

    def forget(self) -> None:
        """Leave the page, and forget what it kept and what was asked for: all files share one storage."""
        page = self.open(Path(samples.__file__))
        page.evaluate("localStorage.clear()")
        self.asked.clear()


def random_result(form: str, seed: int, language: str) -> Result:
    """Return a sitting of ``form``: careful, hurried, gappy, uniform or extreme, as the seed has it."""
    bank, chance = samples.bank(), random.Random(seed)
    trait, skipping = chance.gauss(0, 1.2), chance.choice((0, 0, 0.1, 0.4))
    left_open = chance.choice((0, 0, 0.2))
    pace, style = chance.choice((600, 2500, 9000, None)), chance.choice(("person", "person", "any", "same"))
    responses: dict[str, Response] = {}
    for name in bank.order(form):
        item = bank.items[name]
        if chance.random() < left_open:
            continue
        answer: Answer = item.simulate(trait, chance.random)
        if style == "any":
            answer = item.answer_with(chance.choice(item.values()), answer)
        elif style == "same" and isinstance(answer, int):
            answer = 3 if item.kind not in {"familiarity", "condition"} else 2
        spent = None if pace is None else int(chance.expovariate(1 / pace))
        responses[name] = Response(name, None if chance.random() < skipping else answer, spent)
    content = ContentStamp(bank.pack.id, bank.pack.version, bank.digest)
    return Result(
        f"r{seed}", "2026-11-22T12:00:00Z", PROGRAM, content, form, language, bank.order(form), responses
    )


def plain(result: Result) -> dict[str, object]:
    """Return the responses of a result as the page holds them."""
    return {
        name: {"answer": to_plain(one.answer), "ms": one.elapsed_ms} for name, one in result.responses.items()
    }
