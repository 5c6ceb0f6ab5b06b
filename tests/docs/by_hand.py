"""A second way to every number of a result, as a reader of docs/manual.md would take it.

Figures come from the page's tables, keys and values from the files in questions/items/, answers from a result
file. Nothing of the program is imported: what this cannot work out, the manual does not say.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
Given = dict[str, Any]
"""Answers by item, without the skipped ones."""


@dataclass(frozen=True, slots=True)
class Score:
    """A scale: score, error, range, zone, and the zone beyond a near cut."""

    score: float
    sem: float
    low: float
    high: float
    zone: str
    near: str | None


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign: status, index, and the item whose other answer would lead to another status."""

    status: str
    index: float | None = None
    pivot: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Everything worked out of one result file."""

    scales: dict[str, Score | None]
    strongest: str | None
    weakest: str | None
    terms: tuple[float, float, float, float] | None
    signs: dict[str, Sign]
    tasks: dict[str, float]
    quality: dict[str, tuple[float | None, str]]
    interpretable: bool
    outcome: str


class Manual:
    """The tables of the manual, and the items."""

    def __init__(self, page: Path, items: Path) -> None:
        self._text = page.read_text(encoding="utf-8")
        self.items: dict[str, Any] = {
            item["id"]: item
            for file in sorted(items.glob("*.yaml"))
            for item in yaml.safe_load(file.read_text(encoding="utf-8"))
        }
        self.rules = {row[0].strip("`"): row[1] for row in self.table("rules") if row[0].startswith("`")}
        self.sems = {(row[0].strip("`"), row[1], int(row[2])): float(row[3]) for row in self.table("errors")}
        self.scales = list(dict.fromkeys(row[1] for row in self.table("balance")))
        self.made_of = {row[0].split()[1]: row[4].split(", ") for row in self.table("signs")}

    def table(self, name: str) -> list[list[str]]:
        """Return the cells of a table between its marks, head lines left out."""
        begin, end = f"<!-- manual {name}: begin -->", f"<!-- manual {name}: end -->"
        lines = self._text[self._text.index(begin) : self._text.index(end)].splitlines()
        found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
        return found[2:]

    def rule(self, name: str) -> float:
        """Return a number of the table of rules."""
        return float(self.rules[name])

    def cuts(self, index: str) -> tuple[float | None, float | None]:
        """Return the soft and strong cut of a quality index, None where it has none."""
        soft, strong = (self.rules.get(f"quality.{index}.{name}") for name in ("soft", "strong"))
        return None if soft is None else float(soft), None if strong is None else float(strong)

    def reckon(self, result: Mapping[str, Any]) -> Reckoned:
        """Return everything that follows from a result file (its JSON)."""
        order: list[str] = result["order"]
        given: Given = {one["item"]: one["answer"] for one in result["responses"] if "answer" in one}
        times = {one["item"]: one.get("ms") for one in result["responses"]}
        scales = {scale: self._scale(result["form"], scale, order, given) for scale in self.scales}
        terms = self._terms(order, given)
        signs = {sign: self._sign(sign, order, given, terms) for sign in self.made_of}
        quality = self._quality(order, given, times, terms)
        levels = [level for _, level in quality.values()]
        sound = levels.count("strong") < self.rule("quality.not_interpretable_strong") and levels.count(
            "soft"
        ) < self.rule("quality.not_interpretable_soft")
        outcome = self._outcome(scales, signs) if sound else "not_interpretable"
        tasks = {
            item: self.keyed(item, given[item])
            for item in order
            if item in given and self.items[item]["kind"] in ("situation", "sequence", "choice")
        }
        strongest, weakest = self._apart(scales)
        return Reckoned(scales, strongest, weakest, terms, signs, tasks, quality, sound, outcome)

    def change(self, old: Reckoned, new: Reckoned) -> dict[str, str]:
        """Return the verdict for each scale (step 14); nothing where one of the two is not interpretable."""
        found: dict[str, str] = {}
        for scale in self.scales if old.interpretable and new.interpretable else ():
            one, two = old.scales[scale], new.scales[scale]
            if one is None or two is None:
                found[scale] = "unknown"
                continue
            needed = self.rule("change_z") * math.sqrt(one.sem**2 + two.sem**2)
            moved = two.score - one.score
            found[scale] = "within_error" if abs(moved) < needed else "higher" if moved > 0 else "lower"
        return found

    def keyed(self, item_id: str, answer: Any) -> float:
        """Return the keyed value 0-1 of an answer (steps 1 and 11)."""
        item = self.items[item_id]
        if item["kind"] == "rating":
            value = float(answer - 1) / 4
            return 1 - value if item["keying"] == "-" else value
        if item["kind"] == "choice":
            return float({option["id"]: option["value"] for option in item["options"]}[answer])
        if item["kind"] == "situation":
            values = {reply["id"]: reply["value"] for reply in item["replies"]}
            spread = max(values.values()) - min(values.values())
            return float(((values[answer["most"]] - values[answer["least"]]) / spread + 1) / 2)
        pairs = all_pairs(item["before"])
        kept: int = sum(answer.index(first) < answer.index(then) for first, then in pairs)
        return kept / len(pairs)

    def possible(self, item_id: str) -> list[float]:
        """Return every keyed value that an item can have, the lowest first."""
        item = self.items[item_id]
        if item["kind"] == "rating":
            return [0, 0.25, 0.5, 0.75, 1]
        if item["kind"] == "choice":
            return sorted({option["value"] for option in item["options"]})
        steps = [step["id"] for step in item["steps"]]
        return sorted({self.keyed(item_id, order) for order in itertools.permutations(steps)})

    def _of(self, order: Sequence[str], kind: str) -> list[str]:
        return [item for item in order if self.items[item]["kind"] == kind]

    def _scale(self, form: str, scale: str, order: Sequence[str], given: Given) -> Score | None:
        own = [item for item in self._of(order, "rating") if self.items[item].get("scale") == scale]
        values = [self.keyed(item, given[item]) for item in own if item in given]
        if len(values) < least(self.rule("answered.scale"), len(own)):
            return None
        score, sem = 100 * sum(values) / len(values), self.sems[form, scale, len(values)]
        low_cut, high_cut = self.rule("zones.low_below"), self.rule("zones.high_above")
        zone = "low" if score < low_cut else "high" if score > high_cut else "middle"
        to_low, to_high = abs(score - low_cut), abs(score - high_cut)
        near = None
        if min(to_low, to_high) <= self.rule("zones.border_sems") * sem:
            beyond = "low" if to_low <= to_high else "high"
            near = "middle" if zone == beyond else beyond
        half = self.rule("band_z") * sem
        return Score(score, sem, max(0.0, score - half), min(100.0, score + half), zone, near)

    def _apart(self, scales: Mapping[str, Score | None]) -> tuple[str | None, str | None]:
        known = sorted((one.score, name, one.sem) for name, one in scales.items() if one is not None)
        if len(known) < 2:
            return None, None
        (low, weakest, low_sem), (high, strongest, high_sem) = known[0], known[-1]
        if high - low < self.rule("band_z") * math.sqrt(low_sem**2 + high_sem**2):
            return None, None
        return None if known[-2][0] == high else strongest, None if known[1][0] == low else weakest

    def _terms(self, order: Sequence[str], given: Given) -> tuple[float, float, float, float] | None:
        """Return hits, false alarms, d' and its value 0-1 (step 10)."""
        claims: dict[bool, list[float]] = {}
        for sort in (True, False):
            asked = [item for item in self._of(order, "familiarity") if self.items[item]["real"] is sort]
            claims[sort] = [(given[item] - 1) / 2 for item in asked if item in given]
            if not claims[sort] or len(claims[sort]) < least(self.rule("answered.sign"), len(asked)):
                return None
        real, invented = len(claims[True]), len(claims[False])
        reached = d_prime(sum(claims[True]), real, sum(claims[False]), invented)
        value = min(1.0, max(0.0, reached / d_prime(real, real, 0, invented)))
        return sum(claims[True]) / real, sum(claims[False]) / invented, reached, round(value, 9)

    def _status(self, index: float, provisional: bool) -> str:
        cut = "signs.provisional_raised_below" if provisional else "signs.raised_below"
        if index < self.rule(cut):
            return "raised"
        return "clear" if index > self.rule("signs.clear_above") else "thought"

    def _sign(
        self, sign: str, order: Sequence[str], given: Given, terms: tuple[float, float, float, float] | None
    ) -> Sign:
        kinds = self.made_of[sign]
        own = [item for item in order if self.items[item].get("sign") == sign]
        own = [item for item in own if self.items[item]["kind"] in kinds]
        single = [item for item in own if self.items[item]["kind"] != "familiarity"]
        asked = len(single) + (len(single) < len(own))
        values = {item: self.keyed(item, given[item]) for item in single if item in given}
        extra = [terms[3]] if len(single) < len(own) and terms is not None else []
        if not values or len(values) + len(extra) < least(self.rule("answered.sign"), asked):
            return Sign("unknown")
        provisional = asked < self.rule("signs.provisional_below_items")
        index = mean([*values.values(), *extra])
        status = self._status(index, provisional)
        best: tuple[float, tuple[str, str]] | None = None
        for item, value in sorted(values.items(), key=lambda one: (one[1], one[0])):
            for other in self.possible(item):
                new = self._status(mean([*(values | {item: other}).values(), *extra]), provisional)
                moved = round(abs(other - value), 9)
                if new != status and (best is None or moved < best[0]):
                    best = (moved, (item, new))
        return Sign(status, index, None if best is None else best[1])

    def _quality(
        self,
        order: Sequence[str],
        given: Given,
        times: Mapping[str, int | None],
        terms: tuple[float, float, float, float] | None,
    ) -> dict[str, tuple[float | None, str]]:
        statements = [item for item in self._of(order, "rating") if item in given]
        codes = [given[item] for item in statements]
        timed = [time for item in statements if (time := times[item]) is not None]
        lines = [item for item in self._of(order, "instructed") if item in given]
        wanted, few = self.rule("quality.min_answers"), self.rule("quality.fast_ms")
        found: dict[str, float | None] = dict.fromkeys(
            ("fast_share", "instructed_failed", "longest_run", "answer_sd", "yes_saying", "no_saying")
        )
        if len(timed) >= wanted:
            found["fast_share"] = sum(time < few for time in timed) / len(timed)
        if lines:
            found["instructed_failed"] = sum(given[item] != self.items[item]["expected"] for item in lines)
        if len(codes) >= wanted:
            middle = sum(codes) / len(codes)
            found["longest_run"] = max(len(list(run)) for _, run in itertools.groupby(codes))
            found["answer_sd"] = math.sqrt(sum((code - middle) ** 2 for code in codes) / (len(codes) - 1))
            found["yes_saying"] = found["no_saying"] = middle
        if self._of(order, "familiarity"):
            found["overclaiming"] = None if terms is None else terms[1]
        return {index: (value, level(index, value, *self.cuts(index))) for index, value in found.items()}

    def _outcome(self, scales: Mapping[str, Score | None], signs: Mapping[str, Sign]) -> str:
        known = [one for one in scales.values() if one is not None]
        low = sum(one.zone == "low" and one.near is None for one in known)
        raised = [one.index or 0.0 for one in signs.values() if one.status == "raised"]
        thought = sum(one.status == "thought" for one in signs.values())
        several, think = "outcomes.several_warnings.", "outcomes.think_first."
        strong = sum(index < self.rule(several + "signs_strong.below") for index in raised)
        if len(known) < self.rule("outcomes.too_few_answers.scales_known_below"):
            return "too_few_answers"
        if (
            strong >= self.rule(several + "signs_strong.at_least")
            or len(raised) >= self.rule(several + "signs_raised_from")
            or low >= self.rule(several + "zones_low_from")
        ):
            return "several_warnings"
        if (
            len(raised) >= self.rule(think + "signs_raised_from")
            or low >= self.rule(think + "zones_low_from")
            or thought >= self.rule(think + "signs_thought_from")
        ):
            return "think_first"
        return "nothing_against"


