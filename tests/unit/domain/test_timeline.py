"""When events happened: seqs keep their order, right clocks are believed, wrong ones are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.timeline import (
    Boot,
    Sighting,
    corrected,
    corrections,
    redated,
    skew_of,
)

MONDAY = datetime(2027, 1, 4, 9, tzinfo=UTC)
DEAD = datetime(1970, 1, 1, tzinfo=UTC)
HOUR, DAY, YEARS = timedelta(hours=1), timedelta(days=1), timedelta(days=3650)
MS = timedelta(milliseconds=1)


class Told(Struct, frozen=True, kw_only=True):
    """An event as its station tells it; ``true`` is when it was, ``issued`` of a catalog taken."""

    seq: int
    at: datetime
    boot: str
    clock: int
    true: datetime
    issued: datetime | None = None


class Stream:
    """What a machine goes through, told by a wall clock that is off by ``off``."""

    def __init__(self) -> None:
        self.events: list[Told] = []
        self.off = timedelta(0)
        self._boot, self._since = "", MONDAY

    def boots(self, when: datetime, off: timedelta = timedelta(0)) -> Stream:
        self._boot, self._since, self.off = f"boot-{len(self.events)}", when, off
        return self

    def did(self, when: datetime, issued: datetime | None = None) -> Stream:
        self.events.append(
            Told(
                seq=len(self.events) + 1,
                at=when + self.off,
                boot=self._boot,
                clock=(when - self._since) // MS,
                true=when,
                issued=issued,
            )
        )
        return self


def boots_of(events: Iterable[Told]) -> list[Boot]:
    firsts, lasts = dict[str, Told](), dict[str, Told]()
    for event in events:
        firsts.setdefault(event.boot, event)
        lasts[event.boot] = event
    return [
        Boot(
            boot=boot,
            first_seq=first.seq,
            first_clock=first.clock,
            first_at=first.at,
            last_seq=lasts[boot].seq,
            last_clock=lasts[boot].clock,
            last_at=lasts[boot].at,
        )
        for boot, first in firsts.items()
    ]


def sightings_of(events: Iterable[Told]) -> list[Sighting]:
    return [
        Sighting(seq=event.seq, boot=event.boot, clock=event.clock, issued=event.issued)
        for event in events
        if event.issued
    ]


def times(events: Sequence[Told], among: Sequence[Told] | None = None) -> list[datetime]:
    """When ``events`` happened, as far as ``among`` (default: themselves) tell."""
    told = events if among is None else among
    found = corrections(boots_of(told), sightings_of(told))
    return [DEAD + time * MS for time in corrected(found, events)]


days = st.integers(0, 400).map(lambda number: number * HOUR)
spans = st.lists(st.lists(days, min_size=1, max_size=4), min_size=1, max_size=5)
offs = st.sampled_from([timedelta(0), -YEARS, YEARS, -HOUR, HOUR, DEAD - MONDAY])


@st.composite
def lived(draw: st.DrawFn, off: st.SearchStrategy[timedelta] = offs) -> list[Told]:
    """A machine that was started a few times, each time with its clock off in its own way; it may
    have taken in a catalog that the office had issued an hour before."""
    stream, now = Stream(), MONDAY
    for events in draw(spans):
        stream.boots(now, draw(off))
        for passed in events:
            now += passed
            stream.did(now, draw(st.sampled_from([None, None, now - HOUR])))
    return stream.events


right = lived(st.just(timedelta(0)))
clocks = st.integers(-(10**13), 10**13)
anything = st.lists(
    st.builds(
        Told,
        seq=st.integers(1, 60),
        at=st.datetimes(timezones=st.just(UTC)),
        boot=st.sampled_from("abc"),
        clock=clocks,
        true=st.just(MONDAY),
        issued=st.none() | st.datetimes(timezones=st.just(UTC)),
    ),
    unique_by=lambda event: event.seq,
).map(lambda events: sorted(events, key=lambda event: event.seq))


@pytest.mark.fault(34)
@given(anything)
def test_the_order_of_seqs_holds_whatever_is_told(events: list[Told]) -> None:
    found = corrections(boots_of(events), sightings_of(events))
    after = corrected(found, events)
    assert all(earlier <= later for earlier, later in pairwise(after))


@given(lived())
def test_the_order_of_seqs_holds_among_whichever_events(events: list[Told]) -> None:
    """One person's events are dated alone, and must fall where they do among all."""
    every = times(events)
    assert times(events[::2], events) == every[::2]
    assert all(earlier <= later for earlier, later in pairwise(every))


@given(anything, st.randoms(use_true_random=False))
def test_the_order_in_which_a_stream_is_told_does_not_matter(
    events: list[Told], chance: object
) -> None:
    boots, sightings = boots_of(events), sightings_of(events)
    before = corrections(boots, sightings)
    for told in (boots, sightings):
        chance.shuffle(told)  # type: ignore[attr-defined]
    assert corrections(boots, sightings) == before


@given(right)
def test_right_clocks_are_believed(events: list[Told]) -> None:
    assert times(events) == [event.at for event in events]
    assert skew_of(boots_of(events), sightings_of(events)) is None


@pytest.mark.fault(34)
@given(lived())
def test_nothing_is_older_than_a_catalog_seen_before_it(events: list[Told]) -> None:
    """But for a clock ahead of it that was put right afterwards, which says more."""
    dated = times(events)
    if any(event.at > event.true for event in events):
        return
    for place, event in enumerate(events):
        if event.issued:
            assert all(time >= event.issued for time in dated[place:])


