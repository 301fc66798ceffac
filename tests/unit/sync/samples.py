"""Keys, batches and a station's outbox, as the tests of this folder use them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from keystep.domain.bundles import (
    Batch,
    Claim,
    Header,
    Heard,
    Receipt,
    SealedBundle,
    ShareIdentity,
)
from keystep.domain.events import Instant, Recorded, genesis, record
from keystep.domain.facts import ItemAnswered, LearnerRegistered
from keystep.domain.responses import Written
from keystep.sync.bundle import seal_bundle
from keystep.sync.file_ops import FileOps
from keystep.sync.key_pair import KeyPair
from keystep.sync.keys import AdminKeys, StationKeys
from keystep.sync.receiver import write_identity
from keystep.sync.recovery import recovery_signer
from keystep.sync.share import Share

EPOCH = "00112233aabbccdd"
SHARE_ID = "3f8c1a5e-5d0b-4b0e-9c63-0d9f7f1c7a11"
LEARNER = "6a0f0b1e-0d5c-4d4d-8f1e-5a4d0f3f2b10"
NOW = Instant(datetime(2026, 11, 20, 9, 30, 15, 250_000, tzinfo=UTC), 60, "boot-1", 123_456)


def station() -> StationKeys:
    return StationKeys(*new_keys())


def renewed(keys: StationKeys) -> StationKeys:
    """The same station with new keys."""
    return StationKeys(*new_keys(), older=(keys, *keys.older))


def admin(recovery: KeyPair | None = None) -> AdminKeys:
    """An admin whose recovery key is ``recovery``, or one that nobody kept."""
    kept = recovery or recovery_key()
    return AdminKeys(*new_keys(), kept.recipient, kept.public_text)


def recovery_key() -> KeyPair:
    return recovery_signer(str(x25519.Identity.generate()))


def new_keys() -> tuple[Ed25519PrivateKey, x25519.Identity]:
    return Ed25519PrivateKey.generate(), x25519.Identity.generate()


def answer(text: str = "time") -> ItemAnswered:
    return ItemAnswered(
        pack="answering-customers",
        version="1.0.0",
        lesson="three-sentences",
        attempt="9d2f",
        step="check",
        item="word",
        skill="three-sentences",
        response=Written(text),
        score=1000,
        chance=0,
        duration_ms=4200,
    )


def recorded(device: str, count: int, text: str = "time") -> list[Recorded]:
    events: list[Recorded] = []
    h = genesis(device, EPOCH)
    for seq in range(1, count + 1):
        fact = LearnerRegistered() if seq == 1 else answer(text)
        events.append(record(seq, LEARNER, fact, NOW, h))
        h = events[-1].h
    return events


def batch(device: str, events: list[Recorded], first: int = 1, no: int = 1) -> Batch:
    """The events from ``first`` on; a heartbeat when there are none."""
    before = events[first - 2].h if first > 1 else genesis(device, EPOCH)
    taken = events[first - 1 :]
    header = Header(
        device=device,
        epoch=EPOCH,
        no=no,
        first=first,
        last=first + len(taken) - 1,
        before=before.hex(),
        after=(taken[-1].h if taken else before).hex(),
    )
    claims = (Claim(LEARNER, "Ada Krüger", "Hall 7"),)
    return Batch(header=header, events=tuple(e.data for e in taken), claims=claims, waiting=0)


def sealed(keys: StationKeys, office: AdminKeys, given: Batch) -> SealedBundle:
    return seal_bundle(
        given,
        keys,
        office.recipients,
        program="1.0.0",
        sealed_at=NOW.at,
        free_mib=512,
        heard=Heard(catalog=3, receipt=2, progress=1),
    )


def identity(office: AdminKeys, share: str = SHARE_ID) -> ShareIdentity:
    return ShareIdentity(
        share=share,
        organisation="Hall 7",
        public_key=office.public_text,
        recovery=office.recovery_public,
        recipients=office.recipients,
    )


def founded(root: Path, office: AdminKeys, ops: FileOps | None = None) -> Share:
    """A share at ``root``, through ``ops`` once it is there."""
    root.mkdir(exist_ok=True)
    write_identity(Share(root), identity(office), office)
    return Share(root, SHARE_ID, ops=ops or FileOps())


def receipt(device: str, no: int, last: int, epoch: str = EPOCH) -> Receipt:
    return Receipt(
        no=no,
        device=device,
        epoch=epoch,
        last=last,
        missing=(),
        refused=(),
        issued=NOW.at,
        files=(),
        epochs=(epoch,),
    )


def sha16(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


class Outbox:
    """A station's store, as far as publishing goes; each bundle holds the seq of its number."""

    epoch = EPOCH

    def __init__(self, bundles: list[SealedBundle]) -> None:
        self.bundles = bundles
        self.published: list[int] = []
        self.receipts: list[int] = []
        self.received = 0

    def unpublished(self) -> list[SealedBundle]:
        return [b for b in self.bundles if b.no not in self.published]

    def note_lost(self, there: Collection[str]) -> None:
        kept = {bundle.no for bundle in self.bundles if bundle.name in there}
        self.published = [no for no in self.published if no in kept or no <= self.received]

    def unreceived(self) -> list[SealedBundle]:
        return [b for b in self.bundles if b.no > self.received]

    def has_sealed(self, name: str) -> bool:
        return name in [b.name for b in self.bundles]

    def tip(self, epoch: str) -> int:
        return max((b.no for b in self.bundles), default=0) if epoch == self.epoch else 0

    def mark_published(self, no: int, now: Instant) -> None:
        self.published.append(no)

    def mark_received(self, got: Receipt, now: Instant) -> list[str]:
        self.receipts.append(got.no)
        self.received = max(self.received, got.last)
        return [b.name for b in self.bundles if b.no <= got.last]
