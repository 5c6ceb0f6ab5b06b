"""PDF of a report: a child process with limits draws it, so that no input can freeze or crash the program."""

from __future__ import annotations

import base64
import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import suitability.errors
from suitability.errors import InternalError, MissingGlyph, PdfUnavailable, SuitabilityError, UserError
from suitability.rendering.archive import Attached

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

    seconds: float = 60.0
    memory_mib: int = 1024
    pages: int = 120


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


class WaitingChild:
    """A child process that loads the PDF libraries while nobody waits, and then draws one page.

    It takes half a second of processor time and 60 MB, once. A child that is never asked ends when this
    program closes its pipe, by ``close`` or by ending.
    """

    def __init__(self, limits: PdfLimits | None = None) -> None:
        self.limits = limits or PdfLimits()
        try:
            self._process: subprocess.Popen[bytes] | None = _start(_arguments("pdf", self.limits))
        except OSError:
            self._process = None  # drawing starts a child of its own and says what is wrong

    def take(self) -> subprocess.Popen[bytes] | None:
        """Return the process, once, if it still waits; None when it was used up or has ended."""
        process, self._process = self._process, None
        if process is not None and process.poll() is not None:
            _closed(process)
            return None
        return process

    def close(self) -> None:
        """Let the child go unused."""
        process = self.take()
        if process is not None:
            process.kill()
            process.communicate()


def write_pdf(
    html: str,
    limits: PdfLimits | None = None,
    *,
    attached: Attached | None = None,
    child: WaitingChild | None = None,
) -> bytes:
    """Return the PDF of a page made by ``documents.to_html``; the same page gives the same bytes.

    With ``attached`` it is an archive file that holds that file. ``child`` is used if it still waits; its
    limits then count.

    Raises:
        PdfUnavailable: WeasyPrint, Pango or the fonts are missing; the error names the packages.
        MissingGlyph: the page holds a character that no bundled font has.
        UserError: the limits were reached.
        InternalError: WeasyPrint complained about the page.
    """
    limits = limits or PdfLimits()
    waiting = None if child is None else child.take()
    if child is not None and waiting is not None:
        limits = child.limits
    return _run_child("pdf", _sent(html, attached), limits, waiting)


def _sent(html: str, attached: Attached | None) -> bytes:
    """Return what the child reads: a line of JSON about the file to attach, then the page."""
    about: dict[str, str] | None = None
    if attached is not None:
        about = {
            "name": attached.name,
            "data": base64.b64encode(attached.data).decode(),
            "description": attached.description,
            "created": attached.created,
        }
    try:
        return json.dumps(about).encode() + b"\n" + html.encode()
    except UnicodeEncodeError as error:
        raise MissingGlyph(
            "glyph_missing",
            character="?",
            point=f"U+{ord(html[error.start]):04X}",
            name="surrogate",
            section="",
            words="",
        ) from error


def pdf_health() -> PdfHealth:
    """Return what a look at the PDF libraries found; they are loaded in a child process, never here."""
    limits = PdfLimits()
    try:
        found = json.loads(_run_child("health", b"", limits))
    except PdfUnavailable as error:
        return PdfHealth(False, {}, (HealthNote("errors", error.code, error.values),))
    notes = tuple(HealthNote("health", note["code"], note["values"]) for note in found["notes"])
    return PdfHealth(True, found["versions"], notes)


def _arguments(task: str, limits: PdfLimits) -> list[str]:
    return [task, str(limits.seconds), str(limits.memory_mib), str(limits.pages)]


def _start(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Start our own interpreter with our own module; the page will go through a pipe."""
    paths = json.dumps([entry or str(Path.cwd()) for entry in sys.path])
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START, paths, *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S603


def _run_child(
    task: str, sent: bytes, limits: PdfLimits, waiting: subprocess.Popen[bytes] | None = None
) -> bytes:
    """Return what the child wrote, or raise what it refused with."""
    try:
        process = waiting or _start(_arguments(task, limits))
    except OSError as error:
        raise InternalError("pdf_child_failed", details=error) from error
    try:
        written, complaint = process.communicate(sent, timeout=limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise UserError("pdf_too_slow", seconds=f"{limits.seconds:g}") from error
    finally:
        _closed(process)
    if process.returncode == 0:
        return written
    raise _refusal(process.returncode, written, complaint, limits)


def _closed(process: subprocess.Popen[bytes]) -> None:
    """End the child if it still runs, and let go of its pipes."""
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def _refusal(code: int, written: bytes, complaint: bytes, limits: PdfLimits) -> SuitabilityError:
    """Return the error that a failed child stands for."""
    if code == EXIT_REFUSED:
        told = json.loads(written)
        kind = getattr(suitability.errors, told["kind"])
        return kind(told["code"], **told["values"])  # type: ignore[no-any-return] # one of our own classes
    if code == -getattr(signal, "SIGXCPU", 0):
        return UserError("pdf_too_slow", seconds=f"{limits.seconds:g}")
    if code < 0:
        # Libraries in C that get no memory end the process with a signal.
        return UserError("pdf_child_died", signal=-code, memory=limits.memory_mib)
    details = complaint.decode(errors="replace").strip().splitlines()
    return InternalError("pdf_child_failed", details=details[-1] if details else code)
