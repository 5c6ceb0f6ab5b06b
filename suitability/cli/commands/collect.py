"""``suitability collect FOLDER``: reads what lies there, and says of each new file what was done with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, EXIT_USER, SealError
from suitability.services.messages import code_sentence, question_lines

if TYPE_CHECKING:
    from suitability.services.collecting import Collecting, News, Summary
    from suitability.services.words import Words

REFUSED = "result_does_not_fit"
"""Code of a result whose questions mean something else today; its ``details`` are their ids."""

FORM = "-"
"""What stands for an id where the whole form is unknown."""


@translated("collect")
@click.argument("folder", type=click.Path(path_type=Path, readable=False))
@click.option("--index", type=click.Path(path_type=Path))
@click.option("--keep-days", type=int)
@click.option("--quiet", is_flag=True)
@click.option("--jobs", type=click.IntRange(min=1))
def command(folder: Path, *, index: Path | None, keep_days: int | None, quiet: bool, jobs: int | None) -> int:
    """Collect the results in FOLDER."""
    from suitability.services.collecting import collect  # noqa: PLC0415 - needed only here
    from suitability.services.elsewhere import note_collected  # noqa: PLC0415 - as above

    words = environment.words()

    place = _place(folder, index)
    hidden = place.is_file() and _hides_names(folder, place)
    reminded = False
    unfit: dict[str, set[str]] = {}

    def tell(news: News) -> None:
        nonlocal reminded
        if quiet:
            return
        if news.again and not reminded:
            output.tell_wrapped(words("recruiting.collect.still"))
            reminded = True
        output.tell(line_of(news, words, hidden=hidden))
        if news.code == REFUSED:
            add_unfit(unfit, news.values)

    asked = _asked(folder, place, jobs)
    summary = collect(environment.bank(), asked, tell)
    if unfit:
        output.tell_wrapped(words("recruiting.collect.unfit"))
        for line in question_lines(words, unfit, environment.bank().items):
            output.tell_wrapped(f"  {line}")
    for line in total_lines(summary, words):
        output.tell_wrapped(line)
    output.tell_wrapped(words("recruiting.collect.promise"))
    if asked.recruiter is not None:
        note_collected(asked.recruiter, folder, place)
    _keep(folder, index, keep_days)
    return EXIT_USER if summary.trouble else EXIT_DONE


def _keep(folder: Path, index: Path | None, keep_days: int | None) -> None:
    """Remember for how long the folder keeps people, and say whose time is over or nearly."""
    from suitability.cli.desk import desk_of, tell_due  # noqa: PLC0415 - as above

    with desk_of(folder, index, blind=False) as desk:
        if keep_days is not None:
            desk.set_keep_days(keep_days)
        tell_due(desk)


def _place(folder: Path, index: Path | None) -> Path:
    from suitability.services.collecting import index_of  # noqa: PLC0415 - as above

    return index_of(folder, index)


def _hides_names(folder: Path, place: Path) -> bool:
    """Return whether this folder is in blind mode: then nobody is named beside a file."""
    from suitability.services.blind import is_blind  # noqa: PLC0415 - as above
    from suitability.services.pool import open_pool  # noqa: PLC0415 - as above

    try:
        with closing(open_pool(environment.bank(), folder, place)) as pool:
            return is_blind(pool)
    except SealError:  # what is wrong with the index, collecting says or mends
        return False


def _asked(folder: Path, place: Path, jobs: int | None) -> Collecting:
    """Return what collecting needs; without a recruiter's keys only plain results can be read."""
    from suitability.cli import recruiting  # noqa: PLC0415 - as above
    from suitability.services.collecting import Collecting  # noqa: PLC0415 - as above

    try:
        who = recruiting.unlocked()
    except SealError as error:
        if error.code not in {"key_missing", "key_no_place"}:
            raise
        output.say(environment.words()("recruiting.collect.no_keys"))
        who = None
    return Collecting(
        folder=folder,
        index=place,
        recruiter=None if who is None else recruiting.home(),
        secrets={} if who is None else who.secrets,
        now=recruiting.now(),
        workers=jobs or os.cpu_count() or 1,
        cache=environment.cache_folder(),
        program=environment.program_version(),
    )


def add_unfit(unfit: dict[str, set[str]], values: Mapping[str, str]) -> None:
    """Add the ids that a refusal names, each with what has changed about it where the refusal says that."""
    for item in values["details"].split(", "):
        if item != FORM:
            unfit.setdefault(item, set())
    for told in values.get("how", "").split():
        item, _, changes = told.partition("=")
        unfit.setdefault(item, set()).update(changes.split(","))


def line_of(news: News, words: Words, *, hidden: bool = False) -> str:
    """Return what was done with one file as a line; whose it is, unless names are ``hidden``."""
    if news.code:
        return code_sentence(words, news.code, news.values)
    what = words(f"recruiting.collect.outcome.{news.outcome}")
    remarks = [words(f"recruiting.collect.remarks.{remark}") for remark in news.remarks]
    what = "; ".join((what, *remarks))
    if news.person and not hidden:
        return words("recruiting.collect.person", file=news.file, person=news.person, what=what)
    return words("recruiting.collect.of", file=news.file, what=what)


def total_lines(summary: Summary, words: Words) -> list[str]:
    """Return what a collection came to as lines."""
    counts = _counted(summary.outcomes, words)
    if summary.unchanged:
        counts.append(words("recruiting.collect.unchanged", n=summary.unchanged))
    head = words.plural("recruiting.collect.total", summary.files)
    lines = [f"{head}: {', '.join(counts)}." if counts else f"{head}."]
    if summary.still:
        lines.append(
            words("recruiting.collect.still_counts", counts=", ".join(_counted(summary.still, words)))
        )
    if not summary.files and not summary.gone:
        lines.append(words("recruiting.collect.empty"))
    if summary.files and not summary.outcomes and not summary.gone:
        lines.append(words("recruiting.collect.nothing_new"))
    if summary.waiting:
        lines.append(words.plural("recruiting.collect.waiting", summary.waiting) + ".")
    if summary.gone:
        lines.append(words.plural("recruiting.collect.gone", len(summary.gone)) + ".")
    return lines


def _counted(outcomes: Mapping[str, int], words: Words) -> list[str]:
    return [words(f"recruiting.collect.counts.{name}", n=number) for name, number in sorted(outcomes.items())]
