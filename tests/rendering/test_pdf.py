"""The PDF: what readers, printers and bookmarks get, the same every time, within limits, without fetching."""

from __future__ import annotations

import os
import re
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from suitability import errors
from suitability.errors import InternalError, MissingGlyph, PdfUnavailable, UserError
from suitability.rendering import documents, engine, pdf, pdf_child
from suitability.rendering.fonts import FAMILIES, covered_characters, private_fontconfig
from suitability.rendering.options import Paper, ReportOptions
from suitability.services.library import load_words
from suitability.storage.clean_text import clean_text
from tests.nasty import NASTY
from tests.rendering import conformance, gallery, pieces, reports
from tests.rendering.conftest import MakePdf
from tests.rendering.extraction import page_texts, squeezed
from tests.rendering.reports import Language
from tests.rendering.sentences import sentences

OURS = frozenset(FAMILIES)
BOTH: list[tuple[Language, Paper]] = [("ru", "A4"), ("en", "Letter")]
SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title>{head}</head>'
    "<body>{body}</body></html>"
)

ordinary = pytest.mark.xdist_group("ordinary report")  # one worker draws it, once in each language


def both(test: Any) -> Any:
    """Try a test with the ordinary report in both languages and on both papers."""
    return ordinary(pytest.mark.parametrize(("language", "paper"), BOTH)(test))


@both
def test_it_conforms(made_pdf: MakePdf, language: Language, paper: Paper) -> None:
    """Tagged for readers, titled, bookmarked, fonts embedded: the whole list of ``conformance``."""
    assert conformance.problems(made_pdf(language, paper), language, OURS) == []


@ordinary
def test_without_the_repairs_it_would_not_conform(monkeypatch: pytest.MonkeyPatch, laid_letter: Any) -> None:
    """Each repair of the finisher is still needed; a cure upstream shows here."""
    monkeypatch.setattr(engine, "finish", lambda *_: None)
    found = conformance.problems(engine.written(laid_letter), "en", OURS)
    for repair in ("box", "no scope", "tree of ids", "announced as", "in no tree", "running content"):
        assert any(repair in line for line in found), repair


def test_the_check_notices_what_it_is_for() -> None:
    """A page with the usual mistakes gets a line for each of them."""
    svg = '<svg viewBox="0 0 9 9"><title> </title><rect width="9" height="9"/></svg>'
    table = "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>"
    page = PAGE.format(
        head="<style>body{font-family:'Source Sans 3'}</style>", body=f"<h2>x</h2>{svg}{table}"
    )
    found = "; ".join(conformance.problems(engine.render_in_process(page), "ru", frozenset({"Golos"})))
    for line in ("H1", "no text", "columns", "no caption", "no header", "language", "not ours", "running"):
        assert line in found, line


@both
def test_every_page_has_its_furniture(made_pdf: MakePdf, language: Language, paper: Paper) -> None:
    """The purpose line and "page x of y" stand on each page; the paper is the one asked for."""
    data = made_pdf(language, paper)
    report = reports.report(language)
    texts = page_texts(data)
    of = {"ru": "стр.{}из{}", "en": "page{}of{}"}[language]
    for number, text in enumerate(texts, start=1):
        assert squeezed(report.purpose) in squeezed(text)
        assert of.format(number, len(texts)) in squeezed(text)
    for page in conformance.Checked(data).pdf.pages:
        assert tuple(float(value) for value in page.MediaBox[2:]) == pytest.approx(SIZES[paper], abs=0.05)
    assert 8 <= len(texts) <= 24


@both
def test_its_words_can_be_copied(made_pdf: MakePdf, language: Language, paper: Paper) -> None:
    """Every sentence, the roubles, the dollars and the name come back as letters, none as a hole."""
    whole = "".join(page_texts(made_pdf(language, paper)))
    assert not re.search("[\ufffd\ue000-\uf8ff\x00-\x1f]", whole)
    assert all(sign in whole for sign in "₽$£")
    copied = squeezed(whole).casefold()
    report = reports.report(language)
    # A sentence that turns the page has the furniture between its halves: its first and last letters count.
    lost = [
        text
        for text in sentences(replace(report, quality=replace(report.quality, text="")), page=True)
        if any(squeezed(text).casefold()[end] not in copied for end in (slice(16), slice(-16, None)))
    ]
    assert lost == []


