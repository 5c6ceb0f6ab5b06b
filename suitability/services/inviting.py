"""Invites for a list of people: made, written into the register, laid ready to be sent. Nothing is sent.

Each person gets a folder with the invite, the questionnaire as a page, and two letters in every language. Who
was invited before and may still answer gets no second invite unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from suitability.domain.session import ContentStamp
from suitability.errors import OutputError, SealError
from suitability.services.files import is_there
from suitability.services.recruiter import Recruiter
from suitability.services.sealing import ConsentText, Invite, make_invite
from suitability.services.words import Words
from suitability.storage.clean_text import clean_text, safe_file_stem
from suitability.storage.people_file import Person
from suitability.storage.register_file import InviteRow, RegisterFile
from suitability.storage.safe_write import output_error, shown, write_bytes
from suitability.storage.sealed_wire import LINE_LIMIT, TEXT_LIMIT, clean_lines

LONGEST_DAYS: Final = 366
"""Longest time for which an invite may be valid, in days: a product choice."""

KEEP_DAYS: Final = 180
"""How long answers are kept unless another term is asked for: half a year, a product choice."""

MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Terms:
    """What all invites of one run have in common. ``content`` is the questions they ask."""

    organisation: str
    role: str
    form: str
    language: str
    who_sees: str
    contact: str
    purpose: str
    consent: ConsentText
    keep_days: int
    attempts: int
    expires: str
    content: ContentStamp


@dataclass(frozen=True, slots=True)
class Making:
    """What making invites needs from outside.

    ``page`` turns an armoured invite into the questionnaire as HTML; None leaves the pages out. ``letters``
    returns the letters of an invite by file name. ``again`` invites people again who have a valid invite.
    """

    recruiter: Recruiter
    home: Path
    out: Path
    now: datetime
    new_id: Callable[[], str]
    page: Callable[[str], str] | None
    letters: Callable[[InviteRow], Mapping[str, str]]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: new invites, people who had a valid one, and the files that were written."""

    invited: tuple[InviteRow, ...]
    known: tuple[InviteRow, ...]
    files: tuple[Path, ...]


def last_moment(text: str, now: datetime) -> str:
    """Return the end of the day that ``text`` names (2026-12-24 or 24.12.2026), UTC.

    Raises:
        SealError: no date, a past one, or one more than a year ahead.
    """
    day = _day(text)
    if day is None:
        raise SealError("invite_bad_date", value=shown(text))
    if day < now.date():
        raise SealError("invite_date_past", date=day.isoformat(), today=now.date().isoformat())
    if day > now.date() + timedelta(days=LONGEST_DAYS):
        raise SealError("invite_date_far", date=day.isoformat(), days=LONGEST_DAYS)
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC).strftime(MOMENT)


def line(text: str, option: str, limit: int = LINE_LIMIT) -> str:
    """Return a text of an invite, cleaned.

    Raises:
        SealError: it is too long; the error names ``option``.
    """
    cleaned = clean_text(text, limit + 1) if limit == LINE_LIMIT else clean_lines(text, limit + 1)
    if len(cleaned) > limit:
        raise SealError("invite_text_long", option=option, limit=limit)
    return cleaned


def long_text(text: str, option: str) -> str:
    """Return a text of an invite that may have several lines, cleaned. Raises as ``line``."""
    return line(text, option, TEXT_LIMIT)


def invite_people(people: Sequence[Person], terms: Terms, making: Making) -> Made:
    """Make the invites, register them, and write the files of each person.

    The register comes first: if writing stops half way, running it again writes what is missing.

    Raises:
        SealError: the register cannot be used, or a text does not fit.
        OutputError: a file cannot be written.
    """
    _make_folder(making.out)
    register = RegisterFile.open(making.home)
    try:
        batch = making.new_id()
        now = making.now.strftime(MOMENT)
        known: list[InviteRow] = []
        fresh: list[InviteRow] = []
        for person in people:
            there = None if making.again else register.live(person.folded, terms.role, terms.form, now)
            if there is not None and there.fingerprint == making.recruiter.keys.fingerprint.hex():
                known.append(there)
            else:
                fresh.append(_row(person, terms, making, batch))
        register.add(fresh)
        register.lay([row.id for row in (*fresh, *known)], str(making.out.absolute()))
    finally:
        register.close()
    files = [path for row in (*fresh, *known) for path in _written(row, making)]
    return Made(tuple(fresh), tuple(known), tuple(files))


