"""What is chosen, as it is written: fields, what is wrong with them, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui.admin.forms.form import Form
from keystep.gui.admin.okrs.drafts import Draft
from keystep.gui.i18n import tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button, icon_button, say
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.label import label


class Panel(QWidget):
    """``saved`` carries what was written once nothing is wrong with it; ``edited`` tells that there
    is something to save, ``left`` that it is not wanted. ``moved`` carries -1 or 1. ``foot`` holds
    the ways on, to stand below it; without ``can_save`` it is not needed."""

    saved = Signal(object)
    edited = Signal()
    left = Signal()
    moved = Signal(int)
    dropped = Signal()

    def __init__(self, title: str, save: str, form: Form, *, new: bool) -> None:
        super().__init__()
        self.form, self._words, self._new = form, save, new
        self.dirty = False
        self.column = QVBoxLayout(self)
        bare(self.column, 12)
        self._head = QHBoxLayout()
        bare(self._head)
        self._head.addWidget(label(title, "title18", wrap=True), 1)
        self.column.addLayout(self._head)
        self.column.addWidget(form)
        self._fault = label("", "body", "danger", wrap=True)
        self._fault.hide()
        self.foot = self._footed()
        self.can_save = True
        form.changed.connect(self._edit)
        for line in form.lines.values():
            line.edit.returnPressed.connect(self.save)
        keep = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        keep.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.activated.connect(self.save)
        self._show_dirty()

    def draft(self) -> Draft[Any]:
        """What is typed."""
        raise NotImplementedError

    def save(self) -> None:
        """Give what is typed, or say what is wrong with it."""
        if not self._save.isEnabled():
            return
        draft = self.draft()
        self.show_faults(draft.faults)
        if draft.value is not None:
            self.saved.emit(draft.value)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Each below its field; what belongs to none that can be seen stands above the ways on."""
        self.form.show_faults(faults)
        seen = {key for key, line in self.form.lines.items() if line.isVisibleTo(self)}
        others = dict.fromkeys(why for field, why in faults.items() if field not in seen)
        self._fault.setText("\n".join(others))
        self._fault.setVisible(bool(others))

    def freeze(self) -> None:
        """Nothing of it can be changed any more."""
        self.form.setEnabled(False)
        self.can_save = False
        for part in self._about:
            part.hide()

    def offer_order(self, *, up: bool, down: bool) -> None:
        """Whether it can go up and down among its like."""
        for each, possible in zip(self._about, (up, down), strict=False):
            each.setEnabled(possible)

    def only_dropped(self, *, possible: bool) -> None:
        """It has no place among others; ``possible``: it can be removed."""
        up, down, drop = self._about
        up.hide()
        down.hide()
        drop.setVisible(possible)

    def _footed(self) -> QFrame:
        """What stays in sight below; it goes where the panel goes."""
        foot, column = QFrame(), QVBoxLayout()
        whole = QVBoxLayout(foot)
        bare(whole)
        whole.addWidget(divider())
        whole.addLayout(column)
        column.setContentsMargins(19, 11, 19, 11)
        column.setSpacing(8)
        column.addWidget(self._fault)
        row = QHBoxLayout()
        bare(row, 8)
        self._save = button(self._words, "primary", on_click=self.save)
        self._leave = button(tr("Leave it"), "quiet", on_click=self.left.emit)
        for way in (self._save, self._leave):
            row.addWidget(way)
        row.addStretch(1)
        column.addLayout(row)
        up = icon_button("up", tr("Move up"), on_click=lambda: self.moved.emit(-1))
        down = icon_button("down", tr("Move down"), on_click=lambda: self.moved.emit(1))
        drop = icon_button("trash", tr("Remove"), on_click=self.dropped.emit)
        self._about = (up, down, drop)
        for act in self._about:
            self._head.addWidget(act)
            act.setHidden(self._new)
        self.destroyed.connect(foot.deleteLater)
        return foot

    def _edit(self) -> None:
        self.dirty = True
        self._show_dirty()
        self.edited.emit()

    def _show_dirty(self) -> None:
        ready = self.dirty or self._new
        self._save.setEnabled(ready)
        say(self._save, self._words if ready else tr("No changes yet"))
        self._leave.setVisible(ready)
