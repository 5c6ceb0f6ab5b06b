"""Everything that can go wrong, in one tree. Words for people live in content/<language>/words/.

    SuitabilityError
    |-- UserError                 the person can fix it; exit code 1
    |   |-- AnswerError           an answer does not belong to its item          (domain, services)
    |   |-- ContentError          a content pack has problems; exit code 3        (storage)
    |   |-- ResultFileError       a result or answers file cannot be used         (storage)
    |   |-- SealError             an invite, a key or a sealed result cannot be used (storage, services)
    |   |-- RunFileError          a saved sitting cannot be opened or written     (storage)
    |   |-- PayDataMissing        no tax table or price index for that year      (domain)
    |   |-- OutputError           the output cannot be written where it was asked (storage, cli)
    |   |-- PdfUnavailable        the PDF libraries are missing; exit code 4      (rendering)
    |   `-- MissingGlyph          a character that the report's fonts lack        (rendering)
    |-- ShippedFilesMissing       the program's own data folders were not found   (storage)
    `-- InternalError             our bug; exit code 70

An error carries a ``code`` (the key of its sentence in the words files) and the values that the sentence
names. ``str(error)`` is for logs and tests only: people see the sentence in their language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from suitability.records import dataclass

EXIT_DONE = 0
EXIT_USER = 1
EXIT_USAGE = 2
EXIT_CONTENT = 3
EXIT_PDF = 4
EXIT_BUG = 70


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a content file: where it is, what stands there, what was expected and what to do.

    ``line`` and ``column`` count from 1; 0 means the whole file. ``code`` names the sentence under
    ``problems:`` in the words files; ``values`` fills its placeholders.
    """

    file: str
    line: int
    column: int
    code: str
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.file}:{self.line}:{self.column}: {self.code} ({details})"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted by file, line and column, each once."""
    seen: dict[str, Problem] = {str(one): one for one in problems}
    return sorted(seen.values(), key=lambda one: (one.file, one.line, one.column, one.code, str(one)))


class SuitabilityError(Exception):
    """Root of the tree: a ``code`` and the values that its sentence names."""

    exit_code = EXIT_BUG

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values: dict[str, str] = {key: str(value) for key, value in values.items()}
        details = ", ".join(f"{key}={value}" for key, value in self.values.items())
        super().__init__(f"{code} ({details})" if details else code)


class UserError(SuitabilityError):
    """The person at the keyboard can put it right."""

    exit_code = EXIT_USER


class AnswerError(UserError):
    """An answer does not belong to its item (wrong type, unknown option, incomplete order)."""


class ContentError(UserError):
    """A content pack does not load; ``problems`` holds every mistake that was found."""

    exit_code = EXIT_CONTENT

    def __init__(self, problems: Sequence[Problem], code: str = "content_invalid") -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(code, count=len(self.problems))


class ResultFileError(UserError):
    """A result or answers file is damaged, foreign, too large or from another version."""


class SealError(UserError):
    """An invite, a recruiter's key or a sealed result is damaged, foreign, out of date or cannot be used."""


class RunFileError(UserError):
    """A saved sitting cannot be opened, is in use by another copy, or cannot be written."""


class PayDataMissing(UserError):
    """A tax table or a year of the price index that a calculation needs is not there."""


class OutputError(UserError):
    """The output cannot be written where it was asked for."""


class PdfUnavailable(UserError):
    """The libraries that draw the PDF are not on this machine."""

    exit_code = EXIT_PDF


class MissingGlyph(UserError):
    """The report holds a character that its fonts do not have; the error names character and place."""


class ShippedFilesMissing(SuitabilityError):
    """The program's own data folders were not found; the installation is broken."""

    exit_code = EXIT_USER


class InternalError(SuitabilityError):
    """Our bug."""
