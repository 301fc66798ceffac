"""The folder: join it, compare the words, and let updates leave and come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from keystep import settings
from keystep.errors import ShareUnreachable
from keystep.gui import fonts, tasks
from keystep.gui.i18n import tr, trn
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.folder_cards import CompareCard, JoinCard, JoinedCard
from keystep.gui.learn.pages import ColumnPage, PageHead
from keystep.gui.pages import bare, empty
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.services.carrying import Carried, carry
from keystep.services.folder import folder_state
from keystep.services.hearing import is_enrolled
from keystep.services.joining import Left, confirm, join_share, leave_share, words
from keystep.services.station import Station
from keystep.services.syncing import Synced
from keystep.settings import PinnedShare

WIDEST = 640


class FolderPage(ColumnPage):
    """``changed``: something left or came in; ``left``: back to where one came from, if ``back``
    says that there is such a place."""

    changed = Signal()
    left = Signal()

    def __init__(self, station: Station, courier: Courier, *, back: bool = False) -> None:
        head = PageHead(tr("The folder"), tr("How your learning reaches the office"))
        super().__init__(head, fonts.scaled(WIDEST))
        self._station, self._courier = station, courier
        self.joining, self.comparing, self.joined = JoinCard(), CompareCard(), JoinedCard()
        self._said = QVBoxLayout()
        bare(self._said)
        if back:
            head.end.addWidget(button(tr("Back"), icon="back", on_click=self.left.emit))
        self._build()

    def enter(self) -> None:
        ways = {
            self.joining: self.joining.place.edit,
            self.comparing: self.comparing.agree,
            self.joined: self.joined.sync,
        }
        shown = next(way for card, way in ways.items() if not card.isHidden())
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        share = settings.load(self._station.home).share
        self.joining.setVisible(share is None)
        self.comparing.setVisible(share is not None and not share.confirmed)
        self.joined.setVisible(share is not None and share.confirmed)
        if share is not None and not share.confirmed:
            tasks.start(self, partial(words, self._station), self.comparing.show_words)
        if share is not None:
            self.joined.show_share(share, enrolled=is_enrolled(self._station))

    def _build(self) -> None:
        for card in (self.joining, self.comparing, self.joined):
            self.column.addWidget(card)
        self.column.addLayout(self._said)
        self.column.addStretch(1)
        self.joining.wanted.connect(self._join)
        self.comparing.same.connect(self._agree)
        self.comparing.other.connect(self._differ)
        self.joined.sync_wanted.connect(self._sync)
        self.joined.stick_chosen.connect(self._carry)

    def _join(self, place: str, name: str) -> None:
        done = self._busy(self.joining.join, tr("Joining"))
        join = partial(join_share, self._station, Path(place), name)

        def joined(_share: PinnedShare) -> None:
            done()
            self._settled()

        def refused(error: Exception) -> None:
            done()
            self.joining.place.set_fault(tasks.said(error))

        self._courier.run(join, joined, refused)

    def _agree(self) -> None:
        done = self._busy(self.comparing.agree, tr("One moment"))

        def agreed(share: PinnedShare) -> None:
            done()
            self._settled()
            title = tr("You belong to {organisation}", organisation=share.organisation)
            told = tr(
                "The office now confirms this computer. Until then its updates wait there, safe."
            )
            if self._station.store.elsewhere():
                told += " " + tr("What you learnt for another office stays on this computer.")
            self._say(Callout("success", title, told))
            self._courier.set_out_soon()

        self._courier.run(partial(confirm, self._station), agreed, partial(self._went_wrong, done))

    def _differ(self) -> None:
        done = self._busy(self.comparing.differ, tr("One moment"))

        def left(_left: Left) -> None:
            done()
            self._settled()
            told = tr(
                "Nothing you learnt left this computer. Tell the office that the words differed: "
                "somebody may have changed the folder. Join again when it says so."
            )
            self._say(Callout("warning", tr("You did not join"), told))

        self._courier.run(
            partial(leave_share, self._station), left, partial(self._went_wrong, done)
        )

    def _sync(self) -> None:
        done = self._busy(self.joined.sync, tr("Syncing"))

        def synced(outcome: Synced) -> None:
            done()
            self._settled()
            self._say(Callout("success", tr("Synced"), synced_words(outcome)))
            for fault in outcome.refused:
                self._said.addWidget(Callout("danger", tr("A pack stays out"), tasks.said(fault)))

        self._courier.sync(synced, partial(self._went_wrong, done))

    def _carry(self, stick: str) -> None:
        done = self._busy(self.joined.stick, tr("Copying, leave the stick in"))

        def carried(outcome: Carried) -> None:
            done()
            self._settled()
            self._say(Callout("success", tr("Safe to remove"), carried_words(outcome)))

        self._courier.run(
            partial(carry, self._station, Path(stick)), carried, partial(self._went_wrong, done)
        )

    def _went_wrong(self, done: Callable[[], None], error: Exception) -> None:
        done()
        self._settled()
        away = isinstance(error, ShareUnreachable)
        title = tr("The folder is not here just now") if away else tr("That did not work")
        told = tr("All is saved on this computer, and you can learn everything you see.")
        self._say(Callout("stale" if away else "danger", title, f"{tasks.said(error)} {told}"))

    def _settled(self) -> None:
        """Show where the station stands now."""
        self.refresh()
        empty(self._said)
        if folder_state(self._station).paused:
            title = tr("New answers stay here for now")
            told = tr(
                "The office has not confirmed what was sent for a long time. Everything is saved "
                "here and leaves by itself once it has."
            )
            self._said.addWidget(Callout("stale", title, told))
        self.changed.emit()

    def _say(self, told: Callout) -> None:
        self._said.insertWidget(0, told)

    def _busy(self, pressed: QPushButton, told: str) -> Callable[[], None]:
        """Nothing can be pressed twice; what is returned gives the button back."""
        usual = pressed.text()
        empty(self._said)
        pressed.setEnabled(False)
        buttons.say(pressed, told)

        def free() -> None:
            pressed.setEnabled(True)
            buttons.say(pressed, usual)

        return free


def synced_words(done: Synced) -> str:
    """What a sync did, in words."""
    left = trn(
        "1 update is in the folder now.", "{n} updates are in the folder now.", done.published
    )
    heard = trn(
        "The office has received 1 update.", "The office has received {n} updates.", done.received
    )
    came = tr("New lessons: {packs}.", packs=", ".join(done.packs))
    parts = ((left, done.published), (heard, done.received), (came, done.packs))
    return " ".join(told for told, some in parts if some) or tr("Nothing new on either side.")


def carried_words(done: Carried) -> str:
    """What went onto a stick and came off it, in words."""
    out = trn("1 update is on the stick.", "{n} updates are on the stick.", done.out)
    heard = trn(
        "The office has received 1 update.", "The office has received {n} updates.", done.received
    )
    came = tr("New lessons: {packs}.", packs=", ".join(done.packs))
    word = tr("The office’s word came in.")
    parts = ((out, True), (heard, done.received), (came, done.packs), (word, done.heard))
    return " ".join(told for told, some in parts if some)
