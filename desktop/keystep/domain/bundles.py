"""What travels through the share, and the verdict on each file found there."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Raw, Struct

from keystep.domain.assigning import Announcement, Assignment, Survey
from keystep.domain.breaks import BreakPlan
from keystep.domain.events import Recorded

MAX_EVENTS = 4_096
MAX_EVENT_BYTES = 1 << 20
HASH_DIGITS_IN_NAME = 16


class Claim(Struct, frozen=True):
    """Who a learner is. Names travel only here, inside the sealed part."""

    learner: str
    name: str
    team: str


class Heard(Struct, frozen=True, kw_only=True):
    """The highest numbers that a station has taken from the office; 0 before the first.

    An office that was restored from a backup gives out higher ones.
    """

    catalog: int = 0
    receipt: int = 0
    progress: int = 0


class Troubles(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody ought to see to at a station, as it was when it sealed.

    ``restarts`` is how often a kiosk's watchdog began the window again in the day before,
    ``frozen`` of them because it stood still. ``faults`` were found in its database. ``away_days``
    is for how many whole days an update waited for the folder. ``pausing``: after this bundle there
    may be no room for another until the office has confirmed some.
    """

    restarts: int = 0
    frozen: int = 0
    faults: int = 0
    away_days: int = 0
    pausing: bool = False


class Health(Struct, frozen=True, omit_defaults=True):
    """How a station fares; ``waiting`` is its count of events not yet sealed after this bundle.

    ``troubles`` is None where there are none, and from a station that tells of none.
    """

    program: str
    waiting: int
    free_mib: int
    heard: Heard = Heard()
    troubles: Troubles | None = None


class Erased(Struct, frozen=True):
    """What stays of an event that was erased: its place in the chain, ``h`` in hexadecimal."""

    seq: int
    h: str


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
    """The sealed part. ``header`` repeats the open one; ``events`` are their canonical bytes.

    ``events`` and ``erased`` together hold every seq of the header once, each in rising order.
    """

    header: Header
    sealed_at: datetime
    health: Health
    claims: tuple[Claim, ...]
    events: tuple[Raw, ...]
    erased: tuple[Erased, ...] = ()


class Batch(Struct, frozen=True, kw_only=True):
    """Events about to be sealed, as the log hands them over."""

    header: Header
    events: tuple[bytes, ...]
    claims: tuple[Claim, ...]
    waiting: int
    erased: tuple[Erased, ...] = ()


class OpenBundle(Struct, frozen=True, kw_only=True):
    """A verified and unsealed bundle; ``events`` carry their place in the chain."""

    header: Header
    sealed_at: datetime
    health: Health
    claims: tuple[Claim, ...]
    events: tuple[Recorded, ...]
    erased: tuple[Erased, ...] = ()


def bundle_name(epoch: str, no: int, sha: str) -> str:
    """What a bundle is called on the share; ``sha`` is the SHA-256 of its bytes in hexadecimal."""
    return f"{epoch}-{no}-{sha[:HASH_DIGITS_IN_NAME]}.json"


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
    NEW_EPOCH = "new_epoch"
    NEWER_VERSION = "newer_version"
    CANNOT_UNSEAL = "cannot_unseal"
    BAD_JSON = "bad_json"
    BAD_SHAPE = "bad_shape"
    HEADER_MISMATCH = "header_mismatch"
    BROKEN_CHAIN = "broken_chain"


HELD: frozenset[Reason] = frozenset(
    {
        Reason.UNSTABLE,
        Reason.UNKNOWN_STATION,
        Reason.NEW_EPOCH,
        Reason.NEWER_VERSION,
        Reason.CANNOT_UNSEAL,
    }
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
    """A station asking to be enrolled. ``public_key`` in base64.

    ``epoch`` is the one it writes now. ``name`` is "" where the reader cannot unseal it.
    ``signers`` are the ids of the keys that signed: that of ``public_key`` always, and after a
    change of keys those of ``earlier`` (base64), which were the same device's. ``invitation``
    names the secret that ``proof`` was made with, both "" where there is none.
    """

    share: str
    device: str
    epoch: str
    name: str
    public_key: str
    recipient: str
    signers: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    invitation: str = ""
    proof: str = ""


class ShareIdentity(Struct, frozen=True, kw_only=True):
    """What ``keystep-<n>.json`` says.

    ``public_key`` is the admin's and ``recovery`` the recovery key's (Ed25519, base64): either may
    sign the next one. ``recipients`` are age keys, the admin's and the recovery key's.
    """

    share: str
    organisation: str
    public_key: str
    recovery: str
    recipients: tuple[str, ...]


class Receipt(Struct, frozen=True, kw_only=True):
    """The admin's word to one station: imported up to ``last`` of ``epoch``, except ``missing``.

    ``missing`` holds (first, last) seqs that are asked for again; ``refused`` names files.
    ``files`` names imported bundles of this epoch, wherever they were found, as
    :func:`bundle_name` does: only they are confirmed, for another copy of the station's database
    may have written the same seqs. ``epochs`` are all of the station's from which anything is here.
    """

    no: int
    device: str
    epoch: str
    last: int
    missing: tuple[tuple[int, int], ...]
    refused: tuple[str, ...]
    issued: datetime
    files: tuple[str, ...]
    epochs: tuple[str, ...]


class CatalogStation(Struct, frozen=True, kw_only=True):
    device: str
    public_key: str


class Pin(Struct, frozen=True, kw_only=True):
    """The last event of an epoch that still counts; ``h`` in hexadecimal. Seq 0: none does."""

    epoch: str
    seq: int
    h: str


class Revoked(Struct, frozen=True, kw_only=True):
    """A station whose key was withdrawn; an epoch without a pin counts for nothing."""

    device: str
    since: datetime
    pins: tuple[Pin, ...]

    def pin_of(self, epoch: str) -> Pin | None:
        return next((pin for pin in self.pins if pin.epoch == epoch), None)


class PackRef(Struct, frozen=True, kw_only=True):
    """The version of a pack that stations are to have; ``file`` lies in ``packs/`` of the share.

    ``sha256`` in hexadecimal, ``size`` in bytes.
    """

    id: str
    version: str
    file: str
    sha256: str
    size: int


class KeyResultWord(Struct, frozen=True, kw_only=True):
    """A key result as learners see it: figures already worded, attainment in thousandths.

    ``skills`` ("pack/skill") and ``lessons`` ("pack/lesson") serve it as the office says.
    """

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
    skills: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()


class Catalog(Struct, frozen=True, kw_only=True):
    """The admin's numbered word to all stations; ``breaks`` holds for who chose none."""

    no: int
    share: str
    issued: datetime
    stations: tuple[CatalogStation, ...]
    key_results: tuple[KeyResultWord, ...]
    revoked: tuple[Revoked, ...] = ()
    packs: tuple[PackRef, ...] = ()
    erasures: tuple[str, ...] = ()
    breaks: BreakPlan | None = None
    assignments: tuple[Assignment, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    surveys: tuple[Survey, ...] = ()
