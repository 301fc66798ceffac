"""Today's cards, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter, itemgetter

from keystep.domain.events import Instant
from keystep.domain.memory import loss
from keystep.services.card_day import card_day
from keystep.services.practice import Practice, Queue
from keystep.services.station import Station
from keystep.services.tuning import scheduler_of


def due_cards(station: Station, learner: str) -> tuple[Practice, ...]:
    """The cards of :func:`queue`."""
    return queue(station, learner).cards


def queue(station: Station, learner: str) -> Queue:
    """What to practise today, in packs that are still here.

    First what is being learnt, to the minute; then what was learnt and is due, in the order of what
    it would lose by waiting another day, a portion of it at most; then new cards of chosen decks.
    Of siblings one a day is asked.
    """
    now = station.clock.now()
    due = _due_today(station, learner, now)
    being_learnt = sorted((p for p in due if p.is_learnt_now), key=attrgetter("due"))
    kept = _unburied(station, learner, _most_lost_first(station, learner, due, now.day), now.day)
    day = card_day(station, learner, len(kept), now)
    fresh = _unburied(station, learner, _new(station, learner, day.new), now.day)
    families = {p.family for p in kept}
    return Queue(
        (
            *(p for p in being_learnt if p.due <= now.at),
            *kept[: max(0, len(kept) - day.later)],
            *(p for p in fresh if p.family not in families),
        ),
        day.later,
        day.days,
        tuple(p for p in being_learnt if p.due > now.at),
    )


def _due_today(station: Station, learner: str, now: Instant) -> list[Practice]:
    tomorrow = now.start_of(now.day + timedelta(days=1))
    shelf = station.shelf
    states = station.store.due_cards(learner, tomorrow, list(shelf.packs))
    return [
        Practice(shelf.packs[state.pack], *place, state)
        for state in states
        if (place := shelf.cards(state.pack).places.get(state.card))
    ]


def _new(station: Station, learner: str, places: Sequence[tuple[str, str]]) -> list[Practice]:
    """Those of these cards that are here and that the learner never met."""
    shelf = station.shelf
    met = {pack: _met(station, learner, pack, places) for pack in {pack for pack, _ in places}}
    return [
        Practice(shelf.packs[pack], *place, None)
        for pack, card in places
        if pack in shelf.packs
        and card not in met[pack]
        and (place := shelf.cards(pack).places.get(card))
    ]


def _met(
    station: Station, learner: str, pack: str, places: Sequence[tuple[str, str]]
) -> frozenset[str]:
    states = station.store.cards(learner, pack, [card for of, card in places if of == pack])
    return frozenset(state.card for state in states)


def _most_lost_first(
    station: Station, learner: str, due: Iterable[Practice], day: date
) -> list[Practice]:
    """What was learnt and is due, by how much of it another day would take."""
    tuned = scheduler_of(station, learner)
    lost = [
        (-loss(tuned, p.progress.memory, day), p.place, p)
        for p in due
        if p.progress and not p.is_learnt_now
    ]
    return [practice for *_, practice in sorted(lost, key=itemgetter(0, 1))]


def _unburied(
    station: Station, learner: str, cards: Sequence[Practice], day: date
) -> tuple[Practice, ...]:
    """Of siblings the one that was not seen for longest, and none of those of which one was
    reviewed on this day: so that none waits for ever for one that is forgotten every day."""
    buried = _reviewed_today(station, learner, cards, day)
    asked: dict[tuple[str, ...], Practice] = {}
    for each in cards:
        asked[each.family] = min(asked.get(each.family, each), each, key=attrgetter("seen"))
    return tuple(p for p in cards if p.family not in buried and p is asked[p.family])


def _reviewed_today(
    station: Station, learner: str, cards: Iterable[Practice], day: date
) -> frozenset[tuple[str, ...]]:
    """The families of ``cards`` with siblings of which one was reviewed on this day."""
    families = defaultdict[str, dict[str, tuple[str, ...]]](dict)
    for each in cards:
        siblings = station.shelf.cards(each.pack.id).siblings(each.card)
        if len(siblings) > 1:
            families[each.pack.id].update(dict.fromkeys(siblings, each.family))
    return frozenset(
        of[state.card]
        for pack, of in families.items()
        for state in station.store.cards(learner, pack, list(of))
        if state.memory.day == day
    )
