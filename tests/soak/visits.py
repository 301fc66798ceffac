"""Those who come to the kiosk, from the first touch to the clean screen after them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton

from keystep import settings
from keystep.gui.kiosk.attract.page import AttractPage
from keystep.gui.kiosk.idle import Idle
from keystep.gui.kiosk.navigator import Navigator
from keystep.gui.kiosk.signin.page import SignInPage
from keystep.gui.kiosk.signin.pin_box import PinBox
from keystep.gui.kiosk.timeout_page import TimeoutPage
from keystep.gui.kiosk.window import KioskWindow
from tests.soak.ahead import AheadClock
from tests.soak.hands import Hands
from tests.soak.looking import chips, tile_of, turn_to
from tests.soak.place import Somebody
from tests.soak.roaming import roam
from tests.soak.steps import Act, Astray, Steps, Until

KINDS = {"learner": 82, "guest": 8, "gives_up": 6, "badge": 4}
WRONG, TIMES_OUT, STAYS = 0.1, 0.4, 0.3
"""How likely somebody mistypes their PIN, walks away, comes back during the countdown."""
ACTS = (2, 14)
TOUCHES = 8
"""So often one touches the screen that invites, before it is called asleep."""


@dataclass
class Visit:
    """One visit of ``who``, None for somebody who never says it. ``signed_in``: as ``who``.
    ``odd`` takes what should not be so, though the visit goes on."""

    window: KioskWindow
    hands: Hands
    clock: AheadClock
    random: Random
    kind: str
    who: Somebody | None
    odd: Callable[[str], object]
    signed_in: bool = field(default=False)

    def steps(self) -> Steps:
        yield from getattr(self, f"_{self.kind}")()
        if self.navigator.session is not None:
            raise Astray(f"a session goes on after a visit ({self.kind})")
        if not isinstance(self.navigator.page, AttractPage):
            raise Astray(f"nobody is invited after a visit ({self.kind})")

    @property
    def navigator(self) -> Navigator:
        assert self.window.navigator is not None
        return self.window.navigator

    def _learner(self) -> Steps:
        assert self.who is not None
        yield from self._wake()
        yield from self._choose(self.who)
        if self.random.random() < WRONG:
            yield from self._type("0815")
            yield Until("the refusal of a wrong PIN", self._is_refused)
        yield from self._type(self.who.pin)
        yield Until("signing in", self._is_seated)
        self.signed_in = True
        yield from self._stay()

    def _guest(self) -> Steps:
        yield from self._wake()
        look = self.hands.button("Just search, without signing in") or self._button("Just search")
        yield Act("look around", lambda: self.hands.touch(look))
        yield Until("a guest's pages", self._is_seated)
        yield from self._stay()

    def _gives_up(self) -> Steps:
        """Somebody who goes away over signing in."""
        assert self.who is not None
        yield from self._wake()
        yield from self._choose(self.who)
        for digit in self.who.pin[:2]:
            yield self._press(digit)
        yield from self._walk_away()

    def _badge(self) -> Steps:
        """A badge that nobody knows, at whatever is shown."""
        if self.random.random() < 0.5:
            yield from self._wake()
        number = f"{self.random.randrange(10**10):010}"
        yield Act("badge", lambda: self.hands.badge(number))
        yield Until("the page for signing in", self._asks_who)
        back = self._button("Back")
        yield Act("back", lambda: self.hands.touch(back))

    def _stay(self) -> Steps:
        """Learn for a while, then go, by a touch or without a word."""
        yield from roam(self.window, self.hands, self.random, self.random.randint(*ACTS))
        if self.random.random() >= TIMES_OUT:
            yield from self._sign_out()
            return
        yield from self._walk_away()
        if self.navigator.session is not None:  # a film plays: it is as good as a touch
            yield from self._sign_out()

    def _sign_out(self) -> Steps:
        way_out = self.window.header.way_out
        if not self.hands.sees(way_out) and (close := self.hands.button("Close")) is not None:
            self.odd("the way out is hidden until something is closed")
            yield Act("close", partial(self.hands.touch, close))
        if not self.hands.sees(way_out):
            raise Astray("the way out is not to be seen")
        over = type(self.hands.popup()).__name__ if self.hands.popup() is not None else ""
        yield Act("sign out", lambda: self.hands.touch(way_out))
        if self.navigator.session is not None:
            self.odd(f"with {over or 'nothing'} open, it takes two touches to sign out")
            yield Act("sign out", lambda: self.hands.touch(way_out))

    def _walk_away(self) -> Steps:
        rules = settings.load(self.navigator._station.home).kiosk_rules
        yield Act("countdown", lambda: self._pass(rules.idle_s))
        asking = self.window.findChildren(TimeoutPage)
        if asking and self.random.random() < STAYS:
            stay = self.hands.button("I’m still here", asking[0])
            if stay is None or self.hands.popup() is not None:
                self.odd("something lies over the countdown")
            yield Act("stay", partial(self.hands.touch, stay or asking[0]))
            yield from roam(self.window, self.hands, self.random, 2)
            yield Act("countdown", lambda: self._pass(rules.idle_s))
        yield Act("time out", lambda: self._pass(rules.countdown_s))

    def _pass(self, seconds: int) -> None:
        """Time goes by, and whoever watches it looks at the clock."""
        self.clock.skip(seconds=seconds + 0.1)
        for idle in self.window.findChildren(Idle):
            idle.tick()

    def _wake(self) -> Steps:
        for n in range(TOUCHES):
            page = self.navigator.page
            if isinstance(page, SignInPage):
                return
            assert page is not None
            at = QPoint(page.width() // 2, page.height() - 8) if n else None
            yield Act("wake", partial(self.hands.touch, page, at))
        raise Astray("the screen that invites does not wake")

    def _choose(self, who: Somebody) -> Steps:
        tile = tile_of(self.hands, who)
        for n in range(len(chips(self.hands)) if tile is None else 0):
            yield Act("turn the people", partial(turn_to, self.hands, n))
            if (tile := tile_of(self.hands, who)) is not None:
                break
        if tile is None:
            raise Astray("somebody who learns here has no tile")
        yield Act("choose a tile", lambda: self.hands.touch(tile))

    def _type(self, pin: str) -> Steps:
        for digit in pin:
            yield self._press(digit)
        yield self._press("Sign in")

    def _press(self, words: str) -> Act:
        key = self._button(words)
        return Act("type a PIN", lambda: self.hands.touch(key))

    def _button(self, words: str) -> QAbstractButton:
        found = self.hands.button(words)
        if found is None:
            seen = sorted({one.text() or one.accessibleName() for one in self.hands.buttons()})
            raise Astray(f"there is no “{words}”, only {', '.join(seen)}")
        return found

    def _is_seated(self) -> bool:
        return self.navigator.session is not None

    def _asks_who(self) -> bool:
        return isinstance(self.navigator.page, SignInPage)

    def _is_refused(self) -> bool:
        return any(box.words for box in self.window.findChildren(PinBox) if box.isVisible())
