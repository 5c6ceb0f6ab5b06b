"""PDF of a report: a child process with limits draws it, so that no input can freeze or crash the program."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import suitability.errors
from suitability.errors import InternalError, MissingGlyph, PdfUnavailable, SuitabilityError, UserError

EXIT_REFUSED = 3
"""The child refused with one of our errors; it stands on its standard output as JSON."""

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from suitability.rendering.pdf_child import main; raise SystemExit(main(sys.argv[2:]))"
)
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What one PDF may cost: seconds (of time, and of processor time), MiB of address space, pages."""

    seconds: float = 30.0
    memory_mib: int = 1024
    pages: int = 60


@dataclass(frozen=True, slots=True)
class HealthNote:
    """Something to know about the PDF libraries; its sentence is ``messages_pdf.<kind>.<code>``.

    ``kind`` is "errors" when no PDF can be made and "health" when it can, but with a drawback.
    """

    kind: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PdfHealth:
    """Whether PDFs can be made here, the versions of the libraries, and what to know about them."""

    available: bool
    versions: Mapping[str, str]
    notes: tuple[HealthNote, ...]


def write_pdf(html: str, limits: PdfLimits | None = None) -> bytes:
    """Return the PDF of a page made by ``documents.to_html``; the same page gives the same bytes.

    Raises:
        PdfUnavailable: WeasyPrint, Pango or the fonts are missing; the error names the packages.
        MissingGlyph: the page holds a character that no bundled font has.
        UserError: the limits were reached.
        InternalError: WeasyPrint complained about the page.
    """
    limits = limits or PdfLimits()
    return _run_child(["pdf", str(limits.seconds), str(limits.memory_mib), str(limits.pages)], html, limits)


def pdf_health() -> PdfHealth:
    """Return what a look at the PDF libraries found; they are loaded in a child process, never here."""
    limits = PdfLimits()
    try:
        found = json.loads(
            _run_child(["health", str(limits.seconds), str(limits.memory_mib), "0"], "", limits)
        )
    except PdfUnavailable as error:
        return PdfHealth(False, {}, (HealthNote("errors", error.code, error.values),))
    notes = tuple(HealthNote("health", note["code"], note["values"]) for note in found["notes"])
    return PdfHealth(True, found["versions"], notes)


def _run_child(arguments: list[str], text: str, limits: PdfLimits) -> bytes:
    """Return what the child wrote, or raise what it refused with."""
    try:
        sent = text.encode()
    except UnicodeEncodeError as error:
        raise MissingGlyph(
            "glyph_missing",
            character="?",
            point=f"U+{ord(text[error.start]):04X}",
            name="surrogate",
            section="",
            words="",
        ) from error
    paths = json.dumps([entry or str(Path.cwd()) for entry in sys.path])
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START, paths, *arguments]
    try:
        # The command is our own interpreter and our own module; the page goes through a pipe.
        done = subprocess.run(command, input=sent, capture_output=True, timeout=limits.seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UserError("pdf_too_slow", seconds=f"{limits.seconds:g}") from error
    except OSError as error:
        raise InternalError("pdf_child_failed", details=error) from error
    if done.returncode == 0:
        return done.stdout
    raise _refusal(done, limits)


def _refusal(done: subprocess.CompletedProcess[bytes], limits: PdfLimits) -> SuitabilityError:
    """Return the error that a failed child stands for."""
    if done.returncode == EXIT_REFUSED:
        told = json.loads(done.stdout)
        kind = getattr(suitability.errors, told["kind"])
        return kind(told["code"], **told["values"])  # type: ignore[no-any-return] # one of our own classes
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        return UserError("pdf_too_slow", seconds=f"{limits.seconds:g}")
    if done.returncode < 0:
        # Libraries in C that get no memory end the process with a signal.
        return UserError("pdf_child_died", signal=-done.returncode, memory=limits.memory_mib)
    details = done.stderr.decode(errors="replace").strip().splitlines()
    return InternalError("pdf_child_failed", details=details[-1] if details else done.returncode)
