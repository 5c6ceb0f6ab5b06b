"""What a refresh of pay figures asks for, and which role each answer stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from suitability.domain.pay import Currency
from suitability.domain.pay_source import GuideSource
from suitability.domain.text import LocalizedText


@dataclass(frozen=True, slots=True)
class RefreshArea:
    """An area of hh.ru and the region of ours that it is."""

    area: int
    place: str


@dataclass(frozen=True, slots=True)
class RefreshSearch:
    """One search: a role of hh.ru, and the role or group of ours that its figures stand for.

    ``by_step`` names another role for single steps of experience.
    """

    professional_role: int
    role: str
    group: LocalizedText
    by_step: Mapping[str, str] = field(default_factory=dict)
    near_roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefreshPlan:
    """What is asked for in one country: ``area`` is the whole of it, ``steps`` the words for experience."""

    country: str
    currency: Currency
    asked_currency: str
    area: int
    areas: tuple[RefreshArea, ...]
    source: GuideSource
    few: LocalizedText
    steps: Mapping[str, LocalizedText]
    searches: tuple[RefreshSearch, ...]
