"""Every edition of every extreme result: the documents of the gallery, and what must hold in each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from html import unescape
from io import BytesIO
from typing import Any, cast

from PIL import Image

from suitability.domain.session import Result
from suitability.rendering import documents, engine
from suitability.rendering.archive import Attached
from suitability.rendering.fonts import FAMILIES
from suitability.rendering.options import Paper, ReportOptions
from suitability.services import library
from suitability.services.edition_types import Edition, EditionName, FrontMatter
from suitability.services.editions import EditionOrder, build_edition
from suitability.services.guide_pages import Stock
from suitability.services.report_types import Report
from suitability.services.results import result_bytes
from suitability.storage.clean_text import NAME_LIMIT
from tests.rendering import conformance, pieces
from tests.rendering.extraction import page_texts, squeezed
from tests.services import samples

EDITIONS: tuple[EditionName, ...] = ("candidate", "recruiter", "counsellor")
LANGUAGES = ("ru", "en")
PAPERS: tuple[Paper, ...] = ("A4", "Letter")
LONG = {"ru": "противообледенительнопневмоэлектрический", "en": "counterinterdisestablishmentarianization"}
NAMES = {"ru": "Щ" * NAME_LIMIT, "en": "Wolfeschlegelsteinhausenbergerdorff " * 3 + "Senior Elder"}
"""As long as the program lets a name be, without any place to break it and with some."""
ORDINARY = FrontMatter("Анна Щеглова-Ежова", prepared_by="Мария Орлова")
INTRODUCTION = (
    "Этот отчёт — начало разговора, а не приговор. Принесите его на встречу и отметьте спорное.",
    "Bring it to our talk on any weekday; we are in room 12 from nine to six.",
)
Boxes = tuple[pieces.Piece, ...]
KEPT = frozenset(
    {
        "id", "kind", "status", "zone", "direction", "level", "language", "url", "created", "edition", "fit",
        "about", "of", "item", "page", "title", "purpose", "agreement", "mark", "figure", "story", "country",
        "sections", "contents", "source", "date",
    }
)  # fmt: skip
"""Fields that stay as they are when words are stretched: names for programs, and what every page repeats."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document: which extreme, edition, language and look."""

    extreme: str
    edition: EditionName
    language: str
    look: ReportOptions
    front: FrontMatter = ORDINARY
    most: int | None = None
    """How many pages it may have; None: as many as it takes."""

    @property
    def name(self) -> str:
        """A name for a file."""
        flags = [flag for flag in ("grey", "large", "binder", "archive") if getattr(self.look, flag)]
        flags += ["logo"] if self.look.logo is not None else []
        return "-".join([self.edition, self.extreme, self.language, self.look.paper, *flags])


def quick(person: Callable[[], samples.Pick]) -> Callable[[], Result]:
    """Return the maker of a result of the quick form; a person is made anew, some answer at random."""
    return lambda: samples.result(person(), "quick")


EXTREMES: dict[str, Callable[[], Result]] = {
    "high": quick(lambda: samples.keyed(1.0)),
    "low": quick(lambda: samples.keyed(0.0)),
    "border": quick(lambda: samples.PATTERNS["near the lower cut"]),
    "nothing": quick(lambda: samples.nothing),
    "not-interpretable": lambda: samples.result(samples.one_key, "full", elapsed_ms=400),
    "long-words": quick(lambda: samples.drawn(16)),
    "long-name": quick(lambda: samples.keyed(1.0)),
    "full": lambda: samples.result(samples.drawn(16), "full"),
    "conditions": lambda: with_conditions(samples.result(samples.drawn(4), "quick")),
}


def with_conditions(result: Result) -> Result:
    """Return a result with the marks of the conditions block behind it."""
    from suitability.domain.joined import with_marks

    return with_marks(samples.bank(), result, samples.result(samples.drawn(5), "conditions"))


