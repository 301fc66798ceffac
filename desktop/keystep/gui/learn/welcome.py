"""Who learns here: somebody known, or somebody new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.domain.ports import Learner
from keystep.errors import KeystepError, UsageError
from keystep.gui import fonts, tasks
from keystep.gui.i18n import tr
from keystep.gui.learn.pages import Page
from keystep.gui.pages import bare, scrolled
from keystep.gui.widgets.brand import BrandMark
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.services.roster import register
from keystep.services.station import Station


class WelcomePage(Page):
    """Asks who learns here. ``chosen`` carries the learner, new or known; ``folder_wanted``: they
    have learnt at another computer, and their progress is to come from there."""

    chosen = Signal(object)
    folder_wanted = Signal()

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._people = station.store.learners()
        self.known = [self._known(learner) for learner in self._people]
        self.name = Field(tr("Your name"), tr("As your colleagues know it"))
        self.team = Field(tr("Your team"), tr("For example: Packing, Hall 3"))
        self.begin = button(
            tr("Start learning"), "primary", icon_end="next", large=True, on_click=self._register
        )
        self._fault = QVBoxLayout()
        self._build()
        self.arrange(NORMAL)
        for field in (self.name, self.team):
            field.edit.returnPressed.connect(self._register)

    def arrange(self, layout: Layout) -> None:
        self._card.setMaximumWidth(fonts.scaled(520))
        self._card.set_padding(20 if layout.one_column else 40)

    def enter(self) -> None:
        first: QWidget = self.known[0] if self.known else self.name.edit
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_behind(self, people: Sequence[Learner]) -> bool:
        """Whether others than ``people`` are shown, and nobody is typing."""
        return self._people != people and not self.name.text() and not self.team.text()

    def _build(self) -> None:
        self._card = card = Card(40, 0)
        card.body.addWidget(self._brand())
        card.body.addSpacing(24)
        card.body.addWidget(label(tr("Who learns here?"), "page", wrap=True))
        card.body.addSpacing(4)
        promise = tr("Everything you do is saved on this computer. No network is needed.")
        card.body.addWidget(label(promise, "body", "ink2", wrap=True))
        card.body.addSpacing(24)
        if self.known:
            for way in self.known:
                card.body.addWidget(way)
                card.body.addSpacing(8)
            card.body.addSpacing(16)
            card.body.addWidget(label(tr("Somebody else"), "body_strong"))
            card.body.addSpacing(8)
        card.body.addWidget(self.name)
        card.body.addSpacing(16)
        card.body.addWidget(self.team)
        card.body.addLayout(self._fault)
        card.body.addSpacing(24)
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addSpacing(12)
        elsewhere = button(
            tr("I have learnt at another computer"), "quiet", on_click=self.folder_wanted.emit
        )
        card.body.addWidget(elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        body = QWidget()
        middle = QVBoxLayout(body)
        middle.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 1000)
        across.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(2)
        outer = QVBoxLayout(self)
        bare(outer)
        outer.addWidget(scrolled(body))

    def _brand(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        bare(row, 12)
        row.addWidget(BrandMark())
        row.addWidget(label(tr("Keystep"), "section"), 1)
        return made

    def _known(self, learner: Learner) -> QPushButton:
        said = f"{learner.name} · {learner.team}" if learner.team else learner.name
        return button(said, icon="person", large=True, on_click=lambda: self.chosen.emit(learner))

    def _register(self) -> None:
        try:
            learner = register(self._station, self.name.text(), self.team.text())
        except UsageError as fault:
            self.name.set_fault(tasks.said(fault))
            self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        except KeystepError as fault:
            self._fault.addSpacing(16)
            self._fault.addWidget(Callout("danger", tr("Not saved yet"), tasks.said(fault)))
        else:
            self.chosen.emit(learner)
