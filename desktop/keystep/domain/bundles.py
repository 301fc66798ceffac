"""What travels through the share, and the verdict on each file found there."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Raw, Struct

from keystep.domain.events import Recorded

MAX_EVENTS = 4_096
MAX_EVENT_BYTES = 1 << 20


class Claim(Struct, frozen=True):
    """Who a learner is. Names travel only here, inside the sealed part."""

    learner: str
    name: str
    team: str


class Health(Struct, frozen=True):
    """How a station fares; ``waiting`` is its count of events not yet sealed after this bundle."""

    program: str
    waiting: int
    free_mib: int


class Header(Struct, frozen=True, kw_only=True):
    """The part of a bundle that anybody may read.

    ``first`` and ``last`` are seqs, ends included; a heartbeat has ``first == last + 1``.
    ``before`` and ``after`` are h before ``first`` and at ``last``, in hexadecimal.
    """

    device: str
    epoch: str
    no: int
    first: int
    last: int
    before: str
    after: str


class Body(Struct, frozen=True, kw_only=True):
    """The sealed part. ``header`` repeats the open one; ``events`` are their canonical bytes."""

    header: Header
    sealed_at: datetime
    health: Health
    claims: tuple[Claim, ...]
    events: tuple[Raw, ...]


class Batch(Struct, frozen=True, kw_only=True):
    """Events about to be sealed, as the log hands them over."""

    header: Header
    events: tuple[bytes, ...]
    claims: tuple[Claim, ...]
    waiting: int


class OpenBundle(Struct, frozen=True, kw_only=True):
    """A verified and unsealed bundle; ``events`` carry their place in the chain."""

    header: Header
    sealed_at: datetime
    health: Health
    claims: tuple[Claim, ...]
    events: tuple[Recorded, ...]


class SealedBundle(Struct, frozen=True):
    """The final bytes; a retry publishes exactly these."""

    no: int
    name: str
    data: bytes


class Reason(StrEnum):
    """Why a file from the share was not imported."""

    NOT_A_FILE = "not_a_file"
    TOO_LARGE = "too_large"
    UNSTABLE = "unstable"
    BAD_ENVELOPE = "bad_envelope"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_STATION = "unknown_station"
    REVOKED = "revoked"
    NEWER_VERSION = "newer_version"
    CANNOT_UNSEAL = "cannot_unseal"
    BAD_JSON = "bad_json"
    BAD_SHAPE = "bad_shape"
    HEADER_MISMATCH = "header_mismatch"
    BROKEN_CHAIN = "broken_chain"


HELD: frozenset[Reason] = frozenset(
    {Reason.UNSTABLE, Reason.UNKNOWN_STATION, Reason.NEWER_VERSION, Reason.CANNOT_UNSEAL}
)


class Verdict(StrEnum):
    NEW = "new"
    DUPLICATE = "duplicate"
    HELD = "held"
    REFUSED = "refused"


class Imported(Struct, frozen=True, kw_only=True):
    """The outcome for one file; ``station`` is its name, or "" where it is not known."""

    file: str
    verdict: Verdict
    size: int
    station: str = ""
    no: int = 0
    events: int = 0
    reason: Reason | None = None
    detail: str = ""


class Enrolled(Struct, frozen=True, kw_only=True):
    """A station as the admin knows it. ``public_key`` is raw Ed25519, ``recipient`` an age key."""

    device: str
    name: str
    public_key: bytes
    recipient: str


class Hello(Struct, frozen=True, kw_only=True):
    """A station asking to be enrolled. ``public_key`` in base64."""

    share: str
    device: str
    name: str
    public_key: str
    recipient: str


class ShareIdentity(Struct, frozen=True, kw_only=True):
    """What ``keystep-<n>.json`` says. ``public_key`` in base64; ``recipients`` are age keys."""

    share: str
    organisation: str
    public_key: str
    recipients: tuple[str, ...]


class Receipt(Struct, frozen=True, kw_only=True):
    """The admin's word to one station: imported up to ``last`` of ``epoch``, except ``missing``.

    ``missing`` holds (first, last) seqs that are asked for again; ``refused`` names files.
    """

    no: int
    device: str
    epoch: str
    last: int
    missing: tuple[tuple[int, int], ...]
    refused: tuple[str, ...]
    issued: datetime


class CatalogStation(Struct, frozen=True, kw_only=True):
    device: str
    public_key: str


class KeyResultWord(Struct, frozen=True, kw_only=True):
    """A key result as learners see it: figures already worded, attainment in thousandths."""

    id: str
    title: str
    unit: str
    baseline: str
    target: str
    now: str
    attainment: int | None
    elapsed: int
    status: str
    low: str = ""
    high: str = ""
    basis: str = ""


class Catalog(Struct, frozen=True, kw_only=True):
    """The admin's numbered word to all stations."""

    no: int
    share: str
    issued: datetime
    stations: tuple[CatalogStation, ...]
    key_results: tuple[KeyResultWord, ...]
