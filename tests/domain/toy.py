"""A small bank built by hand: four scales of five items, ten signs, three tasks; tests stand on it.

`quick` holds 20 statements of scales (S, P, C, T), four of expectation (E01-E04) and three tasks; `long`
extends it with three more statements per scale and two instructed items (A01, A02). Items 02 and 04 of every
block are reverse-keyed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from suitability.domain.bank import (
    AnsweredRule,
    Form,
    ItemBank,
    MeasurementError,
    OutcomeRule,
    Pack,
    Part,
    QualityRule,
    QualityRules,
    Rules,
    Scale,
    ScaleError,
    Sign,
    SignRule,
    ZoneRule,
    ZoneTexts,
)
from suitability.domain.kinds import (
    Answer,
    Choice,
    ChoiceItem,
    ConditionItem,
    InstructedItem,
    Item,
    RatingItem,
    Reply,
    ResponseFormat,
    ResponseOption,
    SequenceItem,
    SituationItem,
    Step,
)
from suitability.domain.norms import NormGroup, NormScale
from suitability.domain.session import ContentStamp, Response, Result
from suitability.domain.text import LocalizedText


def say(text: str) -> LocalizedText:
    """Return the same text in both languages."""
    return LocalizedText(ru=text, en=text)


SCALES = {"S": "stress_tolerance", "P": "patience", "C": "communication", "T": "tech_interest"}
SCALE_SIGNS = {"S": "stress", "P": "self_control", "C": "contact", "T": "trends"}
EXPECTATIONS = {"E01": "respect", "E02": "stopgap", "E03": "business", "E04": "recognition"}
SIGNS = (
    "respect", "stopgap", "people", "trends", "business", "stress", "recognition", "self_control",
    "troubleshooting", "contact",
)  # fmt: skip
SEM = {"4": 10.0, "5": 8.0}
LONG_SEM = {"7": 7.5, "8": 7.0}

RULES = Rules(
    band_z=1.645,
    band_percent=90,
    change_z=1.96,
    answered=AnsweredRule(scale=0.8, sign=0.75),
    zones=ZoneRule(low_below=40, high_above=75, border_sems=1),
    signs=SignRule(
        raised_below=0.4, provisional_raised_below=0.25, clear_above=0.6, provisional_below_items=4
    ),
    quality=QualityRules(
        fast_ms=2000,
        min_answers=10,
        fast_share=QualityRule(0.25, 0.5),
        instructed_failed=QualityRule(1, 2),
        longest_run=QualityRule(10, 12),
        answer_sd=QualityRule(0.5, 0.25),
        yes_saying=QualityRule(4.25),
        no_saying=QualityRule(1.625),
        not_interpretable_strong=1,
        not_interpretable_soft=2,
    ),
    outcomes=(
        OutcomeRule("not_interpretable", say("-"), (), not_interpretable=True),
        OutcomeRule("too_few_answers", say("-"), (), scales_known_below=3),
        OutcomeRule("several_warnings", say("-"), (), signs_raised_from=4, zones_low_from=2),
        OutcomeRule("think_first", say("-"), (), signs_raised_from=1, zones_low_from=1, signs_thought_from=3),
        OutcomeRule("nothing_against", say("-"), (), otherwise=True),
    ),
    origins={},
)

SITUATION = SituationItem(
    id="J01",
    text=say("?"),
    sign="stress",
    replies=(
        Reply("a", say("a"), 0.35, say("-")),
        Reply("b", say("b"), 1.0, say("-")),
        Reply("c", say("c"), 0.0, say("-")),
        Reply("d", say("d"), 0.65, say("-")),
    ),
)
SEQUENCE = SequenceItem(
    id="D01",
    text=say("?"),
    sign="troubleshooting",
    steps=tuple(Step(name, say(name)) for name in ("ask", "look", "swap", "fix", "tell")),
    before=(("ask", "look"), ("look", "swap"), ("swap", "fix"), ("fix", "tell")),
    why=say("-"),
)
CHOICE = ChoiceItem(
    id="D02",
    text=say("?"),
    sign="troubleshooting",
    options=(
        Choice("a", say("a"), 0.3, say("-")),
        Choice("b", say("b"), 0.0, say("-")),
        Choice("c", say("c"), 1.0, say("-")),
        Choice("d", say("d"), 0.5, say("-")),
    ),
)


def rating(item_id: str) -> RatingItem:
    """Return the rating item that its id describes: letter = scale or expectation, 02 and 04 reversed."""
    letter, number = item_id[0], int(item_id[1:])
    sign = EXPECTATIONS[item_id] if letter == "E" else SCALE_SIGNS[letter]
    if letter == "C" and number in {1, 2}:
        sign = "people"
    return RatingItem(
        id=item_id,
        format="frequency",
        text=say(item_id),
        sign=sign,
        scale=SCALES.get(letter),
        keying="-" if number in {2, 4} else "+",
    )


def _scale(order: int, scale_id: str) -> Scale:
    return Scale(scale_id, order, say(scale_id), say("-"), say("-"), ZoneTexts(say("-"), say("-"), say("-")))


def _sign(number: int, sign_id: str) -> Sign:
    measured_by = ("sequence", "choice") if sign_id == "troubleshooting" else ("rating",)
    texts = say("-")
    return Sign(sign_id, number, texts, texts, measured_by, texts, texts, (), (), texts)


def _error(form: str, sem: Mapping[str, float]) -> MeasurementError:
    rows = tuple(ScaleError(scale, dict(sem), 0.7, 0.8, 0.9, 0.01) for scale in SCALES.values())
    return MeasurementError(form, "assumed", 1000, 1, 1.3, 0.35, rows)


def norm_group(form: str, language: str, people: int = 400) -> NormGroup:
    """Return a norm group with SEM 6 (five answers) and 7 (four); a tenth of the people at 0, 10, ... 90."""
    counts = {str(score): people // 10 for score in range(0, 100, 10)}
    rows = tuple(
        NormScale(
            scale, people, people, 45.0, 28.7, 0.8, 0.77, 0.83, 0.81, 0.78, 0.84, "alpha",
            {"4": 7.0, "5": 6.0}, counts,
        )
        for scale in SCALES.values()
    )  # fmt: skip
    return NormGroup(
        "group", "People of a course", form, language, people, "2026-01-10", "2026-03-01", "toy", "1",
        "0" * 64, {"repeated": 1}, {}, rows,
    )  # fmt: skip


STATEMENTS = tuple(f"{letter}0{n}" for letter in "SPCT" for n in range(1, 6)) + tuple(EXPECTATIONS)
MORE = tuple(f"{letter}0{n}" for letter in "SPCT" for n in range(6, 9))


def bank() -> ItemBank:
    """Return a new toy bank."""
    items: dict[str, Item] = {item: rating(item) for item in (*STATEMENTS, *MORE)}
    items |= {item.id: item for item in (SITUATION, SEQUENCE, CHOICE)}
    items |= {name: InstructedItem(name, "frequency", say(name), 2) for name in ("A01", "A02")}
    options = tuple(ResponseOption(code, say(str(code))) for code in range(1, 6))
    quick_parts = (Part("statements", say("-"), STATEMENTS), Part("tasks", say("-"), ("J01", "D01", "D02")))
    quick = Form("quick", say("-"), say("-"), 5, 20261122, quick_parts, provisional=True)
    more = (Part("more", say("-"), (*MORE, "A01", "A02")),)
    long = Form("long", say("-"), say("-"), 9, 7, more, extends="quick")
    return ItemBank(
        pack=Pack("toy", "1", ("ru", "en")),
        digest="0" * 64,
        scales={scale: _scale(order, scale) for order, scale in enumerate(SCALES.values(), 1)},
        signs={sign: _sign(number, sign) for number, sign in enumerate(SIGNS, 1)},
        formats={"frequency": ResponseFormat("frequency", options)},
        items=items,
        forms={"quick": quick, "long": long},
        errors={"quick": _error("quick", SEM), "long": _error("long", LONG_SEM)},
        rules=RULES,
        sources={},
    )


def with_sign_items(sign_id: str, items: tuple[Item, ...]) -> ItemBank:
    """Return a toy bank whose form `one` holds exactly ``items``, all counted for ``sign_id``."""
    whole = bank()
    tied = tuple(
        replace(item, sign=sign_id) for item in items if not isinstance(item, InstructedItem | ConditionItem)
    )
    sign = replace(whole.signs[sign_id], measured_by=("rating", "situation", "sequence", "choice"))
    form = Form("one", say("-"), say("-"), 1, 1, (Part("all", say("-"), tuple(item.id for item in tied)),))
    return replace(
        whole,
        items={item.id: item for item in tied},
        signs={sign_id: sign},
        forms={"one": form},
        errors={},
        _orders={},
    )


def responses(answers: Mapping[str, Answer | None], elapsed_ms: int | None = 5000) -> dict[str, Response]:
    """Return responses with the given answers, all with the same time on screen."""
    return {item: Response(item, answer, elapsed_ms) for item, answer in answers.items()}


def result(
    of: ItemBank, form: str, answers: Mapping[str, Answer | None], elapsed_ms: int | None = 5000
) -> Result:
    """Return a finished sitting with the given answers."""
    return Result(
        id="r1",
        created="2026-11-22T10:00:00Z",
        program="0",
        content=ContentStamp(of.pack.id, of.pack.version, of.digest),
        form=form,
        language="en",
        order=of.order(form),
        responses=responses(answers, elapsed_ms),
    )


def keyed_codes(of: ItemBank, form: str, value: float) -> dict[str, Answer | None]:
    """Return answers that give every rating item of the form the keyed ``value`` (0, .25, .5, .75 or 1)."""
    codes: dict[str, Answer | None] = {}
    for item_id in of.order(form):
        item = of.items[item_id]
        if isinstance(item, RatingItem):
            share = 1.0 - value if item.keying == "-" else value
            codes[item_id] = 1 + round(4 * share)
    return codes
