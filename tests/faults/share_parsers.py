"""Parsers of what lies on the share, reached through signatures and seals.

A sealed document is tried as two lines: what is signed, in which ``"@"`` stands for the sealed
part, and that part. They are put together and signed by the key that may. Sealing with age costs as
much as all the rest and hides nothing from a parser: one in 16 is sealed, of the others unsealing
hands over what it is given.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from msgspec.structs import asdict, replace
from pyrage import x25519

from keystep.domain.bundles import Body, Erased, Header, Health, OpenBundle
from keystep.domain.events import Recorded, canonical, chain, genesis, record
from keystep.domain.facts import Fact, StationReported
from keystep.domain.trust import KnownKey
from keystep.errors import BundleRefused, EnvelopeRefused
from keystep.sync.bundle import open_bundle
from keystep.sync.bundle_body import MAX_NAME, read_body
from keystep.sync.documents import read_catalog, read_progress, read_receipt
from keystep.sync.envelope import Family, Signer, open_envelope, plain, seal_envelope
from keystep.sync.hello import make_hello, read_hello
from keystep.sync.identity import line, make_identity, read_identity
from keystep.sync.key_pair import KeyPair, seal, unseal
from keystep.sync.keys import AdminKeys, StationKeys
from tests.faults.fuzzing import Target
from tests.faults.mutations import Seed, json_seed
from tests.unit.aggregate.builders import assessed, completed, played, reviewed, started
from tests.unit.sync.samples import EPOCH, LEARNER, NOW, SHARE_ID, answer, batch, identity, receipt
from tests.unit.sync.test_documents import catalog, progress

PLACEHOLDER = "@"
AGE_HEADER = b"age-encryption.org/"
ONE_IN = 16


class Hand(NamedTuple):
    """Signs as often as it takes, its id worked out once."""

    key_id: str
    sign: Callable[[bytes], bytes]
    public_key: bytes

    @classmethod
    def of(cls, pair: KeyPair) -> Hand:
        return cls(pair.key_id, pair.sign, pair.public_key)


def _signing(name: str) -> Ed25519PrivateKey:
    """Always the same, so that a case once found can be replayed."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


STATION = StationKeys(_signing("station"), x25519.Identity.generate())
LATER = StationKeys(_signing("later"), x25519.Identity.generate(), older=(STATION,))
RECOVERY = StationKeys(_signing("recovery"), x25519.Identity.generate())
OFFICE = AdminKeys(
    _signing("office"), x25519.Identity.generate(), RECOVERY.recipient, RECOVERY.public_text
)
THEIRS, OURS, LATELY = Hand.of(STATION), Hand.of(OFFICE), Hand.of(LATER)
KNOWN = {hand.key_id: hand.public_key for hand in (THEIRS, OURS)}.get
FACTS: Sequence[Fact] = (
    answer(),
    started(),
    completed(),
    reviewed(),
    assessed("pre", 600),  # type: ignore[arg-type]
    played(),
    StationReported(program="1.0.0", catalog=3, issued=NOW.at),
)


def recorded(*facts: Fact) -> list[Recorded]:
    events, h = list[Recorded](), genesis(STATION.device, EPOCH)
    for seq, fact in enumerate(facts, 1):
        events.append(record(seq, LEARNER, fact, NOW, h))
        h = events[-1].h
    return events


def body_of(events: list[Recorded], erased: int = 0) -> bytes:
    """What is sealed for ``events``; of the first ``erased`` only the place."""
    given = batch(STATION.device, events)
    body = Body(
        header=given.header,
        sealed_at=NOW.at.replace(microsecond=0),
        health=Health("1.0.0", 7, 512),
        claims=given.claims,
        events=tuple(msgspec.Raw(one.data) for one in events[erased:]),
        erased=tuple(Erased(one.event.seq, one.h.hex()) for one in events[:erased]),
    )
    return canonical(body)


BODIES = [
    body_of([]),
    body_of(recorded(*FACTS[:2])),
    body_of(recorded(*FACTS[2:4])),
    body_of(recorded(*FACTS[4:]), erased=1),
]


def header_of(text: bytes) -> Header:
    return msgspec.json.decode(text, type=Body).header


def mended(text: bytes) -> bytes:
    """``text`` with numbers and chain to fit its events, so that what is in them is looked at."""
    try:
        body = msgspec.json.decode(text)
        gone = {one["seq"]: bytes.fromhex(one["h"]) for one in body.get("erased", ())}
        h, last, kept = genesis(STATION.device, EPOCH), 0, iter(body["events"])
        for last in range(1, len(gone) + len(body["events"]) + 1):
            h = gone[last] if last in gone else chain(h, canonical(next(kept)))
        numbers = {"before": genesis(STATION.device, EPOCH).hex(), "first": 1, "no": 1}
        where = {"device": STATION.device, "epoch": EPOCH}
        body["header"] = {**where, **numbers, "last": last, "after": h.hex()}
        return canonical(body)
    except (ValueError, TypeError, AttributeError, KeyError, StopIteration, RecursionError):
        return text


def require_sound(opened: OpenBundle) -> None:
    """Gapless and chained, its names fit to be shown."""
    header, gone = opened.header, {one.seq: bytes.fromhex(one.h) for one in opened.erased}
    kept = {one.event.seq: one for one in opened.events}
    assert sorted([*gone, *kept]) == list(range(header.first, header.last + 1))
    h = bytes.fromhex(header.before)
    for seq in range(header.first, header.last + 1):
        h = gone[seq] if seq in gone else chain(h, kept[seq].data)
        assert seq in gone or kept[seq].h == h
    assert h.hex() == header.after
    assert all(canonical(msgspec.json.decode(one.data)) == one.data for one in opened.events)
    texts = [text for claim in opened.claims for text in (claim.name, claim.team)]
    assert not any("\x1b" in text or "\n" in text or len(text) > MAX_NAME for text in texts)


