"""Invites for a list: the list read strictly, the files safe, nobody invited twice, nothing sent."""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from suitability.errors import ContentError, OutputError, SealError, UserError
from suitability.services import consent, inviting
from suitability.services.inviting import Made, Making, Terms, invite_people, last_moment
from suitability.services.messages import problem_sentence, sentence
from suitability.services.recruiter import Recruiter
from suitability.services.sealing import read_invite
from suitability.storage.clean_text import clean_text
from suitability.storage.people_file import Person, read_people, repeated
from suitability.storage.register_file import RegisterFile
from suitability.storage.sealed_wire import clean_lines
from tests.nasty import NASTY
from tests.sealing import making
from tests.services import samples

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def listed(folder: Path, text: str | bytes) -> Path:
    path = folder / "people.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        "name,email,note\nАнна,anna@example.org,from Omsk\n,,\nБорис,,\n",
        "\ufeffимя;почта;примечание\r\nАнна;anna@example.org;from Omsk\r\nБорис;;\r\n",
        'ФИО\tE-mail\tЗаметка\n"Анна"\tanna@example.org\tfrom Omsk\n\nБорис\n',
        "Имя;Почта;Примечание\nАнна;anna@example.org;from Omsk\nБорис;;\n".encode("cp1251"),
        "Имя\tПочта\tПримечание\nАнна\tanna@example.org\tfrom Omsk\nБорис\t\t\n".encode("utf-16"),
    ],
)
def test_a_list_is_read_in_the_ways_tables_are_saved(tmp_path: Path, text: str | bytes) -> None:
    people = read_people(listed(tmp_path, text))

    assert [(one.name, one.email, one.note) for one in people] == [
        ("Анна", "anna@example.org", "from Omsk"),
        ("Борис", "", ""),
    ]


MISTAKES = [
    ("name\n", [(0, "people_none")]),
    ("name,email\n,a@b.org\nА,нет\nБ,a@b.org,x,y\n" + "В" * 121, [
        (2, "people_no_name"), (3, "people_bad_email"), (4, "csv_width"), (5, "people_long_name"),
    ]),
    ('name\n"Анна\n', [(2, "csv_quotes")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), MISTAKES)
def test_every_mistake_of_a_list_is_named_with_its_line(
    tmp_path: Path, text: str | bytes, wanted: list[tuple[int, str]]
) -> None:
    with pytest.raises(ContentError) as caught:
        read_people(listed(tmp_path, text))

    assert [(one.line, one.code) for one in caught.value.problems] == wanted
    for language in samples.LANGUAGES:
        assert str(len(wanted)) in sentence(samples.words(language), caught.value)
    for one in caught.value.problems:
        for language in samples.LANGUAGES:
            assert "people.csv" in problem_sentence(samples.words(language), one)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"PK\x03\x04\0\0", "csv_encoding"),
        ("", "csv_empty"),
        ("Анна\nБорис\n", "csv_column_missing"),
        ("name,phone\nАнна,1\n", "csv_column_unknown"),
        ("name,ФИО\nАнна,1\n", "csv_column_twice"),
        ("email\na@b.org\n", "csv_column_missing"),
        ("name\n" + "Анна\n" * 20_001, "csv_too_long"),
    ],
)
def test_what_is_no_list_of_people_is_refused_in_a_sentence(
    tmp_path: Path, text: str | bytes, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        read_people(listed(tmp_path, text))

    assert caught.value.code == code
    for language in samples.LANGUAGES:
        assert "people.csv" in sentence(samples.words(language), caught.value)


def test_those_who_stand_twice_are_found(tmp_path: Path) -> None:
    people = read_people(listed(tmp_path, "name,email\nАнна,a@b.org\nАнна,c@b.org\nАННА,A@B.org\n"))

    assert [(first.line, second.line) for first, second in repeated(people)] == [(2, 4)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-11-22", "2026-11-22T23:59:59Z"),
        ("24.12.2026", "2026-12-24T23:59:59Z"),
        ("2026-11-21", "invite_date_past"),
        ("2028-01-01", "invite_date_far"),
        ("soon", "invite_bad_date"),
        ("2026-02-30", "invite_bad_date"),
        ("", "invite_bad_date"),
    ],
)
def test_the_last_day_is_a_sane_one(text: str, wanted: str) -> None:
    if wanted.endswith("Z"):
        assert last_moment(text, NOW) == wanted
        return
    with pytest.raises(SealError) as caught:
        last_moment(text, NOW)
    assert caught.value.code == wanted
    for language in samples.LANGUAGES:
        assert sentence(samples.words(language), caught.value)


