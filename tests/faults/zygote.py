"""Processes forked from one that has everything loaded: an operation starts in no time.

``python -m tests.faults.zygote MODULE…`` loads the modules and forks for every request that comes.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from tests.faults.tracing import Call, attach, calls, is_traced

Say = Callable[[str], None]
Operation = Callable[..., None]

PR_SET_PTRACER, ANY = 0x59616D61, -1
PATIENCE = 40_000
BLINK_S = 0.0005
MOST = 1 << 16
SAID, RAISED = "=", "!"


class Request(Struct, frozen=True):
    """``operation`` as "module:function"; traced where ``log`` is not empty."""

    operation: str
    arguments: tuple[str, ...] = ()
    log: str = ""
    inject: tuple[str, ...] = ()
    data: bool = False


class Ended(Struct, frozen=True):
    """How an operation ended: ``status`` is minus the signal that killed it, 0 when all went well.

    ``said`` is what it acknowledged until then; ``fault`` the traceback of what it raised.
    """

    status: int
    said: tuple[str, ...]
    fault: str = ""

    @property
    def killed(self) -> bool:
        return self.status == -9


class Zygote:
    """The process that forks. An operation is called with ``say`` and the arguments, in a process
    of its own with one thread; what it says is known even where it is killed right after."""

    def __init__(self, *modules: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote", *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )

    def run(
        self,
        operation: str,
        *arguments: str,
        log: Path | None = None,
        inject: Sequence[str] = (),
        data: bool = False,
    ) -> Ended:
        """Run "module:function" to its end; with ``log`` it is traced as by ``tracing.attach``."""
        asked = Request(operation, arguments, str(log or ""), tuple(inject), data)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(asked) + b"\n")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=Ended)

    def trace(
        self, operation: str, *arguments: str, log: Path, data: bool = False
    ) -> tuple[Call, ...]:
        """Every call of an operation that goes well."""
        ended = self.run(operation, *arguments, log=log, data=data)
        assert ended.status == 0, ended.fault
        return tuple(calls(log))

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def nothing(_say: Say) -> None:
    """Shows whether processes can be traced at all."""


def main(modules: Sequence[str]) -> None:
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # an operation may print
    for module in modules:
        importlib.import_module(module)
    serve(sys.stdin.buffer, replies)


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    for line in requests:
        ended = _carry_out(msgspec.json.decode(line, type=Request))
        replies.write(msgspec.json.encode(ended) + b"\n")
        replies.flush()


def _carry_out(request: Request) -> Ended:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    child = os.fork()
    if child == 0:
        ours.close()
        os._exit(_run(request, theirs))
    theirs.close()
    with ours:
        troubles, heard = _followed(request, child, ours)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    faults = [word[1:] for word in heard if word.startswith(RAISED)]
    said = tuple(word[1:] for word in heard if word.startswith(SAID))
    return Ended(status, said, "\n".join([*faults, troubles]).strip())


def _followed(request: Request, child: int, channel: socket.socket) -> tuple[str, list[str]]:
    """What strace complained of, and all that the child told until it ended."""
    if not request.log:
        return "", list(_heard(channel))
    with attach(child, Path(request.log), request.inject, data=request.data) as tracer:
        heard = list(_heard(channel))
        return tracer.communicate()[1].decode(), heard


def _heard(channel: socket.socket) -> Iterator[str]:
    while word := channel.recv(MOST):
        yield word.decode()


def _run(request: Request, channel: socket.socket) -> int:
    """What is said goes by sendto, which is no call that is counted or killed."""

    def say(word: str) -> None:
        channel.send(f"{SAID}{word}".encode())

    try:
        module, name = request.operation.split(":")
        operation: Operation = getattr(importlib.import_module(module), name)
        if request.log:
            _await_tracer()
        operation(say, *request.arguments)
    except BaseException:  # noqa: BLE001 - told to whoever asked for it
        channel.send(f"{RAISED}{traceback.format_exc()}".encode()[:MOST])
        return 1
    return 0


def _await_tracer() -> None:
    """Some systems let nobody but a parent trace, unless told otherwise."""
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(ANY), 0, 0, 0)
    for _ in range(PATIENCE):
        if is_traced():
            return
        time.sleep(BLINK_S)
    raise TimeoutError("strace did not attach")


if __name__ == "__main__":
    main(sys.argv[1:])
