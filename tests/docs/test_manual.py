"""docs/manual.md keeps up, and its worked example can be repeated by hand from what the page prints."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from statistics import NormalDist

import click
import pytest

from scripts.manual_figures import (
    PAGE,
    alternatives_table,
    leaves,
    marks,
    origin_of,
    rules_table,
    tables,
    with_tables,
)
from scripts.simulated_runs import FORMS, stored_runs
from suitability.cli.root import group
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import SequenceItem, SituationItem
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder

TEXT = PAGE.read_text(encoding="utf-8")
Z = NormalDist()


@pytest.fixture(scope="module")
def bank() -> ItemBank:
    """The shipped bank."""
    return read_bank(data_folder("questions"))


def rows(name: str) -> list[list[str]]:
    """Return the cells of a generated table, without its two head lines."""
    begin, end = marks(name)
    block = TEXT[TEXT.index(begin) : TEXT.index(end)].splitlines()
    lines = [line for line in block if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def block(name: str) -> str:
    begin, end = marks(name)
    return TEXT[TEXT.index(begin) : TEXT.index(end)]


def test_the_tables_are_those_of_bank_rules_and_runs(bank: ItemBank) -> None:
    assert with_tables(TEXT, tables(bank)) == TEXT


def test_the_writer_replaces_a_table_and_needs_its_marks() -> None:
    begin, end = marks("x")
    assert with_tables(f"a\n{begin}\nold\n{end}\nb", {"x": ["new"]}) == f"a\n{begin}\nnew\n{end}\nb"
    with pytest.raises(ValueError, match="unpack"):
        with_tables("no marks", {"x": ["new"]})


def test_no_rule_can_be_missing_and_none_is_without_an_origin(bank: ItemBank) -> None:
    paths = {path for path, _ in leaves(bank.rules)}
    assert {"band_z", "zones.low_below", "quality.overclaiming.soft"} <= paths
    assert "outcomes.several_warnings.signs_strong.below" in paths
    assert {row[0].strip("`") for row in rows("rules") if row[0].startswith("`")} == paths
    bare = replace(bank.rules, origins={})
    with pytest.raises(KeyError, match="band_z"):
        origin_of(bare, "band_z")
    stray = replace(bank, rules=replace(bank.rules, origins={**bank.rules.origins, "moon": "x"}))
    with pytest.raises(ValueError, match="moon"):
        rules_table(stray)


# ---- the worked example, from the page alone ----


def keyed() -> dict[str, tuple[str, str, float]]:
    """Return scale, sign and keyed value of every rated item, worked out from keying and code."""
    found = {}
    for item, scale, sign, keying, code, stated in rows("example ratings"):
        share = (int(code) - 1) / 4
        value = share if keying == "+" else 1 - share
        assert float(stated) == value
        found[item] = (scale, sign, value)
    return found


def test_the_example_has_the_items_keyings_and_signs_of_the_bank(bank: ItemBank) -> None:
    for item, scale, sign, keying, _, _ in rows("example ratings"):
        found = bank.items[item]
        stated = (getattr(found, "scale", None) or "-", found.sign, getattr(found, "keying", ""))
        assert stated == (scale, sign, keying)
    rated = {item for item in bank.order("full") if bank.items[item].kind == "rating"}
    assert {row[0] for row in rows("example ratings")} == rated


def test_scores_ranges_zones_and_borders_follow_from_the_printed_answers() -> None:
    answers = keyed()
    errors = {(row[0], row[1], row[2]): float(row[3]) for row in rows("errors")}
    assert len(rows("example scales")) == 4
    for scale, total, score, sem, band, zone, near in rows("example scales"):
        values = [value for of, _, value in answers.values() if of == scale]
        assert total == f"{sum(values):g} / {len(values)}"
        reached = 100 * sum(values) / len(values)
        error = errors["`full`", scale, str(len(values))]
        assert float(score) == pytest.approx(reached, abs=0.051)
        assert float(sem) == error
        low, high = max(0.0, reached - 1.645 * error), min(100.0, reached + 1.645 * error)
        assert [float(end) for end in band.split(" to ")] == pytest.approx([low, high], abs=0.051)
        assert zone == ("low" if reached < 40 else "high" if reached > 75 else "middle")
        cut = min((40, 75), key=lambda one: abs(one - reached))
        beyond = {"low": "middle", "high": "middle", "middle": "low" if cut == 40 else "high"}[zone]
        assert near == (beyond if abs(cut - reached) <= error else "-")


def claims(line: str) -> list[float]:
    """Return the claims 0, .5 or 1 behind codes such as ``K01 3``."""
    return [(int(code) - 1) / 2 for code in re.findall(r"K\d\d (\d)", line)]


def familiarity_value() -> float:
    """Return the terms' value 0-1 from the printed codes, by the formula of the page."""
    real, invented = (claims(line) for line in block("example terms").splitlines()[1:3])
    share = len(real) / (len(real) + len(invented))

    def discrimination(hits: float, alarms: float) -> float:
        first = (hits + share) / (len(real) + 2 * share)
        second = (alarms + 1 - share) / (len(invented) + 2 * (1 - share))
        return Z.inv_cdf(first) - Z.inv_cdf(second)

    reached = discrimination(sum(real), sum(invented))
    (row,) = rows("example terms")
    stated = [float(cell) for cell in row]
    hits, alarms = sum(real) / len(real), sum(invented) / len(invented)
    assert stated[:4] == [len(real), sum(real), len(invented), sum(invented)]
    assert stated[4:7] == pytest.approx([hits, alarms, reached], abs=0.0006)
    value = min(1.0, max(0.0, reached / discrimination(len(real), 0)))
    assert stated[7] == pytest.approx(value, abs=0.00006)
    return value


