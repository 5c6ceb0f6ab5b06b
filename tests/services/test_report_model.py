"""The report of every form, pattern of answers and language: finished, honest, the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from suitability.domain.assessment import assess
from suitability.domain.kinds import SequenceItem
from suitability.domain.scoring import Zone
from suitability.domain.session import Result
from suitability.services.explain import TERMS, kept_pairs
from suitability.services.formatting import nested
from suitability.services.report_types import EvidenceRow, Report
from suitability.services.words import Words
from tests.services import samples

pytestmark = pytest.mark.xdist_group("report_model")
"""One process makes each report once."""

RESULTS = dict(samples.all_results())

MAY_BE_EMPTY = re.compile(
    r"\.(short|means|no_obstacle|story|comparison|chosen|verdict|why|amounts|basis|sample|date)(\[\d+\])?$|^report\.labels"
)
KEY_NAME = re.compile(r"\b(report|pay|plain|commands|screens|messages\w*|rendering)\.[a-z_]+(\.[a-z_]+)*\b")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


@pytest.fixture(params=list(RESULTS))
def result(request: pytest.FixtureRequest) -> Result:
    """Return each of the results in turn."""
    return RESULTS[request.param]


@cache
def made(name: str, language: str) -> Report:
    """Return the report of a result, which no test changes."""
    return samples.report(RESULTS[name], language)


@pytest.fixture(params=samples.LANGUAGES)
def report(request: pytest.FixtureRequest, result: Result) -> Report:
    """Return the report of each result in each language."""
    return made(next(name for name, one in RESULTS.items() if one is result), request.param)


def unfinished(place: str, text: str) -> Iterator[str]:
    """Yield what is wrong with a text."""
    if not text.strip() and not MAY_BE_EMPTY.search(place):
        yield f"{place}: empty"
    if "{" in text or "}" in text:
        yield f"{place}: a place is not filled in: {text}"
    if re.search(r"\bNone\b|\bnan\b|\binf\b|<[a-z]+>", text):
        yield f"{place}: a value of the program: {text}"
    if KEY_NAME.search(text):
        yield f"{place}: a key and no text: {text}"
    if "  " in text or re.search(r"[^.]\.\.(?!\.)| [,;:]", text) or text != text.strip():
        yield f"{place}: blanks or points too many: {text}"
    for opening, closing in ("«»", "“”", "()"):
        if opening == "“" and "„" in text:
            continue  # inside Russian marks it closes
        if text.count(opening) != text.count(closing):
            yield f"{place}: {opening} and {closing} do not match: {text}"


def test_every_text_is_finished(report: Report) -> None:
    faults = [fault for place, text in samples.texts(report) for fault in unfinished(place, text)]

    assert faults == []


def test_the_check_of_texts_sees_each_fault() -> None:
    for text in ("", "{n} left", "None", "report.scale.border", "two  blanks", "end..", "«open", "(open"):
        assert list(unfinished("report.title", text)) != [], text


def test_an_english_report_has_no_russian_word(result: Result) -> None:
    own_names = re.compile("“[^”]*”")  # such as the name of a role on a Russian site
    english = samples.report(result, "en")

    assert [text for _, text in samples.texts(english) if CYRILLIC.search(own_names.sub("", text))] == []


def test_a_report_is_a_function_of_its_arguments(result: Result) -> None:
    for language in samples.LANGUAGES:
        assert samples.report(result, language) == samples.report(result, language)


def test_the_language_of_the_answers_leaves_no_trace(result: Result) -> None:
    for language in samples.LANGUAGES:
        assert samples.report(result, language) == samples.report(replace(result, language="en"), language)


SCORE = re.compile(r"\b(score|оценка)\b[^.]{0,12}\d", re.IGNORECASE)
RANGE = re.compile(r"\d+ (to|до) \d+")


def test_no_score_stands_without_its_range(report: Report) -> None:
    """The number may stand in the sentence of its scale only, together with both ends of the range."""
    for place, text in samples.texts(replace(report, notes=())):
        assert not SCORE.search(text) or RANGE.search(text), f"{place}: {text}"
    for row in report.scales:
        if row.score is None:
            assert (row.low, row.high, row.zone) == (None, None, None)
            assert not SCORE.search(row.sentence)
            continue
        assert row.low is not None
        assert row.high is not None
        assert row.low <= row.score <= row.high
        numbers = [int(one) for one in re.findall(r"\d+", row.sentence)]
        assert {round(row.low), round(row.score), round(row.high)} <= set(numbers)


def test_the_scores_are_there_to_be_checked() -> None:
    assert SCORE.search(samples.report(RESULTS["quick: middle"], "en").scales[0].sentence)
    assert SCORE.search(samples.report(RESULTS["quick: middle"], "ru").scales[0].sentence)


VERDICTS = {
    "en": (
        r"\b(un)?fit for\b|\bun(fit|suitable|qualified)\b|\bpass mark|\byou (have )?(pass|fail)"
        r"|\byour? rank|\brank(ed|ing)\b"
        r"|\breject|\byour percentile\b|\bbetter than \d|\btop \d|\bnot (right|made) for\b"
    ),
    "ru": (
        r"\b(не)?годен\b|\b(не )?подходите\b|\bвам не подходит\b|\b(не)?пригод|\bрейтинг|\bпроходной балл"
        r"|\bпровал|\bотказать вам|\bлучше, чем у \d|\bне справитесь\b"
    ),
}
DENIED = {
    "en": ("there is no pass mark", "not a pass mark"),
    "ru": ("здесь нет ни проходного балла", "а не проходной балл"),
}
"""Where the report says that there is no such thing."""


def verdicts(language: str, text: str) -> list[str]:
    """Return the verdict words of a text."""
    for phrase in DENIED[language]:
        text = text.replace(phrase, "")
    return re.findall(VERDICTS[language], text, re.IGNORECASE)


def test_no_report_passes_a_verdict(report: Report) -> None:
    found = [
        (place, text)
        for place, text in samples.texts(report)
        if not re.match(r"report\.(tasks|pay|sources|signs\[\d+\]\.(story|why))", place)
        and verdicts(report.language, text)
    ]

    assert found == []


def test_no_word_of_the_program_passes_a_verdict() -> None:
    areas = ("report.", "plain.", "commands.", "screens", "rendering.")
    for language in samples.LANGUAGES:
        words = samples.words(language)
        found = [key for area in areas for key in words.keys(area) for text in forms(words, key)
                 if verdicts(language, text)]  # fmt: skip
        assert found == []


def forms(words: Words, key: str) -> tuple[str, ...]:
    """Return every text under a key."""
    entry = words._entries[key]
    return (entry,) if isinstance(entry, str) else tuple(entry.values())


def test_the_verdict_check_sees_verdicts() -> None:
    assert verdicts("en", "You failed")
    assert verdicts("ru", "Вы не подходите")
    assert not verdicts("en", "there is no pass mark")


def test_the_purpose_stands_in_every_report(report: Report) -> None:
    assert report.purpose == samples.words(report.language)("report.purpose")
    expected = {"ru": "Не основание", "en": "Not a basis"}
    assert expected[report.language] in report.purpose


def test_what_cannot_be_interpreted_shows_no_scale_and_no_sign(result: Result) -> None:
    interpretable = assess(samples.bank(), result).quality.interpretable
    for language in samples.LANGUAGES:
        made = samples.report(result, language)
        assert made.interpretable is interpretable
        if not interpretable:
            assert (made.scales, made.signs, made.tasks) == ((), (), ())
            assert (made.comparison, made.provisional) == ("", None)
            assert made.outcome.id == "not_interpretable"
            assert made.quality.level == "not_interpretable"
            assert made.quality.details
        elif not samples.bank().measures(result.form):
            assert (made.scales, made.signs, made.tasks, made.comparison) == ((), (), (), "")
            assert (made.outcome.id, made.quality.level) == ("nothing_measured", "fine")
        else:
            assert (len(made.scales), len(made.signs)) == (4, 10)
            assert made.comparison
            assert made.outcome.id != "not_interpretable"


def test_haste_and_one_key_are_seen() -> None:
    assert not samples.report(RESULTS["quick: in a hurry"], "en").interpretable
    assert not samples.report(RESULTS["quick: one key"], "en").interpretable
    assert samples.report(RESULTS["quick: without times"], "en").quality.level == "fine"


def quoted(row: EvidenceRow, result: Result, language: str) -> bool:
    """Return whether an evidence sentence holds its question and its answer."""
    bank, words = samples.bank(), samples.words(language)
    item = bank.items[row.item]
    question = nested(words, item.text.on(language).rstrip("."))
    if item.kind == "sequence":
        assert isinstance(item, SequenceItem)
        right, total = kept_pairs(item, result.responses[row.item].answer or ())
        return question in row.sentence and f"{right}" in row.sentence and f"{total}" in row.sentence
    return question in row.sentence and nested(words, row.answer.rstrip(".")) in row.sentence


def test_evidence_quotes_question_and_answer(report: Report, result: Result) -> None:
    rows = [row for scale in report.scales for row in scale.evidence]
    rows += [row for sign in report.signs for row in sign.evidence if row.item != TERMS]

    assert [row for row in rows if not quoted(row, result, report.language)] == []
    assert all(result.responses[row.item].answer is not None for row in rows)


def test_each_sign_about_expectations_rests_on_its_own_answers() -> None:
    made = samples.report(RESULTS["quick: middle"], "ru")
    for sign in made.signs:
        assert sign.evidence, sign.id
        if sign.id in samples.EXPECTATIONS:
            signs = {samples.bank().items[row.item].sign for row in sign.evidence}
            assert signs == {sign.id}


def test_the_terms_are_one_row_of_their_sign_with_both_shares(report: Report, result: Result) -> None:
    """The row stands where enough terms were answered, and says what the assessment found."""
    rows = [(sign.id, row) for sign in report.signs for row in sign.evidence if row.item == TERMS]
    found = assess(samples.bank(), result).terms
    if found is None or not report.signs:
        assert rows == []
        return
    assert [sign for sign, _ in rows] == ["trends"]
    row = rows[0][1]
    for share in (found.hits, found.false_alarms):
        assert f"{round(100 * share)} %" in row.sentence
        assert f"{round(100 * share)} %" in row.answer
    assert str(found.real) in row.question
    assert str(found.invented) in row.question


def test_evidence_that_speaks_most_for_a_sign_comes_first(report: Report) -> None:
    order = {"for": 0, "between": 1, "against": 2}
    for sign in report.signs:
        places = [order[row.direction] for row in sign.evidence]
        assert places == sorted(places)


def test_a_sign_has_a_warning_text_only_where_there_is_something_to_warn_of(report: Report) -> None:
    for sign in report.signs:
        assert bool(sign.short) == (sign.status in {"raised", "thought"})
        assert (sign.pivot is None) == (sign.status == "unknown")


ADVICE = ("means", "no_obstacle", "why", "actions", "story")


def test_marked_signs_have_their_whole_page_and_the_others_say_where_it_is(report: Report) -> None:
    words = samples.words(report.language)
    for sign in report.signs:
        marked = sign.status in {"raised", "thought"}
        assert [bool(getattr(sign, name)) for name in ADVICE] == [marked] * len(ADVICE)
        expected = None if marked else words("report.sign.guide", number=sign.number)
        assert sign.guide == expected
        assert marked or f"suitability guide {sign.number}" in str(sign.guide)


def test_nothing_answered_says_so_without_any_figure() -> None:
    for language in samples.LANGUAGES:
        made = samples.report(RESULTS["quick: nothing"], language)
        assert {row.score for row in made.scales} == {None}
        assert {sign.status for sign in made.signs} == {"unknown"}
        assert made.tasks == ()
        assert made.outcome.id == "too_few_answers"
        assert made.comparison == samples.words(language)("report.comparison.unknown")
        assert made.signs[0].provisional is None


def test_extreme_answers_reach_the_ends_and_stay_inside() -> None:
    high, low = (samples.report(RESULTS[f"quick: {name}"], "en") for name in ("high", "low"))

    assert {(row.score, row.high, row.zone) for row in high.scales} == {(100.0, 100.0, "high")}
    assert {(row.score, row.low, row.zone) for row in low.scales} == {(0.0, 0.0, "low")}
    assert {sign.status for sign in high.signs} == {"clear"}
    assert {sign.status for sign in low.signs} == {"raised"}
    assert (high.outcome.id, low.outcome.id) == ("nothing_against", "several_warnings")


def test_a_score_near_a_cut_names_the_zone_beyond_it(result: Result) -> None:
    scores = {score.scale: score for score in assess(samples.bank(), result).scores}
    for language in samples.LANGUAGES:
        words = samples.words(language)
        for row in samples.report(result, language).scales:
            near = scores[row.id].near
            expected = None if near is None else words(f"report.zones.{near.value}")
            assert (row.border is None) == (expected is None)
            assert row.border is None or str(expected) in row.border


def test_some_scores_are_on_the_border() -> None:
    made = samples.report(RESULTS["quick: near the lower cut"], "en")

    assert all(row.border is not None for row in made.scales)
    assert Zone.LOW in {
        score.near for score in assess(samples.bank(), RESULTS["quick: near the lower cut"]).scores
    }


def test_strongest_and_weakest_are_named_only_where_they_are_clear() -> None:
    def comparison(name: str) -> str:
        return samples.report(RESULTS[f"quick: {name}"], "en").comparison

    words = samples.words("en")
    assert comparison("two ends") == words(
        "report.comparison.both", strongest="Patience", weakest="Interest in technology"
    )
    assert comparison("one scale apart") == words("report.comparison.strongest", strongest="Patience")
    weakest = samples.result(samples.by_scale({"patience": 0.0}, 0.75))
    assert samples.report(weakest, "en").comparison == words("report.comparison.weakest", weakest="Patience")
    assert comparison("middle") == words("report.comparison.none")
    assert comparison("nothing") == words("report.comparison.unknown")


def test_the_facts_tell_date_form_answers_time_and_number() -> None:
    assert samples.report(RESULTS["quick: middle"], "ru").facts == (
        ("Дата", "22 ноября 2026\u202fг."),
        ("Форма", "Короткая форма"),
        ("Ответов", "28 из 28"),
        ("Время на вопросы", "3 минуты"),
        ("Вопросы", "версия 2026.11"),
        ("Номер результата", "01234567"),
    )
    without = dict(samples.report(RESULTS["quick: without times"], "en").facts)
    assert "Time on the questions" not in without
    short = samples.report(samples.result(samples.keyed(0.5), elapsed_ms=100, reached=2), "en")
    assert dict(short.facts)["Time on the questions"] == "less than a minute"


def cited(report: Report) -> Iterator[int]:
    """Yield the numbers of sources in reading order."""
    for sign in report.signs:
        for claim in sign.why:
            yield claim.source
    for table in report.pay:
        for row in table.rows:
            if row.source is not None:
                yield row.source
            yield from (int(one) for one in re.findall(r"\[(\d+)\]", row.gap or ""))
    for told in report.then_now:
        for step in told.steps:
            yield from (int(one) for one in re.findall(r"\[(\d+)\]", step.source or ""))


def test_sources_are_numbered_in_the_order_of_their_first_citation(report: Report) -> None:
    order = list(dict.fromkeys(cited(report)))

    assert order == list(range(1, len(order) + 1))
    assert [source.number for source in report.sources] == order
    assert len({source.text for source in report.sources}) == len(order)


def test_a_marked_sign_has_its_advice_and_its_reasons() -> None:
    for sign in samples.report(RESULTS["quick: low"], "ru").signs:
        assert sign.means
        assert sign.no_obstacle
        assert sign.story
        assert len(sign.actions) >= 2
        assert sign.why
