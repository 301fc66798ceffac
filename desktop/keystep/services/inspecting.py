"""What a file from the share is, found out without changing anything."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from keystep.aggregate.quarantine import Quarantined
from keystep.aggregate.seen import SeenFile
from keystep.domain.bundles import HELD, Imported, OpenBundle, Reason, Revoked, Verdict
from keystep.domain.trust import KnownKey, admitted
from keystep.errors import BundleRefused
from keystep.services.office import Office
from keystep.sync.bundle import open_bundle
from keystep.sync.envelope import Family, plain
from keystep.sync.found import Found
from keystep.sync.share import Share


@dataclass(frozen=True)
class Look:
    """A file, looked at: ``opened`` where it can be imported, ``refusal`` where it cannot.

    With neither it is here already. ``name`` can be shown and says where the file lies; ``sha`` is
    its SHA-256 in hexadecimal, "" where it could not be read; ``data`` is what was read, nothing
    where that was not needed. Only a part of it may count until its station is trusted again: then
    it is not ``whole``, and ``sha`` stands for that part.
    """

    name: str
    size: int
    sha: str = ""
    data: bytes = b""
    opened: OpenBundle | None = None
    refusal: BundleRefused | None = None
    whole: bool = True

    @property
    def verdict(self) -> Verdict:
        if self.refusal is not None:
            return Verdict.HELD if Reason(self.refusal.reason) in HELD else Verdict.REFUSED
        return Verdict.NEW if self.opened is not None else Verdict.DUPLICATE


@dataclass(frozen=True)
class Inspector:
    """Looks at files with what the office knew when the import began.

    ``here`` are the bundles that were imported, by SHA-256; ``revoked`` the stations that were, by
    device; ``seen`` the files read before, by place; ``aside`` those in quarantine, by SHA-256;
    ``names`` are the stations'.
    """

    office: Office
    here: set[str]
    keyring: Mapping[str, KnownKey]
    epochs: Collection[tuple[str, str]]
    revoked: Mapping[str, Revoked]
    seen: Mapping[str, SeenFile]
    aside: Mapping[str, Quarantined]
    names: Mapping[str, str]

    def look(self, share: Share, found: Found) -> Look:
        """Read a file and say what may count of it."""
        return self.judged(self.read(share, found))

    def read(self, share: Share, found: Found) -> Look:
        """What a file holds, whoever may speak; the database is not asked.

        A file that has not changed since it was read is not read again.
        """
        before = self.seen.get(place_of(share, found))
        if before is not None and (before.size, before.mtime_ns) == (found.size, found.mtime_ns):
            known = self._known(before.sha, found)
            if known is not None:
                return known
        try:
            data = share.read(found)
        except BundleRefused as refusal:
            return Look(found.place, found.size, refusal=refusal)
        return self.read_bytes(found.place, data)

    def read_bytes(self, name: str, data: bytes) -> Look:
        """As :meth:`read`, of the bytes of a file called ``name``."""
        sha = _sha(data)
        if sha in self.here:
            return Look(name, len(data), sha, data)
        try:
            opened = open_bundle(data, self.keyring.get, self.office.unlocked.unseal)
        except BundleRefused as refusal:
            return Look(name, len(data), sha, data, refusal=refusal)
        if (spelled := plain(data, Family.BUNDLE, self._raw_key)) != data:
            sha = _sha(spelled)
            if sha in self.here:
                return Look(name, len(data), sha, data)
        return Look(name, len(data), sha, data, opened)

    def judged(self, look: Look) -> Look:
        """What of a file that was read may count by now."""
        opened = look.opened
        if opened is None:
            return look
        try:
            counts = self._admitted(opened)
        except BundleRefused as refusal:
            return self.refused(look, refusal)
        if counts.header.last == opened.header.last:
            return replace(look, opened=counts)
        part = _sha(f"{look.sha} up to {counts.header.last}".encode())
        known = part in self.here
        return Look(look.name, look.size, part, look.data, None if known else counts, whole=False)

    def refused(self, look: Look, refusal: BundleRefused) -> Look:
        """Nothing counts of a file that could be read; it is set aside as it is."""
        return Look(look.name, look.size, _sha(look.data), look.data, refusal=refusal)

    def told(self, look: Look) -> Imported:
        """What an import would make of it."""
        header = look.opened.header if look.opened else None
        return Imported(
            file=look.name,
            verdict=look.verdict,
            size=look.size,
            station=self.names.get(header.device, "") if header else "",
            no=header.no if header else 0,
            events=len(look.opened.events) if look.opened else 0,
            reason=Reason(look.refusal.reason) if look.refusal else None,
            detail=str(look.refusal or ""),
        )

    def can_help(self, aside: Quarantined) -> bool:
        """Whether the cause for which a file was set aside may be gone by now."""
        told = aside.detail.values
        device, epoch = str(told.get("device", "")), str(told.get("epoch", ""))
        match aside.reason:
            case Reason.UNKNOWN_STATION:
                return told.get("key") in self.keyring
            case Reason.NEW_EPOCH:
                return (device, epoch) in self.epochs
            case Reason.REVOKED:
                if device not in self.revoked:
                    return True
                pin = self.revoked[device].pin_of(epoch)
                return pin is not None and int(told.get("first", 0)) <= pin.seq
        return aside.verdict is Verdict.HELD and aside.reason is not Reason.UNSTABLE

    def _known(self, sha: str, found: Found) -> Look | None:
        """What was found out about these bytes before; None where they must be looked at again."""
        if sha in self.here:
            return Look(found.place, found.size, sha)
        aside = self.aside.get(sha)
        if aside is None or self.can_help(aside):
            return None
        refusal = BundleRefused(aside.reason, aside.detail.template, **aside.detail.values)
        return Look(found.place, found.size, sha, refusal=refusal)

    def _raw_key(self, key_id: str) -> bytes | None:
        known = self.keyring.get(key_id)
        return None if known is None else known.public_key

    def _admitted(self, opened: OpenBundle) -> OpenBundle:
        """What of a bundle may count. Raises BundleRefused: NEW_EPOCH, REVOKED."""
        header = opened.header
        if header.device in self.revoked:
            pin = self.revoked[header.device].pin_of(header.epoch)
            return admitted(opened, pin, self.office.ledger.around(opened))
        if (header.device, header.epoch) not in self.epochs:
            raise BundleRefused(
                Reason.NEW_EPOCH,
                "“{name}” writes a new history: its database was copied or put back. The file is "
                "kept. Make sure that the machine is the right one, then approve it with: "
                "keystep stations enrol {device:.8}",
                name=self.names.get(header.device, ""),
                epoch=header.epoch,
                device=header.device,
            )
        return opened


def inspector(office: Office) -> Inspector:
    """Raises UsageError while the office is locked."""
    _ = office.unlocked
    ledger = office.ledger
    return Inspector(
        office,
        here=ledger.imported(),
        keyring=ledger.members.keyring(),
        epochs=ledger.members.epochs(),
        revoked={one.device: one for one in ledger.members.revoked()},
        seen=ledger.seen.all(),
        aside={entry.sha: entry for entry in ledger.quarantined()},
        names={row.device: row.name for row in ledger.members.overview()},
    )


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def place_of(share: Share, found: Found) -> str:
    """What a file is remembered by: two copies of the share have files of the same place."""
    return f"{share.root}/{found.place}"