def test_the_terms_follow_from_the_printed_codes(bank: ItemBank) -> None:
    assert 0 < familiarity_value() < 1
    real, invented = block("example terms").splitlines()[1:3]
    for line, sort in ((real, True), (invented, False)):
        names = re.findall(r"K\d\d", line)
        assert names
        assert all(getattr(bank.items[name], "real", None) is sort for name in names)


def test_the_value_of_each_task_follows_from_its_reckoning(bank: ItemBank) -> None:
    assert len(rows("example tasks")) == 10
    for name, kind, answer, reckoning, stated in rows("example tasks"):
        item = bank.items[name]
        if isinstance(item, SituationItem):
            most, least = re.findall(r"(?:most|least) (\w)", answer)
            values = {reply.id: reply.value for reply in item.replies}
            spread = max(values.values()) - min(values.values())
            value = ((values[most] - values[least]) / spread + 1) / 2
            numbers = [float(one) for one in re.findall(r"[\d.]+", reckoning)]
            assert ((numbers[0] - numbers[1]) / numbers[2] + 1) / 2 == pytest.approx(value)
        elif isinstance(item, SequenceItem):
            kept, total = map(int, re.findall(r"\d+", reckoning)[:2])
            value = kept / total
            pairs = re.findall(r"\b([a-f])([a-f])\b", reckoning)
            place = {step: index for index, step in enumerate(answer.split())}
            assert len(pairs) == total
            assert set(item.before) <= set(pairs)
            assert sum(place[a] < place[b] for a, b in pairs) == kept
        else:
            value = next(option.value for option in getattr(item, "options", ()) if option.id == answer)
        assert kind == item.kind
        assert float(stated) == pytest.approx(value, abs=0.00006)


def example_signs() -> dict[str, tuple[float, str]]:
    """Return index and status of each sign, worked out from the values above."""
    found: dict[str, list[float]] = {}
    for _, sign, value in keyed().values():
        found.setdefault(sign, []).append(value)
    found["trends"].append(familiarity_value())
    steps = [float(row[4]) for row in rows("example tasks") if row[1] in {"sequence", "choice"}]
    found["troubleshooting"] = steps
    indices = {sign: sum(values) / len(values) for sign, values in found.items()}
    names = {sign: "raised" if x < 0.4 else "clear" if x > 0.6 else "thought" for sign, x in indices.items()}
    return {sign: (indices[sign], names[sign]) for sign in indices}


def test_signs_follow_from_the_values_above() -> None:
    worked = example_signs()
    assert len(rows("example signs")) == len(worked) == 10
    for sign, values, index, status, _ in rows("example signs"):
        assert float(index) == pytest.approx(worked[sign][0], abs=0.00011)
        assert status == worked[sign][1]
        listed = [float(one.removeprefix("terms ")) for one in values.split(", ")]
        assert sum(listed) / len(listed) == pytest.approx(worked[sign][0], abs=0.00011)