def body(_folder: Path) -> Target:
    """The sealed part of a bundle alone, as it is and with its chain mended."""

    def attempt(data: bytes) -> None:
        text = mended(data)
        try:
            header = header_of(text)
        except (ValueError, RecursionError):
            header = header_of(BODIES[1])
        require_sound(read_body(header, text))

    return Target([json_seed(text) for text in BODIES], attempt, EnvelopeRefused)


def bundle(_folder: Path) -> Target:
    owners = {THEIRS.key_id: KnownKey(device=STATION.device, public_key=THEIRS.public_key)}

    def attempt(data: bytes) -> None:
        file = signed(data, Family.BUNDLE, THEIRS)
        require_sound(open_bundle(file, owners.get, unsealed))

    seeds = [two_lines(asdict(header_of(text)), text) for text in BODIES]
    return Target(seeds, attempt, BundleRefused)


def envelope(_folder: Path) -> Target:
    def attempt(data: bytes) -> None:
        payload, signers = open_envelope(data, Family.BUNDLE, KNOWN)
        again = plain(data, Family.BUNDLE, KNOWN)
        assert open_envelope(again, Family.BUNDLE, KNOWN)[0] == payload
        assert plain(again, Family.BUNDLE, KNOWN) == again
        assert all(map(KNOWN, signers))

    signers: Sequence[tuple[Signer, ...]] = ((STATION,), (STATION, OFFICE), (RECOVERY, STATION))
    files = [seal_envelope(b'{"no":1}' + b" " * len(s), Family.BUNDLE, *s) for s in signers]
    return Target([json_seed(file) for file in files], attempt, EnvelopeRefused)


def the_catalog(_folder: Path) -> Target:
    def attempt(data: bytes) -> None:
        file = signed(data, Family.CATALOG, OURS)
        require_spelled(read_catalog(file, OFFICE.public_text, SHARE_ID, unsealed, above=0))

    given = catalog()
    outer = {"no": given.no, "sealed": "", "share": given.share}
    return Target([two_lines(outer, canonical(given))], attempt, EnvelopeRefused)


def the_receipt(_folder: Path) -> Target:
    def attempt(data: bytes) -> None:
        file = seal_envelope(data, Family.RECEIPT, OURS)
        require_spelled(read_receipt(file, OFFICE.public_text))

    plain_one = receipt(STATION.device, 4, 120)
    asking = replace(plain_one, missing=((7, 9), (12, 12)), refused=("x.json",), files=("y.json",))
    return Target([json_seed(canonical(r)) for r in (plain_one, asking)], attempt, EnvelopeRefused)


def the_progress(_folder: Path) -> Target:
    def attempt(data: bytes) -> None:
        file = signed(data, Family.PROGRESS, OURS)
        admin, device = OFFICE.public_text, STATION.device
        require_spelled(read_progress(file, admin, SHARE_ID, device, unsealed, above=0))

    given = progress(device=STATION.device)
    outer = {"device": given.device, "no": given.no, "sealed": "", "share": given.share}
    return Target([two_lines(outer, canonical(given))], attempt, EnvelopeRefused)


def hello(_folder: Path) -> Target:
    def attempt(data: bytes) -> None:
        file = signed(data, Family.HELLO, THEIRS, LATELY)
        said = read_hello(file, unsealed)
        assert said.device in said.signers
        assert said.name.isprintable()
        assert len(said.name) <= MAX_NAME

    seeds = []
    for keys in (STATION, LATER):
        file = make_hello(keys, identity(OFFICE), EPOCH, "Van 12", invitation=("7f0c", b"secret"))
        payload, _ = open_envelope(file, Family.HELLO, keys.key_of)
        seeds.append(two_lines(msgspec.json.decode(payload), b"Van 12"))
    return Target(seeds, attempt, EnvelopeRefused)


def share_identity(_folder: Path) -> Target:
    first = make_identity(identity(OFFICE), OFFICE)

    def attempt(data: bytes) -> None:
        file = seal_envelope(data, Family.SHARE, OURS, THEIRS)
        read_identity(file)
        found = line([first, file], OFFICE.public_text)
        assert found[0] == identity(OFFICE)
        assert all(one.share == SHARE_ID for one in found)

    following = replace(identity(OFFICE), public_key=STATION.public_text)
    return Target(
        [json_seed(canonical(one)) for one in (identity(OFFICE), following)],
        attempt,
        EnvelopeRefused,
    )


def two_lines(outer: dict[str, Any], inner: bytes) -> Seed:
    """A sealed document as it is tried."""
    return json_seed(canonical({**outer, "sealed": PLACEHOLDER}) + b"\n" + inner)


def signed(data: bytes, family: Family, *signers: Signer) -> bytes:
    """The file that the two lines of ``data`` make."""
    outer, _, inner = data.partition(b"\n")
    if zlib.crc32(data) % ONE_IN == 0:
        inner = seal(inner, [STATION.recipient])
    payload = outer.replace(b'"@"', b'"' + base64.b64encode(inner) + b'"')
    return seal_envelope(payload, family, *signers)


def unsealed(data: bytes) -> bytes:
    return unseal(data, STATION.identity) if data.startswith(AGE_HEADER) else data


def require_spelled(document: Struct | None) -> None:
    """What was taken says the same when it is written again."""
    if document is not None:
        again = msgspec.json.decode(canonical(document), type=type(document))
        assert again == document
