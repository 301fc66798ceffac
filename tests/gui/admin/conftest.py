"""The admin face on real offices, in the light theme, offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystep.bootstrap import open_office
from keystep.domain.events import Instant
from keystep.gui import motion, theme
from keystep.gui.admin.desk import Desk
from keystep.gui.admin.navigator import Navigator
from keystep.gui.admin.window import AdminWindow, Opened
from keystep.gui.theme import Appearance
from tests import sample_board as sample
from tests.conftest import PASSPHRASE, World

NOW = Instant(sample.NOW, 0, "boot", 0)
PATIENCE = 10_000


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[QApplication]:
    motion.set_reduced(qapp, True)
    theme.apply(qapp, theme.LIGHT)
    yield qapp
    QThreadPool.globalInstance().waitForDone()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    motion.set_reduced(qapp, False)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Shows a page at 1366 × 768."""

    def show(page: QWidget) -> QWidget:
        qtbot.addWidget(page)
        page.resize(1158, 730)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return show


@dataclass
class FakeDesk:
    """Gives the file and the folder it was told to; keeps what it was asked to show, and the usual
    names of new files."""

    file: Path | None = None
    folder: Path | None = None
    shown: list[Path] = field(default_factory=list)
    usual: list[str] = field(default_factory=list)

    def as_desk(self) -> Desk:
        return Desk(
            choose_file=lambda _title, _kinds: self.file,
            show_file=self.shown.append,
            choose_folder=lambda _title: self.folder,
            name_file=self._name,
        )

    def _name(self, _title: str, usual: str) -> Path | None:
        self.usual.append(usual)
        return self.file


@dataclass
class Face:
    """An open admin window, and the desk around it."""

    window: AdminWindow
    desk: FakeDesk
    qtbot: QtBot

    @property
    def navigator(self) -> Navigator:
        assert self.window.navigator is not None
        return self.window.navigator

    @property
    def page(self) -> QWidget:
        """The page now shown, its layouts at rest."""
        for _ in range(3):
            QCoreApplication.processEvents()
        page = self.window.pages.currentWidget()
        assert page is not None
        return page

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE)


@pytest.fixture
def open_face(
    world: World, qtbot: QtBot, qapp: QApplication, look: QApplication
) -> Iterator[Callable[..., Face]]:
    """Opens the admin window on the world's office, with or without the passphrase."""
    opened: list[AdminWindow] = []

    def open_it(*, unlocked: bool = True, home: Path | None = None) -> Face:
        desk, place = FakeDesk(), home or world.office.home

        def opening() -> Opened:
            office = open_office(place, PASSPHRASE if unlocked else None, world.clock)
            return Opened(
                lambda window: Navigator(window, office, desk.as_desk()),
                lambda _name, _value: None,
                office.close,
            )

        window = AdminWindow(place, Appearance(qapp, "light", less_motion=True), opening)
        qtbot.addWidget(window)
        opened.append(window)
        with qtbot.waitExposed(window):
            window.show()
        face = Face(window, desk, qtbot)
        if home is None:
            face.wait(lambda: window.navigator is not None and window.navigator.is_ready)
        return face

    yield open_it
    QThreadPool.globalInstance().waitForDone()
    for window in opened:
        window.close()
        window.release()
