"""One document of a result: which edition, language, format and look, and the bytes that come of it.

``report`` makes one, ``batch`` makes many, the screens save one: all through ``make_document``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from suitability.domain.session import Result
from suitability.rendering import documents
from suitability.rendering.archive import Attached
from suitability.rendering.options import ReportOptions
from suitability.services.edition_types import DocumentFormat
from suitability.services.editions import EditionOrder, build_edition
from suitability.services.guide_pages import Stock
from suitability.services.results import result_bytes
from suitability.services.words import Words

Draw = Callable[[str, Attached | None], bytes]
"""Makes the PDF of a page, with a file inside it or None."""


@dataclass(frozen=True, slots=True)
class Source:
    """What documents are made from besides the result: all content, and the reader's words."""

    stock: Stock
    words: Words


@dataclass(frozen=True, slots=True)
class DocumentOrder:
    """A document as asked for; ``language`` is the reader's, whatever language the questions had."""

    language: str
    format: DocumentFormat = "pdf"
    edition: EditionOrder = field(default_factory=EditionOrder)
    options: ReportOptions = field(default_factory=ReportOptions)


def make_document(source: Source, result: Result, order: DocumentOrder, draw: Draw) -> bytes:
    """Return the bytes of the document; the same result and order give the same bytes.

    ``source`` must speak the order's language. ``draw`` makes PDFs: in a child process or in this one.

    Raises:
        AnswerError: an answer does not belong to its item.
        MissingGlyph: the PDF's fonts lack a character.
        PdfUnavailable: a PDF was asked for and its libraries are missing.
    """
    report = build_edition(source.stock, source.words, result, order.edition)
    if order.format == "json":
        return documents.to_json(report)
    if order.format == "text":
        return documents.to_text(report).encode()
    html = documents.to_html(report, order.options)
    if order.format == "html":
        return html.encode()
    return draw(html, _attached(source, result) if order.options.archive else None)


def _attached(source: Source, result: Result) -> Attached:
    """Return the result file as an archive carries it."""
    description = source.words("edition.attached")
    name = f"{result.id[:8]}.suitability.json"
    return Attached(name, result_bytes(source.stock.bank, result), description, result.created)