def test_the_answer_that_would_change_a_sign_does_so(bank: ItemBank) -> None:
    worked, checked = example_signs(), 0
    codes = {row[0]: float(row[5]) for row in rows("example ratings")}
    for sign, values, _, _, change in rows("example signs"):
        told = re.fullmatch(r"([A-Z]\d\d) = (\d): (\w+)", change)
        if told is not None:
            item = bank.items[told[1]]
            count = len(values.split(", "))
            index = worked[sign][0] + (item.key(int(told[2])) - codes[told[1]]) / count
            assert told[3] == ("raised" if index < 0.4 else "clear" if index > 0.6 else "thought")
            assert told[3] != worked[sign][1]
            checked += 1
    assert checked >= 5


def test_comparison_and_outcome_follow_from_the_tables_above() -> None:
    told = dict(rows("example verdict"))
    found = {row[0]: (float(row[2]), float(row[3]), row[5], row[6]) for row in rows("example scales")}
    best, worst = max(found, key=lambda one: found[one][0]), min(found, key=lambda one: found[one][0])
    needed = 1.645 * math.hypot(found[best][1], found[worst][1])
    assert found[best][0] - found[worst][0] >= needed
    assert (told["strongest scale"], told["weakest scale"]) == (best, worst)
    raised = [sign for sign, (_, status) in example_signs().items() if status == "raised"]
    strong = [sign for sign in raised if example_signs()[sign][0] < 0.25]
    assert set(told["raised signs"].split(", ")) == set(raised)
    assert told["of them strong (below .25)"] == ", ".join(strong)
    low = [scale for scale, (_, _, zone, near) in found.items() if zone == "low" and near == "-"]
    assert told["scales low off the border"] == ", ".join(low)
    assert len(strong) < 3
    assert len(raised) < 6
    assert len(low) < 2
    assert told["outcome"] == "`think_first`"


def test_response_quality_follows_from_the_printed_codes(bank: ItemBank) -> None:
    codes = {row[0]: int(row[4]) for row in rows("example ratings")}
    order = [codes[item] for item in bank.order("full") if item in codes]
    told = {row[0].strip("`"): float(row[1]) for row in rows("example quality")}
    mean = sum(order) / len(order)
    spread = math.sqrt(sum((code - mean) ** 2 for code in order) / (len(order) - 1))
    longest = max(len(run[0]) for run in re.finditer(r"(\d)\1*", "".join(map(str, order))))
    assert told["yes_saying"] == told["no_saying"] == pytest.approx(mean, abs=0.00006)
    assert told["answer_sd"] == pytest.approx(spread, abs=0.00006)
    assert told["longest_run"] == longest
    assert {row[2] for row in rows("example quality")} == {"none"}


# ---- numbers and names in the text ----


def test_rules_in_the_text_are_those_of_the_data(bank: ItemBank) -> None:
    rules = bank.rules
    assert (rules.zones.low_below, rules.zones.high_above, rules.zones.border_sems) == (40, 75, 1)
    assert "below 40 *may cost you a lot*, above 75 *comfortable*" in TEXT
    signs = (rules.signs.raised_below, rules.signs.clear_above, rules.signs.provisional_raised_below)
    assert signs == (0.4, 0.6, 0.25)
    assert "Below .40 *raised*,\n   above .60 *not raised*" in TEXT
    rows_of = {row.id: row for row in rules.outcomes}
    several, think = rows_of["several_warnings"], rows_of["think_first"]
    assert several.signs_strong is not None
    strong = several.signs_strong
    assert (strong.at_least, strong.below, several.signs_raised_from, several.zones_low_from) == (
        3,
        0.25,
        6,
        2,
    )
    assert (think.signs_raised_from, think.zones_low_from, think.signs_thought_from) == (1, 1, 5)
    assert rows_of["too_few_answers"].scales_known_below == 3
    assert [row[0].strip("`") for row in table_under("## 7. The outcome")] == list(rows_of)


