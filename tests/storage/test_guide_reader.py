"""The guide reader: every mistake is refused by file, line and name, all of them at once."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suitability.domain.pay import PayFigure
from suitability.errors import ContentError, Problem, UserError
from suitability.services.words import Words
from suitability.storage.guide_reader import (
    checked_guide_trees,
    guide_files,
    guide_of,
    guide_problems,
    read_guide,
)
from suitability.storage.words_reader import read_words
from tests.storage.guides import (
    COUNTRY,
    FILES,
    LANGUAGES,
    ROLES,
    SOURCES,
    TODAY,
    changed,
    line_of,
    problems_of,
    without,
    write,
)

ROOT = Path(__file__).parents[2]
SALARY = "salaries/ru.yaml"


@pytest.fixture(scope="module")
def words() -> dict[str, Words]:
    """Return the program's own words by language."""
    return {code: Words(code, read_words(ROOT / "content", code)) for code in LANGUAGES}


def facts(problems: list[Problem]) -> list[tuple[str, int, str]]:
    """Return file, line and code of each problem."""
    return [(one.file, one.line, one.code) for one in problems]


def test_the_small_guide_has_no_problems_and_loads_whole(tmp_path: Path) -> None:
    assert problems_of(tmp_path, FILES) == []

    guide = read_guide(tmp_path, LANGUAGES, TODAY)

    assert list(guide.sources) == ["census"]
    assert [role.id for role in guide.roles] == ["operator", "lead"]
    assert [country.id for country in guide.countries] == ["ru"]
    figure = guide.figures[0]
    assert (figure.id, figure.shown, figure.n, figure.basis) == (
        "op_2025",
        (40000.0, 50000.5, 60000.0),
        12,
        "gross",
    )
    rows = guide.pay("ru")
    assert [(row.role.id, row.found) for row in rows] == [("operator", True), ("lead", False)]
    assert [one.id for one in rows[1].nearest] == ["lead_2019"]


REQUIRED = (
    "id", "role", "country", "group", "currency", "period", "statistic", "basis", "measures",
    "as_of", "source", "url", "trust",
)  # fmt: skip


@pytest.mark.parametrize("field", REQUIRED)
def test_a_figure_without_a_required_field_is_refused_by_name_and_line(tmp_path: Path, field: str) -> None:
    files = without(SALARY, field, "  - id: op_2025")
    if field == "id":
        files = changed(SALARY, "  - id: op_2025\n    role: operator", "  - role: operator")
    found = [one for one in problems_of(tmp_path, files) if one.code == "field_missing"]

    assert [(one.file, one.line, one.values["field"]) for one in found] == [(SALARY, 8, field)]


def test_a_figure_needs_n_or_the_reason_why_there_is_none(tmp_path: Path) -> None:
    without_n = problems_of(tmp_path, without(SALARY, "n", "  - id: op_2025"))
    without_reason = problems_of(tmp_path, without(SALARY, "n_missing", "  - id: lead_2019"))

    assert facts(without_n) == [(SALARY, 8, "pay_n_missing")]
    assert facts(without_reason) == [(SALARY, line_of(COUNTRY, "id: lead_2019"), "pay_n_missing")]


@pytest.mark.parametrize(
    ("file", "entry", "fields"),
    [
        ("sources.yaml", "- id: census", ("title", "publisher", "url", "seen", "seen_on", "trust")),
        ("roles.yaml", "- id: operator", ("order", "name", "about")),
        (SALARY, "country:", ("order", "name")),
        (SALARY, "gaps:", ("text",)),
    ],
)
def test_sources_roles_countries_and_gaps_need_their_fields(
    tmp_path: Path, file: str, entry: str, fields: tuple[str, ...]
) -> None:
    for field in fields:
        found = problems_of(tmp_path, without(file, field, entry))

        missing = [(one.file, one.values["field"]) for one in found if one.code == "field_missing"]
        assert missing == [(file, field)]
        assert all(one.line >= 1 for one in found)


LITERALS = (
    ("currency: RUB", "currency: rubles"),
    ("period: month", "period: week"),
    ("statistic: percentiles", "statistic: mode"),
    ("basis: gross", "basis: dirty"),
    ("measures: offered", "measures: hoped"),
    ("counted: adverts", "counted: people"),
    ("trust: B", "trust: E"),
)


