"""The truth about what is saved, what waits and what arrived, without a look at the share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from keystep import settings
from keystep.domain.events import Instant
from keystep.domain.words import Words
from keystep.services.sealing import MOST_UNCONFIRMED, updates_to_be
from keystep.services.station import Station
from keystep.services.syncing import is_paused

Lesson = tuple[str, str]
When = Callable[[datetime, datetime], str]
"""Words the first of two local times, the second being now."""


class FolderState(Struct, frozen=True, kw_only=True):
    """How this station stands to its folder.

    ``saved`` counts events that are safe here and not sealed yet, ``waiting`` the updates that are
    not in the folder yet, those to be made of them included. ``paused``: none are made until the
    office confirms some. ``received`` is when it last did. ``reachable`` is None before the first
    sync of this session. ``words`` say it in one line, piece by piece. Nothing of it is about a
    folder that the station belonged to before.
    """

    joined: bool
    confirmed: bool
    saved: int = 0
    waiting: int = 0
    paused: bool = False
    received: datetime | None = None
    reachable: bool | None
    words: tuple[Words, ...] = ()


def folder_state(station: Station, when: When | None = None) -> FolderState:
    """How this station stands to its folder now; ``when`` words a local time, English if None."""
    share, store = settings.load(station.home).share, station.store
    state = FolderState(
        joined=share is not None,
        confirmed=share is not None and share.confirmed,
        reachable=station.reachable,
    )
    if share is None or store.share in ("", share.share):
        outbox = store.outbox()
        state = replace(
            state,
            saved=outbox.unsealed,
            waiting=outbox.waiting + updates_to_be(store, outbox),
            paused=is_paused(station, outbox),
            received=outbox.received,
        )
    now = station.clock.now()
    return replace(state, words=tuple(_words(state, now, when or _when)))


def waiting_lessons(station: Station, learner: str) -> frozenset[Lesson]:
    """The lessons, as (pack, lesson), of which the office has not confirmed everything."""
    bodies = (event.body for event in station.store.unarrived(learner))
    return frozenset(
        (body["pack"], body["lesson"]) for body in bodies if {"pack", "lesson"} <= body.keys()
    )


def _words(state: FolderState, now: Instant, when: When) -> Iterator[Words]:
    yield Words("All saved here")
    if not state.joined:
        yield Words("no folder chosen yet")
        return
    if not state.confirmed:
        yield Words("the eight words are not compared yet")
    if state.waiting == 1:
        yield Words("1 update waiting for the folder")
    elif state.waiting:
        yield Words("{n} updates waiting for the folder", {"n": state.waiting})
    if state.paused:
        yield Words(
            "{mib} MiB wait for the office: what is new stays here until it has confirmed some",
            {"mib": MOST_UNCONFIRMED >> 20},
        )
    if state.reachable is False:
        yield Words("the folder is not here just now")
    if state.received is None:
        yield Words("nothing received by the office yet")
        return
    local = (state.received + timedelta(minutes=now.offset)).replace(tzinfo=None)
    yield Words("last received by the office {when}", {"when": when(local, now.local)})


def _when(at: datetime, now: datetime) -> str:
    """Weekday and time, or the day where that is not of this week."""
    return at.strftime("%a %H:%M" if abs(now - at) < timedelta(days=6) else "%Y-%m-%d %H:%M")
