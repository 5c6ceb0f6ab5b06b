"""Three editions of one result: what each holds and leaves out, in every format; no sum, no verdict."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from typing import cast

import pytest

from suitability.rendering import documents
from suitability.rendering.making import DocumentOrder, Source, make_document
from suitability.rendering.options import Paper, ReportOptions
from suitability.rendering.templates import TEXT_COLUMNS
from suitability.services.advice_view import AdviceRow
from suitability.services.edition_types import AdviceGroup, Edition, EditionName, FrontMatter
from suitability.services.editions import ADVICE, QUESTIONS, SECTIONS, EditionOrder, build_edition
from suitability.services.pay_types import PayPlace
from suitability.services.plan_view import PlanPart, PlanRow
from tests.rendering import gallery, pieces
from tests.rendering.extraction import squeezed
from tests.rendering.gallery import Case
from tests.rendering.test_documents import FOLDER, Page, plain
from tests.services import samples

PERSON = "Анна Щеглова"
SILENT = gallery.KEPT - {"title", "purpose", "about", "date"}
"""Fields that are names for programs and are never read."""

RANKING = {
    "ru": r"рейтинг|итогов\w+ (?:балл|оценк)|общ\w+ (?:балл|оценк)|проходн\w+ балл|мест\w+ в списке|\bранг"
    r"|вы (?:не )?подходите|не подходит|пригоден|лучш\w+ кандидат|наймите|откажите",
    "en": r"\branked\b|\branking\b|overall (?:score|rating|mark|number)|total score|pass mark"
    r"|place in a list|you (?:have )?(?:pass|fail)ed|best candidate|\bunfit\b|not suitable"
    r"|\bhire (?:him|her|them)",
}
"""Words of sums, places in a list and verdicts. Sentences that deny them are in ``DENIED``."""

DENIED = re.compile(
    r"проходного балла|общего числа|ни места в списке|Общей оценки|не складыва|не «подходит»"
    r"|no pass mark|no overall|never added up|nor a place|no place in a list|gets an overall mark",
    re.IGNORECASE,
)


def texts(value: object) -> list[str]:
    """Return every text of an edition that a person reads."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one)]
    if is_dataclass(value):
        kept = [field.name for field in fields(value) if field.name not in SILENT]
        return [text for name in kept for text in texts(getattr(value, name))]
    return []


def edition(name: str, language: str = "ru", extreme: str = "full") -> Edition:
    """Return an edition of one of the gallery's results."""
    case = Case(extreme, cast(EditionName, name), language, ReportOptions())
    return gallery.edition_of(case)[0]


def without(value: object, unsaid: str) -> object:
    """Return parts without the reasons that an edition does not print: the long ones, or the short ones."""
    if isinstance(value, tuple):
        return tuple(without(one, unsaid) for one in value)
    if isinstance(value, AdviceGroup | PlanPart):
        name = "rows" if isinstance(value, AdviceGroup) else "steps"
        return replace(value, **{name: without(getattr(value, name), unsaid)})  # type: ignore[arg-type]
    if isinstance(value, AdviceRow):
        return replace(value, because="") if unsaid == "because" else replace(value, reasons=())
    if isinstance(value, PlanRow):
        return replace(value, because="") if unsaid == "because" else replace(value, reason="")
    return value


