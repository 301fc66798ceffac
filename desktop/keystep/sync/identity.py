"""``keystep-<n>.json``: whose share it is, and who may say so next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain

from msgspec import Struct

from keystep.domain.bundles import ShareIdentity
from keystep.domain.events import canonical
from keystep.errors import EnvelopeRefused
from keystep.sync.envelope import Envelope, Family, Signer, seal_envelope, verify
from keystep.sync.signed import among, raw_key, require_recipients, self_signed


class Stated(Struct, frozen=True):
    """An identity that its own key signed, and everything else that signed it."""

    identity: ShareIdentity
    envelope: Envelope

    def is_endorsed(self, public_keys: Iterable[str]) -> bool:
        """Whether one of these keys signed, and none of them wrongly."""
        try:
            return bool(verify(self.envelope, among(public_keys)))
        except EnvelopeRefused:
            return False


def make_identity(identity: ShareIdentity, *signers: Signer) -> bytes:
    """``signers``: the key that ``identity`` states and, after the first, the admin's one before or
    the recovery key of that time; where a recovery key is new, that one too."""
    return seal_envelope(canonical(identity), Family.SHARE, *signers)


def read_identity(data: bytes) -> ShareIdentity:
    """An identity signed by the key that it states. Raises EnvelopeRefused."""
    return _stated(data).identity


def succession(files: Iterable[bytes], pinned_key: str | None) -> ShareIdentity | None:
    """Who the share belongs to now: the end of the :func:`line`, None where nothing follows."""
    return next(iter(line(files, pinned_key)[-1:]), None)


def line(files: Iterable[bytes], pinned_key: str | None) -> tuple[ShareIdentity, ...]:
    """Whom the share belonged to, one after the other, followed from ``pinned_key`` (base64).

    Each next one must name the same share and be signed by its own key and by the one before it or
    the recovery key of that time, which is given up then. Without a pinned key the first valid file
    is where it starts. ``files`` are in the order of their numbers, which decides only between two
    that follow from the same one.
    """
    left = list(_readable(files))
    following, found = _start(left, pinned_key), list[ShareIdentity]()
    while following is not None:
        left.remove(following)
        found.append(following.identity)
        following = _next(left, following.identity)
    return tuple(found)


def speaks_of(files: Iterable[bytes], share: str) -> bool:
    """Whether any of ``files`` is about the share with this id, whoever wrote it."""
    return any(one.identity.share == share for one in _readable(files))


def _stated(data: bytes) -> Stated:
    stated = Stated(*self_signed(data, Family.SHARE, ShareIdentity, lambda one: one.public_key))
    raw_key(stated.identity.recovery)
    require_recipients(*stated.identity.recipients)
    return stated


def _readable(files: Iterable[bytes]) -> Iterator[Stated]:
    for data in files:
        with suppress(EnvelopeRefused):
            yield _stated(data)


def _start(left: Sequence[Stated], pinned_key: str | None) -> Stated | None:
    """The file that states the pinned key; where it is gone, one that this key signed."""
    if pinned_key is None:
        return next(iter(left), None)
    stating = (one for one in left if one.identity.public_key == pinned_key)
    endorsed = (one for one in left if one.is_endorsed([pinned_key]))
    return next(chain(stating, endorsed), None)


def _next(left: Sequence[Stated], current: ShareIdentity) -> Stated | None:
    same_share = (one for one in left if one.identity.share == current.share)
    return next((one for one in same_share if one.is_endorsed(_heirs(one, current))), None)


def _heirs(one: Stated, current: ShareIdentity) -> tuple[str, ...]:
    """Who may say that ``one`` follows. A recovery key signs where it is named, too: it leads on
    only to where another takes its place."""
    recovered = one.identity.recovery != current.recovery
    return (current.public_key, current.recovery) if recovered else (current.public_key,)
