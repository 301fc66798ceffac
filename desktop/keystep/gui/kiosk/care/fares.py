"""How the kiosk fares, and what it has in its folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from keystep.gui import fonts, tasks
from keystep.gui.i18n import isolate, lately, number, tr
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import is_upright, px
from keystep.gui.kiosk.signin.keys import set_height, snug_button
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.desk import say
from keystep.gui.learn.folder import synced_words
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets import buttons
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label, recolour
from keystep.gui.widgets.status import StatusGlyph
from keystep.services.folder import folder_state
from keystep.services.kiosk.health import Health, Sign, State, check, health
from keystep.services.station import Station
from keystep.services.syncing import Synced

BETWEEN = "  ·  "
FULL = 2
"""So many signs have room for what to do about them on the smallest screen."""
KINDS = {State.WELL: "right", State.CAREFUL: "careful", State.BAD: "at_risk"}


class FaresBoard(QWidget):
    """Health on one side, the folder on the other. ``joining``: there shall be a folder."""

    joining = Signal()

    def __init__(self, station: Station, courier: Courier) -> None:
        super().__init__()
        self._station, self._courier = station, courier
        self._health, self._folder = Card(), Card()
        self._signs, self._lines = QVBoxLayout(), QVBoxLayout()
        self._rows: list[_SignRow] = []
        self._facts = label("", "caption", "ink2", wrap=True)
        self._told = label("", "caption", "ink2", wrap=True)
        self.sync = wide_button(tr("Sync now"), "primary", icon="refresh", on_click=self._sync)
        self.join = wide_button(
            tr("Join the office’s folder"), icon="folder", on_click=self.joining.emit
        )
        self.look = snug_button(tr("Look at the database"), icon="search", on_click=self._look)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        bare(self._row)
        self._build()

    def refresh(self) -> None:
        """As it is now."""
        fares = health(self._station)
        empty(self._signs)
        self._rows = [_SignRow(sign) for sign in fares.signs]
        for row in self._rows:
            self._signs.addWidget(row)
        self._facts.setText("\n".join(self._facts_of(fares)))
        empty(self._lines)
        state = folder_state(self._station, lately)
        words = BETWEEN.join(map(say, state.words))
        self._lines.addWidget(label(words, "kiosk_text", wrap=True))
        self.sync.setVisible(state.joined and state.confirmed)
        self.join.setVisible(not self.sync.isVisibleTo(self))
        self._lay_out()

    def arrange(self) -> None:
        self._lay_out()

    def _build(self) -> None:
        for card in (self._health, self._folder):
            card.setProperty("kiosk", True)
            self._row.addWidget(card, 1)
        for layout in (self._signs, self._lines):
            bare(layout)
        self._health.body.addLayout(self._signs)
        self._health.body.addStretch(1)
        self._health.body.addWidget(self._facts)
        self._health.body.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        self._folder.body.addLayout(self._lines)
        self._folder.body.addStretch(1)
        self._folder.body.addWidget(self._told)
        for way in (self.sync, self.join):
            self._folder.body.addWidget(way)

    def _lay_out(self) -> None:
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_upright(self) else ways.LeftToRight)
        self._row.setSpacing(px(32))
        roomy = self.height() >= px(480)
        for way in (self.sync, self.join):
            set_height(way, "usual" if roomy else "snug")
        for card in (self._health, self._folder):
            card.set_padding(px(32) if roomy else px(18))
            card.body.setSpacing(px(20) if roomy else px(10))
        for layout in (self._signs, self._lines):
            layout.setSpacing(px(16) if roomy else px(6))
        for row in self._rows:
            row.be_brief(brief=not roomy and len(self._rows) > FULL)
        role = "kiosk_text" if roomy else "caption"
        for line in _labels(self._lines):
            fonts.set_role(line, role)

    def _facts_of(self, fares: Health) -> Iterator[str]:
        yield tr(
            "Keystep {program}, {n} MB free on the disk",
            program=isolate(fares.program),
            n=number(fares.free_mib),
        )
        if fares.checked is None:
            yield tr("The database was not looked at yet")
        else:
            yield tr("Database looked at {when}", when=self._when(fares.checked))

    def _when(self, at: datetime) -> str:
        now = self._station.clock.now()
        return lately((at + timedelta(minutes=now.offset)).replace(tzinfo=None), now.local)

    def _sync(self) -> None:
        self._begin(tr("Syncing"))
        self._courier.sync(self._synced, self._failed)

    def _synced(self, outcome: Synced) -> None:
        faults = [tasks.said(fault) for fault in outcome.refused]
        self._end(" ".join((synced_words(outcome), *faults)), well=not faults)

    def _look(self) -> None:
        self._begin(tr("Looking at the database"))
        tasks.start(self, partial(check, self._station), self._looked, self._failed)

    def _looked(self, faults: int | None) -> None:
        self._end(tr("It could not be looked at just now") if faults is None else "", well=True)

    def _failed(self, error: Exception) -> None:
        self._end(tasks.said(error), well=False)

    def _begin(self, words: str) -> None:
        self.sync.setEnabled(False)
        self.look.setEnabled(False)
        buttons.say(self.sync, words)
        self._told.setText("")

    def _end(self, words: str, *, well: bool) -> None:
        """It is over; ``words`` say what came of it."""
        self.sync.setEnabled(True)
        self.look.setEnabled(True)
        buttons.say(self.sync, tr("Sync now"))
        self._told.setText(words)
        recolour(self._told, "ink2" if well else "danger")
        announce(self, words)
        self.refresh()


class _SignRow(QWidget):
    """What is so, and below it what to do about that."""

    def __init__(self, sign: Sign) -> None:
        super().__init__()
        row, words = QHBoxLayout(self), QVBoxLayout()
        bare(row, px(20))
        bare(words)
        row.addWidget(StatusGlyph(KINDS[sign.state], 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._told = label(say(sign.told), "kiosk_strong", wrap=True)
        self._then = label(say(sign.then) if sign.then else "", "caption", "ink2", wrap=True)
        words.addWidget(self._told)
        words.addWidget(self._then)
        self.be_brief(brief=False)

    def be_brief(self, *, brief: bool) -> None:
        """Only what is so, in small letters: there are many, and little room."""
        fonts.set_role(self._told, "group" if brief else "kiosk_strong")
        self._then.setVisible(bool(self._then.text()) and not brief)


def _labels(layout: QVBoxLayout) -> Iterator[QLabel]:
    for n in range(layout.count()):
        item = layout.itemAt(n)
        widget = item.widget() if item is not None else None
        if isinstance(widget, QLabel):
            yield widget
