"""A candidate's machine with an invite on it, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from suitability.services.invitation import Here, Invitation, open_invitation
from tests.sealing import making
from tests.services import samples

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def here(folder: Path, now: datetime = NOW) -> Here:
    """Return a machine that keeps its sittings below ``folder``."""
    return Here(samples.bank(), folder / "runs", lambda: now, "suitability test")


def invite_file(folder: Path, **changed: object) -> Path:
    """Write an invite into ``folder`` and return the file."""
    path = folder / "mine.suitinvite"
    path.write_text(making.invite_text(**changed))  # type: ignore[arg-type]  # passed through
    return path


def invited(folder: Path, **changed: object) -> Invitation:
    """Return an invitation on such a machine."""
    return open_invitation(here(folder), invite_file(folder, **changed))
