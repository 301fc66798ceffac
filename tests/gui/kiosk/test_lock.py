"""The locked window: every way out that Qt knows of is shut, and what learners need is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QDragEnterEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QInputDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.lock import Lock
from keystep.gui.kiosk.ways_out import leads_out

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Key, Held, Type = Qt.Key, Qt.KeyboardModifier, QKeyEvent.Type
CTRL, ALT, SHIFT, META = (
    Held.ControlModifier,
    Held.AltModifier,
    Held.ShiftModifier,
    Held.MetaModifier,
)
NONE = Held.NoModifier


class Kiosk(QMainWindow):
    """A window with a field, a list to choose from, and one shortcut of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.choice, self.tool = QLineEdit(), QComboBox(), QToolButton()
        self.choice.addItems(["one", "two"])
        self.menu = QMenu(self.tool)
        self.menu.addAction("one")
        self.tool.setMenu(self.menu)
        self.tool.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.tool.setText("Choose")
        self.tool.setToolTip("a tip")
        middle = QWidget()
        column = QVBoxLayout(middle)
        for part in (self.field, self.choice, self.tool):
            column.addWidget(part)
        self.setCentralWidget(middle)
        self.found = self.quit = 0
        QShortcut(QKeySequence("Ctrl+K"), self, self._find)
        QShortcut(QKeySequence("Ctrl+Q"), self, self._quit)

    def _find(self) -> None:
        self.found += 1

    def _quit(self) -> None:
        self.quit += 1


@pytest.fixture
def kiosk(qtbot: QtBot) -> Iterator[Kiosk]:
    window = Kiosk()
    lock = Lock(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    window.field.setFocus()
    yield window
    lock.release()
    window.close()


@pytest.fixture
def lock(kiosk: Kiosk) -> Lock:
    return next(child for child in kiosk.children() if isinstance(child, Lock))


def others(kiosk: Kiosk) -> list[str]:
    """Every window that can be seen besides the kiosk's."""
    tops = QApplication.topLevelWidgets()
    return [type(top).__name__ for top in tops if top.isVisible() and top is not kiosk]


def test_it_fills_the_screen_without_a_frame_in_front(kiosk: Kiosk) -> None:
    assert kiosk.isFullScreen()
    assert kiosk.geometry() == QGuiApplication.primaryScreen().geometry()
    for flag in (Qt.WindowType.FramelessWindowHint, Qt.WindowType.WindowStaysOnTopHint):
        assert kiosk.windowFlags() & flag


def test_it_cannot_be_closed_before_it_is_released(kiosk: Kiosk, lock: Lock) -> None:
    assert not kiosk.close()
    handle = kiosk.windowHandle()
    assert not handle.close()
    QApplication.closeAllWindows()
    QApplication.quit()
    assert kiosk.isVisible()
    lock.release()
    assert kiosk.close()


def test_another_state_than_the_whole_screen_does_not_last(kiosk: Kiosk, qtbot: QtBot) -> None:
    for leave in (kiosk.showNormal, kiosk.showMinimized, kiosk.showMaximized):
        leave()
        qtbot.waitUntil(lambda: kiosk.isFullScreen() and not kiosk.isMinimized())


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Key.Key_F4, ALT),
        (Key.Key_Tab, ALT),
        (Key.Key_Tab, CTRL),
        (Key.Key_Space, ALT),
        (Key.Key_Escape, ALT),
        (Key.Key_Escape, CTRL),
        (Key.Key_Q, CTRL),
        (Key.Key_W, CTRL),
        (Key.Key_P, CTRL),
        (Key.Key_O, CTRL),
        (Key.Key_S, CTRL | SHIFT),
        (Key.Key_K, CTRL | ALT),
        (Key.Key_K, CTRL | META),
        (Key.Key_Delete, CTRL | ALT),
        (Key.Key_Left, CTRL | ALT),
        (Key.Key_D, META),
        (Key.Key_L, ALT),
        (Key.Key_F1, NONE),
        (Key.Key_F1, SHIFT),
        (Key.Key_F10, SHIFT),
        (Key.Key_F11, NONE),
        (Key.Key_F35, NONE),
        (Key.Key_Menu, NONE),
        (Key.Key_Help, NONE),
        (Key.Key_Print, NONE),
        (Key.Key_SysReq, NONE),
        (Key.Key_Super_L, NONE),
        (Key.Key_Meta, NONE),
        (Key.Key_Back, NONE),
        (Key.Key_HomePage, NONE),
        (Key.Key_Explorer, NONE),
        (Key.Key_LaunchMail, NONE),
        (Key.Key_PowerOff, NONE),
        (Key.Key_Sleep, NONE),
        (Key.Key_Printer, NONE),
    ],
)
def test_keys_that_lead_out(key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    assert leads_out(QKeyEvent(Type.KeyPress, key, held))


@pytest.mark.parametrize(
    ("key", "held", "text"),
    [
        (Key.Key_A, NONE, "a"),
        (Key.Key_A, SHIFT, "A"),
        (Key.Key_Tab, NONE, ""),
        (Key.Key_Backtab, SHIFT, ""),
        (Key.Key_Return, NONE, ""),
        (Key.Key_Return, CTRL, ""),
        (Key.Key_Escape, NONE, ""),
        (Key.Key_Left, NONE, ""),
        (Key.Key_Up, ALT, ""),
        (Key.Key_Left, CTRL | SHIFT, ""),
        (Key.Key_V, CTRL, ""),
        (Key.Key_Z, CTRL, ""),
        (Key.Key_K, CTRL, ""),
        (Key.Key_PageDown, NONE, ""),
        (Key.Key_VolumeUp, NONE, ""),
        (Key.Key_Control, CTRL, ""),
        (Key.Key_Dead_Acute, NONE, ""),
        (Key.Key_AltGr, NONE, ""),
        (Key.Key_At, CTRL | ALT, "@"),
        (Key.Key_unknown, NONE, "ß"),
    ],
)
def test_keys_that_learners_need(key: Qt.Key, held: Qt.KeyboardModifier, text: str) -> None:
    assert not leads_out(QKeyEvent(Type.KeyPress, key, held, text))


def test_keys_reach_the_page_and_no_forbidden_shortcut(kiosk: Kiosk, qtbot: QtBot) -> None:
    qtbot.keyClicks(kiosk.field, "Amara")
    qtbot.keyClick(kiosk.field, Key.Key_K, CTRL)
    qtbot.keyClick(kiosk.field, Key.Key_Q, CTRL)
    assert (kiosk.field.text(), kiosk.found, kiosk.quit) == ("Amara", 1, 0)


def test_neither_menus_tips_nor_the_middle_button(kiosk: Kiosk, qtbot: QtBot) -> None:
    field, at = kiosk.field, QPoint(5, 5)
    for reason in QContextMenuEvent.Reason:
        QApplication.sendEvent(field, QContextMenuEvent(reason, at, field.mapToGlobal(at)))
    tip = QHelpEvent(QHelpEvent.Type.ToolTip, at, kiosk.tool.mapToGlobal(at))
    assert QApplication.sendEvent(kiosk.tool, tip), "it was swallowed"
    assert not QToolTip.isVisible()
    pressed: list[Qt.MouseButton] = []
    kiosk.tool.pressed.connect(lambda: pressed.append(Qt.MouseButton.LeftButton))
    QGuiApplication.clipboard().setText("of somebody else")
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        qtbot.mouseClick(field, button)
    assert (others(kiosk), field.text()) == ([], "")


def test_nothing_is_dropped_here(kiosk: Kiosk) -> None:
    data = QMimeData()
    data.setText("dropped")
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *_LEFT)
    QApplication.sendEvent(kiosk.field, entering)
    assert not entering.isAccepted()


