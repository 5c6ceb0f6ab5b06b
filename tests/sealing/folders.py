"""A recruiter with a register and a folder of results, for tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from suitability.domain.session import Result
from suitability.services import cipher
from suitability.services.collecting import Collecting, News, Summary, collect
from suitability.services.pool import Pool, open_pool
from suitability.services.sealing import Invite, make_invite
from suitability.storage.pool_file import INDEX
from suitability.storage.register_file import InviteRow, RegisterFile
from tests.sealing import making
from tests.services import samples

AT = "2026-11-25T12:00:00Z"


@dataclass(slots=True)
class Office:
    """A recruiter's folder with its register, and the folder where results are put."""

    home: Path
    folder: Path
    party: making.Party = field(default_factory=making.party)
    now: str = AT
    workers: int = 1
    news: list[News] = field(default_factory=list)

    def invite(self, person: str, number: int, **changed: object) -> Invite:
        """Make an invite for a person and write it into the register."""
        made = making.invite(self.party, id=f"{number:032x}", **changed)
        self.register([(person, made)])
        return made

    def register(self, people: Iterable[tuple[str, Invite]], batch: str = "batch-1") -> None:
        """Write invites into the register."""
        book = RegisterFile.open(self.home)
        book.add([row_of(person, made, self.party, batch) for person, made in people])
        book.close()

    def put(self, name: str, text: str | bytes) -> Path:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def collect(self) -> Summary:
        """Collect the folder; what was said stands in ``news``."""
        self.news = []
        asked = Collecting(
            folder=self.folder,
            index=self.folder / INDEX,
            recruiter=self.home,
            secrets={self.party.keys.opening: self.party.secret},
            now=self.now,
            workers=self.workers,
        )
        return collect(samples.bank(), asked, self.news.append)

    def said(self) -> dict[str, str]:
        """Return what was said of each file at the last collection: outcome, or code of the reason."""
        return {one.file: one.code or one.outcome for one in self.news}

    def pool(self) -> Pool:
        """Open the folder as a table."""
        return open_pool(samples.bank(), self.folder)


def row_of(person: str, made: Invite, party: making.Party, batch: str) -> InviteRow:
    """Return the line of the register for an invite."""
    return InviteRow(
        id=made.id,
        batch=batch,
        person=person,
        email="",
        note="",
        folded=person.casefold(),
        organisation=made.organisation,
        role=made.role,
        form=made.form,
        language=made.language,
        made="2026-11-01T00:00:00Z",
        not_before=made.not_before,
        expires=made.expires,
        attempts=made.attempts,
        keep_days=made.keep_days,
        opening=party.keys.opening.hex(),
        fingerprint=party.keys.fingerprint.hex(),
        consent_version=made.consent.version,
        consent_sha256=made.consent.sha256,
        digest=made.content.digest,
        file="01",
        text=make_invite(made, party.signing),
    )


def office(folder: Path) -> Office:
    """Return a recruiter whose folders lie below ``folder``."""
    made = Office(folder / "recruiter", folder / "results")
    made.home.mkdir()
    made.folder.mkdir()
    return made


def other_run() -> bytes:
    """Return the secret key of another run."""
    return cipher.new_point()[0]


def answered(seed: int) -> Result:
    """Return a result with an id of its own."""
    return replace(making.result(seed), id=f"{seed:032x}", created="2026-11-20T10:00:00Z")


def run_sql(path: Path, statement: str) -> None:
    """Change a database behind the program's back."""
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
