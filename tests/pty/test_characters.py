"""Some of the written characters through the real terminal; CHARACTERS=all takes every one in every way."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from suitability.domain.session import Response
from tests.content.test_full_characters import FILES, take
from tests.pty.characters import LANGUAGES, MODES, Round, bank, case_of, check, differences

SOME = (
    Round("skips-a-third", "ru", "screen"),
    Round("bookkeeper-changing-side", "en", "screen"),  # few answers alike in a row: no waiting between keys
    Round("says-he-knows", "ru", "plain"),
)
ALL = tuple(Round(file.stem, language, mode) for file in FILES for language in LANGUAGES for mode in MODES)
WANTED = ALL if os.environ.get("CHARACTERS") == "all" else SOME


def test_there_are_a_dozen_characters_or_more_and_each_can_be_played_four_ways() -> None:
    assert len(FILES) >= 12
    assert len(ALL) == 4 * len(FILES)
    assert set(SOME) <= set(ALL)


@pytest.mark.slow
@pytest.mark.parametrize("one", WANTED, ids=str)
def test_a_character_gets_in_the_terminal_what_the_services_give(one: Round, warm: Path) -> None:
    """The first comes to a program never started before, the others to one that knows its questions."""
    assert check(one, None if one == WANTED[0] else warm) == []


def test_the_comparison_sees_an_answer_a_language_and_a_missing_time() -> None:
    one = Round("burnt-out-waiter", "ru", "screen")
    right = take(bank(), case_of(one.character), "ru", None)
    assert differences(one, right) == []
    changed = MappingProxyType({**right.responses, "S01": Response("S01", 3, 7000)})
    assert right.responses["S01"].answer != 3
    assert [line[:4] for line in differences(one, replace(right, responses=changed))][:1] == ["S01:"]
    untimed = MappingProxyType({**right.responses, "S01": replace(right.responses["S01"], elapsed_ms=None)})
    assert differences(one, replace(right, responses=untimed)) == ["S01: no time was measured"]
    assert differences(one, replace(right, language="en"))[0].startswith("language:")