def terms(**changed: object) -> Terms:
    sample = making.invite()
    values: dict[str, object] = {
        "organisation": "Ромашка",
        "role": "",
        "form": "quick",
        "language": "ru",
        "who_sees": sample.who_sees,
        "contact": sample.contact,
        "purpose": sample.purpose,
        "consent": sample.consent,
        "keep_days": 90,
        "attempts": 1,
        "expires": "2026-12-24T23:59:59Z",
        "content": sample.content,
    }
    return Terms(**(values | changed))  # type: ignore[arg-type]  # test helper


def people(*names: str) -> tuple[Person, ...]:
    return tuple(Person(name, "", "", number) for number, name in enumerate(names, start=2))


def role_in(role: str, language: str) -> str:
    """Stand in for the name of a role in a language."""
    return f"{role} ({language})"


def invite(folder: Path, who: tuple[Person, ...], **changed: object) -> Made:
    party = making.party()
    again = bool(changed.pop("again", False))
    words = {code: samples.words(code) for code in samples.LANGUAGES}
    making_all = Making(
        recruiter=Recruiter("Ромашка", party.keys, party.signing, {party.keys.opening: party.secret}),
        home=folder / "recruiter",
        out=folder / "out",
        now=NOW,
        new_id=lambda: os.urandom(16).hex(),
        page=lambda text: f"<page>{text}</page>",
        letters=lambda row: inviting.letters(row, words, lambda _words, moment: moment[:10], role_in),
        again=again,
    )
    return invite_people(who, terms(**changed), making_all)


def test_everybody_gets_a_signed_invite_a_page_and_letters(tmp_path: Path) -> None:
    made = invite(tmp_path, people("Анна Белова", "Борис"))

    assert [row.person for row in made.invited] == ["Анна Белова", "Борис"]
    assert len(made.files) == 2 * 6
    for row in made.invited:
        folder = tmp_path / "out" / row.file
        read = read_invite((folder / f"{row.file}.suitinvite").read_bytes(), folder)
        assert (read.id, read.keys, read.keep_days) == (row.id, making.party().keys, 90)
        assert row.person not in row.text
        assert {path.name for path in folder.iterdir()} == {
            *(f"{row.file}.suitinvite", f"{row.file}.html"),
            *(f"{kind}-{code}.txt" for kind in ("invitation", "reminder") for code in ("ru", "en")),
        }
        for code in ("ru", "en"):
            letter = (folder / f"invitation-{code}.txt").read_text()
            assert row.person in letter
            assert making.party().keys.shown in letter
            assert f"{row.file}.html" in letter
        assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.iterdir()))
    register = RegisterFile.open(tmp_path / "recruiter", write=False)
    assert {row.person for row in register.all()} == {"Анна Белова", "Борис"}
    register.close()


def test_letters_name_the_job_where_the_invite_is_for_one(tmp_path: Path) -> None:
    for role in ("", "field_support"):
        (row,) = invite(tmp_path / f"{role}.", people("Анна"), role=role).invited
        for code in samples.LANGUAGES:
            line = samples.words(code)("letters.vacancy", role=role_in(role, code))
            for kind in ("invitation", "reminder"):
                folder = tmp_path / f"{role}." / "out" / row.file
                paragraphs = (folder / f"{kind}-{code}.txt").read_text(encoding="utf-8").split("\n\n")
                assert (line in paragraphs) == bool(role), (role, code, kind)
                assert all(paragraphs)


