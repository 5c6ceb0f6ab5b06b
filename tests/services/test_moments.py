"""One way to say when: the same on screens, in lists and in the dialogue."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

from suitability.services.moments import moment, run_line
from suitability.storage.runs import RunSummary
from tests.services import samples

RU, EN = samples.words("ru"), samples.words("en")
ZONE = timezone(timedelta(hours=3))


def run(**more: object) -> RunSummary:
    """Return a kept sitting of the quick form with some fields changed."""
    values: dict[str, object] = {
        "id": "a" * 32,
        "path": Path("/x/a.run"),
        "form": "quick",
        "language": "ru",
        "answered": 12,
        "total": 28,
        "started": "2026-03-01T10:00:00Z",
        "last": "2026-03-01T22:05:00.000Z",
    }
    return RunSummary(**(values | more))  # type: ignore[arg-type]  # the values fit their fields


def test_moments_follow_the_language_and_the_zone() -> None:
    text = "2026-03-01T22:05:00.000Z"

    assert moment(text, RU, ZONE) == "02.03.2026, 01:05"
    assert moment(text, EN, ZONE) == "2026-03-02, 01:05"
    assert moment("yesterday", EN) == ""
    assert moment("0001-01-01T00:00:00Z", EN, timezone(timedelta(hours=-12))) == ""


def test_a_sitting_is_told_with_its_start_and_its_last_change() -> None:
    assert run_line(samples.bank(), run(), EN, ZONE) == (
        "Quick form: started 2026-03-01, 13:00, last changed 2026-03-02, 01:05; "
        "12 of 28 answered, not finished"
    )
    assert run_line(samples.bank(), run(finished=True), RU, ZONE) == (
        "Короткая форма: опрос начат 01.03.2026, 13:00, последнее изменение 02.03.2026, 01:05; "
        "отвечено 12 из 28, закончен"
    )
    assert "last changed" not in run_line(samples.bank(), run(last="2026-03-01T10:00:30Z"), EN, ZONE)


def test_what_cannot_be_read_is_told_by_its_name() -> None:
    broken = RunSummary("b" * 32, Path("/x/b.run"), reason="run_damaged")

    assert run_line(samples.bank(), broken, EN) == EN("kept.unreadable", name="b.run")
    assert EN("kept.unknown_time") in run_line(samples.bank(), run(form="no-such", started="?"), EN)
