"""Puts a report together: result -> words -> document -> file. Where services meet rendering."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from suitability.cli import environment
from suitability.domain.bank import ItemBank
from suitability.domain.joined import marked_items
from suitability.domain.session import Result
from suitability.errors import OutputError, PdfUnavailable
from suitability.services import files
from suitability.services.messages import sentence
from suitability.services.report_model import Library, build_report
from suitability.services.report_types import Report

SUFFIXES = {"pdf": "pdf", "html": "html", "text": "txt", "json": "json"}
"""Format -> ending of the file's name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report as asked for: language, format, paper, and the name to print or None."""

    language: str
    format: str = "pdf"
    paper: str = "A4"
    person: str | None = None


def report_of(bank: ItemBank, result: Result, language: str, person: str | None = None) -> Report:
    """Return the report of a result in a language."""
    words = environment.words(language)
    handbook = environment.handbook() if marked_items(bank, result) else None
    return build_report(Library(bank, environment.guide(), words, handbook), result, person)


def document(bank: ItemBank, result: Result, wanted: Wanted) -> bytes:
    """Return the report as the bytes of the wanted format.

    Raises:
        PdfUnavailable: a PDF was asked for and its libraries are missing.
        MissingGlyph: the PDF's fonts lack a character.
    """
    from suitability.rendering import documents  # noqa: PLC0415 - Jinja loads only for documents
    from suitability.rendering.options import ReportOptions  # noqa: PLC0415 - as above

    report = report_of(bank, result, wanted.language, wanted.person)
    if wanted.format == "json":
        return documents.to_json(report)
    if wanted.format == "text":
        return documents.to_text(report).encode()
    letter = wanted.paper.lower() == "letter"
    html = documents.to_html(report, ReportOptions(paper="Letter" if letter else "A4"))
    if wanted.format == "html":
        return html.encode()
    from suitability.rendering import pdf  # noqa: PLC0415 - only for PDF

    return pdf.write_pdf(html)


def default_name(result: Result, wanted: Wanted) -> str:
    """Return the file name of a report: date, first letters of the result's id, language, ending."""
    ending = SUFFIXES[wanted.format]
    return f"suitability-{result.created[:10]}-{result.id[:8]}-{wanted.language}.{ending}"


def save(bank: ItemBank, result: Result, wanted: Wanted, place: Path, *, force: bool = False) -> Path:
    """Write the report to ``place`` (a file, or a folder that gets the default name) and return the file.

    Raises:
        OutputError: the file exists and ``force`` is False, or it cannot be written.
        PdfUnavailable: the PDF cannot be made here; the same report is an HTML file, which the error names.
        MissingGlyph: the PDF's fonts lack a character.
    """
    path = place / default_name(result, wanted) if files.is_folder(place) else place
    if not force and files.is_there(path):
        raise OutputError("output_exists", path=files.shown(path))
    try:
        data = document(bank, result, wanted)
    except PdfUnavailable as error:
        reason = sentence(environment.words(), error)
        instead = path.with_suffix(".html")
        if not force and files.is_there(instead):
            raise PdfUnavailable("pdf_html_exists", instead=files.shown(instead), reason=reason) from error
        files.write_bytes(instead, document(bank, result, replace(wanted, format="html")), force=force)
        raise PdfUnavailable("pdf_as_html", instead=files.shown(instead), reason=reason) from error
    files.write_bytes(path, data, force=force)
    return path
