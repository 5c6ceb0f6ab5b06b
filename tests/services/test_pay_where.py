"""The country that is meant where none is named, and a role in every country."""

from __future__ import annotations

from dataclasses import replace

import pytest

from suitability.domain.guide import Guide
from suitability.services.language import locales
from suitability.services.pay_section import pay_section
from suitability.services.pay_types import EVERYWHERE, PayPlace
from suitability.services.pay_where import home_country, where_note
from suitability.services.report_types import PaySection
from suitability.services.source_list import SourceList
from tests.services import samples

ALL = PayPlace(EVERYWHERE, "team_lead", rate=0.5)


def section(guide: Guide, place: PayPlace | None) -> PaySection:
    words = samples.words("en")
    return pay_section(guide, words, SourceList(samples.bank(), guide, words), place)


@pytest.mark.parametrize(
    ("environ", "pairs"),
    [
        ({}, ()),
        ({"LANG": "C.UTF-8", "LC_ALL": "POSIX"}, ()),
        ({"LANG": "ru"}, ()),
        ({"LANG": "en_GB.UTF-8@euro"}, (("en", "gb"),)),
        ({"LANG": "uz_Latn_UZ"}, (("uz", "uz"),)),
        ({"SUITABILITY_LANG": "en-GB", "LANG": "ru_RU"}, (("en", "gb"), ("ru", "ru"))),
        ({"LANG": "en_US", "LC_MONETARY": "ru_RU"}, (("ru", "ru"), ("en", "us"))),
        ({"LANGUAGE": "en_GB:en:ru_RU"}, (("en", "gb"), ("ru", "ru"))),
    ],
)
def test_locales_name_languages_and_territories(
    environ: dict[str, str], pairs: tuple[tuple[str, str], ...]
) -> None:
    assert locales(environ) == pairs


@pytest.mark.parametrize(
    ("language", "told", "country"),
    [
        ("en", (), None),
        ("ru", (), "ru"),
        ("en", (("en", "gb"),), "uk"),
        ("ru", (("en", "gb"),), "ru"),
        ("en", (("ru", "ru"), ("en", "us")), "us"),
        ("en", (("ru", "ru"),), "ru"),
        ("ru", (("ru", "by"),), "ru"),
        ("ru", (("ru", "kz"),), "ru"),
        ("en", (("de", "de"), ("en", "ie")), None),
    ],
)
def test_the_country_is_guessed_from_language_and_system(
    language: str, told: tuple[tuple[str, str], ...], country: str | None
) -> None:
    """Kazakhstan and Germany are not listed: too few figures to be shown unasked."""
    assert home_country(samples.guide(), language, told) == country


def test_a_country_that_was_taken_out_is_not_guessed() -> None:
    without = replace(samples.guide(), countries=samples.guide().countries[1:])
    assert home_country(without, "ru") is None


def test_a_role_in_every_country_has_lines_of_each_with_share_and_source() -> None:
    answer = section(samples.guide(), ALL).answer
    assert answer is not None
    names = [one.name.on("en") for one in samples.guide().countries if one.listed]
    assert [name for name in names if any(one.label.startswith(f"{name}. ") for one in answer.lines)] == names
    assert {one.label.split(". ")[0] for one in answer.lines} == set(names)
    assert all(one.share is not None and "0.5" in one.share for one in answer.lines)
    assert [one.source for one in answer.lines] == [
        f"[{number}]" for number in range(1, len(answer.lines) + 1)
    ]
    assert answer.ladder == ()
    assert len(answer.moves) > 5
    assert any("NDFL" in note for note in answer.notes)


def test_a_country_without_any_figure_is_named() -> None:
    shipped = samples.guide()
    guide = replace(shipped, figures=tuple(one for one in shipped.figures if one.country != "us"))
    answer = section(guide, ALL).answer
    assert answer is not None
    assert samples.words("en")("pay_answer.where.silent", countries="United States") in answer.lead
    assert not any(one.label.startswith("United States") for one in answer.lines)


def test_the_note_names_the_country_and_every_other_with_its_code() -> None:
    guide, words = samples.guide(), samples.words("en")
    one, every = (where_note(guide, words, place).replace("\u00a0", " ") for place in (PayPlace("uk"), None))
    assert "United Kingdom. " in one
    assert "uk (" not in one
    for country in guide.countries:
        assert f"{country.id} ({country.name.on('en')})" in every
        assert country.id == "uk" or f"{country.id} (" in one
