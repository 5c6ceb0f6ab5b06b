"""What must hold in advice, interview questions, plan and worksheet. Each check yields problems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, get_args

from suitability.domain.blocks import cited, figures
from suitability.domain.coaching import KINDS, InterviewQuestion, Period, PlanStep, Reflection, Rule
from suitability.domain.text import LocalizedText
from suitability.errors import Problem
from suitability.storage.coaching_draft import CoachingDraft
from suitability.storage.coaching_names import CoachingNames
from suitability.storage.draft import Entry
from suitability.storage.entry_checks import check_ids
from suitability.storage.lint_items import words_of
from suitability.storage.lint_texts import mixed_word, texts_of
from suitability.storage.tree import NOWHERE, START, position, problem
from suitability.storage.when_checks import always, check_when, shape, unknown

MAX_TITLE: Final = 80
MAX_TEXT: Final = 520
PER_SCALE: Final = 2
PER_TASKS: Final = 2
FOR_EVERYBODY: Final = 2
LINES: Final = (1, 12)
ROWS: Final = (3, 12)
HEADS: Final = 3
PROMISES: Final = "promises"
UNLAWFUL: Final = "unlawful"

_ID: Final = re.compile(r"[a-z][a-z0-9_]{1,59}", re.ASCII)
_SHORT: Final = frozenset({"title", "heads"})
_ASKED: Final = frozenset({"question", "probe", "ask"})
_SAME_WORDS: Final = 3


def check_coaching(
    draft: CoachingDraft, languages: tuple[str, ...], names: CoachingNames
) -> Iterator[Problem]:
    """Return every problem between the readable entries; what is unread is not checked."""
    for entries in draft.lists():
        yield from check_ids(entries, _ID)
    conditional: list[Entry[Any]] = [*draft.rules, *draft.steps, *draft.reflections, *draft.patterns]
    for entry in conditional:
        yield from check_when(entry, entry.value.when, names)
    yield from _rules(draft, names)
    yield from _same(draft.rules)
    yield from _same(draft.patterns)
    yield from _questions(draft, names)
    yield from _plan(draft, names)
    yield from _worksheet(draft, names)
    yield from _wording(draft, languages)
    yield from _limits(draft)
    every = [entry for entries in draft.lists() for entry in entries]
    for entry in (*every, *([draft.table] if draft.table is not None else [])):
        yield from _texts(entry, draft)


def _rules(draft: CoachingDraft, names: CoachingNames) -> Iterator[Problem]:
    known = {entry.value.id for entry in draft.rules}
    for entry in draft.rules:
        rule: Rule = entry.value
        if not 1 <= rule.priority <= 100:
            yield entry.problem("coaching_priority", "priority", value=rule.priority)
        if always(rule.when):
            yield entry.problem("coaching_no_reason", "when", value=rule.id)
        for index, name in enumerate(rule.replaces):
            if name == rule.id or name in rule.replaces[:index]:
                yield entry.problem("coaching_replaces", "replaces", index, value=name)
            elif "rules" not in draft.broken:
                yield from unknown(entry, name, known, "replaces", index)
        if rule.source is not None:
            yield from unknown(entry, rule.source, names.sources, "source")
        if rule.page is not None:
            yield from unknown(entry, rule.page, names.pages, "page")


def _same(entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    """Two entries with one condition always come together: they should be one, or differ."""
    first: dict[tuple[object, ...], str] = {}
    for entry in entries:
        form = shape(entry.value.when)
        if form in first and not always(entry.value.when):
            yield entry.problem("coaching_same_condition", "when", value=first[form])
        first.setdefault(form, entry.value.id)


def _place(draft: CoachingDraft, section: str) -> str:
    entries: list[Entry[Any]] = getattr(draft, section)
    return entries[0].file if entries else section


def _known_of(about: str, names: CoachingNames) -> frozenset[str]:
    return names.scales if about == "scale" else names.signs


def _enough(draft: CoachingDraft, section: str, needed: dict[str, frozenset[str]]) -> Iterator[Problem]:
    """Every scale has two entries and every sign one."""
    if section in draft.broken:
        return
    entries: list[Entry[InterviewQuestion | Reflection]] = getattr(draft, section)
    counted = Counter((entry.value.about, entry.value.of) for entry in entries)
    for about, known in needed.items():
        least = PER_SCALE if about == "scale" else 1
        for name in sorted(known):
            found = counted[about, name]  # type: ignore[index]  # the kinds are those of the entries
            if found < least:
                yield problem(
                    "coaching_too_few",
                    _place(draft, section),
                    NOWHERE,
                    value=found,
                    needed=least,
                    name=name,
                )


def _questions(draft: CoachingDraft, names: CoachingNames) -> Iterator[Problem]:
    for entry in draft.questions:
        yield from unknown(entry, entry.value.of, _known_of(entry.value.about, names), "of")
    yield from _enough(draft, "questions", {"scale": names.scales, "sign": names.signs})
    tasks = sum(entry.value.about == "task" for entry in draft.questions)
    if "questions" not in draft.broken and tasks < PER_TASKS:
        file = _place(draft, "questions")
        yield problem("coaching_too_few", file, NOWHERE, value=tasks, needed=PER_TASKS, name="task")


def _plan(draft: CoachingDraft, names: CoachingNames) -> Iterator[Problem]:
    day = 0
    for period in draft.periods:
        one = period.value
        if one.first_day != day + 1 or one.last_day < one.first_day or one.steps < 1:
            yield period.problem("plan_days", "first_day", value=one.first_day, expected=day + 1)
        day = max(day, one.last_day)
    listed = [period.value.id for period in draft.periods]
    for name in get_args(Period):
        if listed.count(name) != 1 and "periods" not in draft.broken:
            yield problem("plan_period", _place(draft, "periods"), NOWHERE, value=name)
        general = sum(one.value.period == name and always(one.value.when) for one in draft.steps)
        if general < FOR_EVERYBODY and "steps" not in draft.broken:
            file = _place(draft, "steps")
            yield problem("coaching_too_few", file, NOWHERE, value=general, needed=FOR_EVERYBODY, name=name)
    for entry in draft.steps:
        step: PlanStep = entry.value
        if not 1 <= step.priority <= 100:
            yield entry.problem("coaching_priority", "priority", value=step.priority)
        if (step.text is None) == (step.exercise is None):
            yield entry.problem("plan_step_text", "id", value=step.id)
        if step.page is not None:
            yield from unknown(entry, step.page, names.pages, "page")
        if step.exercise is not None:
            yield from unknown(entry, step.exercise.sign, names.signs, "exercise", "sign")
            last = names.exercises.get(step.exercise.sign)
            if last is not None and not 1 <= step.exercise.number <= last:
                yield entry.problem(
                    "plan_exercise", "exercise", "number", value=step.exercise.number, last=last
                )


def _worksheet(draft: CoachingDraft, names: CoachingNames) -> Iterator[Problem]:
    for entry in draft.reflections:
        one: Reflection = entry.value
        if one.about in ("scale", "sign"):
            yield from unknown(entry, one.of, _known_of(one.about, names), "of")
        if not LINES[0] <= one.lines <= LINES[1]:
            yield entry.problem("worksheet_lines", "lines", value=one.lines, low=LINES[0], high=LINES[1])
    yield from _enough(draft, "reflections", {"scale": names.scales, "sign": names.signs})
    table = draft.table
    if table is not None and not ROWS[0] <= table.value.rows <= ROWS[1]:
        yield table.problem("worksheet_lines", "rows", value=table.value.rows, low=ROWS[0], high=ROWS[1])
    if table is not None and len(table.value.heads) < HEADS:
        yield table.problem("worksheet_heads", "heads", value=len(table.value.heads), needed=HEADS)
    for pattern in draft.patterns:
        if always(pattern.value.when):
            yield pattern.problem("coaching_no_reason", "when", value=pattern.value.id)


def _limits(draft: CoachingDraft) -> Iterator[Problem]:
    entry = draft.limits
    if entry is None:
        return
    for name in KINDS:
        if name not in entry.value:
            yield entry.problem("field_missing", name, field=name)
    for kind, number in entry.value.items():
        yield from unknown(entry, kind, KINDS, kind)
        if number < 1:
            yield entry.problem("coaching_limit", kind, value=number)


def _wording(draft: CoachingDraft, languages: tuple[str, ...]) -> Iterator[Problem]:
    entry = draft.wording
    if entry is None:
        return
    for kind in (PROMISES, UNLAWFUL):
        for language in languages:
            if not entry.value.get(kind, {}).get(language):
                yield entry.problem("wording_missing", kind, value=kind, language=language)
    for kind in entry.value:
        yield from unknown(entry, kind, (PROMISES, UNLAWFUL), kind)


def _texts(entry: Entry[Any], draft: CoachingDraft) -> Iterator[Problem]:
    """Length, alphabets, translation, figures, promises and questions that nobody may ask."""
    backed = getattr(entry.value, "source", None) is not None
    for path, text in texts_of(entry.value):
        for language, words in text.items():
            place = (*path, language)
            limit = MAX_TITLE if path[0] in _SHORT else MAX_TEXT
            if len(words) > limit:
                yield entry.problem("topic_text_too_long", *place, value=len(words), limit=limit)
            if cited(words):
                yield entry.problem("coaching_citation", *place, value=cited(words)[0])
            if figures(words) and not backed:
                yield entry.problem("coaching_figure_bare", *place, value=figures(words)[0])
            mixed = mixed_word(words)
            if mixed is not None:
                yield entry.problem("chapter_mixed_word", *place, value=mixed)
            yield from _forbidden(entry, draft, place, words)
        yield from _untranslated(entry, path, text)


def _forbidden(
    entry: Entry[Any], draft: CoachingDraft, place: tuple[str | int, ...], words: str
) -> Iterator[Problem]:
    if draft.wording is None:
        return
    kinds = [("coaching_promise", PROMISES)]
    if place[0] in _ASKED:
        kinds.append(("coaching_unlawful", UNLAWFUL))
    for code, kind in kinds:
        stems = draft.wording.value.get(kind, {}).get(str(place[-1]), ())
        found = forbidden_word(words, stems)
        if found is not None:
            yield entry.problem(code, *place, value=found)


def forbidden_word(text: str, stems: Iterable[str]) -> str | None:
    """Return the first word of ``text`` that begins like one of ``stems`` (letter case aside), or None."""
    for stem in stems:
        found = re.search(rf"(?<!\w){re.escape(stem.casefold())}\w*", text.casefold())
        if found is not None:
            return found[0]
    return None


def _untranslated(entry: Entry[Any], path: tuple[str | int, ...], text: LocalizedText) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for language, words in text.items():
        if words in first and len(words_of(words)) >= _SAME_WORDS:
            yield problem(
                "untranslated",
                entry.file,
                position(entry.tree, (*path, language)) or START,
                value=words,
                other=first[words],
            )
        first.setdefault(words, language)
