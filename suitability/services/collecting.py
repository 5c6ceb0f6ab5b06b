"""``suitability collect``: every file of a folder is read once, judged, and put into the folder's index.

Reading, opening and scoring happen in worker processes; this module walks, decides what a submission is
beside those already there, and stores in batches. Only the index is changed, and a second run does nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from suitability.domain.bank import ItemBank
from suitability.errors import SealError
from suitability.services.packing import known_content
from suitability.services.submission import Reader, Reading, waiting_entry
from suitability.storage.inbox import walk
from suitability.storage.pool_file import INDEX, PoolFile
from suitability.storage.pool_files import FileRow, name_key
from suitability.storage.pool_schema import WAITING, EntryRow
from suitability.storage.register_file import RegisterFile
from suitability.storage.safe_write import shown

CHUNK: Final = 64
"""Files that a worker is handed at a time."""

COMMIT: Final = 4_096
"""Files after which the index is committed."""

STAMP: Final = "read with"
"""Setting of the index: the questions, program, keys and number of invites at the last reading."""

TROUBLE: Final = frozenset({"not_ours", "newer", "broken"})
"""What somebody should look at: told at every collection while it lies there, the index remembers why.

It is read again, unchanged as it is, once keys, register or program have changed.
"""

ALONE_BELOW: Final = 400
"""With fewer new files than this, starting worker processes costs more than it gains."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """What collecting needs: folder, index, the recruiter's folder and opened keys, the moment, processes.

    ``recruiter`` is None for somebody without keys: then only plain results count. ``cache`` is where workers
    find the checked questions.
    """

    folder: Path
    index: Path
    recruiter: Path | None
    secrets: Mapping[bytes, bytes]
    now: str
    workers: int = 1
    cache: Path | None = None
    program: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What was done with one file: ``outcome`` and, where there is more to say, a code with its values.

    ``outcome``: first, resent, changed, second, late, not_ours, newer, broken, foreign, invite, skipped.
    ``again``: nothing was done, the file is in trouble as it was at an earlier collection.
    """

    file: str
    outcome: str
    code: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    person: str = ""
    remarks: tuple[str, ...] = ()
    again: bool = False


@dataclass(slots=True)
class Summary:
    """What a collection came to. ``waiting``: people yet to answer; ``gone``: files no longer there.

    ``still`` counts, by outcome, the unchanged files that are in trouble as before.
    """

    files: int = 0
    unchanged: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    gone: tuple[str, ...] = ()
    still: Counter[str] = field(default_factory=Counter)

    @property
    def trouble(self) -> bool:
        """Whether a file lies there that somebody should look at, new or not."""
        return bool(self.still) or not TROUBLE.isdisjoint(self.outcomes)


def index_of(folder: Path, index: Path | None) -> Path:
    """Return where the index of a folder lies.

    Raises:
        SealError: there is no such folder.
    """
    try:
        there = folder.is_dir()
    except (OSError, ValueError):
        there = False
    if not there:
        raise SealError("collect_no_folder", folder=shown(folder))
    return index or folder / INDEX


def collect(bank: ItemBank, asked: Collecting, tell: Callable[[News], None]) -> Summary:
    """Read what is new in a folder into its index.

    ``tell`` is called once for every file that is new or changed, then once for each that is in trouble as
    it was before. Where nothing has changed, nothing in the index does.

    Raises:
        SealError: the folder is gone or cannot be listed, the index or the register cannot be used.
    """
    try:
        return _collected(bank, asked, tell)
    except SealError:
        index_of(asked.folder, asked.index)
        raise
    except OSError as error:
        index_of(asked.folder, asked.index)
        reason = error.strerror or str(error)
        raise SealError("seal_unreadable", path=shown(asked.folder), reason=shown(reason)) from error


def _collected(bank: ItemBank, asked: Collecting, tell: Callable[[News], None]) -> Summary:
    pool = PoolFile.open(asked.index)
    try:
        pool.measure(bank.scales, bank.signs)
        with pool.together():
            for form in bank.forms:
                pool.keep_content(bank.digest, form, *known_content(bank, form))
        register = _register_of(asked)
        with nullcontext() if register is None else closing(register):
            return _Collection(bank, asked, (pool, register), tell).run()
    finally:
        pool.close()


