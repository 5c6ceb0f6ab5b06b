"""Which terminals can show the full screen."""

from __future__ import annotations

import pytest

from suitability.services.terminal import terminal_problem

GOOD = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environ", "isatty", "encoding", "size", "problem"),
    [
        (GOOD, True, "utf-8", (80, 24), None),
        (GOOD, True, "UTF8", (40, 15), None),
        (GOOD, True, "utf_8_sig", (0, 0), None),
        ({}, True, "UTF-8", (80, 24), None),
        (GOOD, False, "utf-8", (80, 24), "not_a_terminal"),
        ({"TERM": "dumb"}, True, "utf-8", (80, 24), "dumb"),
        ({"TERM": "DUMB "}, True, "utf-8", (80, 24), "dumb"),
        (GOOD, True, "ANSI_X3.4-1968", (80, 24), "encoding"),
        (GOOD, True, "koi8-r", (80, 24), "encoding"),
        (GOOD, True, "utf-16", (80, 24), "encoding"),
        (GOOD, True, "utf-8", (39, 24), "too_small"),
        (GOOD, True, "utf-8", (80, 14), "too_small"),
        ({"TERM": "dumb"}, False, "ascii", (1, 1), "not_a_terminal"),
    ],
)
def test_the_first_problem_is_named(
    environ: dict[str, str], isatty: bool, encoding: str, size: tuple[int, int], problem: str | None
) -> None:
    assert terminal_problem(environ, isatty, encoding, size) == problem
