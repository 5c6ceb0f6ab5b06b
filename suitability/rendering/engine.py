"""HTML -> PDF inside this process: the only place that imports WeasyPrint.

``pdf.write_pdf`` calls it in a child process with limits. Programs that make many reports call it directly.
"""

from __future__ import annotations

import ctypes.util
import functools
import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from suitability.errors import InternalError, PdfUnavailable, UserError
from suitability.rendering.archive import VARIANT, Attached, announce_both, attachment
from suitability.rendering.balance import balance_columns
from suitability.rendering.finisher import finish, tag_languages
from suitability.rendering.fonts import covered_characters, private_fontconfig
from suitability.rendering.glyphs import require_glyphs
from suitability.rendering.options import LOGO_START
from suitability.rendering.stranded import JOINED, is_stranded

PAGE_LIMIT = 120
APT_PACKAGES = "libpangoft2-1.0-0 libharfbuzz-subset0"
"""What a bare Debian lacks besides Python: Pango for text on FreeType, and the subsetter of HarfBuzz."""


@dataclass(frozen=True, slots=True)
class Engine:
    """WeasyPrint with what is made once per process: its module, the font configuration, the fetcher."""

    weasyprint: Any
    font_config: Any
    fetcher: Any


class _Records(logging.Handler):
    """Keeps what WeasyPrint complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(record.getMessage())


@functools.lru_cache(maxsize=1)
def engine() -> Engine:
    """Return the engine of this process; the first call imports WeasyPrint.

    One font configuration serves all documents: a new one for each leaks a quarter of a megabyte.

    Raises:
        PdfUnavailable: Pango or WeasyPrint is not on this machine.
    """
    with private_fontconfig(), _no_library_search(), warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # a missing libharfbuzz-subset0: pdf_health() says it
        try:
            import weasyprint  # noqa: PLC0415 - half a second and Pango: only where a PDF is made
            from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
            from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415
        except ImportError as error:
            raise PdfUnavailable("weasyprint_missing", details=error) from error
        except OSError as error:
            raise PdfUnavailable("pango_missing", packages=APT_PACKAGES) from error

        class NothingIsFetched(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
            """A report needs no resource from anywhere; asking for one stops the rendering.

            Only the logo comes through: a PNG of our own making that stands in the page itself.
            """

            def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
                if url.startswith(LOGO_START):
                    return super().fetch(url, headers)
                raise FatalURLFetchingError(f"{url[:200]} {headers or ''}")

        tag_languages()
        balance_columns()
        return Engine(weasyprint, FontConfiguration(), NothingIsFetched(allowed_protocols=("data",)))


def render_in_process(html: str, page_limit: int = PAGE_LIMIT, attached: Attached | None = None) -> bytes:
    """Return the PDF of ``html`` (PDF/UA-1, tagged, bookmarked, fonts embedded); the same bytes every time.

    With ``attached`` it is an archive: PDF/A-3a as well, with that file inside.

    Raises:
        MissingGlyph: a character that no bundled font has.
        UserError: the report would have more than ``page_limit`` pages.
        PdfUnavailable: the libraries are missing.
        InternalError: WeasyPrint complained, or the page asked for a resource.
    """
    with _complaints() as complaints:
        document = lay_out(html, attached)
        if len(document.pages) > page_limit:
            raise UserError("pdf_too_many_pages", pages=len(document.pages), limit=page_limit)
        data = written(document, attached)
    if complaints:
        raise InternalError("pdf_complaints", details="; ".join(complaints[:5]))
    return data


def lay_out(html: str, attached: Attached | None = None) -> Any:
    """Return WeasyPrint's laid-out document of a page, as ``written`` wants it.

    Raises:
        MissingGlyph: a character that no bundled font has.
        PdfUnavailable: the libraries are missing.
        InternalError: the page asked for a resource.
    """
    tools = engine()
    with _fetching_is_ours():
        page = tools.weasyprint.HTML(string=html, url_fetcher=tools.fetcher)
        require_glyphs(page.etree_element, covered_characters())
        options = {"font_config": tools.font_config, **_variant(attached)}
        document = page.render(**options)
        if not is_stranded(document):
            return document
        joined = tools.weasyprint.CSS(string=JOINED, font_config=tools.font_config, url_fetcher=tools.fetcher)
        return page.render(stylesheets=[joined], **options)


def written(document: Any, attached: Attached | None = None) -> bytes:
    """Return the PDF of a laid-out document.

    Raises:
        InternalError: the page asked for a resource.
    """
    if attached is not None:
        announce_both(document.metadata)
    with _fetching_is_ours():
        return bytes(document.write_pdf(finisher=finish, **_variant(attached)))


@contextmanager
def _fetching_is_ours() -> Iterator[None]:
    """Name the attempt to fetch something what it is: a mistake of our page."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "FatalURLFetchingError":
            raise InternalError("pdf_asked_for_resource", details=error) from error
        raise


def _variant(attached: Attached | None) -> dict[str, Any]:
    """Return WeasyPrint's options for the standard that the file follows."""
    if attached is None:
        return {"pdf_variant": "pdf/ua-1"}
    return {"pdf_variant": VARIANT, "attachments": [attachment(engine().weasyprint, attached)]}


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what the weasyprint logger says at WARNING or above; nothing goes to the terminal."""
    logger = logging.getLogger("weasyprint")
    records = _Records()
    before = logger.handlers[:], logger.propagate, logger.level
    logger.handlers[:] = [records]
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield records.lines
    finally:
        logger.handlers[:], logger.propagate = before[0], before[1]
        logger.setLevel(before[2])


@contextmanager
def _no_library_search() -> Iterator[None]:
    """Let cffi load libraries by their file names without asking ldconfig and the compiler for them first.

    The search starts dozens of processes and takes a fifth of a second; the names with ``.so.0`` load without
    it. Only Linux is touched: elsewhere the search is what finds the libraries.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search
