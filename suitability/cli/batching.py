"""Prints everybody in a folder: from the options of ``batch`` to the lines that say what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from suitability.cli import environment, output
from suitability.cli.destinations import placed
from suitability.cli.exporting import hides_names, veil_of
from suitability.cli.learning import tell_intake
from suitability.cli.progress import Progress
from suitability.cli.report_order import wanted
from suitability.cli.reports import SUFFIXES, Wanted, order_of
from suitability.domain.bank import ItemBank
from suitability.errors import EXIT_USER, OutputError, PdfUnavailable, UserError
from suitability.rendering.batch import BatchSettings, ClusterAddress, Done, Job, Tally, render_many
from suitability.rendering.batch_merge import Binding, bind, refuse_foreign
from suitability.rendering.merging import Cover, require_merging
from suitability.services import files
from suitability.services.candidate_view import named
from suitability.services.candidates import STAGES
from suitability.services.inviting import MOMENT
from suitability.services.messages import code_sentence
from suitability.services.pile import Paper, Pile, pile_of
from suitability.services.pool import open_pool
from suitability.services.results import result_bytes
from suitability.services.words import Words
from suitability.storage.safe_write import output_error

NAME_LETTERS = 60
"""Letters of a person's name that stand in the name of a file."""

NO_PDF = frozenset({"weasyprint_missing", "pango_missing", "fonts_missing"})
"""What is wrong with the machine and not with a result: nothing goes on then."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A batch as asked for. ``merge`` is the place of one PDF of all; ``workers`` are processes here.

    ``stages``: only people of a collected folder at one of these.
    """

    folder: Path
    out: Path
    report: Wanted
    workers: int
    blind: bool = False
    force: bool = False
    merge: Path | None = None
    cluster: ClusterAddress | None = None
    stages: tuple[str, ...] = ()


@dataclass(slots=True)
class _Course:
    """What has happened so far, told to the progress line.

    ``named``: file and title of each, in order, for one PDF of all. ``owned``: row of the index and file.
    """

    pile: Pile
    progress: Progress
    tally: Tally = field(default_factory=Tally)
    named: list[tuple[str, str]] = field(default_factory=list)
    owned: list[tuple[int, str]] = field(default_factory=list)

    def done(self, done: Done) -> None:
        """Take note of a job that ended.

        Raises:
            PdfUnavailable: no PDF can be made here at all.
        """
        if done.code in NO_PDF:
            raise PdfUnavailable(done.code, **done.values)
        if done.state == "made":
            self.tally.made += 1
        elif done.state == "kept":
            self.tally.kept += 1
        else:
            self.tally.failed.append(done)
        repeated = len(self.pile.intake.repeated) if self.pile.intake else 0
        worked = self.tally.made + len(self.tally.failed)
        passed = len(self.pile.left_out) + repeated
        self.progress.at(worked + self.tally.kept + passed, worked)


def wish_of(folder: Path, out: Path, asked: dict[str, Any]) -> Wish:
    """Return what the options ask for.

    Raises:
        UserError: options that do not go together, or a file among them that cannot be used.
    """
    kind = asked["kind"]
    merge: Path | None = asked["merge"]
    if merge is not None:
        if kind != "pdf":
            raise UserError("batch_merge_pdf_only", format=kind)
        require_merging()
        merge = placed(merge, "suitability-reports.pdf")
    if kind == "json" and out.resolve().is_relative_to(folder.resolve()):
        raise UserError("batch_json_inside", out=files.shown(out), folder=files.shown(folder))
    cluster = _cluster(asked)
    return Wish(
        folder,
        out,
        wanted(kind, asked),
        workers=asked["workers"] or environment.processors(),
        blind=asked["blind"] or hides_names(folder),
        force=asked["force"],
        merge=merge,
        cluster=cluster,
        stages=tuple(named(one, STAGES, environment.words()) for one in asked["stage"]),
    )


def _cluster(asked: dict[str, Any]) -> ClusterAddress | None:
    """Return the cluster that is to do the work, or None."""
    address: str | None = asked["scheduler"]
    tls = {name: asked[name] for name in ("tls_ca", "tls_cert", "tls_key")}
    if address is None:
        if any(tls.values()):
            raise UserError("cluster_tls_alone")
        return None
    if asked["workers"] is not None:
        raise UserError("cluster_workers")
    return ClusterAddress(address, **tls)


