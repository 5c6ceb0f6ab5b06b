"""The process that loads the PDF libraries beforehand: used once, gone when it is not needed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from suitability.errors import MissingGlyph
from suitability.rendering import pdf

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title></head>'
    "<body><h1>{text}</h1></body></html>"
)


def test_a_waiting_child_draws_the_same_pdf_and_is_used_up() -> None:
    child = pdf.WaitingChild()
    process = child._process
    assert process is not None
    drawn = pdf.write_pdf(PAGE.format(text="one"), child=child)
    assert process.returncode == 0
    assert child.take() is None
    assert drawn == pdf.write_pdf(PAGE.format(text="one"), child=child)


def test_a_child_that_is_not_needed_ends() -> None:
    child = pdf.WaitingChild()
    process = child._process
    assert process is not None
    child.close()
    assert process.poll() is not None
    child.close()


def test_a_child_that_died_is_replaced_by_another() -> None:
    child = pdf.WaitingChild()
    assert child._process is not None
    child._process.kill()
    child._process.wait()
    assert pdf.write_pdf(PAGE.format(text="one"), child=child).startswith(b"%PDF")


def test_a_child_hands_back_what_it_refuses() -> None:
    with pytest.raises(MissingGlyph):
        pdf.write_pdf(PAGE.format(text="王"), child=pdf.WaitingChild())


def test_the_child_has_loaded_its_libraries_before_it_is_asked() -> None:
    """Seen from outside, without a word to it, it comes to hold WeasyPrint's libraries."""
    child = pdf.WaitingChild()
    try:
        assert child._process is not None
        maps = Path(f"/proc/{child._process.pid}/maps")
        if not maps.exists():
            pytest.skip("no /proc on this system")
        deadline = time.monotonic() + 30
        while "libpango" not in maps.read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert "libpango" in maps.read_text()
    finally:
        child.close()