_LEFT = (Qt.MouseButton.LeftButton, NONE)


@pytest.mark.parametrize("scheme", ["https", "http", "file", "mailto", "tel", "ms-settings"])
def test_links_lead_nowhere(kiosk: Kiosk, scheme: str, caplog: pytest.LogCaptureFixture) -> None:
    assert QDesktopServices.openUrl(QUrl(f"{scheme}:nowhere"))
    assert f"a link was not followed: {scheme}" in caplog.text


def asks_for_a_file(window: QWidget) -> object:
    return QFileDialog.getOpenFileName(window)[0]


def asks_for_words(window: QWidget) -> object:
    return QInputDialog.getText(window, "", "")[0]


def tells(window: QWidget) -> object:
    return QMessageBox(window).exec() and ""


def opens_a_menu(window: QWidget) -> object:
    menu = QMenu(window)
    menu.addAction("Open a terminal")
    return menu.exec(QPoint(9, 9)) or ""


@pytest.mark.parametrize("ask", [asks_for_a_file, asks_for_words, tells, opens_a_menu])
def test_dialogs_and_menus_close_at_once(
    kiosk: Kiosk, qtbot: QtBot, ask: Callable[[QWidget], object], caplog: pytest.LogCaptureFixture
) -> None:
    assert not ask(kiosk)
    qtbot.waitUntil(lambda: not others(kiosk))
    assert "a window was closed" in caplog.text


def test_a_window_of_its_own_is_never_on_the_screen(kiosk: Kiosk, qtbot: QtBot) -> None:
    stray = QFrame()
    qtbot.addWidget(stray)
    stray.show()
    assert stray.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.waitUntil(lambda: not stray.isVisible())
    modal = QDialog(kiosk)
    modal.open()
    qtbot.waitUntil(lambda: not modal.isVisible())
    assert QApplication.activeModalWidget() is None


def test_lists_to_choose_from_and_panels_stay(kiosk: Kiosk, qtbot: QtBot) -> None:
    kiosk.choice.showPopup()
    qtbot.waitUntil(lambda: kiosk.choice.view().isVisible())
    turns: list[int] = []
    QTimer.singleShot(0, lambda: turns.append(1))
    qtbot.waitUntil(lambda: bool(turns))
    assert kiosk.choice.view().isVisible()
    kiosk.choice.hidePopup()
    panel = QFrame(kiosk.field, Qt.WindowType.Popup)
    panel.show()
    QTimer.singleShot(0, lambda: turns.append(2))
    qtbot.waitUntil(lambda: len(turns) == 2)
    assert panel.isVisible()
    panel.close()
    closed: list[bool] = []
    QTimer.singleShot(0, kiosk, lambda: closed.append(kiosk.menu.isVisible()) or kiosk.menu.close())
    kiosk.tool.showMenu()
    assert closed == [True]


def test_once_released_all_is_as_anywhere(kiosk: Kiosk, lock: Lock, qtbot: QtBot) -> None:
    lock.release()
    assert not lock.is_held
    qtbot.keyClick(kiosk.field, Key.Key_Q, CTRL)
    assert kiosk.quit == 1
    dialog = QDialog(kiosk)
    dialog.open()
    QApplication.processEvents()
    assert dialog.isVisible()
    dialog.close()
    kiosk.showNormal()
    QApplication.processEvents()
    assert not kiosk.isFullScreen()
