"""What must hold in the chapters of the guide: present in every language, sourced, the same facts in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from suitability.domain.blocks import Heading, Items, Paragraph, Table, cited, figures, texts_of
from suitability.domain.handbook import Topic
from suitability.errors import Problem
from suitability.storage.chapter_markup import Chapter, Placed
from suitability.storage.draft import Entry
from suitability.storage.handbook_draft import CHAPTERS, GUIDE_FILE, HandbookDraft, chapter_name
from suitability.storage.lint_texts import mixed_word
from suitability.storage.tree import NOWHERE, pack, problem

_CITATION_START = "[@"


def check_chapters(draft: HandbookDraft, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Return every problem of the chapters; what depends on a broken file stays silent."""
    topics = {entry.value.id for entry in draft.topics}
    for (_, topic), written in draft.chapters.items():
        if topic not in topics and GUIDE_FILE not in draft.broken:
            yield problem("chapter_unlisted", written.file, NOWHERE, value=topic)
    for entry in draft.topics:
        found: dict[str, Chapter] = {}
        for language in languages:
            chapter = draft.chapters.get((language, entry.value.id))
            if chapter is None:
                name = chapter_name(language, entry.value.id)
                yield entry.problem("chapter_missing", "id", value=name, language=language)
            elif chapter.whole:
                found[language] = chapter
        for language, chapter in found.items():
            yield from _sources(chapter, entry)
            yield from _figures(chapter, language)
            yield from _words(chapter)
        yield from _alike(found)


def _texts(chapter: Chapter) -> Iterator[tuple[str, int]]:
    """Return every text of a chapter with its line."""
    for placed in chapter.blocks:
        yield from _parts(placed)


def _parts(placed: Placed) -> Iterator[tuple[str, int]]:
    """Return what a block consists of, each with its line; the cells of a row count as one text."""
    block = placed.block
    if isinstance(block, Items):
        yield from zip(block.items, placed.lines, strict=True)
    elif isinstance(block, Table):
        rows = (" | ".join(row) for row in (block.header, *block.rows))
        yield from zip(rows, placed.lines, strict=True)
    else:
        yield block.text, placed.lines[0]


def _sources(chapter: Chapter, entry: Entry[Topic]) -> Iterator[Problem]:
    """The list of sources in guide.yaml and the references in the text are the same."""
    used: set[str] = set()
    for text, line in _texts(chapter):
        if text.count(_CITATION_START) != len(cited(text)):
            yield problem("chapter_citation_broken", chapter.file, pack(line, 1), value=text[:60])
        for source in cited(text):
            used.add(source)
            if source not in entry.value.sources:
                yield problem("chapter_source_undeclared", chapter.file, pack(line, 1), value=source)
    for index, source in enumerate(entry.value.sources):
        if source not in used:
            yield entry.problem("chapter_source_unused", "sources", index, value=source, file=chapter.file)


def _figures(chapter: Chapter, language: str) -> Iterator[Problem]:
    """A figure has its source beside it: in the paragraph, entry or row, or in the sentence before a list."""
    before = ""
    for placed in chapter.blocks:
        block = placed.block
        introduced = isinstance(block, (Items, Table)) and bool(cited(before))
        for text, line in _parts(placed):
            found = figures(text, language)
            if found and isinstance(block, Heading):
                yield problem("chapter_heading_figure", chapter.file, pack(line, 1), value=found[0])
            elif found and not introduced and not cited(text):
                yield problem("chapter_figure_bare", chapter.file, pack(line, 1), value=found[0])
        before = block.text if isinstance(block, Paragraph) else ""


def _words(chapter: Chapter) -> Iterator[Problem]:
    for text, line in _texts(chapter):
        mixed = mixed_word(text)
        if mixed is not None:
            yield problem("chapter_mixed_word", chapter.file, pack(line, 1), value=mixed)


def _alike(chapters: dict[str, Chapter]) -> Iterator[Problem]:
    """Each language says it in its own words, but with the same headings, tables and numbers."""
    if len(chapters) < 2:
        return
    first, *others = chapters
    for language in others:
        one, other = chapters[first], chapters[language]
        shapes = [_shape(chapter) for chapter in (one, other)]
        if shapes[0] != shapes[1]:
            yield problem(
                "chapter_headings_differ",
                other.file,
                NOWHERE,
                value=len(shapes[1]),
                other=len(shapes[0]),
                language=first,
            )
        counts = [_numbers(one, first), _numbers(other, language)]
        for missing, chapter in ((counts[0] - counts[1], other), (counts[1] - counts[0], one)):
            if missing:
                numbers = ", ".join(sorted(missing))
                yield problem("chapter_figures_differ", chapter.file, NOWHERE, value=numbers)


def _shape(chapter: Chapter) -> list[int]:
    return [placed.block.level for placed in chapter.blocks if isinstance(placed.block, Heading)]


def _numbers(chapter: Chapter, language: str) -> Counter[str]:
    texts = (text for placed in chapter.blocks for text in texts_of(placed.block))
    return Counter(number for text in texts for number in figures(text, language))


def topic_of(name: str) -> tuple[str, str] | None:
    """Return language and topic of a chapter's file name, or None when it is no chapter."""
    language, folder, file = name.partition(CHAPTERS)
    if not folder or "/" in language or "/" in file or not file.endswith(".md"):
        return None
    return language, file.removesuffix(".md")
