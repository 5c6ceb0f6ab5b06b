"""Both sides at the command line: a recruiter invites, two candidates answer, the folder is collected."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from suitability.cli import environment
from tests.cli.running import ANSWERED, Cli, Ran
from tests.services import samples

LIST = "name,email\nMary Poppins,mary@example.org\nБорис,\n"


@dataclass
class Journey:
    """The command line with two homes: the recruiter's, and one for a candidate."""

    cli: Cli

    def at(self, who: str) -> None:
        """Sit down at somebody's computer."""
        home = self.cli.home.parent / who
        if not home.exists():
            shutil.copytree(self.cli.home / "cache", home / "cache")
        self.cli.patch.setenv("SUITABILITY_HOME", str(home))
        environment.folders.cache_clear()

    def invited(self, *options: str) -> list[Path]:
        """Make invites as the recruiter and return the text files, by name."""
        self.at("recruiter")
        self.cli("recruiter", "init", "--organisation", "Ромашка", "--no-keychain")
        Path("people.csv").write_text(LIST, encoding="utf-8")
        made = self.cli(*INVITE, *options)
        assert made.code == 0, made.err
        return sorted(Path("invites").rglob("*.suitinvite"))

    def take(self, who: str, invite: Path, typed: str) -> Ran:
        """Answer an invite as somebody; return what was said."""
        self.at(who)
        return self.cli("take", "--plain", "--invite", invite, typed=typed)


INVITE = (
    *("invite", "--to-list", "people.csv", "--out", "invites", "--expires", "2026-12-24"),
    *("--form", "quick", "--language", "en", "--no-page"),
)


