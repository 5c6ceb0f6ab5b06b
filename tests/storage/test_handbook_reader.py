"""The handbook reader: every mistake is refused by file, line and name, all of them at once."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.domain.blocks import Heading, Items, Paragraph, Table, texts_of
from suitability.errors import ContentError
from suitability.services.words import Words
from suitability.storage.chapter_markup import LIMITS, MAX_CHAPTER, read_chapter
from suitability.storage.handbook_draft import Known
from suitability.storage.handbook_reader import (
    checked_handbook_trees,
    handbook_files,
    handbook_of,
    handbook_problems,
    known_names,
)
from suitability.storage.words_reader import read_words
from tests.storage.handbooks import (
    EN,
    FILES,
    GUIDE,
    KNOWN,
    LANGUAGES,
    PROFILE,
    RU,
    changed,
    encoded,
    line_of,
    problems_of,
)

ROOT = Path(__file__).parents[2]
RU_FILE, EN_FILE, PROFILE_FILE = "ru/guide/breaks.md", "en/guide/breaks.md", "roles/operator.yaml"


@pytest.fixture(scope="module")
def words() -> dict[str, Words]:
    """Return the program's own words by language."""
    return {code: Words(code, read_words(ROOT / "content", code)) for code in LANGUAGES}


def test_the_small_handbook_loads_whole_and_the_same_from_a_cache() -> None:
    assert problems_of(FILES) == []
    trees = checked_handbook_trees(encoded(FILES), LANGUAGES, KNOWN)

    handbook = handbook_of(trees, LANGUAGES)

    assert handbook.chapters["en"]["breaks"] == (
        Paragraph("There were 2 breaks [@review]."),
        Heading(2, "How long"),
        Paragraph("What the sources say [@study]:"),
        Items(("10 minutes each;", "20 in all.")),
        Table(("Hour", "What"), (("9:00", "start [@review]"),)),
    )
    assert list(handbook.profiles) == ["operator"]
    assert [ask.level for ask in handbook.profiles["operator"].asks] == ["much", "little"]
    assert handbook.demands.from_score("much") == 60
    assert handbook_of(json.loads(json.dumps(trees)), LANGUAGES) == handbook


CHAPTER = (
    ("## How long", "# How long", "chapter_heading_level", 3),
    ("## How long", "## How long, 2", "chapter_heading_figure", 3),
    ("## How long\n", "", "chapter_headings_differ", 0),
    ("## How long", "### How long", "chapter_headings_differ", 0),
    ("2 breaks", "3 breaks", "chapter_figures_differ", 0),
    (" [@study]", "", "chapter_figure_bare", 7),
    (" [@review].", ".", "chapter_figure_bare", 1),
    ("start [@review]", "start", "chapter_figure_bare", 12),
    ("[@study]", "[@census]", "chapter_source_undeclared", 5),
    ("[@study]", "[@Study]", "chapter_citation_broken", 5),
    ("[@study]", "[@ study]", "chapter_citation_broken", 5),
    ("breaks", "<b>breaks</b>", "chapter_html", 1),
    ("There were", "<script>alert(1)</script>\n\nThere were", "chapter_html", 1),
    ("breaks", "*breaks*", "chapter_markup", 1),
    ("breaks", "[breaks](https://example.org)", "chapter_markup", 1),
    ("breaks", "`breaks`", "chapter_markup", 1),
    ("breaks", "![breaks](x.png)", "chapter_markup", 1),
    ("There were", "> There were", "chapter_markup", 1),
    ("There were", "```\nx\n```\n\nThere were", "chapter_markup", 1),
    ("- 20 in all.", "- all:\n  - 20 [@study]", "chapter_nested", 9),
    ("- 20 in all.", "- all\n\n  20 in all.", "chapter_nested", 10),
    ("| 9:00 | start [@review] |", "| 9:00 [@review] | |", "chapter_entry_empty", 12),
    ("There", "Тhere", "chapter_mixed_word", 1),
    ("There", "x" * (LIMITS["paragraph"] + 1), "chapter_part_too_long", 1),
    ("How long", "x" * (LIMITS["heading"] + 1), "chapter_part_too_long", 3),
    ("10 minutes", "10 " + "x" * LIMITS["items"], "chapter_part_too_long", 7),
    ("start", "x" * LIMITS["table"], "chapter_part_too_long", 12),
    ("There", "x" * (MAX_CHAPTER + 1), "chapter_too_long", 0),
    ("There", "T\u202ehere", "hidden_character", 1),
    ("There", "T\there", "tab", 1),
)