def all_cases() -> Iterator[Case]:
    """Yield every edition x language x paper x extreme, and then the options."""
    for extreme in EXTREMES:
        for edition in EDITIONS:
            for language in LANGUAGES:
                for paper in PAPERS:
                    yield Case(extreme, edition, language, ReportOptions(paper), front(extreme, language))
    for edition in EDITIONS:
        for language in LANGUAGES:
            for look in (
                ReportOptions(grey=True),
                ReportOptions(large=True),
                ReportOptions(binder=True),
                ReportOptions(archive=True, logo=logo()),
                ReportOptions("Letter", grey=True, large=True, binder=True, logo=logo()),
            ):
                yield Case("full", edition, language, look, dressed(language))


def some_cases() -> list[Case]:
    """Return a dozen cases in which every edition, language, paper, extreme and option comes up."""
    a4, letter = ReportOptions("A4"), ReportOptions("Letter")
    full = replace(a4, logo=logo())
    return [
        Case("high", "recruiter", "en", letter),
        Case("low", "counsellor", "en", letter, most=27),
        Case("border", "recruiter", "en", a4),
        Case("nothing", "counsellor", "ru", a4),
        Case("not-interpretable", "recruiter", "ru", letter),
        Case("not-interpretable", "candidate", "en", a4),
        Case("long-words", "candidate", "ru", letter),
        Case("long-words", "recruiter", "en", a4),
        Case("long-name", "candidate", "ru", a4, front("long-name", "ru"), most=10),
        Case("conditions", "recruiter", "ru", replace(full, grey=True), dressed("ru")),
        Case("conditions", "candidate", "en", replace(full, archive=True), dressed("en")),
        Case("full", "recruiter", "ru", replace(a4, large=True)),
    ]


def front(extreme: str, language: str) -> FrontMatter:
    """Return what is printed at the head of an ordinary case: a name, or an endless one."""
    return replace(ORDINARY, person=NAMES[language]) if extreme == "long-name" else ORDINARY


def dressed(language: str) -> FrontMatter:
    """Return a head with everything an organisation may give."""
    text = INTRODUCTION if language == "ru" else INTRODUCTION[1:]
    return FrontMatter(
        "Анна Щеглова-Ежова", "Сергей Иванов", "Мария Орлова", "Центр занятости «Берег»", "2026-12-01", text
    )


@cache
def logo() -> bytes:
    """Return a picture such as ``rendering.logo`` makes."""
    written = BytesIO()
    Image.new("RGB", (360, 120), (20, 110, 80)).save(written, "PNG")
    return written.getvalue()


@cache
def stock() -> Stock:
    """Return the shipped content."""
    return Stock(samples.bank(), samples.guide(), library.load_handbook(), library.load_coaching())


def edition_of(case: Case) -> tuple[Edition, Result]:
    """Return the edition of a case, and its result."""
    result = EXTREMES[case.extreme]()
    order = EditionOrder(case.edition, case.front)
    made = build_edition(stock(), samples.words(case.language), result, order)
    return (
        cast(Edition, stretched(made, LONG[case.language])) if case.extreme == "long-words" else made
    ), result