@pytest.mark.parametrize(("language", "lines"), [("ru", 11), ("en", 7)])
def test_nothing_is_drawn_twice_or_lost_at_page_ends(language: Language, lines: int) -> None:
    """Wherever the pages end, the PDF has the letters of the page, and only heads of tables are repeated.

    Every chapter is pushed down by some lines: with these, a layout by floats drew a piece of text twice.
    """
    base = reports.report(language)
    pushed = {
        name: " ".join([base.comparison] * (1 + lines))
        for name in ("signs_intro", "tasks_intro", "pay_intro")
    }
    report = replace(base, comparison=" ".join([base.comparison] * (1 + lines)), labels=base.labels | pushed)
    html = documents.to_html(report)
    body = re.sub(r"(?s)<title>.*?</title>|<p class=\"purpose\">.*?</p>", "", html[html.index("<body") :])
    chapter = body[body.index('id="pay"') : body.index('id="method"')]
    heads = [letters(re.sub("<[^>]+>", "", one)) for one in re.findall(r"(?s)<thead.*?</thead>", chapter)]
    wanted = letters(re.sub("<[^>]+>", "", body))
    drawn = letters("".join(page_texts(engine.render_in_process(html), furniture=False)))
    assert wanted - drawn == Counter()
    repeated = drawn - wanted
    assert any(
        repeated
        == sum((one for one, drawn_again in zip(heads, chosen, strict=True) if drawn_again), Counter())
        for chosen in product((False, True), repeat=len(heads))
    )


def letters(text: str) -> Counter[str]:
    """Return how often each letter occurs in a text; list marks and hyphens at line ends have none."""
    return Counter(letter for letter in unescape(text) if letter.isalpha())


@both
def test_bookmarks_are_the_headings(made_pdf: MakePdf, language: Language, paper: Paper) -> None:
    """The outline repeats h1, h2 and h3 in order, and leaves the small labels out."""
    html = documents.to_html(reports.report(language), ReportOptions(paper))
    headings = re.findall(r"<h[123]>(.*?)</h[123]>", html)
    assert conformance.Checked(made_pdf(language, paper)).outline() == headings
    assert len(headings) == 33  # 1 title, 8 chapters, 24 within them


@both
def test_page_one_is_the_whole_story(made_pdf: MakePdf, language: Language, paper: Paper) -> None:
    """Name, outcome, reasons, four charts, ten signs with their status and what to do next: on one page."""
    report = reports.report(language)
    texts = [squeezed(text) for text in page_texts(made_pdf(language, paper))]
    story = [report.title, str(report.person), report.outcome.text, *report.outcome.reasons]
    story += [*report.outcome.next_steps, *(scale.name for scale in report.scales)]
    story += [text for sign in report.signs for text in (sign.name, sign.status_name)]
    assert [text for text in story if squeezed(text) not in texts[0]] == []
    checked = conformance.Checked(made_pdf(language, paper))
    assert [checked.page_of(figure) == 0 for figure in checked.of("/Figure")] == [True] * 4 + [False] * 4
    assert squeezed(report.comparison) in texts[1]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_page_one_holds_the_worst_ordinary_case(language: Language) -> None:
    """Every scale on a border and a note on quality, on the shorter paper: still one page."""
    report = replace(reports.all_at(language, "border"), quality=reports.with_note(language).quality)
    boxes = gallery.front_page(report, ReportOptions("Letter"), chapters=1)
    texts = [squeezed(text) for text in pieces.drawn_texts(boxes)]
    assert squeezed(report.outcome.next_steps[-1]) in texts[0]
    assert squeezed(report.comparison) in texts[1]


@ordinary
def test_the_same_report_gives_the_same_bytes(made_pdf: MakePdf, laid_letter: Any) -> None:
    """In another process, at another moment: nothing of the machine or the clock is in the file.

    That extremes conform and stay within the margins: ``test_gallery``.
    """
    assert engine.written(laid_letter) == made_pdf("en", "Letter")


