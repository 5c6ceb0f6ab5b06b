"""The page as such: usable by everyone, at any width, with any reader; closed to everything outside."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.people import Person, answers, opened
from tests.sealing import making

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser page")]

NAMED = {"button", "radio", "checkbox", "textbox", "group", "radiogroup", "img", "heading", "link", "region"}
"""Roles that are useless without a name."""


def tree(page: Page) -> list[dict[str, Any]]:
    """Return the accessibility tree as a list of nodes that a reader meets."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    nodes = [node for node in nodes if not node["ignored"]]
    for node in nodes:  # browsers call <details> a group; its name is that of the button in it
        if value(node, "role") == "group":
            found = session.send("DOM.describeNode", {"backendNodeId": node["backendDOMNodeId"]})["node"]
            if found["nodeName"] == "DETAILS":
                node["role"] = {"value": "details"}
    session.detach()
    return nodes


def value(node: dict[str, Any], key: str) -> str:
    """Return a property of a node of the tree as text."""
    return str(node.get(key, {}).get("value", "")).strip()


LEVELS = (
    "() => [...document.querySelectorAll('main h1, main h2, main h3, main h4')].map((one) => +one.tagName[1])"
)
GROUPED = (
    "() => [...document.querySelectorAll('input[type=radio]')]"
    ".every((one) => one.closest('fieldset')?.querySelector('legend'))"
)
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = (
    "() => [...document.querySelectorAll('button, summary')]"
    ".filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 24).length"
)


def faults(page: Page) -> list[str]:
    """Return what is wrong with a screen for someone who cannot see it or has it enlarged."""
    roles = [value(node, "role") for node in tree(page) if not value(node, "name")]
    found = [f"{role} without a name" for role in roles if role in NAMED]
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} first-level headings")
    levels = pairwise(page.evaluate(LEVELS))
    found += [f"heading {after} after {before}" for before, after in levels if after > before + 1]
    width, small = page.evaluate(SIDEWAYS), page.evaluate(SMALL)
    found += [] if page.evaluate(GROUPED) else ["radio buttons outside a named group"]
    found += [f"{width} px to scroll sideways"] if width > 0 else []
    return found + ([f"{small} targets lower than 24 px"] if small else [])


def every_screen(person: Person, form: str) -> Iterator[str]:
    """Go through the page and yield at every screen and every kind of question."""
    page = person.page
    yield "welcome"
    person.press("questionnaire.welcome.start")
    if person.screen == "consent":
        yield "consent"
        page.get_by_role("checkbox").check()
        person.press("questionnaire.consent.go_on")
        page.wait_for_selector("main.screen-question")
    given, seen = answers(form, 4), set()
    for name, answer in given.items():
        kind = str(page.locator("form.question").get_attribute("class"))
        if kind not in seen:
            seen.add(kind)
            yield kind
        person.answer(name, answer)
    person.to_the_result()
    yield "result"
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    yield "result, opened"
    if page.locator("section.send button").count():
        page.locator("section.send button").click()
        yield "send"
        person.press("questionnaire.send.seal")
        page.locator("textarea").wait_for()
        yield "sealed"
        person.press("questionnaire.send.back")
    person.press("questionnaire.result.change")
    yield "review"


@pytest.mark.parametrize(
    ("form", "language", "size"),
    [("full", "ru", (320, 256)), ("quick", "en", (1280, 800))],
)
def test_every_screen_is_named_ordered_and_fits(
    browser: Browser, tmp_path: Path, form: str, language: str, size: tuple[int, int]
) -> None:
    """320 by 256 is a screen of 1280 by 1024 enlarged to 400 %, where Russian words are the longest."""
    shut = pages.Shut(browser, viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    invite = making.invite_text(None, form=form)
    person = Person(opened(shut, tmp_path, form, language, invite), language)

    found = {name: faults(person.page) for name in every_screen(person, form)}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) >= (13 if form == "full" else 10)
    assert shut.asked == []
    shut.context.close()


def test_the_checks_see_what_they_look_for(shut: pages.Shut, tmp_path: Path) -> None:
    page = opened(shut, tmp_path, "quick", "en")
    page.evaluate(
        "() => { const wide = document.createElement('h4'); wide.textContent = 'x'.repeat(20);"
        " wide.style.width = '5000px'; const radio = document.createElement('input'); radio.type = 'radio';"
        " document.querySelector('main').append(wide, radio, document.createElement('button')); }"
    )
    found = " ".join(faults(page))

    for fault in (
        "button without a name",
        "radio without a name",
        "heading 4 after",
        "outside a named group",
        "sideways",
    ):
        assert fault in found


