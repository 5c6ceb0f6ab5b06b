"""Many documents: whole files, one broken result not stopping the rest, nothing done twice, dead workers.

What is said about files and their journal is tried with workers that stand ready; what is said about workers
(how they start, are replaced, die and are stopped) with workers of the test's own.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from suitability.errors import InternalError
from suitability.rendering import batch, batch_journal, batch_pool, batch_worker
from suitability.rendering.batch import BatchSettings, Done, Job, render_many, render_one
from suitability.rendering.making import DocumentOrder
from suitability.services.editions import EditionOrder
from suitability.services.library import load_words
from suitability.services.results import result_bytes
from tests.services import samples

pytestmark = pytest.mark.xdist_group("standing workers")
ready = pytest.mark.usefixtures("standing")
TEXT = DocumentOrder("en", "text")


def job(number: int, order: DocumentOrder = TEXT, name: str | None = None) -> Job:
    """Return the job of a made-up person; each number is another person."""
    result = replace(samples.result(samples.drawn(number)), id=f"{number:032x}")
    return Job(name or f"{number:03}.txt", result_bytes(samples.bank(), result), order)


def run(jobs: Iterator[Job] | list[Job], out: Path, workers: int = 2, **settings: object) -> list[Done]:
    """Run a batch and return what was told, in order."""
    told: list[Done] = []
    use = BatchSettings(**settings)  # type: ignore[arg-type] # names of its fields
    tally = render_many(jobs, out, workers, told.append, use)
    assert tally.made == sum(done.state == "made" for done in told)
    assert tally.kept == sum(done.state == "kept" for done in told)
    assert tally.failed == [done for done in told if done.state == "failed"]
    return told


def states(told: list[Done]) -> dict[str, str]:
    """Return name -> state, or the code of the failure."""
    return {done.name: done.code or done.state for done in told}


def test_a_batch_makes_the_same_bytes_as_one_process(tmp_path: Path, warm_cache: Path) -> None:
    """PDF and text, two editions, by two workers: byte for byte what ``render_one`` gives here.

    The workers take content from the cache, this process from its files.
    """
    brief, whole = EditionOrder("recruiter"), EditionOrder("counsellor")
    jobs = [
        job(1, DocumentOrder("ru", edition=brief), "one.pdf"),
        job(2, DocumentOrder("en", edition=brief), "two.pdf"),
        job(3, DocumentOrder("en", "text", edition=whole)),
    ]
    told = run(jobs, tmp_path, cache=warm_cache)

    assert states(told) == {"one.pdf": "made", "two.pdf": "made", "003.txt": "made"}
    for one in jobs:
        data = (tmp_path / one.name).read_bytes()
        assert data == render_one(one.result, one.order, one.name)
        assert [done.size for done in told if done.name == one.name] == [len(data)]


@ready
def test_a_broken_result_does_not_stop_the_rest(tmp_path: Path) -> None:
    """Not JSON, foreign, cut off: each is told by name with a sentence in both languages."""
    whole = job(1)
    jobs = [
        Job("a.txt", b"hello", TEXT),
        Job("b.txt", b"{}", TEXT),
        Job("c.txt", whole.result[:500], TEXT),
        whole,
    ]
    told = run(jobs, tmp_path)

    found = states(told)
    assert found["001.txt"] == "made"
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == ["001.txt"]
    for done in told:
        if done.state == "failed":
            for language in samples.LANGUAGES:
                assert load_words(language).message("errors", done.code or "", **done.values)
    assert len({code for name, code in found.items() if name != "001.txt"}) >= 2


@ready
def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    """Kept: the same job. Made again: other options, a changed or missing file, or when asked to."""
    jobs = [job(1), job(2), job(3)]
    assert set(states(run(jobs, tmp_path)).values()) == {"made"}
    assert set(states(run(jobs, tmp_path)).values()) == {"kept"}

    (tmp_path / "001.txt").write_text("edited")
    (tmp_path / "002.txt").unlink()
    assert states(run(jobs, tmp_path)) == {"001.txt": "made", "002.txt": "made", "003.txt": "kept"}

    other = [replace(jobs[0], order=DocumentOrder("ru", "text")), *jobs[1:]]
    assert states(run(other, tmp_path))["001.txt"] == "made"
    assert set(states(run(jobs, tmp_path, again=True)).values()) == {"made"}


@ready
def test_what_was_whole_when_the_batch_was_stopped_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between a file and its line; but where another file stood, nobody knows which one it is now."""
    (tmp_path / "002.txt").write_text("somebody's")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    for number in (1, 2):
        with monkeypatch.context() as patch:
            patch.setattr(batch_journal.Journal, "note", stopped)
            with pytest.raises(KeyboardInterrupt):
                run([job(number)], tmp_path, workers=1)
    (tmp_path / "003.txt").write_text("somebody's")
    data = (tmp_path / "001.txt").read_bytes()
    assert data == render_one(job(1).result, TEXT, "001.txt")

    jobs = [job(number) for number in (1, 2, 3)]
    told = states(run([*jobs[:2], replace(jobs[2], name="004.txt")], tmp_path))
    assert told == {"001.txt": "kept", "002.txt": "made", "004.txt": "made"}
    (tmp_path / "001.txt").write_text("edited")  # its digest is known by now
    assert states(run(jobs[:1], tmp_path)) == {"001.txt": "made"}
    assert states(run(jobs, tmp_path, spare=True))["003.txt"] == "output_exists"


