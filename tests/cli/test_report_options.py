"""``suitability report``: editions, what is printed on the front, an organisation's profile, an archive."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.cli.running import Cli, result_file
from tests.services import samples

PROFILE = """\
organisation: Career Centre “Shore”
prepared_by: Mary Orlova
logo: logo.png
introduction:
  en: |
    Bring it to our talk.
edition: recruiter
grey: true
"""


def logo(folder: Path) -> None:
    """Put a picture beside the profile."""
    written = BytesIO()
    Image.new("RGB", (60, 20), (10, 90, 60)).save(written, "PNG")
    (folder / "logo.png").write_bytes(written.getvalue())


def words(pdf: Path) -> int:
    """Return the number of pages of a PDF."""
    with pikepdf.open(pdf) as document:
        return len(document.pages)


@pytest.mark.parametrize("edition", ["candidate", "recruiter", "counsellor"])
def test_an_edition_is_written_under_a_name_of_its_own(cli: Cli, tmp_path: Path, edition: str) -> None:
    cli.speak("en")
    ran = cli("report", result_file(tmp_path), "--edition", edition, "--format", "html")
    (path,) = (tmp_path / "here").iterdir()

    assert (ran.code, ran.err) == (0, "")
    assert (edition in path.name) == (edition != "candidate")
    assert f'<body class="{edition}"' in path.read_text(encoding="utf-8")


def test_a_profile_gives_what_no_option_says(cli: Cli, tmp_path: Path) -> None:
    """Organisation, logo, introduction, edition and grey from the file; an option wins over it."""
    cli.speak("en")
    logo(tmp_path)
    profile = tmp_path / "centre.yaml"
    profile.write_text(PROFILE, encoding="utf-8")
    source = result_file(tmp_path)
    ran = cli("report", source, "--profile", profile, "--format", "html", "--output", "-")
    page = ran.raw.decode()

    assert ran.code == 0
    assert '<body class="recruiter"' in page
    for text in ("Career Centre “Shore”", "Mary Orlova", "Bring it to our talk.", "data:image/png;base64,"):
        assert text in page
    assert "#123A5E" not in page

    own = cli("report", source, "--profile", profile, "--edition", "candidate", "--format", "json")
    body = json.loads(own.out)
    assert body["edition"]["edition"] == "candidate"
    assert body["edition"]["organisation"] == "Career Centre “Shore”"

    other = cli("report", source, "--profile", profile, "--language", "ru", "--format", "text")
    assert "Bring it to our talk." not in other.out
    assert "“ru”" in other.err


def test_mistakes_in_a_profile_are_told_with_their_places(cli: Cli, tmp_path: Path) -> None:
    cli.speak("en")
    profile = tmp_path / "centre.yaml"
    profile.write_text("organisation: <b>Shore</b>\nedtion: recruiter\n", encoding="utf-8")
    ran = cli("report", result_file(tmp_path), "--profile", profile, "--format", "text")

    assert ran.code == 3
    assert "centre.yaml:2:1" in ran.err
    assert "edition" in ran.err
    assert not list((tmp_path / "here").iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--date", "1 December"], "1 December"),
        (["--date", "2026-13-01"], "2026-13-01"),
        (["--logo", "nowhere.png"], "nowhere.png"),
        (["--introduction", "nowhere.txt"], "nowhere.txt"),
        (["--profile", "nowhere.yaml"], "nowhere.yaml"),
        (["--country", "atlantis"], "atlantis"),
        (["--language", "en", "--role", "service_desk_1", "--hours", "20"], "--country"),
        (["--language", "en", "--region", "perm"], "moscow (Moscow)"),
        (["--edition", "boss"], "candidate"),
        (["--organisation", "<b>Shore</b>"], "--organisation"),
        (["--prepared-by", "**Mary**"], "--prepared-by"),
        (["--country", "ru", "--rate", "0.5"], "--role"),
        (["--country", "ru", "--role", "support"], "service_desk_1"),
        (["--country", "ru", "--role", "line 2", "--hours", "60"], "40"),
    ],
)
def test_bad_options_get_one_sentence(cli: Cli, tmp_path: Path, arguments: list[str], said: str) -> None:
    cli.speak("en")
    ran = cli("report", result_file(tmp_path), "--format", "html", *arguments)

    assert ran.code in {1, 2}
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not list((tmp_path / "here").iterdir())


def test_a_report_answers_for_the_step_and_the_part_of_a_full_job(cli: Cli, tmp_path: Path) -> None:
    """Role and place by their names, or by a part of a name that no other has; half of 92,500 is 46,250."""
    cli.speak("en")
    asked = ("--country", "Russia", "--region", "Москва", "--role", "line 2", "--experience", "1-3")
    ran = cli("report", result_file(tmp_path), "--format", "text", *asked, "--hours", "20")
    text = " ".join(ran.out.split())

    assert ran.code == 0
    assert "Service desk, line 2: Moscow" in text
    assert "For 0.5 of a full-time job" in text
    assert "46,250" in text


def test_a_logo_with_markup_is_refused_before_anything_is_written(cli: Cli, tmp_path: Path) -> None:
    cli.speak("ru")
    drawing = tmp_path / "logo.png"
    drawing.write_text("<svg onload='alert(1)'/>", encoding="utf-8")
    ran = cli("report", result_file(tmp_path), "--format", "html", "--logo", drawing)

    assert ran.code == 1
    assert "logo.png" in ran.err
    assert not list((tmp_path / "here").iterdir())


def test_an_archive_holds_the_result_it_was_made_from(cli: Cli, tmp_path: Path) -> None:
    """Detached and read again it is the same result, and gives the same report."""
    cli.speak("en")
    target = tmp_path / "archive.pdf"
    source = result_file(tmp_path)
    ran = cli("report", source, "--edition", "recruiter", "--archive", "--output", target)
    with pikepdf.open(target) as document:
        (name,) = document.attachments
        inside = document.attachments[name].get_file().read_bytes()
    copy = tmp_path / "copy.json"
    copy.write_bytes(inside)

    assert ran.code == 0
    assert json.loads(inside)["id"] == json.loads(Path(source).read_text(encoding="utf-8"))["id"]
    again = cli("report", copy, "--format", "text")
    assert again.raw == cli("report", source, "--format", "text").raw


def test_grey_large_and_binder_reach_the_pdf(cli: Cli, tmp_path: Path) -> None:
    cli.speak("en")
    small, large = tmp_path / "small.pdf", tmp_path / "large.pdf"
    source = result_file(tmp_path)
    looks = ("--grey", "--large-print", "--binder", "--paper", "Letter")
    assert cli("report", source, "--edition", "recruiter", "--output", small).code == 0
    assert cli("report", source, "--edition", "recruiter", *looks, "--output", large).code == 0
    assert words(large) > words(small)
    assert samples.LANGUAGES == ("ru", "en")
