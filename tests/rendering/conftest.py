"""PDFs that several tests look at, each made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from suitability.rendering import documents, pdf
from suitability.rendering.options import Paper, ReportOptions
from tests.rendering import reports
from tests.rendering.reports import Language

MakePdf = Callable[[Language, Paper], bytes]


@pytest.fixture(scope="session")
def made_pdf() -> MakePdf:
    """Return a function that makes the PDF of the ordinary report in a language, once."""

    @cache
    def make(language: Language, paper: Paper) -> bytes:
        return pdf.write_pdf(documents.to_html(reports.report(language), ReportOptions(paper)))

    return make
