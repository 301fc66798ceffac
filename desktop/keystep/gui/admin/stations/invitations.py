"""Inviting many stations with one file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.domain.events import Instant
from keystep.domain.trust import Invitation
from keystep.gui import fonts
from keystep.gui.admin.stations.wishes import WishesForm
from keystep.gui.admin.words import short_day
from keystep.gui.i18n import number, tr
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.services.stations import LONGEST, MOST_PLACES

PLACES, DAYS, WIDTH = 50, 14, 132


class InvitationCard(Card):
    """Asks how many stations, for how long, and how kiosks among them are; ``wanted`` carries all
    three, the last as KioskWishes."""

    wanted = Signal(int, int, object)

    def __init__(self) -> None:
        super().__init__(padding=20)
        self.body.addWidget(label(tr("Invite many stations with one file"), "body_strong"))
        told = tr(
            "Put the file beside Keystep on each machine. Those that start with it are enrolled by "
            "themselves, without words. Whoever has the file can join: carry it like a key."
        )
        self.body.addWidget(label(told, "caption", "ink2", wrap=True))
        self.places = NumberField(tr("Stations"), PLACES, MOST_PLACES)
        self.days = NumberField(tr("Days"), DAYS, LONGEST.days)
        self.kiosks = WishesForm()
        self.write = button(tr("Write the file"), "primary", on_click=self._wish)
        self.body.addLayout(_row(self.places, self.days))
        self.body.addWidget(label(tr("If they are kiosks"), "group", "ink2"))
        self.body.addWidget(self.kiosks)
        self.body.addLayout(_row(self.write, button(tr("Not now"), "quiet", on_click=self.hide)))

    def focus_first(self) -> None:
        self.places.edit.selectAll()
        self.places.edit.setFocus()

    def notice(self, invitation: Invitation, now: Instant, close: Callable[[], object]) -> Callout:
        """An invitation that is open: how far it is used, and a way to close it."""
        until = short_day(invitation.expires.date())
        title = tr("An invitation is open until {day}", day=until)
        used, places = number(invitation.used), number(invitation.places)
        told = tr("{used} of {places} stations have used it.", used=used, places=places)
        made = Callout("info", title, told, inline=True)
        made.ways.addWidget(button(tr("Close it now"), on_click=close))
        return made

    def _wish(self) -> None:
        places, days = self.places.value(), self.days.value()
        if places is None or days is None:
            return
        wishes = self.kiosks.wishes()
        if wishes is not None:
            self.hide()
            self.wanted.emit(places, days, wishes)


class NumberField(Field):
    """A whole number from 1 to ``most``; anything else is said to be none when it is asked for."""

    def __init__(self, name: str, value: int, most: int) -> None:
        super().__init__(name)
        self._most = most
        self.setFixedWidth(fonts.scaled(WIDTH))
        self.set_text(str(value))

    def value(self) -> int | None:
        """None, and a word about it, where there is no such number."""
        text = self.text().strip()
        if text.isdecimal() and 1 <= int(text) <= self._most:
            return int(text)
        self.set_fault(tr("1 to {most}", most=number(self._most)))
        self.edit.setFocus()
        return None


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    return row