def parts_shown(made: Edition) -> list[str]:
    """Return every text of the parts of an edition that it must print somewhere."""
    parts = made.parts
    unsaid = "because" if parts.short is None else "reasons"
    shown = [
        text for value in (parts.advice, parts.plan, parts.patterns) for text in texts(without(value, unsaid))
    ]
    if parts.short is not None:
        shown += [text for value in (parts.short.tasks, parts.short.terms) for text in texts(value)]
        for mark in parts.short.marks.values():
            shown += [one.answer for one in mark.evidence] + [
                mark.more or "",
                mark.pivot or "",
                mark.guide or "",
            ]
        shown += [text for one in parts.short.signs for text in (one.name, one.status_name)]
    if parts.worksheet is not None:
        sheet = parts.worksheet
        shown += [sheet.next_steps.title, sheet.next_steps.note, *sheet.next_steps.heads]
        for group in sheet.groups:
            shown += [group.title, *(one.question for one in group.questions)]
    for row in parts.interview:
        shown += [row.subject, row.question, row.behind, row.prepare]
    for row in parts.guide:
        shown += [row.subject, row.question, row.behind, row.probe, row.good, row.middling, row.poor]
    if parts.roles is not None:
        shown += [parts.roles.intro, *(text for _, *both in parts.roles.legend for text in both)]
        for role in parts.roles.rows:
            shown += [role.name, role.about, *(one.fit_name for one in role.scales)]
            shown += [role.usual, role.depends] if made.report.conditions is None else []
    if parts.course is not None:
        shown += [parts.course.intro, *parts.course.lines]
    if parts.brief is not None:
        brief = parts.brief
        shown += [brief.ranges_note, brief.comparison, brief.signs_note, brief.guide_note, *brief.method]
        shown += brief.conditions
    return [text for text in shown if text]


@pytest.mark.parametrize("language", gallery.LANGUAGES)
@pytest.mark.parametrize("name", gallery.EDITIONS)
@pytest.mark.parametrize("extreme", ["full", "conditions"])
def test_an_edition_has_its_sections_in_every_format(name: str, language: str, extreme: str) -> None:
    """Every part that the model holds stands on the page, in the text and in the JSON."""
    made = edition(name, language, extreme)
    assert made.front is not None
    assert set(made.sections) <= set(SECTIONS[made.front.edition])
    page = plain(" ".join(Page(documents.to_html(made)).words))
    text = plain(documents.to_text(made))
    wanted = [plain(one) for one in parts_shown(made)]
    assert len(wanted) > 20
    folded = page.casefold()  # what follows a label with a full stop begins a sentence on the page
    assert [one for one in wanted if one.casefold() not in folded] == []
    assert [one for one in wanted if one not in text] == []
    body = json.loads(documents.to_json(made))
    assert body["edition"]["edition"] == name
    assert body["title"] == made.report.title
    assert set(body["parts"]) == {field.name for field in fields(made.parts)}


@pytest.mark.parametrize("language", gallery.LANGUAGES)
def test_a_recruiters_pages_have_their_own_purpose(language: str) -> None:
    """Not that the pages are for the reader's own thinking; that they decide nothing by themselves."""
    own = samples.words(language)("report.purpose")
    said = {name: edition(name, language, "full").report.purpose for name in gallery.EDITIONS}
    assert said["candidate"] == said["counsellor"] == own
    assert said["recruiter"] == samples.words(language)("edition.brief.purpose") != own
    made = edition("recruiter", language, "full")
    page, text = documents.to_html(made), plain(documents.to_text(made))
    assert [plain(own) in one for one in (plain(page), text)] == [False, False]
    assert plain(said["recruiter"]) in text


def test_every_section_has_both_templates_and_every_template_a_section() -> None:
    named = {section for sections in SECTIONS.values() for section in sections}
    for folder, ending in (("sections", ".html.j2"), ("text", ".txt.j2")):
        found = {path.name.removesuffix(ending) for path in (FOLDER / folder).glob(f"*{ending}")}
        assert named <= found
        assert found - named <= {"pay_answer", "pay_then"}  # parts of the chapter on pay


@pytest.mark.parametrize("language", gallery.LANGUAGES)
@pytest.mark.parametrize("extreme", ["high", "low", "border", "nothing", "full", "conditions"])
def test_no_edition_adds_up_ranks_or_judges(language: str, extreme: str) -> None:
    """No word of sums, places and verdicts, but where a sentence says that there are none."""
    for name in gallery.EDITIONS:
        made = edition(name, language, extreme)
        labels = tuple(made.labels.values()) + tuple(made.report.labels.values())
        spoken = [*texts(made.report), *texts(made.parts), *texts(made.front), *labels]
        said = [one for one in spoken if re.search(RANKING[language], one, re.IGNORECASE)]
        assert [one for one in said if not DENIED.search(one)] == []


