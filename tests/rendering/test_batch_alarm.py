"""The time limit of a document in a worker: heard wherever it rings, never taken for anything else."""

from __future__ import annotations

import signal
import time
from typing import Any

import pytest

from suitability.errors import UserError
from suitability.rendering import batch_worker
from suitability.rendering.batch_worker import _alarm, outcome_of
from suitability.services import library
from suitability.storage import strict_yaml
from suitability.storage.strict_yaml import PureParser, parse

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarms on this system")

TOO_SLOW = ("pdf_too_slow", {"seconds": "600"})


class Ringing(PureParser):
    """A parser during whose work the time is over."""

    def get_event(self) -> Any:
        signal.raise_signal(signal.SIGALRM)
        raise AssertionError("nothing rang")


def within(act: Any) -> Any:
    """Return what ``act`` returns, done under an alarm."""
    with _alarm(600.0):
        return act()


def test_an_alarm_while_content_loads_is_not_taken_for_broken_content(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In one file, and in the middle of the words that the program ships: too slow, no list of problems."""
    assert outcome_of(lambda: within(lambda: parse(b"a: 1\n", "f", Ringing))) == TOO_SLOW
    monkeypatch.setattr(strict_yaml, "best_parser", lambda: Ringing)
    assert outcome_of(lambda: within(lambda: library.load_words("en"))) == TOO_SLOW


def test_what_breaks_because_of_the_alarm_is_too_slow_as_well() -> None:
    def broken() -> None:
        try:
            signal.raise_signal(signal.SIGALRM)
        except BaseException as error:
            raise ImportError("partially initialised") from error

    assert outcome_of(lambda: within(broken)) == TOO_SLOW


def test_what_breaks_by_itself_is_told_as_what_it_is() -> None:
    def broken() -> None:
        raise UserError("batch_bad_name", name="x")

    assert outcome_of(lambda: within(broken)) == ("batch_bad_name", {"name": "x"})


def test_an_alarm_that_nobody_heard_rings_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody swallows the first ring, as Python does while it finalises an object."""
    monkeypatch.setattr(batch_worker, "RING_AGAIN_SECONDS", 0.01)
    limit = time.monotonic() + 20
    heard: list[str] = []

    def sleep(long: float) -> None:
        while time.monotonic() < limit:
            time.sleep(long)

    def deaf() -> None:
        try:
            sleep(0.01)
        except BaseException:  # noqa: BLE001 - that is what is tried here
            heard.append("first")
        sleep(0.01)

    with pytest.raises(UserError, match="pdf_too_slow"), _alarm(0.01):
        deaf()
    assert heard == ["first"]
    assert time.monotonic() < limit


def test_after_the_block_nothing_rings() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with _alarm(600.0):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before
