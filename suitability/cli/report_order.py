"""From the options of ``report`` and an organisation's profile to what is wanted of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from suitability.cli import environment
from suitability.cli.output import say
from suitability.domain.pay import STEPS
from suitability.errors import UserError
from suitability.services import files
from suitability.services.edition_types import FrontMatter

if TYPE_CHECKING:
    from suitability.cli.reports import Wanted
    from suitability.services.edition_types import DocumentFormat
    from suitability.services.pay_types import PayPlace
    from suitability.storage.report_profile import ReportProfile

EDITIONS = ("candidate", "recruiter", "counsellor")
PAPERS = ("A4", "Letter")
_PLACE = ("country", "region", "role")
_ABOUT_ROLE = ("experience", "rate", "hours")

Decorator = Callable[[Callable[..., object]], Callable[..., object]]

_FILE = click.Path(path_type=Path)

PERSONAL: tuple[Decorator, ...] = (click.option("--name"), click.option("--conditions"))
"""Options that mean one person."""

OPTIONS: tuple[Decorator, ...] = (
    click.option("--edition", type=click.Choice(EDITIONS)),
    click.option("--language", type=click.Choice(environment.LANGUAGES)),
    *PERSONAL,
    click.option("--country"),
    click.option("--region"),
    click.option("--role"),
    click.option("--experience", type=click.Choice(STEPS)),
    click.option("--rate", type=float),
    click.option("--hours", type=float),
    click.option("--prepared-for"),
    click.option("--prepared-by"),
    click.option("--organisation"),
    click.option("--date", "day"),
    click.option("--logo", type=_FILE),
    click.option("--introduction", type=_FILE),
    click.option("--paper", type=click.Choice(PAPERS, case_sensitive=False)),
    click.option("--grey", is_flag=True, default=None),
    click.option("--large-print", is_flag=True, default=None),
    click.option("--binder", is_flag=True, default=None),
    click.option("--archive", is_flag=True, default=None),
    click.option("--profile", type=_FILE),
)
"""The options of everything that prints reports; ``wanted`` takes their values."""


def report_options(function: Callable[..., object]) -> Callable[..., object]:
    """Give a command all options of printing."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def batch_options(function: Callable[..., object]) -> Callable[..., object]:
    """Give a command all options of printing but those that mean one person."""
    for option in reversed([one for one in OPTIONS if one not in PERSONAL]):
        function = option(function)
    return function


def wanted(kind: DocumentFormat, asked: dict[str, Any]) -> Wanted:
    """Return what is wanted: an option that was given, else the profile's field, else the usual.

    Raises:
        ContentError: the profile or the introduction has mistakes.
        UserError: a file cannot be read, or the day is no day.
    """
    from suitability.cli.reports import Look, Wanted  # noqa: PLC0415 - not before a report is made
    from suitability.storage.report_profile import ReportProfile, read_profile  # noqa: PLC0415 - as above

    path: Path | None = asked["profile"]
    profile = ReportProfile() if path is None else read_profile(path)

    def chosen(name: str, usual: Any) -> Any:
        for value in (asked[name], getattr(profile, name)):
            if value is not None:
                return value
        return usual

    language = chosen("language", environment.language())
    logo = asked["logo"]
    if logo is None and profile.logo is not None and path is not None:
        logo = path.parent / profile.logo
    return Wanted(
        language,
        kind,
        edition=chosen("edition", "candidate"),
        front=_front(profile, asked, language),
        place=_place({**asked, **{name: chosen(name, None) for name in _PLACE}}, language),
        look=Look(
            paper=chosen("paper", "A4"),
            grey=chosen("grey", False),
            large=chosen("large_print", False),
            binder=chosen("binder", False),
            archive=chosen("archive", False),
            logo=logo,
        ),
    )


def _place(asked: Mapping[str, Any], language: str) -> PayPlace | None:
    """Return for which place the pay is shown, as ``suitability salary`` takes it; None: for every country.

    Raises:
        UserError: experience or a part of a full job without a role; or as ``pay_place.place_asked``.
    """
    if not asked["role"] and any(asked[name] is not None for name in _ABOUT_ROLE):
        raise UserError("report_pay_no_role")
    from suitability.cli import pay_place  # noqa: PLC0415 - not before a report is made

    guide = environment.guide()
    question = pay_place.PayQuestion(
        **{name: asked[name] or None for name in _PLACE}, **{name: asked[name] for name in _ABOUT_ROLE}
    )
    return pay_place.place_asked(guide, question, language) or pay_place.usual_place(guide, language)


def _front(profile: ReportProfile, asked: dict[str, Any], language: str) -> FrontMatter:
    """Return what is printed at the head of the report."""
    file: Path | None = asked["introduction"]
    if file is None:
        introduction = profile.paragraphs(language)
        if profile.introduction and not introduction:
            say(environment.words()("commands.report.no_introduction", language=language))
    else:
        from suitability.storage.printed_text import read_introduction  # noqa: PLC0415 - not before it is needed

        introduction = read_introduction(file)
    return FrontMatter(
        person=_name(asked.get("name")),
        prepared_for=_name(_plain(asked, "prepared_for") or profile.prepared_for),
        prepared_by=_name(_plain(asked, "prepared_by") or profile.prepared_by),
        organisation=_name(_plain(asked, "organisation") or profile.organisation),
        date=_day(asked["day"]),
        introduction=introduction,
    )


def _plain(asked: Mapping[str, Any], option: str) -> str | None:
    """Return the text of an option that is printed as it stands.

    Raises:
        UserError: it holds markup, which a profile may not hold either.
    """
    from suitability.storage.printed_text import markup_in  # noqa: PLC0415 - not before it is needed

    text: str | None = asked[option]
    markup = None if text is None else markup_in(text)
    if markup is not None:
        raise UserError("report_markup", option=f"--{option.replace('_', '-')}", found=markup.found)
    return text


def _name(name: str | None) -> str | None:
    """Return a name to print, or None; say so when it had to be shortened."""
    if not name:
        return None
    if files.is_too_long(name):
        say(environment.words()("commands.report.name_shortened", limit=files.NAME_LIMIT))
    return files.clean_name(name) or None


def _day(text: str | None) -> str | None:
    """Return a day as it was given.

    Raises:
        UserError: there is no such day, or it is not written YYYY-MM-DD.
    """
    if text is None:
        return None
    try:
        if len(text) != len("2026-11-22"):
            raise ValueError(text)
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UserError("report_bad_date", date=files.clean_name(text)) from error
