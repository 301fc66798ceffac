"""The reports: each with what it is for, and a button that writes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.gui.admin.page import Page, heading
from keystep.gui.admin.reports.forms import FORMS, Form
from keystep.gui.i18n import tr
from keystep.gui.pages import scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, IconTile, divider
from keystep.gui.widgets.label import label

WIDEST = 860
HIGH = 40
"""As high as a head with buttons."""


class ReportsPage(Page):
    """``wanted`` carries the :class:`Form` that is to be written."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[Form, QPushButton] = {}
        head = heading(tr("Reports"))
        head.addStrut(HIGH)
        self.column.addLayout(head)
        self._about = label("", "body", "ink2", wrap=True)
        card = Card(padding=0, spacing=0)
        for place, form in enumerate(FORMS):
            if place:
                card.body.addWidget(divider())
            card.body.addWidget(self._row(form, "secondary" if place else "primary"))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._about)
        column.addWidget(card)
        column.addStretch(1)
        card.setMaximumWidth(WIDEST)
        self.column.addWidget(scrolled(body), 1)

    def show_cycle(self, title: str) -> None:
        """Which cycle the reports tell of; "" while there is none."""
        self._about.setText(
            tr(
                "They say what the board says of {cycle}, with every n, interval and age.",
                cycle=title,
            )
            if title
            else tr("There is no cycle yet. Load OKRs on the page Objectives first.")
        )
        for form, each in self._buttons.items():
            each.setEnabled(bool(title) or not form.of_board)

    def busy(self, form: Form | None) -> None:
        """Say which one is being written; None: none any more."""
        for own, each in self._buttons.items():
            each.setText(tr("Writing …") if own is form else tr("Write"))
            each.setEnabled(form is None)

    def focus_first(self) -> None:
        next(iter(self._buttons.values())).setFocus()

    def _row(self, form: Form, kind: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(20, 14, 20, 14)
        line.setSpacing(16)
        line.addWidget(IconTile(form.icon), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(tr(form.title), "body_strong"))
        head.addWidget(label(form.ending.lstrip(".").upper(), "caption", "ink2"))
        head.addStretch(1)
        words.addLayout(head)
        words.addWidget(label(tr(form.text), "caption", "ink2", wrap=True))
        line.addLayout(words, 1)
        write = button(tr("Write"), kind, on_click=lambda: self.wanted.emit(form))
        write.setAccessibleName(tr("Write: {title}", title=tr(form.title)))
        self._buttons[form] = write
        line.addWidget(write, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
