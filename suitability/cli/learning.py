"""What the commands ``norms`` and ``items`` share: what a reading came to, and the list of unusable files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from suitability.cli import output
from suitability.domain.bank import ItemBank
from suitability.errors import EXIT_DONE, EXIT_USER
from suitability.services.messages import code_sentence, difference_sentences
from suitability.services.result_folder import Intake, LeftOut
from suitability.services.result_source import NothingUsable, Source, open_source
from suitability.services.words import Words

COPIES_NAMED = 5


def opened_and_told(bank: ItemBank, place: Path, words: Words, form: str | None = None) -> tuple[Source, int]:
    """Return the results of a folder or table and the exit code, after saying what the folder held.

    Raises:
        UserError: as ``open_source``; where no file can be used, the reasons have been told.
        ResultFileError: the table cannot be used.
    """
    try:
        source = open_source(bank, place, form)
    except NothingUsable as error:
        tell_intake(error.intake, words)
        raise
    return source, tell_intake(source.intake, words)


def tell_intake(intake: Intake | None, words: Words) -> int:
    """Write what a folder held and why files were left out to standard error; return the exit code."""
    if intake is None:
        return EXIT_DONE
    output.say(words("learning.intake.read", n=intake.files, used=intake.used))
    if intake.partial:
        output.say(words("learning.intake.partial", n=intake.partial))
    if intake.rescored:
        output.say(words("learning.intake.rescored", n=intake.rescored))
    forms = Counter({f"{form}/{language}": count for (form, language), count in intake.forms.items()})
    if len(forms) > 1:
        output.say(words("learning.intake.forms", list=_listed(forms)))
    versions: Counter[str] = Counter()
    for (version, digest), count in intake.versions.items():
        versions[f"{version} {digest[:8]}"] += count
    if len(versions) > 1:
        output.say(words("learning.intake.versions", list=_listed(versions)))
    if intake.repeated:
        output.say(words("learning.intake.repeated", n=len(intake.repeated), list=_names(intake.repeated)))
    left_out = intake.left_out
    if not left_out:
        return EXIT_DONE
    output.say(words("learning.intake.broken", n=len(left_out)))
    for left in left_out:
        output.say(f"  {left.file}: {code_sentence(words, left.code, left.values)}")
    if intake.differences:
        output.say(words("learning.intake.differences"))
        for told in difference_sentences(words, intake):
            output.say(f"  {told}")
    return EXIT_USER


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in counts.most_common())


def _names(left: Iterable[LeftOut]) -> str:
    names = [one.file for one in left]
    return ", ".join(names[:COPIES_NAMED]) + (", …" if len(names) > COPIES_NAMED else "")
