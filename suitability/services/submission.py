"""One file of a folder: what it is, and if it is a result, everything the index keeps about it.

Runs in worker processes. Reads at most one mebibyte, opens, checks and scores; nothing is written, and
whatever a file holds, the answer is a ``Reading``.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from suitability.domain.assessment import Judgement, judge
from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.errors import ResultFileError, SealError, UserError
from suitability.services import cipher
from suitability.services.packing import Known as KnownContent
from suitability.services.packing import known_content, pack
from suitability.services.results import Fit, check_against, refusal
from suitability.services.sealing import Known, Opened, open_result, read_invite
from suitability.storage.armour import INVITE, RESULT, has_block
from suitability.storage.inbox import bytes_of, look_at
from suitability.storage.pool_files import key_name
from suitability.storage.pool_schema import RECEIVED, EntryRow, ScaleRange
from suitability.storage.register_file import InviteRow, RegisterFile
from suitability.storage.result_file import StoredResult, checksum, stored_from
from suitability.storage.safe_write import shown
from suitability.storage.sealed_wire import is_moment
from suitability.storage.strict_json import MAX_BYTES, parse_json

CLOCKS_DIFFER: Final = timedelta(minutes=10)
"""Clocks of two computers may differ by this much before it is worth a remark."""

PLAIN_OWNER: Final = "result:"
"""Beginning of the owner of results that came without an invite; the id of the result follows."""

_PAGES: Final = frozenset({".html", ".htm", ".xhtml"})
_NEWER: Final = frozenset({"seal_newer", "result_newer"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file turned out to be.

    ``kind``: ``result``, ``invite`` (one that this recruiter made; ``batch`` says which), ``not_ours``,
    ``newer``, ``broken``, ``foreign`` (no result at all) or ``skipped`` (a link, a pipe).
    ``code`` and ``values`` make the sentence that says why. ``name`` is as ``name_key`` gives it.
    ``kept``: the index remembers it; a folder that cannot be listed is told of every time instead.
    """

    name: str
    size: int
    mtime: int
    sha256: str
    kind: str
    code: str = ""
    values: Mapping[str, str] | None = None
    batch: str = ""
    entry: EntryRow | None = None
    kept: bool = True


