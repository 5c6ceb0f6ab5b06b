"""No counsellor's report has a page with only a few lines before the worksheet."""

from __future__ import annotations

import pytest

from suitability.rendering import documents, engine, stranded
from suitability.rendering.options import ReportOptions
from suitability.services.editions import EditionOrder, build_edition
from tests.rendering import gallery
from tests.services import samples


@pytest.fixture(scope="module")
def html() -> str:
    """Return a report whose interview chapter ends with three lines on a page of their own."""
    result = samples.result(samples.leaning(0.62, 4), "full")
    made = build_edition(
        gallery.stock(), samples.words("ru"), result, EditionOrder("counsellor", gallery.ORDINARY)
    )
    return documents.to_html(made, ReportOptions("A4"))


def test_the_worksheet_follows_a_chapter_that_would_be_stranded(
    html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = engine.lay_out(html)
    begins = next(number for number, page in enumerate(document.pages) if "worksheet" in page.anchors)
    assert stranded.filled(document.pages[begins]) > stranded.LEAST
    assert stranded.filled(document.pages[begins - 1]) > stranded.LEAST

    monkeypatch.setattr(engine, "is_stranded", lambda document: False)  # noqa: ARG005
    once = engine.lay_out(html)
    assert stranded.is_stranded(once)
    assert len(once.pages) >= len(document.pages)


def test_a_document_without_a_worksheet_is_laid_out_once() -> None:
    class Page:
        anchors: dict[str, object] = {}  # noqa: RUF012

    class Document:
        pages = (Page(), Page())

    assert not stranded.is_stranded(Document())