def _row(person: Person, terms: Terms, making: Making, batch: str) -> InviteRow:
    keys = making.recruiter.keys
    now = making.now.strftime(MOMENT)
    invite = Invite(
        id=making.new_id(),
        organisation=terms.organisation,
        role=terms.role,
        form=terms.form,
        language=terms.language,
        who_sees=terms.who_sees,
        contact=terms.contact,
        consent=terms.consent,
        purpose=terms.purpose,
        keep_days=terms.keep_days,
        not_before=now,
        expires=terms.expires,
        attempts=terms.attempts,
        content=terms.content,
        keys=keys,
    )
    return InviteRow(
        id=invite.id,
        batch=batch,
        person=person.name,
        email=person.email,
        note=person.note,
        folded=person.folded,
        organisation=terms.organisation,
        role=terms.role,
        form=terms.form,
        language=terms.language,
        made=now,
        not_before=now,
        expires=terms.expires,
        attempts=terms.attempts,
        keep_days=terms.keep_days,
        opening=keys.opening.hex(),
        fingerprint=keys.fingerprint.hex(),
        consent_version=terms.consent.version,
        consent_sha256=terms.consent.sha256,
        digest=terms.content.digest,
        file=f"{safe_file_stem(person.name, 'invite')}-{invite.id[:6]}",
        text=make_invite(invite, making.recruiter.signing),
    )


def _written(row: InviteRow, making: Making) -> list[Path]:
    """Write what is not there yet of a person's folder; return those files."""
    folder = making.out / row.file
    _make_folder(folder)
    wanted: dict[str, Callable[[], str]] = {f"{row.file}.suitinvite": lambda: row.text}
    page = making.page
    if page is not None:
        wanted[f"{row.file}.html"] = lambda: page(row.text)
    for name, text in making.letters(row).items():
        wanted[name] = lambda text=text: text  # type: ignore[misc]  # a default, not an argument
    done: list[Path] = []
    for name, make in wanted.items():
        path = folder / name
        if not is_there(path):
            write_bytes(path, make().encode())
            done.append(path)
    return done


def _make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter, unless it is there."""
    try:
        if folder.is_symlink() and not folder.is_dir():
            raise OutputError("output_folder_is_file", path=shown(folder), folder=shown(folder))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise OutputError("output_folder_is_file", path=shown(folder), folder=shown(folder)) from error
    except OSError as error:
        raise output_error(error, folder) from error
    except ValueError as error:
        raise OutputError("output_bad_name", path=shown(folder)) from error


def _day(text: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def letters(
    row: InviteRow,
    texts: Mapping[str, Words],
    day: Callable[[Words, str], str],
    role_name: Callable[[str, str], str],
) -> dict[str, str]:
    """Return the letters of an invite, two in every language: file name and text.

    ``day`` turns the moment of expiry into a date in words, ``role_name`` a role into its name in a language.
    """
    found: dict[str, str] = {}
    groups = " ".join(row.fingerprint[start : start + 4] for start in range(0, 32, 4))
    for code, words in texts.items():
        role = role_name(row.role, code) if row.role else ""
        values = {
            "vacancy": f"\n\n{words('letters.vacancy', role=role)}" if role else "",
            "name": row.person,
            "organisation": row.organisation,
            "until": day(words, row.expires),
            "page": f"{row.file}.html",
            "invite": f"{row.file}.suitinvite",
            "fingerprint": groups,
        }
        for kind in ("invitation", "reminder"):
            subject = words(f"letters.{kind}.subject", **values)
            body = words(f"letters.{kind}.body", **values)
            head = f"{words('letters.to', email=row.email)}\n{subject}" if row.email else subject
            found[f"{kind}-{code}.txt"] = f"{head}\n\n{body.strip()}\n"
    return found
