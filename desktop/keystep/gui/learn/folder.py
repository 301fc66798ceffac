"""The folder: join it, and let updates leave and come in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout

from keystep.errors import ShareUnreachable
from keystep.gui import fonts, tasks
from keystep.gui.i18n import tr, trn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import ColumnPage, PageHead
from keystep.gui.pages import bare, empty
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card, IconTile
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.services.syncing import Synced, join_share, sync
from keystep.settings import PinnedShare

WIDEST = 640


class FolderPage(ColumnPage):
    """``changed``: something left or came in."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        head = PageHead(tr("The folder"), tr("How your learning reaches the office"))
        super().__init__(head, fonts.scaled(WIDEST))
        self._desk = desk
        self._body = QVBoxLayout()
        bare(self._body, 16)
        self._said = QVBoxLayout()
        bare(self._said)
        self.place = Field(tr("The folder that the office named"), tr("Choose it, or type it"))
        self.name = Field(tr("What this computer is called"), tr("For example: Hall 3, laptop 2"))
        self.join = button(tr("Join the folder"), "primary", large=True, on_click=self._join)
        self.sync = button(
            tr("Sync now"), "primary", icon="refresh", large=True, on_click=self._sync
        )
        self._build()

    def enter(self) -> None:
        joined = self._desk.settings.share is not None
        (self.sync if joined else self.place.edit).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        share = self._desk.settings.share
        self._joining.setVisible(share is None)
        self._joined.setVisible(share is not None)
        if share is not None:
            self._organisation.setText(share.organisation)
            self._root.setText(share.root)

    def _build(self) -> None:
        self._joining, self._joined = self._join_card(), self._joined_card()
        self._body.addWidget(self._joining)
        self._body.addWidget(self._joined)
        self.column.addLayout(self._body)
        self.column.addLayout(self._said)
        self.column.addStretch(1)

    def _join_card(self) -> Card:
        card = Card(32, 0)
        words = tr(
            "Everything is saved on this computer already. The folder lets the office see how the "
            "learning goes, and brings its word back. It can be a network folder or a stick."
        )
        card.body.addWidget(label(words, "body", "ink2", wrap=True))
        card.body.addSpacing(20)
        choose = button(tr("Choose"), icon="folder", on_click=self._choose)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.place, 1)
        side = QVBoxLayout()
        side.addSpacing(fonts.line_height("label") + 4)
        side.addWidget(choose)
        side.addStretch(1)
        row.addLayout(side)
        card.body.addLayout(row)
        card.body.addSpacing(16)
        card.body.addWidget(self.name)
        card.body.addSpacing(24)
        card.body.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _joined_card(self) -> Card:
        card = Card(32, 0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconTile("folder"))
        words = QVBoxLayout()
        bare(words)
        self._organisation = label("", "title18", wrap=True)
        self._root = label("", "caption", "ink2", wrap=True)
        words.addWidget(self._organisation)
        words.addWidget(self._root)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        card.body.addSpacing(24)
        card.body.addWidget(self.sync, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _choose(self) -> None:
        """Ask the system for the folder, without waiting for the answer."""
        asking = QFileDialog(self, tr("The folder that the office named"))
        asking.setFileMode(QFileDialog.FileMode.Directory)
        asking.setOption(QFileDialog.Option.ShowDirsOnly)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.fileSelected.connect(self._take_place)
        asking.open()

    @Slot(str)
    def _take_place(self, chosen: str) -> None:
        self.place.set_text(chosen)
        self.place.set_fault("")

    def _join(self) -> None:
        place, name = self.place.text().strip(), self.name.text().strip()
        self.place.set_fault("" if place else tr("Choose the folder first."))
        self.name.set_fault("" if name else tr("Give this computer a name that the office knows."))
        if not place or not name:
            return
        self._busy(self.join, tr("Joining"))
        join = partial(join_share, self._desk.station, Path(place), name)
        tasks.start(self, join, self._have_joined, self._not_joined)

    def _have_joined(self, share: PinnedShare) -> None:
        self._free(self.join, tr("Join the folder"))
        self.refresh()
        title = tr("You belong to {organisation}", organisation=share.organisation)
        words = tr("The office now confirms this computer. Until then everything waits here, safe.")
        self._say(Callout("success", title, words))
        self.changed.emit()

    def _not_joined(self, error: Exception) -> None:
        self._free(self.join, tr("Join the folder"))
        self.place.set_fault(tasks.said(error))

    def _sync(self) -> None:
        self._busy(self.sync, tr("Syncing"))
        tasks.start(self, partial(sync, self._desk.station), self._have_synced, self._not_synced)

    def _have_synced(self, done: Synced) -> None:
        self._free(self.sync, tr("Sync now"))
        self._say(Callout("success", tr("Synced"), synced_words(done)))
        self.changed.emit()

    def _not_synced(self, error: Exception) -> None:
        self._free(self.sync, tr("Sync now"))
        away = isinstance(error, ShareUnreachable)
        title = tr("The folder is not here just now") if away else tr("That did not work")
        words = tr("All is saved on this computer, and you can learn everything you see.")
        told = f"{tasks.said(error)} {words}"
        self._say(Callout("stale" if away else "danger", title, told))
        self.changed.emit()

    def _say(self, told: Callout) -> None:
        empty(self._said)
        self._said.addWidget(told)

    def _busy(self, pressed: QPushButton, words: str) -> None:
        empty(self._said)
        pressed.setEnabled(False)
        buttons.say(pressed, words)

    def _free(self, pressed: QPushButton, words: str) -> None:
        pressed.setEnabled(True)
        buttons.say(pressed, words)


def synced_words(done: Synced) -> str:
    """What a sync did, in words."""
    left = trn(
        "1 update is in the folder now.", "{n} updates are in the folder now.", done.published
    )
    heard = trn(
        "The office has received 1 update.", "The office has received {n} updates.", done.received
    )
    if not done.published and not done.received:
        return tr("Nothing new on either side.")
    return " ".join(words for words, n in ((left, done.published), (heard, done.received)) if n)
