"""PDFs that several tests look at, each made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from suitability.rendering import documents, engine, pdf
from suitability.rendering.options import Paper, ReportOptions
from tests.rendering import reports
from tests.rendering.reports import Language

MakePdf = Callable[[Language, Paper], bytes]


@pytest.fixture(scope="session")
def made_pdf() -> MakePdf:
    """Return a function that makes the PDF of the ordinary report in a language, once, in a child process."""

    @cache
    def make(language: Language, paper: Paper) -> bytes:
        return pdf.write_pdf(documents.to_html(reports.report(language), ReportOptions(paper)))

    return make


@pytest.fixture(scope="session")
def laid_letter() -> Any:
    """Return the layout of the ordinary English report on Letter, made in this process."""
    return engine.lay_out(documents.to_html(reports.report("en"), ReportOptions("Letter")))
