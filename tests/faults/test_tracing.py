"""The injector itself: it sees what is written, and what it injects happens."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.faults.tracing import calls
from tests.faults.zygote import Say, Zygote

WRITE = "tests.faults.test_tracing:write"


def write(say: Say, folder: str) -> None:
    """Two lines into a file, and then a folder."""
    with Path(folder, "a “file”").open("wb", buffering=0) as file:
        file.write(b"one\n")
        say("one")
        file.write(b"two\n")
        say("two")
    Path(folder, "b").mkdir()


@pytest.fixture
def log(beside: Path) -> Path:
    return beside / "log"


def test_every_call_is_seen_with_its_paths_and_bytes(
    zygote: Zygote, tmp_path: Path, log: Path
) -> None:
    traced = zygote.trace(WRITE, str(tmp_path), log=log, data=True)
    told = [(one.name, one.nth, one.paths, one.data) for one in traced if one.writes]
    file = str(tmp_path / "a “file”")
    written = [("write", 1, (file,), b"one\n"), ("write", 2, (file,), b"two\n")]
    assert told[0][0] == "openat"
    assert told[0][2] == (file,)
    assert told[1:] == [*written, ("mkdir", 1, (str(tmp_path / "b"),), b"")]


def test_a_process_dies_before_the_call(zygote: Zygote, tmp_path: Path, log: Path) -> None:
    ended = zygote.run(WRITE, str(tmp_path), log=log, inject=["write:signal=KILL:when=2"])
    assert (ended.killed, ended.said) == (True, ("one",))
    assert (tmp_path / "a “file”").read_bytes() == b"one\n"
    last = list(calls(log))[-1]
    assert (last.name, last.result) == ("write", None)


def test_a_call_fails_as_it_is_told_to(zygote: Zygote, tmp_path: Path, log: Path) -> None:
    ended = zygote.run(WRITE, str(tmp_path), log=log, inject=["mkdir:error=ENOSPC:when=1+"])
    assert (ended.status, ended.said) == (1, ("one", "two"))
    assert f"[Errno {errno.ENOSPC}]" in ended.fault
