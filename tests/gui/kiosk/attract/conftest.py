"""The attract screen of a real kiosk, in a window that has another page behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.bundles import KeyResultWord
from keystep.domain.interactions import MultipleResponse, Option, SingleChoice
from keystep.domain.kiosk.invitations import (
    LONGEST_FEEDBACK,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    LONGEST_REASON,
    Achieved,
    Asked,
)
from keystep.domain.quiz import Item
from keystep.gui.kiosk import scale
from keystep.gui.kiosk.attract.page import AttractPage
from keystep.gui.theme import Appearance
from keystep.gui.widgets.layout import layout_class
from keystep.services.kiosk.attract import Announced, Attract, General, Standing, attract
from keystep.services.station import Station
from tests import kiosks
from tests.fakes import FakeClock
from tests.gui.learn.fingers import Fingers

Open = Callable[..., AttractPage]
WORD = KeyResultWord(
    id="near-misses",
    title="Near misses told within the shift",
    unit="%",
    baseline="45",
    target="80",
    now="70",
    attainment=714,
    elapsed=500,
    status="on_track",
)
SENTENCE = "Whoever comes down first waits for the others at the green door. "
STALE, FRESH = Standing(WORD, True, date(2026, 2, 20)), Standing(WORD, False, None)


def words(letters: int) -> str:
    """So many letters of a sentence, over and over."""
    return (SENTENCE * (letters // len(SENTENCE) + 1))[:letters].strip()


def asked(*, several: bool) -> Asked:
    """As long a question as there may be."""
    options = tuple(
        Option(
            words(LONGEST_OPTION),
            right=n < 2 if several else n == 1,
            feedback=words(LONGEST_REASON),
        )
        for n in range(4)
    )
    asks = MultipleResponse(options=options) if several else SingleChoice(options=options)
    item = Item(
        id="i",
        skill="locking",
        question=words(LONGEST_QUESTION),
        asks=asks,
        feedback=words(LONGEST_FEEDBACK),
    )
    return Asked(item, asks, (2, 0, 1, 3))


EVERY = (
    General(lessons=True),
    Announced(words(90), words(600), focus=True),
    asked(several=False),
    asked(several=True),
    Achieved(people=12, lessons=1_234, scenarios=56, cards=12_345, items=123_456),
    General(lessons=False),
)
"""One of each, as long as they come."""


@pytest.fixture
def kiosk(tmp_path: Path, clock: FakeClock) -> Iterator[Station]:
    """At two past nine: it looks by itself what there is to say at five past."""
    clock.move(minutes=2)
    opened = kiosks.open_kiosk(tmp_path / "kiosk", clock)
    settings.change(opened.home, station="Hall 3, packing line")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture
def fingers(touch_screen: QPointingDevice) -> Fingers:
    return Fingers(touch_screen)


@pytest.fixture
def next_page() -> QPushButton:
    """A page that is one large button, where nothing can be touched without pressing it."""
    return QPushButton("Amara")


@pytest.fixture
def told(kiosk: Station) -> Attract:
    """What the kiosk says, with one of each invitation and a stale key result."""
    return replace(attract(kiosk), invitations=EVERY, key_results=(STALE,))


@pytest.fixture
def open_page(
    kiosk: Station, qtbot: QtBot, appearance: Appearance, next_page: QPushButton
) -> Iterator[Open]:
    """Opens the page in a window of some size; a touch leads to ``next_page``. With ``told`` it
    says that, else what the kiosk has to say."""
    windows = []

    def open_one(told: Attract | None = None, width: int = 1366, height: int = 768) -> AttractPage:
        appearance.scale_text(scale.text_scale(min(width, height)))
        page, pages, window = AttractPage(kiosk), QStackedWidget(), QMainWindow()
        windows.append(window)
        pages.addWidget(page)
        pages.addWidget(next_page)
        window.setCentralWidget(pages)
        page.woken.connect(lambda: (pages.setCurrentIndex(1), next_page.setFocus()))
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page.arrange(layout_class(width, height))
        if told is None:
            page.refresh()
        else:
            page._take(told)
        page.enter()
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()
        return page

    yield open_one
    QThreadPool.globalInstance().waitForDone()
    for window in windows:
        window.close()
