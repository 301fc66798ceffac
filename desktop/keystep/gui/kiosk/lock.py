"""Nothing leads out of a kiosk's window but what :meth:`Lock.release` lets go."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from keystep.gui.kiosk.listening import listening
from keystep.gui.kiosk.ways_out import leads_out

LOG = logging.getLogger("keystep.kiosk.lock")
ROUND_MS = 1_000
"""How often it looks whether the window is where it belongs; nobody tells it of all that happens to
screens and to windows of others."""

SCHEMES = (
    *("http", "https", "ftp", "ftps", "sftp", "file", "mailto", "tel", "sms", "callto", "skype"),
    *("sip", "sips", "geo", "maps", "magnet", "about", "data", "javascript", "view-source", "ws"),
    *("wss", "ssh", "telnet", "vnc", "rdp", "smb", "nfs", "dav", "davs", "webcal", "news", "nntp"),
    *("irc", "ircs", "xmpp", "market", "intent", "steam", "zoommtg", "msteams", "ms-settings"),
    *("vscode", "help", "man", "info", "apt", "snap", "trash", "admin", "computer", "network"),
)
Type = QEvent.Type
SWALLOWED = frozenset(
    {Type.ContextMenu, Type.ToolTip, Type.WhatsThis, Type.QueryWhatsThis}
    | {Type.EnterWhatsThisMode, Type.WhatsThisClicked}
    | {Type.DragEnter, Type.DragMove, Type.DragLeave, Type.Drop}
    | {Type.FileOpen, Type.Quit}
)
ESCAPES = frozenset({Type.WindowStateChange, Type.WindowDeactivate})
KEYS = frozenset({Type.KeyPress, Type.KeyRelease, Type.ShortcutOverride})
BUTTONS = frozenset({Type.MouseButtonPress, Type.MouseButtonRelease, Type.MouseButtonDblClick})
HEARD = KEYS | BUTTONS | SWALLOWED | ESCAPES | {Type.Close, Type.Show}


class Lock(QObject):
    """Holds ``window`` over the whole screen from its first showing on.

    Whatever else opens a window has it closed at once, and that stands in the log.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._held = window, True
        self._rounds = QTimer(self, interval=ROUND_MS)
        self._rounds.timeout.connect(self._hold)
        self._rounds.start()
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        refuse: Any = "refuse"  # Qt's own stubs say bytes, which it does not take
        for scheme in SCHEMES:
            QDesktopServices.setUrlHandler(scheme, self, refuse)
        window.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.X11BypassWindowManagerHint
        )
        window.setWindowState(Qt.WindowState.WindowFullScreen)
        self._fit()
        listening().begin(self, HEARD)

    @property
    def is_held(self) -> bool:
        """Whether nobody was let out yet."""
        return self._held

    def release(self) -> None:
        """Let whoever may leave: the window is as any other from now on."""
        self._held = False
        self._rounds.stop()
        listening().end(self)
        for scheme in SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)

    def hear(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in KEYS:
            return isinstance(event, QKeyEvent) and leads_out(event) and _swallow(event)
        if kind in BUTTONS:
            return _is_other_button(event)
        if kind in SWALLOWED:
            return _swallow(event, taken=False)
        if kind is Type.Close:
            return self._is_mine(watched) and _swallow(event, taken=False)
        if kind is Type.Show:
            self._look_at(watched)
        elif kind in ESCAPES and watched is self._window:
            QTimer.singleShot(0, self, self._hold)
        return False

    @Slot(QUrl)
    def refuse(self, url: QUrl) -> None:
        """A link leads nowhere."""
        LOG.warning("a link was not followed: %s", url.scheme())

    def _is_mine(self, watched: QObject) -> bool:
        return watched is self._window or watched is self._window.windowHandle()

    def _look_at(self, shown: QObject) -> None:
        if not isinstance(shown, QWidget) or not shown.isWindow() or shown is self._window:
            return
        if _is_own_popup(shown, self._window):
            return
        LOG.warning("a window was closed: %s", type(shown).__name__)
        if not shown.isModal():  # Qt would go on thinking of a modal one that is gone
            shown.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        QTimer.singleShot(0, shown, shown.close)

    def _fit(self) -> None:
        """As large as the screen; under X that is nobody's task where nobody manages windows."""
        screen = QGuiApplication.primaryScreen()
        if screen is not None and self._window.geometry() != screen.geometry():
            self._window.setGeometry(screen.geometry())

    @Slot()
    def _hold(self) -> None:
        """Over the whole screen, and in front of whatever else may be there."""
        window = self._window
        if not self._held or not window.isVisible():
            return
        if not window.isFullScreen() or window.isMinimized():
            window.showFullScreen()
        if QGuiApplication.platformName() == "xcb":
            self._fit()
        if not window.isActiveWindow() and QApplication.activePopupWidget() is None:
            window.raise_()
            window.activateWindow()


def _swallow(event: QEvent, *, taken: bool = True) -> bool:
    """Nobody else sees it; ``taken``: nor is it offered to a shortcut."""
    event.setAccepted(taken)
    return True


def _is_other_button(event: QEvent) -> bool:
    """The right one opens menus, the middle one pastes, others go back in browsers."""
    left = Qt.MouseButton.LeftButton
    return isinstance(event, QMouseEvent) and event.button() is not left and _swallow(event)


def _is_own_popup(shown: QWidget, window: QWidget) -> bool:
    """Whether it is a list or a panel that hangs on something in ``window``; a menu only where it
    is a button's, not one that was asked for at some place of a text."""
    owner = shown.parentWidget()
    if shown.windowType() is not Qt.WindowType.Popup or owner is None:
        return False
    if isinstance(shown, QMenu):
        return isinstance(owner, QToolButton) and owner.menu() is shown
    above = owner.window()
    return above is window or _is_own_popup(above, window)
