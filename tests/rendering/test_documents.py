"""HTML, plain text and JSON of a report: complete, self-contained, escaped, readable."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from jinja2 import UndefinedError

from suitability.errors import InternalError
from suitability.rendering import documents
from suitability.rendering.options import ReportOptions
from suitability.rendering.templates import make_environment
from suitability.rendering.wording import drawn_words
from suitability.services.report_types import Report, SourceRow
from tests.nasty import NASTY
from tests.rendering import reports
from tests.rendering.reports import Language
from tests.rendering.sentences import sentences

LANGUAGES: tuple[Language, ...] = ("ru", "en")
FOLDER = Path(__file__).parents[2] / "reports"
VOID = frozenset({"meta", "br", "img", "input", "hr", "link"})
LOADING = frozenset(
    {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "source", "base"}
)


class Page(HTMLParser):
    """Reads a page strictly: every tag closed in order; keeps the words, the tags and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.headings: list[int] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def plain(text: str) -> str:
    """Return ``text`` with every run of blanks as one space."""
    return " ".join(text.split())


def all_reports(language: Language) -> list[Report]:
    """Return the ordinary report and every extreme one."""
    return [
        reports.report(language),
        reports.with_note(language),
        reports.not_interpretable(language),
        reports.nothing_answered(language),
        reports.all_at(language, "low"),
        reports.all_at(language, "high"),
        reports.all_at(language, "border"),
        reports.stretched(language),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_holds_every_sentence(language: Language) -> None:
    """Nothing the report says is lost on the page (quality says nothing when it is fine)."""
    report = reports.with_note(language)
    shown = plain(" ".join(Page(documents.to_html(report)).words)).casefold()
    missing = [text for text in sentences(report, page=True) if plain(text).casefold() not in shown]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_holds_every_sentence(language: Language) -> None:
    """The plain text loses nothing either, whatever its line ends."""
    report = reports.with_note(language)
    shown = plain(documents.to_text(report))
    assert [text for text in sentences(report) if plain(text) not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_is_well_formed_and_loads_nothing(language: Language) -> None:
    """Tags close in order, headings never skip, no element or style asks for anything from outside."""
    for report in all_reports(language):
        html = documents.to_html(report, ReportOptions("Letter"))
        page = Page(html)
        assert page.headings.count(1) == 1
        assert all(b <= a + 1 for a, b in zip(page.headings, page.headings[1:], strict=False))
        assert not set(page.tags) & LOADING
        assert not re.search(r"url\(|@import|@font-face|\bflex\b|\bgrid\b", html)
        links = [value for _, name, value in page.attributes if name in {"href", "src"}]
        assert all(value.startswith(("#source-", "https://")) for value in links)
        assert not [name for _, name, _ in page.attributes if name.startswith("on")]
        ids = Counter(value for _, name, value in page.attributes if name == "id")
        assert not [name for name, times in ids.items() if times > 1]
        assert {value[1:] for value in links if value.startswith("#")} <= set(ids)


def test_the_reader_of_pages_notices_a_tag_that_is_not_closed() -> None:
    with pytest.raises(AssertionError):
        Page("<p>one<p>two</p>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_is_narrow_and_fit_to_be_read_aloud(language: Language) -> None:
    """At most 78 columns but for addresses; no drawing characters, no entities, no template remains."""
    for report in all_reports(language):
        text = documents.to_text(report)
        long = [line for line in text.splitlines() if len(line) > 78 and " " in line.strip()]
        assert long == []
        assert not re.search("[\u2500-\u259f\\x00-\\x09\\x0b-\\x1f]|&#|&amp;|&quot;|{{|}}|None", text)
        assert "\n\n\n\n" not in text


def test_json_can_be_read_back_to_the_same_report() -> None:
    report = reports.report("ru")
    assert msgspec.json.decode(documents.to_json(report), type=Report) == report


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_interpretation_there_is_no_range_and_no_sign(language: Language) -> None:
    """Zones and signs are replaced by the sentence, on the page and in the text."""
    report = reports.not_interpretable(language)
    page = Page(documents.to_html(report))
    assert page.tags["svg"] == 0
    assert not [
        value for _, name, value in page.attributes if value in {"signs", "scales", "tasks", "glance-signs"}
    ]
    assert report.quality.text in plain(" ".join(page.words))
    assert report.labels["signs"] not in documents.to_text(report)
    ordinary = Page(documents.to_html(reports.report(language)))
    assert ordinary.tags["svg"] == 8


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_a_nasty_name_stays_text(nasty: str) -> None:
    """Whatever a name holds, the page has the same elements as with a harmless one, and shows it as text."""
    harmless = Page(documents.to_html(replace(reports.report("en"), person="Anna")))
    report = replace(reports.report("en"), person=nasty)
    page = Page(documents.to_html(report))
    assert page.tags == harmless.tags
    assert [one for one in page.attributes if one[0] != "body"] == [
        one for one in harmless.attributes if one[0] != "body"
    ]
    assert nasty.strip() == "" or documents.to_text(report) != documents.to_text(
        replace(report, person="Anna")
    )


@pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", "{{7*7}}", "</title><b>", '" onload="x'])
def test_markup_anywhere_in_a_report_stays_text(nasty: str) -> None:
    """The same holds for every other sentence, although those are ours."""
    base = reports.report("en")
    report = replace(
        base,
        title=nasty,
        purpose=nasty,
        facts=((nasty, nasty),),
        outcome=replace(base.outcome, text=nasty, reasons=(nasty,)),
        scales=tuple(replace(scale, name=nasty, zone_name=nasty, sentence=nasty) for scale in base.scales),
        signs=tuple(replace(sign, name=nasty, story=nasty) for sign in base.signs),
        sources=tuple(replace(source, text=nasty) for source in base.sources),
    )
    page = Page(documents.to_html(report))
    assert page.tags["script"] == 0
    assert page.tags["b"] == Page(documents.to_html(replace(base, facts=(("a", "b"),)))).tags["b"]
    assert "".join(page.words).count(nasty) > 20
    assert documents.to_text(report).count(nasty) > 10


def test_a_link_that_is_not_a_web_address_is_refused() -> None:
    """Links come from our own list; anything but http and https stops the page."""
    report = replace(reports.report("en"), sources=(SourceRow(1, "x", "javascript:alert(1)"),))
    with pytest.raises(InternalError, match="link_not_web"):
        documents.to_html(report)


def test_a_missing_label_is_an_error_and_not_a_gap() -> None:
    report = reports.report("en")
    labels = {name: text for name, text in report.labels.items() if name != "means"}
    with pytest.raises(UndefinedError, match="means"):
        documents.to_html(replace(report, labels=labels))


def test_no_template_switches_escaping_off() -> None:
    """The words that would do it stand in no shipped template, and the search finds them where they do."""
    off = re.compile(r"\|\s*safe\b|autoescape|Markup")
    templates = [path for path in FOLDER.rglob("*") if path.suffix in {".j2", ".css"}]
    assert len(templates) > 10
    assert [path.name for path in templates if off.search(path.read_text(encoding="utf-8"))] == []
    assert off.search("{{ name | safe }}")


def test_an_environment_of_another_folder_escapes_too(tmp_path: Path) -> None:
    """Whatever a template is called, values are escaped and folders above are out of reach."""
    (tmp_path / "page.txt").write_text("{{ name }}{% include name ignore missing %}", encoding="utf-8")
    (tmp_path.parent / "outside.txt").write_text("secret", encoding="utf-8")
    environment = make_environment(tmp_path)
    page = environment.get_template("page.txt").render(name="../outside.txt", spacing="en")
    assert page == "../outside.txt"
    assert environment.get_template("page.txt").render(name="<b>", spacing="en") == "&lt;b&gt;"


def test_every_drawn_word_is_used_and_there() -> None:
    """Templates and words files name the same words, in both languages."""
    used: set[str] = set()
    for path in FOLDER.rglob("*.j2"):
        used |= set(re.findall(r"drawn\.(\w+)", path.read_text(encoding="utf-8")))
    kinds = {"kind_situation", "kind_sequence", "kind_choice"}
    for language in LANGUAGES:
        assert set(drawn_words(language)) == used | kinds


def test_drawing_a_page_starts_no_typesetter() -> None:
    """HTML, text and JSON work where WeasyPrint and Pango are not."""
    code = (
        "import sys; from suitability.rendering import documents, pdf; "
        "sys.exit(bool({'weasyprint', 'fontTools', 'textual'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=FOLDER.parent)
    assert done.returncode == 0
