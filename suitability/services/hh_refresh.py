"""A refresh from hh.ru: which questions are asked, what is taken from the answers, and their aggregates.

hh.ru hands out 2,000 adverts of a query at most, so a query with more is cut in two by date, down to a single
day. Rows live only as long as the run; what is returned are aggregates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Protocol

from suitability.domain.pay import STEPS, Step
from suitability.domain.refresh import OwnCell, OwnPay, cells_of
from suitability.domain.refresh_plan import RefreshPlan, RefreshSearch
from suitability.domain.vacancies import Advert
from suitability.errors import UserError
from suitability.storage.clean_text import clean_text
from suitability.storage.hh_api import Answer

PATH: Final = "vacancies"
PER_PAGE: Final = 100
DEPTH: Final = 2_000
DAYS: Final = 30
"""How far back is asked, the most that the interface allowed when it was read."""

EXPERIENCE: Final[Mapping[Step, str]] = {
    "none": "noExperience",
    "1-3": "between1And3",
    "3-6": "between3And6",
    "6+": "moreThan6",
}
_TEXT: Final = 120
_MOST: Final = 1_000_000_000


class Asks(Protocol):
    """What a refresh needs of the interface."""

    def get(self, path: str, parameters: Mapping[str, str], mark: str = "") -> Answer:
        """Return the answer to one question."""


@dataclass(slots=True)
class Tally:
    """What a refresh has seen: usable adverts, rows of no use, and searches that were cut short."""

    adverts: int = 0
    left_out: int = 0
    unchanged: int = 0
    cut: list[tuple[int, Step]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refresh:
    """One run: whom to ask, for what, as of which day, and whom to tell of every question."""

    api: Asks
    plan: RefreshPlan
    today: date
    tell: Callable[[int, Step, int], None]
    tally: Tally = field(default_factory=Tally)


def refreshed(run: Refresh, before: OwnPay | None = None) -> OwnPay:
    """Return the aggregates of all searches; those whose answers have not changed since ``before`` stay.

    Raises:
        UserError: hh.ru refuses or answers otherwise than documented; nothing is half done then.
    """
    cells: list[OwnCell] = []
    marks: dict[str, tuple[str, ...]] = {}
    for search in run.plan.searches:
        kept = _unchanged(run, search, before)
        if kept is not None and before is not None:
            run.tally.unchanged += 1
            cells.extend(kept)
            marks.update({key: before.marks[key] for key in before.marks if key in _keys(search)})
            continue
        adverts: list[Advert] = []
        for step in STEPS:
            found, seen = _read(run, search, step)
            adverts.extend(found)
            if all(seen):
                marks[_key(search, step)] = seen
        run.tally.adverts += len(adverts)
        cells.extend(cells_of(search, run.plan, adverts))
    return OwnPay(run.today.isoformat(), tuple(cells), marks)


def _key(search: RefreshSearch, step: Step) -> str:
    return f"{search.professional_role}:{step}"


def _keys(search: RefreshSearch) -> set[str]:
    return {_key(search, step) for step in STEPS}


def _unchanged(run: Refresh, search: RefreshSearch, before: OwnPay | None) -> list[OwnCell] | None:
    """Return the kept cells of a search when every page of it still has its mark, else None."""
    if before is None or not _keys(search) <= before.marks.keys():
        return None
    for step in STEPS:
        for page, mark in enumerate(before.marks[_key(search, step)]):
            answer = run.api.get(PATH, _parameters(run.plan, search, step, page), mark)
            run.tell(search.professional_role, step, page + 1)
            if not answer.unchanged:
                return None
    return [one for one in before.cells if one.professional_role == search.professional_role]


def _parameters(
    plan: RefreshPlan, search: RefreshSearch, step: Step, page: int, days: tuple[date, date] | None = None
) -> dict[str, str]:
    """Return the query of one page: the last 30 days, or the days from the first to the last of ``days``."""
    asked = {
        "professional_role": str(search.professional_role),
        "area": str(plan.area),
        "experience": EXPERIENCE[step],
        "currency": plan.asked_currency,
        "only_with_salary": "true",
        "order_by": "publication_time",
        "per_page": str(PER_PAGE),
        "page": str(page),
    }
    if days is None:
        return {**asked, "period": str(DAYS)}
    return {**asked, "date_from": days[0].isoformat(), "date_to": days[1].isoformat()}


def _read(run: Refresh, search: RefreshSearch, step: Step) -> tuple[list[Advert], tuple[str, ...]]:
    """Return the usable adverts of a search at a step, and the marks of its pages (empty ones where cut)."""
    seen: set[str] = set()
    found: dict[str, Advert] = {}
    first = _page(run, (search, step), 0, None)
    if first.found > DEPTH:
        days = (run.today - timedelta(days=DAYS), run.today)
        for items in _split(run, (search, step), days):
            _take(run, items, step, (seen, found))
        return list(found.values()), ("",)
    marks = [first.mark]
    _take(run, first.items, step, (seen, found))
    for page in range(1, first.pages):
        part = _page(run, (search, step), page, None)
        marks.append(part.mark)
        _take(run, part.items, step, (seen, found))
    return list(found.values()), tuple(marks)


def _split(
    run: Refresh, what: tuple[RefreshSearch, Step], days: tuple[date, date]
) -> Iterator[list[dict[str, Any]]]:
    """Yield the items of all pages between two days, halving the time until the depth is enough."""
    first = _page(run, what, 0, days)
    start, end = days
    if first.found > DEPTH and start < end:
        middle = start + (end - start) // 2
        yield from _split(run, what, (start, middle))
        yield from _split(run, what, (middle + timedelta(days=1), end))
        return
    if first.found > DEPTH:
        run.tally.cut.append((what[0].professional_role, what[1]))
    yield first.items
    for page in range(1, min(first.pages, DEPTH // PER_PAGE)):
        yield _page(run, what, page, days).items


@dataclass(frozen=True, slots=True)
class _Page:
    found: int
    pages: int
    items: list[dict[str, Any]]
    mark: str


def _page(run: Refresh, what: tuple[RefreshSearch, Step], page: int, days: tuple[date, date] | None) -> _Page:
    search, step = what
    answer = run.api.get(PATH, _parameters(run.plan, search, step, page, days))
    run.tell(search.professional_role, step, page + 1)
    value = answer.value
    if not isinstance(value, dict):
        raise UserError("hh_unexpected", what="{...}")
    numbers = {name: value.get(name) for name in ("found", "pages", "page")}
    for name, number in numbers.items():
        if type(number) is not int or number < 0:
            raise UserError("hh_unexpected", what=name)
    items = value.get("items")
    if not isinstance(items, list):
        raise UserError("hh_unexpected", what="items")
    found, pages = int(value["found"]), int(value["pages"])
    if value["page"] != page or len(items) > PER_PAGE or pages > DEPTH // PER_PAGE:
        raise UserError("hh_paging", page=page + 1)
    if not items and page < pages and found:
        raise UserError("hh_paging", page=page + 1)
    return _Page(found, pages, [one for one in items if isinstance(one, dict)], answer.mark)


def _take(
    run: Refresh, items: list[dict[str, Any]], step: Step, into: tuple[set[str], dict[str, Advert]]
) -> None:
    """Add the usable items by id; one that moved to the next page while we read is not taken twice."""
    seen, found = into
    for item in items:
        name = str(item.get("id"))
        if name in seen:
            continue
        seen.add(name)
        advert = _advert(item, run.plan, step)
        if advert is None:
            run.tally.left_out += 1
        else:
            found[name] = advert


def _advert(item: Mapping[str, Any], plan: RefreshPlan, step: Step) -> Advert | None:
    """Return an item as an advert, or None where its pay is not a monthly sum in the currency asked for."""
    pay = item.get("salary_range")
    if not isinstance(pay, dict) or pay.get("currency") != plan.asked_currency:
        return None
    mode = pay.get("mode")
    if not isinstance(mode, dict) or mode.get("id") != "MONTH" or type(pay.get("gross")) is not bool:
        return None
    low, high = _bound(pay.get("from")), _bound(pay.get("to"))
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return None
    area, employer = item.get("area"), item.get("employer")
    place = str(area.get("id")) if isinstance(area, dict) else ""
    who = str(employer.get("id") or employer.get("name") or "") if isinstance(employer, dict) else ""
    return Advert(
        title=clean_text(str(item.get("name", "")), _TEXT),
        low=low,
        high=high,
        currency=plan.currency,
        basis="gross" if pay["gross"] else "net",
        period="month",
        employer=clean_text(who, _TEXT),
        city=next((one.place for one in plan.areas if str(one.area) == place), ""),
        step=step,
    )


def _bound(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < _MOST:
        return None
    return float(value)
