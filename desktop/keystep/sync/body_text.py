"""The sealed part of a bundle as values, out of canonical JSON.

There is one way that is always right: without types first, as for every file. It takes three times
as long as the quick one, which does for what stations seal. A text that the types encode to again,
byte for byte, can differ from canonical JSON only in what they leave open inside of events: so that
is looked at, and the rest of it in the one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import methodcaller
from typing import Any

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import asdict, replace

from keystep.domain.bundles import Body, Claim, Erased, Header, Health
from keystep.domain.events import Event, canonical
from keystep.sync.canonical import (
    MAX_DEPTH,
    bound_values,
    has_long_digits,
    has_nul,
    no_fraction,
    parse_canonical,
    shaped,
)
from keystep.sync.signed import bad_shape

DEPTH_OF_EVENTS = 3
_OPENERS = (methodcaller("count", b"{"), methodcaller("count", b"["))
Told = tuple[Body, tuple[Event, ...]]


class _Typed(Struct, frozen=True, kw_only=True):
    """A :class:`Body` with its events as such."""

    header: Header
    sealed_at: datetime
    health: Health
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    erased: tuple[Erased, ...] = ()


def read_text(text: bytes) -> Told:
    """The body in ``text``, and its events typed as well.

    Raises EnvelopeRefused: TOO_LARGE, BAD_JSON or BAD_SHAPE.
    """
    return read_quickly(text) or read_thoroughly(text)


def read_thoroughly(text: bytes) -> Told:
    """:func:`read_text`, whatever the text is like."""
    value = parse_canonical(text)
    return shaped(text, Body), _events(value)


def read_quickly(text: bytes) -> Told | None:
    """:func:`read_text` for a text as stations seal it; None for any other."""
    bound_values(text)
    try:
        typed = msgspec.json.Decoder(_Typed, float_hook=no_fraction).decode(text)
    except (ValueError, RecursionError):
        return None
    encode = msgspec.json.Encoder(order="sorted").encode
    texts = [encode(event) for event in typed.events]
    body = Body(**{**asdict(typed), "events": tuple(map(Raw, texts))})
    if canonical(body) != text or not _are_plain(texts):
        return None
    parse_canonical(canonical(replace(body, events=())))
    return body, typed.events


def _are_plain(texts: Sequence[bytes]) -> bool:
    """Whether no event comes near a bound of canonical JSON."""
    together, most = b"".join(texts), MAX_DEPTH - DEPTH_OF_EVENTS
    if has_nul(together) or has_long_digits(together):
        return False
    return sum(max(map(count, texts), default=0) for count in _OPENERS) <= most


def _events(value: Any) -> tuple[Event, ...]:
    """Typed events out of a body that is already known to have the right shape."""
    try:
        return msgspec.convert(value["events"], tuple[Event, ...])
    except msgspec.ValidationError as fault:
        raise bad_shape(f"event {fault}") from fault