class Reader:
    """Reads files of one folder. Holds the questions, the register (to read) and the opened keys."""

    def __init__(
        self, bank: ItemBank, folder: Path, register: RegisterFile | None, secrets: Mapping[bytes, bytes]
    ) -> None:
        self._bank = bank
        self._folder = folder
        self._register = register
        self._openers = {public.hex(): cipher.Opener(secret) for public, secret in secrets.items()}
        self._content: dict[str, KnownContent] = {}
        self._latest: InviteRow | None = None

    def read(self, key: str, now: str) -> Reading:
        """Return what the file is; ``key`` is its name as ``name_key`` gives it, ``now`` the moment (UTC)."""
        path = self._folder / key_name(key)
        try:
            found = look_at(path)
            blank = Reading(key, found.size, found.mtime, "", "skipped")
            if found.closed:
                closed = {"path": shown(key_name(key)), "reason": shown(found.closed)}
                blank = replace(blank, kind="broken", kept=False)
                return _because(blank, SealError("seal_unreadable", **closed))
            if not found.plain:
                return _because(blank, SealError("collect_link", path=shown(key_name(key))))
            if found.size > MAX_BYTES:
                values = {"path": shown(key_name(key)), "size": found.size, "limit": MAX_BYTES}
                return replace(_because(blank, SealError("seal_too_large", **values)), kind="broken")
            data = bytes_of(path, MAX_BYTES)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            values = {"path": shown(key_name(key)), "reason": shown(reason)}
            return _because(Reading(key, 0, 0, "", "broken"), SealError("seal_unreadable", **values))
        seen = replace(blank, sha256=hashlib.sha256(data).hexdigest())
        return self._judged(seen, data, now)

    def _judged(self, seen: Reading, data: bytes, now: str) -> Reading:
        path = Path(key_name(seen.name))
        try:
            if path.suffix.lower() in _PAGES:
                raise SealError("collect_page", path=shown(path))
            if has_block(RESULT, data):
                return self._sealed(seen, data, path, now)
            if has_block(INVITE, data):
                return self._invite(seen, data, path)
            if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
                return self._plain(seen, data, path, now)
            raise SealError("collect_other", path=shown(path))
        except (SealError, ResultFileError) as error:
            return _because(seen, error)

    def _invite(self, seen: Reading, data: bytes, path: Path) -> Reading:
        invite = read_invite(data, path)
        row = None if self._register is None else self._register.invite(invite.id)
        if row is None:
            raise SealError("collect_strange_invite", path=shown(path), organisation=invite.organisation)
        values = {"path": shown(path)}
        return replace(seen, kind="invite", code="collect_invite", values=values, batch=row.batch)

    def _sealed(self, seen: Reading, data: bytes, path: Path, now: str) -> Reading:
        opened = open_result(data, path, lambda number: self._known(number, path))
        row = self._row(opened.invite)
        if row is None:
            raise SealError("seal_not_ours", path=shown(path), invite=opened.invite[:8])
        _fits_invite(opened, row, path)
        stored = StoredResult(opened.result, opened.marks)
        entry = self._entry(stored, path)
        received = _received(seen, now)
        made = replace(
            entry,
            **_person(row),
            grade="sealed",
            outcome="late" if max(received, opened.sealed_at[:19]) > row.expires[:19] else "first",
            sealed_at=opened.sealed_at,
            received=received,
            run_key=opened.run_key.hex(),
            checksum=opened.checksum,
            remarks=_remarks(opened, row, now),
        )
        return replace(seen, kind="result", entry=made)

    def _plain(self, seen: Reading, data: bytes, path: Path, now: str) -> Reading:
        tree = parse_json(data, path)
        stored = stored_from(tree, path)
        whole = tree if isinstance(tree, dict) else {}
        result = stored.result
        if not is_moment(result.created):
            raise SealError("seal_wrong_shape", path=shown(path), place="created", reason=result.created)
        remarks = ("made_in_future",) if _after(result.created, now) else ()
        made = replace(
            self._entry(stored, path),
            owner=f"{PLAIN_OWNER}{result.id}",
            grade="plain",
            outcome="first",
            received=_received(seen, now),
            checksum=checksum({key: whole[key] for key in whole if key != "checksum"}),
            remarks=remarks,
        )
        return replace(seen, kind="result", entry=made)

    def _known(self, invite: str, path: Path) -> Known | None:
        row = self._row(invite)
        if row is None:
            return None
        if row.opening not in self._openers:
            raise SealError("collect_key_gone", path=shown(path), invite=invite[:8])
        return Known(self._openers[row.opening], bytes.fromhex(row.fingerprint))

    def _row(self, invite: str) -> InviteRow | None:
        if self._latest is None or self._latest.id != invite:
            self._latest = None if self._register is None else self._register.invite(invite)
        return self._latest

    def _entry(self, stored: StoredResult, path: Path) -> EntryRow:
        """Return what the index keeps of a result: scores, signs, quality, and the packed answers.

        Raises:
            ResultFileError: it does not fit the questions.
        """
        result = stored.result
        verdict = check_against(self._bank, result, stored.marks)
        if verdict.fit is Fit.REFUSED:
            raise refusal(self._bank, result, verdict, path)
        if result.form not in self._content:
            self._content[result.form] = known_content(self._bank, result.form)
        same = result.content.digest == self._bank.digest
        entry = entry_of(judge(self._bank, result), result)
        packed = pack(stored, self._content[result.form] if same else None)
        return replace(entry, fit=verdict.fit.value, packed=packed, path=shown(path))


