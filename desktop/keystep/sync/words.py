"""Eight words that station and office both show, so that people can tell whom they trust."""

from __future__ import annotations

import hashlib

from mnemonic import Mnemonic

from keystep.domain.bundles import ShareIdentity
from keystep.domain.events import canonical

WORDS = 8
BITS = 11  # 2,048 words
SALT = b"keystep eight words"


def eight_words(
    identity: ShareIdentity, device: str, public_key: str, recipient: str
) -> tuple[str, ...]:
    """The words for the station with these keys in the share of ``identity``.

    ``public_key`` is in base64 and ``recipient`` an age recipient, as in the station's hello. They
    are 88 bits of scrypt over all that either side is about to pin. Whoever stands between the two
    may vary the keys that he shows to each, so 2^44 tries would give him a pair with equal words:
    each try is made to cost some 50 ms and 16 MiB.
    """
    pinned = {
        "admin": identity.public_key,
        "device": device,
        "public_key": public_key,
        "recipient": recipient,
        "recipients": identity.recipients,
        "recovery": identity.recovery,
        "share": identity.share,
    }
    length = WORDS * BITS // 8
    digest = hashlib.scrypt(canonical(pinned), salt=SALT, n=1 << 14, r=8, p=1, dklen=length)
    number = int.from_bytes(digest)
    words = Mnemonic("english").wordlist
    places = (number >> BITS * place & (1 << BITS) - 1 for place in reversed(range(WORDS)))
    return tuple(words[place] for place in places)