class _Collection:
    """One run of ``collect``."""

    def __init__(
        self,
        bank: ItemBank,
        asked: Collecting,
        files: tuple[PoolFile, RegisterFile | None],
        tell: Callable[[News], None],
    ) -> None:
        self._bank = bank
        self._asked = asked
        self._pool, self._register = files
        self._tell = tell
        self._summary = Summary()
        self._batches: set[str] = set()
        self._told: set[str] = set()
        self._stamp = _stamp(bank, asked, self._register)
        before = self._pool.meta(STAMP) or ""
        self._again = before not in ("", self._stamp)
        self._rescore = self._again and before.split()[0] != bank.digest

    def run(self) -> Summary:
        """Read, judge, store; return what it came to."""
        waiting: list[Reading] = []
        for reading in self._readings():
            waiting.append(reading)
            if len(waiting) >= COMMIT:
                self._store(waiting)
                waiting = []
        self._store(waiting)
        with self._pool.together():
            self._summary.gone = self._pool.files.forget_missing(self._asked.folder)
        self._remind()
        self._summary.waiting = self._expect()
        if self._pool.meta(STAMP) != self._stamp:
            self._pool.set_meta(STAMP, self._stamp)
        if self._register is not None:
            self._register.close()
        return self._summary

    def _new_files(self) -> Iterator[str]:
        """Yield the names of files that are new or changed, in order."""
        for name, found in walk(self._asked.folder):
            self._summary.files += 1
            key = name_key(name)
            known = self._pool.files.known(key)
            again = self._rescore or (self._again and known is not None and known.outcome in TROUBLE)
            if known is not None and found == (known.size, known.mtime) and not again:
                self._summary.unchanged += 1
            else:
                yield key

    def _readings(self) -> Iterator[Reading]:
        names = self._new_files()
        head = [name for _, name in zip(range(ALONE_BELOW), names, strict=False)]
        if len(head) < ALONE_BELOW or self._asked.workers < 2:
            reader = Reader(self._bank, self._asked.folder, self._register, self._asked.secrets)
            for name in _chain(head, names):
                yield reader.read(name, self._asked.now)
            return
        yield from self._in_parallel(_chain(head, names))

    def _in_parallel(self, names: Iterable[str]) -> Iterator[Reading]:
        """Yield readings in the order of the names; only a few chunks are on their way at a time."""
        from multiprocessing import get_all_start_methods, get_context  # noqa: PLC0415 - only for many files

        method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
        ahead: deque[Future[list[Reading]]] = deque()
        with ProcessPoolExecutor(
            self._asked.workers, get_context(method), initializer=_prepare, initargs=(self._asked,)
        ) as executor:
            for chunk in _chunks(names):
                ahead.append(executor.submit(_read_chunk, chunk))
                while len(ahead) > 4 * self._asked.workers:
                    yield from ahead.popleft().result()
            while ahead:
                yield from ahead.popleft().result()

    def _store(self, readings: Sequence[Reading]) -> None:
        if not readings:
            return
        with self._pool.together():
            news = [self._place(reading) for reading in readings]
        for one in news:
            if one is None:
                self._summary.unchanged += 1
                continue
            self._summary.outcomes[one.outcome] += 1
            self._tell(one)

    def _place(self, reading: Reading) -> News | None:
        """Decide what a file is beside those already there, store it, and return the news, if any."""
        name = shown(reading.name)
        if not reading.kept:
            return News(name, reading.kind, reading.code, dict(reading.values or {}))
        before = self._pool.files.known(reading.name)
        if reading.batch:
            self._batches.add(reading.batch)
        number: int | None = None
        placed = EntryRow(owner="", outcome=reading.kind)
        if reading.entry is not None:
            number, placed = self._placed(reading.entry)
        values = dict(reading.values or {})
        now = (reading.sha256, reading.code, number)
        if before is not None and now == (before.sha256, before.code, before.entry):
            if (before.size, before.mtime) != (reading.size, reading.mtime):
                self._pool.files.touch(reading.name, reading.size, reading.mtime)
            return None
        self._pool.files.keep(
            FileRow(
                reading.name,
                reading.size,
                reading.mtime,
                reading.sha256,
                placed.outcome,
                reading.code,
                values,
                number,
            )
        )
        if placed.outcome in TROUBLE:
            self._told.add(reading.name)
        return News(name, placed.outcome, reading.code, values, placed.person, placed.remarks)

    def _remind(self) -> None:
        """Tell of the files that are in trouble as before; nothing is read for it."""
        for row in self._pool.files.with_outcome(sorted(TROUBLE)):
            if row.path not in self._told:
                self._summary.still[row.outcome] += 1
                self._tell(News(shown(row.path), row.outcome, row.code, dict(row.detail or {}), again=True))

    def _placed(self, entry: EntryRow) -> tuple[int, EntryRow]:
        """Store a submission unless it is there already; return its number and what it turned out to be."""
        other = self._pool.sent.twin(entry.result, entry.owner)
        twin = None if other is None else self._pool.entry(other)
        if twin is not None and entry.grade == "plain":
            entry = _named_like(entry, twin.row)
        elif twin is not None and twin.row.grade == "plain":
            self._pool.adopt(twin.row.owner, entry.owner)
        elif twin is not None:
            entry = replace(entry, remarks=(*entry.remarks, "same_result_elsewhere"))
        same = self._pool.sent.same(entry.owner, entry.run_key, entry.checksum)
        one = None if same is None else self._pool.entry(same)
        if one is None:
            return self._added(entry)
        if self._rescore:
            self._pool.rescore(one.id, entry)
        return one.id, replace(one.row, outcome="resent")

    def _added(self, entry: EntryRow) -> tuple[int, EntryRow]:
        before = self._pool.sent.before(entry.owner, entry.run_key)
        remarks = list(entry.remarks)
        outcome = entry.outcome
        if before.sealed or (before.anything and entry.grade == "plain"):
            if entry.outcome == "late":
                remarks.append("late_too")
            outcome = "changed" if before.this_run or entry.grade == "plain" else "second"
            if outcome == "second" and before.runs >= self._allowed(entry.invite):
                remarks.append("more_than_allowed")
        if entry.person and self._pool.namesake(entry.person, entry.email, entry.owner):
            remarks.append("invited_twice")
        made = replace(entry, outcome=outcome, main=int(not before.main), remarks=tuple(remarks))
        return self._pool.add(made), made

    def _allowed(self, invite: str) -> int:
        row = None if self._register is None else self._register.invite(invite)
        return 1 if row is None else row.attempts

    def _expect(self) -> int:
        """Add a line for everybody of these invitations who has not answered; return how many wait."""
        if self._register is None:
            return 0
        waiting = 0
        with self._pool.together():
            for batch in sorted({*self._pool.batches(), *self._batches}):
                for number in self._register.of_batch(batch):
                    standing = self._pool.sent.standing(number)
                    if standing is None and (row := self._register.invite(number)) is not None:
                        self._pool.add(waiting_entry(row))
                    waiting += standing in (None, WAITING)
        return waiting