def test_nasty_names_fetch_nothing_and_break_nothing() -> None:
    """All nasty texts that the fonts can draw, cleaned as names are, in one report: a conforming PDF."""
    covered = covered_characters()
    names = [clean_text(nasty) for nasty in NASTY]
    drawable = [name for name in names if name and covered.issuperset(name)]
    assert len(drawable) > 60
    base = reports.not_interpretable("en")
    report = replace(base, person=drawable[0], facts=tuple((name, name) for name in drawable))
    data = engine.render_in_process(documents.to_html(report))
    assert conformance.problems(data, "en", OURS) == []


@pytest.mark.parametrize("letter", ["🎉", "王", "\ue000", "ﷺ"])
def test_a_letter_that_no_font_has_is_named_with_its_place(letter: str) -> None:
    """The error comes before layout and says which character, which section, and the words around it."""
    report = reports.report("ru")
    first, marked, *rest = report.signs
    signs = (first, replace(marked, means=f"Слышно уже {letter} по голосу."), *rest)
    draw = pdf.write_pdf if letter == "王" else engine.render_in_process  # one error comes out of a child
    with pytest.raises(MissingGlyph) as caught:
        draw(documents.to_html(replace(report, signs=signs)))
    values = caught.value.values
    assert values["character"] == letter
    assert values["point"] == f"U+{ord(letter):04X}"
    assert values["section"].replace("\u00a0", " ") == report.labels["means"]
    assert f"Слышно уже {letter} по голосу." in values["words"].replace("\u00a0", " ")
    for language in ("ru", "en"):
        assert letter in load_words(language).message("errors", caught.value.code, **values)


def test_a_lone_surrogate_is_a_missing_letter_and_not_a_crash() -> None:
    with pytest.raises(MissingGlyph) as caught:
        pdf.write_pdf("a\ud800b")
    assert caught.value.values["point"] == "U+D800"


