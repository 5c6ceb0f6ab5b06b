"""Keys, invites and sealed results for tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from suitability.domain.session import ContentStamp, Result
from suitability.services import cipher
from suitability.services.replay import marks
from suitability.services.sealing import (
    ConsentGiven,
    ConsentText,
    Invite,
    Keys,
    Known,
    Opened,
    Sealing,
    make_invite,
    open_result,
    seal_result,
)
from suitability.storage.result_file import result_map
from tests.services import samples

NOWHERE = Path("letter.txt")
NOW = "2026-11-22T12:00:00Z"


@dataclass(frozen=True, slots=True)
class Party:
    """A recruiter: secret and public halves."""

    signing: bytes
    secret: bytes
    keys: Keys


def new_party() -> Party:
    """Return a recruiter with fresh keys."""
    signing, signer = cipher.new_signer()
    secret, opening = cipher.new_point()
    return Party(signing, secret, Keys(signer, opening))


@cache
def party() -> Party:
    """Return the recruiter that most tests share."""
    return new_party()


@cache
def run_secret() -> bytes:
    """Return the secret key of a run."""
    return cipher.new_point()[0]


def invite(who: Party | None = None, **changed: object) -> Invite:
    """Return an invite of ``who``, with some fields changed."""
    bank = samples.bank()
    made = Invite(
        id="00112233445566778899aabbccddeeff",
        organisation="Ромашка",
        role="service_desk_1",
        form="quick",
        language="ru",
        who_sees="Анна из отдела подбора",
        contact="hr@example.org",
        consent=ConsentText("1", "Согласие.\n\nСогласен(на), чтобы ответы увидела Анна."),
        purpose="Подготовка к разговору",
        keep_days=180,
        not_before="2026-11-01T00:00:00Z",
        expires="2026-12-24T23:59:59Z",
        attempts=1,
        content=ContentStamp(bank.pack.id, bank.pack.version, bank.digest),
        keys=(who or party()).keys,
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # test helper


def invite_text(who: Party | None = None, **changed: object) -> str:
    """Return a signed invite."""
    owner = who or party()
    return make_invite(invite(owner, **changed), owner.signing)


def result(seed: int = 7, **named: object) -> Result:
    """Return the result of a made-up person."""
    return samples.result(samples.drawn(seed), **named)  # type: ignore[arg-type]  # passed through


def consent_to(asked: Invite, at: str = "2026-11-22T16:00:00Z") -> ConsentGiven:
    """Return the consent that an invite asks for, given."""
    return ConsentGiven(asked.consent.version, asked.consent.sha256, asked.language, at)


def sealed(
    asked: Invite | None = None,
    found: Result | None = None,
    secret: bytes | None = None,
    sealed_at: str = "2026-11-22T17:00:00Z",
) -> str:
    """Return a sealed result as text."""
    wanted = asked or invite()
    answered = found or result()
    sealing = Sealing(secret or run_secret(), consent_to(wanted), sealed_at, "suitability 0.1.0")
    whole = result_map(answered, marks(samples.bank(), answered.responses))
    return seal_result(wanted, whole, sealing)


def opened(text: str, who: Party | None = None, *known: str) -> Opened:
    """Return what a sealed result holds, read by ``who``, who knows the usual invite and ``known``."""
    owner = who or party()
    entry = Known(cipher.Opener(owner.secret), owner.keys.fingerprint)
    ours = {invite().id, *known}
    return open_result(text.encode(), NOWHERE, lambda one: entry if one in ours else None)
