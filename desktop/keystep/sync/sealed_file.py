"""Large files under age, a piece at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

import pyrage
from pyrage import x25519

from keystep.domain.bundles import Reason
from keystep.errors import EnvelopeRefused


def seal_stream(plain: IO[bytes], sealed: IO[bytes], recipients: Sequence[str]) -> None:
    """Write ``plain`` to ``sealed``: any one of ``recipients`` (at least one) can open it."""
    keys = [x25519.Recipient.from_str(recipient) for recipient in recipients]
    pyrage.encrypt_io(plain, sealed, keys)


def unseal_stream(
    sealed: IO[bytes], plain: IO[bytes], identities: Sequence[x25519.Identity]
) -> None:
    """Write what ``sealed`` holds to ``plain``; only a whole and unchanged one ends well.

    Raises EnvelopeRefused with CANNOT_UNSEAL.
    """
    try:
        pyrage.decrypt_io(sealed, plain, list(identities))
    except pyrage.DecryptError as fault:
        raise EnvelopeRefused(
            Reason.CANNOT_UNSEAL,
            "The sealed part cannot be opened with the keys that are here ({fault}). Open it where "
            "the key is that it was sealed to.",
            fault=str(fault),
        ) from fault
