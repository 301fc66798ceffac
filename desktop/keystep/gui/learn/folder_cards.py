"""What the folder page shows: joining, comparing the words, belonging."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, IconTile
from keystep.gui.widgets.eight_words import EightWords
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusWord
from keystep.settings import PinnedShare


class JoinCard(Card):
    """Asks for the folder and a name; ``wanted`` carries both."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(32, 0)
        self.place = Field(tr("The folder that the office named"), tr("Choose it, or type it"))
        self.name = Field(tr("What this computer is called"), tr("For example: Hall 3, laptop 2"))
        self.join = button(tr("Join the folder"), "primary", large=True, on_click=self._join)
        words = tr(
            "Everything is saved on this computer already. The folder lets the office see how the "
            "learning goes, and brings its word back. It can be a network folder or a stick."
        )
        self.body.addWidget(label(words, "body", "ink2", wrap=True))
        self.body.addSpacing(20)
        self.body.addLayout(self._place_row())
        self.body.addSpacing(16)
        self.body.addWidget(self.name)
        self.body.addSpacing(24)
        self.body.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)

    def _place_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.place, 1)
        side = QVBoxLayout()
        side.addSpacing(fonts.line_height("label") + 4)
        choose = button(tr("Choose"), icon="folder", on_click=self._choose)
        side.addWidget(choose)
        side.addStretch(1)
        row.addLayout(side)
        return row

    def _choose(self) -> None:
        choose_folder(self, tr("The folder that the office named"), self._take_place)

    @Slot(str)
    def _take_place(self, chosen: str) -> None:
        self.place.set_text(chosen)
        self.place.set_fault("")

    def _join(self) -> None:
        place, name = self.place.text().strip(), self.name.text().strip()
        self.place.set_fault("" if place else tr("Choose the folder first."))
        self.name.set_fault("" if name else tr("Give this computer a name that the office knows."))
        if place and name:
            self.wanted.emit(place, name)


class CompareCard(Card):
    """The eight words: ``same`` or ``other`` is what a person saw on the office's screen."""

    same = Signal()
    other = Signal()

    def __init__(self) -> None:
        super().__init__(32, 0)
        self.body.addWidget(label(tr("Compare eight words with the office"), "title18", wrap=True))
        self.body.addSpacing(4)
        told = tr(
            "Ring the office, or stand at its screen: it must show the same words in the same "
            "order. Until then nothing you learn leaves this computer."
        )
        self.body.addWidget(label(told, "body", "ink2", wrap=True))
        self.body.addSpacing(20)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.body.addSpacing(24)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.agree = button(
            tr("The words are the same"), "primary", large=True, on_click=self.same.emit
        )
        row.addWidget(self.agree)
        self.differ = button(tr("They differ"), large=True, on_click=self.other.emit)
        row.addWidget(self.differ)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_words(self, words: Sequence[str]) -> None:
        empty(self._place)
        self._place.addWidget(EightWords(words))


class JoinedCard(Card):
    """Where this computer belongs, and the ways of progress: ``sync_wanted``, and ``stick_chosen``
    with a folder."""

    sync_wanted = Signal()
    stick_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(32, 0)
        self._organisation = label("", "title18", wrap=True)
        self._root = label("", "caption", "ink2", wrap=True)
        self._standing = StatusWord("saved", "")
        self.sync = button(
            tr("Sync now"), "primary", icon="refresh", large=True, on_click=self.sync_wanted.emit
        )
        self.stick = button(tr("Use a stick"), icon="folder", large=True, on_click=self._choose)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconTile("folder"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        bare(words)
        words.addWidget(self._organisation)
        words.addWidget(self._root)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addSpacing(16)
        self.body.addWidget(self._standing)
        self.body.addSpacing(24)
        ways = QHBoxLayout()
        ways.setSpacing(12)
        ways.addWidget(self.sync)
        ways.addWidget(self.stick)
        ways.addStretch(1)
        self.body.addLayout(ways)

    def show_share(self, share: PinnedShare, *, enrolled: bool) -> None:
        self._organisation.setText(share.organisation)
        self._root.setText(share.root)
        if enrolled:
            self._standing.set_status("saved", tr("The office counts this computer in"))
        else:
            self._standing.set_status("too_early", tr("The office has not confirmed it yet"))

    def _choose(self) -> None:
        choose_folder(self, tr("The stick, or any other folder"), self.stick_chosen.emit)


def choose_folder(owner: QWidget, title: str, take: Callable[[str], object]) -> None:
    """Ask the system for a folder, without waiting for the answer."""
    asking = QFileDialog(owner, title)
    asking.setFileMode(QFileDialog.FileMode.Directory)
    asking.setOption(QFileDialog.Option.ShowDirsOnly)
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asking.fileSelected.connect(take)
    asking.open()