def test_the_search_for_verdicts_sees_one() -> None:
    assert re.search(RANKING["ru"], "итоговый балл: 71")
    assert re.search(RANKING["en"], "ranked third, overall score 71")
    assert not DENIED.search("Итоговый балл: 71")


@pytest.mark.parametrize("language", gallery.LANGUAGES)
def test_the_recruiters_edition_gives_no_advice_and_does_not_speak_to_the_candidate(language: str) -> None:
    """What only the candidate's edition says is nowhere in it; "you" is the recruiter."""
    brief, own = edition("recruiter", language), edition("candidate", language)
    shown = squeezed(documents.to_text(brief))
    advice = [row.text for group in own.parts.advice for row in group.rows]
    advice += [action for sign in own.report.signs for action in sign.actions]
    advice += [scale.meaning for scale in own.report.scales]
    advice += [own.report.outcome.text, *own.report.outcome.next_steps]
    assert len(advice) > 20
    assert [text for text in advice if squeezed(text) in shown] == []
    assert b"actions" in documents.to_json(brief)  # the field is there, and empty
    assert not any(sign.actions or sign.means or sign.story for sign in brief.report.signs)
    assert [len(sign.evidence) for sign in brief.report.signs] >= [1]


HEADS = {
    "plain": gallery.ORDINARY,
    "organisation": replace(gallery.dressed("ru"), introduction=()),
    "introduction": gallery.dressed("ru"),
}


@pytest.mark.parametrize(
    ("head", "extreme", "paper", "language"),
    [
        ("plain", "low", "A4", "ru"),
        ("plain", "full", "Letter", "en"),
        ("plain", "conditions", "Letter", "ru"),
        ("organisation", "low", "A4", "en"),
        ("organisation", "full", "Letter", "ru"),
        ("organisation", "conditions", "Letter", "en"),
        ("introduction", "low", "A4", "ru"),
        ("introduction", "full", "Letter", "en"),
        ("introduction", "conditions", "Letter", "ru"),
    ],
)
def test_the_recruiter_gets_exactly_two_pages_before_the_questions(
    head: str, extreme: str, paper: Paper, language: str
) -> None:
    """Ranges and quality on one page, signs on the next, then the guide; an introduction has a cover.

    Every head with every result, and each of both in both languages.
    """
    look = ReportOptions(paper, logo=None if head == "plain" else gallery.logo())
    made, _ = gallery.edition_of(Case(extreme, "recruiter", language, look, HEADS[head]))
    texts = [squeezed(text) for text in pieces.drawn_texts(gallery.laid_out(made, look)[1])]
    labels = {**made.labels, **made.report.labels}
    cover = 1 if head == "introduction" else 0
    names = ("quality", "signs", "interview_guide")
    assert [squeezed(labels[name]) in texts[cover + at] for at, name in enumerate(names)] == [True] * 3
    assert squeezed(made.parts.guide[0].question) in texts[cover + 2]


def test_the_interview_guide_has_two_questions_a_scale_and_one_a_raised_sign() -> None:
    for extreme in ("high", "low", "full"):
        made = edition("recruiter", "en", extreme)
        scales = [row.of for row in made.parts.guide if row.about == "scale"]
        raised = [sign.id for sign in made.report.signs if sign.status == "raised"]
        assert all(scales.count(scale.id) == 2 for scale in made.report.scales)
        assert [row.of for row in made.parts.guide if row.about == "sign"] == raised
        for row in made.parts.guide:
            assert all((row.good, row.middling, row.poor, row.probe))


def test_the_counsellor_gets_all_advice_and_the_candidate_the_first_of_each_kind() -> None:
    own, full = edition("candidate"), edition("counsellor")
    assert len(own.parts.interview) == QUESTIONS < len(full.parts.interview)
    for group in own.parts.advice:
        whole = next(one for one in full.parts.advice if one.kind == group.kind)
        assert [row.id for row in group.rows] == [row.id for row in whole.rows[: ADVICE[group.kind]]]
        assert [row.text for row in group.rows] == [row.text for row in whole.rows[: ADVICE[group.kind]]]
    assert full.parts.worksheet is not None
    assert full.parts.course is not None
    assert own.parts.worksheet is None


