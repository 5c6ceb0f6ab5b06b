"""What must hold for regions, details of figures and told pay. Each check is a generator of problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from suitability.domain.pay import GROUPS, HISTORY_TRUST, STEPS, Country
from suitability.errors import Problem
from suitability.storage.draft import Entry
from suitability.storage.guide_draft import ROLES_FILE, SOURCES_FILE, CountryDraft, GuideDraft

_TIME: Final = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?", re.ASCII)
_REGION: Final = re.compile(r"[a-z][a-z0-9_]{1,39}", re.ASCII)
_WEEK: Final = 168


def known_or_problem(
    entry: Entry[Any], ids: set[str] | frozenset[str] | None, code: str, *path: str | int, value: str
) -> Iterator[Problem]:
    """Yield a problem unless ``value`` is one of ``ids``; None means that they could not be read."""
    if ids is not None and value not in ids:
        yield entry.problem(code, *path, value=value, known=", ".join(sorted(ids)))


def check_places(country: CountryDraft, draft: GuideDraft) -> Iterator[Problem]:
    """Yield what is wrong with the regions of a country and with the figures that name one."""
    header = country.country
    if header is not None:
        yield from _header(header, draft)
    regions = None if header is None else {one.id for one in header.value.regions}
    own = {entry.value.id: entry.value for entry in country.figures}
    for entry in country.figures:
        figure = entry.value
        if figure.place is not None:
            yield from known_or_problem(entry, regions, "pay_place_unknown", "place", value=figure.place)
        for index, role in enumerate(figure.near_roles):
            yield from known_or_problem(
                entry, draft.ids.get(ROLES_FILE), "guide_unknown_role", "near_roles", index, value=role
            )
            if figure.stands_for(role) or role in figure.near_roles[:index]:
                yield entry.problem("pay_role_twice", "near_roles", index, value=role)
        if figure.too_few and figure.history:
            yield entry.problem("pay_few_and_history", "too_few")
        if figure.in_hand_of is not None and country.whole:
            twin = own.get(figure.in_hand_of)
            if twin is None or twin is figure:
                yield entry.problem("pay_twin_unknown", "in_hand_of", value=figure.in_hand_of)
            elif figure.basis != "net" or twin.basis == "net" or twin.n != figure.n:
                yield entry.problem("pay_twin_differs", "in_hand_of", value=figure.in_hand_of)


def _header(entry: Entry[Country], draft: GuideDraft) -> Iterator[Problem]:
    country = entry.value
    ids: set[str] = set()
    orders: set[int] = set()
    for index, region in enumerate(country.regions):
        if _REGION.fullmatch(region.id) is None:
            yield entry.problem("guide_id_wrong", "regions", index, "id", value=region.id)
        if region.id in ids or region.order in orders:
            yield entry.problem("pay_region_twice", "regions", index, value=region.id)
        ids.add(region.id)
        orders.add(region.order)
    week = country.full_week
    if week is not None and not 0 < week <= _WEEK:
        yield entry.problem("pay_week_wrong", "full_week", value=f"{week:g}")
    if (week is None) != (country.full_week_source is None):
        yield entry.problem("pay_week_source", "full_week")
    if country.full_week_source is not None:
        yield from known_or_problem(
            entry,
            draft.ids.get(SOURCES_FILE),
            "guide_unknown_source",
            "full_week_source",
            value=country.full_week_source,
        )


def check_stories(
    country: CountryDraft, draft: GuideDraft, told_in: frozenset[str] | None
) -> Iterator[Problem]:
    """Yield what is wrong with told pay: always history, with a real time, a source and sensible numbers."""
    known = draft.ids.get(SOURCES_FILE)
    sources = None if known is None or told_in is None else known | told_in
    seen: set[str] = set()
    for entry in country.stories:
        story = entry.value
        if story.id in seen:
            yield entry.problem("pay_story_twice", "id", value=story.id)
        seen.add(story.id)
        if story.country != country.stem:
            yield entry.problem("pay_country_differs", "country", value=story.country, expected=country.stem)
        if story.role not in GROUPS:
            yield from known_or_problem(
                entry, draft.ids.get(ROLES_FILE), "guide_unknown_role", "role", value=story.role
            )
        yield from known_or_problem(entry, sources, "guide_unknown_source", "source", value=story.source)
        if _TIME.fullmatch(story.as_of) is None:
            yield entry.problem("guide_month_wrong", "as_of", field="as_of", value=story.as_of)
        if story.trust != HISTORY_TRUST:
            yield entry.problem("pay_story_trust", "trust", value=story.trust)
        if (story.url is None) == (story.url_missing is None):
            yield entry.problem("pay_story_url")
        for name in ("amount", "hours", "hourly", "hourly_to", "rate"):
            value = getattr(story, name)
            if value is not None and value <= 0:
                yield entry.problem("pay_amount_not_positive", name, field=name, value=f"{value:g}")
        if story.rate is not None and story.rate > 1:
            yield entry.problem("pay_rate_wrong", "rate", value=f"{story.rate:g}")


def check_refresh(draft: GuideDraft) -> Iterator[Problem]:
    """Yield what is wrong with the plan of a refresh: unknown names, steps without words, ids taken."""
    roles = draft.ids.get(ROLES_FILE)
    known_roles = None if roles is None else roles | set(GROUPS)
    for entry in draft.refresh:
        plan = entry.value
        country = next((one for one in draft.countries if one.stem == plan.country), None)
        if country is None:
            yield entry.problem("pay_country_unknown", "country", value=plan.country, folder=entry.file)
        elif country.country is not None:
            regions = {one.id for one in country.country.value.regions}
            for index, area in enumerate(plan.areas):
                yield from known_or_problem(
                    entry, regions, "pay_place_unknown", "areas", index, "place", value=area.place
                )
        if plan.source.id in draft.ids.get(SOURCES_FILE, set()):
            yield entry.problem(
                "guide_duplicate_id", "source", "id", value=plan.source.id, first=SOURCES_FILE
            )
        for step in set(STEPS) ^ set(plan.steps):
            yield entry.problem("pay_refresh_steps", "steps", value=step, known=", ".join(STEPS))
        seen: set[int] = set()
        for index, search in enumerate(plan.searches):
            path = ("searches", index)
            if search.professional_role in seen:
                yield entry.problem(
                    "pay_refresh_twice", *path, "professional_role", value=search.professional_role
                )
            seen.add(search.professional_role)
            yield from known_or_problem(
                entry, known_roles, "guide_unknown_role", *path, "role", value=search.role
            )
            for step, role in search.by_step.items():
                yield from known_or_problem(
                    entry, known_roles, "guide_unknown_role", *path, "by_step", step, value=role
                )
            for number, role in enumerate(search.near_roles):
                yield from known_or_problem(
                    entry, roles, "guide_unknown_role", *path, "near_roles", number, value=role
                )
