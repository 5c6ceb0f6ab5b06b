"""``suitability report``: formats, places, names, and what happens without the PDF libraries."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pikepdf
import pytest

from suitability.errors import PdfUnavailable
from suitability.rendering import pdf
from suitability.services.results import save_result
from tests.cli.running import ROOT, Cli, answers_file, result_file
from tests.nasty import NASTY
from tests.rendering.extraction import page_texts, squeezed
from tests.rights import ordinary_rights
from tests.services import samples

DANGEROUS = re.compile(r"[<\x1b\x9b\x90\u202e]|^.{60,}$|^[A-Za-z0-9]+$")
"""Names that hold markup or an order to a terminal, or are very long, or plain words."""
NO_PANGO = PdfUnavailable("pango_missing", packages="libpangoft2-1.0-0")


def no_pdf(_html: str, **_more: object) -> bytes:
    """Stand in for a machine without the PDF libraries."""
    raise NO_PANGO


def short_result(folder: Path) -> Path:
    """Write the result of somebody who pressed one key in a hurry, whose report has few pages."""
    path = folder / "short.json"
    save_result(samples.bank(), samples.result(samples.one_key, "full", elapsed_ms=400), path)
    return path


@pytest.mark.parametrize(("language", "paper"), [("ru", "A4"), ("en", "letter")])
def test_a_pdf_is_written_beside_the_person(cli: Cli, tmp_path: Path, language: str, paper: str) -> None:
    """Its name, paper and language are those asked for, and the person's name stands on its first page."""
    cli.speak(language)
    name = "Ёлка <b>&amp; {name} [bold] Анна-Мария"
    ran = cli("report", short_result(tmp_path), "--paper", paper, "--name", name)
    (path,) = (tmp_path / "here").iterdir()

    assert (ran.code, ran.err) == (0, "")
    assert str(path) in ran.out
    assert path.name == f"suitability-2026-11-22-01234567-{language}.pdf"
    assert squeezed(name) in squeezed(page_texts(path.read_bytes())[0])
    with pikepdf.open(path) as document:
        box = [round(float(one)) for one in document.pages[0].mediabox]
        assert box[2:] == ([595, 842] if paper == "A4" else [612, 792])
        assert document.Root.Lang == language


@pytest.mark.parametrize("kind", ["html", "text", "json"])
def test_the_other_formats_go_to_a_file_a_folder_or_the_output(cli: Cli, tmp_path: Path, kind: str) -> None:
    source = result_file(tmp_path)
    folder = tmp_path / "folder"
    folder.mkdir()
    assert cli("report", source, "--format", kind, "--output", tmp_path / "x").code == 0
    assert cli("report", source, "--format", kind, "--output", folder).code == 0
    ran = cli("report", source, "--format", kind, "--output", "-")
    (made,) = folder.iterdir()

    assert ran.raw == made.read_bytes() == (tmp_path / "x").read_bytes()
    assert made.suffix == {"html": ".html", "text": ".txt", "json": ".json"}[kind]
    if kind != "html":
        assert cli("report", source, "--format", kind).raw == ran.raw


def test_a_report_may_be_in_the_other_language(cli: Cli, tmp_path: Path) -> None:
    cli.speak("ru")
    ran = cli("report", result_file(tmp_path), "--format", "json", "--language", "en")

    assert json.loads(ran.out)["title"] == samples.words("en")("report.title")


def test_a_report_can_be_made_of_a_sitting_or_of_plain_answers(cli: Cli, tmp_path: Path) -> None:
    run_id = cli.finished()
    for named in ([], [run_id[:6]], [answers_file(tmp_path)]):
        ran = cli("report", *named, "--format", "text")
        assert ran.code == 0
        assert samples.words("en")("report.title") in ran.out