@pytest.mark.fault(34)
def test_a_boot_that_was_years_ahead_is_held_back_by_the_next() -> None:
    events = (
        Stream()
        .boots(MONDAY)
        .did(MONDAY)
        .boots(MONDAY + DAY, YEARS)
        .did(MONDAY + DAY + HOUR)
        .boots(MONDAY + 2 * DAY)
        .did(MONDAY + 3 * DAY)
        .events
    )
    assert times(events) == [MONDAY, MONDAY + 3 * DAY, MONDAY + 3 * DAY]


@pytest.mark.fault(34)
def test_a_boot_that_was_years_behind_follows_the_catalog_it_saw() -> None:
    issued = MONDAY + DAY
    events = (
        Stream()
        .boots(MONDAY)
        .did(MONDAY)
        .boots(issued + HOUR, -YEARS / 20)
        .did(issued + 2 * HOUR, issued)
        .did(issued + 5 * HOUR)
        .boots(issued + DAY)
        .did(issued + 2 * DAY)
        .events
    )
    assert times(events) == [MONDAY, issued, issued + 3 * HOUR, issued + 2 * DAY]


@pytest.mark.fault(34)
def test_a_dead_battery_goes_on_where_the_boot_before_ended() -> None:
    dead = DEAD - MONDAY
    events = (
        Stream()
        .boots(MONDAY)
        .did(MONDAY)
        .did(MONDAY + HOUR)
        .boots(MONDAY + DAY, dead)
        .did(MONDAY + DAY + HOUR)
        .did(MONDAY + DAY + 3 * HOUR)
        .boots(MONDAY + 2 * DAY)
        .did(MONDAY + 3 * DAY)
        .events
    )
    ends = MONDAY + HOUR
    assert times(events) == [MONDAY, ends, ends, ends + 2 * HOUR, MONDAY + 3 * DAY]


@pytest.mark.fault(34)
def test_a_clock_set_right_meanwhile_dates_what_came_before_in_the_same_boot() -> None:
    stream = Stream().boots(MONDAY, 5 * HOUR).did(MONDAY).did(MONDAY + HOUR)
    stream.off = timedelta(0)
    events = stream.did(MONDAY + 2 * HOUR).events
    assert times(events) == [event.true for event in events]


def test_a_clock_that_drifts_by_seconds_redates_nothing() -> None:
    stream = Stream().boots(MONDAY).did(MONDAY)
    stream.off = timedelta(seconds=30)
    events = stream.did(MONDAY + DAY).events
    assert times(events) == [event.true for event in events]


def test_of_a_forked_boot_every_branch_is_heard() -> None:
    events = Stream().boots(MONDAY).did(MONDAY).did(MONDAY + HOUR).did(MONDAY + DAY).events
    parts = [*boots_of(events[:2]), *boots_of(events[2:])]
    assert corrections(parts, ()) == corrections(boots_of(events), ())


def test_an_unknown_boot_keeps_its_own_time_up_to_what_follows() -> None:
    events = Stream().boots(MONDAY).did(MONDAY).boots(MONDAY).did(MONDAY + HOUR).events
    lost = replace(events[0], at=MONDAY + DAY)
    assert times([lost, events[1]], events[1:]) == [MONDAY + HOUR] * 2


@pytest.mark.parametrize(
    ("off", "skew"),
    [(timedelta(0), None), (-HOUR, None), (-5 * HOUR, -4 * 3_600_000), (YEARS, None)],
    ids=["right", "within doubt", "behind", "ahead"],
)
def test_a_clock_is_behind_by_what_the_newest_boot_proves(off: timedelta, skew: int | None) -> None:
    """Its catalog was issued an hour before."""
    events = Stream().boots(MONDAY, -YEARS).did(MONDAY).boots(MONDAY + DAY, off)
    events.did(MONDAY + 2 * DAY, MONDAY + 2 * DAY - HOUR)
    assert skew_of(boots_of(events.events), sightings_of(events.events)) == skew


def test_who_said_nothing_has_no_skew() -> None:
    assert skew_of((), ()) is None


@given(lived(), st.data())
def test_what_is_not_redated_keeps_its_time(events: list[Told], data: st.DataObject) -> None:
    known = data.draw(st.lists(st.sampled_from(events), unique=True).map(_in_order))
    before = corrections(boots_of(known), sightings_of(known))
    after = corrections(boots_of(events), sightings_of(events))
    if not redated(before, after):
        assert corrected(before, known) == corrected(after, known)


@given(right)
def test_a_stream_of_right_clocks_that_goes_on_redates_nothing(events: list[Told]) -> None:
    before, after = events[: len(events) // 2], events
    assert not redated(
        corrections(boots_of(before), sightings_of(before)),
        corrections(boots_of(after), sightings_of(after)),
    )


@pytest.mark.parametrize("begins", [MONDAY - HOUR, MONDAY + HOUR], ids=["all of it", "its end"])
def test_a_boot_that_turns_out_wrong_redates(begins: datetime) -> None:
    events = Stream().boots(MONDAY).did(MONDAY).did(MONDAY + 2 * HOUR).boots(begins).did(begins)
    before = corrections(boots_of(events.events[:2]), ())
    assert redated(before, corrections(boots_of(events.events), ()))


def test_boots_that_overlap_are_always_taken_to_redate() -> None:
    """A copied machine: one history's events come between the other's."""
    events = Stream().boots(MONDAY).did(MONDAY).did(MONDAY + HOUR).did(MONDAY + 2 * HOUR).events
    among = [events[0], replace(events[1], boot="other", at=MONDAY + DAY), events[2]]
    before = corrections(boots_of(events[::2]), ())
    assert redated(before, corrections(boots_of(among), ()))


def _in_order(events: list[Told]) -> list[Told]:
    return sorted(events, key=lambda event: event.seq)
