"""What must hold between topics, sources, conditions and role profiles. Each check yields problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from suitability.domain.bank import Claim
from suitability.domain.blocks import cited, figures
from suitability.domain.handbook import Ask, RoleProfile
from suitability.domain.kinds import ConditionItem
from suitability.errors import Problem
from suitability.storage.chapter_checks import check_chapters
from suitability.storage.draft import Entry
from suitability.storage.entry_checks import check_ids
from suitability.storage.handbook_draft import GUIDE_FILE, PROFILES, ROLES_FILE, HandbookDraft, Known
from suitability.storage.lint_texts import mixed_word, texts_of
from suitability.storage.tree import NOWHERE, problem

MAX_TITLE: Final = 60
MAX_ABOUT: Final = 160
MAX_ROLE_TEXT: Final = 500
MONTHS: Final = 3

_ID: Final = re.compile(r"[a-z][a-z0-9_]{1,39}", re.ASCII)
_LISTS: Final = ("does", "way_in", "leads_to", "interview")


def check_handbook(draft: HandbookDraft, languages: tuple[str, ...], known: Known) -> Iterator[Problem]:
    """Return every problem between the readable parts of the handbook; what is unread is not checked."""
    own = {entry.value.id for entry in draft.sources}
    sources = known.sources | own
    yield from _names(draft, known)
    for entries in (draft.groups, draft.topics, draft.conditions, draft.sources):
        yield from check_ids(entries, _ID)
    yield from _orders(draft)
    yield from _topics(draft, sources)
    yield from _guide_sources(draft, known, languages)
    yield from _condition_items(draft, known)
    yield from _demands(draft)
    yield from _profiles(draft)
    for entry in draft.profiles.values():
        yield from _profile(entry, draft, known)
        yield from _role_texts(entry, sources)
    yield from check_chapters(draft, languages)


def _names(draft: HandbookDraft, known: Known) -> Iterator[Problem]:
    """A page is asked for by its id: signs, roles and topics share one set of names."""
    taken = set(known.signs) | {entry.value.id for entry in draft.roles}
    for entry in draft.topics:
        if entry.value.id in taken:
            yield entry.problem("topic_id_taken", "id", value=entry.value.id)
        for language, title in entry.value.title.items():
            if len(title) > MAX_TITLE:
                yield entry.problem(
                    "topic_text_too_long", "title", language, value=len(title), limit=MAX_TITLE
                )
        for language, about in entry.value.about.items():
            if len(about) > MAX_ABOUT:
                yield entry.problem(
                    "topic_text_too_long", "about", language, value=len(about), limit=MAX_ABOUT
                )


def _orders(draft: HandbookDraft) -> Iterator[Problem]:
    taken: dict[tuple[str, int], str] = {}
    places: list[tuple[str, Entry[Any]]] = [("", entry) for entry in draft.groups]
    places += [(entry.value.group, entry) for entry in draft.topics]
    for shelf, entry in places:
        place = (shelf, entry.value.order)
        if place in taken:
            yield entry.problem("topic_order_taken", "order", value=entry.value.order, other=taken[place])
        taken.setdefault(place, entry.value.id)


def _topics(draft: HandbookDraft, sources: frozenset[str]) -> Iterator[Problem]:
    groups = {entry.value.id for entry in draft.groups}
    for entry in draft.topics:
        if entry.value.group not in groups and GUIDE_FILE not in draft.broken:
            yield entry.problem(
                "topic_group_unknown", "group", value=entry.value.group, known=", ".join(sorted(groups))
            )
        for index, source in enumerate(entry.value.sources):
            if source not in sources and GUIDE_FILE not in draft.broken:
                yield entry.problem("topic_source_unknown", "sources", index, value=source)


def _guide_sources(draft: HandbookDraft, known: Known, languages: tuple[str, ...]) -> Iterator[Problem]:
    """An id of a source means one thing everywhere, and no source is kept that nobody cites."""
    used = {source for entry in draft.topics for source in entry.value.sources}
    for profile in draft.profiles.values():
        used |= {ask.source for ask in profile.value.asks if ask.source is not None}
        used |= {claim.source for claim in profile.value.facts}
        texts = (text.get(language, "") for _, text in texts_of(profile.value) for language in languages)
        used |= {source for text in texts for source in cited(text)}
    whole = not any(name == GUIDE_FILE or name.startswith(PROFILES) for name in draft.broken)
    for entry in draft.sources:
        if entry.value.id in known.sources:
            yield entry.problem("handbook_source_taken", "id", value=entry.value.id)
        if entry.value.id not in used and whole:
            yield entry.problem("handbook_source_unused", "id", value=entry.value.id)


def _condition_items(draft: HandbookDraft, known: Known) -> Iterator[Problem]:
    """A condition names the one question that asks how a person stands to it."""
    questions = sorted(item for item, kind in known.items.items() if kind == ConditionItem.kind)
    taken: dict[str, str] = {}
    for entry in draft.conditions:
        item = entry.value.item
        if item in taken:
            yield entry.problem("handbook_item_taken", "item", value=item, other=taken[item])
        elif item not in known.items:
            yield entry.problem("handbook_item_unknown", "item", value=item, known=", ".join(questions))
        elif item not in questions:
            kind = known.items[item]
            yield entry.problem(
                "handbook_item_kind", "item", value=item, kind=kind, known=", ".join(questions)
            )
        taken.setdefault(item, entry.value.id)


def _demands(draft: HandbookDraft) -> Iterator[Problem]:
    entry = draft.demands
    if entry is None:
        return
    marks = (entry.value.little, entry.value.some, entry.value.much)
    if not 0 <= marks[0] <= marks[1] <= marks[2] <= 100:
        yield entry.problem("handbook_demands_order", value=", ".join(f"{mark:g}" for mark in marks))


def _profiles(draft: HandbookDraft) -> Iterator[Problem]:
    if ROLES_FILE in draft.broken:
        return
    described = {
        name.removeprefix(PROFILES).removesuffix(".yaml") for name in {*draft.profiles, *draft.broken}
    }
    for role in draft.roles:
        if role.value.id not in described:
            yield role.problem("role_profile_missing", "id", value=role.value.id)
    roles = {role.value.id for role in draft.roles}
    for name, entry in draft.profiles.items():
        if entry.value.id != name.removeprefix(PROFILES).removesuffix(".yaml"):
            yield entry.problem("role_profile_file", "id", value=entry.value.id)
        if entry.value.id not in roles:
            yield entry.problem("role_profile_unknown", "id", value=entry.value.id)


def _profile(entry: Entry[RoleProfile], draft: HandbookDraft, known: Known) -> Iterator[Problem]:
    profile = entry.value
    scales = [ask.scale for ask in profile.asks]
    for index, scale in enumerate(scales):
        if scale not in known.scales or scale in scales[:index]:
            yield entry.problem("role_scale_wrong", "asks", index, value=scale, known=", ".join(known.scales))
    for scale in known.scales:
        if scale not in scales:
            yield entry.problem("role_scale_missing", "asks", value=scale)
    conditions = {one.value.id for one in draft.conditions}
    named: list[str] = []
    for part in ("usual", "depends"):
        for index, condition in enumerate(getattr(profile, part)):
            if condition in named:
                yield entry.problem("role_condition_twice", part, index, value=condition)
            if condition not in conditions and GUIDE_FILE not in draft.broken:
                yield entry.problem(
                    "role_condition_unknown",
                    part,
                    index,
                    value=condition,
                    known=", ".join(sorted(conditions)),
                )
            named.append(condition)
    if len(profile.first_days) != MONTHS:
        yield entry.problem("role_first_days", "first_days", value=len(profile.first_days))
    for name in _LISTS:
        if not getattr(profile, name):
            yield entry.problem("role_list_empty", name, value=name)


def _role_texts(entry: Entry[RoleProfile], sources: frozenset[str]) -> Iterator[Problem]:
    """No figure without a source, here as in the chapters; reasons and facts name theirs in a field."""
    covered: dict[tuple[str | int, ...], str] = {}
    parts: list[tuple[str, tuple[Ask | Claim, ...]]] = [
        ("asks", entry.value.asks),
        ("facts", entry.value.facts),
    ]
    for name, claims in parts:
        for index, claim in enumerate(claims):
            if claim.source is not None:
                covered[name, index] = claim.source
                if claim.source not in sources:
                    yield entry.problem("topic_source_unknown", name, index, "source", value=claim.source)
    for path, text in texts_of(entry.value):
        for language, words in text.items():
            if figures(words) and not cited(words) and path[:2] not in covered:
                yield entry.problem("chapter_figure_bare", *path, language, value=figures(words)[0])
            for source in cited(words):
                if source not in sources:
                    yield entry.problem("topic_source_unknown", *path, language, value=source)
            mixed = mixed_word(words)
            if mixed is not None:
                yield entry.problem("chapter_mixed_word", *path, language, value=mixed)
            if len(words) > MAX_ROLE_TEXT:
                yield entry.problem(
                    "topic_text_too_long", *path, language, value=len(words), limit=MAX_ROLE_TEXT
                )


def stray_files(names: Iterable[str], label: str) -> Iterator[Problem]:
    """Return a problem for each file beside the role profiles that nobody reads."""
    for name in names:
        if not name.endswith(".yaml") or name.count("/") > 1:
            yield problem("handbook_file_unknown", label + name, NOWHERE, value=name)
