"""What only a real terminal shows: signals, colours, small windows, hostile names, closing."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from suitability.storage.runs import list_runs
from tests.pty.terminal import Session, plain

Open = Callable[..., Session]

SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
"""Select Graphic Rendition: the escape sequence of colours and weights."""


def colours(output: bytes) -> set[int]:
    """Return every colour parameter that was sent; 39 and 49, the terminal's own, are none."""
    sent: set[int] = set()
    for found in SGR.finditer(output):
        sent |= {int(part) for part in re.split(rb"[;:]", found.group(1)) if part}
    return sent & {*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)}


def answer_three(session: Session) -> None:
    """Start a sitting and answer three questions."""
    session.until("Start: about")
    session.type("1")
    for number, key in enumerate("345", start=1):
        session.until(f"{number} of 28")
        session.type(key)
    session.until("Saved: question 3")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_the_terminal_clean_and_every_answer_saved(
    open_terminal: Open, home: Path, name: str
) -> None:
    session = open_terminal()
    answer_three(session)
    number = getattr(signal, name)
    assert session.modes_left_on()
    session.process.send_signal(number)
    assert session.end() == 128 + number
    assert session.modes_left_on() == set()
    (run,) = list_runs(home / "runs")
    assert (run.answered, run.finished) == (3, False)


def test_f10_leaves_the_terminal_clean_with_a_way_back(open_terminal: Open) -> None:
    session = open_terminal()
    answer_three(session)
    session.type("\x1b[21~")
    assert session.end() == 0
    assert session.modes_left_on() == set()
    assert "3 of 28" in plain(bytes(session.output))[-300:]


def test_closing_the_window_ends_the_program_and_keeps_the_answers(open_terminal: Open, home: Path) -> None:
    session = open_terminal()
    answer_three(session)
    os.close(session.master)
    session.master = os.open(os.devnull, os.O_RDONLY)
    session.process.wait(timeout=10)
    (run,) = list_runs(home / "runs")
    assert run.answered == 3
    assert run.reason is None


def test_no_color_sends_none_and_an_empty_no_color_does_not_count(open_terminal: Open) -> None:
    without = open_terminal(NO_COLOR="1")
    answer_three(without)
    assert colours(bytes(without.output)) == set()
    with_colour = open_terminal(NO_COLOR="", COLORTERM="truecolor")
    with_colour.until("Start: about")
    assert {38, 48} <= colours(bytes(with_colour.output))


def test_a_window_shrunk_and_grown_again_goes_on(open_terminal: Open) -> None:
    session = open_terminal()
    answer_three(session)
    session.output.clear()
    session.resize(30, 10)
    session.until("too small")
    session.output.clear()
    session.resize(100, 30)
    session.until("4 of 28")
    session.type("2")
    session.until("Saved: question 4")


def test_a_window_too_small_from_the_start_gets_plain_text_with_a_reason(open_terminal: Open) -> None:
    session = open_terminal(size=(30, 10))
    session.until("too small")
    assert b"\x1b[?1049h" not in session.output


def test_a_terminal_that_cannot_draw_gets_plain_text(open_terminal: Open) -> None:
    session = open_terminal(TERM="dumb")
    session.until("1 of 28")
    assert b"\x1b" not in session.output


def test_escape_codes_in_a_folder_name_are_not_obeyed(open_terminal: Open, home: Path) -> None:
    """A home whose name would set the clipboard and the title: the welcome screen names the folder."""
    evil = home.parent / "evil\x1b]52;c;eA==\x07\x1b]0;owned\x07\x9b2Jhome"
    home.rename(evil)
    session = open_terminal(home=evil, size=(200, 40))
    seen = session.until("Start: about")
    assert "evil]52" in "".join(seen.split())  # a long path is cut anywhere
    assert b"\x1b]52" not in session.output
    assert b"\x1b]0;owned" not in session.output
    assert "\x9b".encode() not in session.output
