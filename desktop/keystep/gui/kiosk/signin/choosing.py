"""Choosing how to sign in: a PIN or pictures, each put in twice, or a badge."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from keystep.domain.kiosk.secrets import Way, refuse_weak
from keystep.errors import UsageError
from keystep.gui import tasks
from keystep.gui.i18n import tr
from keystep.gui.kiosk.signin.secret_panel import PicturePanel, PinPanel, SecretPanel
from keystep.gui.kiosk.signin.state_panel import StatePanel
from keystep.gui.kiosk.signin.way_panel import WayPanel, WayTile
from keystep.services.kiosk import signing_in

if TYPE_CHECKING:
    from keystep.gui.kiosk.signin.turn import Turn

KNOWN = frozenset({Way.PIN, Way.PICTURES})
"""What is known, and so forgotten."""


class Choosing:
    """Leads ``turn`` through the choice. What was chosen takes the place of what they knew among
    the ``old`` ways."""

    def __init__(self, turn: Turn, old: frozenset[Way] = frozenset()) -> None:
        self._turn, self._old = turn, old

    def offer(self) -> None:
        """Which way it shall be."""
        name = self._turn.name
        titles = (tr("{name}, how will you sign in?", name=name), tr("How will you sign in?"))
        ways = (
            WayTile("digits", tr("With a PIN"), tr("4 to 8 digits"), partial(self.put, Way.PIN)),
            WayTile(
                "sun",
                tr("With pictures"),
                tr("3 to 5 of them, in your order"),
                partial(self.put, Way.PICTURES),
            ),
            WayTile("badge", tr("With my badge"), tr("Hold it to the reader"), self.hold_badge),
        )
        self._turn.show(WayPanel(titles, ways if self._turn.badge_alone else ways[:2]))

    def put(self, way: Way, fault: str = "") -> None:
        """The first time; ``fault`` is why the one before was not taken."""
        panel = self._panel(way, tr("Choose your PIN"), tr("Choose your pictures"), tr("Go on"))
        panel.entered.connect(partial(self._repeat, way))
        self._turn.show(panel, self.offer)
        if fault:
            panel.refuse(fault)

    def hold_badge(self) -> None:
        """Whoever holds a badge to the reader now chooses it."""
        told = tr("Hold your badge to the reader. From then on it signs you in.")
        panel = StatePanel((tr("Your badge"),), told, "badge")
        panel.finish()
        self._turn.show(panel, self.offer, partial(self._keep, Way.BADGE))

    def offer_badge(self, badge: str) -> None:
        """A badge that nobody has was held here, and then this person signed in."""
        turn, said = self._turn, tr("A badge was held here that is not known yet. Is it yours?")
        panel = StatePanel((tr("Add this badge?"),), said, "badge")
        turn.found = ""
        panel.offer(tr("Add my badge"), partial(self._keep, Way.BADGE, badge), "primary")
        panel.offer(tr("It is not mine"), turn.greet)
        panel.finish()
        turn.show(panel, turn.greet)

    def _repeat(self, way: Way, first: str) -> None:
        try:
            refuse_weak(way, first)
        except UsageError as fault:
            self.put(way, tasks.said(fault))
            return
        panel = self._panel(way, tr("Once more"), tr("Once more"), tr("Keep it"))
        panel.entered.connect(partial(self._compare, way, first))
        self._turn.show(panel, partial(self.put, way))

    def _compare(self, way: Way, first: str, second: str) -> None:
        if first == second:
            self._keep(way, first)
        else:
            self.put(way, tr("The two were not the same. Choose once more."))

    def _keep(self, way: Way, secret: str) -> None:
        """Kept off this thread, as it is checked; a weak one is chosen again."""
        turn = self._turn

        def keep() -> str:
            try:
                signing_in.choose(turn.station, turn.learner.id, way, secret)
                for other in (self._old & KNOWN) - {way}:
                    signing_in.forget(turn.station, turn.learner.id, other)
            except UsageError as fault:
                return tasks.said(fault)
            return ""

        turn.work(keep, partial(self._kept, way))

    def _kept(self, way: Way, fault: str) -> None:
        panel = self._turn.panel
        if not fault:
            self._turn.greet()
        elif isinstance(panel, StatePanel):
            panel.refuse(fault)
        else:
            self.put(way, fault)

    def _panel(self, way: Way, pin: str, pictures: str, last: str) -> SecretPanel:
        if way is Way.PIN:
            return PinPanel((pin,), last)
        return PicturePanel((pictures,), last, shows=True)
