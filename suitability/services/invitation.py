"""An invite in the hands of the person invited: shown, agreed to, answered, read through, sealed.

The face in front of it (full screen or plain text) asks; this keeps what was said. Nothing is sealed without
the consent that the invite asks for, and nothing is sent at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, SequenceItem
from suitability.domain.session import Result
from suitability.errors import OutputError, RunFileError, SealError
from suitability.services import cipher
from suitability.services.explain import answer_text, question_of
from suitability.services.formatting import day, fixed
from suitability.services.kept import KeptRun, kept_runs
from suitability.services.moments import moment
from suitability.services.replay import marks
from suitability.services.sealing import (
    ConsentGiven,
    Invite,
    Sealing,
    check_dates,
    read_invite,
    seal_result,
)
from suitability.services.words import Words
from suitability.storage.armour import INVITE, armoured, read_small, unarmoured
from suitability.storage.key_file import to_base64
from suitability.storage.result_file import result_map
from suitability.storage.run_invite import RunInviteWire, read_run_invite, write_run_invite
from suitability.storage.safe_write import shown
from suitability.storage.sealed_wire import ConsentGivenWire

ENDING: Final = ".suitresult"


@dataclass(frozen=True, slots=True)
class Here:
    """What an invitation needs of this machine: the questions, where sittings are kept, clock and program."""

    bank: ItemBank
    runs: Path | None
    now: Callable[[], datetime]
    program: str


def open_invitation(here: Here, path: Path) -> Invitation:
    """Return the invitation in the file ``path`` after its signature was checked; dates are not judged.

    Raises:
        SealError: no sound invite, or one for questions or a form that this program does not have.
    """
    return invitation_from(here, read_small(path), path)


def invitation_from(here: Here, raw: bytes, path: Path) -> Invitation:
    """Return the invitation in a text. Raises as ``open_invitation``."""
    invite = read_invite(raw, path)
    bank = here.bank
    if invite.content.digest != bank.digest or invite.form not in bank.forms:
        version = shown(invite.content.version)
        raise SealError("invite_other_questions", path=shown(path), version=version, own=bank.pack.version)
    return Invitation(here, invite, armoured(INVITE, unarmoured(INVITE, raw, path)), path)


class Invitation:
    """One invite on the candidate's machine. ``consent`` is None until the person agrees."""

    def __init__(self, here: Here, invite: Invite, text: str, path: Path) -> None:
        self._here = here
        self._text = text
        self._secret: bytes | None = None
        self.invite = invite
        self.path = path
        self.consent: ConsentGiven | None = None

    def check_dates(self) -> None:
        """Make sure that the invite may be answered now.

        Raises:
            SealError: not yet, or not any more.
        """
        check_dates(self.invite, self._moment(), self.path)

    def agree(self) -> None:
        """Note that the person agrees to the consent, now."""
        asked = self.invite.consent
        self.consent = ConsentGiven(asked.version, asked.sha256, self.invite.language, self._moment())

    def refuse(self) -> None:
        """Note that the person does not agree, or no longer."""
        self.consent = None

    def bind(self, run: str) -> bool:
        """Keep the invite beside the sitting ``run``, with a key of its own; return whether it is kept."""
        kept = self._kept(run)
        if kept is not None:
            self._take(kept)
        secret = self._secret = self._secret or cipher.new_point()[0]
        if self._here.runs is None:
            return False
        given = self.consent
        consent = None
        if given is not None:
            consent = ConsentGivenWire(given.version, given.sha256, given.language, given.given_at)
        wire = RunInviteWire(
            "suitability-run-invite", 1, self.invite.id, self._text, to_base64(secret), consent
        )
        try:
            write_run_invite(self._here.runs, run, wire)
        except (OSError, OutputError):
            return False
        return True

    def begun(self, run: str, form: str) -> None:
        """Keep the invite beside a sitting that has just begun, if it answers the invite's form."""
        if form == self.invite.form:
            self.bind(run)

    def runs(self) -> tuple[KeptRun, ...]:
        """Return the sittings that answer this invite, the latest first."""
        try:
            found = kept_runs(self._here.runs)
        except RunFileError:
            return ()
        return tuple(run for run in found if run.reason is None and self._kept(run.id) is not None)

    def recall(self, run: str) -> None:
        """Take up the consent and the key that were kept beside a sitting of this invite."""
        kept = self._kept(run)
        if kept is not None:
            self._take(kept)

    def seal(self, result: Result) -> str:
        """Return a result sealed for the recruiter, as text.

        Raises:
            SealError: there is no consent, or the result is of another form or other questions.
        """
        invite = self.invite
        if self.consent is None:
            raise SealError("seal_without_consent")
        if result.form != invite.form:
            raise SealError("seal_other_form", form=shown(result.form), wanted=invite.form)
        if result.content.digest != invite.content.digest:
            raise SealError("seal_other_questions", version=shown(result.content.version))
        self.bind(result.id)
        secret = self._secret or cipher.new_point()[0]
        sealing = Sealing(secret, self.consent, self._moment(), self._here.program)
        return seal_result(invite, result_map(result, marks(self._here.bank, result.responses)), sealing)

    def file_name(self) -> str:
        """Return the name of the sealed file unless the person chooses another."""
        return f"suitability-{self.invite.id[:8]}{ENDING}"

    def _kept(self, run: str) -> RunInviteWire | None:
        if self._here.runs is None:
            return None
        try:
            kept = read_run_invite(self._here.runs, run)
        except SealError:
            return None
        return kept if kept is not None and kept.invite == self.invite.id else None

    def _take(self, kept: RunInviteWire) -> None:
        self._secret = kept.secret_bytes
        given = kept.consent
        asked = self.invite.consent
        if self.consent is None and given is not None and given.sha256 == asked.sha256:
            self.consent = ConsentGiven(given.version, given.sha256, given.language, given.given_at)

    def _moment(self) -> str:
        return self._here.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def kept_invitation(here: Here, run: str) -> Invitation | None:
    """Return the invitation that a sitting answers, with its consent, or None.

    Raises:
        SealError: what is kept is damaged.
    """
    kept = None if here.runs is None else read_run_invite(here.runs, run)
    if kept is None:
        return None
    found = invitation_from(here, kept.text.encode(), Path(f"{run}{ENDING}"))
    found.recall(run)
    return found


