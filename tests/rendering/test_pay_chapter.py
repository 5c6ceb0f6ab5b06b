"""The pay chapter for a person's place: nothing is lost in HTML, text and JSON, and tables have headers."""

from __future__ import annotations

import json
import re

import pytest

from suitability.rendering import documents
from suitability.rendering.options import ReportOptions
from suitability.services.pay_types import PayPlace
from suitability.services.report_model import Library, build_report
from suitability.services.report_types import Report
from tests.services import samples

PLACE = PayPlace("ru", "service_desk_1", "moscow", None, 0.75)


def made(language: str, place: PayPlace | None = PLACE) -> Report:
    library = Library(samples.bank(), samples.guide(), samples.words(language))
    return build_report(library, samples.result(samples.drawn(19)), None, place)


def flat(text: str) -> str:
    bare = re.sub(r"<[^>]+>", " ", text).replace("&#39;", "'").replace("&#34;", '"').replace("\u2060", "")
    return " ".join(bare.replace("\u00a0", " ").replace("\u202f", " ").split())


def wanted(report: Report) -> list[str]:
    assert report.pay_answer is not None
    answer = report.pay_answer
    texts = [answer.title, answer.lead, answer.moves_lead, *answer.moves, *answer.notes]
    for line in (*answer.lines, *answer.ladder):
        texts += [line.label, line.amounts, line.sample]
        texts += [one for one in (line.in_hand, line.share, line.caution, line.differs) if one is not None]
    for told in report.then_now:
        texts += [told.title, told.conclusion]
        texts += [part for step in told.steps for part in (step.label, step.amount)]
    return texts


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("kind", ["html", "text"])
def test_nothing_of_the_answer_is_lost(language: str, kind: str) -> None:
    report = made(language)
    text = documents.to_html(report, ReportOptions()) if kind == "html" else documents.to_text(report)
    drawn = flat(text)

    texts = wanted(report)
    assert len(texts) > 40
    assert [one for one in texts if flat(one) not in drawn] == []


def test_every_pay_table_has_a_header_for_each_column_and_row() -> None:
    html = documents.to_html(made("en"), ReportOptions())
    tables = re.findall(r'<table class="pay[^"]*">.*?</table>', html, re.DOTALL)

    assert len(tables) == 4  # answer, steps of experience, the region, two stories side by side
    for table in tables:
        columns = len(re.findall(r'<th scope="col"', table))
        rows = re.findall(r"<tr>.*?</tr>", table.split("<tbody>")[1], re.DOTALL)
        assert columns in (3, 4)
        assert all(row.count('<th scope="row"') == 1 for row in rows)


def test_a_report_without_a_place_has_tables_only_and_json_carries_the_answer() -> None:
    plain, asked = made("en", None), made("en")

    assert (plain.pay_answer, plain.then_lead, plain.then_now) == (None, None, ())
    assert len(plain.pay) == 3
    assert [one.country for one in asked.pay] == ["Moscow"]
    tree = json.loads(documents.to_json(asked))
    assert tree["pay_answer"]["lines"][0]["figure"] == "ru_support_moscow_no_experience_2025_11"
    assert [one["story"] for one in tree["then_now"]] == ["isp_three_quarters_2014", "crm_start_2020"]