def test_nobody_is_invited_twice_unless_asked_and_lost_files_come_back(tmp_path: Path) -> None:
    first = invite(tmp_path, people("Анна"))
    (tmp_path / "out" / first.invited[0].file / "invitation-ru.txt").unlink()

    second = invite(tmp_path, people("анна", "Борис"))

    assert [row.id for row in second.known] == [first.invited[0].id]
    assert [row.person for row in second.invited] == ["Борис"]
    assert "invitation-ru.txt" in {
        path.name for path in second.files if path.parent.name == first.invited[0].file
    }
    third = invite(tmp_path, people("Анна"), again=True)
    assert third.invited[0].id != first.invited[0].id
    other_role = invite(tmp_path, people("Анна"), role="service_desk_1")
    assert len(other_role.invited) == 1


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "a/b\\c", "CON", "\u202egpj.exe", "\u001b[2J", ". .", "я" * 120]
)
def test_no_name_leaves_the_folder(tmp_path: Path, name: str) -> None:
    made = invite(tmp_path, people(name))
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and "recruiter" not in path.parts]

    assert outside
    assert all((tmp_path / "out") in path.parents for path in outside)
    assert all(part.isprintable() for path in outside for part in path.relative_to(tmp_path).parts)
    assert len(made.invited[0].file) <= 60


def outcome(path: Path) -> list[str]:
    """Return the names in a list, or the codes of its mistakes."""
    try:
        return [one.name for one in read_people(path)]
    except ContentError as error:
        return [one.code for one in error.problems]
    except UserError as error:
        return [error.code]


def test_nasty_names_from_a_list_are_cleaned_or_refused(tmp_path: Path) -> None:
    refused = 0
    for text in NASTY:
        path = tmp_path / "people.csv"
        with path.open("w", newline="", encoding="utf-8", errors="replace") as file:
            csv.writer(file).writerows([["name", "note"], [text, "x"]])
        (found,) = outcome(path)
        assert clean_text(found) == found
        refused += found in {"people_no_name", "people_long_name", "csv_cell", "csv_encoding"}
    assert 0 < refused < len(NASTY) / 2


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")

    with pytest.raises(OutputError) as caught:
        invite(tmp_path, people("Анна"))

    assert caught.value.code == "output_folder_is_file"
    assert (tmp_path / "out").read_text() == "mine"


def test_texts_of_an_invite_have_an_end() -> None:
    assert inviting.line("  a\u202eb \n c ", "--contact") == "ab c"
    for text, work in ((201 * "x", inviting.line), (2001 * "x", inviting.long_text)):
        with pytest.raises(SealError) as caught:
            work(text, "--contact")
        assert caught.value.values["option"] == "--contact"


FACTS = consent.ConsentFacts("Ромашка", "Разговор.", "Анна", "hr@example.org", 21)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_template_names_what_a_consent_must_name(language: str) -> None:
    made = consent.template(samples.words(language), FACTS)

    for part in ("Ромашка", "Разговор", "Анна", "hr@example.org", "21"):
        assert part in made.text
    assert ".." not in made.text
    assert "{" not in made.text
    assert made.text.count("\n\n") == len(consent.PARAGRAPHS)
    assert clean_lines(made.text) == made.text
    document = consent.document(samples.words(language), made)
    assert made.sha256 in document
    assert made.version in document
    changed = consent.template(samples.words(language), consent.ConsentFacts("Р", "Р", "Р", "Р", 22))
    assert changed.sha256 != made.sha256


def test_an_own_consent_is_taken_as_it_is_but_clean(tmp_path: Path) -> None:
    path = tmp_path / "consent.txt"
    path.write_bytes("\ufeffПервый абзац.\r\n\r\n\r\nВторой\u202e.\u001b\n".encode())

    made = consent.own_text(path)

    assert made.text == "Первый абзац.\n\nВторой."
    assert made.version == f"own {made.sha256[:12]}"
    for broken, code in (
        (b"", "consent_bad_length"),
        (b"x" * 20_001, "consent_bad_length"),
        (b"\xff\xfe\xfd", "consent_not_utf8"),
    ):
        path.write_bytes(broken)
        with pytest.raises(SealError) as caught:
            consent.own_text(path)
        assert caught.value.code == code
