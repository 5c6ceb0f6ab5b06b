"""The recruiter's way in from the first screen: which folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from suitability.tui.asking import AskingPage
from suitability.tui.lines import GAP, Block
from suitability.tui.screens import screen


class FolderScreen(AskingPage):
    """Says what a folder of results is and asks for its path."""

    name_id = "folder"

    def blocks(self) -> Sequence[Block]:
        """Return how a folder comes about."""
        words = self.words
        return (
            Block("title", words("candidates.folder.heading")),
            GAP,
            Block("text", words("candidates.folder.intro")),
            *(
                Block("number", words(f"candidates.folder.{step}"), f"{at}.")
                for at, step in enumerate(("p1", "p2", "p3", "p4"), 1)
            ),
        )

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the row that asks for the folder, and the way back."""
        return [
            ("open", self.words("candidates.folder.open")),
            ("back", self.words("candidates.menu.back")),
        ]

    def choose(self, row: str) -> None:
        """Ask for the folder, or go back."""
        if row == "back":
            self.action_leave()
        else:
            near = str(self.course.startup.report_folder)
            self.ask(lambda: self.words("candidates.folder.type"), self._open, near)

    def _open(self, text: str) -> None:
        """Open the folder."""
        recruiting = self.course.startup.recruiting
        if text and recruiting is not None:
            desk = recruiting.open_desk(Path(text).expanduser().absolute())
            self.app.push_screen(screen("candidates", desk, None))
