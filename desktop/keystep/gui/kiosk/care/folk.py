"""Helping people sign in: whoever waits may try again, and whoever forgot chooses anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from keystep.domain.ports import Learner
from keystep.gui import tasks
from keystep.gui.i18n import mark, tr
from keystep.gui.kiosk.parts import beside
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.board import PeopleBoard
from keystep.gui.kiosk.signin.side import Side
from keystep.gui.kiosk.signin.state_panel import StatePanel
from keystep.gui.kiosk.signin.words import spelled
from keystep.gui.pages import bare
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.signing_in import Person, Way
from keystep.services.station import Station

MOST_WAITING = 4
"""So many are offered at once; the others follow when one of them was helped."""
KNOWN = (Way.PIN, Way.PICTURES)
SIGNS_IN = {
    Way.PIN: mark("Signs in with a PIN."),
    Way.PICTURES: mark("Signs in with pictures."),
    Way.BADGE: mark("Has a badge."),
}


class FolkBoard(QWidget):
    """``refused`` carries why somebody could not be helped."""

    refused = Signal(str)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._person: Person | None = None
        self.board, self.side = PeopleBoard(), Side()
        self.board.title.setMaximumWidth(0)  # the page has a title of its own
        self.board.chosen.connect(self.take)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        bare(self._row)
        self._row.addWidget(self.board, 1)
        self._row.addWidget(self.side)

    def refresh(self) -> None:
        """Who is here now, and who of them waits."""
        people = signing_in.people(self._station)
        self.board.show_people(people)
        chosen = self._person.learner.id if self._person else ""
        self._person = next((one for one in people if one.learner.id == chosen), None)
        self._show()

    def arrange(self, *, left: bool) -> None:
        """``left``: what is touched most is on that side."""
        roomy = self.height() >= px(560)
        self._row.setDirection(beside(self, left=left))
        self._row.setSpacing(px(72))
        self.board.arrange(0, roomy=roomy)
        self.side.arrange(0, roomy=roomy)

    def take(self, person: Person) -> None:
        """It is about this person now."""
        self._person = person
        self.board.stop_search()
        self.board.mark(person.learner.id)
        self._show()

    def _show(self) -> None:
        panel = self._waiting() if self._person is None else self._helping(self._person)
        panel.finish()
        self.side.show_panel(panel)

    def _waiting(self) -> StatePanel:
        waiting = signing_in.waiting(self._station)
        told = tr("Nobody waits after wrong tries. Touch somebody to help them sign in.")
        if waiting:
            told = tr("Too many tries were wrong. Touch a name to let them try again at once.")
        panel = StatePanel((tr("Who waits"),), told)
        for learner in waiting[:MOST_WAITING]:
            panel.offer(learner.name, partial(self._unlock, learner))
        return panel

    def _helping(self, person: Person) -> StatePanel:
        learner = person.learner
        ways = signing_in.ways(self._station, learner.id)
        waits = signing_in.waiting_s(self._station, learner.id)
        said = [tr(words) for way, words in SIGNS_IN.items() if way in ways]
        if waits:
            said.append(tr("Waits for {time}.", time=spelled(waits)))
        if not ways:
            said.append(tr("Chooses how to sign in at the next touch."))
        panel = StatePanel((learner.name, person.shown), " ".join(said))
        if waits:
            panel.offer(tr("Let them try again"), partial(self._unlock, learner), "primary")
        if ways & {*KNOWN}:
            panel.offer(tr("Let them choose anew"), partial(self._forget, learner, *KNOWN))
        if Way.BADGE in ways:
            panel.offer(tr("Take the badge away"), partial(self._forget, learner, Way.BADGE))
        panel.offer(tr("Somebody else"), self._let_go, "plain")
        return panel

    def _unlock(self, learner: Learner) -> None:
        self._do(partial(signing_in.unlock, self._station, learner.id))

    def _forget(self, learner: Learner, *ways: Way) -> None:
        """They choose anew; what they got wrong before counts no more."""

        def forget() -> None:
            for way in ways:
                signing_in.forget(self._station, learner.id, way)
            signing_in.unlock(self._station, learner.id)

        self._do(forget)

    def _let_go(self) -> None:
        self._person = None
        self.board.mark("")
        self._show()

    def _do(self, act: Callable[[], None]) -> None:
        tasks.start(self, act, self._done, self._failed)

    def _done(self, _nothing: None) -> None:
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.refused.emit(tasks.said(error))
