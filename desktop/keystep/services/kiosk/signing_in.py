"""Signing in at a kiosk, and proving to be whoever looks after it."""

from __future__ import annotations

import secrets

from msgspec import Struct

from keystep.domain.kiosk.initials import Person, people_of
from keystep.domain.kiosk.secrets import Way, refuse_weak
from keystep.domain.kiosk.trying import left, wait_ms
from keystep.domain.ports import Learner
from keystep.services.kiosk.verifiers import SALT_BYTES, badge_mark, make_verifier, matches
from keystep.services.station import Station
from keystep.sync.passphrase import KEY_BYTES, Argon

__all__ = ["ADMIN", "Person", "Verdict", "Way"]

ADMIN = ""
"""Whoever looks after this kiosk, among those who have credentials here."""
COST = Argon(memory_kib=64 << 10, passes=3)
"""0.15 s on one core of a new machine, twice that on a small one: the second recommendation of RFC
9106, section 4."""


class Verdict(Struct, frozen=True):
    """Whether a secret was right. If not, for ``wait_s`` seconds no further one is looked at, or
    ``left`` more may be wrong before there is a wait."""

    right: bool
    wait_s: int = 0
    left: int = 0


def people(station: Station) -> list[Person]:
    """The roster of this station, as it may be read by everybody."""
    return people_of(station.store.learners())


def ways(station: Station, learner: str) -> frozenset[Way]:
    """What somebody can sign in with here; nothing yet means that they choose it now."""
    return frozenset(station.store.credentials.of(learner))


def choose(
    station: Station, learner: str, way: Way, secret: str, *, cost: Argon | None = None
) -> None:
    """Sign in with ``secret`` from now on. It takes as long as :func:`check`.

    Raises UsageError for what is easily guessed, for a badge of somebody else's and for whoever is
    not on the roster any more, NotSaved.
    """
    refuse_weak(way, secret)
    is_badge = way is Way.BADGE
    salt = secrets.token_bytes(SALT_BYTES)
    verifier = _mark(station, secret) if is_badge else make_verifier(secret, salt, cost or COST)
    station.store.credentials.keep(learner, way, verifier, alone=is_badge)


def forget(station: Station, learner: str, way: Way) -> None:
    """That way leads in no more. Raises NotSaved."""
    station.store.credentials.drop(learner, way)


def check(station: Station, learner: str, way: Way, secret: str) -> Verdict:
    """Whether it is them. It takes a while, so that guessing does: call it off the window's thread.

    The try is counted on the disk before it is looked at, and given back if it was right. A badge
    is found and not guessed: it needs no wait, and whoever has it does not end the wait for a PIN.
    Raises NotSaved, and then it was not looked at.
    """
    if way is Way.BADGE:
        holder = whose_badge(station, secret)
        is_theirs = holder is not None and holder.id == station.store.person(learner)
        return Verdict(right=True) if is_theirs else _wrong(station, learner)
    kept = station.store.credentials
    if not kept.begin(learner, station.clock.now()):
        return _wrong(station, learner)
    if not any(matches(secret, verifier) for verifier in kept.of(learner).get(way, ())):
        return _wrong(station, learner)
    kept.clear(learner)
    return Verdict(right=True)


def waiting_s(station: Station, learner: str) -> int:
    """For how many seconds no try is looked at; 0 is not at all."""
    now = station.clock.now()
    return _seconds(wait_ms(station.store.credentials.look(learner, now), now))


def unlock(station: Station, learner: str) -> None:
    """Whoever looks after the kiosk lets them try again at once. Raises NotSaved."""
    station.store.credentials.clear(learner)


def waiting(station: Station) -> list[Learner]:
    """Who waits after wrong tries, but for whoever looks after the kiosk."""
    tried = station.store.credentials.tried()
    return [one for one in station.store.learners() if one.id in tried and _waits(station, one.id)]


def whose_badge(station: Station, badge: str) -> Learner | None:
    """Who has this badge; None where nobody here does."""
    holder = station.store.credentials.holder(Way.BADGE, _mark(station, badge))
    return next((one for one in station.store.learners() if one.id == holder), None)


def _waits(station: Station, learner: str) -> bool:
    return waiting_s(station, learner) > 0


def _wrong(station: Station, learner: str) -> Verdict:
    now = station.clock.now()
    tries = station.store.credentials.look(learner, now)
    return Verdict(right=False, wait_s=_seconds(wait_ms(tries, now)), left=left(tries))


def _mark(station: Station, badge: str) -> bytes:
    return badge_mark(badge, station.store.credentials.badge_key(secrets.token_bytes(KEY_BYTES)))


def _seconds(ms: int) -> int:
    return -(-ms // 1000)
