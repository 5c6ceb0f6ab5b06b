"""Scoring one result of the quick form: `assess` against summing the same keyed values in a plain loop.

Target: under 1 ms. Run: python bench/score_one.py [ROUNDS]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from time import perf_counter_ns

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._floor import measure, report
from suitability.domain.assessment import assess
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, RatingItem
from suitability.domain.session import ContentStamp, Response, Result
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder

TARGET_MS = 1.0
FORM = "quick"
SITTINGS = 50


def sittings(bank: ItemBank) -> list[Result]:
    """Return sittings of simulated people, the same in every run; each has other answers."""
    source = random.Random(20261122)  # noqa: S311 - simulated answers, not secrets
    stamp = ContentStamp(bank.pack.id, bank.pack.version, bank.digest)
    order = bank.order(FORM)
    found: list[Result] = []
    for number in range(SITTINGS):
        trait = source.gauss(0.0, 1.0)
        answers: dict[str, Answer] = {item: bank.items[item].simulate(trait, source.random) for item in order}
        responses = {item: Response(item, answer, 5000) for item, answer in answers.items()}
        created = "2026-11-22T00:00:00Z"
        found.append(Result(str(number), created, "bench", stamp, FORM, "en", order, responses))
    return found


def plain_sums(bank: ItemBank, result: Result) -> dict[str, float]:
    """Return the sum of keyed values of every scale and sign: the least that any scoring has to do."""
    sums: dict[str, float] = {}
    for item_id in result.order:
        item, answer = bank.items[item_id], result.responses[item_id].answer
        if answer is None:
            continue
        value = item.key(answer)
        if isinstance(item, RatingItem) and item.scale is not None:
            sums[item.scale] = sums.get(item.scale, 0.0) + value
        if item.sign is not None:
            sums[item.sign] = sums.get(item.sign, 0.0) + value
    return sums


def main() -> int:
    """Print the first call and the timings; return 1 when the median is over the target."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    bank = read_bank(data_folder("questions"))
    results = sittings(bank)
    start = perf_counter_ns()
    assess(bank, results[0])
    first = (perf_counter_ns() - start) / 1e6

    def floor() -> None:
        for result in results:
            plain_sums(bank, result)

    def whole() -> None:
        for result in results:
            assess(bank, result)

    timings = measure({"floor: plain sums": floor, "assess": whole}, rounds, 1)
    each = [type(t)(t.name, t.least / SITTINGS, t.median / SITTINGS) for t in timings]
    print(f"{FORM}: {len(bank.order(FORM))} items, {SITTINGS} different sittings, {rounds} rounds")
    report(each)
    met = each[1].median / 1e6 < TARGET_MS
    print(f"first result of a process: {first:.2f} ms (orders of the sequence are worked out once)")
    print(f"target {TARGET_MS:g} ms: {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
