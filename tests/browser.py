"""A real Chromium, driven over its DevTools pipe: pages as people meet them."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "chromium-headless-shell"))),
    None,
)
NO_CHROMIUM = "no Chromium on this machine"
SWITCHES = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--remote-debugging-pipe", "--window-size=1366,768"),
)


class Page:
    """An open page; ``complaints`` are what its console and its policy said."""

    def __init__(self, commands: int, replies: int) -> None:
        self._commands, self._replies = os.fdopen(commands, "wb"), os.fdopen(replies, "rb")
        self._numbers, self._session, self._left = count(1), "", b""
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        held = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = held["sessionId"]
        for domain in ("Page", "Runtime", "Log", "DOM"):
            self.call(f"{domain}.enable")

    def open(self, path: Path) -> None:
        self.call("Page.navigate", url=path.as_uri())
        self._until("Page.loadEventFired")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of a command of the protocol."""
        number = next(self._numbers)
        command: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session:
            command["sessionId"] = self._session
        self._commands.write(json.dumps(command).encode() + b"\0")
        self._commands.flush()
        while (told := self._next()).get("id") != number:
            pass
        assert "error" not in told, told
        return told["result"]

    def ask(self, expression: str) -> Any:
        """What a JavaScript expression, or its promise, comes to."""
        told = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def click(self, selector: str) -> None:
        """With the mouse, in the middle of what the selector finds first."""
        box = self.ask(
            f"(e => {{ e.scrollIntoView({{block: 'center', behavior: 'instant'}});"
            "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2];"
            f"}})(document.querySelector({json.dumps(selector)}))"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box[0],
                y=box[1],
                button="left",
                clickCount=1,
            )

    def write(self, selector: str, text: str) -> None:
        """Put the keyboard there and type."""
        self.ask(f"document.querySelector({json.dumps(selector)}).focus()")
        self.call("Input.insertText", text=text)

    def violations(self) -> list[str]:
        """What axe-core finds wrong for people with disabilities, by rule and place."""
        self.ask((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8") + ";0")
        found = self.ask("axe.run().then(r => r.violations)")
        return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]

    def close(self) -> None:
        self._session = ""
        self.call("Browser.close")
        self._commands.close()
        self._replies.close()

    def _until(self, method: str) -> None:
        while self._next().get("method") != method:
            pass

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            read = os.read(self._replies.fileno(), 1 << 16)
            assert read, "Chromium ended"
            self._left += read
        message, _, self._left = self._left.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        if told.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
            self.complaints.append(json.dumps(told["params"]))
        return told


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A page of a browser of its own, which ends with the block."""
    theirs_in, commands = os.pipe()
    replies, theirs_out = os.pipe()
    process = _spawn(theirs_in, theirs_out, profile)
    try:
        page = Page(commands, replies)
        yield page
        page.close()
    except BaseException:
        os.kill(process, signal.SIGKILL)
        raise
    finally:
        os.waitpid(process, 0)


def _spawn(commands: int, replies: int, profile: Path) -> int:
    """Chromium reads commands from descriptor 3 and replies on 4."""
    # Out of the way: the pipes' own ends may be called so.
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (commands, replies)]
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        *((os.POSIX_SPAWN_DUP2, end, place) for end, place in zip(ends, (3, 4), strict=True)),
    ]
    called = [str(CHROMIUM), *SWITCHES, f"--user-data-dir={profile}"]
    process = os.posix_spawn(called[0], called, os.environ, file_actions=actions)
    for end in (commands, replies, *ends):
        os.close(end)
    return process
