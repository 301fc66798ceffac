"""One visit after the other, and what was seen of them."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from random import Random
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from keystep.gui.kiosk.window import KioskWindow
from keystep.services.station import Station
from tests.soak.afterwards import left_over, lies_over, misplaced
from tests.soak.ahead import AheadClock
from tests.soak.counted import Sample, taken
from tests.soak.hands import Hands
from tests.soak.place import Somebody
from tests.soak.reactions import Reaction, Reactions, Stalls, Stopwatch
from tests.soak.steps import Act, Steps, Until
from tests.soak.visits import KINDS, Visit

LOOKS_MS = 5
COMES_MS = 200
"""Nobody stands before the kiosk sooner after another has gone."""
WARM = 500
"""So many visits until what is loaded when it is first wanted, as films are, was there once."""
PATIENCE_S = 20
STUCK = 5
"""So many visits in a row go wrong before the kiosk is given up."""
BETWEEN = 0.05
"""How many hours pass between two visits, so that cards become due."""

Tell = Callable[..., object]


class Driver(QObject):
    """Acts in ``window`` as ``people`` do, until ``stop``. ``tell`` takes what happened, by kind:
    ``tip`` when events were saved, ``sample`` each ``every`` visits, ``slow`` and ``trouble``.
    ``warmed`` is sent once, ``over`` when the last one has gone."""

    over = Signal()
    warmed = Signal()

    def __init__(
        self,
        window: KioskWindow,
        station: Station,
        clock: AheadClock,
        *,
        people: Sequence[Somebody],
        random: Random,
        tell: Tell,
        every: int,
    ) -> None:
        super().__init__(window)
        self._window, self._station, self._clock = window, station, clock
        self._people, self._random, self._tell, self._every = people, random, tell, every
        self._hands = Hands(window, random)
        self._stopwatch = Stopwatch(self._note, self)
        self._reactions, self._stalls = Reactions(), Stalls(self)
        self._steps: Steps = iter(())
        self._visit: Visit | None = None
        self._until: tuple[Until, float] | None = None
        self._acts = list[str]()
        self._before = self._tip = self._latest()
        self._left, self._failed = -1, 0
        self.visits = 0

    def start(self, visits: int = -1) -> None:
        """Let so many people come; fewer than none is any number of them."""
        self._left = visits
        QTimer.singleShot(0, self, self._begin)

    def stop(self) -> None:
        """Whoever is there is the last one."""
        self._left = 0

    def sample(self) -> Sample:
        """What is held now; reactions are counted from here on anew."""
        seen, self._reactions = self._reactions, Reactions()
        return taken(self._station.home, self.visits, self._tip, seen, self._stalls.worst_ms())

    def _begin(self) -> None:
        if self._left == 0:
            self.over.emit()
            return
        kind = self._random.choices(list(KINDS), list(KINDS.values()))[0]
        who = self._random.choice(self._people) if kind in {"learner", "gives_up"} else None
        self._clock.skip(hours=self._random.random() * BETWEEN * 2)
        self._before, self._acts = self._latest(), []
        self._visit = Visit(
            self._window, self._hands, self._clock, self._random, kind, who, self._trouble
        )
        self._steps = self._visit.steps()
        self._go_on()

    def _go_on(self) -> None:
        try:
            step = next(self._steps, None)
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            self._give_up(traceback.format_exc(limit=-4))
            return
        if step is None:
            self._failed = 0
            self._stopwatch.settle(self._end)
        elif isinstance(step, Until):
            self._until = (step, monotonic() + PATIENCE_S)
            self._wait()
        else:
            self._do(step)

    def _do(self, act: Act) -> None:
        self._acts.append(act.name)

        def then() -> None:
            self._acknowledge()
            self._go_on()

        try:
            self._stopwatch.time(act.name, act.do, then)
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            self._give_up(traceback.format_exc(limit=-4))

    def _wait(self) -> None:
        assert self._until is not None
        until, deadline = self._until
        if until.ready():
            self._go_on()
        elif monotonic() > deadline:
            self._give_up(f"{until.what} takes more than {PATIENCE_S} s")
        else:
            QTimer.singleShot(LOOKS_MS, self, self._wait)

    def _acknowledge(self) -> None:
        """What the screen shows now was saved: it may be relied upon."""
        store, tip = self._station.store, self._latest()
        if tip != self._tip:
            self._tip = tip
            h = store.h_at(store.epoch, tip)
            assert h is not None
            self._tell(tip=f"{store.epoch} {tip} {h.hex()}")

    def _end(self) -> None:
        """They have gone: nothing of them is left."""
        assert self._visit is not None
        who = self._visit.who
        learner = who if self._visit.signed_in else None
        for fault in (
            *(left_over(who) if who else ()),
            *misplaced(self._station, self._before, learner),
            *lies_over(self._window),
        ):
            self._trouble(fault)
        self._visit = None
        self.visits += 1
        if self.visits == WARM:
            self.warmed.emit()
        self._left -= self._left > 0
        if self.visits % self._every == 0 or self._left == 0:
            self._tell(sample=self.sample())
        QTimer.singleShot(COMES_MS, self, self._begin)

    def _give_up(self, why: str) -> None:
        """Something is not as it should be; whoever comes next finds the kiosk at rest again."""
        self._trouble(why)
        self._failed += 1
        if self._failed == STUCK:
            self._trouble("nobody can learn here any more: it is started anew")
            self.stop()
        navigator = self._window.navigator
        assert navigator is not None
        if navigator.session is not None:
            navigator.sign_out()
        else:
            navigator.rest()
        self._steps = iter(())
        self._stopwatch.settle(self._end)

    def _trouble(self, what: str) -> None:
        kind = self._visit.kind if self._visit else ""
        self._tell(trouble=what, visit=self.visits, kind=kind, acts=self._acts[-6:])

    def _note(self, reaction: Reaction) -> None:
        self._reactions.add(reaction)
        if reaction.during:
            self._tell(slow=reaction, visit=self.visits)

    def _latest(self) -> int:
        return self._station.store.tip(self._station.store.epoch)