@pytest.mark.parametrize(("old", "new"), LITERALS)
def test_an_unknown_word_in_a_closed_list_is_refused(tmp_path: Path, old: str, new: str) -> None:
    found = problems_of(tmp_path, changed(SALARY, old, new))

    assert (SALARY, line_of(COUNTRY, old), "expected_one_of") in facts(found)
    assert next(one for one in found if one.code == "expected_one_of").values["value"] == new.split()[1]


@pytest.mark.parametrize(
    "written", ["50 000", "50_000", "50,000", "50k", '"50000"', "5e4", ".inf", "NaN", "true", "050000"]
)
def test_an_amount_is_written_with_plain_digits(tmp_path: Path, written: str) -> None:
    found = problems_of(tmp_path, changed(SALARY, "median: 50000.5", f"median: {written}"))

    assert (SALARY, line_of(COUNTRY, "median:"), "expected_number") in facts(found)


MISTAKES = (
    ("roles.yaml", "id: lead", "id: operator", "guide_duplicate_id", "id: lead"),
    ("roles.yaml", "id: lead", "id: Lead-2", "guide_id_wrong", "id: lead"),
    ("roles.yaml", "order: 2", "order: 1", "guide_order_taken", "order: 2"),
    ("sources.yaml", "seen_on: 2026-11-01", "seen_on: 2026-11", "guide_date_wrong", "seen_on"),
    ("sources.yaml", "seen_on: 2026-11-01", "seen_on: 2026-11-31", "guide_date_wrong", "seen_on"),
    ("sources.yaml", "seen_on: 2026-11-01", "seen_on: 2026-11-23", "guide_date_future", "seen_on"),
    ("sources.yaml", "published: 2026-02-03", "published: 2027-02-03", "guide_date_future", "published"),
    ("sources.yaml", "https://bureau.example/table", "bureau.example/table", "guide_url_wrong", "url"),
    (SALARY, "https://bureau.example/row", "file:///etc/passwd", "guide_url_wrong", "/row"),
    (SALARY, "https://bureau.example/row", "https://bureau.example/a row", "guide_url_wrong", "/row"),
    (SALARY, "role: operator", "role: pilot", "guide_unknown_role", "role: operator"),
    (SALARY, "source: census", "source: rumour", "guide_unknown_source", "source: census"),
    (SALARY, "as_of: 2025-11", "as_of: last year", "guide_month_wrong", "as_of: 2025-11"),
    (SALARY, "as_of: 2025-11", "as_of: 2025-13", "guide_month_wrong", "as_of: 2025-11"),
    (SALARY, "as_of: 2025-11", "as_of: 2025-11-31", "guide_month_wrong", "as_of: 2025-11"),
    (SALARY, "as_of: 2019-05-29", "as_of: 2026-12", "guide_date_future", "as_of: 2019-05-29"),
    (SALARY, "published: 2026-02-03", "published: 2026-02", "guide_date_wrong", "published"),
    (SALARY, "published: 2026-02-03", "published: 2025-10-31", "pay_published_too_early", "published"),
    (SALARY, "p25: 40000", "p25: 50001", "pay_amounts_order", "median: 50000.5"),
    (SALARY, "p75: 60000", "p75: 50000", "pay_amounts_order", "p75: 60000"),
    (SALARY, "low: 30000", "low: 70001", "pay_amounts_order", "high: 70000"),
    (SALARY, "p25: 40000", "p25: 0", "pay_amount_not_positive", "p25: 40000"),
    (SALARY, "p25: 40000", "p25: -1", "pay_amount_not_positive", "p25: 40000"),
    (SALARY, "    p25: 40000\n", "", "pay_amount_missing", "statistic: percentiles"),
    (SALARY, "    high: 70000\n", "", "pay_amount_missing", "statistic: range"),
    (SALARY, "n: 12", "low: 30000\n    n: 12", "pay_amount_unexpected", "n: 12"),
    (SALARY, "n: 12", "n: 0", "pay_n_wrong", "n: 12"),
    (SALARY, "    counted: adverts\n", "", "pay_counted_missing", "n: 12"),
    (SALARY, "n_missing:", "n: 3\n    counted: jobs\n    n_missing:", "pay_n_and_reason", None),
    (SALARY, "    history: true\n", "", "pay_trust_current", "trust: D"),
    (SALARY, "trust: B", "trust: A", "pay_trust_above_source", "trust: B"),
    (SALARY, "id: ru", "id: us", "pay_country_file", "id: ru"),
    (SALARY, "ru\n    group", "us\n    group", "pay_country_differs", "ru\n    group"),
    (SALARY, "role: lead\n    country: ru\n    text", "role: operator\n    country: ru\n    text",
     "pay_gap_needless", "role: lead\n    country: ru\n    text"),
    (SALARY, "- lead_2019", "- lead_1999", "pay_gap_unknown_figure", "- lead_2019"),
    (SALARY, "role: operator", "role: operator\n    also_roles: [operator]", "pay_role_twice", None),
    (SALARY, "role: operator", "role: operator\n    also_roles: [pilot]", "guide_unknown_role", None),
)  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: f"{one[3]}-{one[2].strip()[:20]}")
def test_each_mistake_is_found_where_it_stands_and_has_a_sentence(
    tmp_path: Path, words: dict[str, Words], mistake: tuple[str, str, str, str, str | None]
) -> None:
    file, old, new, code, at = mistake
    found = [one for one in problems_of(tmp_path, changed(file, old, new)) if one.code == code]

    assert len(found) == 1
    assert found[0].file == file
    if at is not None:
        assert found[0].line == line_of(FILES[file], at)
    for language in LANGUAGES:
        assert len(words[language].message("problems", code, **found[0].values)) > 40