@ready
def test_a_journal_that_was_cut_off_costs_one_document_at_most(tmp_path: Path) -> None:
    """None where the line says that it is made, one where it says that it is being made."""
    jobs = [job(1), job(2)]
    run(jobs, tmp_path, workers=1)
    journal = tmp_path / batch.JOURNAL
    lines = journal.read_bytes().splitlines(keepends=True)
    first, begun, made = (
        [line for line in lines if b"001.txt" in line],
        *(x for x in lines if b"002.txt" in x),
    )
    for kept, cut, second in (([*first, begun], made, "kept"), (first, begun, "made")):
        journal.write_bytes(b"".join(kept) + cut[:-20])
        assert states(run(jobs, tmp_path)) == {"001.txt": "kept", "002.txt": second}


def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    """Not even a worker starts for it."""
    out = tmp_path / "out"
    out.mkdir()
    names = ["../x.txt", "a/b.txt", ".x", "", "/etc/x", ".."]
    told = run([Job(name, job(1).result, TEXT) for name in names], out)

    assert states(told) == dict.fromkeys(names, "batch_bad_name")
    assert [path.name for path in tmp_path.rglob("*")] == ["out", batch.JOURNAL]


@ready
def test_two_jobs_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    """Capital letters make no difference: some file systems know none."""
    told = run([job(1, name="a.txt"), job(2, name="A.txt")], tmp_path)

    assert [done.code for done in told if done.state == "failed"] == ["batch_same_name"]
    assert [path.name for path in tmp_path.glob("*.txt")] == ["a.txt"]


@ready
def test_jobs_are_taken_as_workers_get_free(tmp_path: Path) -> None:
    """An endless source would do: no more jobs are out than there are workers, and one to hand over."""
    taken = 0

    def source() -> Iterator[Job]:
        nonlocal taken
        for number in range(12):
            taken += 1
            yield job(number)

    ahead: list[int] = []
    finished = 0

    def told(_done: Done) -> None:
        nonlocal finished
        finished += 1
        ahead.append(taken - finished)

    render_many(source(), tmp_path, 2, told)
    assert max(ahead) <= 2
    assert finished == 12


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the list of the processes that a pool starts from here on."""
    pids: list[int] = []

    class Counted(batch_pool._Worker):
        def __init__(self, limits: batch_pool.PoolLimits) -> None:
            super().__init__(limits)
            pids.append(self.process.pid or 0)

    monkeypatch.setattr(batch_pool, "_Worker", Counted)
    return pids


def test_workers_are_replaced_after_their_share(tmp_path: Path, warm_cache: Path, started: list[int]) -> None:
    told = run([job(number) for number in range(3)], tmp_path, workers=1, recycle=2, cache=warm_cache)
    assert [done.state for done in told] == ["made"] * 3
    assert len(set(started)) == 2


def test_a_worker_that_dies_costs_one_document(
    tmp_path: Path, warm_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its task is told as failed with the signal, and another worker takes the rest."""

    class Doomed(batch_pool._Worker):
        def give(self, task: batch_worker.Task) -> None:
            if task.name == "002.txt":
                os.kill(self.process.pid or 0, signal.SIGKILL)
                self.process.join()
            super().give(task)

    monkeypatch.setattr(batch_pool, "_Worker", Doomed)
    told = run([job(number) for number in range(1, 4)], tmp_path, workers=1, cache=warm_cache)

    assert states(told) == {"001.txt": "made", "002.txt": "pdf_child_died", "003.txt": "made"}
    (died,) = (done for done in told if done.state == "failed")
    assert died.values["signal"] == "9"


