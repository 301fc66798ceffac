"""What the office says on Today: what was announced, and a survey."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.assigning import Announcement, Survey
from keystep.errors import KeystepError
from keystep.gui.i18n import tr, trn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice import SurveyCard, of_office
from keystep.gui.learn.voice.parts import Told
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.note_line import NoteLine
from keystep.services.assigning.told import OfficeWord, put_away


class OfficeNotes(QWidget):
    """Nothing where nothing is said. One announcement at a time, the newest first; then a survey.

    ``changed``: something was put away or answered.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asking = False
        self._word = OfficeWord()
        self._column = QVBoxLayout(self)
        bare(self._column, 12)
        self.hide()

    def show_word(self, word: OfficeWord) -> None:
        """What holds today; a survey that is being answered stays."""
        if self._asking or word == self._word:
            return
        self._word = word
        empty(self._column)
        if word.announcements:
            self._column.addWidget(self._announced(word.announcements[0]))
        elif word.surveys:
            self._column.addWidget(self._invited(word.surveys[0]))
        self.setVisible(self._column.count() > 0)

    def _announced(self, one: Announcement) -> NoteLine:
        return NoteLine(one.title, one.text, tr("Got it"), partial(self._put_away, one))

    def _invited(self, survey: Survey) -> NoteLine:
        asks = trn("1 question", "{n} questions", len(survey.questions))
        title = tr("The office asks: {title}", title=survey.title)
        text = tr("{asks}; you may leave any of them out.", asks=asks)
        return NoteLine(title, text, tr("Answer"), self.ask, folds=False)

    def _put_away(self, one: Announcement) -> None:
        try:
            put_away(self._desk.station, self._desk.learner.id, one)
        except KeystepError as error:
            told = Told()
            self._column.addWidget(told)
            told.trouble(error)
            return
        self.changed.emit()

    def ask(self) -> None:
        """Show the questions of the survey that comes first."""
        survey = self._word.surveys[0]
        self._asking = True
        empty(self._column)
        card = of_office(self._desk, survey)
        card.ended.connect(lambda: self._end(card))
        self._column.addWidget(card)
        card.focus_first()

    def _end(self, card: SurveyCard) -> None:
        """Thanks stay until the page is shown anew."""
        self._asking = False
        if card.isHidden():
            self.changed.emit()
