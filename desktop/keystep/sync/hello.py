"""``hello-<n>.json``: a station's keys, asking to be enrolled."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.bundles import Hello, ShareIdentity
from keystep.domain.events import canonical
from keystep.domain.trust import key_id, proof_of
from keystep.errors import EnvelopeRefused, UsageError
from keystep.sync.envelope import MAX_SIGNATURES, Family, seal_envelope, verify
from keystep.sync.key_pair import KeyPair, seal
from keystep.sync.keys import StationKeys
from keystep.sync.signed import (
    EPOCH,
    Unseal,
    among,
    bad_shape,
    raw_key,
    require_recipients,
    self_signed,
)

MAX_NAME = 200


class WrittenHello(Struct, frozen=True, kw_only=True):
    """A hello as it is signed. ``sealed`` holds the name, for the office and the station itself;
    ``earlier`` are the station's public keys from before, which sign too."""

    share: str
    device: str
    epoch: str
    public_key: str
    recipient: str
    earlier: tuple[str, ...] = ()
    invitation: str = ""
    proof: str = ""
    sealed: bytes


def make_hello(
    keys: StationKeys,
    identity: ShareIdentity,
    epoch: str,
    name: str,
    *,
    invitation: tuple[str, bytes] | None = None,
) -> bytes:
    """Ask to be enrolled as ``name`` in the share of ``identity``, writing ``epoch``.

    ``invitation`` is the id and the secret of one, where the station has it. Raises UsageError when
    the name cannot be shown.
    """
    if not _can_be_shown(name):
        raise UsageError(
            "A station's name is one line of at most {most} characters. Choose another.",
            most=MAX_NAME,
        )
    id_, secret = invitation or ("", b"")
    earlier = _endorsers(keys)
    hello = WrittenHello(
        share=identity.share,
        device=keys.device,
        epoch=epoch,
        public_key=keys.public_text,
        recipient=keys.recipient,
        earlier=tuple(pair.public_text for pair in earlier),
        invitation=id_,
        sealed=seal(name.encode(), (*identity.recipients, keys.recipient)),
    )
    proven = replace(hello, proof=proof_of(secret, hello)) if invitation else hello
    return seal_envelope(canonical(proven), Family.HELLO, keys, *earlier)


def read_hello(data: bytes, unseal: Unseal | None) -> Hello:
    """A hello signed by the key that it states, from the device of a key that signed.

    It shows that its writer has these keys, no more: whose station it is, people must confirm. The
    name is "" where ``unseal`` is None or cannot open it. Raises EnvelopeRefused.
    """
    written, envelope = self_signed(data, Family.HELLO, WrittenHello, lambda one: one.public_key)
    signers = verify(envelope, among((written.public_key, *written.earlier)))
    if written.device not in signers:
        raise bad_shape("its device is not that of a key that signed")
    if not EPOCH.fullmatch(written.epoch):
        raise bad_shape("its epoch")
    require_recipients(written.recipient)
    return Hello(
        share=written.share,
        device=written.device,
        epoch=written.epoch,
        name=_name(written.sealed, unseal),
        public_key=written.public_key,
        recipient=written.recipient,
        signers=signers,
        earlier=tuple(key for key in written.earlier if key_id(raw_key(key)) in signers),
        invitation=written.invitation,
        proof=written.proof,
    )


def _endorsers(keys: StationKeys) -> tuple[KeyPair, ...]:
    """As many earlier keys as may sign beside the present one, the first of all among them."""
    latest = MAX_SIGNATURES - 2
    return (*keys.older[:latest], *keys.older[latest:][-1:])


def _name(sealed: bytes, unseal: Unseal | None) -> str:
    if unseal is None:
        return ""
    try:
        name = unseal(sealed).decode()
    except EnvelopeRefused:
        return ""
    except UnicodeDecodeError as fault:
        raise bad_shape("its name") from fault
    if not _can_be_shown(name):
        raise bad_shape("its name cannot be shown")
    return name


def _can_be_shown(name: str) -> bool:
    return name.isprintable() and len(name) <= MAX_NAME
