"""A refresh against a local server: what is asked, what is taken, and every refusal as one clear error."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from suitability.domain.refresh import OwnCell, OwnPay, with_own
from suitability.domain.refresh_plan import RefreshPlan
from suitability.errors import UserError
from suitability.services.hh_refresh import Refresh, refreshed
from suitability.storage.hh_api import MAX_BYTES, Access, HhApi, Patience
from tests.services import samples
from tests.services.hh_server import Asked, Reply, page_of, refusal, reply, serving, vacancy

TODAY = date(2026, 11, 22)
TOKEN = "APPL-secret"  # noqa: S105 - made up


def plan() -> RefreshPlan:
    """Return the shipped plan with its first search alone (operators)."""
    found = samples.guide().refresh
    assert found is not None
    return replace(found, searches=found.searches[:1])


@dataclass
class Waits:
    """Counts the pauses and never really waits."""

    taken: list[float] = field(default_factory=list)

    def patience(self, seconds: float = 5.0) -> Patience:
        return Patience((1.0, 4.0), seconds, self.taken.append, time.monotonic)


def run(
    answer: Callable[[Asked], Reply],
    *,
    before: OwnPay | None = None,
    waits: Waits | None = None,
    seconds: float = 5.0,
    wanted: RefreshPlan | None = None,
) -> tuple[OwnPay, Refresh, list[Asked]]:
    """Refresh against ``answer``; return the aggregates, the run with its tally, and what was asked."""
    with serving(answer) as (base, asked):
        api = HhApi(
            Access(TOKEN, "me@example.com", "suitability/1", base), (waits or Waits()).patience(seconds)
        )
        made = Refresh(api, wanted or plan(), TODAY, lambda _role, _step, _count: None)
        return refreshed(made, before), made, asked


def by_step(**items: list[dict[str, Any]]) -> Callable[[Asked], Reply]:
    """Answer with the items of each experience, by the documented rules."""
    return lambda asked: reply(page_of(items.get(asked.query["experience"], []), asked.query))


def cells(own: OwnPay) -> dict[tuple[str | None, str | None, str], OwnCell]:
    return {(one.place, one.step, one.basis): one for one in own.cells}


def test_what_is_asked_is_what_the_interface_documents() -> None:
    _, _, asked = run(by_step())

    first = asked[0]
    assert [one.query["experience"] for one in asked] == [
        "noExperience",
        "between1And3",
        "between3And6",
        "moreThan6",
    ]
    assert first.path == "/vacancies"
    assert first.query == {
        "professional_role": "83",
        "area": "113",
        "experience": "noExperience",
        "currency": "RUR",
        "only_with_salary": "true",
        "order_by": "publication_time",
        "per_page": "100",
        "page": "0",
        "period": "30",
    }
    assert first.headers["hh-user-agent"] == "suitability/1 (me@example.com)"
    assert first.headers["authorization"] == f"Bearer {TOKEN}"


def test_the_percentiles_are_those_of_the_midpoints() -> None:
    """Midpoints 60,000 to 66,000: p25 is the place 1.5 of 0-6, so 61,500."""
    own, made, _ = run(by_step(noExperience=[vacancy(number) for number in range(7)]))

    found = cells(own)
    assert set(found) == {(place, step, "net") for place in (None, "moscow") for step in (None, "none")}
    cell = found[None, "none", "net"]
    assert (cell.n, cell.p25, cell.median, cell.p75) == (7, 61_500, 63_000, 64_500)
    assert (own.date, made.tally.adverts, made.tally.left_out) == ("2026-11-22", 7, 0)


def test_before_tax_and_in_hand_are_kept_apart_and_too_few_are_not_kept() -> None:
    items = [vacancy(number) for number in range(5)]
    items += [vacancy(10 + number, pay={"gross": True}, area={"id": "999"}) for number in range(6)]
    items += [vacancy(20 + number, area={"id": "2"}) for number in range(4)]

    found = cells(run(by_step(noExperience=items))[0])

    assert {key: cell.n for key, cell in found.items() if key[1] is None} == {
        (None, None, "gross"): 6,
        (None, None, "net"): 9,
        ("moscow", None, "net"): 5,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"pay": {"currency": "USD"}},
        {"pay": {"mode": {"id": "SHIFT"}}},
        {"pay": {"mode": None}},
        {"pay": {"gross": None}},
        {"pay": {"from": None, "to": None}},
        {"pay": {"from": 90_000, "to": 10}},
        {"pay": {"from": "много"}},
        {"pay": {"from": True, "to": None}},
        {"salary_range": None},
        {"salary_range": [1, 2]},
    ],
)
def test_pay_that_is_no_monthly_sum_in_roubles_is_left_out(change: dict[str, Any]) -> None:
    items = [vacancy(number) for number in range(6)] + [vacancy(50, **change)]

    own, made, _ = run(by_step(noExperience=items))

    usable = change == {"pay": {"from": "много"}}  # the other bound is still good
    assert made.tally.left_out == (0 if usable else 1)
    assert cells(own)[None, None, "net"].n == (7 if usable else 6)


def test_repeats_and_items_that_moved_to_the_next_page_count_once() -> None:
    same = [
        vacancy(number, name="Оператор", employer={"id": "1"}, pay={"from": 5, "to": 7})
        for number in range(4)
    ]
    others = [vacancy(100 + number) for number in range(120)]
    shifted = others[:100] + others[99:]

    own, made, asked = run(by_step(noExperience=same + shifted))

    assert len([one for one in asked if one.query["experience"] == "noExperience"]) == 2
    assert made.tally.adverts == 124
    assert cells(own)[None, None, "net"].n == 121


def test_more_than_two_thousand_are_cut_by_date_and_all_are_read() -> None:
    """3,000 adverts, 100 on each of 30 days: two halves of 1,500 or so are enough."""
    days = [date(2026, 10, 24 + number) if number < 8 else date(2026, 11, number - 7) for number in range(30)]
    items = [(days[number % 30].isoformat(), vacancy(number)) for number in range(3_000)]

    def answer(asked: Asked) -> Reply:
        if asked.query["experience"] != "noExperience":
            return reply(page_of([], asked.query))
        start, end = asked.query.get("date_from", "0"), asked.query.get("date_to", "9")
        return reply(page_of([one for day, one in items if start <= day <= end], asked.query))

    own, made, asked = run(answer)

    assert made.tally.adverts == 3_000
    assert cells(own)[None, None, "net"].n == 3_000
    assert made.tally.cut == []
    assert max(int(one.query["page"]) for one in asked) <= 19
    assert "83:none" not in own.marks


def test_one_day_with_too_many_is_read_as_deep_as_allowed_and_said() -> None:
    items = [vacancy(number) for number in range(2_500)]

    def answer(asked: Asked) -> Reply:
        first = asked.query["experience"] == "noExperience"
        today = asked.query.get("date_to", "9") >= "2026-11-22"
        return reply(page_of(items if first and today else [], asked.query))

    _, made, asked = run(answer)

    assert made.tally.cut == [(83, "none")]
    assert made.tally.adverts == 2_000
    assert max(int(one.query["page"]) for one in asked) == 19


def test_unchanged_answers_are_not_read_again_and_a_changed_one_is() -> None:
    items = [vacancy(number) for number in range(6)]
    state = {"mark": '"v1"'}

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == state["mark"]:
            return Reply(304)
        found = items if asked.query["experience"] == "noExperience" else []
        return reply(page_of(found, asked.query), Etag=state["mark"])

    first, _, _ = run(answer)
    again, made, asked = run(answer, before=replace(first, date="2026-11-01"))
    state["mark"] = '"v2"'
    items.append(vacancy(6))
    changed, _, _ = run(answer, before=first)

    assert set(first.marks) == {"83:none", "83:1-3", "83:3-6", "83:6+"}
    assert (again.cells, again.date, made.tally.unchanged, len(asked)) == (first.cells, "2026-11-22", 1, 4)
    assert cells(changed)[None, None, "net"].n == 7


REFUSED: list[tuple[Reply, str]] = [
    (refusal(403, "captcha_required"), "hh_captcha"),
    (refusal(403, "forbidden"), "hh_forbidden"),
    (Reply(403, b"<html>no</html>"), "hh_forbidden"),
    (Reply(451), "hh_forbidden"),
    (refusal(400, "bad_user_agent", "unset"), "hh_bad_agent"),
    (refusal(400, "bad_user_agent", "blacklisted"), "hh_bad_agent"),
    (refusal(403, "oauth", "bad_authorization"), "hh_bad_token"),
    (Reply(401), "hh_bad_token"),
    (refusal(400, "bad_argument", "page"), "hh_refused"),
    (Reply(302, b"", {"Location": "https://elsewhere.example/"}), "hh_redirect"),
    (Reply(304), "hh_redirect"),
    (Reply(200, b'{"found": 1, "pages": 1, "page": 0, "ite'), "hh_not_json"),
    (Reply(200, b'{"found": NaN}'), "hh_not_json"),
    (Reply(200, b"\xff\xfe"), "hh_not_json"),
    (Reply(200, b"[" * 100_000), "hh_not_json"),
    (reply([]), "hh_unexpected"),
    (reply({"found": 1, "page": 0, "items": []}), "hh_unexpected"),
    (reply({"found": "1", "pages": 1, "page": 0, "items": []}), "hh_unexpected"),
    (reply({"found": 1, "pages": 1, "page": 0, "items": {}}), "hh_unexpected"),
    (reply({"found": -1, "pages": 1, "page": 0, "items": []}), "hh_unexpected"),
    (reply({"found": 5, "pages": 1, "page": 3, "items": []}), "hh_paging"),
    (reply({"found": 5, "pages": 1, "page": 0, "items": []}), "hh_paging"),
    (reply({"found": 5, "pages": 99, "page": 0, "items": [{}]}), "hh_paging"),
    (Reply(200, b" " * (MAX_BYTES + 1)), "hh_too_large"),
]


@pytest.mark.parametrize(("made", "code"), REFUSED)
def test_every_refusal_and_broken_answer_is_one_error_with_a_sentence(made: Reply, code: str) -> None:
    waits = Waits()

    with pytest.raises(UserError) as caught:
        run(lambda _asked: made, waits=waits)

    assert caught.value.code == code
    assert waits.taken == []
    for language in samples.LANGUAGES:
        text = samples.words(language).message("errors", code, **caught.value.values)
        assert TOKEN not in text
        assert "{" not in text.replace("{...}", "")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_each_pause(status: int) -> None:
    waits, left = Waits(), [Reply(status), Reply(status)]

    own, _, asked = run(lambda one: left.pop() if left else by_step()(one), waits=waits)

    assert waits.taken == [1.0, 4.0]
    assert (len(asked), own.cells) == (6, ())


def test_patience_ends() -> None:
    waits = Waits()

    with pytest.raises(UserError) as caught:
        run(lambda _asked: Reply(503), waits=waits)

    assert (caught.value.code, waits.taken) == ("hh_busy", [1.0, 4.0])


def test_an_answer_cut_off_on_the_way_is_asked_for_again_and_then_given_up() -> None:
    waits = Waits()
    good = reply(page_of([], {"per_page": "100", "page": "0"}))

    with pytest.raises(UserError) as caught:
        run(lambda _asked: replace(good, cut=10), waits=waits)

    assert (caught.value.code, waits.taken) == ("hh_unreachable", [1.0, 4.0])


def test_a_drip_of_bytes_is_no_answer() -> None:
    slow = replace(reply({"items": ["x" * 2_000]}), drip=lambda: time.sleep(0.02))

    with pytest.raises(UserError) as caught:
        run(lambda _asked: slow, seconds=0.2)

    assert caught.value.code == "hh_slow"


def test_paging_that_breaks_in_the_middle_keeps_nothing() -> None:
    items = [vacancy(number) for number in range(150)]

    def answer(asked: Asked) -> Reply:
        made = page_of(items, asked.query)
        return reply({**made, "items": []} if asked.query["page"] == "1" else made)

    with pytest.raises(UserError) as caught:
        run(answer)

    assert (caught.value.code, caught.value.values) == ("hh_paging", {"page": "2"})


def test_nobody_there_is_said_after_the_pauses() -> None:
    waits = Waits()
    with serving(lambda _asked: Reply()) as (base, _):
        gone = base
    api = HhApi(Access(TOKEN, "me@example.com", "suitability/1", gone), waits.patience())

    with pytest.raises(UserError) as caught:
        api.get("vacancies", {})

    assert (caught.value.code, waits.taken) == ("hh_unreachable", [1.0, 4.0])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": ""}, "hh_token_wrong"),
        ({"token": "two words"}, "hh_token_wrong"),
        ({"token": "a\r\nX-Evil: 1"}, "hh_token_wrong"),
        ({"token": "ключ"}, "hh_token_wrong"),
        ({"contact": "nobody"}, "hh_contact_wrong"),
        ({"contact": "a@b\r\nX: 1"}, "hh_contact_wrong"),
        ({"contact": "me) (x@example.com"}, "hh_contact_wrong"),
        ({"base": "http://api.hh.ru/"}, "hh_address_wrong"),
        ({"base": "ftp://127.0.0.1/"}, "hh_address_wrong"),
        ({"base": "https:///"}, "hh_address_wrong"),
        ({"base": "http://127.0.0.1.example.com/"}, "hh_address_wrong"),
    ],
)
def test_a_token_goes_only_where_it_may(changes: dict[str, str], code: str) -> None:
    access = replace(Access(TOKEN, "me@example.com", "suitability/1"), **changes)

    with pytest.raises(UserError) as caught:
        HhApi(access, Waits().patience())

    assert caught.value.code == code


def test_own_figures_stand_beside_the_shipped_ones_with_day_source_and_number() -> None:
    guide = samples.guide()
    own, _, _ = run(by_step(noExperience=[vacancy(number) for number in range(6)]))
    wanted = guide.refresh
    assert wanted is not None

    merged = with_own(guide, wanted, own)

    added = [one for one in merged.figures if one not in guide.figures]
    assert len(added) == len(own.cells) > 0
    assert {(one.as_of, one.source, one.n, one.trust, one.current) for one in added} == {
        ("2026-11-22", "own_refresh", 6, "C", True)
    }
    assert {one.role for one in added} == {"call_centre_operator"}
    assert merged.sources["own_refresh"].seen_on == "2026-11-22"
    assert merged.figures[: len(guide.figures)] == guide.figures
    assert len({one.id for one in merged.figures}) == len(merged.figures)
