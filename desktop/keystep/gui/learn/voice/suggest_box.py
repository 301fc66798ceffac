"""Asking for a lesson that does not exist yet."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from keystep.errors import KeystepError
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice.answers import AnswerList
from keystep.gui.learn.voice.parts import Keys, SaidLine, Told
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import label
from keystep.services.office_answers import topic_answers
from keystep.services.voice import suggest_topic


class SuggestBox(Keys):
    """One line; it begins with the ``query`` that was searched for in vain, if any."""

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__()
        self._desk, self._query = desk, ""
        ask = tr("What should there be a lesson about?")
        self.line = SaidLine(ask, tr("In a few words"))
        self.send = button(tr("Suggest it"), on_click=self._send)
        self._told = Told()
        row = QHBoxLayout()
        bare(row, 12)
        row.addWidget(self.line, 1)
        row.addWidget(self.send)
        column = QVBoxLayout(self)
        bare(column, 8)
        named = label(ask, "label", "ink2", wrap=True)
        named.setBuddy(self.line.edit)
        column.addWidget(named)
        column.addLayout(row)
        column.addWidget(self._told)
        self.answers = AnswerList(desk)
        column.addWidget(self.answers)
        self.line.entered.connect(self._send)
        self.line.edit.textEdited.connect(self._told.clear)
        self.line.edit.textChanged.connect(self._tell)
        self.set_query(query)
        self._tell()

    def set_query(self, query: str) -> None:
        """Another search was in vain; what the learner has written themselves stays."""
        untouched = self.line.text() == self._query
        self._query = query.strip()
        if untouched:
            self.line.edit.setText(self._query)
            self.line.edit.setCursorPosition(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.answers.show_answers(topic_answers(self._desk.station, self._desk.learner.id))

    def _send(self) -> None:
        text = self.line.text()
        if not text:
            return
        try:
            suggest_topic(self._desk.station, self._desk.learner.id, text, self._query)
        except KeystepError as error:
            self._told.trouble(error)
            return
        self.line.edit.clear()
        self._query = ""
        self._told.thank(tr("The office will see “{topic}”.", topic=text))

    def _tell(self) -> None:
        self.send.setEnabled(bool(self.line.text()))
