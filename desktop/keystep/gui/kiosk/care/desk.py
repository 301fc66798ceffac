"""What whoever looks after a kiosk sees and can do, once its PIN was given."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystep import settings
from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.care.fares import FaresBoard
from keystep.gui.kiosk.care.folk import FolkBoard
from keystep.gui.kiosk.care.rules import RulesBoard
from keystep.gui.kiosk.care.tabs import Tabs
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import is_upright, px
from keystep.gui.kiosk.signin.keys import set_height
from keystep.gui.kiosk.signin.panel import Title
from keystep.gui.learn.courier import Courier
from keystep.gui.pages import announce, bare
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label
from keystep.services.station import Station

FARES, FOLK, RULES = "fares", "folk", "rules"
ROOMY = 760


class CareDesk(QWidget):
    """``done``: back to the learners; ``again``: begin the window again; ``ended``: leave the
    kiosk, which was asked twice."""

    done = Signal()
    again = Signal()
    ended = Signal()

    def __init__(self, station: Station, courier: Courier) -> None:
        super().__init__()
        self._station = station
        self.title = Title(tr("Looking after this kiosk"), tr("This kiosk"))
        self.fares, self.folk = FaresBoard(station, courier), FolkBoard(station)
        self.rules = RulesBoard(station)
        self._boards: dict[str, FaresBoard | FolkBoard | RulesBoard] = {
            FARES: self.fares,
            FOLK: self.folk,
            RULES: self.rules,
        }
        self.tabs = Tabs({FARES: tr("Health"), FOLK: tr("People"), RULES: tr("Rules")})
        self._notice: Callout | None = None
        self._body, self._notices = QStackedWidget(), QVBoxLayout()
        self._ways, self._sure = QWidget(), QWidget()
        self._column = QVBoxLayout(self)
        self._build()
        self.tabs.chosen.connect(self.show_place)
        for board in (self.folk, self.rules):
            board.refused.connect(self.refuse)
        self.show_place(FARES)

    def show_place(self, key: str) -> None:
        """One of FARES, FOLK and RULES, as it is now."""
        self._untell()
        self.tabs.mark(key)
        self._body.setCurrentWidget(self._boards[key])
        self.refresh()
        self.arrange()

    def refresh(self) -> None:
        """What is shown may be another by now."""
        board = self._body.currentWidget()
        if isinstance(board, FaresBoard | FolkBoard):
            board.refresh()

    def refuse(self, words: str) -> None:
        """What was not done, and why."""
        self._untell()
        self._notice = Callout("danger", words)
        self._notices.addWidget(self._notice)
        announce(self, words)

    def begin(self) -> None:
        self.finish.setFocus()

    def arrange(self) -> None:
        rules = settings.load(self._station.home).kiosk_rules
        roomy = self.height() >= px(ROOMY)
        self.title.arrange()
        self.tabs.arrange()
        for row in (self._head, self._foot):
            row.removeWidget(self.tabs)
        (self._foot if rules.low or is_upright(self) else self._head).addWidget(self.tabs)
        self._column.setSpacing(px(24) if roomy else px(12))
        for button in (self.finish, self.renew, self.leave, self.stay, self.go):
            fonts.set_role(button, "group")
            set_height(button, "usual" if roomy else "snug")
        self.folk.arrange(left=rules.hand == "left")
        self.fares.arrange()
        self.rules.arrange()

    def _build(self) -> None:
        bare(self._column)
        for layout in (self._notices,):
            bare(layout)
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.title, 1)
        for board in self._boards.values():
            self._body.addWidget(board)
        self._column.addLayout(self._head)
        self._column.addLayout(self._notices)
        self._column.addWidget(self._body, 1)
        self._column.addLayout(self._foot)
        self._build_ways()
        self._build_sure()

    def _build_ways(self) -> None:
        row = QHBoxLayout(self._ways)
        bare(row, px(24))
        self.renew = wide_button(tr("Begin the window again"), "quiet", on_click=self.again.emit)
        self.leave = wide_button(tr("Leave the kiosk"), "quiet", on_click=self._ask)
        self.finish = wide_button(tr("Back to learning"), on_click=self.done.emit)
        for way in (self.renew, self.leave):
            row.addWidget(way)
        row.addStretch(1)
        row.addWidget(self.finish)
        self._column.addWidget(self._ways)

    def _build_sure(self) -> None:
        row = QHBoxLayout(self._sure)
        bare(row, px(24))
        told = tr("The kiosk ends, and the screen is free for everybody. All is saved.")
        self.stay = wide_button(tr("Stay"), on_click=self._think_again)
        self.go = wide_button(tr("Leave now"), "danger", on_click=self.ended.emit)
        row.addWidget(label(told, "kiosk_text", wrap=True), 1)
        row.addWidget(self.stay)
        row.addWidget(self.go)
        self._sure.hide()
        self._column.addWidget(self._sure)

    def _ask(self) -> None:
        self._ways.hide()
        self._sure.show()
        self.stay.setFocus()

    def _think_again(self) -> None:
        self._sure.hide()
        self._ways.show()
        self.leave.setFocus()

    def _untell(self) -> None:
        notice, self._notice = self._notice, None
        if notice is not None:
            self._notices.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