def entry_of(found: Judgement, result: Result) -> EntryRow:
    """Return the columns of the index that a result and what it was judged to be fill."""
    quality = "strong" if not found.quality.interpretable else ("soft" if found.quality.raised else "none")
    given = [one for one in result.responses.values() if one.answer is not None]
    times = [one.elapsed_ms for one in result.responses.values() if one.elapsed_ms is not None]
    judged = found.quality.interpretable  # where answers mean nothing, no page shows a range or a sign
    signs = {finding.sign: finding.status.value for finding in found.findings if judged}
    scales = {
        one.scale: ScaleRange(
            one.low, one.pomp, one.high, "" if one.zone is None else one.zone.value, one.on_border
        )
        for one in found.scores
        if judged
    }
    return EntryRow(
        owner="",
        status=RECEIVED,
        form=result.form,
        language=result.language,
        created=result.created,
        result=result.id,
        digest=result.content.digest,
        quality=quality,
        verdict=found.outcome.id,
        answered=len(given),
        total=len(result.order),
        elapsed_ms=sum(times) if times else None,
        raised=sum(status == "raised" for status in signs.values()),
        thought=sum(status == "thought" for status in signs.values()),
        scales=scales,
        signs=signs,
    )


def waiting_entry(row: InviteRow) -> EntryRow:
    """Return the line of somebody who was invited and has not answered."""
    return EntryRow(**_person(row), form=row.form, language=row.language)


def _person(row: InviteRow) -> dict[str, Any]:
    """Return the columns that an invite fills."""
    return {
        "owner": row.id,
        "invite": row.id,
        "batch": row.batch,
        "person": row.person,
        "email": row.email,
        "person_note": row.note,
        "role": row.role,
        "expires": row.expires,
    }


def _fits_invite(opened: Opened, row: InviteRow, path: Path) -> None:
    """Make sure that consent, questions and form are those of the invite."""
    name = shown(path)
    if (opened.consent.sha256, opened.consent.version) != (row.consent_sha256, row.consent_version):
        raise SealError("collect_other_consent", path=name)
    if opened.result.content.digest != row.digest:
        raise SealError("collect_other_questions", path=name, version=opened.result.content.version)
    if opened.result.form != row.form:
        raise SealError("collect_other_form", path=name, form=opened.result.form, wanted=row.form)


def _received(seen: Reading, now: str) -> str:
    """Return when the file came: its time of change, or now where that lies ahead."""
    with contextlib.suppress(OverflowError, ValueError, OSError):
        changed = datetime.fromtimestamp(seen.mtime // 1_000_000_000, UTC)
        return min(changed.strftime("%Y-%m-%dT%H:%M:%SZ"), now)
    return now


def _remarks(opened: Opened, row: InviteRow, now: str) -> tuple[str, ...]:
    """Return what is odd about the moments in a sealed result; clocks of strangers prove nothing."""
    found: list[str] = []
    if _after(opened.sealed_at, now) or _after(opened.result.created, now):
        found.append("made_in_future")
    if _after(row.not_before, opened.sealed_at):
        found.append("sealed_before_invite")
    if _after(opened.result.created, opened.sealed_at):
        found.append("answered_after_sealing")
    if _after(row.not_before, opened.result.created):
        found.append("answered_before_invite")
    return tuple(found)


def _after(moment: str, other: str) -> bool:
    """Return whether one moment lies after another by more than clocks differ."""
    return datetime.fromisoformat(moment) - datetime.fromisoformat(other) > CLOCKS_DIFFER


def _because(seen: Reading, error: UserError) -> Reading:
    """Return the reading of a file that is no usable result, with the reason."""
    kind = seen.kind
    if error.code in _NEWER:
        kind = "newer"
    elif error.code in {"seal_not_ours", "collect_key_gone"}:
        kind = "not_ours"
    elif error.code in {"collect_page", "collect_other", "collect_strange_invite", "result_foreign"}:
        kind = "foreign"
    elif error.code != "collect_link":
        kind = "broken"
    return replace(seen, kind=kind, code=error.code, values=dict(error.values))