def test_characters_without_ink_are_no_missing_letters() -> None:
    """Joiners, marks of direction, soft hyphens and variation selectors are not drawn: no font needs them."""
    page = PAGE.format(head="", body="<h1>a\u200db\u200c\n\tc\u200e\u00ad\ufe0fd\ufeff</h1>")
    assert engine.render_in_process(page).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (pdf.PdfLimits(seconds=0.15), "pdf_too_slow"),
        (pdf.PdfLimits(pages=2), "pdf_too_many_pages"),
        (pdf.PdfLimits(memory_mib=160), "pdf_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_limit_ends_in_a_sentence(limits: pdf.PdfLimits, code: str) -> None:
    """Time, pages and memory: an error of the user's kind, with words in both languages."""
    report = reports.not_interpretable("en") if code == "pdf_too_many_pages" else reports.report("en")
    with pytest.raises(UserError) as caught:
        pdf.write_pdf(documents.to_html(report), limits)
    # Libraries in C answer want of memory in their own ways: an error, or the end of the process.
    assert caught.value.code == code or (caught.value.code, code) == ("pdf_child_died", "pdf_too_large")
    for language in ("ru", "en"):
        assert load_words(language).message("errors", caught.value.code, **caught.value.values)


FETCHING = (
    '<img src="file:///etc/hostname" alt="x">',
    '<img src="https://example.org/x.png" alt="x">',
    '<img src="data:image/png;base64,AAAA" alt="x">',
    '<link rel="stylesheet" href="https://example.org/x.css">',
    '<link rel="attachment" href="file:///etc/hostname">',
    '<a rel="attachment" href="file:///etc/hostname">x</a>',
    '<style>@import "file:///etc/hostname";</style>',
    "<style>h1 { background: url(file:///etc/hostname) }</style>",
    "<style>@font-face { font-family: x; src: url(file:///etc/hostname) } h1 { font-family: x }</style>",
    '<object data="file:///etc/hostname">x</object>',
    '<svg><image href="file:///etc/hostname" width="9" height="9"/></svg>',
)


@pytest.mark.parametrize("asking", FETCHING)
def test_nothing_is_fetched(asking: str) -> None:
    """A page that asks for a resource gives no PDF: either the fetch or the complaint about it stops it."""
    with pytest.raises(InternalError) as caught:
        engine.render_in_process(PAGE.format(head="", body=f"<h1>x</h1>{asking}"))
    assert caught.value.code in {"pdf_asked_for_resource", "pdf_complaints"}


def test_a_complaint_of_the_typesetter_is_an_error() -> None:
    with pytest.raises(InternalError, match=r"pdf_complaints.*colour"):
        engine.render_in_process(PAGE.format(head="<style>h1 { colour: red }</style>", body="<h1>x</h1>"))


def test_health_names_versions() -> None:
    health = pdf.pdf_health()
    assert health.available
    assert set(health.versions) == {"WeasyPrint", "Pango"}
    assert health.versions["WeasyPrint"].startswith("70.")


@pytest.mark.parametrize(
    ("module", "body", "code"),
    [
        ("weasyprint", "raise OSError(\"cannot load library 'libgobject-2.0-0'\")", "pango_missing"),
        ("weasyprint", "raise ImportError('no')", "weasyprint_missing"),
        ("rendercv_fonts", "raise ImportError('no')", "fonts_missing"),
        ("rendercv_fonts", "path_of = {}", "fonts_missing"),
    ],
)
def test_missing_libraries_are_told_with_what_to_install(
    module: str, body: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without WeasyPrint, Pango or fonts, health says so, and making a PDF raises with what to install."""
    (tmp_path / f"{module}.py").write_text(body, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    health = pdf.pdf_health()
    assert not health.available
    assert [(note.kind, note.code) for note in health.notes] == [("errors", code)]
    with pytest.raises(PdfUnavailable) as caught:
        pdf.write_pdf(PAGE.format(head="", body="<h1>x</h1>"))
    sentence = load_words("en").message("errors", caught.value.code, **caught.value.values)
    assert caught.value.exit_code == errors.EXIT_PDF
    if code == "pango_missing":
        assert "apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0" in sentence


def test_it_works_from_inside_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child finds the program where the parent found it, also in a zip archive."""
    package = Path(pdf.__file__).parents[1]
    with zipfile.ZipFile(tmp_path / "app.pyz", "w") as archive:
        for file in package.rglob("*.py"):
            archive.write(file, file.relative_to(package.parent))
    root = str(package.parent)
    elsewhere = [entry for entry in sys.path if entry and Path(entry).resolve() != Path(root)]
    monkeypatch.setattr(sys, "path", [str(tmp_path / "app.pyz"), *elsewhere])
    monkeypatch.chdir(tmp_path)
    assert pdf.pdf_health().available


def test_a_missing_subsetter_is_only_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs are made without libharfbuzz-subset0, slower; the doctor command says so."""
    assert pdf_child._health()["notes"] == []
    from weasyprint.text import ffi

    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    (note,) = pdf_child._health()["notes"]
    assert "libharfbuzz-subset0" in load_words("ru").message("health", note["code"], **note["values"])


def test_a_child_that_breaks_is_our_mistake_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error in the child comes back as one line, not as its traceback."""
    monkeypatch.setattr(pdf, "_START", "raise RuntimeError('broken')")
    with pytest.raises(InternalError, match=r"pdf_child_failed.*RuntimeError: broken"):
        pdf.write_pdf("x")


def test_a_child_that_is_killed_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_START", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(UserError, match="pdf_child_died"):
        pdf.write_pdf("x")


def test_the_list_of_fonts_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment is as before, whether the variable was there or not, and the folder is gone."""
    monkeypatch.setenv("FONTCONFIG_FILE", "mine")
    with private_fontconfig():
        listing = Path(os.environ["FONTCONFIG_FILE"])
        assert "Source Sans 3" in listing.read_text(encoding="utf-8")
    assert os.environ["FONTCONFIG_FILE"] == "mine"
    assert not listing.exists()
    monkeypatch.delenv("FONTCONFIG_FILE")
    with private_fontconfig():
        pass
    assert "FONTCONFIG_FILE" not in os.environ
