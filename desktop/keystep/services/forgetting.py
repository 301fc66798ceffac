"""Forgetting a person in one database of the office: its own, or a copy in a backup."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec
from msgspec import Struct

from keystep.aggregate import Aggregate
from keystep.errors import EnvelopeRefused
from keystep.sync.envelope import Family, parse_envelope
from keystep.sync.keys import AdminKeys


class Sealed(Struct):
    """The part of a bundle's payload that holds the events."""

    sealed: bytes


def forget(ledger: Aggregate, keys: AdminKeys, person: str, now: datetime) -> tuple[str, ...]:
    """Empty all that ``ledger`` holds of a person; returns every id of theirs.

    Of the files that are set aside, the bytes go where the person is in them, or where that cannot
    be ruled out: their reason stays, and they are read again from the share while they lie there.
    """
    ids = ledger.roster.erase(person, now)
    aside = ledger.roster.quarantined_bytes()
    suspect = [sha for sha, data in aside if not _is_free_of(data, ids, keys)]
    ledger.roster.forget_bytes(suspect)
    return ids


def forget_ids(ledger: Aggregate, keys: AdminKeys, ids: Collection[str], now: datetime) -> None:
    """Forget the person who went by ``ids`` elsewhere.

    A copy from before may hold one of them as somebody else's, who must not be forgotten with them.
    """
    for merge in ledger.roster.history():
        if merge.undone_at is None and (merge.learner in ids) != (merge.person in ids):
            ledger.roster.unmerge(merge.learner, now)
    for id_ in ids:
        forget(ledger, keys, id_, now)


def _is_free_of(data: bytes, ids: Collection[str], keys: AdminKeys) -> bool:
    """Whether a bundle, sound or not, surely names none of ``ids``."""
    try:
        payload = msgspec.json.decode(parse_envelope(data, Family.BUNDLE).payload, type=Sealed)
        events = keys.unseal(payload.sealed)
    except (EnvelopeRefused, msgspec.DecodeError):
        return False
    return not any(id_.encode() in events for id_ in ids)
