"""Reading aloud: a control only where something answers that has a voice for the language."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from keystep.gui.learn import dispatcher, speech
from keystep.gui.learn.dispatcher import spoken_languages
from keystep.gui.learn.passages import aloud
from keystep.gui.learn.player import Player
from keystep.gui.learn.speech import KNOWN
from keystep.gui.learn.window import LearnWindow
from tests.gui.learn.formats.conftest import At
from tests.gui.learn.hands import Key, click, press

VOICES = b"249-Annie\ten-US\tnone\r\n249-Hans\tde\tnone\r\n249 OK VOICE LIST SENT\r\n"
ANSWERS = {b"SET": b"208 OK CLIENT NAME SET\r\n", b"LIS": VOICES, b"QUI": b"231 HAPPY HACKING\r\n"}
Answer = Callable[[socket.socket], None]
Dispatch = Callable[[Answer], None]


def answering(line: socket.socket) -> None:
    with line.makefile("rwb") as talk:
        for asked in talk:
            talk.write(ANSWERS[asked[:3]])
            talk.flush()


def without_voices(line: socket.socket) -> None:
    with line.makefile("rwb") as talk:
        for _ in talk:
            talk.write(b"304 ERR NO OUTPUT MODULE\r\n")
            talk.flush()


def accepted(listener: socket.socket) -> socket.socket | None:
    """Somebody who asks; None once nobody is listened to any more."""
    with suppress(OSError):
        return listener.accept()[0]
    return None


@pytest.fixture
def dispatch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dispatch]:
    """Puts somebody behind the dispatcher's socket, for all who ask, one after the other."""
    path = tmp_path / "speechd.sock"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{path}")
    threads = []

    def behind(answer: Answer) -> None:
        def serve() -> None:
            while line := accepted(listener):
                with line:
                    answer(line)

        threads.append(threading.Thread(target=serve))
        threads[-1].start()

    yield behind
    listener.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join()
    listener.close()


@pytest.fixture(autouse=True)
def unknown(qapp: QApplication) -> Iterator[None]:
    """Nobody has asked yet."""
    qapp.setProperty(KNOWN, None)
    yield
    qapp.setProperty(KNOWN, frozenset())


def control(player: Player) -> QAbstractButton:
    words = {"Read aloud", "Stop reading"}
    (found,) = (b for b in player.view.findChildren(QAbstractButton) if b.text() in words)
    return found


def test_the_languages_with_a_voice(dispatch: Dispatch) -> None:
    dispatch(answering)
    assert spoken_languages() == {"en", "de"}


def test_a_dispatcher_without_voices_speaks_nothing(dispatch: Dispatch) -> None:
    dispatch(without_voices)
    assert spoken_languages() == frozenset()


def test_where_there_is_none_nothing_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{tmp_path / 'none'}")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert spoken_languages() == frozenset()


def test_a_dead_dispatcher_leaves_the_window_alive(
    dispatch: Dispatch, at: At, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, over = threading.Event(), threading.Event()

    def hang(_line: socket.socket) -> None:
        reached.set()
        over.wait()

    monkeypatch.setattr(dispatcher, "PATIENCE", 5.0)
    dispatch(hang)
    player = at("read")
    qtbot.waitUntil(reached.is_set)
    beats: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(1))
    timer.start(1)
    qtbot.waitUntil(lambda: len(beats) > 20)
    timer.stop()
    assert qapp.property(KNOWN) is None
    over.set()
    qtbot.waitUntil(lambda: qapp.property(KNOWN) is not None)
    assert not control(player).isVisible()


def test_a_voice_for_another_language_is_no_voice(at: At, qapp: QApplication) -> None:
    qapp.setProperty(KNOWN, frozenset({"de"}))
    assert not control(at("read")).isVisible()


@pytest.fixture
def english(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's engine without a sound is taken for the platform's."""
    monkeypatch.setitem(speech.ENGINES, "linux", "mock")
    qapp.setProperty(KNOWN, frozenset({"en"}))


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("step", ["read", "panel"])
def test_it_reads_and_stops_and_stops_when_the_step_is_left(
    window: LearnWindow, at: At, qtbot: QtBot, step: str
) -> None:
    player = at(step)
    button = control(player)
    assert button.isVisible()
    click(player.view, "Read aloud")
    qtbot.waitUntil(lambda: button.text() == "Stop reading")
    click(player.view, "Stop reading")
    qtbot.waitUntil(lambda: button.text() == "Read aloud")
    click(player.view, "Read aloud")
    qtbot.waitUntil(lambda: button.text() == "Stop reading")
    press(window, Key.Key_Right if step == "read" else Key.Key_Left)
    qtbot.waitUntil(lambda: button.text() == "Read aloud")


def test_marks_and_notes_are_not_read() -> None:
    words = aloud("It is **not**.[^a]\n\n!!! tip\n    Lock it.\n\n[^a]: Air stays.\n")
    assert words.startswith("It is not.")
    assert "Lock it." in words
    assert "Air stays" not in words
