"""The sign-in page on a station with people, led by fingers, keys and badges."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.ports import Learner
from keystep.gui import theme
from keystep.gui.kiosk import scale
from keystep.gui.kiosk.signin.page import SignInPage
from keystep.gui.widgets.layout import layout_class
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.signing_in import ADMIN, Way
from keystep.services.roster import register
from keystep.services.station import Station
from tests.conftest import QUICK
from tests.gui.kiosk.signin.wedge import Keyboard
from tests.gui.learn.hands import texts

NAMES = (
    "Amara Osei",
    "Bilal Khan",
    "Chiara Deluca",
    "Daniel Weber",
    "Elif Mutlu",
    "Femi Nwosu",
    "Greta Sand",
    "Hakan Bal",
    "Ivana Petrov",
    "Jonas Reuter",
    "Kim Lang",
    "Layla Malik",
    "Marek Šikora",
    "Noor Tahir",
    "Olga Vinter",
    "Pedro Castro",
    "Quirin Huber",
    "Yusuf Ateş",
    "Zeynep Kaya",
)
PIN, ADMIN_PIN, BADGE = "4711", "9173", "0012345678"


class Stand:
    """Somebody at the page: what they see, touch and type, and what came of it."""

    def __init__(self, page: SignInPage, window: QWidget) -> None:
        self.page, self.window = page, window
        self.keyboard = Keyboard(window)
        self.signed_in: list[Learner] = []
        self.guests, self.left = 0, 0
        self.languages: list[str] = []
        page.signed_in.connect(self.signed_in.append)
        page.language_chosen.connect(self.languages.append)
        page.guest_wanted.connect(self._guest)
        page.left.connect(self._leave)

    def button(self, words: str) -> QAbstractButton:
        """The one that says so, or is called so."""
        found = self.window.findChildren(QAbstractButton)
        return next(one for one in found if one.isVisible() and words in _names(one))

    def touch(self, *words: str) -> None:
        for each in words:
            QTest.mouseClick(self.button(each), Qt.MouseButton.LeftButton)
            self.settle()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.page, key)
            self.settle()

    def write(self, text: str) -> None:
        """Letters as this program types them: at once."""
        QTest.keyClicks(QApplication.focusWidget() or self.page, text)
        self.settle()

    def tiles(self) -> list[str]:
        """Who can be touched, by short name."""
        return [tile.person.shown for tile in self.page._who.board.grid.tiles]

    def says(self, wanted: str) -> bool:
        described = [part.accessibleDescription() for part in self.shown()]
        return any(wanted in text for text in (*texts(self.window), *described, *self.titles()))

    def titles(self) -> list[str]:
        return [part.accessibleName() for part in self.shown()]

    def shown(self) -> list[QWidget]:
        return [part for part in self.window.findChildren(QWidget) if part.isVisible()]

    def work(self) -> None:
        """Until what was begun off this thread is done and told."""
        QThreadPool.globalInstance().waitForDone()
        self.settle()

    @staticmethod
    def settle() -> None:
        for _ in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _guest(self) -> None:
        self.guests += 1

    def _leave(self) -> None:
        self.left += 1


Enter = Callable[..., Stand]


def _names(button: QAbstractButton) -> tuple[str, str]:
    return button.text(), button.accessibleName()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets that are chosen on the screen are not dear to check."""
    monkeypatch.setattr(signing_in, "COST", QUICK)


@pytest.fixture
def people(station: Station) -> dict[str, Learner]:
    """By first name. Amara has nothing to sign in with yet, Bilal pictures, all others a PIN."""
    known = {name.split()[0]: register(station, name, "Hall 3") for name in NAMES}
    signing_in.choose(station, ADMIN, Way.PIN, ADMIN_PIN)
    signing_in.choose(station, known["Bilal"].id, Way.PICTURES, "sun cat key")
    for name in ("Elif", "Femi", "Marek"):
        signing_in.choose(station, known[name].id, Way.PIN, PIN)
    return known


@pytest.fixture
def enter(station: Station, qtbot: QtBot, appearance: theme.Appearance) -> Iterator[Enter]:
    """Opens the page in a window, under the rules that are given."""

    def enter_one(width: int = 1366, height: int = 768, **rules: object) -> Stand:
        kept = settings.KioskRules(**rules)  # type: ignore[arg-type]
        settings.change(station.home, kiosk=True, kiosk_rules=kept)
        appearance.scale_text(scale.text_scale(height))
        window = QWidget()
        qtbot.addWidget(window)
        page = SignInPage(station)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, scale.px(104), 0, 0)
        column.setSpacing(0)
        column.addWidget(page)
        column.addWidget(page.language)
        page.language.setFixedHeight(scale.px(80))
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page.arrange(layout_class(width, height))
        page.enter()
        Stand.settle()
        return Stand(page, window)

    yield enter_one
    QThreadPool.globalInstance().waitForDone()