def test_every_cited_number_has_its_source_and_every_source_is_cited() -> None:
    """On the page, in each edition: no reference leads nowhere, and nothing is listed in vain."""
    for name in ("candidate", "counsellor"):
        for language in gallery.LANGUAGES:
            made = edition(name, language)
            words = gallery.words_of(documents.to_html(made))
            listed = {source.number for source in made.report.sources}
            body = words[: words.rindex(made.report.labels["sources"])]
            cited = {int(number) for number in re.findall(r"\[(\d+)\]", body)}
            assert cited == listed


def test_pay_is_shown_for_the_place_that_was_asked_for() -> None:
    """Russian readers see Russia unless they name a country; English readers see every country."""
    result = samples.result(samples.drawn(4))
    words = samples.words("ru")

    def countries(language: str, place: PayPlace | None) -> list[str]:
        order = EditionOrder("candidate", place=place)
        made = build_edition(gallery.stock(), samples.words(language), result, order)
        return [table.country for table in made.report.pay]

    assert len(countries("ru", None)) == 1
    assert len(countries("en", None)) >= 3
    assert countries("ru", PayPlace("us")) != countries("ru", None)
    assert words.language == "ru"


def test_what_an_organisation_gives_is_printed_on_every_edition() -> None:
    front = gallery.dressed("ru")
    for name in gallery.EDITIONS:
        made = build_edition(
            gallery.stock(), samples.words("ru"), samples.result(samples.drawn(4)), EditionOrder(name, front)
        )
        for shown in (documents.to_text(made), gallery.words_of(documents.to_html(made))):
            told = plain(shown)
            for given in (front.person, front.prepared_for, front.prepared_by, front.organisation):
                assert str(given) in told
            assert all(plain(paragraph) in told for paragraph in front.introduction)
            assert "1 декабря 2026" in told


def test_the_text_of_every_edition_is_narrow() -> None:
    for name in gallery.EDITIONS:
        for language in gallery.LANGUAGES:
            lines = documents.to_text(edition(name, language, "conditions")).splitlines()
            assert [one for one in lines if len(one) > TEXT_COLUMNS and " " in one.strip()] == []


def test_large_print_has_no_small_letter() -> None:
    """Every text of the layout is set in 12 points or more, running lines included."""
    look = ReportOptions(large=True)
    made, _ = gallery.edition_of(Case("full", "recruiter", "en", look))
    document, _ = gallery.laid_out(made, look)
    sizes = set()
    for page in document.pages:
        stack = [page._page_box]
        while stack:
            box = stack.pop()
            if type(box).__name__ == "TextBox" and box.text.strip():
                sizes.add(round(box.style["font_size"] * 0.75, 1))
            stack += [getattr(child, "_box", child) for child in getattr(box, "children", ())]
    assert min(sizes) >= 12
    assert pieces.FILLED > 0


def test_the_binder_margin_moves_the_text_and_changes_no_line() -> None:
    """As wide a text as without: the same lines, further to the right."""
    made = edition("recruiter", "en", "high")
    before, after = (
        [
            (one.page, one.text, one.x)
            for one in gallery.laid_out(made, ReportOptions(binder=binder))[1]
            if one.kind == "TextBox"
        ]
        for binder in (False, True)
    )
    assert [one[:2] for one in before] == [one[:2] for one in after]
    assert {round((b[2] - a[2]) / 96 * 25.4, 1) for a, b in zip(before, after, strict=True)} == {7.5}


@pytest.mark.parametrize("kind", ["pdf", "html", "text", "json"])
def test_the_same_order_gives_the_same_bytes(kind: str) -> None:
    from suitability.rendering.engine import render_in_process

    source = Source(gallery.stock(), samples.words("en"))
    order = DocumentOrder("en", kind, EditionOrder("recruiter", FrontMatter(PERSON)))  # type: ignore[arg-type]
    result = samples.result(samples.drawn(4))

    def draw(html: str, attached: object) -> bytes:
        assert attached is None
        return render_in_process(html)

    assert make_document(source, result, order, draw) == make_document(source, result, order, draw)
