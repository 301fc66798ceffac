"""One step of setting up: what is asked, the answers, a way back and a way on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import number, tr
from keystep.gui.kiosk.parts import beside
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.keys import snug_button
from keystep.gui.kiosk.signin.panel import Title
from keystep.gui.pages import announce, bare, from_start
from keystep.gui.widgets.buttons import say
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label

STEPS = 5
ROOMY, SHORT, LOW = 700, 560, 420
"""Drawn pixels: from when on all is as drawn; below which the keyboard has taken the room, so that
only what is written in and its title stay; and below which the title goes too."""


class Step(QWidget):
    """``left``: one step back. ``body`` is a column; ``go`` is the way on, where there is one.
    Beside all of it, or below, there may be more in ``sides``."""

    left = Signal()

    def __init__(self, place: int, title: str, says: str, go: str = "") -> None:
        super().__init__()
        self.title = Title(title)
        self.place = label(_place(place), "title18", "ink2")
        self.says = label(says, "kiosk_text", "ink2", wrap=True)
        self.notice: Callout | None = None
        self.body, self._notices = QVBoxLayout(), QVBoxLayout()
        self.back = snug_button(tr("Back"), "plain", icon="back", on_click=self.left.emit)
        self.go: QPushButton | None = None
        self.feet = QHBoxLayout()
        self._words = go
        self._build(go)

    def begin(self) -> None:
        """The keyboard starts here."""
        (self.go or self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """The way on was pressed."""

    def refuse(self, words: str) -> None:
        """What was not taken, why, and what to do; it can be tried again."""
        self.free()
        self.notice = Callout("danger", words)
        self._notices.addWidget(self.notice)
        self.arrange(self.height())
        announce(self, words)

    def wait(self, words: str) -> None:
        """Something is under way: nothing can be pressed twice."""
        self._drop_notice()
        self.setEnabled(False)
        if self.go is not None:
            say(self.go, words)

    def free(self) -> None:
        self._drop_notice()
        self.setEnabled(True)
        if self.go is not None:
            say(self.go, self._words)

    def arrange(self, height: int) -> None:
        """Fit into ``height``."""
        roomy, short = height >= px(ROOMY), height < px(SHORT)
        self.title.arrange()
        fonts.set_role(self.says, "kiosk_text" if roomy else "caption")
        self.says.setVisible(bool(self.says.text()) and not short and (roomy or not self.notice))
        for part in (self.title, self.place):
            part.setVisible(height >= px(LOW))
        for one in (self.back, self.go):
            if one is not None:
                fonts.set_role(one, "kiosk_strong")
                one.setFixedHeight(px(96) if roomy else px(76))
                one.setMinimumWidth(px(160 if one is self.back else 280))
        self.body.setSpacing(px(20) if roomy else px(12))
        self._column.setSpacing(px(24) if roomy else px(12))
        self.feet.setSpacing(px(24))
        self.sides.setDirection(beside(self, left=False))
        self.sides.setSpacing(px(96))
        from_start(self.sides, px(72), px(8), px(72), px(48) if roomy else px(14))

    def minimumSizeHint(self) -> QSize:
        """It fits into whatever room the keyboard on the screen leaves."""
        return QSize(px(600), px(240))

    def _build(self, go: str) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.place)
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._column = QVBoxLayout()
        self.sides.addLayout(self._column, 1)
        self._column.addLayout(head)
        self._column.addWidget(self.says)
        self.says.setVisible(bool(self.says.text()))  # not before: it would be a window
        for layout in (self._notices, self.body):
            bare(layout)
            self._column.addLayout(layout, 1 if layout is self.body else 0)
        self.feet.addWidget(self.back)
        self.feet.addStretch(1)
        if go:
            self.go = snug_button(go, "primary", on_click=self.act)
            self.feet.addWidget(self.go)
        self._column.addLayout(self.feet)

    def _drop_notice(self) -> None:
        notice, self.notice = self.notice, None
        if notice is not None:
            self._notices.removeWidget(notice)
            notice.hide()
            notice.deleteLater()


def _place(place: int) -> str:
    if place > STEPS:
        return tr("A last look")
    return tr("Step {n} of {most}", n=number(place), most=number(STEPS))
