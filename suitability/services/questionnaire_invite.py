"""The settings of a page that is made for an invitation: its form, its language, the role by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from suitability.domain.bank import ItemBank
from suitability.domain.pay import Role
from suitability.errors import SealError
from suitability.services.questionnaire_data import PageSettings
from suitability.services.sealing import read_invite
from suitability.storage.armour import INVITE, armoured, unarmoured
from suitability.storage.safe_write import shown


def invited_settings(
    bank: ItemBank, roles: Sequence[Role], raw: bytes, path: Path, program: str
) -> PageSettings:
    """Return the settings of the page for the invitation in the text ``raw``; its signature is checked.

    Args:
        bank: the questions of this program.
        roles: the roles that it knows by name.
        raw: the armoured invitation.
        path: the file that errors name.
        program: what results name as their maker.

    Raises:
        SealError: no sound invitation, or one for questions that this program does not have.
    """
    invite = read_invite(raw, path)
    if invite.content.digest != bank.digest or invite.form not in bank.forms:
        raise SealError(
            "invite_other_questions",
            path=shown(path),
            version=shown(invite.content.version),
            own=bank.pack.version,
        )
    clean = armoured(INVITE, unarmoured(INVITE, raw, path))  # without what mail programs put around it
    return PageSettings(invite.form, invite.language, program, clean, role_name(roles, invite.role))


def role_name(roles: Sequence[Role], role: str) -> Mapping[str, str] | None:
    """Return the name of a role by language, None for one that the program does not know."""
    return next((dict(one.name) for one in roles if one.id == role), None)
