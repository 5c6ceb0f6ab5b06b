"""An organisation's standing wishes for its reports: a small YAML file that ``report --profile`` reads.

Every field may be left out. An option on the command line wins over the same field here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from suitability.domain.text import LocalizedText
from suitability.errors import ContentError, Problem, UserError
from suitability.storage import shapes
from suitability.storage.content_files import read_file
from suitability.storage.printed_text import NAME_LIMIT, introduction_problem, markup_in, paragraphs_of
from suitability.storage.safe_write import shown
from suitability.storage.strict_yaml import parse
from suitability.storage.tree import column_of, line_of, position, problem

_NAMES: Final = ("organisation", "prepared_by", "prepared_for")


@dataclass(frozen=True, slots=True)
class ReportProfile:
    """What a profile may say; None where it says nothing.

    ``logo`` is a path, relative to the profile's own folder. ``introduction`` maps a language to plain text.
    ``country``, ``region`` and ``role`` are ids of the pay figures, as ``suitability salary`` takes them.
    """

    organisation: str | None = None
    prepared_by: str | None = None
    prepared_for: str | None = None
    logo: str | None = None
    introduction: LocalizedText | None = None
    edition: Literal["candidate", "recruiter", "counsellor"] | None = None
    language: Literal["ru", "en"] | None = None
    country: str | None = None
    region: str | None = None
    role: str | None = None
    paper: Literal["A4", "Letter"] | None = None
    grey: bool | None = None
    large_print: bool | None = None
    binder: bool | None = None
    archive: bool | None = None

    def paragraphs(self, language: str) -> tuple[str, ...]:
        """Return the introduction in a language as paragraphs; empty where there is none."""
        texts: LocalizedText = self.introduction or LocalizedText()
        return paragraphs_of(texts[language]) if language in texts else ()


def read_profile(path: Path) -> ReportProfile:
    """Return the profile in the file ``path``.

    Raises:
        UserError: the file cannot be read.
        ContentError: every mistake in it, with line, column and what to do.
    """
    name = shown(path)
    try:
        data = read_file(path)
    except ValueError as error:  # a name with a zero byte
        raise UserError("file_unreadable", file=name, reason="") from error
    parsed = parse(data, name)
    problems = list(parsed.problems)
    profile = None
    if not problems:
        profile = shapes.read(parsed.tree, ReportProfile, problems, name)
    if profile is not None:
        problems += _text_problems(profile, parsed.tree, name)
    if problems or profile is None:
        raise ContentError(problems, "printing_invalid")
    return profile


def _text_problems(profile: ReportProfile, tree: object, file: str) -> list[Problem]:
    """Return what is wrong with names and introductions."""
    found = []
    for field in _NAMES:
        text = getattr(profile, field)
        at = position(tree, [field])
        if text is None:
            continue
        markup = markup_in(text)
        if markup is not None:
            found.append(problem("printed_markup", file, at, found=markup.found))
        elif len(text) > NAME_LIMIT:
            found.append(problem("printed_too_long", file, at, length=len(text), limit=NAME_LIMIT))
    for language, text in (profile.introduction or {}).items():
        at = position(tree, ["introduction", language])
        wrong = introduction_problem(text, file, line_of(at), column_of(at))
        if wrong is not None:
            found.append(wrong)
        if language not in ("ru", "en"):
            found.append(problem("language_unknown", file, at, value=language, allowed="en, ru"))
    return found
