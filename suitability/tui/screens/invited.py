"""The invite, and after it the consent as a step of its own."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.errors import InternalError, UserError
from suitability.services.invitation import Invitation, about_lines
from suitability.services.kept import KeptRun
from suitability.tui.lines import GAP, Block
from suitability.tui.page import Page
from suitability.tui.screens.menu_page import MenuPage


def invitation_of(page: Page) -> Invitation:
    """Return the invite that is answered.

    Raises:
        InternalError: the app was opened without one.
    """
    found = page.course.startup.invitation
    if found is None:
        raise InternalError("no_invitation")
    return found


class InvitedScreen(MenuPage):
    """Who invites, what for, who sees the answers, and the key's fingerprint."""

    name_id = "invited"

    def blocks(self) -> Sequence[Block]:
        """Return what the invite says."""
        words, invite = self.words, invitation_of(self).invite
        rows = about_lines(invite, words, self.course.startup.role_name(invite.role, self.course.language))
        said = [Block("text", f"{heading}: {text}") for heading, text in rows]
        return (
            Block("title", words("questionnaire.invite.heading", organisation=invite.organisation)),
            GAP,
            *said,
            GAP,
            Block("text", words("questionnaire.invite.fingerprint_note")),
            GAP,
            Block("text", words("recruiting.seal.before")),
        )

    def _earlier(self) -> KeptRun | None:
        """Return the sitting that this invite was answered in so far; None when a new one was asked for."""
        if self.course.startup.open_at == "take":
            return None
        return next(iter(invitation_of(self).runs()), None)

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the ways on."""
        words, earlier = self.words, self._earlier()
        if earlier is None:
            first = ("go_on", words("screens.invited.go_on"))
        else:
            first = (
                "resume",
                words("screens.invited.answered" if earlier.finished else "screens.invited.resume"),
            )
        return [first, ("leave", words("screens.invited.leave"))]

    def choose(self, row: str) -> None:
        """Go on to the consent, into the sitting that was begun, or leave."""
        earlier = self._earlier()
        if row == "leave":
            self.suitability.action_leave_program()
        elif row == "resume" and earlier is not None:
            invitation_of(self).recall(earlier.id)
            try:
                self.course.resume(earlier.path)
            except UserError as error:
                self.show_state(self.course.sentence(error), "bad")
                return
            self.suitability.after_resume()
        else:
            self.app.push_screen(AgreementScreen(begin=True))

    def action_leave(self) -> None:
        """Esc: leave the program; nothing was begun."""
        self.suitability.action_leave_program()


class AgreementScreen(MenuPage):
    """The consent: its whole text, and the choice."""

    name_id = "agreement"

    def __init__(self, *, begin: bool) -> None:
        super().__init__()
        self._begin = begin

    def blocks(self) -> Sequence[Block]:
        """Return the text of the consent."""
        words, asked = self.words, invitation_of(self).invite.consent
        text = [Block("text", line) if line else GAP for line in asked.text.split("\n")]
        return (
            Block("title", words("questionnaire.consent.heading")),
            GAP,
            Block("text", words("questionnaire.consent.intro")),
            GAP,
            *text,
            GAP,
            Block("text", words("questionnaire.consent.version", version=asked.version)),
        )

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return back, yes, and no; the cursor starts on "back", so that nobody agrees by a stray Enter."""
        words = self.words
        return [(name, words(f"screens.agreement.{name}")) for name in ("back", "agree", "refuse")]

    def choose(self, row: str) -> None:
        """Note the choice, then begin with the questions or return to where one came from."""
        invitation = invitation_of(self)
        if row == "agree":
            invitation.agree()
        elif row == "refuse":
            invitation.refuse()
        if row == "back" or not self._begin:
            self.app.pop_screen()
            return
        self.course.begin(invitation.invite.form)
        self.suitability.go_to_items()