def test_a_role_without_figure_and_without_reason_is_refused(tmp_path: Path) -> None:
    """A row of the table may be empty only when somebody has written down why."""
    files = {**FILES, SALARY: COUNTRY[: COUNTRY.index("gaps:")]}

    found = problems_of(tmp_path, files)

    assert facts(found) == [(SALARY, 2, "pay_role_uncovered")]
    assert found[0].values == {"role": "lead", "value": "ru"}


def test_a_neighbouring_role_needs_no_figure_and_may_not_have_one(tmp_path: Path) -> None:
    """The guide describes it; the pay tables leave it out."""
    roles = ROLES + ROLES[ROLES.index("- id: lead") :].replace(
        "id: lead", "id: tester\n  neighbour: true"
    ).replace("order: 2", "order: 3")

    assert problems_of(tmp_path, {**FILES, "roles.yaml": roles}) == []
    assert [role.id for role in read_guide(tmp_path, LANGUAGES).roles] == ["operator", "lead"]
    paid = COUNTRY.replace("role: operator", "role: operator\n    also_roles: [tester]", 1)
    found = problems_of(tmp_path, {**FILES, "roles.yaml": roles, SALARY: paid})
    assert facts(found) == [(SALARY, line_of(COUNTRY, "role: operator"), "pay_role_neighbour")]


def test_the_same_gap_twice_is_refused(tmp_path: Path) -> None:
    gap = COUNTRY[COUNTRY.index("  - role: lead\n    country: ru\n    text") :]

    found = problems_of(tmp_path, {**FILES, SALARY: COUNTRY + gap})

    assert [one.code for one in found] == ["pay_gap_twice"]


READING = COUNTRY.replace(
    "statistic: percentiles", "statistic: reading\n    low: 40000\n    high: 50000.5", 1
)
CAUTION = "    caution:\n      ru: Наше прочтение.\n      en: Our reading.\n"


def test_our_reading_must_say_why_and_take_published_numbers(tmp_path: Path) -> None:
    explained = READING.replace("  - id: lead_2019", CAUTION + "  - id: lead_2019")
    invented = explained.replace("high: 50000.5", "high: 50000")

    assert [one.code for one in problems_of(tmp_path, {**FILES, SALARY: READING})] == [
        "pay_reading_unexplained"
    ]
    assert problems_of(tmp_path, {**FILES, SALARY: explained}) == []
    assert facts(problems_of(tmp_path, {**FILES, SALARY: invented})) == [
        (SALARY, line_of(invented, "high: 50000"), "pay_reading_unfounded")
    ]


def test_without_a_date_for_today_no_date_is_called_future(tmp_path: Path) -> None:
    """A computer whose clock is years behind must still start."""
    files = changed(SALARY, "as_of: 2019-05-29", "as_of: 2026-12")

    assert [one.code for one in problems_of(tmp_path, files)] == ["guide_date_future"]
    assert problems_of(tmp_path, files, None) == []
    assert problems_of(tmp_path, files, date(2026, 12, 1)) == []


