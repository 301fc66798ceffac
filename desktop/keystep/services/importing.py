"""Taking in what the stations left on the share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import Struct

from keystep.domain.bundles import HELD, Enrolled, Imported, Reason, Verdict
from keystep.errors import BundleRefused, ShareFull, ShareUnreachable, SurroundingsError
from keystep.services.office import Office
from keystep.services.stations import greet_stations, publish_catalog
from keystep.sync.bundle import open_bundle
from keystep.sync.receiver import scan_bundles, write_receipt
from keystep.sync.share import Found, Share


class Progress(Struct, frozen=True):
    """How far an import is: files read of all, and new events so far."""

    done: int
    total: int
    file: str
    events: int


@dataclass(frozen=True)
class ImportReport:
    """What one import did, file by file; ``cancelled`` when it was stopped between two files.

    ``unanswered`` is why receipts and catalog could not be written, on a stick that is write
    protected, say: what was imported counts all the same, and the next import answers.
    """

    files: tuple[Imported, ...]
    cancelled: bool = False
    unanswered: SurroundingsError | None = None

    def count(self, verdict: Verdict) -> int:
        return sum(file.verdict is verdict for file in self.files)

    @property
    def events(self) -> int:
        return sum(file.events for file in self.files)


def never() -> bool:
    """The answer of a caller who never cancels."""
    return False


def silent(_progress: Progress) -> None:
    """For a caller who shows no progress."""


def import_share(
    office: Office,
    on_progress: Callable[[Progress], None] = silent,
    cancelled: Callable[[], bool] = never,
    root: Path | None = None,
) -> ImportReport:
    """Import every bundle on the share, then write receipts and the catalog there.

    ``root`` is another copy of the share, such as a stick, or a folder of several copies. Each
    bundle is one transaction; a bad file is held or refused with its reason and its bytes, and its
    neighbours go on. Raises ShareUnreachable, UsageError while locked.
    """
    _ = office.unlocked
    shares = _copies(office, root) if root else (office.share,)
    files = [(share, found) for share in shares for found in _bundles_on(office, share)]
    enrolled = {station.device: station for station in office.ledger.stations()}
    started = office.clock.now().at
    outcomes: list[Imported] = []
    events = 0
    for done, (share, found) in enumerate(files):
        if cancelled():
            return ImportReport(tuple(outcomes), cancelled=True)
        on_progress(Progress(done, len(files), found.name, events))
        outcomes.append(_import_file(office, enrolled, share, found))
        events += outcomes[-1].events
    office.ledger.forget_unstable({found.place for _, found in files}, started)
    unanswered = _answer(office, shares)
    on_progress(Progress(len(files), len(files), "", events))
    return ImportReport(tuple(outcomes), unanswered=unanswered)


def _copies(office: Office, root: Path) -> tuple[Share, ...]:
    """The share at ``root``, or where there is none, those in the folders right below it."""
    share = replace(office.share, root=root)
    try:
        share.read_identity()
    except ShareUnreachable:
        below = tuple(replace(share, root=root / name) for name in share.folders(""))
        copies = tuple(copy for copy in below if _is_here(copy))
        if not copies:
            raise
        return copies
    return (share,)


def _is_here(share: Share) -> bool:
    try:
        share.read_identity()
    except ShareUnreachable:
        return False
    return True


def _bundles_on(office: Office, share: Share) -> tuple[Found, ...]:
    greet_stations(office, share)
    return tuple(scan_bundles(share))


def _import_file(
    office: Office, enrolled: Mapping[str, Enrolled], share: Share, found: Found
) -> Imported:
    """Import one file of ``share``, or keep it with the reason why not."""

    def key_of(device: str) -> bytes | None:
        return enrolled[device].public_key if device in enrolled else None

    ledger, now = office.ledger, office.clock.now().at
    data = b""
    try:
        data = share.read(found)
        sha = hashlib.sha256(data).hexdigest()
        if ledger.has_bundle(sha):
            return Imported(file=found.name, verdict=Verdict.DUPLICATE, size=len(data))
        opened = open_bundle(data, key_of, office.unlocked.unseal)
    except BundleRefused as refusal:
        return _set_aside(office, found, data, refusal)
    verdict, events = ledger.import_bundle(sha, found.place, opened, now)
    return Imported(
        file=found.name,
        verdict=verdict,
        size=len(data),
        station=enrolled[opened.header.device].name,
        no=opened.header.no,
        events=events,
    )


def _set_aside(office: Office, found: Found, data: bytes, refusal: BundleRefused) -> Imported:
    reason = Reason(refusal.reason)
    verdict = Verdict.HELD if reason in HELD else Verdict.REFUSED
    place, now = found.place, office.clock.now().at
    office.ledger.set_aside(name=place, data=data, verdict=verdict, refusal=refusal, now=now)
    return Imported(file=place, verdict=verdict, size=len(data), reason=reason, detail=str(refusal))


def _answer(office: Office, shares: Sequence[Share]) -> SurroundingsError | None:
    """Write receipts and catalog to every share; the last reason why one could not take them."""
    receipts, unanswered = office.ledger.receipts(office.clock.now().at), None
    for share in shares:
        try:
            for receipt in receipts:
                write_receipt(share, receipt, office.unlocked)
            publish_catalog(office, share)
        except (ShareFull, ShareUnreachable) as fault:
            unanswered = fault
    return unanswered