def about_lines(invite: Invite, words: Words, role: str = "") -> list[tuple[str, str]]:
    """Return what an invite says: pairs of heading and text, in order. ``role`` is the role's name."""
    rows = [
        ("questionnaire.invite.organisation", invite.organisation),
        ("questionnaire.invite.role", role or invite.role),
        ("questionnaire.invite.purpose", invite.purpose),
        ("questionnaire.invite.who_sees", invite.who_sees),
        ("questionnaire.invite.keep", words.plural("questionnaire.days", invite.keep_days)),
        ("questionnaire.invite.contact", invite.contact),
        ("questionnaire.invite.until", day(words, datetime.fromisoformat(invite.expires))),
        ("questionnaire.invite.fingerprint", invite.keys.shown),
    ]
    return [(words(key), text) for key, text in rows if text]


def content_lines(bank: ItemBank, invitation: Invitation, result: Result, words: Words) -> Iterator[str]:
    """Yield everything that a sealed result would hold, in words, line by line."""
    invite = invitation.invite
    yield words("recruiting.seal.contents", organisation=invite.organisation)
    yield words("recruiting.seal.encrypted", organisation=invite.organisation)
    yield words("recruiting.seal.who", invite=invite.id[:8])
    created = moment(result.created, words, UTC)
    name = bank.forms[result.form].name.on(words.language) if result.form in bank.forms else result.form
    key = f"screens.languages.{result.language}"
    language = words(key) if words.has(key) else result.language
    yield words("recruiting.seal.form", form=name, language=language, created=f"{created} UTC")
    yield words("recruiting.seal.made", program=result.program, version=result.content.version, run=result.id)
    given = invitation.consent
    if given is not None:
        at = moment(given.given_at, words, UTC)
        yield words("recruiting.seal.consent", version=given.version, at=f"{at} UTC")
    yield from _answers(bank, result, words)


def _answers(bank: ItemBank, result: Result, words: Words) -> Iterator[str]:
    for number, item in enumerate(result.order, start=1):
        response = result.responses.get(item)
        if response is None:
            answer = words("recruiting.seal.open")
        elif response.answer is None:
            answer = words("recruiting.seal.skipped")
        else:
            answer = _shown(bank, item, response.answer, words)
        values = {"number": number, "stem": question_of(bank, item, words.language), "answer": answer}
        if response is None or response.elapsed_ms is None:
            yield words("recruiting.seal.answer", **values)
        else:
            seconds = fixed(words, response.elapsed_ms / 1000, 1)
            yield words("recruiting.seal.answer_timed", **values, seconds=seconds)


def _shown(bank: ItemBank, item: str, answer: Answer, words: Words) -> str:
    """Return an answer as it was given; of an order every step, not only how sound it is."""
    asked = bank.items[item]
    if isinstance(asked, SequenceItem) and isinstance(answer, tuple):
        steps = {step.id: step.text.on(words.language) for step in asked.steps}
        return " → ".join(steps[step] for step in answer)
    return answer_text(bank, item, answer, words)
