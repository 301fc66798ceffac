"""One person's turn at signing in, from their initials to their pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from keystep.domain.kiosk.secrets import Way
from keystep.domain.ports import Learner
from keystep.gui import tasks
from keystep.gui.i18n import tr
from keystep.gui.kiosk.signin.choosing import Choosing
from keystep.gui.kiosk.signin.helping import Helping
from keystep.gui.kiosk.signin.panel import Panel
from keystep.gui.kiosk.signin.secret_panel import PicturePanel, PinPanel, SecretPanel
from keystep.gui.kiosk.signin.state_panel import StatePanel, WaitPanel
from keystep.gui.kiosk.signin.words import first_name, not_it
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.signing_in import Verdict
from keystep.services.station import Station

Act = Callable[[], object]


class Turn(QObject):
    """``shown`` carries the panel to be shown, ``signed_in`` the learner once it is certain that it
    is them. ``left``: there is no way back within the turn.

    ``found`` is a badge that nobody has; it is offered to whoever signs in now. What comes of work
    that was begun before ``end`` is nobody's news.
    """

    shown = Signal(object)
    signed_in = Signal(object)
    left = Signal()

    def __init__(
        self,
        station: Station,
        learner: Learner,
        parent: QObject,
        *,
        found: str = "",
        badge_alone: bool = True,
    ) -> None:
        super().__init__(parent)
        self.station, self.learner = station, learner
        self.name = first_name(learner)
        self.found, self.badge_alone = found, badge_alone
        self.panel: Panel | None = None
        self._back: Act | None = None
        self._take_badge: Callable[[str], object] | None = None
        self._over = False

    def end(self) -> None:
        """It is somebody else's turn, or nobody's."""
        self._over, self.panel, self._back, self.found = True, None, None, ""
        self._take_badge = None
        self.deleteLater()

    def show(
        self,
        panel: Panel,
        back: Act | None = None,
        take_badge: Callable[[str], object] | None = None,
    ) -> None:
        """Show a panel; ``back`` goes one step back from it. A badge that is read meanwhile is for
        ``take_badge``; without it, it signs in whoever has it."""
        self.panel, self._back, self._take_badge = panel, back, take_badge
        self.shown.emit(panel)

    def take_badge(self, badge: str) -> bool:
        """Whether this turn waits for a badge; then it has it."""
        if self._take_badge is not None:
            self._take_badge(badge)
        return self._take_badge is not None

    def go_back(self) -> None:
        (self._back or self.left.emit)()

    def ways(self) -> frozenset[Way]:
        """What is enough to sign in with here."""
        ways = signing_in.ways(self.station, self.learner.id)
        return ways if self.badge_alone else ways - {Way.BADGE}

    def begin(self) -> None:
        """Ask for what they sign in with; whoever has nothing yet chooses it."""
        ways = self.ways()
        if not ways:
            Choosing(self).offer()
        elif not self.waits(self.learner.id, self.begin):
            self.ask(next(way for way in (Way.PIN, Way.PICTURES, Way.BADGE) if way in ways))

    def ask(self, way: Way, back: Act | None = None) -> None:
        """Ask for the PIN, the pictures or the badge."""
        if way is Way.BADGE:
            self._ask_for_badge(back)
            return
        if way is Way.PIN:
            titles = (tr("{name}, your PIN", name=self.name), tr("Your PIN"))
            panel: SecretPanel = PinPanel(titles, tr("Sign in"), tr("Forgot it"))
        else:
            titles = (tr("{name}, your pictures", name=self.name), tr("Your pictures"))
            panel = PicturePanel(titles, tr("Sign in"), tr("Forgot them"))
        panel.helped.connect(self.help)
        self.check(panel, self.learner.id, way, self.greet, self.begin)
        self.show(panel, back)

    def check(self, panel: SecretPanel, learner: str, way: Way, right: Act, again: Act) -> None:
        """Try what is put in on ``panel``: ``right`` follows, or ``again`` after a wait.

        It runs off this thread: it takes a while, so that guessing does.
        """

        def judge(verdict: Verdict) -> None:
            if verdict.right:
                right()
            elif not self.waits(learner, again):
                panel.refuse(not_it(verdict.left))

        def check(secret: str) -> None:
            self.work(partial(signing_in.check, self.station, learner, way, secret), judge)

        panel.entered.connect(check)

    def help(self) -> None:
        """They do not know it any more."""
        Helping(self).begin()

    def greet(self) -> None:
        """It is them. A badge that was found may be theirs."""
        if self.found:
            Choosing(self).offer_badge(self.found)
        else:
            self.signed_in.emit(self.learner)

    def waits(self, learner: str, again: Act) -> bool:
        """Whether no try is taken now; then the wait is shown, and ``again`` follows."""
        left = partial(signing_in.waiting_s, self.station, learner)
        if left() <= 0:
            return False
        named = (tr("{name}, wait a little", name=self.name),) if learner else ()
        panel = WaitPanel((*named, tr("Wait a little")), left)
        panel.over.connect(again)
        if learner == self.learner.id:
            panel.offer(tr("Forgot it"), self.help)
        panel.finish()
        self.show(panel, self._back)
        return True

    def work(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Run ``work`` off this thread and then ``done`` with what came of it, while the turn
        lasts."""

        def tell(value: Any) -> None:
            if not self._over:
                done(value)

        def fail(error: Exception) -> None:
            if isinstance(self.panel, SecretPanel | StatePanel):
                self.panel.refuse(tasks.said(error))

        tasks.start(self, work, tell, fail)

    def _ask_for_badge(self, back: Act | None) -> None:
        told = tr("Hold your badge to the reader.")
        panel = StatePanel(
            (tr("{name}, your badge", name=self.name), tr("Your badge")), told, "badge"
        )
        panel.offer(tr("I do not have it"), self.help)
        panel.finish()
        self.show(panel, back)
