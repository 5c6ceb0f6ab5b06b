"""Pay on the screen: every answer whole, drawn, cited, within the width, in every country and language."""

from __future__ import annotations

import re

import pytest

from suitability.domain.pay import PayFigure
from suitability.services.pay_answer import pay_answer
from suitability.services.pay_then_now import stories_of, then_and_now
from suitability.services.pay_types import Desk, PayPlace
from suitability.tui.charts import ASCII, BLOCKS
from suitability.tui.lines import Block, cells, flow, plain
from suitability.tui.pay_parts import figure_range, pay_parts
from tests.tui.support import guide, stock, words

LANGUAGES = ("ru", "en")
COUNTRIES = [country.id for country in guide().countries]


def places() -> list[PayPlace]:
    """Return every role in every country, all roles together, and a region with experience and a rate."""
    every = [
        PayPlace(country, role)
        for country in COUNTRIES
        for role in (None, *(one.id for one in guide().roles))
    ]
    region = next(country for country in guide().countries if country.regions)
    return [*every, PayPlace(region.id, guide().roles[0].id, region.regions[0].id, "1-3", 0.5)]


def drawn(place: PayPlace, language: str, width: int = 72) -> str:
    return plain(flow(pay_parts(stock(), words()[language], place), width))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [36, 56, 74])
def test_every_answer_fits_the_width_and_cites_by_number(language: str, width: int) -> None:
    for place in places():
        lines = flow(pay_parts(stock(), words()[language], place), width)
        assert all(cells(plain([line])) <= width for line in lines), place
        text = plain(lines)
        assert "[@" not in text
        cited = {int(found) for found in re.findall(r"\[(\d+)\]", text)}
        assert cited == set(range(1, len(cited) + 1)), place
        listed = text.split(words()[language]("guide.labels.sources"))[-1]
        assert all(re.search(rf"^{number}\. ", listed, re.MULTILINE) for number in cited), place


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_an_answer_is_left_out(language: str) -> None:
    desk = Desk(guide(), words()[language], lambda _source: "")
    for place in places():
        country, role = guide().country(place.country), guide().role(place.role or "")
        if role is None or country is None:
            continue
        answer = pay_answer(desk, country, role, place)
        text = "".join(re.sub(r"\[\d+\]", "", drawn(place, language)).split())
        for line in (*answer.lines, *answer.ladder):
            parts = (line.label, line.amounts, line.basis, line.sample, line.date, line.in_hand, line.share)
            for part in (*parts, line.caution, line.differs):
                assert part is None or "".join(part.split()) in text, (place, part)
        for note in answer.notes:
            assert "".join(note.split()) in text.replace("[", "["), (place, note)
        for told in (then_and_now(desk, one) for one in stories_of(desk, country.id, role.id)):
            assert told is None or "".join(told.conclusion.split()) in text


def figures(statistic: str) -> list[PayFigure]:
    return [one for one in guide().figures if one.statistic == statistic]


def test_each_statistic_is_drawn_as_what_it_is() -> None:
    quartiles = figures("percentiles")[0]
    assert figure_range(quartiles) == (quartiles.p25, quartiles.median, quartiles.p75)
    for one in (*figures("median"), *figures("average")):
        assert figure_range(one) == (None, one.median if one.statistic == "median" else one.mean, None)
    for one in (*figures("range"), *figures("reading")):
        assert figure_range(one) == (one.low, None, one.high)


def test_amounts_of_one_currency_and_period_share_an_axis_and_others_do_not() -> None:
    """The end of an axis is written wherever it changes, with its currency and period."""
    text = drawn(PayPlace("us"), "en")
    assert "$" in text
    ends = [line for line in text.split("\n") if re.match(r"^0 {4,}", line)]
    assert ends
    assert all(re.search(r"a (year|month|day)|an hour", line) for line in ends)
    russian = drawn(PayPlace("ru", "call_centre_operator"), "en")
    ends = [line for line in russian.split("\n") if re.match(r"^0 {4,}", line)]
    assert all("₽" in line for line in ends)


def test_without_line_drawing_the_strips_are_ascii() -> None:
    parts = pay_parts(stock(), words()["en"], PayPlace("ru"), ASCII)
    text = plain(flow(parts, 72))
    assert not set(text) & set("├┤▒█")
    assert f"{ASCII.band} lies between" in text
    assert BLOCKS.band in drawn(PayPlace("ru"), "en")


def test_amounts_whose_basis_is_not_known_say_what_is_not_known() -> None:
    texts = [one.text for one in pay_parts(stock(), words()["en"], PayPlace("ru")) if isinstance(one, Block)]
    assert any("(before tax or in hand: not given)" in text for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_middle_half_is_explained_where_a_figure_has_one(language: str) -> None:
    half = words()[language]("pay.notes.half").split(":")[0]

    for place, explained in ((PayPlace("ru", "service_desk_1"), True), (PayPlace("uk", "team_lead"), False)):
        assert (half in " ".join(drawn(place, language).split())) is explained
