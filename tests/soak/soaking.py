"""The whole soak: a kiosk, its office and its folder, kills, and what was seen of it all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from keystep.bootstrap import open_station
from keystep.services import upkeep
from tests.faults.witness import lost_at
from tests.soak.ahead import AheadClock
from tests.soak.counted import Sample
from tests.soak.disk import sync_ms
from tests.soak.place import Place, open_the_office
from tests.soak.running import Kiosk, Said, Slow
from tests.soak.weather import Weather

LOOKS_S = 0.5
KILLED_BY = 0.35
"""Kills happen in this first part of it, so that one long run without any is left."""
ENDS_S = 90.0
ENTRY = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Plan:
    """It ends after ``visits`` or ``seconds``, whichever comes first."""

    visits: int
    seconds: float
    kills: int
    seed: int
    every: int = 10


@dataclass
class Seen:
    """What came of it. ``runs`` holds the samples between one start of the kiosk and the next."""

    runs: list[list[Sample]] = field(default_factory=list)
    slow: list[Slow] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Said] = field(default_factory=dict)
    grown: dict[str, int] = field(default_factory=dict)
    weather: Counter[str] = field(default_factory=Counter)
    syncs_ms: list[float] = field(default_factory=list)
    kills: int = 0
    lost: int = 0
    seconds: float = 0.0

    @property
    def visits(self) -> int:
        return sum(run[-1].visits for run in self.runs if run)


class Soak:
    """Plays ``plan`` at ``place`` with windows as ``env`` has them."""

    def __init__(self, place: Place, plan: Plan, env: Mapping[str, str], beside: Path) -> None:
        self._place, self._plan, self._env, self._beside = place, plan, env, beside
        self._random, self.seen = Random(plan.seed), Seen()
        part = sorted(self._random.random() * KILLED_BY for _ in range(plan.kills))
        self._kills, self._tip = part, ""
        self._begun = monotonic()

    def play(self) -> Seen:
        clock = AheadClock(self._place.ahead)
        with closing(open_the_office(self._place)) as office:
            self._play(Weather(self._place, office, clock, self._random))
        self.seen.seconds = monotonic() - self._begun
        for fault in self._faults():
            self._trouble(Said(trouble=f"at the end: {fault}"))
        return self.seen

    def _play(self, weather: Weather) -> None:
        kiosk = self._start()
        while self._progress() < 1:
            self._listen(kiosk, LOOKS_S)
            self.seen.syncs_ms.append(sync_ms(self._place.root))
            weather.tell(monotonic() - self._begun)
            if not kiosk.is_alive:
                status = kiosk.wait()
                self._listen(kiosk)
                if status:
                    self._trouble(Said(trouble=f"the kiosk ended by itself ({status})"))
                if not self.seen.runs[-1]:
                    break  # nobody could even sign in: it would go on so
                kiosk = self._start()
            elif self._kills and self._progress() >= self._kills[0]:
                self._kills.pop(0)
                self._kill(kiosk)
                kiosk = self._start()
        self._end(kiosk)
        weather.finish()
        self.seen.weather = weather.seen

    def _start(self) -> Kiosk:
        self.seen.runs.append([])
        seed = self._plan.seed + len(self.seen.runs)
        return Kiosk(self._place, seed, self._plan.every, self._env, self._beside)

    def _progress(self) -> float:
        """From 0 to 1, when it is over."""
        spent = (monotonic() - self._begun) / self._plan.seconds
        return max(spent, self.seen.visits / self._plan.visits)

    def _kill(self, kiosk: Kiosk) -> None:
        """At this moment, whatever it does; what it had called saved must be there."""
        kiosk.kill()
        self._listen(kiosk)
        self.seen.kills += 1
        self.seen.lost += lost_at(self._place.home, (self._tip,) if self._tip else ())

    def _end(self, kiosk: Kiosk) -> None:
        kiosk.stop()
        until = monotonic() + ENDS_S
        while kiosk.is_alive and monotonic() < until:
            self._listen(kiosk, LOOKS_S)
        if kiosk.is_alive:
            self._trouble(Said(trouble=f"the kiosk did not end in {ENDS_S:g} s"))
            kiosk.kill()
        kiosk.wait()
        self._listen(kiosk)

    def _listen(self, kiosk: Kiosk, wait_s: float = 0) -> None:
        for said in kiosk.said(wait_s):
            self._tip = said.tip or self._tip
            self.seen.grown = said.grown or self.seen.grown
            if said.sample is not None:
                self.seen.runs[-1].append(said.sample)
            if said.slow is not None:
                self.seen.slow.append(said.slow)
            if said.trouble:
                self._trouble(said)

    def _trouble(self, said: Said) -> None:
        what = said.trouble.strip().splitlines()[-1]
        self.seen.troubles[what] += 1
        self.seen.examples.setdefault(what, said)

    def _faults(self) -> list[str]:
        """What is wrong with the kiosk's database, and what its log tells of."""
        with closing(open_station(self._place.home, AheadClock(self._place.ahead))) as station:
            found = [str(fault) for fault in upkeep.verify(station)]
        logs = (self._place.home / "log").glob("keystep.log*")
        return found + [fault for log in logs for fault in logged(log.read_text("utf-8"))]


def logged(log: str) -> list[str]:
    """Every error in a log: what went wrong, and the last line of its traceback."""
    entries = ENTRY.split(log)[1:]
    errors = [one.strip().splitlines() for one in entries if one.startswith("ERROR")]
    return [": ".join(dict.fromkeys((one[0], one[-1].strip()))) for one in errors]
