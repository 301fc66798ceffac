"""What the office told its stations, and this database does not know of."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Catalog
from keystep.domain.trust import Asks
from keystep.services.assigning.spreading import take_asked
from keystep.services.forgetting import forget_ids
from keystep.sync.identity import line
from keystep.sync.inbox import read_catalogs
from keystep.sync.keys import AdminKeys
from keystep.sync.layout import CATALOG
from keystep.sync.receiver import read_hellos
from keystep.sync.share import Share


def take_own_word(
    ledger: Aggregate, keys: AdminKeys, share: Share, admin_keys: Iterable[str]
) -> bool:
    """Take in a catalog of our own that is newer than any this database gave out.

    There is one after a backup was put back, or where two admins share the work. Whom it forgot is
    forgotten here, whom it revoked is revoked up to the same event, its stations are enrolled, its
    packs are published, its learning breaks are proposed, and what it asked of people is asked. It
    counts where the first of ``admin_keys`` (base64) signed it that signed any. Returns whether
    there was one. Raises ShareUnreachable, ShareFull, NotSaved.
    """
    said = (read_catalogs(share, keys, key) for key in admin_keys)
    catalog = next(filter(None, said), None)
    if catalog is None or catalog.no <= ledger.last_number(CATALOG):
        return False
    ids = set(catalog.erasures).difference(ledger.roster.erased())
    forget_ids(ledger, keys, ids, catalog.issued)
    _enrol(ledger, keys, share, catalog)
    for revoked in catalog.revoked:
        ledger.members.take_revoked(revoked)
    for ref in catalog.packs:
        ledger.packs.publish(ref, catalog.issued)
    ledger.proposal.put(catalog.breaks)
    take_asked(ledger.papers, catalog, catalog.issued)
    return True


def admin_keys_of(share: Share, recovery: str) -> list[str]:
    """Every key that was the admin's on the way to the present one, the latest first, in base64.

    For whoever takes over with the ``recovery`` key. In everyday use a key that was given up has no
    say: it may have been given up because it was stolen. Followed from keys that are known, for
    anybody can state that the present one follows from theirs.
    """
    files = share.identity_files()
    lines = [line(files, known) for known in (recovery, share.pinned_key) if known]
    return [one.public_key for known in lines for one in reversed(known)]


def _enrol(ledger: Aggregate, keys: AdminKeys, share: Share, catalog: Catalog) -> None:
    """The catalog names keys: a station that asks with another one must be looked at again."""
    for hello in read_hellos(share, keys.unseal):
        ledger.members.note_hello(hello, catalog.issued)
    known = {station.device: station.public_key for station in catalog.stations}
    for asking in ledger.members.waiting():
        same = known.get(asking.device) == base64.b64encode(asking.public_key).decode()
        if asking.asks is Asks.ENROL and same:
            ledger.members.enrol(asking.device, catalog.issued)
