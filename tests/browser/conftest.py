"""One headless Chromium for a module of tests; without one the tests are skipped, and said to be.

With SUITABILITY_BROWSER=required in the environment, as on a continuous-integration machine, a missing
browser is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.pages import Shut

REQUIRED = os.environ.get("SUITABILITY_BROWSER") == "required"
"""Read before the tests lose the settings of the machine."""

NAMES = ("chromium", "chromium-browser", "google-chrome")


def _leave(reason: str) -> NoReturn:
    told = f"{reason}; the questionnaire was not tried in a browser"
    if REQUIRED:
        pytest.fail(told)
    pytest.skip(told)


@cache
def _driver_complaint() -> str:
    """Return why the program behind Playwright does not start, such as a missing library; or nothing."""
    asked = [sys.executable, "-m", "playwright", "--version"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return told.stderr.strip() if told.returncode else ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium, started once for a module: while it is open, no other loop can run."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        _leave("no Chromium on this machine")
    complaint = _driver_complaint()
    if complaint:
        _leave(f"Playwright's driver does not start: {complaint}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def _new(browser: Browser) -> Shut:
    from tests.browser.pages import Shut

    return Shut(browser, viewport={"width": 800, "height": 700})


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Shut]:
    """Return a context without a network, for one test after the other."""
    made = _new(browser)
    yield made
    made.context.close()


@pytest.fixture
def shut(shared: Shut) -> Iterator[Shut]:
    """Return a context without a network and with nothing kept; fails at the end if it asked or broke."""
    shared.forget()
    yield shared
    assert shared.asked == []


@pytest.fixture
def changed(browser: Browser) -> Iterator[Shut]:
    """Return a context like ``shut`` of the test's own, whose browser it may change."""
    made = _new(browser)
    yield made
    made.context.close()
    assert made.asked == []
