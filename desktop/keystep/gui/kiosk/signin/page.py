"""Signing in at the kiosk: who is learning, and whether it is them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from keystep import settings
from keystep.domain.ports import Learner
from keystep.gui.kiosk.signin.badge import BadgeReader
from keystep.gui.kiosk.signin.languages import Languages, language_button, spoken_now
from keystep.gui.kiosk.signin.registering import Registering
from keystep.gui.kiosk.signin.turns import Turns
from keystep.gui.kiosk.signin.views import Views
from keystep.gui.learn.pages import Page
from keystep.gui.look import language_name
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import say
from keystep.gui.widgets.layout import Layout
from keystep.services.kiosk.signing_in import Person, people
from keystep.services.station import Station

ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class SignInPage(Page):
    """``signed_in`` carries the learner; nothing of them stays here. ``guest_wanted``: somebody
    wants to look around. ``left``: nobody is here any more. ``language_chosen`` carries a tag.

    ``language`` is a button for the foot of the window; it goes with the page. Badges are read
    while the page is shown; one that was read before is handed to ``take_badge``.
    """

    signed_in = Signal(object)
    guest_wanted = Signal()
    left = Signal()
    language_chosen = Signal(str)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._views = Views(settings.load(station.home).kiosk_rules)
        self._who = self._views.who
        self._turns = Turns(station, self._who, self)
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(self._views)
        self.language = language_button(spoken_now(station.shelf))
        self.reader = BadgeReader(self)
        self.reader.watching = False
        self._listen()
        self.refresh()

    def refresh(self) -> None:
        """People may have come or gone, and the rules be others."""
        self._views.rules = rules = settings.load(self._station.home).kiosk_rules
        self._turns.badge_alone = rules.badge_alone
        known = people(self._station)
        if self._turns.learner not in {"", *(one.learner.id for one in known)}:
            self._turns.end()
        self._who.show_people(known, rules)
        self._offer_languages()
        if self.isVisible():  # else there is no room yet to be laid out for
            self._views.fit()

    def enter(self) -> None:
        self._views.begin()

    def arrange(self, layout: Layout) -> None:
        self._views.fit()

    def reset(self) -> None:
        """As nobody has touched it."""
        self._views.close_over()
        self._turns.forget_badge()
        self._turns.end()
        self._who.board.reset()

    def take_badge(self, badge: str) -> None:
        """A badge was held to the reader."""
        if not self._turns.is_awaiting(badge):
            self._views.close_over()
            self._who.board.stop_search()
            self._turns.take_badge(badge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, sign = event.key(), event.text()
        panel = self._turns.panel if self._views.over is None else None
        if key == Qt.Key.Key_Escape:
            self._go_back()
        elif self._views.over is not None:
            super().keyPressEvent(event)
        elif key in ENTERS and panel is not None:
            panel.act()
        elif key == Qt.Key.Key_Backspace and panel is not None:
            panel.erase()
        elif key in ARROWS:
            self._who.begin()
        elif panel is not None and panel.take(sign):
            event.accept()
        elif sign.isalpha() and not self._who.is_empty:
            self._who.board.search(sign)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reader.watching = True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.reader.watching = False

    def _listen(self) -> None:
        who = self._who
        who.board.chosen.connect(self._choose)
        who.board.searching.connect(self._search)
        who.foot.registering.connect(self._register)
        who.foot.guest.connect(self._let_guest_in)
        who.foot.back.connect(self._go_back)
        self.language.clicked.connect(self._ask_language)
        self.destroyed.connect(self.language.deleteLater)
        self.reader.read.connect(self.take_badge)
        self._turns.signed_in.connect(self._welcome)

    def _choose(self, person: Person) -> None:
        self._who.board.stop_search()
        self._turns.begin(person.learner)

    def _search(self, opened: bool) -> None:
        if opened:
            self._turns.end()

    def _welcome(self, learner: Learner) -> None:
        self.reset()
        self.signed_in.emit(learner)

    def _let_guest_in(self) -> None:
        self.reset()
        self.guest_wanted.emit()

    def _register(self) -> None:
        made = Registering(self._station)
        made.registered.connect(self._take_in)
        self._turns.end()
        self._views.open(made)

    def _take_in(self, learner: Learner) -> None:
        """Somebody new chooses how they sign in."""
        self._views.close_over()
        self.refresh()
        self._turns.begin(learner)

    def _ask_language(self) -> None:
        shelf = self._station.shelf
        made = Languages(shelf.languages, spoken_now(shelf))
        made.chosen.connect(self._speak)
        self._turns.end()
        self._views.open(made)

    def _offer_languages(self) -> None:
        """Where everything is in one language there is nothing to choose."""
        if len(self._station.shelf.languages) < 2:
            self.language.hide()
        elif self.language.parentWidget() is not None:
            self.language.show()

    def _speak(self, tag: str) -> None:
        self._views.close_over()
        say(self.language, language_name(tag))
        self.language_chosen.emit(tag)

    def _go_back(self) -> None:
        """One step; from the last, whoever stood here has gone."""
        if self._views.over is not None:
            self._views.close_over()
        elif self._who.board.is_searching:
            self._who.board.stop_search()
            self._who.begin()
        elif not self._turns.go_back():
            self.reset()
            self.left.emit()
