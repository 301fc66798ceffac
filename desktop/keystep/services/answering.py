"""What the office tells its stations: receipts, the catalog, progress and packs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from keystep.aggregate.states import never
from keystep.domain.bundles import Catalog, CatalogStation, Receipt
from keystep.domain.down import ProgressDown
from keystep.domain.events import canonical
from keystep.errors import ShareUnreachable, SurroundingsError
from keystep.services.assigning.spreading import asked
from keystep.services.copies import Copy, Numbers, floors, progress_key, with_numbers
from keystep.services.issuing import issue_certificates
from keystep.services.office import Office
from keystep.services.okr.board import board, key_result_words
from keystep.services.publishing import write_packs
from keystep.sync.layout import CATALOG, keep_identity
from keystep.sync.receiver import delete_progress, write_catalog, write_progress, write_receipt
from keystep.sync.share import Share


@dataclass(frozen=True)
class Down:
    """Progress for one station; ``sha`` tells its content from any other, whatever its number."""

    progress: ProgressDown
    recipient: str
    sha: str


@dataclass(frozen=True)
class Answer:
    """All that is to be said at once."""

    receipts: tuple[Receipt, ...] = ()
    catalog: Catalog | None = None
    down: tuple[Down, ...] = ()


def answer(
    office: Office, shares: Sequence[Share], cancelled: Callable[[], bool] = never
) -> SurroundingsError | None:
    """Tell the stations all that is new, on every one of ``shares`` under the same numbers.

    Returns the last reason why a copy could not take it: what was imported counts all the same, and
    the next import answers.
    """
    office.ledger.states.refresh(cancelled)
    issue_certificates(office)
    copies, unreachable = with_numbers(shares)
    above = floors(copies)
    told = Answer(
        receipts=office.ledger.receipts(office.clock.now().at, above),
        catalog=next_catalog(office, above),
        down=tuple(next_progress(office, copies, above)),
    )
    return _tell(office, copies, told) or unreachable


def tell_catalog(office: Office, shares: Sequence[Share]) -> Catalog:
    """Publish a new catalog and the packs it names. Raises ShareFull, ShareUnreachable."""
    copies, unreachable = with_numbers(shares)
    catalog = next_catalog(office, floors(copies))
    _raise(_tell(office, copies, Answer(catalog=catalog)) or unreachable)
    return catalog


def tell_progress(office: Office, shares: Sequence[Share]) -> int:
    """Publish where learners stand to every station that has not heard it; returns to how many.

    Raises ShareFull, ShareUnreachable.
    """
    office.ledger.states.refresh()
    issue_certificates(office)
    copies, unreachable = with_numbers(shares)
    down = tuple(next_progress(office, copies, floors(copies)))
    _raise(_tell(office, copies, Answer(down=down)) or unreachable)
    return len(down)


def next_catalog(office: Office, above: Numbers) -> Catalog:
    """The office's word to all stations, under a new number."""
    ledger, now = office.ledger, office.clock.now()
    wanted = asked(ledger.papers, now.local.date())
    return Catalog(
        no=ledger.next_number(CATALOG, above.get(CATALOG, 0)),
        share=office.pinned.share,
        issued=now.at,
        stations=tuple(
            CatalogStation(device=s.device, public_key=base64.b64encode(s.public_key).decode())
            for s in ledger.members.enrolled()
        ),
        key_results=key_result_words(board(office)),
        revoked=ledger.members.revoked(),
        packs=ledger.packs.current(),
        erasures=ledger.roster.erased(),
        breaks=ledger.proposal.plan(),
        assignments=wanted.assignments,
        announcements=wanted.announcements,
        surveys=wanted.surveys,
    )


def next_progress(office: Office, copies: Sequence[Copy], above: Numbers) -> Iterator[Down]:
    """Where the learners of each station stand, if that has changed or a copy lacks it."""
    ledger, now, share = office.ledger, office.clock.now(), office.pinned.share
    for station in ledger.members.enrolled():
        key = progress_key(station.device)
        people, included, states = ledger.states.slice_for(station.device, now.day)
        sha = hashlib.sha256(canonical((people, included, states))).hexdigest()
        last = ledger.last_number(key)
        on_all = all(copy.numbers.get(key) == last for copy in copies)
        if on_all and ledger.sent.sha_of(station.device) == sha:
            continue
        progress = ProgressDown(
            no=ledger.next_number(key, above.get(key, 0)),
            share=share,
            device=station.device,
            issued=now.at,
            people=people,
            included=included,
            states=states,
        )
        yield Down(progress, station.recipient, sha)


def _tell(office: Office, copies: Sequence[Copy], told: Answer) -> SurroundingsError | None:
    unanswered = None
    for copy in copies:
        try:
            _require_believed(office, copy.share)
            _write(office, copy.share, told)
        except SurroundingsError as fault:
            unanswered = fault
    if copies and unanswered is None:
        for down in told.down:
            office.ledger.sent.note(down.progress.device, down.sha)
    return unanswered


def _require_believed(office: Office, share: Share) -> None:
    """Raises SurroundingsError where the admin's key was changed elsewhere: no station would
    believe us, and what they do believe would make way for our word."""
    key = office.unlocked.public_text
    with suppress(ShareUnreachable):
        if replace(share, pinned_key=key).read_identity().public_key != key:
            raise SurroundingsError(
                "The share {folder} has a newer admin's key than {home}, so the stations were told "
                "nothing. Go on where the key was changed.",
                folder=str(share.root),
                home=str(office.home),
            )


def _write(office: Office, share: Share, told: Answer) -> None:
    keys = office.unlocked
    if share.root != office.share.root:
        _write_identity(office, share)
    for receipt in told.receipts:
        write_receipt(share, receipt, keys)
    for down in told.down:
        write_progress(share, down.progress, keys, down.recipient)
    if told.catalog is not None:
        enrolled = office.ledger.members.enrolled()
        delete_progress(share, {station.device for station in enrolled})
        recipients = tuple(station.recipient for station in enrolled)
        try:
            write_packs(office, share, told.catalog.packs)
        finally:  # a pack that is lost must not keep the word from everybody
            write_catalog(share, told.catalog, keys, recipients)


def _write_identity(office: Office, copy: Share) -> None:
    """Let whoever meets this copy alone know of the admin's newest key."""
    with suppress(ShareUnreachable):
        for data in office.share.identity_files():
            keep_identity(copy, data)


def _raise(fault: SurroundingsError | None) -> None:
    if fault is not None:
        raise fault