@pytest.mark.parametrize("mistake", CHAPTER, ids=lambda one: f"{one[2]}-{one[1][:12]!r}")
def test_each_mistake_in_a_chapter_is_found_where_it_stands(mistake: tuple[str, str, str, int]) -> None:
    old, new, code, line = mistake
    found = [one for one in problems_of(changed(EN_FILE, old, new)) if one.code == code]

    assert [(one.file, one.line) for one in found][:1] == [(EN_FILE, line)]


OLD_SOURCE = "sources:\n  - {id: old, title: {ru: a, en: b}, as_of: x}\n  - id: study"
MORE_TOPICS = """topics:
  - {id: more, order: 9, group: work, title: {ru: a, en: b}, about: {ru: a, en: b}}
"""
OTHERS = (
    ("guide.yaml", "id: breaks", "id: stress", "topic_id_taken"),
    ("guide.yaml", "id: breaks", "id: operator", "topic_id_taken"),
    ("guide.yaml", "id: breaks", "id: Breaks", "handbook_id_wrong"),
    ("guide.yaml", "id: noise", "id: shifts", "handbook_id_twice"),
    ("guide.yaml", "{id: work, order: 2", "{id: work, order: 1", "topic_order_taken"),
    ("guide.yaml", "group: work", "group: leisure", "topic_group_unknown"),
    ("guide.yaml", "[review, study]", "[review, study, rumour]", "topic_source_unknown"),
    ("guide.yaml", "[review, study]", "[review, study, census]", "chapter_source_unused"),
    ("guide.yaml", "[review, study]", "[review]", "chapter_source_undeclared"),
    ("guide.yaml", 'en: "Breaks"', f'en: "{"x" * 61}"', "topic_text_too_long"),
    ("guide.yaml", 'en: "When people rest."', f'en: "{"x" * 161}"', "topic_text_too_long"),
    ("guide.yaml", "  - id: study", "  - id: census", "handbook_source_taken"),
    ("guide.yaml", "sources:\n  - id: study", OLD_SOURCE, "handbook_source_unused"),
    ("guide.yaml", "some: 40", "some: 70", "handbook_demands_order"),
    ("guide.yaml", "much: 60", "much: 101", "handbook_demands_order"),
    ("guide.yaml", "topics:\n", MORE_TOPICS, "chapter_missing"),
    ("guide.yaml", "item: W03", "item: W99", "handbook_item_unknown"),
    ("guide.yaml", "item: W03", "item: P01", "handbook_item_kind"),
    ("guide.yaml", "item: W03", "item: W01", "handbook_item_taken"),
    (PROFILE_FILE, "id: operator", "id: pilot", "role_profile_file"),
    (PROFILE_FILE, "id: operator", "id: pilot", "role_profile_unknown"),
    (PROFILE_FILE, "scale: tech", "scale: charm", "role_scale_wrong"),
    (PROFILE_FILE, "scale: tech", "scale: patience", "role_scale_wrong"),
    (PROFILE_FILE, "scale: tech", "scale: charm", "role_scale_missing"),
    (PROFILE_FILE, "usual: [shifts]", "usual: [rain]", "role_condition_unknown"),
    (PROFILE_FILE, "usual: [shifts]", "usual: [noise]", "role_condition_twice"),
    (PROFILE_FILE, '  - {ru: "Учить.", en: "Teach."}\n', "", "role_first_days"),
    (PROFILE_FILE, 'way_in:\n  - {ru: "Учат на месте.", en: "They train you."}\n', "way_in: []\n",
     "role_list_empty"),
    (PROFILE_FILE, "source: census", "source: rumour", "topic_source_unknown"),
    (PROFILE_FILE, "They train you.", "They train you [@rumour].", "topic_source_unknown"),
    (PROFILE_FILE, "They train you.", "They train you for 3 days.", "chapter_figure_bare"),
    (PROFILE_FILE, "    source: census\n", "", "chapter_figure_bare"),
    (PROFILE_FILE, "They train", "Тhey train", "chapter_mixed_word"),
    (PROFILE_FILE, "They train you.", "x" * 501, "topic_text_too_long"),
    (PROFILE_FILE, 'ru: "Учат на месте.", ', "", "language_missing"),
    (PROFILE_FILE, "level: much", "level: huge", "expected_one_of"),
    ("roles.yaml", "id: operator", "id: lead", "role_profile_missing"),
)  # fmt: skip