def table_under(heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading."""
    rest = TEXT[TEXT.index(heading) :]
    found = re.search(r"^\|.*?\n\n", rest, re.MULTILINE | re.DOTALL)
    assert found is not None
    lines = found[0].strip().splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_targets_are_met_and_missed_as_the_text_says() -> None:
    runs = stored_runs()["forms"]

    def least(form: str, value: str) -> float:
        return min(float(row["trait_correlation"]) for row in runs[form]["scores"][value])

    assert least("quick", "1.3") < 0.88
    assert 0.87 < least("quick", "1.7") < 0.88
    for form in ("full", "parallel"):
        assert least(form, "1.0") < 0.88 <= least(form, "1.3") < least(form, "1.7")
        assert 0.3 < 1 - runs[form]["quality"]["1.3"]["random"]["refused"] < 0.4
    for found in runs.values():
        for value in ("1.0", "1.3", "1.7"):
            assert all(0.88 <= row["coverage"] <= 0.92 for row in found["scores"][value])
            seen = found["quality"][value]
            assert max(seen[name]["signal"] for name in ("honest", "honest_styled")) <= 0.01
            careless = ("straight_line", "half_straight_line", "under_two_seconds")
            assert min(seen[name]["signal"] for name in careless) >= 0.95


def test_the_numbers_of_people_in_the_table_of_doubts_can_be_worked_out() -> None:
    power = Z.inv_cdf(0.975) + Z.inv_cdf(0.8)
    assert math.ceil(2 * power**2 / 0.45**2) == 78
    assert math.ceil((power / math.atanh(0.24)) ** 2 + 3) == 135
    reach = Z.inv_cdf(0.975) / math.sqrt(100 - 3)
    ends = [math.tanh(math.atanh(0.8) + way * reach) for way in (-1, 1)]
    assert [round(end, 2) for end in ends] == [0.72, 0.86]
    assert (1 - 0.01) ** 300 < 0.05 < (1 - 0.01) ** 290
    assert round(100 * (1 - 0.95**4)) == 19
    for text in ("78 a group", "135 for 80 %", "known as .72 to .86", "300: no alarm", "19 of 100 people"):
        assert text in TEXT


def test_every_command_of_the_page_exists() -> None:
    known = set(group.list_commands(click.Context(group)))
    named = set(re.findall(r"`suitability (\w+)", TEXT))
    assert {"take", "check", "items", "norms", "change"} <= named
    assert named <= known


def test_all_eighteen_guidelines_are_answered() -> None:
    found = table_under("## 13. The ITC guidelines")
    groups = {"PC": 3, "TD": 5, "C": 4, "A": 2, "SSI": 2, "D": 2}
    assert [row[0] for row in found] == [
        f"{name}-{n + 1}" for name, count in groups.items() for n in range(count)
    ]
    assert all(len(row) == 4 and all(row) for row in found)


def test_every_source_is_listed_and_every_listed_one_is_used() -> None:
    body, sources = TEXT.split("## 15. Sources")
    listed = re.findall(r"^\| (S\d+) \|", sources, re.MULTILINE)
    used = set(re.findall(r"\bS\d{1,2}\b", re.sub(r"\b[SPCTEJDKAW]\d\d\b", item_or_source, body)))
    used |= {"S31", "S71"} if "S30-S32" in body and "S70 to S72" in body else set()
    assert sorted(used) == sorted(listed)


def item_or_source(found: re.Match[str]) -> str:
    """Return nothing for an item id of the stress scale in a table, the text itself for a source."""
    start = found.string.rfind("\n", 0, found.start()) + 1
    line = found.string[start : found.string.find("\n", found.start())]
    return "" if re.match(r"\| S\d\d \| stress|\| stress \|", line) else found[0]


def test_the_rule_in_use_keeps_the_forms_together_and_the_others_do_not() -> None:
    """What section 7 says of the alternatives, from the stored runs."""
    runs = stored_runs()["forms"]
    found = {
        form: {name: 100 * row["share"] for name, row in runs[form]["alternatives"].items()} for form in FORMS
    }
    names = list(found["quick"])
    assert abs(found["full"][names[0]] - found["quick"][names[0]]) < 6
    for name in ("four raised signs", "three raised signs"):
        assert found["full"][name] - found["quick"][name] > 15
    assert alternatives_table(stored_runs())[2:]


def test_the_origin_of_the_outcomes_names_the_alternatives_that_the_runs_found(bank: ItemBank) -> None:
    told = re.search(
        r"four raised signs of any strength it would be (\d+) and (\d+), with three (\d+) in the full",
        bank.rules.origins["outcomes"],
    )
    assert told is not None
    runs = stored_runs()["forms"]

    def warned(form: str, name: str) -> float:
        return float(100 * runs[form]["alternatives"][name]["share"])

    found = [
        warned("quick", "four raised signs"),
        warned("full", "four raised signs"),
        warned("full", "three raised signs"),
    ]
    assert [float(one) for one in told.groups()] == pytest.approx(found, abs=0.6)
