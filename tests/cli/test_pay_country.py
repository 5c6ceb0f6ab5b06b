"""Which country ``salary`` and ``report`` show pay for: both the same one, and both say which."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.services.results import result_bytes
from tests.cli.running import Cli
from tests.services import samples

ROLE = "service_desk_1"
LISTED = [one.id for one in samples.guide().countries if one.listed]
LOCALES = ("LC_ALL", "LC_MONETARY", "LANG")


def name(country: str, language: str) -> str:
    found = samples.guide().country(country)
    assert found is not None
    return found.name.on(language)


def asked(cli: Cli, folder: Path, command: str, *options: str) -> str:
    """Return what a command says about the pay of a role, on one line."""
    folder.joinpath("r.json").write_bytes(
        result_bytes(samples.bank(), samples.result(samples.drawn(4), "quick"))
    )
    words = ("salary", ROLE) if command == "salary" else ("report", str(folder / "r.json"), "--role", ROLE)
    ran = cli(*words, *(() if command == "salary" else ("--format", "text")), *options)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


Case = tuple[str, dict[str, str], tuple[str, ...], str | None]
CASES: list[Case] = [
    ("en", {"LANG": "en_GB.UTF-8"}, (), "uk"),
    ("en", {"LANG": "en_US.UTF-8"}, (), "us"),
    ("en", {"LANG": "ru_RU.UTF-8"}, (), "ru"),
    ("ru", {"LANG": "en_US.UTF-8"}, (), "ru"),
    ("ru", {"LANG": "C.UTF-8"}, (), "ru"),
    ("en", {"LANG": "en_US.UTF-8", "LC_MONETARY": "en_GB.UTF-8"}, (), "uk"),
    ("en", {"LANG": "en_GB.UTF-8"}, ("--country", "us"), "us"),
    ("en", {"LANG": "C.UTF-8"}, ("--region", "moscow"), "ru"),
    ("ru", {"LANG": "ru_RU.UTF-8"}, ("--region", "outside_london"), "uk"),
    ("en", {"LANG": "C.UTF-8"}, (), None),
    ("en", {"LANG": "en_AU.UTF-8"}, (), None),
    ("en", {"LANG": "de_DE.UTF-8"}, ("--rate", "0.5"), None),
]
"""Language of the answer, locale of the system, options, and the country that is shown; None: all."""


@pytest.mark.parametrize("command", ["salary", "report"])
@pytest.mark.parametrize("case", CASES)
def test_both_commands_show_the_same_country_and_say_so(
    cli: Cli, tmp_path: Path, command: str, case: Case
) -> None:
    language, locale, options, country = case
    for variable in LOCALES:
        cli.patch.setenv(variable, locale.get(variable, ""))
    said = asked(cli, tmp_path, command, "--language", language, *options)

    words = samples.words(language)
    known = [one.id for one in samples.guide().countries if one.id != country]
    others = ", ".join(f"{one} ({name(one, language)})" for one in known)
    if country is None:
        assert words("pay_answer.where.all", known=others) in said
        assert [one for one in LISTED if f"{name(one, language)}. " not in said] == []
    else:
        assert words("pay_answer.where.one", country=name(country, language), known=others) in said
        assert words("pay_answer.where.title") not in said
    assert "--rate" not in options or "For 0.5 of a full-time job" in said


def test_a_report_of_no_country_in_particular_has_all_tables_and_says_how_to_get_one(
    cli: Cli, tmp_path: Path
) -> None:
    """Without a role; where the system tells the country its table stands alone."""
    path = tmp_path / "r.json"
    path.write_bytes(result_bytes(samples.bank(), samples.result(samples.drawn(4), "quick")))
    titles = [samples.words("en")("pay.title", country=name(one, "en")) for one in LISTED]
    found = {}
    for locale in ("C.UTF-8", "en_GB.UTF-8"):
        cli.patch.setenv("LC_ALL", locale)
        text = " ".join(cli("report", path, "--format", "text", "--language", "en").out.split())
        found[locale] = [title for title in titles if title in text]
        assert "--country" in text
    assert found == {"C.UTF-8": titles, "en_GB.UTF-8": [titles[LISTED.index("uk")]]}
