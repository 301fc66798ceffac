"""A kiosk that nobody has set up yet, and somebody who stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui import theme
from keystep.gui.kiosk import scale
from keystep.gui.kiosk.setup.join_page import JoinPage
from keystep.gui.kiosk.setup.page import SetUpPage
from keystep.gui.kiosk.setup.pin import PinStep
from keystep.gui.kiosk.setup.step import Step
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.searching import Place
from keystep.services.kiosk.setting_up import follow_file
from keystep.services.station import Station
from tests.conftest import QUICK, World

HEIGHT = 720

S = TypeVar("S", bound=Step)


class Stand:
    """``places`` are what a search finds from now on, ``ready`` the folders in which a kiosk file
    lies ready; ``finished`` how often it was done."""

    def __init__(self, qtbot: QtBot, station: Station) -> None:
        self.qtbot, self.station = qtbot, station
        self.places: list[Place] = []
        self.ready: list[Path] = []
        self.finished = 0
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self._column = QVBoxLayout(self.window)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.page: JoinPage = self._open()

    def begin_again(self) -> None:
        """As after the plug was pulled."""
        self.clear()
        self.page = self._open()

    def clear(self) -> None:
        self._column.removeWidget(self.page)
        self.page.hide()
        self.page.deleteLater()

    def at(self, kind: type[S]) -> S:
        """The step that is shown, once it is of this kind."""
        self.qtbot.waitUntil(lambda: isinstance(self.page.step, kind))
        step = self.page.step
        assert isinstance(step, kind)
        self.qtbot.waitUntil(step.isEnabled)
        return step

    def press(self, target: QAbstractButton | None) -> None:
        """Once it is there to be pressed."""
        assert target is not None
        self.qtbot.waitUntil(lambda: target.isEnabled() and target.isVisible())
        target.click()

    def put(self, pin: str) -> None:
        """A PIN, and then the button below the keys."""
        panel = self.at(PinStep).panel
        for digit in pin:
            panel.keys.typed.emit(digit)
        self.press(panel.primary)

    def _open(self) -> SetUpPage:
        page = SetUpPage(self.station, lambda: self.places, self._follow)
        page.done.connect(self._finish)
        self.show(page)
        return page

    def show(self, page: JoinPage) -> None:
        self._column.addWidget(page)
        self.window.resize(1280, HEIGHT - scale.px(184))
        self.window.show()
        page.enter()

    def _follow(self) -> str | None:
        return follow_file(self.station, self.ready)

    def _finish(self) -> None:
        self.finished += 1


class OpenedWindows(QObject):
    """``seen`` are what became windows beside ``own`` from now on."""

    def __init__(self, own: QWidget) -> None:
        super().__init__(own)
        self._own, self.seen = own, list[str]()
        QCoreApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.Show
        if shown and isinstance(watched, QWidget) and watched.isWindow() and watched != self._own:
            self.seen.append(repr(watched))
        return False


@pytest.fixture
def stand(
    qtbot: QtBot,
    world: World,
    appearance: theme.Appearance,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stand]:
    appearance.scale_text(scale.text_scale(HEIGHT))
    monkeypatch.setattr(signing_in, "COST", QUICK)
    yield Stand(qtbot, world.open_home(world.root / "kiosk"))
    QThreadPool.globalInstance().waitForDone()
