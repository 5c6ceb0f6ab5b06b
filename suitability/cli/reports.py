"""Puts a report together: result -> words -> document -> file. Where services meet rendering."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from suitability.cli import environment
from suitability.domain.bank import ItemBank
from suitability.domain.joined import marked_items
from suitability.domain.session import Result
from suitability.errors import OutputError, PdfUnavailable
from suitability.services import files
from suitability.services.edition_types import DocumentFormat, EditionName, FrontMatter
from suitability.services.messages import sentence
from suitability.services.report_model import Library, build_report
from suitability.services.report_types import Report

if TYPE_CHECKING:
    from suitability.rendering.making import DocumentOrder
    from suitability.rendering.options import ReportOptions
    from suitability.rendering.pdf import WaitingChild
    from suitability.services.pay_types import PayPlace

SUFFIXES: dict[DocumentFormat, str] = {"pdf": "pdf", "html": "html", "text": "txt", "json": "json"}
"""Format -> ending of the file's name."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to look, as a person says it; ``logo`` is the file of a picture."""

    paper: str = "A4"
    grey: bool = False
    large: bool = False
    binder: bool = False
    archive: bool = False
    logo: Path | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report as asked for: language, format, edition, paper and look, and what to print on its front.

    ``place`` is where the person looks for work; None shows the pay of the language's usual country.
    ``child`` is a process that has loaded the PDF libraries already, or None.
    """

    language: str
    format: DocumentFormat = "pdf"
    edition: EditionName = "candidate"
    front: FrontMatter = field(default_factory=FrontMatter)
    look: Look = field(default_factory=Look)
    place: PayPlace | None = None
    child: WaitingChild | None = None


def report_of(bank: ItemBank, result: Result, language: str) -> Report:
    """Return the report of a result in a language, as the screens show it."""
    handbook = environment.handbook() if marked_items(bank, result) else None
    return build_report(Library(bank, environment.guide(), environment.words(language), handbook), result)


def document(bank: ItemBank, result: Result, wanted: Wanted) -> bytes:
    """Return the report as the bytes of the wanted format.

    Raises:
        PdfUnavailable: a PDF was asked for and its libraries are missing.
        MissingGlyph: the PDF's fonts lack a character.
    """
    from suitability.rendering import making, pdf  # noqa: PLC0415 - Jinja loads only for documents
    from suitability.services.guide_pages import Stock  # noqa: PLC0415 - as above

    stock = Stock(bank, environment.guide(), environment.handbook(), environment.coaching())
    order = order_of(wanted)
    source = making.Source(stock, environment.words(wanted.language))
    return making.make_document(
        source, result, order, lambda html, inside: pdf.write_pdf(html, attached=inside, child=wanted.child)
    )


def order_of(wanted: Wanted) -> DocumentOrder:
    """Return what is wanted as the drawing takes it. Raises UserError for a logo that is none."""
    from suitability.rendering.making import DocumentOrder  # noqa: PLC0415 - Jinja loads only for documents
    from suitability.services.editions import EditionOrder  # noqa: PLC0415 - as above

    edition = EditionOrder(wanted.edition, wanted.front, wanted.place)
    return DocumentOrder(wanted.language, wanted.format, edition, _options(wanted.look))


def _options(look: Look) -> ReportOptions:
    """Return the look as the drawing wants it, the logo read and checked."""
    from suitability.rendering.options import ReportOptions  # noqa: PLC0415 - Jinja loads only for documents

    logo = None
    if look.logo is not None:
        from suitability.rendering.logo import logo_of  # noqa: PLC0415 - Pillow loads only for a logo

        logo = logo_of(look.logo, grey=look.grey)
    return ReportOptions(
        paper="Letter" if look.paper.lower() == "letter" else "A4",
        grey=look.grey,
        large=look.large,
        binder=look.binder,
        archive=look.archive,
        logo=logo,
    )


def default_name(result: Result, wanted: Wanted) -> str:
    """Return the file name of a report: date, first letters of the result's id, edition, language, ending.

    The candidate's edition, which everybody gets unless they say otherwise, is not named.
    """
    edition = "" if wanted.edition == "candidate" else f"{wanted.edition}-"
    ending = SUFFIXES[wanted.format]
    return f"suitability-{result.created[:10]}-{result.id[:8]}-{edition}{wanted.language}.{ending}"


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