def test_the_focus_goes_to_the_question_and_enter_goes_on(shut: pages.Shut, tmp_path: Path) -> None:
    person = Person(opened(shut, tmp_path, "quick", "en"), "en")
    page = person.page
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.keyboard.press("Enter")
    assert page.get_by_role("alert").last.inner_text() == person.say("questionnaire.item.missing.one")
    page.keyboard.press("2")
    page.keyboard.press("ArrowDown")
    assert page.locator("input:checked").get_attribute("value") == "3"
    page.keyboard.press("Enter")

    assert person.place == 2
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.locator("#status").get_attribute("role") == "status"
    expect(page.locator("#status")).to_have_text(person.say("questionnaire.saved"))


def test_a_group_of_answers_carries_the_question_as_its_name(shut: pages.Shut, tmp_path: Path) -> None:
    person = Person(opened(shut, tmp_path, "quick", "en"), "en")
    person.press("questionnaire.welcome.start")
    group = next(
        node
        for node in tree(person.page)
        if value(node, "role") == "group" and "Question 1 of 28" in value(node, "name")
    )

    assert "How often" in value(group, "name")
    assert sum(value(node, "role") == "radio" for node in tree(person.page)) == 5


def test_without_a_program_the_page_says_in_every_language_what_to_do(
    browser: Browser, tmp_path: Path
) -> None:
    shut = pages.Shut(browser, java_script_enabled=False)
    page = opened(shut, tmp_path, "quick", "ru")
    shown = page.locator("main").inner_text()

    for words in pages.texts().values():
        assert words("questionnaire.unsupported").replace("\u00a0", " ") in shown.replace("\u00a0", " ")
    shut.context.close()


def test_the_policy_of_the_page_forbids_every_connection(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    path = tmp_path / "questions.html"
    path.write_text(pages.html(), encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    refused = page.evaluate(
        "async () => { try { await fetch('https://example.org/'); return 'went'; }"
        " catch (error) { return 'refused'; } }"
    )
    ran = page.evaluate(
        "() => { const one = document.createElement('script'); one.textContent = 'window.ran = 1';"
        " document.body.append(one); return window.ran === 1; }"
    )
    context.close()

    assert refused == "refused"
    assert not ran
    assert asked == [path.as_uri()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(browser: Browser, tmp_path: Path, scheme: str) -> None:
    shut = pages.Shut(browser, color_scheme=scheme)
    page = opened(shut, tmp_path, "quick", "en")
    names = ["paper", "sheet", "ink", "soft", "line", "accent", "on-accent", "tint", "warn", "warn-tint"]
    colours = page.evaluate(
        "(names) => { const all = getComputedStyle(document.documentElement);"
        " const one = (name) => [name, all.getPropertyValue(`--${name}`).trim()];"
        " return Object.fromEntries(names.map(one)); }",
        names,
    )
    shut.context.close()
    pairs = [
        *((text, ground, 7.0) for text in ("ink", "soft") for ground in ("paper", "sheet")),
        *(("ink", ground, 7.0) for ground in ("tint", "warn-tint")),
        ("on-accent", "accent", 7.0),
        ("warn", "paper", 7.0),
        ("line", "paper", 3.0),
        ("line", "sheet", 3.0),
        ("accent", "paper", 3.0),
    ]

    assert [pair for *pair, least in pairs if contrast(colours[pair[0]], colours[pair[1]]) < least] == []


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as #FFFFFF (WCAG 2.2), from 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_mistake_of_ours_is_said_and_loses_nothing(browser: Browser, tmp_path: Path) -> None:
    shut = pages.Shut(browser)
    person = Person(opened(shut, tmp_path, "quick", "en"), "en")
    person.press("questionnaire.welcome.start")
    person.page.keyboard.press("3")
    person.press("questionnaire.go_on")
    person.page.evaluate("() => { setTimeout(() => { throw new Error('planted'); }, 0); }")

    expect(person.page.locator("#warning")).to_have_text(person.say("questionnaire.broken"))
    assert any("planted" in one for one in shut.asked)
    assert len(person.kept()) == 1
    shut.context.close()
