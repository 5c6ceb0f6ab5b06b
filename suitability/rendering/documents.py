"""Report or edition -> HTML, plain text, JSON. Templates in ``reports/`` lay out finished sentences."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from suitability.rendering.options import LOGO_START, ReportOptions
from suitability.rendering.templates import shipped_environment
from suitability.rendering.wording import drawn_words
from suitability.services.edition_types import Edition
from suitability.services.report_types import Report

_BLANK_LINES = re.compile(r"\n{4,}")
_LINE_ENDS = re.compile(r"[ \t]+\n")


def to_html(document: Report | Edition, options: ReportOptions | None = None) -> str:
    """Return one self-contained HTML page, for browsers and for ``pdf.write_pdf``.

    Styles are inside, nothing is loaded from anywhere. A report gives the same text on every machine.
    """
    look = options or ReportOptions()
    logo = None if look.logo is None else LOGO_START + base64.b64encode(look.logo).decode()
    edition = _edition(document)
    values = _values(edition, edition.report.language)
    return shipped_environment().get_template("report.html.j2").render(values, look=look, logo=logo)


def to_text(document: Report | Edition) -> str:
    """Return the report as plain text: at most 78 columns, no drawing characters, made to be read aloud."""
    text = shipped_environment().get_template("report.txt.j2").render(_values(_edition(document), ""))
    # The environment escapes for HTML without exception; plain text takes exactly that back.
    text = html.unescape(text)
    return _BLANK_LINES.sub("\n\n\n", _LINE_ENDS.sub("\n", text)).strip("\n") + "\n"


def to_json(document: Report | Edition) -> bytes:
    """Return the report as indented UTF-8 JSON: the fields of ``Report`` in their order.

    An edition adds ``edition`` (its head), ``sections`` and ``parts``.
    """
    edition = _edition(document)
    body: dict[str, Any] = msgspec.to_builtins(edition.report)
    if edition.front is not None:
        body |= msgspec.to_builtins(
            {"edition": edition.front, "sections": edition.sections, "parts": edition.parts}
        )
    return msgspec.json.format(msgspec.json.encode(body), indent=2) + b"\n"


def _edition(document: Report | Edition) -> Edition:
    return document if isinstance(document, Edition) else Edition(document)


def _values(edition: Edition, spacing: str) -> Mapping[str, object]:
    """Return what the templates see. ``spacing`` is the language whose no-break spaces are set, or ""."""
    report = edition.report
    return {
        "report": report,
        "sections": edition.sections,
        "front": edition.front,
        "parts": edition.parts,
        "labels": {**edition.labels, **report.labels},
        "drawn": drawn_words(report.language),
        "spacing": spacing,
    }
