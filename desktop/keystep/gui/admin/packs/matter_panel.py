"""One matter: what learners said, and the answer to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.events import Instant
from keystep.domain.matters import ANSWERED_TO, LONGEST_ANSWER, Sort, Standing
from keystep.gui.admin.packs.facts import facts
from keystep.gui.admin.packs.model import MatterRow
from keystep.gui.admin.packs.words import SORTS, STANDINGS, handled_line, reasons
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import number, tr, trn
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button, say
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusWord
from keystep.gui.widgets.text_area import TextArea


class MatterPanel(QWidget):
    """Its signals are wishes about ``row``; ``answered`` and ``closed`` carry what was written."""

    taken = Signal()
    answered = Signal(str)
    closed = Signal(str)

    def __init__(self, row: MatterRow, now: Instant, draft: str | None = None) -> None:
        super().__init__()
        self.row = row
        self._now = now
        self._column = QVBoxLayout(self)
        bare(self._column, 12)
        matter = row.matter
        status, word = STANDINGS[matter.standing]
        self._column.addWidget(StatusWord(status, tr(word)))
        self._column.addWidget(facts(self._facts()))
        self.names = label("", "body", wrap=True)
        self.names.hide()
        self._column.addWidget(self.names)
        if handled := handled_line(matter, now):
            self._column.addWidget(label(handled, "caption", "ink2", wrap=True))
        self._column.addWidget(divider())
        self._answers = matter.sort in ANSWERED_TO
        self.text = TextArea(self._asked(), LONGEST_ANSWER)
        kept = matter.handling.text if matter.handling else ""
        self.text.set_text(draft if draft is not None else kept)
        self._write()
        self.text.textChanged.connect(self._offer)
        self._offer()

    @property
    def draft(self) -> str | None:
        """What was written and is kept nowhere yet; None where nothing was."""
        kept = self.row.matter.handling.text if self.row.matter.handling else ""
        return self.text.text() if self.text.text() != kept else None

    def show_names(self, names: Sequence[str]) -> None:
        """Who said it, where this admin may see that."""
        self.names.setText(tr("Said by {names}", names=", ".join(names)))
        self.names.setVisible(bool(names))

    def _facts(self) -> list[tuple[str, str]]:
        one, told = self.row.matter, self.row.told
        stars = "" if one.stars is None else tr("{mean} of 5", mean=number(one.stars, 1))
        forgotten = number(one.count) if one.sort is Sort.FORGOTTEN else ""
        searches = number(one.count) if one.sort is Sort.SOUGHT else ""
        return [
            (tr("Kind"), tr(SORTS[one.sort])),
            (tr("Where"), told.where),
            (tr("Why"), reasons(one)),
            (tr("Searched before"), one.query),
            (tr("Stars"), stars),
            (tr("Rated by"), number(one.count) if one.sort is Sort.RATED else ""),
            (tr("Searches"), searches),
            (tr("Times forgotten"), forgotten),
            (tr("People"), number(one.people)),
            (tr("Last"), today_or_day(one.last, self._now) if one.last else ""),
        ]

    def _asked(self) -> str:
        return tr("Answer") if self._answers else tr("Note")

    def _write(self) -> None:
        self._column.addWidget(label(self._asked(), "body_strong"))
        told = tr("Whoever said it reads this at the stations that they use, as plain text.")
        if not self._answers:
            told = tr("For the office. Nobody told you of this, so nobody is answered.")
        self._column.addWidget(label(told, "caption", "ink2", wrap=True))
        self._column.addWidget(self.text)
        row = QHBoxLayout()
        bare(row, 8)
        self.answer = button("", "primary", on_click=self._answer)
        self.take = button(tr("Take it on"), on_click=self.taken.emit)
        self.close_it = button(tr("Close it"), on_click=self._close)
        self.answer.setVisible(self._answers)
        standing = self.row.matter.standing
        self.take.setVisible(standing is not Standing.TAKEN)
        self.close_it.setVisible(standing is not Standing.DONE)
        if standing in {Standing.ANSWERED, Standing.DONE}:
            say(self.take, tr("Open it again"))
        self._column.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignLeading)
        for way in (self.take, self.close_it):
            row.addWidget(way)
        row.addStretch(1)
        self._column.addLayout(row)

    def _offer(self) -> None:
        """A button that cannot be pressed says what is missing."""
        written = bool(self.text.text().strip())
        people = self.row.matter.people
        ready = trn("Answer 1 person", "Answer {n} people", people)
        self.answer.setEnabled(written)
        say(self.answer, ready if written else tr("Write an answer first"))

    def _answer(self) -> None:
        self.answered.emit(self.text.text())

    def _close(self) -> None:
        self.closed.emit("" if self._answers else self.text.text())