def least(share: float, asked: int) -> int:
    """Return how many of ``asked`` items make a share, rounded up."""
    return math.ceil(share * asked - 1e-9)


def mean(values: Sequence[float]) -> float:
    """Return the mean to nine decimals."""
    return round(math.fsum(values) / len(values), 9)


def all_pairs(before: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    """Return the required pairs of steps, those that follow from others included."""
    pairs = {(first, then) for first, then in before}
    while True:
        more = {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs
        if not more:
            return pairs
        pairs |= more


def d_prime(hits: float, real: int, false_alarms: float, invented: int) -> float:
    """Return d' as step 10 has it: H, R, F, I."""
    share = real / (real + invented)
    hit_rate = (hits + share) / (real + 2 * share)
    false_rate = (false_alarms + 1 - share) / (invented + 2 * (1 - share))
    return NormalDist().inv_cdf(hit_rate) - NormalDist().inv_cdf(false_rate)


def level(index: str, value: float | None, soft: float | None, strong: float | None) -> str:
    """Return the level of a quality index; a cut belongs to its signal."""
    if value is None:
        return "unknown"
    turned = -1 if index in ("answer_sd", "no_saying") else 1
    for name, cut in (("strong", strong), ("soft", soft)):
        if cut is not None and turned * value >= turned * cut:
            return name
    return "none"


def typed_cuts(text: str) -> dict[str, list[float]]:
    """Return the numbers in the columns *soft* and *strong* of the table of indices in section 6."""
    found: dict[str, list[float]] = {}
    for name, soft, strong in re.findall(r"^\| `(\w+)` \|[^|]+\| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE):
        found[name] = [float(one) for one in re.findall(r"\d*\.?\d+", f"{soft} {strong}")]
    return found