def stretched(value: object, long: str) -> object:
    """Return a copy of a value in which the longest word of every text is one of forty letters."""
    if isinstance(value, str):
        words = value.split(" ")
        at = max(range(len(words)), key=lambda place: len(words[place]))
        return " ".join([*words[:at], long, *words[at + 1 :]]) if value else value
    if isinstance(value, tuple):
        return tuple(stretched(one, long) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(
            value, **{name: stretched(one, long) for name, one in given.items() if name not in KEPT}
        )
    return value


@dataclass(frozen=True, slots=True)
class Made:
    """A document of the gallery: page, layout, file."""

    case: Case
    edition: Edition
    html: str
    document: Any
    data: bytes


def made(case: Case) -> Made:
    """Return the document of a case."""
    edition, result = edition_of(case)
    attached = None
    if case.look.archive:
        attached = Attached("result.json", result_bytes(samples.bank(), result), "result", result.created)
    html = documents.to_html(edition, case.look)
    document = engine.lay_out(html, attached)
    return Made(case, edition, html, document, engine.written(document, attached))


def problems(one: Made) -> list[str]:
    """Return everything that is wrong with a document: structure, layout, running lines, letters, colours."""
    families, case = frozenset(FAMILIES), one.case
    found = conformance.problems(one.data, case.language, families, archive=case.look.archive, html=one.html)
    boxes = tuple(pieces.all_pieces(one.document))
    found += [f"a heading ends its page: {text}" for text in pieces.alone(boxes)]
    found += [f"a table row is cut: {row}" for row in pieces.cut_rows(boxes)]
    found += [f"a word is cut for nothing: {text}" for text in pieces.ragged(one.document)]
    found += [f"beyond the margin: {text}" for text in pieces.beyond_margins(one.document, boxes)]
    found += pieces.turned(boxes)
    if case.most is not None and len(one.document.pages) > case.most:
        found.append(f"{len(one.document.pages)} pages, {case.most} at most")
    if not case.look.large:
        share = pieces.NOT_BLANK if case.extreme == "long-words" else pieces.BROKEN_OFF
        found += pieces.empty_pages(one.document, boxes, share)
    found += [f"the mark of a list is astray: {text}" for text in pieces.astray(one.document)[1]]
    found += _running_lines(one) + _letters(one)
    if case.look.grey:
        found += _colours(one)
    return found


def _running_lines(one: Made) -> list[str]:
    """The purpose and the number of the page stand on every page."""
    purpose = squeezed(one.edition.report.purpose)
    texts = [squeezed(text) for text in page_texts(one.data)]
    found = [f"page {n} has no purpose line" for n, text in enumerate(texts, 1) if purpose not in text]
    of = {"ru": "из", "en": "of"}[one.case.language]
    return found + [
        f"page {n} has no number" for n, text in enumerate(texts, 1) if f"{n}{of}{len(texts)}" not in text
    ]


def _letters(one: Made) -> list[str]:
    whole = "".join(page_texts(one.data))
    odd = set(re.findall("[\ufffd\ue000-\uf8ff\x00-\x1f]", whole))
    return [f"odd letters: {sorted(odd)}"] if odd else []


def _colours(one: Made) -> list[str]:
    """In grey every colour has equal parts."""
    import pikepdf

    found = set()
    with pikepdf.Pdf.open(BytesIO(one.data)) as pdf:
        for page in pdf.pages:
            for step in pikepdf.parse_content_stream(page):
                if str(step.operator) in {"rg", "RG"}:
                    parts = {round(float(part), 3) for part in step.operands}
                    found |= {str(parts)} if len(parts) > 1 else set()
    return [f"colours in grey: {found}"] if found else []


def laid_out(edition: Edition | Report, look: ReportOptions | None = None) -> tuple[Any, Boxes]:
    """Return the laid-out document of an edition or a report, and its boxes: what a file is written from."""
    document = engine.lay_out(documents.to_html(edition, look or ReportOptions()))
    return document, tuple(pieces.all_pieces(document))


def front_page(report: Report, look: ReportOptions | None = None, chapters: int = 0) -> Boxes:
    """Return the boxes of the story of page one, and of so many chapters after it, without the others."""
    html = documents.to_html(report, look or ReportOptions())
    starts = [found.start() for found in re.finditer('<section class="chapter"', html)]
    page = html[: starts[chapters]] + html[html.index("</main>") :]
    return tuple(pieces.all_pieces(engine.lay_out(page)))


def words_of(html: str) -> str:
    """Return the words of a page, without styles and tags."""
    body = html[html.index("<body") :]
    return unescape(re.sub(r"(?s)<style>.*?</style>|<[^>]+>", " ", body))
