"""Importing a deck, card by card of its page: the file, what is in it, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from keystep.gui.i18n import mark, number, tr, trn
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, IconPicture
from keystep.gui.widgets.drop_card import DropCard
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.label import label

if TYPE_CHECKING:
    from keystep.services.deck_files import ImportReport, LeftOut


class FileCard(DropCard):
    """Asks for a file: to be chosen, or dropped here. ``chosen`` carries it."""

    def __init__(self) -> None:
        super().__init__(32, 0)
        self.choose = button(
            tr("Choose a file"), "primary", icon="folder", large=True, on_click=self._ask
        )
        told = tr(
            "Decks of Anki (.apkg, .colpkg), tables (.csv, .tsv), what Quizlet exports (.txt) and "
            "Markdown (.md). Nothing in a file is ever run."
        )
        self.body.addWidget(IconPicture("cards", 32), 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(12)
        self.body.addWidget(label(tr("Drop a file of cards here"), "title18", wrap=True))
        self.body.addSpacing(4)
        self.body.addWidget(label(told, "body", "ink2", wrap=True))
        self.body.addSpacing(20)
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask(self) -> None:
        from keystep.services.deck_files import ENDINGS  # noqa: PLC0415 - slow, and rarely needed

        asking = QFileDialog(self, tr("Choose a file"))
        asking.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        asking.setNameFilters([f"{tr('Cards')} ({endings})", f"{tr('Every file')} (*)"])
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.fileSelected.connect(self._take)
        asking.open()

    @Slot(str)
    def _take(self, file: str) -> None:
        self.chosen.emit(Path(file))


class OutcomeCard(Card):
    """What an import did. ``on`` leads back to the decks, ``again`` to another file."""

    on = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__(32, 0)
        self._title = label("", "title18", wrap=True)
        self._line = label("", "body", "ink2", wrap=True)
        self._lost = QVBoxLayout()
        bare(self._lost, 2)
        self.go_on = button(tr("To the decks"), "primary", large=True, on_click=self.on.emit)
        another = button(tr("Import another file"), large=True, on_click=self.again.emit)
        ways = Lines(12)
        ways.addWidget(self.go_on)
        ways.addWidget(another)
        self.body.addWidget(self._title)
        self.body.addSpacing(2)
        self.body.addWidget(self._line)
        self.body.addSpacing(16)
        self.body.addLayout(self._lost)
        self.body.addSpacing(24)
        self.body.addLayout(ways)

    def show_report(self, report: ImportReport) -> None:
        """Say how many cards came, and what did not."""
        came = report.added + report.updated
        title = trn("1 card came in", "{n} cards came in", came) if came else tr("Nothing is new")
        self._title.setText(title)
        counts = (
            (report.added, mark("1 added"), mark("{n} added")),
            (report.updated, mark("1 updated"), mark("{n} updated")),
            (report.unchanged, mark("1 unchanged"), mark("{n} unchanged")),
            (report.histories, mark("1 with its history"), mark("{n} with their history")),
        )
        self._line.setText(" · ".join(trn(one, many, n) for n, one, many in counts if n))
        empty(self._lost)
        show_left_out(self._lost, report.left_out)


def show_left_out(column: QVBoxLayout, left_out: Sequence[LeftOut]) -> None:
    """A line for each kind of thing that stays behind."""
    if not left_out:
        return
    column.addWidget(label(tr("What cannot be carried over"), "body_strong", wrap=True))
    for one in left_out:
        words = one.words
        figures = {name: number(int(value)) for name, value in words.values.items()}
        column.addWidget(label(tr(words.template, **figures), "body", "ink2", wrap=True))
