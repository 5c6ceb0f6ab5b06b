"""Before anything is sealed: everything that would be in the file, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from suitability.errors import UserError
from suitability.services import files
from suitability.services.invitation import content_lines
from suitability.tui.lines import GAP, Block
from suitability.tui.screens.invited import AgreementScreen, invitation_of
from suitability.tui.screens.menu_page import MenuPage


class SendingScreen(MenuPage):
    """Everything in the file, in words, then the menu; after sealing, what to do with the file."""

    name_id = "sending"

    def __init__(self) -> None:
        super().__init__()
        self._written: Path | None = None

    def blocks(self) -> Sequence[Block]:
        """Return the contents of the file, or after sealing what to do with it."""
        words, invitation, course = self.words, invitation_of(self), self.course
        if self._written is not None:
            invite = invitation.invite
            after = words("recruiting.seal.next", organisation=invite.organisation, contact=invite.contact)
            return (
                Block("title", words("screens.sending.sealed", path=self._written)),
                GAP,
                Block("text", after),
                GAP,
                Block("text", words("recruiting.collect.promise")),
            )
        result = course.result
        if invitation.consent is None or result is None:
            return (Block("text", words("screens.sending.no_consent")),)
        lines = list(content_lines(course.bank, invitation, result, words))
        return (Block("title", lines[0]), GAP, *(Block("text", line) for line in lines[1:]))

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the ways on."""
        words = self.words
        if self._written is not None:
            return [("keep", words("screens.sending.done"))]
        first = "read" if invitation_of(self).consent is None else "seal"
        return [(name, words(f"screens.sending.{name}")) for name in (first, "keep")]

    def choose(self, row: str) -> None:
        """Seal, read the consent, or go back."""
        if row == "read":
            self.app.push_screen(AgreementScreen(begin=False))
        elif row == "seal":
            self._seal()
        else:
            self.app.pop_screen()

    def _seal(self) -> None:
        invitation, result = invitation_of(self), self.course.result
        if result is None:
            return
        path = files.free_name(self.course.startup.report_folder / invitation.file_name())
        try:
            files.write_text(path, invitation.seal(result))
        except UserError as error:
            self.show_state(self.course.sentence(error), "bad")
            return
        self._written = path
        self.course.reports.append(path)
        self.relabel()
