"""The reasons for which something is flagged, to choose one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from keystep.domain.facts import Flaw
from keystep.domain.lesson import Step
from keystep.errors import KeystepError
from keystep.gui import fonts
from keystep.gui.i18n import mark, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice.answers import AnswerList
from keystep.gui.learn.voice.parts import Told
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.focus_ring import FocusRing
from keystep.gui.widgets.label import label
from keystep.services.office_answers import flag_answers
from keystep.services.run import Run
from keystep.services.voice import flag, flags

WIDE = 320
REASONS = {
    Flaw.WRONG: mark("Something is wrong"),
    Flaw.OUTDATED: mark("It is out of date"),
    Flaw.UNCLEAR: mark("I do not understand it"),
    Flaw.BROKEN: mark("It does not work"),
}


class FlagPanel(QFrame):
    """Closes at a click beside it, at Escape and by its own button. ``flagged``: it is recorded."""

    flagged = Signal()

    def __init__(self, desk: Desk, run: Run, step: Step, item: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._desk, self._run, self._step, self._item = desk, run, step, item
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        self.setFixedWidth(fonts.scaled(WIDE))
        self._told = Told()
        self._choosing = QWidget()
        self._close = button(tr("Close"), on_click=self.close)
        self._close.hide()
        self._build()
        self._ring = FocusRing(self)

    def open_at(self, corner: QPoint, *, by_key: bool) -> None:
        """Show it with its start corner at ``corner``, on the screen; ``by_key``: with a ring."""
        self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, by_key)
        self.move(corner)
        self.show()
        self.reasons[Flaw.WRONG].setFocus(Qt.FocusReason.PopupFocusReason)

    def event(self, event: QEvent) -> bool:
        """No key of the lesson behind is meant while this is open."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        event.accept()

    def _build(self) -> None:
        ask = tr("What is wrong with this question?") if self._item else tr("What is wrong here?")
        self.setAccessibleName(ask)
        told = flags(self._desk.station, self._run, self._step, self._item)
        self.reasons = {
            reason: button(
                tr(words),
                icon="tick" if reason in told else None,
                large=True,
                on_click=partial(self._flag, reason),
            )
            for reason, words in REASONS.items()
        }
        choosing = QVBoxLayout(self._choosing)
        bare(choosing, 8)
        choosing.addWidget(label(ask, "body_strong", wrap=True))
        for each in self.reasons.values():
            choosing.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        answered = AnswerList(self._desk)
        for part in (answered, self._choosing, self._told, self._close):
            column.addWidget(part)
        station, run = self._desk.station, self._run
        answered.show_answers(flag_answers(station, run, self._step.id, self._item))

    def _flag(self, reason: Flaw) -> None:
        try:
            flag(self._desk.station, self._run, self._step, self._item, reason)
        except KeystepError as error:
            self._told.trouble(error)
            self.adjustSize()
            return
        self._choosing.hide()
        self._told.thank(tr("The office hears of it."))
        self._close.show()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()
        self.flagged.emit()
