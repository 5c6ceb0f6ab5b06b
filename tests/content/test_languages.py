"""The few lists in Python that name languages agree with the content."""

from __future__ import annotations

import typing

from suitability.cli.environment import LANGUAGES, LETTERS
from suitability.services.library import load_bank
from suitability.storage.places import data_folder
from suitability.storage.report_profile import ReportProfile
from suitability.storage.words_reader import language_codes


def test_content_questions_commands_and_profiles_have_the_same_languages() -> None:
    """A language that one of them lacks could be chosen in one place and would be refused in the next."""
    shipped = set(language_codes(data_folder("content")))
    literal, nothing = typing.get_args(typing.get_type_hints(ReportProfile)["language"])

    assert shipped
    assert set(load_bank().pack.languages) == shipped
    assert set(LANGUAGES) == shipped
    assert (set(typing.get_args(literal)), nothing) == (shipped, type(None))
    assert set(LETTERS) <= shipped
