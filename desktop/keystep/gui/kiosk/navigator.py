"""Who is at the kiosk: nobody, somebody who signs in, a learner, whoever looks after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from keystep import settings
from keystep.domain.kiosk.hours import LIT_S, is_dark
from keystep.domain.ports import Learner
from keystep.errors import KeystepError
from keystep.gui import memory, tasks
from keystep.gui.app import note
from keystep.gui.i18n import clock, lately, tr
from keystep.gui.kiosk.attract.page import AttractPage
from keystep.gui.kiosk.care.page import CarePage
from keystep.gui.kiosk.dark import DarkPage
from keystep.gui.kiosk.idle import Idle
from keystep.gui.kiosk.keyboard import KeyboardDock
from keystep.gui.kiosk.one_touch import OneTouch
from keystep.gui.kiosk.session import Session
from keystep.gui.kiosk.setup.join_page import JoinPage
from keystep.gui.kiosk.setup.page import SetUpPage
from keystep.gui.kiosk.signin.badge import BadgeReader
from keystep.gui.kiosk.signin.page import SignInPage
from keystep.gui.kiosk.window import KioskWindow
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.desk import say
from keystep.gui.learn.library.lookup import Lookup
from keystep.gui.learn.pages import Page
from keystep.gui.learn.speaking import spoken_first
from keystep.gui.widgets.layout import Layout
from keystep.services.folder import folder_state
from keystep.services.kiosk.health import check, is_check_due
from keystep.services.kiosk.seating import Leaving, Seat, sit_down, sit_down_guest
from keystep.services.kiosk.setting_up import needs_set_up
from keystep.services.station import Station

TICK_MS, HOUR_MS = 1_000, 3_600_000
TIDIES_MS = 100
"""What a session leaves in memory goes once the screen has been painted."""


class Navigator(QObject):
    """Leads from the screen that invites to a learner's pages and back."""

    def __init__(self, window: KioskWindow, station: Station) -> None:
        super().__init__(window)
        self._window, self._station = window, station
        self._session: Session | None = None
        self._page: Page | None = None
        self._language, self._lit_since = "", -LIT_S * 1000
        self._courier = Courier(station, self)
        self._courier.came_back.connect(self._come_back)
        self.lookup = Lookup(window, station)
        self.keyboard = KeyboardDock(window)
        self.keyboard.shown.connect(window.make_room)
        window.whole.addWidget(self.keyboard)
        self._badges = BadgeReader(window)
        self._badges.read.connect(self._take_badge)
        self.idle = self._watched()
        self._take_rules()
        OneTouch(window, window.header.way_out)
        window.header.signed_out.connect(self.sign_out)
        window.header.care_wanted.connect(self._ask_for_care)
        window.arranged.connect(self._arrange)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._hourly = QTimer(self, interval=HOUR_MS)
        self._hourly.timeout.connect(self.look_after)

    @property
    def session(self) -> Session | None:
        """Whoever is here now; None while nobody is."""
        return self._session

    @property
    def page(self) -> Page | None:
        """What is shown while nobody learns."""
        return self._page

    def start(self) -> None:
        """What invites people; before that, at the first start, how the kiosk is set up."""
        self._speak("")
        if needs_set_up(self._station):
            self._set_up(SetUpPage(self._station))
        else:
            self.rest()
        self.lookup.prepare()
        self._courier.set_out_soon()
        self.tick()
        self._timer.start()
        self._hourly.start()

    def rest(self) -> None:
        """Nobody is here: invite whoever comes by, in the language of the place."""
        self.idle.stop()
        self._speak("")
        page = AttractPage(self._station)
        page.woken.connect(self.ask_who)
        self._show(page, bare=True)
        page.refresh()

    def ask_who(self) -> None:
        """Somebody touched the screen."""
        page = SignInPage(self._station)
        page.signed_in.connect(self._seat)
        page.guest_wanted.connect(self._seat_guest)
        page.left.connect(self.rest)
        page.language_chosen.connect(self._speak)
        self._show(page)
        self._window.line.trailing.addWidget(page.language)
        self._expect_touches()

    def close(self) -> None:
        """The window ends: whoever is here is signed out, and nobody is invited any more."""
        self._timer.stop()
        session, self._session = self._session, None
        if session is not None:
            session.over.disconnect(self._end)
            session.end(Leaving.CLOSED)

    def sign_out(self) -> None:
        """The learner goes; what they did is saved."""
        if self._session is not None:
            self._session.end(Leaving.OWN)

    def _take_badge(self, badge: str) -> None:
        """It was held to the reader before anybody touched the screen. During a session it is
        nobody's, and no field's."""
        if isinstance(self._page, AttractPage):
            self.ask_who()
        if isinstance(self._page, SignInPage):
            self._page.take_badge(badge)

    def _seat(self, learner: Learner) -> None:
        self._begin(partial(sit_down, self._station, learner))

    def _seat_guest(self) -> None:
        self._begin(partial(sit_down_guest, self._station))

    def _begin(self, sit: Callable[[], Seat]) -> None:
        try:
            seat = sit()
        except KeystepError as error:
            self.ask_who()
            self._window.tell("danger", tr("You are not signed in"), tasks.said(error))
            return
        self.idle.stop()
        self._window.show_bare(bare=False)
        self._drop()
        self._session = session = Session(
            self._window, seat, self.lookup, self._courier, self._watched()
        )
        session.over.connect(self._end)
        session.begin()

    def _end(self) -> None:
        self._session = None
        self.rest()
        self._courier.set_out_soon()
        QTimer.singleShot(TIDIES_MS, self, memory.tidy)

    def _expect_touches(self) -> None:
        """Whoever is about to sign in may go away over it."""
        self._forget_idle()
        self.idle = self._watched()
        self.idle.timed_out.connect(self.rest)
        self.idle.start()

    def _forget_idle(self) -> None:
        self.idle.stop()
        self.idle.deleteLater()

    def _watched(self) -> Idle:
        """What tells that nobody touches the screen, by the rules of now."""
        rules = settings.load(self._station.home).kiosk_rules
        return Idle(rules.idle_s, rules.countdown_s, self._clock_ms, self)

    def _ask_for_care(self) -> None:
        """Whoever looks after the kiosk; a learner signs out first."""
        if self._session is not None:
            return
        page = CarePage(self._station, self._courier)
        page.left.connect(self.rest)
        page.changed.connect(self._take_rules)
        page.worn.connect(self._window.appearance.choose)
        page.set_up_wanted.connect(self._join)
        self._show(page)
        self._expect_touches()

    def _join(self) -> None:
        """A kiosk that began alone shall belong to the office."""
        page = JoinPage(self._station)
        page.left.connect(self.rest)
        self._set_up(page)

    def _set_up(self, page: SetUpPage | JoinPage) -> None:
        """It takes as long as it takes: words may be compared over the telephone."""
        page.done.connect(self._begin_anew)
        self._show(page)
        self.idle.stop()

    def _begin_anew(self) -> None:
        self._take_rules()
        self.rest()
        self._courier.set_out_soon()

    def _take_rules(self) -> None:
        """They may be others than before."""
        rules = settings.load(self._station.home).kiosk_rules
        self._window.set_reach(rules.hand, low=rules.low)

    def _show(self, page: Page, *, bare: bool = False) -> None:
        self._drop()
        self._page = page
        self._badges.watching = not isinstance(page, SignInPage)
        page.setProperty("passing", True)
        self._window.show_page(page, None, whole=True)
        self._window.show_bare(bare=bare)
        self._tell()
        page.arrange(self._window.layout_class)  # in its window: Qt forgets fonts on the way in
        page.enter()
        self._window.whole.activate()  # the very next picture is as it shall be

    def _drop(self) -> None:
        """What the page brought goes with it: whatever was typed there is gone."""
        page, self._page = self._page, None
        self._badges.watching = True
        self._window.forget(page)

    def _speak(self, tag: str) -> None:
        """Have the lessons in the language that was chosen, else in the place's."""
        kept = settings.load(self._station.home)
        self._language = tag or kept.language
        tongues = self._station.shelf.languages
        self.keyboard.speak(self._language, kept.kiosk_rules.keyboard, tongues)
        self._station.shelf = spoken_first(self._station.shelf, self._language)

    def _come_back(self) -> None:
        """The courier may have brought people, other lessons, or another word of the office."""
        self._speak(self._language)
        self.lookup.prepare()
        if self._session is not None:
            self._session.sitting.tell()
        elif isinstance(self._page, AttractPage | SignInPage):
            self._page.refresh()
            self._tell()

    def tick(self) -> None:
        now, kept = self._station.clock.now(), settings.load(self._station.home)
        self._window.header.set_place(kept.station, clock(now.local))
        rules, untouched = kept.kiosk_rules, (now.clock - self._lit_since) / 1000
        if isinstance(self._page, AttractPage) and is_dark(
            now.local.time(), rules.dark_from, rules.dark_to, untouched
        ):
            self._darken()

    def look_after(self) -> None:
        """Once a day, while nobody is here, look whether the database is sound."""
        if isinstance(self._page, AttractPage | DarkPage) and is_check_due(self._station):
            failed = partial(note, "the database was not looked at")
            tasks.start(self, partial(check, self._station), _nothing, failed)

    def _darken(self) -> None:
        page = DarkPage()
        page.woken.connect(self._light)
        self._show(page, bare=True)

    def _light(self) -> None:
        self._lit_since = self._station.clock.now().clock
        self.rest()

    def _tell(self) -> None:
        """The foot says what is saved and what waits."""
        saved, *facts = map(say, folder_state(self._station, lately).words)
        self._window.line.set_line("saved", saved, facts)

    def _arrange(self, layout: Layout) -> None:
        shown = self._session.sitting if self._session else self._page
        if shown is not None:
            shown.arrange(layout)

    def _clock_ms(self) -> int:
        return self._station.clock.now().clock


def _nothing(_faults: int | None) -> None:
    """The next heartbeat tells of it."""