def _named_like(entry: EntryRow, row: EntryRow) -> EntryRow:
    """Return a plain result as the one of the person whose sealed result it is."""
    return replace(
        entry,
        owner=row.owner,
        invite=row.invite,
        batch=row.batch,
        person=row.person,
        email=row.email,
        person_note=row.person_note,
        role=row.role,
        expires=row.expires,
    )


def _chain(head: Sequence[str], rest: Iterable[str]) -> Iterator[str]:
    yield from head
    yield from rest


def _chunks(names: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for name in names:
        chunk.append(name)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _register_of(asked: Collecting) -> RegisterFile | None:
    if asked.recruiter is None:
        return None
    try:
        return RegisterFile.open(asked.recruiter, write=False)
    except SealError as error:
        if error.code == "base_missing":
            return None
        raise


def _stamp(bank: ItemBank, asked: Collecting, register: RegisterFile | None) -> str:
    keys = " ".join(sorted(public.hex()[:16] for public in asked.secrets))
    count = 0 if register is None else register.count()
    return f"{bank.digest} {asked.program} {count} {keys}"


_worker: list[tuple[Reader, str]] = []
"""What a worker process keeps between chunks."""


def _prepare(asked: Collecting) -> None:
    from suitability.services.library import load_bank  # noqa: PLC0415 - only in a worker

    reader = Reader(load_bank(cache=asked.cache), asked.folder, _register_of(asked), asked.secrets)
    _worker[:] = [(reader, asked.now)]


def _read_chunk(names: list[str]) -> list[Reading]:
    reader, now = _worker[0]
    return [reader.read(name, now) for name in names]
