"""How simulated people remember: not as FSRS supposes, each somewhat otherwise than the next.

Three kinds of world. In ``Traces`` every time that one is told something leaves a trace of its own,
which fades with a power of time, the faster the more active the memory was just then (P. I. Pavlik
& J. R. Anderson, Cognitive Science 29, 2005; outside of a sitting time counts as a fortieth of it).
In ``Halves`` a memory fades exponentially, by a half-life that grows with the time over which it
was still known (after B. Settles & B. Meeder, ACL 2016). In ``Powers`` it fades with a power of
time whose exponent shrinks with each spaced success (after W. A. Wickelgren, Memory & Cognition 2,
1974).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

DAY = 86_400.0
SITTING, OUTSIDE = 3_600.0, 0.025


class Memory(Protocol):
    """What one person knows of one thing. Moments are in days."""

    def recall(self, at: float) -> float:
        """The chance of knowing it."""

    def told(self, at: float, *, known: bool) -> None:
        """It was told, after it turned out whether it was ``known``."""


class World(Protocol):
    """Makes people who remember alike; ``ease`` is that of a thing, 0 for a middling one."""

    def person(self, rng: Random) -> Person: ...


class Person(Protocol):
    def memory(self, ease: float) -> Memory:
        """Of a thing that this person never met."""


@dataclass(frozen=True)
class Traces:
    fading: float
    threshold: float
    noise: float = 0.255
    strain: float = 0.217

    def person(self, rng: Random) -> Tracer:
        fading = min(max(rng.gauss(self.fading, 0.03), 0.08), 0.3)
        return Tracer(fading, rng.gauss(self.threshold, 0.2), self.noise, self.strain)


@dataclass(frozen=True)
class Tracer:
    fading: float
    threshold: float
    noise: float
    strain: float

    def memory(self, ease: float) -> Memory:
        return Trace(self, self.threshold - 0.2 * ease)


@dataclass
class Trace:
    of: Tracer
    threshold: float
    past: list[tuple[float, float]] = field(default_factory=list)

    def recall(self, at: float) -> float:
        if not self.past:
            return 0.0
        return 1 / (1 + math.exp((self.threshold - math.log(self._strength(at))) / self.of.noise))

    def told(self, at: float, *, known: bool) -> None:
        self.past.append((at, self.of.strain * self._strength(at) + self.of.fading))

    def _strength(self, at: float) -> float:
        return sum(_felt(at - then) ** -fading for then, fading in self.past)


def _felt(days: float) -> float:
    seconds = max(1.0, days * DAY)
    return min(seconds, SITTING) + OUTSIDE * max(0.0, seconds - SITTING)


@dataclass(frozen=True)
class Halves:
    first: float
    growth: float

    def person(self, rng: Random) -> Halver:
        return Halver(
            self.first * rng.lognormvariate(0, 0.4), self.growth * rng.lognormvariate(0, 0.25)
        )


@dataclass(frozen=True)
class Halver:
    first: float
    growth: float

    def memory(self, ease: float) -> Memory:
        return Half(self, self.first * math.exp(0.4 * ease))


@dataclass
class Half:
    of: Halver
    first: float
    half: float = 0.0
    last: float = 0.0

    def recall(self, at: float) -> float:
        return 2 ** (-(at - self.last) / self.half) if self.half else 0.0

    def told(self, at: float, *, known: bool) -> None:
        if not self.half:
            self.half = self.first
        elif known:
            self.half += self.of.growth * min(at - self.last, 2 * self.half)
        else:
            self.half = max(self.first, self.half / 2)
        self.last = at


@dataclass(frozen=True)
class Powers:
    exponent: float
    shrinking: float
    rate: float = 1.0

    def person(self, rng: Random) -> Power:
        return Power(self.exponent * rng.lognormvariate(0, 0.3), self.shrinking, self.rate)


@dataclass(frozen=True)
class Power:
    exponent: float
    shrinking: float
    rate: float

    def memory(self, ease: float) -> Memory:
        return Fading(self, self.exponent * math.exp(-0.3 * ease))


@dataclass
class Fading:
    of: Power
    exponent: float
    last: float | None = None

    def recall(self, at: float) -> float:
        if self.last is None:
            return 0.0
        return float(0.97 * (1 + self.of.rate * (at - self.last)) ** -self.exponent)

    def told(self, at: float, *, known: bool) -> None:
        if known and self.last is not None:
            self.exponent /= 1 + self.of.shrinking * (1 - self.recall(at))
        self.last = at
