"""The sealed part of a bundle, believed only once everything about it fits."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import msgspec

from keystep.domain.bundles import Body, Claim, Erased, Header, OpenBundle, Reason
from keystep.domain.events import ERASED, Event, Recorded, chain, fact_of, genesis
from keystep.domain.facts import StationReported
from keystep.errors import EnvelopeRefused
from keystep.sync.body_text import read_text
from keystep.sync.signed import HASH, bad_shape

MAX_UNSEALED = 4 << 20
UTMOST_OFFSET = 24 * 60
IN_UTC = timedelta(0)
MAX_NAME = 200

# Control characters, line and paragraph separators, and what turns the writing round.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def read_body(header: Header, text: bytes) -> OpenBundle:
    """The bundle with this open ``header`` whose sealed part is ``text``.

    Raises EnvelopeRefused with the first Reason found.
    """
    if len(text) > MAX_UNSEALED:
        raise _too_large(len(text))
    body, events = read_text(text)
    if body.sealed_at.utcoffset() != IN_UTC:
        raise bad_shape("sealed_at is not UTC")
    for event in events:
        _require_sound(event)
    # The empty id is that of the station itself, and of whatever was erased.
    if not all(claim.learner for claim in body.claims):
        raise bad_shape("a claim for nobody")
    if body.header != header:
        raise _two_headers()
    _require_gapless(header, [event.seq for event in events], body.erased)
    return OpenBundle(
        header=header,
        sealed_at=body.sealed_at,
        health=body.health,
        claims=tuple(map(_shown, body.claims)),
        events=_chained(header, body, events),
        erased=body.erased,
    )


def _shown(claim: Claim) -> Claim:
    """Names go to screens and terminals, and on to other stations: what is none in them goes."""
    name, team = (_STEERING.sub("", text)[:MAX_NAME] for text in (claim.name, claim.team))
    return Claim(claim.learner, name, team)


def _require_gapless(header: Header, kept: list[int], erased: tuple[Erased, ...]) -> None:
    gone = [one.seq for one in erased]
    if not all(HASH.fullmatch(one.h) for one in erased):
        raise bad_shape("h of an erased event")
    rising = all(seqs == sorted(seqs) for seqs in (kept, gone))
    every, wanted = sorted(kept + gone), range(header.first, header.last + 1)
    if not rising or len(every) != len(wanted) or every != list(wanted):
        raise bad_shape(f"the events are not {header.first} to {header.last}, each once")


def _require_sound(event: Event) -> None:
    """What the types leave open: times that can be calculated with, and bodies of known kinds."""
    if not -UTMOST_OFFSET <= event.offset <= UTMOST_OFFSET:
        raise bad_shape(f"event {event.seq}: its offset")
    if event.kind == ERASED:
        raise bad_shape(f"event {event.seq}: its kind")
    try:
        fact = fact_of(event)
    except msgspec.ValidationError as fault:
        raise bad_shape(f"event {event.seq}: {fault}") from fault
    reported = type(fact) is StationReported and not _is_sound(fact.issued)
    if reported or not _is_sound(event.at):
        raise bad_shape(f"event {event.seq}: its time")


def _is_sound(at: datetime) -> bool:
    return (at.tzinfo is UTC or at.utcoffset() == IN_UTC) and 1 < at.year < 9999


def _chained(header: Header, body: Body, events: tuple[Event, ...]) -> tuple[Recorded, ...]:
    """The events with their h; at an erased seq the chain goes on from the h that is stated."""
    h = bytes.fromhex(header.before)
    starts_well = header.first > 1 or h == genesis(header.device, header.epoch)
    gone = {one.seq: bytes.fromhex(one.h) for one in body.erased}
    recorded = []
    for event, text in zip(events, body.events, strict=True):
        data = bytes(text)
        h = chain(gone.get(event.seq - 1, h) if gone else h, data)
        recorded.append(Recorded(event, data, h))
    h = gone.get(header.last, h)
    if not starts_well or h.hex() != header.after:
        raise EnvelopeRefused(
            Reason.BROKEN_CHAIN,
            "The events {first} to {last} do not follow from what came before them. The bundle was "
            "left alone; have the station seal them again.",
            first=header.first,
            last=header.last,
        )
    return tuple(recorded)


def _too_large(size: int) -> EnvelopeRefused:
    return EnvelopeRefused(
        Reason.TOO_LARGE,
        "Unsealed, the bundle has {size} bytes, more than the {most} that are read. It was left "
        "alone; update the station's Keystep.",
        size=size,
        most=MAX_UNSEALED,
    )


def _two_headers() -> EnvelopeRefused:
    return EnvelopeRefused(
        Reason.HEADER_MISMATCH,
        "What the bundle says in the open and under its seal differs. It was left alone; have "
        "the station seal these events again.",
    )
