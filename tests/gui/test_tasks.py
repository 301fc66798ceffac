"""Work off the GUI thread."""

from __future__ import annotations

import gc
import threading
import weakref
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.errors import NotSaved
from keystep.gui import tasks


def test_work_runs_elsewhere_and_its_value_comes_back_here(qtbot: QtBot) -> None:
    owner, heard = QObject(), []
    tasks.start(
        owner,
        threading.get_ident,
        lambda where: heard.append((where, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(heard))
    worked, delivered = heard[0]
    assert delivered == threading.get_ident()
    assert worked != delivered


def test_a_failure_comes_to_its_handler_on_this_thread(qtbot: QtBot) -> None:
    owner, heard = QObject(), []

    def work() -> None:
        raise NotSaved("Full.")

    tasks.start(
        owner, work, heard.append, lambda error: heard.append((error, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: bool(heard))
    error, where = heard[0]
    assert isinstance(error, NotSaved)
    assert where == threading.get_ident()


def test_nobody_is_told_once_the_owner_is_gone(qtbot: QtBot) -> None:
    owner, gate, heard = QObject(), threading.Event(), []
    after, done = QObject(), []

    def work() -> int:
        gate.wait(5)
        return 1

    tasks.start(owner, work, heard.append, heard.append)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed).wait()
    gate.set()
    tasks.start(after, lambda: gate.wait(5), done.append)
    qtbot.waitUntil(lambda: bool(done))
    QApplication.processEvents()
    assert heard == []


def test_nothing_is_held_of_what_was_done(qtbot: QtBot) -> None:
    owner, held, heard = QObject(), QObject(), []
    gone = weakref.ref(held)
    tasks.start(owner, partial(str, held), heard.append, partial(print, held))
    del held
    qtbot.waitUntil(lambda: bool(heard))
    QThreadPool.globalInstance().waitForDone()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert gone() is None


def test_an_error_is_said_with_its_values(qapp: QApplication) -> None:
    assert tasks.said(NotSaved("{n} of {file}.", n=3, file="a")) == "3 of a."
    assert "boom" in tasks.said(RuntimeError("boom"))