def test_an_existing_file_is_replaced_only_when_asked(cli: Cli, tmp_path: Path) -> None:
    source, target = result_file(tmp_path), tmp_path / "report.html"
    target.write_text("mine")
    ran = cli("report", source, "--format", "html", "--output", target)

    assert (ran.code, target.read_text()) == (1, "mine")
    assert "--force" in ran.err
    assert cli("report", source, "--format", "html", "--output", target, "--force").code == 0
    assert "<html" in target.read_text()


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("none/x.html", "There is no folder"),
        ("file/x.html", "is a file, not a folder"),
        ("x" * 300 + ".html", "too long"),
        ("/proc/nothing.html", ""),
    ],
)
def test_a_place_that_cannot_be_written_has_its_sentence(
    cli: Cli, tmp_path: Path, target: str, expected: str
) -> None:
    (tmp_path / "file").write_text("x")
    ran = cli("report", result_file(tmp_path), "--format", "html", "--output", tmp_path / target)

    assert (ran.code, ran.out) == (1, "")
    assert expected in ran.said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "here", "result.json"]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_folder_without_the_right_to_write_has_its_sentence(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with ordinary_rights():
        ran = cli("report", result_file(tmp_path), "--format", "html", "--output", folder / "x.html")

    assert ran.code == 1
    assert "no right" in ran.err
    assert list(folder.iterdir()) == []


def test_without_the_libraries_the_page_is_written_instead(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "write_pdf", no_pdf)
    source = result_file(tmp_path)
    for language in samples.LANGUAGES:
        cli.speak(language)
        ran = cli("report", source, "--output", tmp_path / f"{language}.pdf")
        assert (ran.code, ran.out) == (4, "")
        assert str(tmp_path / f"{language}.html") in ran.err
        assert "libpangoft2-1.0-0" in ran.err
        assert "{" not in ran.err
        assert "<html" in (tmp_path / f"{language}.html").read_text()
        assert not (tmp_path / f"{language}.pdf").exists()
        again = cli("report", source, "--output", tmp_path / f"{language}.pdf")
        assert again.code == 4
        assert "--force" in again.err
    assert cli("report", source, "--output", tmp_path / "en.pdf", "--force").code == 4
    assert cli("report", source, "--output", "-").code == 4


def test_the_page_is_not_written_over_something_else(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "write_pdf", no_pdf)
    (tmp_path / "x.html").write_text("mine")

    assert cli("report", result_file(tmp_path), "--output", tmp_path / "x.pdf").code == 4
    assert (tmp_path / "x.html").read_text() == "mine"


def test_a_pdf_is_not_poured_into_a_terminal(cli: Cli, tmp_path: Path) -> None:
    ran = cli("report", result_file(tmp_path), "--output", "-", terminal=True)

    assert (ran.code, ran.raw) == (1, b"")
    assert "--output" in ran.err


def test_from_a_folder_that_is_gone_a_place_has_to_be_named(cli: Cli, tmp_path: Path) -> None:
    source = result_file(tmp_path)
    (tmp_path / "here").rmdir()
    assert "--output" in cli("report", source).err
    assert cli("report", source, "--output", tmp_path / "x.html", "--format", "html").code == 0
    assert "--output" in cli("export", source).err


def test_no_name_breaks_a_report(cli: Cli, tmp_path: Path) -> None:
    """Whatever is given as a name, the report is the same but for the name, which is short and harmless."""
    source = result_file(tmp_path)
    plain = json.loads(cli("report", source, "--format", "json").out)
    assert plain.pop("person") is None
    for name in (name for name in NASTY if "\0" not in name):
        named = json.loads(cli("report", source, "--format", "json", "--name", name).out)
        person = named.pop("person")
        assert named == plain, name
        assert person is None or (0 < len(person) <= 120 and "\x1b" not in person), name


@pytest.mark.parametrize("name", [name for name in NASTY if DANGEROUS.search(name)])
def test_no_name_becomes_markup_or_moves_the_cursor(cli: Cli, tmp_path: Path, name: str) -> None:
    """On the page and in the text; ``test_documents`` has the page of every nasty name."""
    source = result_file(tmp_path)
    text = cli("report", source, "--format", "text", "--name", name).out
    page = cli("report", source, "--format", "html", "--name", name, "--output", "-").out

    assert "\x1b" not in text + page
    assert max(len(line) for line in text.splitlines() if "://" not in line) <= 120
    for danger in ("<script>alert", "<img src=x", "<b>x", "</table><"):
        assert danger not in page
    if name.isascii() and name.isalnum() and len(name) < 60:
        assert name in text


def test_a_name_that_the_fonts_cannot_draw_is_refused_by_character(cli: Cli, tmp_path: Path) -> None:
    ran = cli("report", result_file(tmp_path), "--name", "張偉", "--output", tmp_path / "x.pdf")

    assert (ran.code, ran.out) == (1, "")
    assert "U+5F35" in ran.err
    assert not (tmp_path / "x.pdf").exists()


def test_the_readme_tells_the_shape_of_an_answers_file_that_is_true(cli: Cli, tmp_path: Path) -> None:
    """The example of both readme files is scored as it stands."""
    for readme in ("README.md", "README.ru.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert "take --plain" in text
        blocks = [part.partition("```")[0] for part in text.split("```json\n")[1:]]
        assert len(blocks) == 1, f"{readme} shows no answers file"
        path = tmp_path / f"{readme}.json"
        path.write_text(blocks[0], encoding="utf-8")
        assert cli("score", path).code == 0