@pytest.fixture
def journey(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Journey:
    from datetime import UTC, datetime

    monkeypatch.setattr(environment, "utc_now", lambda: datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    cli.speak("en")
    return Journey(cli)


def test_from_the_list_of_people_to_the_table(journey: Journey) -> None:
    mary, boris = journey.invited()
    first = journey.take("mary", mary, f"yes\n{ANSWERED}yes\n")
    journey.take("boris", boris, f"yes\n{ANSWERED}no\n")
    again = journey.cli("seal", typed="yes\n")
    Path("results").mkdir()
    for number, path in enumerate(sorted(Path().glob("*.suitresult"))):
        path.rename(f"results/{number}.txt")
    shutil.copy("results/0.txt", "results/copy.txt")
    Path("results/letter.txt").write_text("I would rather call you.")
    journey.at("recruiter")
    collected = journey.cli("collect", "results")
    twice = journey.cli("collect", "results")

    assert first.code == again.code == collected.code == 0
    assert "Sealed: " in first.said
    assert "Mary Poppins: accepted" in collected.out
    assert "Борис: accepted" in collected.out
    assert "the same result once more" in collected.out
    assert "letter.txt: not a result" in collected.out
    assert "4 files: accepted: 2, not results: 1, the same again: 1." in collected.out
    assert "4 files: unchanged: 4." in twice.out
    assert samples.words("en")("recruiting.collect.promise") in " ".join(collected.out.split())


def test_erasing_a_person_reaches_invites_reports_and_the_list_of_a_batch(journey: Journey) -> None:
    """No file of the recruiter's holds name, address or invite any more, but the list of people."""
    mary, boris = journey.invited()
    journey.take("mary", mary, f"yes\n{ANSWERED}yes\n")
    Path("results").mkdir()
    (sealed,) = Path().glob("*.suitresult")
    sealed.rename("results/1.txt")
    invite = mary.stem.rsplit("-", 1)[1]
    journey.at("recruiter")
    journey.cli("collect", "results")
    made = journey.cli("batch", "results", "--out", "out", "--format", "text", "--edition", "recruiter")
    (report,) = Path("out").glob("Mary-Poppins-*.txt")
    (boris.parent / "reply.eml").write_text("hello")
    needles = ("Mary", "mary", "Poppins", invite, report.name)
    before = _holding(needles)

    done = journey.cli("forget", "--candidate", "Mary Poppins", "--folder", "results", "--yes")
    also = journey.cli("forget", "--candidate", "Борис", "--folder", "results", "--yes")

    assert (made.code, done.code) == (0, 0), done.said
    assert "Removed the folder of the invite: " in done.said
    assert len(before) > 8
    assert [path for path in _holding(needles) if path.name != "people.csv"] == []
    assert not mary.parent.exists()
    assert (also.code, "something else lies there" in also.said) == (1, True)
    assert [path.name for path in boris.parent.iterdir()] == ["reply.eml"]


def _holding(needles: tuple[str, ...]) -> list[Path]:
    """Return the files below the working folder and the recruiter's home that hold any of the needles."""
    folders = [Path(), *(home for home in [environment.folders().recruiter] if home is not None)]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [
        path
        for path in files
        if any(one in path.name or one.encode() in path.read_bytes() for one in needles)
        and "mary" not in path.parts  # her own computer
    ]


def test_a_consent_refused_leaves_a_result_for_oneself_only(journey: Journey) -> None:
    mary, _ = journey.invited()

    ran = journey.take("mary", mary, f"no\n{ANSWERED}")

    assert ran.code == 0
    assert "Without your consent nothing can be sealed" in ran.said
    assert "Seal and save it" not in ran.said
    assert list(Path().glob("*.suitresult")) == []
    refused = journey.cli("seal", typed="no\n")
    assert refused.code == 1
    agreed = journey.cli("seal", "--output", "late.suitresult", typed="yes\nyes\n")
    assert agreed.code == 0
    assert Path("late.suitresult").read_text().startswith("-----BEGIN SUITABILITY RESULT-----")


def test_what_is_sealed_can_be_shown_and_changes_nothing(journey: Journey) -> None:
    mary, _ = journey.invited()
    journey.take("mary", mary, f"yes\n{ANSWERED}no\n")

    shown = journey.cli("seal", "--show")

    assert shown.code == 0
    assert "This is everything that will be sent to Ромашка." in shown.said
    assert list(Path().glob("*.suitresult")) == []


def test_an_invite_is_gone_on_with_and_not_answered_twice_by_accident(journey: Journey) -> None:
    mary, _ = journey.invited()
    left = journey.take("mary", mary, "yes\n1\nq\n")
    back = journey.take("mary", mary, f"\n{''.join(ANSWERED.splitlines(keepends=True)[1:])}yes\n")
    answered = journey.take("mary", mary, "")
    anew = journey.cli("take", "--plain", "--invite", mary, "--new", typed="no\nq\n")

    assert left.code == 1
    assert "Do you agree?" not in back.said
    assert "Sealed: " in back.said
    assert (answered.code, "You have answered this invite already" in answered.said) == (1, True)
    assert "Do you agree?" in anew.said


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("OiJ", "OiK", 5), "the signature does not fit"),
        (lambda text: text[: len(text) // 2], "is cut off"),
        (lambda _: "hello", "has no line"),
    ],
)
def test_a_bad_invite_is_said_before_a_question(journey: Journey, spoil: object, said: str) -> None:
    mary, _ = journey.invited()
    bad = Path("bad.suitinvite")
    bad.write_text(spoil(mary.read_text()))  # type: ignore[operator]  # a function of the parameters above

    ran = journey.take("mary", bad, "yes\n")

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.said


def test_an_invite_brings_its_own_form_and_language(journey: Journey) -> None:
    mary, _ = journey.invited()
    journey.at("mary")

    for option in (("--form", "full"), ("--language", "ru")):
        ran = journey.cli("take", "--plain", "--invite", mary, *option)
        assert (ran.code, "Leave out" in ran.said) == (1, True)


def test_an_expired_invite_is_refused(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    mary, _ = journey.invited()
    monkeypatch.setattr(environment, "utc_now", lambda: datetime(2027, 1, 2, tzinfo=UTC))

    ran = journey.take("mary", mary, "yes\n")

    assert (ran.code, "was valid until 2026-12-24T23:59:59Z" in ran.said) == (1, True)


def test_a_list_with_repeats_asks_or_refuses(journey: Journey) -> None:
    journey.invited()
    Path("people.csv").write_text("name\nAnna\nanna\n")

    refused = journey.cli(*INVITE)
    skipped = journey.cli(*INVITE, "--skip-repeated")
    asked = journey.cli(*INVITE, typed="yes\n", terminal=True)

    assert (refused.code, "lines 2 and 3" in refused.said) == (1, True)
    assert (skipped.code, "1 invite is ready" in skipped.said) == (0, True)
    assert (asked.code, "1 person has a valid invite already" in asked.said) == (0, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--expires", "2020-01-01"), "has passed"),
        (("--role", "king"), "There is no role"),
        (("--form", "endless"), "endless"),
        (("--to-list", "none.csv"), "There is no file none.csv"),
        (("--consent", "none.txt"), "There is no file none.txt"),
        (("--contact", "x" * 3000), "longer than 2000"),
        (("--out", "people.csv"), "is a file, not a folder"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_sentence(
    journey: Journey, options: tuple[str, ...], said: str
) -> None:
    journey.invited()

    ran = journey.cli(*INVITE, "--again", *options)

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.said


def test_an_invite_needs_keys_and_a_name(journey: Journey) -> None:
    journey.at("recruiter")
    Path("people.csv").write_text(LIST, encoding="utf-8")
    keyless = journey.cli(*INVITE)
    journey.cli("recruiter", "init", "--no-keychain")
    nameless = journey.cli(*INVITE)

    assert "suitability recruiter init" in keyless.said
    assert "--organisation NAME" in nameless.said
    assert journey.cli(*INVITE, "--organisation", "Ромашка").code == 0


def test_the_recruiter_makes_shows_rotates_and_restores_keys(journey: Journey) -> None:
    journey.at("recruiter")
    made = journey.cli("recruiter", "init", "--organisation", "Ромашка", "--no-keychain")
    again = journey.cli("recruiter", "init", "--no-keychain")
    rotated = journey.cli("recruiter", "rotate")
    shown = journey.cli("recruiter")
    saved = journey.cli("recruiter", "backup", "sheet.txt")
    taken = journey.cli("recruiter", "backup", "sheet.txt")
    nameless = journey.cli("recruiter", "restore")
    locked = journey.cli("recruiter", "backup", "locked.txt", "--passphrase")
    journey.at("other")
    back = journey.cli("recruiter", "restore", "sheet.txt", "--no-keychain")

    assert made.code == rotated.code == saved.code == back.code == 0
    assert "Careful: this system has no keychain" in made.said
    assert "nobody can open results" in made.said
    assert (again.code, "left alone" in again.said) == (1, True)
    fingerprint = next(line for line in shown.out.splitlines() if "Fingerprint" in line)
    assert fingerprint in back.out
    assert fingerprint not in made.out
    assert Path("sheet.txt").stat().st_mode & 0o777 == 0o600
    assert (taken.code, nameless.code, locked.code) == (1, 1, 1)
    assert "Run the command in a terminal" in locked.said


def test_who_forgot_the_name_is_asked_and_can_give_it_later(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["a long phrase", "a long phrase", "a long phrase", "other phrase", "other phrase"])
    monkeypatch.setattr(environment, "ask_secret", lambda _: next(typed))
    journey.at("recruiter")
    nameless = journey.cli("recruiter", "init", "--no-keychain")
    again = journey.cli("recruiter", "init", "--organisation", "Ромашка")
    nothing = journey.cli("recruiter", "change")
    named = journey.cli("recruiter", "change", "--organisation", "Ромашка")
    locked = journey.cli("recruiter", "change", "--passphrase")
    relocked = journey.cli("recruiter", "change", "--passphrase")
    journey.at("other")
    asked = journey.cli("recruiter", "init", "--no-keychain", typed="Лютик\n", terminal=True)

    assert "recruiter change --organisation NAME" in nameless.said
    assert "recruiter change --passphrase" in nameless.said
    assert (again.code, "suitability recruiter change" in again.said) == (1, True)
    assert (nothing.code, "What should change?" in nothing.said) == (1, True)
    assert (named.code, "Ромашка" in named.out) == (0, True)
    assert (locked.code, relocked.code, "locked with your passphrase" in relocked.said) == (0, 0, True)
    assert list(typed) == []
    assert "Лютик" in asked.out


def test_mistakes_in_the_list_are_told_by_line(journey: Journey) -> None:
    journey.at("recruiter")
    journey.cli("recruiter", "init", "--organisation", "Ромашка", "--no-keychain")
    text = "Имя;Почта\r\nВера;vera@@example\r\n;nobody@example.org\r\n"
    Path("people.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())

    ran = journey.cli(*INVITE)

    assert (ran.code, Path("invites").exists()) == (3, False)
    assert "people.csv, line 2: vera@@example" in ran.said
    assert "people.csv, line 3: The name is missing" in ran.said


def test_a_letter_says_whom_it_is_for(journey: Journey) -> None:
    journey.invited()
    mary, boris = (next(Path("invites").glob(f"{name}*")) for name in ("Mary", "Борис"))

    assert (mary / "invitation-en.txt").read_text().startswith("To: mary@example.org\nSubject: ")
    assert (mary / "reminder-ru.txt").read_text().startswith("Кому: mary@example.org\nТема: ")
    assert (boris / "invitation-en.txt").read_text().startswith("Subject: ")


def test_a_passphrase_is_asked_for_and_must_be_typed_twice(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(
        ["one long phrase", "another phrase", "one long phrase", "one long phrase", "one long phrase"]
    )
    monkeypatch.setattr(environment, "ask_secret", lambda _: next(typed))
    journey.at("recruiter")

    differ = journey.cli("recruiter", "init", "--passphrase")
    made = journey.cli("recruiter", "init", "--passphrase", "--organisation", "Ромашка")
    Path("people.csv").write_text(LIST, encoding="utf-8")
    invited = journey.cli(*INVITE)

    assert (differ.code, "The two passphrases differ" in differ.said) == (1, True)
    assert "locked with your passphrase" in made.said
    assert invited.code == 0
    assert list(typed) == []


def test_the_list_of_invites_and_the_consent_can_be_printed(journey: Journey) -> None:
    mary, _ = journey.invited()
    listed = journey.cli("recruiter", "invites")
    template = journey.cli("consent", "--organisation", "Ромашка", "--keep-days", "21", "--language", "ru")
    asked = journey.cli("consent", "--invite", mary)
    journey.cli("consent", "--output", "consent.txt")

    assert "Mary Poppins mary@example.org" in listed.out
    assert "21 день" in template.out
    assert "шаблон" not in template.out.lower()
    assert "This is a template" in template.err
    assert "Ромашка" in asked.out
    assert "SHA-256" in Path("consent.txt").read_text()


def test_plain_results_are_collected_without_any_keys(journey: Journey) -> None:
    journey.at("mary")
    Path("results").mkdir()
    journey.cli("take", "--plain", "--output", "results/mine.json", typed=ANSWERED)

    ran = journey.cli("collect", "results", "--index", "elsewhere.sqlite")

    assert ran.code == 0
    assert "no recruiter’s keys" in ran.said
    assert "mine.json: accepted" in ran.out
    assert Path("elsewhere.sqlite").is_file()
    assert [path.name for path in Path("results").iterdir()] == ["mine.json"]


def test_collecting_says_what_is_wrong_and_ends_with_one(journey: Journey) -> None:
    journey.at("recruiter")
    Path("results").mkdir()
    Path("results/a").write_text("-----BEGIN SUITABILITY RESULT-----\n")

    broken = journey.cli("collect", "results")
    again = journey.cli("collect", "results")
    quiet = journey.cli("collect", "results", "--quiet")
    nowhere = journey.cli("collect", "nowhere")

    assert (broken.code, "a is cut off" in broken.said) == (1, True)
    assert (again.code, "a is cut off" in again.out) == (1, True)
    assert "Nothing new since the last collection." in again.out
    assert "Not taken in this time either: unusable: 1." in again.out
    assert (quiet.code, "a is cut off" in quiet.said) == (1, False)
    assert (nowhere.code, "There is no folder nowhere" in nowhere.said) == (1, True)
