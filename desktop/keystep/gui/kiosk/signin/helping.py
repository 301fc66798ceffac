"""Somebody does not know what they sign in with any more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from keystep.domain.kiosk.secrets import Way
from keystep.gui.i18n import tr
from keystep.gui.kiosk.signin.choosing import Choosing
from keystep.gui.kiosk.signin.secret_panel import PinPanel
from keystep.gui.kiosk.signin.state_panel import StatePanel
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.signing_in import ADMIN

if TYPE_CHECKING:
    from keystep.gui.kiosk.signin.turn import Turn


class Helping:
    """Leads ``turn`` to another way that they have, or to whoever looks after the kiosk."""

    def __init__(self, turn: Turn) -> None:
        self._turn, self._ways = turn, turn.ways()

    def begin(self) -> None:
        """Another way, if they have one."""
        turn = self._turn
        waits = signing_in.waiting_s(turn.station, turn.learner.id) > 0
        both = {Way.PIN, Way.PICTURES} <= self._ways and not waits
        if not both and Way.BADGE not in self._ways:
            self.call()
            return
        told = tr("Your badge signs you in as well: hold it to the reader.")
        panel = StatePanel((tr("Another way"),), told if Way.BADGE in self._ways else "", "badge")
        if both:
            panel.offer(tr("My PIN"), partial(turn.ask, Way.PIN, self.begin))
            panel.offer(tr("My pictures"), partial(turn.ask, Way.PICTURES, self.begin))
        panel.offer(tr("None of these"), self.call)
        panel.finish()
        turn.show(panel, turn.begin)

    def call(self) -> None:
        """Whoever looks after the kiosk types its PIN; then the person chooses anew."""
        turn = self._turn
        if Way.PIN not in signing_in.ways(turn.station, ADMIN):
            told = tr("This kiosk has no PIN yet. Whoever looks after it sets one, then helps you.")
            panel = StatePanel((tr("Ask for help"),), told)
            panel.finish()
            turn.show(panel, turn.begin)
        elif not turn.waits(ADMIN, self.call):
            self._ask()

    def _ask(self) -> None:
        turn = self._turn
        panel = PinPanel((tr("The kiosk’s PIN"),), tr("Go on"))
        panel.box.say(
            tr(
                "Whoever looks after this kiosk types it. Then {name} chooses anew.", name=turn.name
            ),
            "info",
        )
        choose = Choosing(turn, self._ways).offer
        turn.check(panel, ADMIN, Way.PIN, choose, self.call)
        turn.show(panel, turn.begin)
