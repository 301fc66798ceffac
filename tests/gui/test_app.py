"""Starting: what is imported before the first paint, and the look that was kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from keystep.gui import app
from keystep.gui.app import Look, catch_unexpected, log_to, read_look
from tests.conftest import World

HEAVY = ("sqlalchemy", "msgspec", "cryptography", "fsrs", "markdown", "numpy", "qtawesome", "nh3")
PROBE = """
import sys
from keystep.gui import app
from keystep.gui.learn import window
print(*sorted(name for name in sys.modules if "." not in name))
"""
READ = """
import linecache
from keystep.gui import app
from keystep.gui.learn import navigator, window
print(*linecache.cache)
"""
TURNS = """
import sys
from keystep.gui import app
application, look = app.create([])
print(sys.getswitchinterval())
"""
IN_WORKERS = """
import sys, threading
from pathlib import Path

elsewhere = set()

def hear(event, told):
    if event == "import" and threading.current_thread() is not threading.main_thread():
        elsewhere.add(str(told[0]))

sys.addaudithook(hear)
from keystep.gui import admin, app
from keystep.gui.admin.window import AdminWindow
from keystep.gui.kiosk.window import KioskWindow
from keystep.gui.learn.window import LearnWindow

face, home = sys.argv[1], Path(sys.argv[2])
application, look = app.create([])
window = {
    "learn": lambda: LearnWindow(home, look),
    "kiosk": lambda: KioskWindow(home, look),
    "admin": lambda: AdminWindow(home, look, lambda: admin.open_home(home)),
}[face]()
window.ready.connect(application.quit)
app.run(application, window)
print(*sorted(elsewhere))
"""


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stdout.split())


def test_no_module_s_source_is_read_and_kept() -> None:
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    assert str(Path(app.__file__).parents[1]) not in done.stdout


@pytest.mark.parametrize("face", ["learn", "kiosk", "admin"])
def test_qt_is_imported_by_the_window_s_own_thread_alone(face: str, world: World) -> None:
    world.office.close()
    home = world.office.home if face == "admin" else world.root / face
    command = [sys.executable, "-c", IN_WORKERS, face, str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    elsewhere = done.stdout.split()
    assert "keystep.bootstrap" in elsewhere
    assert [name for name in elsewhere if name.startswith(("PySide6", "keystep.gui"))] == []


def test_workers_let_the_window_go_on_many_times_sooner_than_python_has_them_do() -> None:
    probe = [sys.executable, "-c", TURNS]
    done = subprocess.run(probe, capture_output=True, text=True, check=True)
    assert 0 < float(done.stdout) <= sys.getswitchinterval() / 10


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff\xfe", b'{"theme":"dark"}'])
def test_a_look_that_cannot_be_read_is_the_usual_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert read_look(tmp_path) == Look()


def test_the_kept_look_is_read(tmp_path: Path) -> None:
    kept = {"theme": "dark", "text_scale": 150, "version": 1}
    (tmp_path / "settings.json").write_text(json.dumps(kept))
    assert read_look(tmp_path) == Look("dark", 150)
    (tmp_path / "settings.json").write_text(json.dumps(kept | {"less_motion": True}))
    assert read_look(tmp_path) == Look("dark", 150, less_motion=True)
    assert read_look(tmp_path / "missing") == Look()


def test_the_unexpected_is_logged_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import logging

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[Exception] = []
    log_to(tmp_path)
    catch_unexpected(told.append)
    try:
        error = ValueError("nobody expected this")
        sys.excepthook(ValueError, error, None)
        assert told == [error]
        logged = (tmp_path / "log" / "keystep.log").read_text("utf-8")
        assert "nobody expected this" in logged
    finally:
        logger = logging.getLogger("keystep")
        for handler in list(logger.handlers):
            handler.close()
            logger.removeHandler(handler)
