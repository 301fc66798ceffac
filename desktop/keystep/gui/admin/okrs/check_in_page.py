"""Going through the key results: what is due, and what is said of each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keystep.gui.admin.okrs.check_in_panel import CheckInPanel
from keystep.gui.admin.okrs.row_list import Key
from keystep.gui.admin.okrs.talk import KEY_RESULT, Talk, rows_of
from keystep.gui.admin.okrs.two_panes import TwoPanes, carded
from keystep.gui.admin.tab_order import follow_layout
from keystep.gui.i18n import tr, trn
from keystep.gui.widgets.label import label
from keystep.gui.widgets.states import EmptyState, LoadingState


class CheckInPage(TwoPanes):
    """``saved`` carries a check-in that is wanted. After it the next key result that is due comes
    by itself."""

    saved = Signal(object)

    def __init__(self, back: str, parent: QWidget | None = None) -> None:
        super().__init__(back, tr("Key results to check in on"), parent)
        self._talk: Talk | None = None
        self.panel: CheckInPanel | None = None
        self._wanted = ""
        self._just = ""
        self._count = label("", "body", "ink2")
        self.ways.addWidget(self._count)
        self.rows.chosen.connect(self._choose)
        self.set_title(tr("Check in"))
        self.show_state(carded(LoadingState(tr("Reading the key results"), 4)), whole=False)

    def begin_at(self, key_result: str) -> None:
        """Show this one as soon as it is known; "": the first that is due."""
        self._wanted = key_result
        if self._talk is not None and self._talk.row(key_result) is not None:
            self._open((KEY_RESULT, key_result))

    def show_talk(self, talk: Talk | None) -> None:
        """Show it anew; a check-in that is being written stays."""
        before, self._talk = self._talk, talk
        there = talk is not None and bool(talk.board.rows)
        self.show_state(None if there else carded(_nothing()), whole=there)
        if talk is None:
            return
        self.rows.show_rows(rows_of(talk), self.current)
        due = sum(talk.is_due(row.key_result.id) for row in talk.board.rows)
        self._count.setText(trn("1 is due", "{n} are due", due) if due else tr("None is due"))
        if self._just and before is not None and talk.told(self._just) != before.told(self._just):
            self._go_on(talk)
        elif self.panel is None or not self.panel.dirty:
            self._open(self._first(talk))

    def focus_first(self) -> None:
        if self.panel is None:
            super().focus_first()
        else:
            self.panel.form.confidence.focus_first()

    def _choose(self, key: Key) -> None:
        self._wanted = key[1]
        self._open(key)

    def _first(self, talk: Talk) -> Key | None:
        now = self.current[1] if self.current else ""
        stays = (self._wanted, now, talk.next_after(""), talk.board.rows[0].key_result.id)
        found = (one for one in stays if one and talk.row(one) is not None)
        return (KEY_RESULT, next(found)) if talk.board.rows else None

    def _go_on(self, talk: Talk) -> None:
        done, self._just = self._just, ""
        self._wanted = talk.next_after(done) or done
        self._open((KEY_RESULT, self._wanted))
        self.focus_first()

    def _open(self, key: Key | None) -> None:
        row = self._talk.row(key[1]) if self._talk and key else None
        self.panel = None
        if row is not None and self._talk is not None:
            self.panel = CheckInPanel(row, self._talk)
            self.panel.saved.connect(self._save)
            self.panel.left.connect(lambda: self._open(key))
        self.show_panel(key, self.panel)
        follow_layout(self)

    def _save(self, said: object) -> None:
        self._just = self.current[1] if self.current else ""
        self.saved.emit(said)


def _nothing() -> QWidget:
    text = tr("Write a cycle with key results first; then say here how sure you are of each.")
    return EmptyState("objectives", tr("There is nothing to check in on"), text)