def print_all(wish: Wish) -> int:
    """Make the reports and return the exit code: 1 when something could not be made.

    Raises:
        UserError: nothing to read, the cluster cannot be used, or the parts cannot be merged.
        OutputError: a folder or file cannot be written.
        PdfUnavailable: the libraries for PDF are missing.
    """
    bank, words = environment.bank(), environment.words()
    pile = pile_of(bank, wish.folder, wish.stages, veil_of(wish.folder) if wish.blind else None)
    _make_folder(wish.out)
    binding = _binding(wish)
    if binding is not None and not wish.force:
        refuse_foreign(binding)
    if wish.cluster is not None and wish.cluster.tls_ca is None:
        output.say(words("batch.unprotected"))
    course = _Course(pile, Progress(words, "batch.progress", pile.total))
    settings = BatchSettings(
        cache=environment.cache_folder(), again=wish.force, spare=not wish.force, cluster=wish.cluster
    )
    try:
        render_many(_jobs(bank, wish, course), wish.out, wish.workers, course.done, settings)
        course.progress.close()
        code = _tell(course, wish, words)
        if binding is not None:
            _bind(binding, course, words, force=wish.force)
    except KeyboardInterrupt:
        course.progress.close()
        output.say(words("batch.stopped", made=course.tally.made, kept=course.tally.kept))
        return EXIT_USER
    finally:
        course.progress.close()
        _remember(wish, course)
    return code


def _remember(wish: Wish, course: _Course) -> None:
    """Note in the index whose data the written files hold, so that erasing a person finds them."""
    if not course.owned:
        return
    now = environment.utc_now().strftime(MOMENT)
    with closing(open_pool(environment.bank(), wish.folder)) as pool:
        for number, name in course.owned:
            if files.is_there(wish.out / name):
                pool.note_written([number], wish.out / name, now)
        if wish.merge is not None and files.is_there(wish.merge):
            pool.note_written([], wish.merge, now)


def _jobs(bank: ItemBank, wish: Wish, course: _Course) -> Iterator[Job]:
    """Yield a job for everybody, and note its file and title where one PDF of all is wanted."""
    order = order_of(wish.report)
    for paper in course.pile.taken():
        person = files.clean_name(paper.person)
        mine = order
        if person:
            front = replace(order.edition.front, person=person)
            mine = replace(order, edition=replace(order.edition, front=front))
        name = file_name(replace(paper, person=person), wish.report)
        if paper.number is not None:
            course.owned.append((paper.number, name))
        if wish.merge is not None:
            course.named.append((name, person or f"{paper.result.id[:8]} ({paper.result.created[:10]})"))
        yield Job(name, result_bytes(bank, paper.result), mine)


def file_name(paper: Paper, report: Wanted) -> str:
    """Return the file name of a report: name or "suitability", date, the result's id, edition, language.

    Beside a pseudonym stands no id: it would lead to the name.
    """
    letters = "".join(sign if sign.isalnum() else " " for sign in paper.person[:NAME_LETTERS])
    who = "-".join(letters.split()) or "suitability"
    result = paper.result
    tail = f"{report.edition}-{report.language}.{SUFFIXES[report.format]}"
    number = "" if paper.hidden else f"{result.id}-"
    return f"{who}-{result.created[:10]}-{number}{tail}"


def _tell(course: _Course, wish: Wish, words: Words) -> int:
    """Write what came of it, the failures last, and return the exit code."""
    pile, tally = course.pile, course.tally
    code = tell_intake(pile.intake, words)
    if pile.waiting:
        output.say(words.plural("batch.waiting", pile.waiting))
    if tally.kept:
        output.tell_wrapped(words.plural("batch.kept", tally.kept))
    output.tell_wrapped(words.plural("batch.made", tally.made, folder=files.shown(wish.out)))
    lost = [(left.file, left.code, left.values) for left in pile.misfits]
    lost += [(done.name, done.code or "", done.values) for done in tally.failed]
    if lost:
        output.say(words.plural("batch.failed", len(lost)))
        for name, reason, values in lost:
            output.say(f"  {name}: {code_sentence(words, reason, values)}")
    return EXIT_USER if lost else code


def _binding(wish: Wish) -> Binding | None:
    """Return how all are to be bound into one PDF, or None."""
    if wish.merge is None:
        return None
    words = environment.words(wish.report.language)
    return Binding(wish.out, wish.merge, Cover(words("batch.title"), wish.report.language))


def _bind(binding: Binding, course: _Course, words: Words, *, force: bool) -> None:
    failed = {done.name for done in course.tally.failed}
    named = [pair for pair in course.named if pair[0] not in failed]
    if not named:
        return
    progress = Progress(words, "batch.binding", len(named))
    bound = 0

    def one() -> None:
        nonlocal bound
        bound += 1
        progress.at(bound, bound)

    try:
        made = bind(binding, named, one, force=force)
    finally:
        progress.close()
    key = "batch.bound" if made else "batch.bound_before"
    output.tell_wrapped(words.plural(key, len(named), path=files.shown(binding.place)))


def _make_folder(out: Path) -> None:
    """Make the folder of the reports, readable by its owner only, where it is not there yet."""
    if files.is_there(out) and not files.is_folder(out):
        raise OutputError("output_folder_is_file", path=files.shown(out), folder=files.shown(out))
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(error, out) from error


__all__ = ["Wish", "file_name", "print_all", "wish_of"]
