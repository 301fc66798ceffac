"""Whoever listens to the whole application hears what they asked for, the last one first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from keystep.gui.kiosk.listening import Listening, listening

ONE, OTHER = QEvent.Type.User, QEvent.Type.MaxUser


class Ear(QObject):
    def __init__(self, heard: list[str], name: str, *, keeps: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._heard, self._keeps = heard, keeps

    def hear(self, _watched: QObject, _event: QEvent) -> bool:
        self._heard.append(self.objectName())
        return self._keeps


def sent(kind: QEvent.Type) -> None:
    QCoreApplication.sendEvent(QObject(), QEvent(kind))


def test_there_is_one_for_the_application(qtbot: QtBot) -> None:
    assert listening() is listening()
    assert len(QCoreApplication.instance().findChildren(Listening)) == 1  # type: ignore[union-attr]


def test_each_hears_its_own_kinds_the_last_one_first(qtbot: QtBot) -> None:
    heard: list[str] = []
    first, last = Ear(heard, "first"), Ear(heard, "last")
    listening().begin(first, {ONE, OTHER})
    listening().begin(last, {ONE})
    sent(ONE)
    assert heard == ["last", "first"]
    sent(OTHER)
    assert heard == ["last", "first", "first"]
    for ear in (first, last):
        listening().end(ear)
    sent(ONE)
    assert len(heard) == 3


def test_what_one_keeps_nobody_else_hears(qtbot: QtBot) -> None:
    heard: list[str] = []
    first, last = Ear(heard, "first"), Ear(heard, "last", keeps=True)
    listening().begin(first, {ONE})
    listening().begin(last, {ONE})
    sent(ONE)
    assert heard == ["last"]
    listening().begin(first, {ONE})
    sent(ONE)
    assert heard == ["last", "first", "last"], "who begins anew is the last one"
    for ear in (first, last):
        listening().end(ear)


def test_whoever_is_gone_hears_nothing(qtbot: QtBot) -> None:
    heard: list[str] = []
    gone, left = Ear(heard, "gone"), Ear(heard, "left")
    listening().begin(left, {ONE})
    listening().begin(gone, {ONE})
    delete(gone)
    sent(ONE)
    assert heard == ["left"]
    listening().end(left)