@pytest.mark.parametrize("mistake", OTHERS, ids=lambda one: f"{one[3]}-{one[2][:16]!r}")
def test_each_mistake_between_topics_and_roles_is_found(mistake: tuple[str, str, str, str]) -> None:
    file, old, new, code = mistake

    assert code in {one.code for one in problems_of(changed(file, old, new))}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("guide.yaml", "handbook_file_missing"),
        (PROFILE_FILE, "role_profile_missing"),
        (RU_FILE, "chapter_missing"),
    ],
)
def test_a_missing_file_is_named(name: str, code: str) -> None:
    found = problems_of({key: text for key, text in FILES.items() if key != name})

    assert code in {one.code for one in found}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("en/guide/other.md", "chapter_unlisted"),
        ("en/guide/notes.txt", "handbook_file_unknown"),
        ("roles/operator.yml", "handbook_file_unknown"),
    ],
)
def test_a_file_that_nobody_reads_is_reported(name: str, code: str) -> None:
    found = problems_of({**FILES, name: "Text."})

    assert [(one.file, one.code) for one in found] == [(name, code)]


def test_an_empty_chapter_is_refused() -> None:
    assert [one.code for one in problems_of({**FILES, EN_FILE: "\n\n"})] == ["chapter_empty"]


def test_all_mistakes_come_at_once_and_are_raised_together() -> None:
    files = {
        **FILES,
        "guide.yaml": GUIDE.replace("some: 40", "some: 90"),
        PROFILE_FILE: PROFILE.replace("scale: tech", "scale: charm"),
        RU_FILE: RU.replace("2 [@review]", "2"),
        EN_FILE: EN.replace("breaks", "<i>breaks</i>", 1),
    }
    with pytest.raises(ContentError) as caught:
        checked_handbook_trees(encoded(files), LANGUAGES, KNOWN)

    codes = {one.code for one in caught.value.problems}
    assert {"handbook_demands_order", "role_scale_wrong", "chapter_figure_bare", "chapter_html"} <= codes


def test_a_chapter_that_is_broken_causes_no_echo_in_the_other_language() -> None:
    """Its headings and numbers are not compared while a part of it could not be read."""
    found = problems_of(changed(EN_FILE, "## How long", "# How long"))

    assert [one.code for one in found] == ["chapter_heading_level"]


def test_the_label_stands_before_every_file_name() -> None:
    files = changed(EN_FILE, " [@study]", "")

    found = handbook_problems(encoded(files), LANGUAGES, KNOWN, "content/")

    assert found
    assert all(one.file.startswith("content/") for one in found)


