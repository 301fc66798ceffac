"""Somebody is new: what they are called, and whom they work with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keystep.domain.ports import Learner
from keystep.errors import KeystepError
from keystep.gui import fonts, tasks
from keystep.gui.i18n import tr
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.keys import set_height
from keystep.gui.kiosk.signin.panel import Title
from keystep.gui.pages import bare
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.services.roster import register
from keystep.services.station import Station

TALL, SHORT, SHORTEST = 560, 400, 320
"""Drawn pixels. Below each, while the keyboard takes the screen, there is less: no sentence; no
title; fields and buttons beside each other."""

BELOW, BESIDE = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight


class Registering(QWidget):
    """``registered`` carries the learner, who is on the roster from then on; ``left``: not so."""

    registered = Signal(object)
    left = Signal()

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self.title = Title(tr("Welcome. What are you called?"), tr("Your name"))
        told = tr(
            "Your name stays with this kiosk and the office. The next step is how you sign in."
        )
        self._told = label(told, "kiosk_text", "ink2", wrap=True)
        self.name = _field(tr("Your name"), tr("As your colleagues know it"))
        self.team = _field(tr("Your team"), tr("For example: Packing, Hall 3"))
        self.go = wide_button(tr("Go on"), "primary", on_click=self._register)
        self.leave = wide_button(tr("Back"), "plain", icon="back", on_click=self.left.emit)
        self._build()
        self.name.edit.returnPressed.connect(self._go_on)
        self.team.edit.returnPressed.connect(self._register)

    def begin(self) -> None:
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self, height: int, lift: int) -> int:
        """Fit into ``height``, of which ``lift`` lies out of reach; gives how high that is which
        need not be touched."""
        roomy = height >= px(TALL)
        self.title.arrange()
        self.title.setVisible(height >= px(SHORT))
        self._told.setVisible(roomy)
        fonts.set_role(self._told, "kiosk_text")
        for field in (self.name, self.team):
            fonts.set_role(field.edit, "kiosk_text")
        for one in (self.go, self.leave):
            fonts.set_role(one, "kiosk_strong")
            set_height(one, "tall" if roomy else "snug")
        self.go.setMinimumWidth(px(320) if height >= px(SHORTEST) else px(180))
        self.column.setSpacing(px(24) if roomy else px(10))
        self._fields.setSpacing(px(24))
        beside = height < px(SHORTEST)
        self._lines.setDirection(BESIDE if beside else BELOW)
        self._lines.setSpacing(px(24) if beside or roomy else px(10))
        self._ways.setContentsMargins(0, fonts.line_height("label") + 4 if beside else 0, 0, 0)
        self._ways.setAlignment(Qt.AlignmentFlag.AlignTop)
        return px(72 + 24 + 46 + 24) if roomy else 0

    def _build(self) -> None:
        self.column = QVBoxLayout(self)
        bare(self.column)
        self.column.addWidget(self.title)
        self.column.addWidget(self._told)
        self._fields = QHBoxLayout()
        for field in (self.name, self.team):
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self._fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._lines = QBoxLayout(BELOW)
        self._lines.addLayout(self._fields, 1)
        self._ways = QHBoxLayout()
        self._ways.addWidget(self.go)
        self._ways.addStretch(1)
        self._ways.addWidget(self.leave)
        self._lines.addLayout(self._ways)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)

    def _go_on(self) -> None:
        self.team.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _register(self) -> None:
        try:
            learner = self._add()
        except KeystepError as fault:
            self.name.set_fault(tasks.said(fault))
            fonts.refit([self.name.edit])
            self.begin()
        else:
            self.registered.emit(learner)

    def _add(self) -> Learner:
        return register(self._station, self.name.text(), self.team.text())


def _field(name: str, placeholder: str) -> Field:
    made = Field(name, placeholder)
    made.edit.setProperty("kiosk", True)
    made.edit.textEdited.connect(lambda _text: fonts.refit([made.edit]))
    return made
