"""The victim: a program that takes sittings through the services and tells each answer on a pipe.

It reads orders, one JSON object a line, and forks a child for each, so that a sitting starts in a
millisecond. The child writes lines: ``pid N``, ``open SAVED CODE``, then ``ack ITEM ANSWER SAVED CODE`` after
each answer, then ``done``; the parent adds ``dead STATUS`` when the child is gone. It is killed from outside,
or kills itself at a named failure point.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import sys
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from suitability.errors import RunFileError
from suitability.services import sitting as sittings
from suitability.services.sitting import Sitting, SittingSettings
from suitability.storage import run_schema
from suitability.storage.answer_codec import canonical, to_plain
from tests.durability.in_place import InPlaceSitting
from tests.services.sittings import BANK, answer_for

NOBODY = 65534


@dataclass
class Order:
    """What a child is to do.

    ``run``: a file to resume (None: start a new one). ``answers``: how many to give. ``point`` and ``nth``:
    die when that failure point is passed for the nth time. ``fail``: raise a disk error at this point, once.
    ``step``: pretend that the schema has one more version. ``limit``: no file may grow beyond this many
    bytes; ``lift`` takes the limit away before the last answer. ``nobody``: give up root's rights first.
    ``in_place``: save the careless way.
    """

    folder: str
    run: str | None = None
    answers: int = 10_000
    point: str | None = None
    nth: int = 1
    fail: str | None = None
    step: bool = False
    limit: int | None = None
    lift: bool = False
    nobody: bool = False
    in_place: bool = False
    counted: dict[str, int] = field(default_factory=dict)

    def trip(self, point: str) -> None:
        """Die or fail here if that is the order."""
        self.counted[point] = self.counted.get(point, 0) + 1
        if point == self.point and self.counted[point] == self.nth:
            os.kill(os.getpid(), signal.SIGKILL)
        if point == self.fail:
            self.fail = None
            raise sqlite3.OperationalError("disk I/O error")


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def add_note(connection: sqlite3.Connection) -> None:
    """Stand for a later version of the schema."""
    connection.execute("ALTER TABLE run ADD COLUMN note TEXT")


def settings(order: Order) -> SittingSettings:
    return SittingSettings(
        bank=BANK,
        runs_folder=Path(order.folder),
        clock=lambda: datetime.now(UTC),
        steady=lambda: time.monotonic_ns() // 1_000_000,
        new_id=lambda: uuid.uuid4().hex,
        program="suitability 0.1.0",
        trip=order.trip,
    )


def opened(order: Order) -> Sitting | InPlaceSitting:
    if order.in_place:
        return InPlaceSitting(BANK, Path(order.folder) / "in-place.json")
    if order.run is not None:
        return sittings.resume(settings(order), Path(order.run))
    return sittings.start(settings(order), "quick", "ru")


def give_answers(order: Order) -> None:
    """Answer on and on; at the end of the form begin again with other answers."""
    sitting = opened(order)
    say(f"open {int(sitting.saving.ok)} {sitting.saving.code}")
    for number in range(order.answers):
        if sitting.item is None:
            sitting.go(0)
        if order.lift and number == order.answers - 1:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert sitting.item is not None
        item = sitting.item.id
        answer = answer_for(item, number // sitting.total)
        sitting.respond(answer, 1000)
        saved = int(sitting.saving.ok)
        say(f"ack {item} {canonical(to_plain(answer))} {saved} {sitting.saving.code}")
    sitting.close()
    say("done")


def child(order: Order) -> None:
    say(f"pid {os.getpid()}")
    if order.nobody and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if order.step:
        run_schema.STEPS = (*run_schema.STEPS, add_note)
    if order.limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.limit, resource.RLIM_INFINITY))
    try:
        give_answers(order)
    except RunFileError as error:
        say(f"refused {error.code}")


def main() -> None:
    """Serve orders until the input ends."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for line in sys.stdin:
        order = Order(**json.loads(line))
        pid = os.fork()
        if pid == 0:
            try:
                child(order)
            finally:
                os._exit(0)
        _, status = os.waitpid(pid, 0)
        say(f"dead {status}")


if __name__ == "__main__":
    main()