def test_an_entity_stays_what_the_author_wrote() -> None:
    """Otherwise a direction mark could be smuggled in as a number of its character."""
    chapter = read_chapter(b"A &#x202e; and &lt;b&gt; and \\*.", "f")

    assert [placed.block for placed in chapter.blocks] == [Paragraph("A &#x202e; and &lt;b&gt; and \\*.")]


def test_the_files_are_found_on_disk_and_other_texts_are_left_alone(tmp_path: Path) -> None:
    for name, text in {**FILES, "ru/words/pay.yaml": "a: b", "salaries/ru.yaml": "a: b"}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert handbook_files(tmp_path, LANGUAGES) == encoded(FILES)


def test_names_are_learned_from_the_questions_and_broken_files_know_none() -> None:
    questions = {
        "sources.yaml": b"- id: a\n- id: b\n",
        "scales/x.yaml": b"id: x\n",
        "signs/1.yaml": b"id: [\n",
        "items/w.yaml": b"- id: W01\n  kind: condition\n- id: P01\n  kind: rating\n",
    }

    known = known_names(questions, b"- id: pay\n")

    assert known == Known(
        frozenset({"a", "b", "pay"}), ("x",), frozenset(), {"W01": "condition", "P01": "rating"}
    )


@given(cut=st.sets(st.integers(0, len(EN.splitlines()) - 1), max_size=5), junk=st.text(max_size=30))
@settings(max_examples=80)
def test_whatever_stands_in_a_chapter_it_loads_sourced_or_is_refused(cut: set[int], junk: str) -> None:
    """Property: no exception but the list of problems, and no bare figure gets through."""
    lines = [line for index, line in enumerate(EN.splitlines()) if index not in cut]
    lines.insert(min(cut, default=0), junk)
    files = encoded({**FILES, EN_FILE: "\n".join(lines)})
    problems = handbook_problems(files, LANGUAGES, KNOWN)

    if not problems:
        before = ""
        for block in handbook_of(checked_handbook_trees(files, LANGUAGES, KNOWN), LANGUAGES).chapters["en"][
            "breaks"
        ]:
            rows = (
                [" ".join(row) for row in (block.header, *block.rows)]
                if isinstance(block, Table)
                else texts_of(block)
            )
            introduced = isinstance(block, (Items, Table)) and "[@" in before
            assert all("[@" in text or introduced or not re.search(r"(?<!\w)[0-9]", text) for text in rows)
            before = block.text if isinstance(block, Paragraph) else ""


def codes_in_the_reader() -> set[str]:
    """Return every problem code that stands in the modules of the handbook reader."""
    found: set[str] = set()
    for pattern in ("handbook_*.py", "chapter_*.py", "entry_checks.py"):
        for path in (ROOT / "suitability" / "storage").glob(pattern):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    found |= {
                        one.value
                        for one in node.args[:1]
                        if isinstance(one, ast.Constant)
                        and isinstance(one.value, str)
                        and re.fullmatch(r"(?:handbook|chapter|topic|role)_[a-z_]+", one.value)
                    }
    return found


def test_every_code_has_a_sentence_none_is_left_over_and_each_is_proved(words: dict[str, Words]) -> None:
    prefix = "messages_handbook.problems."
    made = codes_in_the_reader()
    proved = {row[2] for row in CHAPTER} | {row[3] for row in OTHERS}
    proved |= {"handbook_file_missing", "handbook_file_unknown", "chapter_unlisted", "chapter_empty"}

    assert len(made) > 35
    for language in LANGUAGES:
        assert {key.removeprefix(prefix) for key in words[language].keys(prefix)} == made
    assert made - proved == set()


def test_a_list_takes_its_source_from_the_paragraph_right_before_it_only() -> None:
    """A heading between the two cuts the bond."""
    text = EN.replace("\n- 10", "\n### More\n\n- 10")
    found = problems_of({**FILES, EN_FILE: text})

    assert (EN_FILE, line_of(text, "- 10"), "chapter_figure_bare") in {
        (one.file, one.line, one.code) for one in found
    }
