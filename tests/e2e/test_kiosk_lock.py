"""Real keys, buttons and windows against the locked window: under X alone, under openbox with all
the keys that it has by itself, and under cage."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from keystep import settings
from keystep.gui.kiosk.app import STOPPED
from keystep.services.kiosk.signing_in import ADMIN, Way, choose
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.sync.passphrase import Argon

ROOT = Path(__file__).parents[2]
NEEDED = ("Xvfb", "xdotool")
QUICK = Argon(memory_kib=8, passes=1, lanes=1)
SIZE = (1024, 768)
WAYS_OUT = (
    *("alt+F4", "ctrl+q", "ctrl+w", "F11", "Menu", "shift+F10", "alt+Tab", "alt+shift+Tab"),
    *("ctrl+alt+Right", "ctrl+alt+Left", "ctrl+alt+Down", "super+d", "super+e", "super+F2"),
    *("alt+space", "alt+Escape", "ctrl+Escape", "ctrl+p", "ctrl+o", "ctrl+s", "Print"),
    *("F1", "shift+F1", "ctrl+shift+Escape", "ctrl+alt+Delete", "ctrl+alt+t", "ctrl+n", "F10"),
)
MENU_BUTTON, MIDDLE_BUTTON = "3", "2"
LINES_AT_MOST = 400
THIEF = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
told = QLabel("Update now?")
told.resize(300, 200)
told.show()
told.raise_()
told.activateWindow()
QTimer.singleShot(700, lambda: print("tried", flush=True))
app.exec()
"""


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [name for name in (*NEEDED, *programs) if shutil.which(name) is None]
    words = f"{', '.join(missing)} missing: sh packaging/system.sh kiosk installs it"
    return pytest.mark.skipif(bool(missing), reason=words)


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs X11")


class Kiosk:
    """The window's process, and somebody at its screen's keyboard and mouse."""

    def __init__(self, process: subprocess.Popen[str], display: str) -> None:
        self.process, self._display = process, display

    def hand(self, *acts: str) -> None:
        subprocess.run(["xdotool", *acts], env={**os.environ, "DISPLAY": self._display}, check=True)

    def until(self, **wanted: object) -> dict[str, Any]:
        """What it shows from now on, once that is as ``wanted`` and stays so for three times."""
        assert self.process.stdout is not None
        told, now = dict[str, Any](), time.monotonic()
        times = lines = 0
        while times < 3 and lines < LINES_AT_MOST:
            line = self.process.stdout.readline()
            assert line, f"the window is gone, with status {self.process.wait()}"
            told = json.loads(line)
            if told["at"] > now:
                times = times + 1 if wanted.items() <= told.items() else 0
                lines += 1
        assert times == 3, f"it never was {wanted}, but in the end {told}"
        return told

    def in_charge(self, **also: object) -> dict[str, Any]:
        """It alone is there, over the whole screen, and has the keyboard."""
        return self.until(whole=True, active=True, others=[], **also)


@pytest.fixture
def home(tmp_path: Path, open_home: Callable[[Path], Station]) -> Path:
    """A kiosk that was set up and has one learner."""
    station = open_home(tmp_path / "kiosk")
    choose(station, ADMIN, Way.PIN, "90210", cost=QUICK)
    register(station, "Amara Osei", "Desk")
    settings.change(station.home, kiosk=True, station="Hall 3")
    station.close()
    return station.home


@pytest.fixture
def held() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@contextmanager
def running(command: list[str], **named: Any) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, text=True, **named)
    with process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def screen() -> Iterator[str]:
    """A display of its own, by its name."""
    read, write = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    with running(command, pass_fds=(write,), stdout=quiet, stderr=quiet):
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"


@contextmanager
def kiosk_on(home: Path, display: str, env: Mapping[str, str]) -> Iterator[Kiosk]:
    known = {**os.environ, **env}
    command = [sys.executable, "-m", "tests.e2e.kiosk", str(home)]
    with running(command, env=known, cwd=ROOT, stdout=subprocess.PIPE) as process:
        kiosk = Kiosk(process, display)
        kiosk.in_charge(page="AttractPage")
        yield kiosk
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == STOPPED


def resist(kiosk: Kiosk) -> None:
    """Whatever is pressed, somebody who signs in stays where they are."""
    middle = str(SIZE[0] // 2), "30"
    kiosk.hand("mousemove", *middle, "click", "1")
    kiosk.in_charge(page="SignInPage")
    kiosk.hand("key", "x")
    kiosk.in_charge(typed="x")
    kiosk.hand("key", *WAYS_OUT)
    kiosk.hand("click", MENU_BUTTON, "click", MIDDLE_BUTTON)
    kiosk.in_charge(page="SignInPage", typed="x")
    kiosk.hand("key", "y")
    kiosk.in_charge(page="SignInPage", typed="xy")


@contextmanager
def thief(env: Mapping[str, str]) -> Iterator[None]:
    """Another program's window, which wants to be in front, once it has tried."""
    command = [sys.executable, "-c", THIEF]
    with running(command, env={**os.environ, **env}, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "tried\n"
        yield


@pytest.mark.parametrize(
    "manager",
    [
        pytest.param([], id="no window manager", marks=needs()),
        pytest.param(["openbox"], id="openbox", marks=needs("openbox")),
    ],
)
def test_nothing_leads_out_under_x(home: Path, manager: list[str], held: ExitStack) -> None:
    display = held.enter_context(screen())
    env = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": ""}
    if manager:
        held.enter_context(running(manager, env={**os.environ, **env}, stderr=subprocess.DEVNULL))
    kiosk = held.enter_context(kiosk_on(home, display, env))
    resist(kiosk)
    with thief(env):
        kiosk.in_charge(page="SignInPage")
        kiosk.hand("key", "z")
        kiosk.in_charge(typed="xyz")


@needs("cage", "Xwayland", "setpriv")
def test_nothing_leads_out_under_cage(home: Path, held: ExitStack) -> None:
    """Cage draws into a window of X, so that real keys can be pressed there."""
    display = held.enter_context(screen())
    runtime = held.enter_context(tempfile.TemporaryDirectory(prefix="keystep-cage-"))
    env = {"XDG_RUNTIME_DIR": runtime, "WLR_BACKENDS": "x11", "WLR_RENDERER": "pixman"}
    held.enter_context(cage(runtime, {"DISPLAY": display, **env}))
    shown = {"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": f"{runtime}/wayland-0"}
    kiosk = held.enter_context(kiosk_on(home, display, {**env, **shown}))
    resist(kiosk)


@contextmanager
def cage(runtime: str, env: Mapping[str, str]) -> Iterator[None]:
    """Cage, which says when it is there. It refuses to run as root, and then runs as nobody."""
    ready = Path(runtime, "ready")
    os.mkfifo(ready)
    command = ["cage", "-d", "--", "sh", "-c", f"echo ready >{ready}; exec sleep 60"]
    if os.geteuid() == 0:
        for path in (runtime, ready):
            shutil.chown(path, "nobody")
        command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]
    with running(command, env={**os.environ, **env}, stderr=subprocess.DEVNULL) as process:
        with ready.open(encoding="ascii") as told:
            assert told.readline() == "ready\n", f"cage did not begin: {process.poll()}"
        yield
