"""One screen per file, loaded when first shown: what nobody has opened costs the first question nothing."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from suitability.tui.page import Page

SCREENS = {
    "advice": "AdviceScreen",
    "candidate": "CandidateScreen",
    "candidates": "CandidatesScreen",
    "due": "DueScreen",
    "filtering": "FilterScreen",
    "folder": "FolderScreen",
    "forgetting": "ForgetScreen",
    "guide": "GuideScreen",
    "help": "HelpScreen",
    "invited": "InvitedScreen",
    "item": "ItemScreen",
    "notes": "NotesScreen",
    "page": "PageScreen",
    "pause": "PauseScreen",
    "pay": "PayScreen",
    "pick": "PickScreen",
    "printing": "PrintScreen",
    "quality": "QualityScreen",
    "rating": "RatingScreen",
    "recap": "RecapScreen",
    "results": "ResultsScreen",
    "review": "ReviewScreen",
    "roles": "RolesScreen",
    "save": "SaveScreen",
    "sending": "SendingScreen",
    "sessions": "SessionsScreen",
    "sheet": "SheetScreen",
    "sheet_question": "SheetQuestionScreen",
    "shelf": "ShelfScreen",
    "signs": "SignsScreen",
    "sorting": "SortScreen",
    "stage": "StageScreen",
    "unsaved": "UnsavedScreen",
    "welcome": "WelcomeScreen",
}
"""Module in this folder -> the class of its screen. A new screen is a file and a row here."""


def screen(name: str, *arguments: object) -> Page:
    """Return a new screen, made with ``arguments``; its module is imported now.

    Raises:
        KeyError: there is none of that name.
    """
    made: Page = getattr(importlib.import_module(f"{__name__}.{name}"), SCREENS[name])(*arguments)
    return made