def test_a_document_that_takes_too_long_is_stopped(
    tmp_path: Path, warm_cache: Path, started: list[int]
) -> None:
    """The alarm rings inside the worker, which goes on with the next document."""
    slow, next_one = job(1, DocumentOrder("en"), "slow.pdf"), Job("broken.txt", b"{}", TEXT)
    told = run([slow, next_one], tmp_path, workers=1, seconds=0.05, cache=warm_cache)

    found = states(told)
    assert found["slow.pdf"] == "pdf_too_slow"
    assert found["broken.txt"] not in {"made", "pdf_too_slow", "pdf_child_died"}  # it was read and refused
    assert [path.name for path in tmp_path.iterdir()] == [batch.JOURNAL]
    assert len(started) == 1


def test_a_worker_that_hears_no_alarm_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process stopped from outside answers nothing: after the grace it is killed and its task told."""

    class Frozen(batch_pool._Worker):
        def give(self, task: batch_worker.Task) -> None:
            if task.name == "001.txt":
                os.kill(self.process.pid or 0, signal.SIGSTOP)
            super().give(task)

    monkeypatch.setattr(batch_pool, "_Worker", Frozen)
    monkeypatch.setattr(batch_pool, "GRACE_SECONDS", 0.0)
    told = run([job(1)], tmp_path, workers=1, seconds=0.3)
    assert states(told) == {"001.txt": "pdf_too_slow"}


def test_an_interruption_leaves_whole_files_and_the_next_run_goes_on(
    tmp_path: Path, warm_cache: Path
) -> None:
    jobs = [job(number) for number in range(1, 5)]
    told: list[Done] = []

    def stop(done: Done) -> None:
        told.append(done)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_many(jobs, tmp_path, 1, stop, BatchSettings(cache=warm_cache))
    assert not list(tmp_path.glob("*.part"))
    lines = [json.loads(line) for line in (tmp_path / batch.JOURNAL).read_bytes().splitlines()]
    noted = [name for name, _mark, size, _digest in lines if size > 0]
    assert noted == ["001.txt", "002.txt"]
    rest = run(jobs, tmp_path, workers=1, cache=warm_cache)
    assert [done.name for done in rest if done.state == "kept"] == noted
    assert [done.name for done in rest if done.state == "made"] == ["003.txt", "004.txt"]


def test_no_worker_at_all_is_our_mistake(tmp_path: Path) -> None:
    with pytest.raises(InternalError, match="batch_workers"):
        render_many([], tmp_path, 0, lambda _done: None)


def test_a_folder_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        render_many([job(1)], tmp_path / "nowhere", 1, lambda _done: None)


@ready
def test_spared_is_what_others_made_and_not_what_a_stopped_batch_left_behind(tmp_path: Path) -> None:
    """Foreign, edited: spared. Ours with other options: made again; begun, whole and never noted: kept."""
    jobs = [job(number) for number in range(1, 5)]
    (tmp_path / "001.txt").write_text("foreign")
    run(jobs[1:], tmp_path, workers=1)
    (tmp_path / "002.txt").write_text("edited")
    journal = tmp_path / batch.JOURNAL
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(
        b"".join(line for line in lines if json.loads(line)[:1] != ["003.txt"] or b"-1" in line)
    )
    other = replace(jobs[3], order=DocumentOrder("ru", "text"))

    assert states(run([*jobs[:3], other], tmp_path, workers=1, spare=True)) == {
        "001.txt": "output_exists",
        "002.txt": "output_exists",
        "003.txt": "kept",
        "004.txt": "made",
    }
    assert (tmp_path / "001.txt").read_text() == "foreign"
    assert (tmp_path / "002.txt").read_text() == "edited"


@ready
def test_a_failure_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    """What could not be made is nobody's: a file that is put there later is spared."""
    broken = Job("001.txt", b"{}", TEXT)
    run([broken], tmp_path, workers=1)
    (tmp_path / "001.txt").write_text("mine")
    assert states(run([job(1)], tmp_path, workers=1, spare=True)) == {"001.txt": "output_exists"}
