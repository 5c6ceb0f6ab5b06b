"""A sitting that was opened again: when it began, how far it is, in which language."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.services.moments import moment
from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import language_name
from suitability.tui.screens.menu_page import MenuPage


class RecapScreen(MenuPage):
    """Where one was, before the questions go on."""

    name_id = "recap"

    def blocks(self) -> Sequence[Block]:
        """Return what is known about the sitting."""
        words, sitting = self.words, self.course.sitting
        session = sitting.session
        form = self.course.bank.forms[session.form].name.on(words.language)
        language = language_name(words, session.language)
        blocks = [
            Block("title", words("screens.recap.heading")),
            GAP,
            Block("text", words("screens.recap.began", when=moment(sitting.started, words), form=form)),
            Block("text", words("screens.recap.far", answered=session.answered, total=sitting.total)),
        ]
        if session.omitted:
            blocks.append(Block("text", words("screens.recap.skipped", number=len(session.omitted))))
        blocks.append(Block("text", words("screens.recap.language", language=language)))
        return blocks

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the ways on."""
        words, sitting = self.words, self.course.sitting
        go_on = "go_on" if sitting.item is not None else "finish"
        return [
            ("go_on", words(f"screens.recap.{go_on}", number=sitting.number)),
            ("review", words("screens.recap.review")),
            ("home", words("screens.recap.home")),
        ]

    def choose(self, row: str) -> None:
        """Go to the question, to the list of answers, or to the start."""
        match row:
            case "go_on":
                self.suitability.go_to_items()
            case "review":
                self.suitability.go_to_items()
                self.suitability.go_to_review()
            case _:
                self.suitability.go_home()

    def action_leave(self) -> None:
        """Esc: back to the start."""
        self.suitability.go_home()
