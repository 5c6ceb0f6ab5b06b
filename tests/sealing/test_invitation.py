"""The candidate's side: an invite opened, agreed to, bound to a sitting, read through, sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from suitability.domain.session import ContentStamp
from suitability.errors import UserError
from suitability.services import cipher, kept
from suitability.services import sitting as sittings
from suitability.services.invitation import (
    about_lines,
    content_lines,
    invitation_from,
    kept_invitation,
    open_invitation,
)
from suitability.services.messages import sentence
from suitability.storage.run_invite import invite_path, read_run_invite
from tests.sealing import making
from tests.sealing.candidates import here, invite_file, invited
from tests.services import samples
from tests.tui.support import settings


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        work()
    for language in samples.LANGUAGES:
        assert sentence(samples.words(language), caught.value) != str(caught.value)
    return caught.value.code


def test_nothing_is_sealed_before_the_person_agrees(tmp_path: Path) -> None:
    invitation = invited(tmp_path)

    assert refusal(lambda: invitation.seal(making.result())) == "seal_without_consent"
    invitation.agree()
    invitation.refuse()
    assert refusal(lambda: invitation.seal(making.result())) == "seal_without_consent"
    invitation.agree()
    assert making.opened(invitation.seal(making.result())).result == making.result()


def test_every_sealing_of_one_sitting_has_the_same_key_and_another_sitting_another(tmp_path: Path) -> None:
    invitation = invited(tmp_path)
    invitation.agree()
    first = making.opened(invitation.seal(making.result()))
    later = kept_invitation(here(tmp_path), making.result().id)
    assert later is not None
    other = invited(tmp_path)
    other.agree()

    again = making.opened(later.seal(making.result()))
    second = making.opened(other.seal(replace(making.result(), id="e" * 32)))

    assert (first.run_key, first.consent) == (again.run_key, again.consent)
    assert second.run_key != first.run_key


def test_what_is_kept_beside_the_sitting_is_private_and_goes_with_it(tmp_path: Path) -> None:
    """Forgetting a sitting erases the invite, the key and the consent."""
    own = settings(tmp_path / "runs")
    started = sittings.start(own, "quick", "ru")
    invitation = invited(tmp_path)
    invitation.agree()
    assert invitation.bind(started.id)
    started.omit(None)
    started.close()
    path = invite_path(tmp_path / "runs", started.id)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [run.id for run in invitation.runs()] == [started.id]
    assert invited(tmp_path, id="cc" * 16).runs() == ()

    kept.forget(tmp_path / "runs", [started.id])

    assert list((tmp_path / "runs").iterdir()) == []
    assert invitation.runs() == ()


def test_what_is_kept_may_be_damaged_and_never_stops_the_sitting(tmp_path: Path) -> None:
    invitation = invited(tmp_path)
    invitation.agree()
    invitation.seal(making.result())
    path = invite_path(tmp_path / "runs", making.result().id)
    for broken in ("", "{}", "[" * 5000, path.read_text().replace("suitability-run", "x")):
        path.write_text(broken)
        assert refusal(lambda: kept_invitation(here(tmp_path), making.result().id))
        fresh = invited(tmp_path)
        fresh.recall(making.result().id)
        assert fresh.consent is None
    assert read_run_invite(tmp_path / "runs", "nothing") is None


def test_an_unwritable_place_still_seals(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file in the way")
    invitation = invited(tmp_path)
    invitation.agree()

    assert not invitation.bind("x")
    assert making.opened(invitation.seal(making.result())).result == making.result()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"content": ContentStamp("suitability", "9.9", "f" * 64)}, "invite_other_questions"),
        ({"form": "endless"}, "invite_other_questions"),
    ],
)
def test_an_invite_for_other_questions_is_refused(
    tmp_path: Path, changed: dict[str, object], code: str
) -> None:
    assert refusal(lambda: invited(tmp_path, **changed)) == code


def test_an_edited_invite_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    path = invite_file(tmp_path)
    text = path.read_text()
    place = len(text) // 2
    path.write_text(text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :])

    assert refusal(lambda: open_invitation(here(tmp_path), path)) in {"invite_altered", "seal_damaged"}


def test_dates_are_judged_by_the_clock_of_this_machine(tmp_path: Path) -> None:
    path = invite_file(tmp_path)
    early = open_invitation(here(tmp_path, datetime(2026, 10, 1, tzinfo=UTC)), path)
    late = open_invitation(here(tmp_path, datetime(2027, 1, 1, tzinfo=UTC)), path)

    assert refusal(early.check_dates) == "invite_not_yet"
    assert refusal(late.check_dates) == "invite_expired"
    open_invitation(here(tmp_path), path).check_dates()


def test_a_result_of_another_form_or_other_questions_is_not_sealed(tmp_path: Path) -> None:
    invitation = invited(tmp_path)
    invitation.agree()
    other = replace(making.result(), content=ContentStamp("x", "1", "0" * 64))

    assert refusal(lambda: invitation.seal(making.result(form="full"))) == "seal_other_form"
    assert refusal(lambda: invitation.seal(other)) == "seal_other_questions"


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("form", samples.FORMS)
def test_everything_in_the_file_can_be_read_before_it_is_sealed(
    tmp_path: Path, language: str, form: str
) -> None:
    invitation = invited(tmp_path, form=form)
    invitation.agree()
    result = making.result(form=form)
    lines = list(content_lines(samples.bank(), invitation, result, samples.words(language)))
    text = "\n".join(lines)

    assert invitation.invite.organisation in lines[0]
    assert invitation.invite.id[:8] in text
    for piece in (result.program, result.content.version, result.id):
        assert piece in text
    for item in result.order:
        assert samples.bank().items[item].text.on(language) in text
    assert sum(line[:1].isdigit() for line in lines) == len(result.order)
    assert samples.words(language)("recruiting.seal.skipped") in text
    assert samples.words(language)(f"screens.languages.{result.language}") in text
    timed = [line for line in lines if line[:1].isdigit() and line.endswith(")")]
    assert timed
    assert all(" (" in line for line in timed)


def test_what_the_invite_says_is_shown_with_its_fingerprint(tmp_path: Path) -> None:
    invitation = invited(tmp_path)
    said = dict(about_lines(invitation.invite, samples.words("en"), "Service desk"))

    assert said["Who invites you"] == "Ромашка"
    assert said["For which job"] == "Service desk"
    assert invitation.invite.keys.shown in said.values()


def test_an_invite_may_arrive_inside_a_mail(tmp_path: Path) -> None:
    text = (
        f"> Здравствуйте!\n> \n{''.join('> ' + line + chr(10) for line in making.invite_text().splitlines())}"
    )

    assert invitation_from(here(tmp_path), text.encode(), making.NOWHERE).invite == making.invite()
    assert cipher.is_point(making.invite().keys.opening)