def test_all_mistakes_of_all_files_are_reported_at_once_and_raised_together(tmp_path: Path) -> None:
    broken = {
        "sources.yaml": SOURCES.replace("trust: B", "trust: Z"),
        "roles.yaml": ROLES.replace("    en: Operator\n", ""),
        SALARY: COUNTRY.replace("source: census", "source: rumour").replace("p75: 60000", "p75: 1"),
        "salaries/xx.yml": "country: 1\n",
    }

    with pytest.raises(ContentError) as caught:
        read_guide(write(tmp_path, broken), LANGUAGES, TODAY)

    codes = [(one.file, one.code) for one in caught.value.problems]
    assert codes == sorted(codes, key=lambda one: one[0])
    assert set(codes) == {
        ("sources.yaml", "expected_one_of"),
        ("roles.yaml", "language_missing"),
        (SALARY, "guide_unknown_source"),
        (SALARY, "pay_amounts_order"),
        ("salaries/xx.yml", "guide_file_unknown"),
    }


def test_a_broken_entry_hides_no_mistake_of_the_others_and_causes_no_echo(tmp_path: Path) -> None:
    """The unreadable first figure must not make "lead" or "operator" look uncovered or unknown."""
    text = COUNTRY.replace("currency: RUB", "currency: shells", 1).replace(
        "url: https://bureau.example/old", "url: old"
    )

    found = problems_of(tmp_path, {**FILES, SALARY: text})

    assert [one.code for one in found] == ["expected_one_of", "guide_url_wrong"]


@pytest.mark.parametrize("name", ["sources.yaml", "roles.yaml", SALARY])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    found = problems_of(tmp_path, {key: text for key, text in FILES.items() if key != name})

    missing = [one for one in found if one.code == "guide_file_missing"]
    assert len(missing) == 1
    assert missing[0].values["value"] in {name, "salaries/"}


def test_a_file_that_cannot_be_parsed_is_not_also_called_missing(tmp_path: Path) -> None:
    found = problems_of(tmp_path, {**FILES, "roles.yaml": "- id: [\n"})

    assert [one.code for one in found if one.file == "roles.yaml"] == ["yaml_open_bracket"]
    assert all(one.code != "guide_file_missing" for one in found)
    assert all(one.code != "guide_unknown_role" for one in found)


def test_a_folder_that_does_not_exist_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        guide_problems(tmp_path / "nowhere", LANGUAGES)

    assert caught.value.code == "folder_missing"


def test_the_label_stands_before_every_file_name(tmp_path: Path) -> None:
    files = changed(SALARY, "source: census", "source: rumour")

    found = guide_problems(write(tmp_path, files), LANGUAGES, TODAY, label="content/")

    assert [one.file for one in found] == ["content/salaries/ru.yaml"]


def test_the_guide_reads_the_same_from_a_zip_and_from_a_cache_without_marks(tmp_path: Path) -> None:
    folder = write(tmp_path / "content", FILES)
    expected = read_guide(folder, LANGUAGES)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, text in FILES.items():
            archive.writestr(f"content/{name}", text)

    from_zip = read_guide(zipfile.Path(tmp_path / "all.zip") / "content", LANGUAGES)
    trees = checked_guide_trees(guide_files(folder), LANGUAGES)
    from_cache = guide_of(json.loads(json.dumps(trees)), LANGUAGES)

    assert from_zip == expected
    assert from_cache == expected


def test_words_of_a_language_are_no_business_of_the_guide(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "ru/words/pay.yaml": "a: [1, 2\n"})

    assert guide_problems(tmp_path, LANGUAGES, TODAY) == []


LINES = COUNTRY.splitlines(keepends=True)


@given(drop=st.sets(st.integers(0, len(LINES) - 1), min_size=1, max_size=6), junk=st.text(max_size=12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_cut_out_or_put_in_only_problems_come_out(
    tmp_path: Path, drop: set[int], junk: str
) -> None:
    """Property: either figures with their whole origin are loaded, or problems are named; nothing else."""
    kept = [line for index, line in enumerate(LINES) if index not in drop]
    kept.insert(min(drop), junk)
    write(tmp_path, {**FILES, SALARY: ""})
    (tmp_path / SALARY).write_bytes("".join(kept).encode("utf-8", "surrogatepass"))
    problems = guide_problems(tmp_path, LANGUAGES, TODAY)
    if problems:
        with pytest.raises(ContentError) as caught:
            read_guide(tmp_path, LANGUAGES, TODAY)
        assert list(caught.value.problems) == problems
    else:
        assert all(has_origin(figure) for figure in read_guide(tmp_path, LANGUAGES, TODAY).figures)


def has_origin(figure: PayFigure) -> bool:
    """Return whether a figure says where it comes from and how far to trust it."""
    said = (figure.source, figure.url, figure.as_of, figure.basis, figure.trust, figure.shown)
    return all(said) and (figure.n is not None or figure.n_missing is not None)
