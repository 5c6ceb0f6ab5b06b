"""``suitability salary``: overview, a role at a place, a list of one's own, and a refresh, end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.services import samples
from tests.services.hh_server import page_of, refusal, reply, serving, vacancy

LANGUAGES = samples.LANGUAGES
TOKEN = "APPL-secret"  # noqa: S105 - made up


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_names_every_role_of_the_listed_countries(cli: Cli, language: str) -> None:
    ran = cli("salary", "--language", language)

    assert (ran.code, ran.err) == (0, "")
    text = flat(ran.out)
    for country in (one for one in samples.guide().countries if one.listed):
        assert samples.words(language)("pay.title", country=country.name.on(language)) in text
    for role in samples.guide().roles:
        assert text.count(role.name.on(language)) >= 3
    assert "{" not in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("call_centre_operator", "--region", "ekaterinburg", "--rate", "0.5"),
        ("Call-centre operator", "--region", "Екатеринбург", "--hours", "20"),
        ("оператор КОЛЛ-ЦЕНТРА", "--country", "Россия", "--region", "Yekaterinburg", "--hours", "20"),
    ],
)
def test_a_role_at_a_place_by_id_or_name(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli("salary", *arguments, "--language", "en")

    assert ran.code == 0
    text = flat(ran.out)
    assert "55,000 ₽ to 76,000 ₽, median 69,500 ₽ a month" in text
    assert "For 0.5 of a full-time job at the same pay per hour: 27,500 ₽ to 38,000 ₽" in text
    assert "What moves the pay within a job" in text
    assert "Then and now" in text
    assert "norinmax" in text


def test_experience_narrows_and_what_is_missing_is_named(cli: Cli) -> None:
    found = flat(cli("salary", "network_support", "--experience", "3-6", "--language", "en").out)
    assert "111,250 ₽ to 140,000 ₽, median 120,000 ₽ a month" in found

    missing = flat(
        cli("salary", "network_support", "--country", "ru", "--experience", "6+", "--language", "en").out
    )
    assert "We found no figure that fits this question." in missing
    assert "it is for another level of experience" in missing or "it covers any experience" in missing


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("boss",), "call_centre_operator ("),
        (("team_lead", "--country", "fr"), "ru ("),
        (("team_lead", "--region", "perm"), "moscow"),
        (("team_lead", "--country", "us", "--region", "texas"), "texas"),
        (("team_lead", "--rate", "2"), "2"),
        (("team_lead", "--rate", "0"), "0"),
        (("team_lead", "--hours", "60", "--country", "ru"), "60"),
        (("--experience", "1-3", "--language", "en"), "--country"),
        (("team_lead", "--hours", "20", "--language", "en"), "--country"),
        (("team_lead", "--hours", "20", "--country", "us"), "--rate"),
        (("team_lead", "--hours", "20", "--rate", "0.5"), "--hours"),
        (("--vacancies", "none.csv"), "none.csv"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_question_gets_one_sentence(
    cli: Cli, language: str, arguments: tuple[str, ...], said: str
) -> None:
    cli.speak(language)
    ran = cli("salary", *arguments)

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "{" not in ran.err


def test_a_list_of_ones_own_is_summed_up_and_a_bad_row_told(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "".join(f"Job {n};{n}0 000;;EUR;net\n" for n in range(1, 8))
    path.write_text(f"title;from;to;currency;basis\n{rows}Bad;ten;;EUR;net\n", "utf-8")

    ran = cli("salary", "--vacancies", path, "--language", "en")

    assert ran.code == 1
    assert "line 9" in ran.said
    told = " ".join(ran.out.split())
    assert "a quarter below €25,000, median €40,000, a quarter above €55,000 (7 adverts)" in told


@pytest.fixture
def token(tmp_path: Path) -> Path:
    path = tmp_path / "token.txt"
    path.write_text(f"\ufeff{TOKEN}\n", "utf-8")
    return path


def test_a_refresh_is_kept_shown_and_forgotten(cli: Cli, token: Path) -> None:
    items = [vacancy(number) for number in range(30)]
    with serving(
        lambda one: reply(
            page_of(items if one.query["experience"] == "noExperience" else [], one.query), Etag='"1"'
        )
    ) as (base, asked):
        cli.patch.setenv("SUITABILITY_HH_ADDRESS", base)
        ran = cli("salary", "refresh", "--token-file", token, "--contact", "me@example.com")
        again = cli("salary", "refresh", "--token-file", token, "--contact", "me@example.com")

    kept = cli.home / "pay" / "own_refresh.json"
    assert (ran.code, again.code) == (0, 0)
    assert len(asked) == 12 + 3 + 12  # the second time each search is first asked whether it has changed
    assert str(kept) in ran.out
    text = kept.read_text("utf-8")
    assert TOKEN not in text + ran.said + again.said
    assert "me@example.com" not in text
    assert "Оператор 3" not in text
    assert {one["n"] for one in json.loads(text)["cells"]} == {30}

    shown = flat(cli("salary", "call_centre_operator", "--region", "moscow", "--language", "en").out)
    assert "67,250 ₽ to 81,750 ₽, median 74,500 ₽ a month (after tax)" in shown
    assert "Your own refresh from hh.ru" in shown
    assert "73,750 ₽ to 122,500 ₽" in shown

    erased = cli("forget", "--all", "--yes")
    assert str(kept) in erased.out
    assert not kept.parent.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_refresh_leaves_the_earlier_figures(cli: Cli, token: Path, language: str) -> None:
    cli.speak(language)
    kept = cli.home / "pay" / "own_refresh.json"
    kept.parent.mkdir()
    kept.write_text("earlier", "utf-8")
    with serving(lambda _one: refusal(403, "captcha_required")) as (base, _):
        cli.patch.setenv("SUITABILITY_HH_ADDRESS", base)
        ran = cli("salary", "refresh", "--token-file", token, "--contact", "me@example.com")

    assert ran.code == 1
    assert "dev.hh.ru" in ran.err
    assert TOKEN not in ran.said
    assert kept.read_text("utf-8") == "earlier"


def test_a_damaged_refresh_is_named_and_the_shipped_figures_stay(cli: Cli) -> None:
    kept = cli.home / "pay" / "own_refresh.json"
    kept.parent.mkdir()
    kept.write_text('{"format": "suitability-own-pay", "version": 1}', "utf-8")

    ran = cli("salary", "call_centre_operator", "--language", "en")

    assert ran.code == 0
    assert str(kept) in ran.err
    assert "60,000 ₽ to 85,000 ₽" in flat(ran.out)


def test_the_token_is_asked_for_without_a_terminal_only_in_a_file(cli: Cli, tmp_path: Path) -> None:
    nobody = cli("salary", "refresh", "--contact", "me@example.com")
    lost = cli("salary", "refresh", "--token-file", tmp_path / "none", "--contact", "me@example.com")
    empty = tmp_path / "empty"
    empty.write_text("", "utf-8")
    blank = cli("salary", "refresh", "--token-file", empty, "--contact", "me@example.com")

    assert [one.code for one in (nobody, lost, blank)] == [1, 1, 1]
    assert "--token-file" in nobody.err
    assert "none" in lost.err
    assert "--token" not in flat(cli("salary", "--help").out).replace("--token-file", "")
