"""The quiet word at the time of a learning break: in the tray, and in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from keystep.domain.breaks import Slot
from keystep.errors import KeystepError
from keystep.gui.app import note
from keystep.gui.face_window import FaceWindow
from keystep.gui.i18n import clock, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.theme import LIGHT
from keystep.gui.widgets import brand
from keystep.gui.widgets.buttons import button
from keystep.services.breaks import note_shown, reminder, snooze

LOOKS_EVERY_MS = 20_000


class Reminder(QObject):
    """Looks now and then whether it is time; also after the machine has slept.

    ``accepted`` carries the slot of a break that the learner takes. ``busy`` says whether they are
    learning: then nothing is said, and what was due counts as said.
    """

    accepted = Signal(object)

    def __init__(self, window: FaceWindow, busy: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._busy = window, busy
        self._desk: Desk | None = None
        self._slot: Slot | None = None
        self._tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self, interval=LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)
        window.installEventFilter(self)

    def seat(self, desk: Desk | None) -> None:
        """Remind this learner from now on; for None nobody."""
        self._desk, self._slot = desk, None
        if desk is None:
            self._timer.stop()
        else:
            self._timer.start()

    def look(self) -> None:
        """Say what is due, if anything."""
        if self._desk is None:
            return
        try:
            slot = reminder(self._desk.station, self._desk.learner.id)
            if slot is None:
                return
            note_shown(self._desk.station, self._desk.learner.id, slot)
        except KeystepError as error:
            note("no reminder could be given", error)
            return
        if not self._busy():
            self._say(slot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Without its window Keystep goes on in the tray, where the learner wished it so."""
        if event.type() is QEvent.Type.Close:
            stays = self._stays()
            QApplication.setQuitOnLastWindowClosed(not stays)
            if stays:
                self._shown_tray()
        return super().eventFilter(watched, event)

    def _say(self, slot: Slot) -> None:
        self._slot = slot
        title, text = tr("Time for a learning break"), tr("A few minutes now, and it is kept.")
        ways = (
            button(tr("Start"), "primary", on_click=self._accept),
            button(tr("In a quarter of an hour"), "plain", on_click=self._put_off),
        )
        self._window.tell("info", title, text, ways)
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if QSystemTrayIcon.isSystemTrayAvailable():
            at = clock(slot.at)
            self._shown_tray().showMessage(title, f"{at} · {text}", brand.window_icon(LIGHT))

    def _accept(self) -> None:
        slot, self._slot = self._slot, None
        self._open()
        self._window.untell()
        if slot is not None:
            self.accepted.emit(slot)

    def _put_off(self) -> None:
        slot, self._slot = self._slot, None
        self._window.untell()
        if slot is None or self._desk is None:
            return
        try:
            snooze(self._desk.station, self._desk.learner.id, slot)
        except KeystepError as error:
            self._window.tell_unexpected(error)

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self._open()

    def _open(self) -> None:
        if self._window.isActiveWindow():
            return
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _stays(self) -> bool:
        wished = self._desk is not None and self._desk.settings.stays
        return wished and QSystemTrayIcon.isSystemTrayAvailable()

    def _shown_tray(self) -> QSystemTrayIcon:
        if self._tray is None:
            self._tray = QSystemTrayIcon(brand.window_icon(LIGHT), self)
            self._tray.setToolTip("Keystep")
            self._tray.messageClicked.connect(self._accept)
            self._tray.activated.connect(self._pressed)
            self._tray.setContextMenu(self._menu())
        self._tray.show()
        return self._tray

    def _menu(self) -> QMenu:
        menu = QMenu(self._window)
        for words, act in (
            (tr("Open Keystep"), self._open),
            (tr("Remind me in a quarter of an hour"), self._put_off),
            (tr("Quit"), QApplication.quit),
        ):
            action = QAction(words, menu)
            action.triggered.connect(act)
            menu.addAction(action)
        return menu
