"""``suitability batch --scheduler``: a real scheduler and workers on this machine, one of them killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from suitability.rendering.batch import render_one
from suitability.rendering.making import DocumentOrder
from suitability.services.editions import EditionOrder
from suitability.services.results import result_bytes
from tests.analysis.people import bank, people, save
from tests.cli.running import PROGRAM, Cli, changed

pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals")]

PEOPLE = 8
SECONDS = 120

IMPATIENT = """
import sys
from suitability.cli import main
from suitability.rendering import batch_cluster
batch_cluster.CONNECT_SECONDS = 0.3
sys.exit(main(sys.argv[1:]))
"""
"""The program, which waits for a scheduler a third of a second and not a quarter of a minute."""


@contextmanager
def running(*arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module of Dask until the end of the block."""
    command = [sys.executable, "-m", *map(str, arguments)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=changed({}), stdout=quiet, stderr=quiet) as process:
        try:
            yield process
        finally:
            process.kill()


def until(path: Path) -> None:
    """Wait for a file."""
    deadline = time.monotonic() + SECONDS
    while not path.is_file() or not path.stat().st_size:
        assert time.monotonic() < deadline, path
        time.sleep(0.05)


@contextmanager
def cluster(
    folder: Path, workers: int, more: Sequence[str | Path] = ()
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and workers of one thread; yield the address and the workers."""
    told = folder / "scheduler.json"
    here = ("--host", "tls://127.0.0.1" if more else "127.0.0.1", "--no-dashboard", *more)
    with ExitStack() as stack:
        port = ("--port", "0", "--scheduler-file", told)
        stack.enter_context(running("distributed.cli.dask_scheduler", *port, *here))
        until(told)
        address = json.loads(told.read_text())["address"]
        place = ("--local-directory", folder)
        yield (
            address,
            [
                stack.enter_context(
                    running(
                        "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", *place, *here
                    )
                )
                for _ in range(workers)
            ],
        )


def documents(folder: Path) -> dict[str, bytes]:
    """Return name -> bytes of the documents in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def test_a_killed_worker_s_share_is_done_again_and_the_bytes_are_those_of_the_local_pool(
    cli: Cli, tmp_path: Path
) -> None:
    """One of two workers stands still and then dies: it holds tasks, for the other goes on without it."""
    cli.speak("en")
    save(people(PEOPLE, "quick"), tmp_path / "results")
    asked = ("batch", tmp_path / "results", "--edition", "recruiter", "--format", "text", "--language", "ru")
    remote = tmp_path / "remote"
    with cluster(tmp_path, 2) as (address, workers):
        command = [*PROGRAM, *map(str, asked), "--out", str(remote), "--scheduler", address]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=changed({}), stdout=pipe, stderr=pipe, text=True) as batch:
            until(remote / ".suitability-batch")
            os.kill(workers[0].pid, signal.SIGSTOP)
            deadline = time.monotonic() + SECONDS
            while len(documents(remote)) < 3:
                assert time.monotonic() < deadline
                assert batch.poll() is None
                time.sleep(0.02)
            os.kill(workers[0].pid, signal.SIGKILL)
            assert len(documents(remote)) < PEOPLE
            out, err = batch.communicate(timeout=SECONDS)
        assert batch.returncode == 0, err
        assert "Traceback" not in out + err
        assert f"Made {PEOPLE} reports" in out
        assert "nothing encrypts" in " ".join(err.split())
        assert workers[1].poll() is None
    local = cli(*asked, "--out", tmp_path / "local", "--workers", "1")
    assert local.code == 0, local.err
    assert documents(tmp_path / "local") == documents(remote)


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate that vouches for itself, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "cluster")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    signed = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(
        key, hashes.SHA256()
    )
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*plain))
    return folder / "cert.pem", folder / "key.pem"


def test_an_encrypted_cluster_works_and_gives_no_warning(cli: Cli, tmp_path: Path) -> None:
    """A PDF, which is drawn in a thread there: the same bytes as in the main thread of a process here."""
    cli.speak("en")
    (result,) = people(1, "quick")
    save([result], tmp_path / "results")
    cert, key = certificate(tmp_path)
    files = ("--tls-ca-file", cert, "--tls-cert", cert, "--tls-key", key)
    own = ("--tls-ca", cert, "--tls-cert", cert, "--tls-key", key)
    with cluster(tmp_path, 1, files) as (address, _):
        assert address.startswith("tls://")
        where = ("--out", tmp_path / "out", "--edition", "recruiter", "--scheduler", address)
        ran = cli.process("batch", tmp_path / "results", *where, *own)
    assert ran.code == 0, ran.err
    assert "encrypts" not in ran.said
    (made,) = documents(tmp_path / "out").values()
    order = DocumentOrder("en", edition=EditionOrder("recruiter"))
    assert made == render_one(result_bytes(bank(), result), order, "x")


def test_an_address_where_nobody_answers_is_a_sentence(cli: Cli, tmp_path: Path) -> None:
    cli.speak("en")
    save(people(1, "quick"), tmp_path / "results")
    asked = ("batch", tmp_path / "results", "--out", tmp_path / "o", "--scheduler", "tcp://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-c", IMPATIENT, *map(str, asked)],
        env=changed({}),
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 1
    assert "No scheduler answers at tcp://127.0.0.1:9" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--tls-ca", "ca.pem"), "belong to a cluster"),
        (("--scheduler", "tcp://127.0.0.1:9", "--workers", "2"), "Leave out --workers"),
        (("--scheduler", "tls://127.0.0.1:9", "--tls-ca", "ca.pem"), "ca.pem"),
        (("--scheduler", "nonsense://x"), "no address of a scheduler"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(
    cli: Cli, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    cli.speak("en")
    save(people(1, "quick"), tmp_path / "results")
    ran = cli("batch", tmp_path / "results", "--out", tmp_path / "o", *options)
    assert ran.code == 1
    assert said in ran.said
